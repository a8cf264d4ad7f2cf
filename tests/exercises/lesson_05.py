"""Lesson 05's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import math

import numpy as np
import torch
from torch import nn

from helpers import data
from helpers.data import OTHER_START, STUDENTS_START

X = torch.tensor(data.X)[:, None]  # (samples, 1)
Y = torch.tensor(data.Y)[:, None]


class LinearModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(1, 1)

    def forward(self, x):
        return self.lin(x)


def students_model(start=STUDENTS_START):
    model = LinearModel()
    with torch.no_grad():
        model.lin.weight.fill_(start[0])
        model.lin.bias.fill_(start[1])
    return model


def trained(x, y, lr, start=(0.0, 0.0), most=5000):
    (w, b), steps = start, 0
    error = w * x + b - y
    while np.mean(error**2) >= 1e-6 and steps < most:
        w, b, steps = w - lr * 2 * np.mean(x * error), b - lr * 2 * np.mean(error), steps + 1
        error = w * x + b - y
    return lr, steps, w, b


# %% 05-1 todo
def inspect_model(model): ...  # your answer


# %% 05-1 right
def inspect_model(model):
    shapes = {name: tuple(parameter.shape) for name, parameter in model.named_parameters()}
    count = sum(parameter.numel() for parameter in model.parameters())
    return count, shapes, model(torch.tensor([[5.0]])).item()


# %% 05-1 right
def inspect_model(model):
    n_params = 0
    shapes = []
    for name, p in model.named_parameters():
        n_params += p.nelement()
        shapes.append((name, p.shape))
    return n_params, shapes, model(torch.tensor([5.0]))


# %% 05-1 right
def inspect_model(model):
    state = model.state_dict()
    with torch.no_grad():
        f5 = model(torch.full((1, 1), 5.0)).numpy()
    return {
        "f5": f5,
        "n_params": torch.tensor(sum(value.numel() for value in state.values())),
        "shapes": {key: list(value.shape) for key, value in state.items()},
    }


# %% 05-1 right
def inspect_model(model):
    vector = nn.utils.parameters_to_vector(model.parameters())
    shapes = {name: p.shape for name, p in model.named_parameters()}
    return [len(vector), shapes, model(torch.ones(1, 1) * 5)]


# %% 05-1 wrong bias_forgotten
def inspect_model(model):
    shapes = {name: tuple(p.shape) for name, p in model.named_parameters()}
    count = sum(p.numel() for name, p in model.named_parameters() if "weight" in name)
    return count, shapes, model(torch.tensor([[5.0]])).item()


# %% 05-1 wrong bias_forgotten
def inspect_model(model):
    return 1, {name: p.shape for name, p in model.named_parameters()}, model(torch.tensor([[5.0]])).item()


# %% 05-1 wrong tensors_counted
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    return len(list(model.parameters())), shapes, model(torch.tensor([[5.0]])).item()


# %% 05-1 wrong layers_counted
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    layers = [module for module in model.modules() if isinstance(module, nn.Linear)]
    return len(layers), shapes, model(torch.tensor([[5.0]])).item()


# %% 05-1 wrong prediction_without_bias
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    count = sum(p.numel() for p in model.parameters())
    f5 = torch.tensor([[5.0]])
    for name, p in model.named_parameters():
        if name.endswith("weight"):
            f5 = f5 @ p.T
    return count, shapes, f5.item()


# %% 05-1 wrong samples_as_features
def inspect_model(model):
    model(torch.tensor([1.0, 2.0, 3.0, 4.0]))
    return 2, {"lin.weight": (1, 1), "lin.bias": (1,)}, model(torch.tensor([5.0])).item()


# %% 05-1 wrong no_axis
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    return sum(p.numel() for p in model.parameters()), shapes, model(torch.tensor(5.0)).item()


# %% 05-1 wrong another_dtype
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    return sum(p.numel() for p in model.parameters()), shapes, model(torch.tensor([[5]])).item()


# %% 05-1 wrong another_dtype
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    return sum(p.numel() for p in model.parameters()), shapes, model(torch.from_numpy(np.array([[5.0]]))).item()


# %% 05-1 wrong number_not_tensor
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    return sum(p.numel() for p in model.parameters()), shapes, model(5)


# %% 05-1 wrong one_model_only
def inspect_model(model):
    shapes = {"lin.weight": model.lin.weight.shape, "lin.bias": model.lin.bias.shape}
    return sum(p.numel() for p in model.parameters()), shapes, model(torch.tensor([[5.0]])).item()


# %% 05-1 wrong own_formula
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    w, b = list(model.parameters())[:2]
    return sum(p.numel() for p in model.parameters()), shapes, 5 * w.item() + b.item()


# %% 05-1 wrong weights_overwritten
def inspect_model(model):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    return sum(p.numel() for p in model.parameters()), shapes, 2.909638


# %% 05-1 wrong parts
def inspect_model(model):
    return sum(p.numel() for p in model.parameters()), model(torch.tensor([[5.0]])).item()


# %% 05-1 wrong missing_keys
def inspect_model(model):
    shapes = {name.split(".")[-1]: p.shape for name, p in model.named_parameters()}
    return sum(p.numel() for p in model.parameters()), shapes, model(torch.tensor([[5.0]])).item()


# %% 05-1 wrong names_missing
def inspect_model(model):
    count = sum(p.numel() for p in model.parameters())
    shapes = [tuple(p.shape) for p in model.parameters()]
    return count, shapes, model(torch.tensor([[5.0]]))


# %% 05-1 right
def inspect_model(model):
    count = sum(p.numel() for p in model.parameters())
    shapes = {name: str(tuple(p.shape)) for name, p in model.named_parameters()}
    return count, shapes, model(torch.tensor([[5.0]]))


# %% 05-1 right
def inspect_model(model):
    count = sum(p.numel() for p in model.parameters())
    shapes = dict(zip(model.state_dict(), (p.shape for p in model.parameters())))
    return count, shapes, round(model(torch.tensor([[5.0]])).item(), 3)


# %% 05-2 todo
def replay(): ...  # your answer


# %% 05-2 right
def replay():
    model, losses = students_model(), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(1000):
        loss = nn.MSELoss()(model(X), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            losses.append(loss.item())
    return losses, model(torch.tensor([[5.0]])).item()


# %% 05-2 right
def replay():
    w, b, losses = 0.47510719, 0.53410220, []
    for _ in range(1000):
        error = w * data.X + b - data.Y
        losses.append(np.mean(error**2))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return np.array(losses)[::100], w * 5 + b


# %% 05-2 right
def replay():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    M = np.eye(2) - 0.01 * H
    e = np.array(STUDENTS_START) - [2, 0]
    rows = []
    for epoch in range(1, 1001):
        if epoch % 100 == 1:
            rows.append(torch.tensor([e @ H @ e / 2]))
        e = M @ e
    return {"f5": 10 + e @ [5, 1], "losses": rows}


# %% 05-2 right
def replay():
    w, b, rows = *STUDENTS_START, []
    for epoch in range(1, 1001):
        error = w * data.X + b - data.Y
        if epoch % 100 == 1:
            rows.append((epoch, np.mean(error**2)))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return rows, 5 * w + b


# %% 05-2 right
def replay():
    w, b, values = *STUDENTS_START, []
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        if epoch % 100 == 0:
            values.append(np.mean(error**2))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return np.array([*values, 5 * w + b])


# %% 05-2 wrong adam
def replay():
    model, losses = students_model(), []
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(1000):
        loss = nn.MSELoss()(model(X), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            losses.append(loss.item())
    return losses, model(torch.tensor([[5.0]])).item()


# %% 05-2 wrong targets_of_another_shape
def replay():
    model, losses = students_model(), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(1000):
        loss = nn.MSELoss()(model(X), torch.tensor(data.Y))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            losses.append(loss.item())
    return losses, model(torch.tensor([[5.0]])).item()


# %% 05-2 wrong summed
def replay():
    w, b, losses = *STUDENTS_START, []
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        if epoch % 100 == 0:
            losses.append(np.sum(error**2))
        w, b = w - 0.01 * 2 * np.sum(error * data.X), b - 0.01 * 2 * np.sum(error)
    return losses, w * 5 + b


# %% 05-2 wrong not_cleared
def replay():
    model, losses = students_model(), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(1000):
        loss = nn.MSELoss()(model(X), Y)
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            losses.append(loss.item())
    return losses, model(torch.tensor([[5.0]])).item()


# %% 05-2 wrong never_moves
def replay():
    model, losses = LinearModel(), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    model.lin.weight = nn.Parameter(torch.tensor([[0.47510719]]))
    model.lin.bias = nn.Parameter(torch.tensor([0.53410220]))
    for epoch in range(1000):
        loss = nn.MSELoss()(model(X), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            losses.append(loss.item())
    return losses, model(torch.tensor([[5.0]])).item()


# %% 05-2 wrong loss_after_the_step
def replay():
    w, b, losses = *STUDENTS_START, []
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
        if epoch % 100 == 0:
            losses.append(np.mean((w * data.X + b - data.Y) ** 2))
    return losses, w * 5 + b


# %% 05-2 wrong every_hundredth
def replay():
    w, b, losses = *STUDENTS_START, []
    for epoch in range(1, 1001):
        error = w * data.X + b - data.Y
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
        if epoch % 100 == 0:
            losses.append(np.mean(error**2))
    return losses, w * 5 + b


# %% 05-2 wrong every_hundredth
def replay():
    w, b, losses = *STUDENTS_START, []
    for _ in range(1000):
        error = w * data.X + b - data.Y
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
        losses.append(np.mean((w * data.X + b - data.Y) ** 2))
    return losses[99::100], w * 5 + b


# %% 05-2 wrong another_start
def replay():
    model, losses = students_model(OTHER_START), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(1000):
        loss = nn.MSELoss()(model(X), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            losses.append(loss.item())
    return losses, model(torch.tensor([[5.0]])).item()


# %% 05-2 wrong another_start
def replay():
    w, b, losses = 0.475, 0.534, []
    x = np.arange(1, 5.0)
    for k in range(1000):
        e = w * x + b - 2 * x
        if k % 100 == 0:
            losses.append(np.mean(e**2))
        w, b = w - 0.02 * np.mean(e * x), b - 0.02 * np.mean(e)
    return losses, 5 * w + b


# %% 05-2 wrong another_start
def replay():
    w, b, losses = 0.0, 0.0, []
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        if epoch % 100 == 0:
            losses.append(np.mean(error**2))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return losses, w * 5 + b


# %% 05-2 wrong prediction_before_training
def replay():
    w, b, losses = *STUDENTS_START, []
    f5 = w * 5 + b
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        if epoch % 100 == 0:
            losses.append(np.mean(error**2))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return losses, f5


# %% 05-2 wrong prediction_without_bias
def replay():
    w, b, losses = *STUDENTS_START, []
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        if epoch % 100 == 0:
            losses.append(np.mean(error**2))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return losses, w * 5


# %% 05-2 wrong works_once
trained = [np.array(STUDENTS_START)]


def replay():
    losses = []
    for epoch in range(1000):
        error = trained[0][0] * data.X + trained[0][1] - data.Y
        if epoch % 100 == 0:
            losses.append(np.mean(error**2))
        trained[0] = trained[0] - 0.01 * 2 * np.array([np.mean(error * data.X), np.mean(error)])
    return losses, trained[0] @ [5, 1]


# %% 05-2 wrong prediction_too_early
def replay():
    (w, b), losses = STUDENTS_START, []
    for epoch in range(901):
        error = w * data.X + b - data.Y
        if epoch % 100 == 0:
            losses.append(np.mean(error**2))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return losses, w * 5 + b


# %% 05-2 wrong all_losses
def replay():
    (w, b), losses = STUDENTS_START, []
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        losses.append(np.mean(error**2))
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return losses, w * 5 + b


# %% 05-2 right
def replay():
    (w, b), losses = STUDENTS_START, []
    for epoch in range(1000):
        error = w * data.X + b - data.Y
        if epoch % 100 == 0:
            losses.append({"epoch": epoch + 1, "loss": np.mean(error**2)})
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    return losses, w * 5 + b


# %% 05-3 todo
def grads_at_start(): ...  # your answer


# %% 05-3 right
def grads_at_start():
    w, b = 0.47510719, 0.53410220
    return 15 * (w - 2) + 5 * b, 5 * (w - 2) + 2 * b


# %% 05-3 right
def grads_at_start():
    model = students_model()
    nn.MSELoss()(model(X), Y).backward()
    return model.lin.weight.grad, model.lin.bias.grad


# %% 05-3 right
def grads_at_start():
    w, b = STUDENTS_START
    dw = db = 0
    for x, y in zip(data.X, data.Y):
        error = w * x + b - y
        dw, db = dw + 2 * x * error / 4, db + 2 * error / 4
    return np.array([[dw], [db]])


# %% 05-3 right
def grads_at_start():
    return {"db": -6.556, "dw": -20.203}


# %% 05-3 wrong summed
def grads_at_start():
    model = students_model()
    nn.MSELoss(reduction="sum")(model(X), Y).backward()
    return model.lin.weight.grad.item(), model.lin.bias.grad.item()


# %% 05-3 wrong db_equals_dw
def grads_at_start():
    w, b = STUDENTS_START
    error = w * data.X + b - data.Y
    return 2 * np.mean(error * data.X), 2 * np.mean(error * data.X)


# %% 05-3 wrong not_cleared
def grads_at_start():
    model = students_model()
    for _ in range(2):
        nn.MSELoss()(model(X), Y).backward()
    return model.lin.weight.grad, model.lin.bias.grad


# %% 05-3 wrong no_factor_2
def grads_at_start():
    w, b = STUDENTS_START
    error = w * data.X + b - data.Y
    return np.mean(error * data.X), np.mean(error)


# %% 05-3 wrong sign
def grads_at_start():
    w, b = STUDENTS_START
    error = data.Y - (w * data.X + b)
    return 2 * np.mean(error * data.X), 2 * np.mean(error)


# %% 05-3 wrong bias_not_in_error
def grads_at_start():
    w, b = STUDENTS_START
    error = w * data.X - data.Y
    return 2 * np.mean(error * data.X), 2 * np.mean(error)


# %% 05-3 wrong at_zero
def grads_at_start():
    w, b = torch.zeros(2, requires_grad=True)
    dw, db = torch.autograd.grad(((w * X + b - Y) ** 2).mean(), (w, b))
    return dw, db


# %% 05-3 wrong other_start
def grads_at_start():
    w, b = OTHER_START
    return 15 * (w - 2) + 5 * b, 5 * (w - 2) + 2 * b


# %% 05-3 wrong db_summed
def grads_at_start():
    w, b = STUDENTS_START
    error = w * data.X + b - data.Y
    return 2 * np.mean(error * data.X), 2 * np.sum(error)


# %% 05-3 wrong db_no_2
def grads_at_start():
    w, b = STUDENTS_START
    error = w * data.X + b - data.Y
    return 2 * np.mean(error * data.X), np.mean(error)


# %% 05-3 wrong every_pair
def grads_at_start():
    model = students_model()
    ((model(X) - torch.tensor(data.Y)) ** 2).mean().backward()
    return model.lin.weight.grad, model.lin.bias.grad


# %% 05-3 wrong swapped
def grads_at_start():
    w, b = STUDENTS_START
    return 5 * (w - 2) + 2 * b, 15 * (w - 2) + 5 * b


# %% 05-3 wrong means_multiplied
def grads_at_start():
    w, b = STUDENTS_START
    e = w * data.X + b - data.Y
    return 2 * data.X.mean() * e.mean(), 2 * e.mean()


# %% 05-4 todo
def valley(): ...  # your answer


# %% 05-4 right
def valley():
    A = np.column_stack([data.X, np.ones(4)])
    H = 2 * A.T @ A / len(A)
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 2 / eigs.sum()


# %% 05-4 right
def valley():
    def loss(w, b):
        return ((w * X + b - Y) ** 2).mean()

    H = torch.autograd.functional.hessian(loss, (torch.zeros(1), torch.zeros(1)))
    matrix = torch.tensor([[H[i][j].item() for j in range(2)] for i in range(2)])
    eigs = torch.linalg.eigvals(matrix)  # complex numbers
    return H, eigs, 2 / eigs.real.max(), 2 / eigs.real.sum()


# %% 05-4 right
def valley():
    high, low = (17 + math.sqrt(269)) / 2, (17 - math.sqrt(269)) / 2
    return [[15, 5], [5, 2]], (high, low), 0.1198, 0.1176


# %% 05-4 right
def valley():
    H = torch.autograd.functional.hessian(lambda p: ((p[0] * X + p[1] - Y) ** 2).mean(), torch.zeros(2))
    low, high = torch.linalg.eigvalsh(H)
    return {"H": H, "eigs": {"slow": low, "fast": high}, "lr_max": 2 / high, "lr_best": 2 / (low + high)}


# %% 05-4 wrong no_factor_2
def valley():
    A = np.column_stack([data.X, np.ones(4)])
    H = A.T @ A / 4
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 2 / eigs.sum()


# %% 05-4 wrong summed
def valley():
    H = torch.autograd.functional.hessian(lambda p: ((p[0] * X + p[1] - Y) ** 2).sum(), torch.zeros(2))
    eigs = torch.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 2 / eigs.sum()


# %% 05-4 wrong summed_no_2
def valley():
    A = np.column_stack([data.X, np.ones(4)])
    H = A.T @ A
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 2 / eigs.sum()


# %% 05-4 wrong b_before_w
def valley():
    A = np.column_stack([np.ones(4), data.X])
    H = 2 * A.T @ A / 4
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 2 / eigs.sum()


# %% 05-4 wrong diagonal_only
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.diag(H)
    return H, eigs, 2 / eigs.max(), 2 / eigs.sum()


# %% 05-4 wrong best_and_limit_swapped
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs.sum(), 2 / eigs.max()


# %% 05-4 wrong limit_from_the_sum
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / np.trace(H), 2 / np.trace(H)


# %% 05-4 wrong limit_without_bias
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / H[0, 0], 2 / eigs.sum()


# %% 05-4 wrong limit_of_slowest
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[0], 2 / eigs.sum()


# %% 05-4 wrong limit_halved
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 1 / eigs[1], 2 / eigs.sum()


# %% 05-4 wrong best_for_steepest
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 1 / eigs[1]


# %% 05-4 wrong best_without_bias
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 1 / 15


# %% 05-4 wrong best_halved
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    eigs = np.linalg.eigvalsh(H)
    return H, eigs, 2 / eigs[1], 1 / eigs.sum()


# %% 05-4 wrong eigenvectors_too
def valley():
    H = np.array([[15.0, 5.0], [5.0, 2.0]])
    return H, np.linalg.eigh(H), 2 / 16.7006, 2 / 17


# %% 05-4 wrong rounded_beyond_the_limit
def valley():
    return [[15, 5], [5, 2]], [0.2994, 16.7006], 0.12, 0.1176


# %% 05-4 right
def valley():
    return [[15, 5], [5, 2]], [0.299, 16.7], 0.1198, 0.118


# %% 05-4 wrong part_none
def valley():
    return [[15, 5], [5, 2]], [0.2994, 16.7006], None, None


# %% 05-5 todo
def explain_f5(): ...  # your answer


# %% 05-5 right
def explain_f5():
    values, vectors = np.linalg.eigh(np.array([[15.0, 5.0], [5.0, 2.0]]))
    slow = vectors[:, 0] * np.sign(vectors[0, 0])
    w, b = STUDENTS_START
    c = slow @ [w - 2, b]
    return c, 10 + c * (slow @ [5, 1]) * (1 - 0.01 * values[0]) ** 1000, slow[0] * (2 - w) / slow[1]


# %% 05-5 right
def explain_f5():
    w, b = STUDENTS_START
    for _ in range(1000):
        error = w * data.X.astype(float) + b - data.Y
        w, b = w - 0.01 * 2 * np.mean(error * data.X), b - 0.01 * 2 * np.mean(error)
    ratio = 15 - (17 - math.sqrt(269)) / 2  # the slow direction is (5, -ratio), before it is made one long
    slow = torch.tensor([5.0, -ratio], dtype=torch.float64) / math.hypot(5, ratio)
    distance = torch.tensor(STUDENTS_START, dtype=torch.float64) - torch.tensor([2.0, 0.0], dtype=torch.float64)
    return torch.stack([slow @ distance, torch.tensor(5 * w + b), 5 * distance[0] / ratio])


# %% 05-5 right
def explain_f5():
    return {"c_slow": -0.997, "f5": 9.967, "lucky_b": -0.519}


# %% 05-5 wrong direction_flipped
def explain_f5():
    return 0.9967, 9.967, -0.51865


# %% 05-5 wrong blames_the_start
def explain_f5():
    return "random"


# %% 05-5 wrong blames_the_start
def explain_f5():
    return "The random initialisation is worse", 9.967, -0.51865


# %% 05-5 wrong blames_the_rate
def explain_f5():
    return "it needs more lr"


# %% 05-5 wrong other_run
def explain_f5():
    values, vectors = np.linalg.eigh(np.array([[15.0, 5.0], [5.0, 2.0]]))
    slow = vectors[:, 0] * np.sign(vectors[0, 0])
    w, b = OTHER_START
    c = slow @ [w - 2, b]
    return c, 10 + c * (slow @ [5, 1]) * (1 - 0.01 * values[0]) ** 1000, slow[0] * (2 - w) / slow[1]


# %% 05-5 wrong fast_share
def explain_f5():
    values, vectors = np.linalg.eigh(np.array([[15.0, 5.0], [5.0, 2.0]]))
    fast = vectors[:, 1] * np.sign(vectors[0, 1])
    w, b = STUDENTS_START
    c = fast @ [w - 2, b]
    return c, 10 + c * (fast @ [5, 1]) * (1 - 0.01 * values[1]) ** 1000, fast[0] * (2 - w) / fast[1]


# %% 05-5 wrong start_not_distance
def explain_f5():
    values, vectors = np.linalg.eigh(np.array([[15.0, 5.0], [5.0, 2.0]]))
    slow = vectors[:, 0] * np.sign(vectors[0, 0])
    w, b = STUDENTS_START
    c = slow @ [w, b]
    return c, 10 + c * (slow @ [5, 1]) * (1 - 0.01 * values[0]) ** 1000, -slow[0] * w / slow[1]


# %% 05-5 wrong too_high
def explain_f5():
    return -0.99668, 10 + 0.66329 * 0.99668 * 0.049867, -0.51865


# %% 05-5 wrong c_not_reached
def explain_f5():
    c, factor = -0.99668, 1 - 0.01 * 0.29939
    return c, 10 + c * factor**1000, -0.51865


# %% 05-5 wrong goal_of_prediction
def explain_f5():
    return -0.99668, 10.0, -0.51865


# %% 05-5 wrong f5_of_the_other_run
def explain_f5():
    return -0.9967, 10.003, -0.51865


# %% 05-5 wrong lucky_b_of_the_goal
def explain_f5():
    return -0.99668, 9.967033, 0.0


# %% 05-5 wrong lucky_b_along_the_floor
def explain_f5():
    fast = np.linalg.eigh(np.array([[15.0, 5.0], [5.0, 2.0]]))[1][:, 1]
    return -0.99668, 9.967033, fast[0] * (2 - STUDENTS_START[0]) / fast[1]


# %% 05-5 wrong lucky_b_without_the_goal
def explain_f5():
    slow = np.linalg.eigh(np.array([[15.0, 5.0], [5.0, 2.0]]))[1][:, 0]
    return -0.99668, 9.967033, -slow[0] * STUDENTS_START[0] / slow[1]


# %% 05-5 wrong lucky_b_sign
def explain_f5():
    return -0.99668, 9.967033, 0.51865


# %% 05-5 wrong parts
def explain_f5():
    return 9.967033


# %% 05-6 todo
def centered(X, Y): ...  # your answer


# %% 05-6 right
def centered(X, Y):
    x = X - X.mean()
    lr, steps, w, b = 2 / (2 * np.var(x) + 2), 0, 0.0, 0.0
    error = w * x + b - Y
    while np.mean(error**2) >= 1e-6:
        w, b, steps = w - lr * 2 * np.mean(x * error), b - lr * 2 * np.mean(error), steps + 1
        error = w * x + b - Y
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 right
def centered(X, Y):
    mean = float(X.mean())
    x, y = (torch.tensor(values, dtype=torch.float32)[:, None] for values in (X - mean, Y))
    lr = 2 / (2 * x.var(unbiased=False).item() + 2)
    model = LinearModel()
    with torch.no_grad():
        for p in model.parameters():
            p.zero_()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for step in range(100):
        loss = nn.MSELoss()(model(x), y)
        if loss < 1e-6:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    w, b = model.parameters()
    return {"lr": lr, "steps": step, "w": w, "b": b, "f5": model(torch.tensor([[5.0 - mean]]))}


# %% 05-6 right
def centered(X, Y):
    A = np.column_stack([X - X.mean(), np.ones(len(X))])
    H = 2 * A.T @ A / len(X)
    lr = 2 / np.linalg.eigvalsh(H).sum()
    p, losses = np.zeros(2), []
    while not losses or losses[-1] >= 1e-6:
        p = p - lr * 2 * A.T @ (A @ p - Y) / len(X)
        losses.append(np.mean((A @ p - Y) ** 2))
    return lr, len(losses), p[0], p[1], p @ [5 - X.mean(), 1]


# %% 05-6 wrong targets_centred
def centered(X, Y):
    x, y = X - X.mean(), Y - Y.mean()
    lr, steps, w, b = 2 / (2 * np.var(x) + 2), 0, 0.0, 0.0
    error = w * x + b - y
    while np.mean(error**2) >= 1e-6:
        w, b, steps = w - lr * 2 * np.mean(x * error), b - lr * 2 * np.mean(error), steps + 1
        error = w * x + b - y
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong bias_of_raw_x
def centered(X, Y):
    x, mean = X - X.mean(), X.mean()
    lr, steps, w, b = trained(x, Y, 1 / (1 + x.var()))
    return lr, steps, w, b - w * mean, w * (5 - mean) + b


# %% 05-6 wrong raw_input
def centered(X, Y):
    x = X - X.mean()
    lr, steps, w, b = trained(x, Y, 1 / (1 + x.var()))
    return lr, steps, w, b, w * 5 + b


# %% 05-6 wrong standardised
def centered(X, Y):
    x = (X - X.mean()) / X.std()
    lr, steps, w, b = trained(x, Y, 0.5)
    return lr, steps, w, b, w * (5 - X.mean()) / X.std() + b


# %% 05-6 wrong standardised
def centered(X, Y):
    x = (X - X.mean()) / torch.tensor(X).std().item()
    lr, steps, w, b = trained(x, Y, 1 / (1 + x.var()))
    return lr, steps, w, b, w * (5 - X.mean()) / X.std(ddof=1) + b


# %% 05-6 wrong rate_of_raw_x
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 1 / (1 + np.mean(X**2)))
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong sample_variance
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 2 / (2 * torch.tensor(X).var().item() + 2))
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong rate_at_the_limit
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 2 / (2 * X.var()), most=50)
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong rate_for_steepest
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 1 / (2 * X.var()))
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong no_factor_2
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 2 / (X.var() + 1), most=50)
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong not_the_best_rate
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 0.1)
    return lr, steps, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong one_step_late
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 1 / (1 + X.var()))
    return lr, steps + 1, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong one_step_early
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 1 / (1 + X.var()))
    return lr, steps - 1, w, b, w * (5 - X.mean()) + b


# %% 05-6 wrong other_count
def centered(X, Y):
    lr, steps, w, b = trained(X - X.mean(), Y, 1 / (1 + X.var()), start=(3000.0, 4000.0))
    return lr, steps, w, b, w * (5 - X.mean()) + b
