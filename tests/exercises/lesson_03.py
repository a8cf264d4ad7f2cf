"""Lesson 03's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import numpy as np
import torch

from helpers import data

X, Y = torch.from_numpy(data.X), torch.from_numpy(data.Y)


def loss_of(w):
    return ((w * X - Y) ** 2).mean()


def mse(w, X, Y):
    return ((w * w * X - Y) ** 2).mean()


def paper(w, X, Y):
    return (4 * w * X * (w * w * X - Y)).mean().item()


# %% 03-1 todo
def both_slopes(w, X, Y): ...  # your answer


# %% 03-1 right
def both_slopes(w, X, Y):
    leaf = torch.tensor(w, requires_grad=True)
    loss = ((leaf**2 * X - Y) ** 2).mean()
    loss.backward()
    return leaf.grad.item(), (2 * (w**2 * X - Y) * X * 2 * w).mean().item()


# %% 03-1 right
def both_slopes(w, X, Y):
    leaf = torch.tensor([w], dtype=torch.float64).requires_grad_()
    torch.nn.MSELoss()(leaf * leaf * X.double(), Y.double()).backward()
    return {"on_paper": 4 * w * np.mean(X.numpy() * (w**2 * X.numpy() - Y.numpy())), "autograd": leaf.grad}


# %% 03-1 right
def both_slopes(w, X, Y):
    weight = torch.tensor(w, requires_grad=True)
    total, slope = 0, 0
    for x, y in zip(X, Y):
        total = total + (weight**2 * x - y) ** 2
        slope += 4 * x * w * (w * w * x - y)
    return torch.autograd.grad(total / len(X), weight), slope / len(X)


# %% 03-1 right
weight = torch.tensor(0.0, requires_grad=True)


def both_slopes(w, X, Y):
    with torch.no_grad():
        weight.fill_(w)
    weight.grad = None
    mse(weight, X, Y).backward()
    return [float(weight.grad), paper(w, X, Y)]


# %% 03-1 right
class Model(torch.nn.Module):
    def __init__(self, w):
        super().__init__()
        self.w = torch.nn.Parameter(torch.tensor(w))


def both_slopes(w, X, Y):
    model = Model(w)
    mse(model.w, X, Y).backward()
    return model.w.grad.numpy(), 4 * w * (w**2 * (X @ X) - X @ Y) / len(X)


# %% 03-1 wrong not_cleared_between_calls
weight = torch.tensor(0.0, requires_grad=True)


def both_slopes(w, X, Y):
    with torch.no_grad():
        weight.copy_(torch.tensor(w))
    mse(weight, X, Y).backward()
    return weight.grad.item(), paper(w, X, Y)


# %% 03-1 wrong not_cleared_between_calls
weight = torch.tensor(1.5, requires_grad=True)
mse(weight, X, Y).backward()  # tried before the check


def both_slopes(w, X, Y):
    weight.data = torch.tensor(w)
    mse(weight, X, Y).backward()
    return weight.grad, paper(w, X, Y)


# %% 03-1 wrong sum_not_mean
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    ((w * w * X - Y) ** 2).sum().backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong weight_not_squared
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    ((w * X - Y) ** 2).mean().backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong loss_returned
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    loss = mse(w, X, Y)
    loss.backward()
    return loss.item(), on_paper


# %% 03-1 wrong sign
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    mse(w, X, Y).backward()
    return -w.grad.item(), on_paper


# %% 03-1 wrong half
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    (0.5 * mse(w, X, Y)).backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong doubled
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    loss = mse(w, X, Y)
    loss.backward(retain_graph=True)
    loss.backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong w_returned
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    mse(w, X, Y).backward()
    return w, on_paper


# %% 03-1 wrong cleared_before_return
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    mse(w, X, Y).backward()
    w.grad.zero_()
    return w.grad.item(), on_paper


# %% 03-1 wrong requires_grad_missing
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w)
    mse(w, X, Y).backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong requires_grad_missing
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    mse(w, X, Y).backward()
    return w.grad, on_paper


# %% 03-1 wrong loss_not_one_number
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    loss = (w * w * X - Y) ** 2
    loss.backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong backward_twice_on_one_graph
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    loss = mse(w, X, Y)
    loss.backward()
    loss.backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong numpy_on_a_recorded_tensor
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    loss = np.mean((w * w * X.numpy() - Y.numpy()) ** 2)
    loss.backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong numpy_beside_a_tensor
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    loss = ((X.numpy() * w * w - Y.numpy()) ** 2).mean()
    loss.backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong w_is_a_number
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w.requires_grad_(True)
    mse(w, X, Y).backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong grad_is_none
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True).double()
    mse(w, X, Y).backward()
    return w.grad.item(), on_paper


# %% 03-1 wrong grad_is_none_as_number
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    loss = mse(w, X, Y)
    return float(w.grad), on_paper


# %% 03-1 wrong none_returned
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True) * 1.0
    mse(w, X, Y).backward()
    return w.grad, on_paper


# %% 03-1 wrong none_returned
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    slope = mse(w, X, Y).backward()
    return slope, on_paper


# %% 03-1 wrong none_returned
def both_slopes(w, X, Y):
    w = torch.tensor(w, requires_grad=True)
    mse(w, X, Y).backward()


# %% 03-1 wrong not_squared
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    (w * w * X - Y).mean().backward()
    return w.grad, on_paper


# %% 03-1 wrong mean_before_square
def both_slopes(w, X, Y):
    on_paper = paper(w, X, Y)
    w = torch.tensor(w, requires_grad=True)
    ((w * w * X - Y).mean() ** 2).backward()
    return w.grad, on_paper


# %% 03-1 wrong inner_link_missing
def both_slopes(w, X, Y):
    leaf = torch.tensor(w, requires_grad=True)
    mse(leaf, X, Y).backward()
    return leaf.grad.item(), 2 * (X * (w**2 * X - Y)).mean().item()


# %% 03-1 wrong a_two_missing
def both_slopes(w, X, Y):
    leaf = torch.tensor(w, requires_grad=True)
    mse(leaf, X, Y).backward()
    return leaf.grad.item(), (2 * w * X * (w**2 * X - Y)).mean()


# %% 03-1 wrong a_two_missing
def both_slopes(w, X, Y):
    leaf = torch.tensor(w, requires_grad=True)
    mse(leaf, X, Y).backward()
    return leaf.grad.item(), 2 * w * (X * (w**2 * X - Y)).mean()


# %% 03-1 wrong x_missing
def both_slopes(w, X, Y):
    leaf = torch.tensor(w, requires_grad=True)
    mse(leaf, X, Y).backward()
    return leaf.grad.item(), 4 * w * (w**2 * X - Y).mean()


# %% 03-1 wrong summed_on_paper
def both_slopes(w, X, Y):
    leaf = torch.tensor(w, requires_grad=True)
    mse(leaf, X, Y).backward()
    return leaf.grad.item(), 4 * w * (X * (w**2 * X - Y)).sum()


# %% 03-2 todo
def predict_accumulation(): ...  # your answer


# %% 03-2 right
def predict_accumulation():
    return [-30, -60, -81, -21]


# %% 03-2 right
def predict_accumulation():
    w = torch.tensor(0.0, requires_grad=True)
    seen = []
    for round in range(4):
        if round == 2:
            with torch.no_grad():
                w -= 0.01 * w.grad
        if round == 3:
            w.grad = None
        loss_of(w).backward()
        seen.append(w.grad.clone())
    return seen


# %% 03-2 right
def predict_accumulation():
    first = 15 * (0 - 2)
    third = 15 * (-0.01 * 2 * first - 2)
    return np.array([first, 2 * first, 2 * first + third, third])


# %% 03-2 right
def predict_accumulation():
    return {"first": -30.0, "second": -60.0, "third": -81.0, "fourth": -21.0}


# %% 03-2 wrong does_not_add
def predict_accumulation():
    return [-30, -30, -25.5, -25.5]


# %% 03-2 wrong does_not_add
def predict_accumulation():
    return [-30.0] * 4


# %% 03-2 wrong error_expected
def predict_accumulation():
    return ["RuntimeError"]


# %% 03-2 wrong error_expected
def predict_accumulation():
    return [-30.0, RuntimeError, RuntimeError, RuntimeError]


# %% 03-2 wrong error_expected
def predict_accumulation():
    return "the second one raises"


# %% 03-2 wrong sign
def predict_accumulation():
    return 30, 60, 81, 21


# %% 03-2 wrong sum_not_mean
def predict_accumulation():
    return [-120, -240, -216, 24]


# %% 03-2 wrong before_each_round
def predict_accumulation():
    return [None, -30.0, -60.0, None]


# %% 03-2 wrong before_each_round
def predict_accumulation():
    return [0, -30, -60, 0]


# %% 03-2 wrong averaged
def predict_accumulation():
    return [-30, -45, -34.125, -23.25]


# %% 03-2 wrong never_cleared
def predict_accumulation():
    return [-30, -60, -81, -102]


# %% 03-2 wrong the_step_is_left_out
def predict_accumulation():
    return [-30, -60, -90, -30]


# %% 03-2 wrong steps_with_the_last_slope
def predict_accumulation():
    w, seen, pile = 0.0, [], 0.0
    for round in range(4):
        if round == 2:
            w += 0.01 * 30
        pile = (0 if round == 3 else pile) + 15 * (w - 2)
        seen.append(pile)
    return seen


# %% 03-2 wrong the_step_clears
def predict_accumulation():
    return [-30, -60, -21, -21]


# %% 03-2 wrong steps_uphill
def predict_accumulation():
    return [-30, -60, -99, -39]


# %% 03-2 wrong steps_each_round
def predict_accumulation():
    w, pile, seen = 0.0, 0.0, []
    for _ in range(4):
        pile += 15 * (w - 2)
        seen.append(pile)
        w += 0.01 * 30
    return seen


# %% 03-2 wrong all_the_last
def predict_accumulation():
    w = torch.tensor(0.0, requires_grad=True)
    seen = []
    for round in range(4):
        if round == 2:
            with torch.no_grad():
                w -= 0.01 * w.grad
        if round == 3:
            w.grad.zero_()
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
    return "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn", mended(w0, lr, n)


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
    return "no TypeError, nothing raises", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "not RuntimeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "anything but a RuntimeError", mended(w0, lr, n)


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
    return "TypeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError, a second RuntimeError would follow", mended(w0, lr, n)


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
    return "NoTypeError", mended(w0, lr, n)


def fix_b(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


def fix_c(w0, lr, n):
    return "RuntimeError", mended(w0, lr, n)


# %% 03-5 todo
def grad_in_pieces(w, X, Y, size): ...  # your answer


# %% 03-5 right
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        loss = ((w * x - y) ** 2).mean()
        (loss * len(x) / len(X)).backward()
    return w.grad.item()


# %% 03-5 right
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        loss = ((w * x - y) ** 2).sum()
        loss.backward()
    return w.grad / len(X)


# %% 03-5 right
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor([[w]], requires_grad=True)
    for start in range(0, len(X), size):
        piece = slice(start, start + size)
        torch.nn.functional.mse_loss(w * X[piece], Y[piece][None], reduction="sum").div(len(X)).backward()
    return w.grad


# %% 03-5 right
weight = torch.tensor(0.0, requires_grad=True)


def grad_in_pieces(w, X, Y, size):
    weight.data = torch.tensor(w)
    weight.grad = None
    for part in torch.arange(len(X)).split(size):
        (torch.mean((weight * X[part] - Y[part]) ** 2) * (part.numel() / X.numel())).backward()
    return np.float32(weight.grad.item())


# %% 03-5 wrong not_cleared_between_calls
weight = torch.tensor(0.0, requires_grad=True)


def grad_in_pieces(w, X, Y, size):
    weight.data = torch.tensor(w)
    for x, y in zip(X.split(size), Y.split(size)):
        (((weight * x - y) ** 2).sum() / len(X)).backward()
    return weight.grad.item()


# %% 03-5 wrong means_added
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        ((w * x - y) ** 2).mean().backward()
    return w.grad.item()


# %% 03-5 wrong divided_by_pieces
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        loss = ((w * x - y) ** 2).mean()
        (loss / len(X.split(size))).backward()
    return w.grad.item()


# %% 03-5 wrong divided_by_samples
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        loss = ((w * x - y) ** 2).mean()
        (loss / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong weighed_by_size
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        loss = ((w * x - y) ** 2).mean()
        (loss * size / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong last_piece_only
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        w.grad = None
        ((w * x - y) ** 2).mean().backward()
    return w.grad.item()


# %% 03-5 wrong last_piece_only_weighed
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        w.grad = None
        (((w * x - y) ** 2).sum() / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong first_piece_only
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        (((w * x - y) ** 2).sum() / len(X)).backward()
        return w.grad.item()
    return w.grad.item()


# %% 03-5 wrong sums_not_means
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        ((w * x - y) ** 2).sum().backward()
    return w.grad.item()


# %% 03-5 wrong remainder_dropped
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for k in range(len(X) // size):
        piece = slice(k * size, (k + 1) * size)
        (((w * X[piece] - Y[piece]) ** 2).sum() / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong remainder_dropped_altogether
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    pieces = len(X) // size
    for k in range(pieces):
        piece = slice(k * size, (k + 1) * size)
        (((w * X[piece] - Y[piece]) ** 2).mean() / pieces).backward()
    return w.grad.item()


# %% 03-5 wrong earlier_pieces_counted_again
def grad_in_pieces(w, X, Y, size):
    w, total = torch.tensor(w, requires_grad=True), 0.0
    for x, y in zip(X.split(size), Y.split(size)):
        (((w * x - y) ** 2).sum() / len(X)).backward()
        total += w.grad.item()
    return total


# %% 03-5 wrong pieces_returned
def grad_in_pieces(w, X, Y, size):
    slopes = []
    for x, y in zip(X.split(size), Y.split(size)):
        leaf = torch.tensor(w, requires_grad=True)
        ((leaf * x - y) ** 2).mean().backward()
        slopes.append(leaf.grad.item())
    return slopes


# %% 03-5 wrong requires_grad_missing
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w)
    for x, y in zip(X.split(size), Y.split(size)):
        (((w * x - y) ** 2).sum() / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong loss_not_one_number
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        ((w * x - y) ** 2 / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong backward_twice_on_one_graph
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    losses = [loss.mean() for loss in ((w * X - Y) ** 2).split(size)]
    for loss in losses:
        loss.backward()
    return w.grad.item()


# %% 03-5 wrong numpy_on_a_recorded_tensor
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        np.mean((w * x.numpy() - y.numpy()) ** 2).backward()
    return w.grad.item()


# %% 03-5 wrong numpy_beside_a_tensor
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        ((x.numpy() * w - y.numpy()) ** 2).mean().backward()
    return w.grad.item()


# %% 03-5 wrong w_is_a_number
def grad_in_pieces(w, X, Y, size):
    w = w.requires_grad_()
    for x, y in zip(X.split(size), Y.split(size)):
        (((w * x - y) ** 2).sum() / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong grad_is_none
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True).double()
    for x, y in zip(X.split(size), Y.split(size)):
        (((w * x - y) ** 2).sum() / len(X)).backward()
    return w.grad.item()


# %% 03-5 wrong grad_is_none_as_number
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        loss = ((w * x - y) ** 2).sum() / len(X)
        total = 0.0 + w.grad
        loss.backward()
    return w.grad.item()


# %% 03-5 wrong none_returned
def grad_in_pieces(w, X, Y, size):
    w = torch.tensor(w, requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size)):
        (((w * x - y) ** 2).sum() / len(X)).backward()
    return None


# %% 03-6 todo
def pendulum(lr): ...  # your answer


# %% 03-6 right
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / theta, 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 right
def pendulum(lr):
    root = np.roots([1, -(2 - 15 * lr), 1])[0]
    return {"period": 2 * torch.pi / abs(np.angle(root)), "w_max": 2 + 2 / np.sqrt(1 - 3.75 * lr), "limit": 0.2667}


# %% 03-6 right
def pendulum(lr):
    total, w, path = 0.0, 0.0, []
    for _ in range(3000):
        total += 15 * (w - 2)
        w -= lr * total
        path.append(w)
    turns = np.flatnonzero(np.diff(np.sign(np.array(path) - 2)))
    return 2 * (turns[-1] - turns[0]) / (len(turns) - 1), max(path), 4 / 15


# %% 03-6 wrong no_swing
def pendulum(lr):
    return None, 2.0, 4 / 15


# %% 03-6 wrong no_swing
def pendulum(lr):
    return "(1 - 15 lr)^k", 2, 2 / 15


# %% 03-6 wrong no_swing
def pendulum(lr):
    return float("inf"), 1.9999, 2 / 15


# %% 03-6 wrong no_swing
def pendulum(lr):
    return "0.85^k"


# %% 03-6 wrong of_one_rate
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / np.arccos(0.925), 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong whole_steps_counted
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return round(2 * np.pi / theta), 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong half_a_period
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return np.pi / theta, 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong angle_not_period
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return theta, 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong angle_in_degrees
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / np.degrees(theta), 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong frequency
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return theta / (2 * np.pi), 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong cosine_not_inverted
def pendulum(lr):
    cosine = 1 - 7.5 * lr
    return 2 * np.pi / cosine, 2 + 2 / np.cos(np.arccos(cosine) / 2), 4 / 15


# %% 03-6 wrong factor_for_cosine
def pendulum(lr):
    theta = np.arccos(1 - 15 * lr)
    return 2 * np.pi / theta, 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong cosine_not_halved
def pendulum(lr):
    theta = np.arccos(2 - 15 * lr)
    return 2 * np.pi / theta, 2 + 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong amplitude_not_weight
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / theta, 2 / np.cos(theta / 2), 4 / 15


# %% 03-6 wrong turns_at_the_start
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / theta, 4.0, 4 / 15


# %% 03-6 wrong whole_angle
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / theta, 2 + 2 / np.cos(theta), 4 / 15


# %% 03-6 wrong largest_of_a_run
def pendulum(lr):
    total, w, path = 0.0, 0.0, []
    for _ in range(12):
        total += 15 * (w - 2)
        w -= lr * total
        path.append(w)
    return 2 * np.pi / np.arccos(1 - 7.5 * lr), max(path), 4 / 15


# %% 03-6 wrong limit_of_a_loop_that_clears
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / theta, 2 + 2 / np.cos(theta / 2), 2 / 15


# %% 03-6 wrong always_the_same
def pendulum(lr):
    return 16.4, 4.1, 4 / 15


# %% 03-6 wrong always_the_same
def pendulum(lr):
    return 16.4, 3.9, 4 / 15


# %% 03-6 wrong not_proportional
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / theta, 2 + 2 / np.sin(theta / 2), 4 / 15


# %% 03-6 wrong limit_tried_out
def pendulum(lr):
    theta = np.arccos(1 - 7.5 * lr)
    return 2 * np.pi / theta, 2 + 2 / np.cos(theta / 2), 0.27
