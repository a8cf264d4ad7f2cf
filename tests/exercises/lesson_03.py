"""Lesson 03's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import numpy as np
import torch

from helpers import data

X, Y = torch.from_numpy(data.X), torch.from_numpy(data.Y)


def loss_of(w):
    return ((w * X - Y) ** 2).mean()


# %% 03-1 todo
def grad_autograd(w): ...  # your answer


# %% 03-1 right
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = ((w * X - Y) ** 2).mean()
    loss.backward()
    return w.grad.item()


# %% 03-1 right
def grad_autograd(w):
    w = torch.tensor([w], dtype=torch.float64).requires_grad_()
    torch.nn.MSELoss()(w * X.double(), Y.double()).backward()
    return w.grad


# %% 03-1 right
def grad_autograd(w):
    weight = torch.tensor(w, requires_grad=True)
    total = 0
    for x, y in zip(X, Y):
        total = total + (weight * x - y) ** 2
    return torch.autograd.grad(total / len(X), weight)


# %% 03-1 right
weight = torch.tensor(0.0, requires_grad=True)


def grad_autograd(w):
    with torch.no_grad():
        weight.fill_(w)
    weight.grad = None
    loss_of(weight).backward()
    return float(weight.grad)


# %% 03-1 right
class Model(torch.nn.Module):
    def __init__(self, w):
        super().__init__()
        self.w = torch.nn.Parameter(torch.tensor(w))


def grad_autograd(w):
    model = Model(w)
    loss_of(model.w).backward()
    return model.w.grad.numpy()


# %% 03-1 wrong not_cleared_between_calls
weight = torch.tensor(0.0, requires_grad=True)


def grad_autograd(w):
    with torch.no_grad():
        weight.copy_(torch.tensor(w))
    loss_of(weight).backward()
    return weight.grad.item()


# %% 03-1 wrong not_cleared_between_calls
weight = torch.tensor(0.0, requires_grad=True)
loss_of(weight).backward()  # tried before the check


def grad_autograd(w):
    weight.data = torch.tensor(w)
    loss_of(weight).backward()
    return weight.grad


# %% 03-1 wrong sum_not_mean
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    ((w * X - Y) ** 2).sum().backward()
    return w.grad.item()


# %% 03-1 wrong loss_returned
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = loss_of(w)
    loss.backward()
    return loss.item()


# %% 03-1 wrong sign
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss_of(w).backward()
    return -w.grad.item()


# %% 03-1 wrong half
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    (0.5 * ((w * X - Y) ** 2).mean()).backward()
    return w.grad.item()


# %% 03-1 wrong doubled
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = loss_of(w)
    loss.backward(retain_graph=True)
    loss.backward()
    return w.grad.item()


# %% 03-1 wrong w_returned
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss_of(w).backward()
    return w


# %% 03-1 wrong cleared_before_return
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss_of(w).backward()
    w.grad.zero_()
    return w.grad.item()


# %% 03-1 wrong requires_grad_missing
def grad_autograd(w):
    w = torch.tensor(w)
    loss_of(w).backward()
    return w.grad.item()


# %% 03-1 wrong requires_grad_missing
def grad_autograd(w):
    loss_of(w).backward()
    return w.grad


# %% 03-1 wrong loss_not_one_number
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = (w * X - Y) ** 2
    loss.backward()
    return w.grad.item()


# %% 03-1 wrong backward_twice_on_one_graph
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = loss_of(w)
    loss.backward()
    loss.backward()
    return w.grad.item()


# %% 03-1 wrong numpy_on_a_recorded_tensor
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = np.mean((w * data.X - data.Y) ** 2)
    loss.backward()
    return w.grad.item()


# %% 03-1 wrong numpy_beside_a_tensor
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = ((data.X * w - data.Y) ** 2).mean()
    loss.backward()
    return w.grad.item()


# %% 03-1 wrong w_is_a_number
def grad_autograd(w):
    w.requires_grad_(True)
    loss_of(w).backward()
    return w.grad.item()


# %% 03-1 wrong grad_is_none
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True).double()
    loss_of(w).backward()
    return w.grad.item()


# %% 03-1 wrong grad_is_none_as_number
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    loss = loss_of(w)
    return float(w.grad)


# %% 03-1 wrong none_returned
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True) * 1.0
    loss_of(w).backward()
    return w.grad


# %% 03-1 wrong none_returned
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    return loss_of(w).backward()


# %% 03-1 wrong not_squared
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    (w * X - Y).mean().backward()
    return w.grad


# %% 03-1 wrong mean_before_square
def grad_autograd(w):
    w = torch.tensor(w, requires_grad=True)
    ((w * X - Y).mean() ** 2).backward()
    return w.grad


# %% 03-2 todo
def predict_accumulation(): ...  # your answer


# %% 03-2 right
def predict_accumulation():
    return [-30, -60, -90]


# %% 03-2 right
def predict_accumulation():
    w = torch.tensor(0.0, requires_grad=True)
    seen = []
    for _ in range(3):
        loss_of(w).backward()
        seen.append(w.grad.clone())
    return seen


# %% 03-2 right
def predict_accumulation():
    return np.cumsum([-30.0] * 3)


# %% 03-2 right
def predict_accumulation():
    return {"first": -30.0, "second": -60.0, "third": -90.0}


# %% 03-2 wrong does_not_add
def predict_accumulation():
    return [-30.0] * 3


# %% 03-2 wrong doubles
def predict_accumulation():
    return [-30.0, -60.0, -120.0]


# %% 03-2 wrong error_expected
def predict_accumulation():
    return ["RuntimeError"]


# %% 03-2 wrong error_expected
def predict_accumulation():
    return [-30.0, RuntimeError, RuntimeError]


# %% 03-2 wrong error_expected
def predict_accumulation():
    return "the second one raises"


# %% 03-2 wrong sign
def predict_accumulation():
    return 30, 60, 90


# %% 03-2 wrong sum_not_mean
def predict_accumulation():
    return [-120, -240, -360]


# %% 03-2 wrong before_each_round
def predict_accumulation():
    return [None, -30.0, -60.0]


# %% 03-2 wrong before_each_round
def predict_accumulation():
    return [0, -30, -60]


# %% 03-2 wrong averaged
def predict_accumulation():
    return [-30, -45, -60]


# %% 03-2 wrong w_moves
def predict_accumulation():
    w, seen = 0.0, []
    for _ in range(3):
        g = 15 * (w - 2)
        seen.append(g)
        w -= 0.01 * g
    return seen


# %% 03-2 wrong w_moves
def predict_accumulation():
    w, total, seen = 0.0, 0.0, []
    for _ in range(3):
        total += 15 * (w - 2)
        seen.append(total)
        w -= 0.01 * total
    return seen


# %% 03-2 wrong all_the_last
def predict_accumulation():
    w = torch.tensor(0.0, requires_grad=True)
    seen = []
    for _ in range(3):
        loss_of(w).backward()
        seen.append(w.grad)
    return seen


# %% 03-3 todo
def train_autograd(w0, lr, n): ...  # your answer


# %% 03-3 right
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = ((w * X - Y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 right
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [w0], []  # with the start
    for _ in range(n):
        w.grad = None
        loss = loss_of(w)
        losses.append(loss)
        loss.backward()
        with torch.no_grad():
            w.sub_(lr * w.grad)
        w_hist.append(w.detach().clone())
    return w_hist, losses


# %% 03-3 right
def train_autograd(w0, lr, n):
    w = torch.tensor([w0], dtype=torch.float64, requires_grad=True)
    w_hist, losses = torch.zeros(n, 1), np.zeros(n)
    for k in range(n):
        loss = loss_of(w)
        (g,) = torch.autograd.grad(loss, w)
        losses[k] = loss.item()
        w = (w - lr * g).detach().requires_grad_(True)
        w_hist[k] = w.detach()
    return {"losses": losses, "w_hist": w_hist}


# %% 03-3 right
def train_autograd(w0, lr, n):
    w = torch.nn.Parameter(torch.tensor(w0))
    optimizer = torch.optim.SGD([w], lr=lr)
    history = []
    for _ in range(n):
        optimizer.zero_grad()
        loss = loss_of(w)
        loss.backward()
        optimizer.step()
        history.append((w.item(), loss.item()))
    return [w for w, _ in history], [loss for _, loss in history]


# %% 03-3 right
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w = w - lr * w.grad
        w.requires_grad_()
        w_hist.append(w)
        losses.append(loss)
    return w_hist, losses


# %% 03-3 right
def train_autograd(w0, lr, n):
    history = {"w": [w0], "loss": []}
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w.add_(w.grad, alpha=-lr)
        w.grad = None
        history["w"].append(w.item())
        history["loss"].append(loss.item())
    return history


# %% 03-3 wrong not_cleared
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = ((w * X - Y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong never_moves
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = ((w * X - Y) ** 2).mean()
        loss.backward()
        w.grad.zero_()
        with torch.no_grad():
            w -= lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong never_moves
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [w0], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w - lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong cleared_or_stepped_too_early
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        w.grad = None
        with torch.no_grad():
            w -= lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong cleared_or_stepped_too_early
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        with torch.no_grad():
            w -= w.grad * lr
        loss.backward()
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong leaf_lost
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        w = w - lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong leaf_lost
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        w.grad = None
        loss = loss_of(w)
        loss.backward()
        w = w - lr * w.grad
        w_hist.append(w)
        losses.append(loss)
    return w_hist, losses


# %% 03-3 wrong requires_grad_lost
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w = w - lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong step_recorded
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        w -= lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong nothing_to_clear
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        w.grad.zero_()
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong nothing_to_clear
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w = w - lr * w.grad
        w.grad.zero_()
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong same_tensor_stored
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w)
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong same_tensor_stored
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w.detach().numpy())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong last_weight_only
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    losses = []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        losses.append(loss.item())
    return w, losses


# %% 03-3 wrong weight_before_the_step
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        w_hist.append(w.item())
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w_hist, losses


# %% 03-3 wrong climbs
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w += lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong lr_missing
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong sum_not_mean
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = ((w * X - Y) ** 2).sum()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong first_slope_reused
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    loss = loss_of(w)
    loss.backward()
    for _ in range(n):
        with torch.no_grad():
            w -= lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong loss_after_the_step
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
            losses.append(loss_of(w).item())
        w.grad = None
        w_hist.append(w.item())
    return w_hist, losses


# %% 03-3 wrong sum_loss
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = ((w * X - Y) ** 2).sum()
        (loss / 4).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong swapped
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return losses, w_hist


# %% 03-3 wrong requires_grad_missing
def train_autograd(w0, lr, n):
    w = torch.tensor(w0)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong loss_not_one_number
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss = (w * X - Y) ** 2
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return [w], [loss]


# %% 03-3 wrong backward_twice_on_one_graph
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    loss = loss_of(w)
    for _ in range(n):
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong numpy_on_a_recorded_tensor
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w.numpy())
        losses.append(loss.numpy())
    return w_hist, losses


# %% 03-3 wrong numpy_beside_a_tensor
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss = ((data.X * w - data.Y) ** 2).mean()
        loss.backward()
    return [w], [loss]


# %% 03-3 wrong w_is_a_number
def train_autograd(w0, lr, n):
    w = w0
    w_hist, losses = [], []
    for _ in range(n):
        loss = loss_of(torch.tensor(w, requires_grad=True))
        loss.backward()
        w -= lr * w.grad
        w_hist.append(w)
        losses.append(loss.item())
    return w_hist, losses


# %% 03-3 wrong starts_anew
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    history, losses = [], []
    for _ in range(n):
        w = torch.tensor(w0, requires_grad=True)
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        history.append(w.item())
        losses.append(loss.item())
    return history, losses


# %% 03-3 wrong one_step_only
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    history, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        history.append(w.item())
        losses.append(loss.item())
        return history, losses


# %% 03-3 wrong own_start
def train_autograd(w0, lr, n):
    w = torch.tensor(0.0, requires_grad=True)
    history, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        history.append(w.item())
        losses.append(loss.item())
    return history, losses


# %% 03-3 right
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    history, losses = [], []
    for _ in range(n):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        history.append(w.item())
        losses.append(loss.item())
    return zip(*[(h, loss) for h, loss in zip(history, losses)])


# %% 03-3 wrong count
def train_autograd(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    history, losses = [], []
    for _ in range(n - 1):
        loss = loss_of(w)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        history.append(w.item())
        losses.append(loss.item())
    return history, losses


# %% 03-4 todo
def fix_a(w0, lr, n): ...  # your answer


def fix_b(w0, lr, n): ...  # your answer


def fix_c(w0, lr, n): ...  # your answer


# %% 03-4 todo
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n): ...


def fix_c(w0, lr, n): ...


# %% 03-4 right
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w


def fix_a(w0, lr, n):
    return "TypeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n).item()


def fix_c(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n).detach().numpy()


# %% 03-4 right
def fix_a(w0, lr, n):
    w = torch.tensor(float(w0), requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w = (w - lr * w.grad).detach().requires_grad_()
    return TypeError, w.data  # read, not written


def fix_b(w0, lr, n):
    w = torch.tensor(float(w0), requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w = w - lr * w.grad
        w.requires_grad = True
    return [RuntimeError, [w.item()]]


def fix_c(w0, lr, n):
    w = torch.tensor(float(w0), requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w.sub_(lr * w.grad.data)
        w.grad.data.zero_()
    return "RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.", w


# %% 03-4 right
def fix_a(w0, lr, n):
    try:
        w = torch.tensor(w0, requires_grad=True)
        for _ in range(2):
            loss_of(w).backward()
            w = w - lr * w.grad
    except Exception as error:
        name = type(error).__name__
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return {"exception": name, "w": w}


def fix_b(w0, lr, n):
    return "runtimeerror", fix_a(w0, lr, n)["w"]


def fix_c(w0, lr, n):
    return RuntimeError("leaf"), fix_a(w0, lr, n)["w"]


# %% 03-4 wrong data
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w.data -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong data
def step(w, lr):
    w.data.add_(w.grad, alpha=-lr)
    w.grad = None


def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        step(w, lr)
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong data
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w.data = w.data - lr * w.grad.data
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong retain_graph
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward(retain_graph=True)
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong data
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        d = w.data
        d -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 right
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w = (w - lr * w.grad).data
        w.requires_grad_()
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    last = fix_a(w0, lr, n)[1]
    return "RuntimeError", last


# %% 03-4 wrong several_exceptions
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "TypeError RuntimeError ValueError AttributeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "TypeError RuntimeError ValueError AttributeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "TypeError RuntimeError ValueError AttributeError", mended(w0, lr, n)


# %% 03-4 wrong several_exceptions
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "TypeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeErrorTypeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return {RuntimeError.__name__: 1, "or TypeError": 2}.__str__(), mended(w0, lr, n)


# %% 03-4 right
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError, a second RuntimeError would follow", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return RuntimeError, mended(w0, lr, n)


# %% 03-4 right
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def backward(loss):
    loss.backward(retain_graph=True)


def w(number):
    w = torch.tensor(number)
    w.data += 1
    return w


def fix_a(w0, lr, n):
    return "TypeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


# %% 03-4 right
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w


def fix_a(w0, lr, n):
    return "Type Error", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "runtime error", mended(w0, lr, n).item()


def fix_c(w0, lr, n):
    return "runtime error", mended(w0, lr, n).detach().numpy()


# %% 03-4 wrong retain_graph
def back(loss):
    loss.backward(retain_graph=True)


def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        [back(loss) for loss in [loss_of(w)]]
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "TypeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


# %% 03-4 wrong another_exception_for_a
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


# %% 03-4 wrong another_exception_for_b
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "TypeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "TypeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


# %% 03-4 wrong another_exception_for_c
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return TypeError, mended(w0, lr, n)


def fix_b(w0, lr, n):
    return RuntimeError, mended(w0, lr, n)


def fix_c(w0, lr, n):
    return ValueError, mended(w0, lr, n)


# %% 03-4 wrong message_not_name
def mended(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "w.grad is None", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "does not require grad", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "leaf Variable", mended(w0, lr, n)


# %% 03-4 wrong name_missing
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item()


fix_b = fix_c = fix_a


# %% 03-4 wrong name_missing
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return None, w.item()


fix_b = fix_c = fix_a


# %% 03-4 wrong not_cleared
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return "RuntimeError", w.item()


# %% 03-4 wrong never_moves
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        new = w - lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong a_not_mended
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w = w - lr * w.grad
        w.requires_grad_()
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong a_not_mended_zero
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w = w - lr * w.grad
        w.grad.zero_()
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong b_not_mended
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w = w - lr * w.grad
        w.grad = None
    return "RuntimeError", w.item()


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong c_not_mended
def fix_a(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()


def fix_b(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


def fix_c(w0, lr, n):
    return "RuntimeError", fix_a(w0, lr, n)[1]


# %% 03-4 wrong exception_escapes
def fix_a(w0, lr, n):
    raise RuntimeError("w")


def fix_b(w0, lr, n):
    raise RuntimeError("w")


def fix_c(w0, lr, n):
    raise RuntimeError("w")


# %% 03-4 wrong climbs
def loop(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        with torch.no_grad():
            w += lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "TypeError", loop(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", loop(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError", loop(w0, lr, n)


# %% 03-4 wrong data
def loop(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        w.data[...] = w.data - lr * w.grad
        w.grad = None
    return w.item()


def fix_a(w0, lr, n):
    return "TypeError", loop(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", loop(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError", loop(w0, lr, n)


# %% 03-4 wrong weight_written_in
def fix_a(w0, lr, n):
    return "TypeError", 1.99999965


def fix_b(w0, lr, n):
    return "RuntimeError", 1.99999965


def fix_c(w0, lr, n):
    return "RuntimeError", 1.99999965


# %% 03-5 todo
def grad_by_halves(w): ...  # your answer


# %% 03-5 right
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for half in (slice(0, 2), slice(2, 4)):
        loss = ((w * X[half] - Y[half]) ** 2).mean()
        (loss / 2).backward()
    return w.grad.item()


# %% 03-5 right
def grad_by_halves(w):
    w = torch.tensor([[w]], requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        loss = ((w * x - y) ** 2).sum()
        (loss / len(X)).backward()
    return w.grad


# %% 03-5 right
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in [(X[::2], Y[::2]), (X[1::2], Y[1::2])]:
        torch.nn.functional.mse_loss(w * x, y).backward()
    return w.grad / 2


# %% 03-5 right
weight = torch.tensor(0.0, requires_grad=True)


def grad_by_halves(w):
    weight.data = torch.tensor(w)
    weight.grad = None
    for i in range(2):
        part = slice(2 * i, 2 * i + 2)
        (0.5 * torch.mean((weight * X[part] - Y[part]) ** 2)).backward()
    return np.float32(weight.grad.item())


# %% 03-5 wrong not_cleared_between_calls
weight = torch.tensor(0.0, requires_grad=True)


def grad_by_halves(w):
    weight.data = torch.tensor(w)
    for x, y in zip(X.split(2), Y.split(2)):
        (((weight * x - y) ** 2).mean() / 2).backward()
    return weight.grad.item()


# %% 03-5 wrong means_added
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        ((w * x - y) ** 2).mean().backward()
    return w.grad.item()


# %% 03-5 wrong divided_by_samples
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        loss = ((w * x - y) ** 2).mean()
        (loss / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong last_half_only
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        w.grad = None
        ((w * x - y) ** 2).mean().backward()
    return w.grad.item()


# %% 03-5 wrong first_half_only
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        loss = ((w * x - y) ** 2).mean()
        loss.backward()
        return w.grad.item()


# %% 03-5 wrong last_half_only_halved
def grad_by_halves(w):
    for x, y in zip(X.split(2), Y.split(2)):
        v = torch.tensor(w, requires_grad=True)
        (((v * x - y) ** 2).mean() / 2).backward()
    return v.grad.item()


# %% 03-5 wrong first_half_only_halved
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    (((w * X[:2] - Y[:2]) ** 2).mean() / 2).backward()
    return w.grad.item()


# %% 03-5 wrong sums_not_means
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        ((w * x - y) ** 2).sum().backward()
    return w.grad.item()


# %% 03-5 wrong first_half_counted_twice
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    total = 0
    for x, y in zip(X.split(2), Y.split(2)):
        ((w * x - y) ** 2).mean().backward()
        total += w.grad.item()
    return total


# %% 03-5 wrong halves_returned
def grad_by_halves(w):
    slopes = []
    for x, y in zip(X.split(2), Y.split(2)):
        v = torch.tensor(w, requires_grad=True)
        ((v * x - y) ** 2).mean().backward()
        slopes.append(v.grad)
    return slopes


# %% 03-5 wrong requires_grad_missing
def grad_by_halves(w):
    w = torch.tensor(w)
    for x, y in zip(X.split(2), Y.split(2)):
        (((w * x - y) ** 2).mean() / 2).backward()
    return w.grad.item()


# %% 03-5 wrong loss_not_one_number
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        ((w * x - y) ** 2 / 2).backward()
    return w.grad.item()


# %% 03-5 wrong backward_twice_on_one_graph
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    loss = loss_of(w)
    (loss / 2).backward()
    (loss / 2).backward()
    return w.grad.item()


# %% 03-5 wrong numpy_on_a_recorded_tensor
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(np.split(data.X, 2), np.split(data.Y, 2)):
        (np.mean((w * x - y) ** 2) / 2).backward()
    return w.grad.item()


# %% 03-5 wrong numpy_beside_a_tensor
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(np.split(data.X, 2), np.split(data.Y, 2)):
        (((x * w - y) ** 2).mean() / 2).backward()
    return w.grad.item()


# %% 03-5 wrong w_is_a_number
def grad_by_halves(w):
    for x, y in zip(X.split(2), Y.split(2)):
        leaf = torch.tensor(w, requires_grad=True)
        (((leaf * x - y) ** 2).mean() / 2).backward()
    return w.grad.item()


# %% 03-5 wrong grad_is_none
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        w.grad.zero_()
        (((w * x - y) ** 2).mean() / 2).backward()
    return w.grad.item()


# %% 03-5 wrong grad_is_none_as_number
def grad_by_halves(w):
    w, total = torch.tensor(w, requires_grad=True), 0.0
    for x, y in zip(X.split(2), Y.split(2)):
        loss = ((w * x - y) ** 2).mean() / 2
        total += w.grad
        loss.backward()
    return total


# %% 03-5 wrong none_returned
def grad_by_halves(w):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(2), Y.split(2)):
        (((w * x - y) ** 2).mean() / 2).backward()


# %% 03-6 todo
def pendulum(): ...  # your answer


# %% 03-6 right
def pendulum():
    theta = np.arccos(1.85 / 2)
    return 2 * np.pi / theta, 4.0386, False


# %% 03-6 right
def pendulum():
    return {"period": 16.1, "w_max": 4.04, "converges": 0}


# %% 03-6 right
def pendulum():
    total, w, path = 0.0, 0.0, []
    for _ in range(3000):
        total += 15 * (w - 2)
        w -= 0.01 * total
        path.append(w)
    roots = np.roots([1, -1.85, 1])
    angle = torch.tensor(abs(np.angle(roots[0])))
    return [2 * torch.pi / angle, max(path), bool(abs(roots[0]) < 1 - 1e-9)]


# %% 03-6 wrong thinks_of_0_85
def pendulum():
    return None, 2.0, True


# %% 03-6 wrong thinks_of_0_85
def pendulum():
    return "0.85^k", 2, True


# %% 03-6 wrong thinks_of_0_85
def pendulum():
    return float("inf"), 1.9999, True


# %% 03-6 wrong thinks_of_0_85
def pendulum():
    return "0.85^k"


# %% 03-6 wrong converges
def pendulum():
    return 16.1206, 4.0386, True


# %% 03-6 wrong whole_steps_counted
def pendulum():
    return 16, 4.0386, False


# %% 03-6 wrong half_a_period
def pendulum():
    return np.pi / np.arccos(0.925), 4.0386, False


# %% 03-6 wrong angle_not_period
def pendulum():
    return np.arccos(0.925), 4.0386, False


# %% 03-6 wrong angle_in_degrees
def pendulum():
    return 2 * np.pi / np.degrees(np.arccos(0.925)), 4.0386, False


# %% 03-6 wrong frequency
def pendulum():
    return np.arccos(0.925) / (2 * np.pi), 4.0386, False


# %% 03-6 wrong cosine_not_inverted
def pendulum():
    return 2 * np.pi / 0.925, 4.0386, False


# %% 03-6 wrong cosine_of_twice
def pendulum():
    return 2 * np.pi / np.arccos(0.85), 4.0386, False


# %% 03-6 wrong amplitude_not_weight
def pendulum():
    return 16.1206, 2.0386, False


# %% 03-6 wrong turns_at_4
def pendulum():
    return 16.1206, 4.0, False


# %% 03-6 wrong turns_at_4
def pendulum():
    total, w, path = 0.0, 0.0, []
    for _ in range(20):
        total += 15 * (w - 2)
        w -= 0.01 * total
        path.append(w)
    return 2 * np.pi / np.arccos(0.925), max(path), False


# %% 03-6 right
def pendulum():
    return 16.1, 4.04, "no"


# %% 03-6 wrong truth_expected
def pendulum():
    return 16.1, 4.04, "maybe"


# %% 03-6 wrong converges
def pendulum():
    return 16.12, 4.0386, "yes"
