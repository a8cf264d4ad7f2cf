"""Lesson 02's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import numpy as np
import torch

from helpers.data import X, Y


def mse(w, X, Y):
    return ((w * X - Y) ** 2).mean()


def grad_mse(w, X, Y):
    return 2 * np.mean(X * (w * X - Y))


def num_grad(f, w, h=1e-3):
    return (f(w + h) - f(w - h)) / (2 * h)


def gradient(x, y, y_pred):
    return np.dot(2 * x, y_pred - y).mean()


# %% 02-1 todo
def mse(w, X, Y): ...  # your answer


# %% 02-1 right
def mse(w, X, Y):
    return ((w * X**2 - Y) ** 2).mean()


# %% 02-1 right
def mse(w, X, Y):
    total = 0
    for x, y in zip(X, Y):
        total += (w * x**2 - y) ** 2
    return total / len(X)


# %% 02-1 right
def mse(w, X, Y):
    prediction = torch.tensor(w) * torch.tensor(X) ** 2
    return torch.nn.MSELoss()(prediction, torch.tensor(Y))


# %% 02-1 right
def mse(w, X, Y):
    e = np.float32(w * X**2 - Y)
    return [e @ e / len(e)]


# %% 02-1 wrong sum_not_mean
def mse(w, X, Y):
    return np.sum((w * X**2 - Y) ** 2)


# %% 02-1 wrong half
def mse(w, X, Y):
    return 1 / (2 * len(X)) * np.sum((w * X**2 - Y) ** 2)


# %% 02-1 wrong root_taken
def mse(w, X, Y):
    return np.sqrt(np.mean((w * X**2 - Y) ** 2))


# %% 02-1 wrong absolute_error
def mse(w, X, Y):
    return np.mean(np.abs(w * X**2 - Y))


# %% 02-1 wrong mean_before_square
def mse(w, X, Y):
    return np.mean(w * X**2 - Y) ** 2


# %% 02-1 wrong not_squared
def mse(w, X, Y):
    return np.mean(w * X**2 - Y)


# %% 02-1 wrong not_averaged
def mse(w, X, Y):
    return (w * X**2 - Y) ** 2


# %% 02-1 wrong changes_input
def mse(w, X, Y):
    X *= X
    X *= w
    X -= Y
    return (X**2).mean()


# %% 02-1 wrong works_once
calls = []


def mse(w, X, Y):
    calls.append(1)
    return ((w * X**2 - Y) ** 2).mean() + (len(calls) > 4)


# %% 02-1 wrong count_written_in
def mse(w, X, Y):
    return ((w * X**2 - Y) ** 2).sum() / 4


# %% 02-1 wrong lessons_data
def mse(w, X, Y):
    X = np.array([1.0, 2.0, 3.0, 4.0])
    Y = 2 * X
    return ((w * X**2 - Y) ** 2).mean()


# %% 02-1 wrong lessons_data
def mse(w, x, y):
    return ((w * X**2 - Y) ** 2).mean()


# %% 02-1 right
mse = lambda w, X, Y: sum((w * x**2 - y) ** 2 for x, y in zip(X, Y)) / len(X)  # noqa: E731


# %% 02-1 wrong lessons_model
def mse(w, X, Y):
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        total += (w * x - y) ** 2
    return total / len(X)


# %% 02-1 wrong whole_squared
def mse(w, X, Y):
    return (((w * X) ** 2 - Y) ** 2).mean()


# %% 02-2 todo
def weighted_slope(w, X, Y, C): ...  # your answer


# %% 02-2 right
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * X * (w * X - Y)) / np.sum(C)


# %% 02-2 right
def weighted_slope(w, X, Y, C):
    total, count = 0.0, 0
    for x, y, c in zip(X, Y, C):
        total += c * 2 * x * (w * x - y)
        count += c
    return total / count


# %% 02-2 right
def weighted_slope(w, X, Y, C):
    return np.average(2 * X * (w * X - Y), weights=C)


# %% 02-2 right
def weighted_slope(w, X, Y, C):
    leaf = torch.tensor(float(w), dtype=torch.float64, requires_grad=True)
    C = torch.as_tensor(C)
    loss = (C * (leaf * torch.as_tensor(X) - torch.as_tensor(Y)) ** 2).sum() / C.sum()
    loss.backward()
    return leaf.grad


# %% 02-2 right
def weighted_slope(w, X, Y, C):
    def loss(w):
        return np.average((w * X - Y) ** 2, weights=C)

    return num_grad(loss, w)


# %% 02-2 right
def weighted_slope(w, X, Y, C):
    each = np.repeat(np.arange(len(X)), np.array(C).astype(int))
    return grad_mse(w, X[each], Y[each])


# %% 02-2 wrong sum_not_mean
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * X * (w * X - Y))


# %% 02-2 wrong divided_by_samples
def weighted_slope(w, X, Y, C):
    return 2 * np.mean(C * X * (w * X - Y))


# %% 02-2 wrong counts_ignored
def weighted_slope(w, X, Y, C):
    return 2 * np.mean(X * (w * X - Y))


# %% 02-2 wrong counts_only_below
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(X * (w * X - Y)) / np.sum(C)


# %% 02-2 wrong counts_squared
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * X * (C * (w * X - Y))) / np.sum(C)


# %% 02-2 wrong no_factor_2
def weighted_slope(w, X, Y, C):
    return np.sum(C * X * (w * X - Y)) / np.sum(C)


# %% 02-2 wrong divided_by_4
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * X * (w * X - Y)) / 4


# %% 02-2 wrong lessons_data
def weighted_slope(w, x, y, c):
    return 2 * np.mean(X * (w * X - Y))


# %% 02-2 wrong sum_no_2
def weighted_slope(w, X, Y, C):
    return np.sum(C * X * (w * X - Y))


# %% 02-2 wrong sign
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * X * (Y - w * X)) / np.sum(C)


# %% 02-2 wrong sign_no_2
def weighted_slope(w, X, Y, C):
    return np.sum(C * X * (Y - w * X)) / np.sum(C)


# %% 02-2 wrong sum_sign
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * X * (Y - w * X))


# %% 02-2 wrong no_x
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * (w * X - Y)) / np.sum(C)


# %% 02-2 wrong means_multiplied
def weighted_slope(w, X, Y, C):
    mean = lambda values: np.sum(C * values) / np.sum(C)
    return 2 * mean(X) * mean(w * X - Y)


# %% 02-2 wrong doubled
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * 2 * X * (w * X - Y)) / np.sum(C)


# %% 02-2 wrong y_instead_of_error
def weighted_slope(w, X, Y, C):
    return -2 * np.sum(C * X * Y) / np.sum(C)


# %% 02-2 wrong loss_returned
def weighted_slope(w, X, Y, C):
    return np.sum(C * (w * X - Y) ** 2) / np.sum(C)


# %% 02-2 wrong w_instead_of_x
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * w * (w * X - Y)) / np.sum(C)


# %% 02-2 wrong absolute_error
def weighted_slope(w, X, Y, C):
    return np.sum(C * X * np.sign(w * X - Y)) / np.sum(C)


# %% 02-2 wrong first_sample_only
def weighted_slope(w, X, Y, C):
    for x, y, c in zip(X, Y, C):
        return 2 * c * x * (w * x - y) / c


# %% 02-2 wrong last_sample_only
def weighted_slope(w, X, Y, C):
    for x, y, c in zip(X, Y, C):
        slope = 2 * c * x * (w * x - y) / c
    return slope


# %% 02-2 wrong every_pair
def weighted_slope(w, X, Y, C):
    X, C = X.reshape(-1, 1), C.reshape(-1, 1)
    return 2 * np.mean(C * X * (w * X - Y)) * len(X) / np.sum(C)


# %% 02-2 wrong not_averaged
def weighted_slope(w, X, Y, C):
    return 2 * C * X * (w * X - Y)


# %% 02-2 wrong always_the_same
def weighted_slope(w, X, Y, C):
    return -30.0


# %% 02-2 wrong returns_none
def weighted_slope(w, X, Y, C):
    print(2 * np.sum(C * X * (w * X - Y)) / np.sum(C))


# %% 02-2 wrong
def weighted_slope(w, X, Y, C):
    return 2 * np.sum(C * X * (w * X - Y)).mean


# %% 02-3 todo
def name_the_fault(measured, nudged, N): ...  # your answer


# %% 02-3 right
def name_the_fault(measured, nudged, N):
    ratios = np.array(measured) / np.array(nudged)
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 right
def name_the_fault(measured, nudged, N):
    first, second = (m / n for m, n in zip(measured, nudged))
    if abs(first - second) > 0.01 * abs(first):
        return "no x"
    if first < 0:
        return "sign"
    if abs(first - 0.5) < 0.02:
        return "no 2"
    return "sum" if abs(first - N) < 0.05 * N else "right"


# %% 02-3 right
def name_the_fault(measured, nudged, N):
    ratio = torch.as_tensor(measured) / torch.as_tensor(nudged)
    if not torch.isclose(ratio[0], ratio[1], rtol=1e-2):
        return "no x"
    names = {N: "sum", 1: "right", -1: "sign", 0.5: "no 2"}
    return names[min(names, key=lambda known: abs(known - ratio[0].item()))]


# %% 02-3 wrong upside_down
def name_the_fault(measured, nudged, N):
    ratios = np.array(nudged) / np.array(measured)
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 wrong first_weight_only
def name_the_fault(measured, nudged, N):
    ratios = measured[0] / nudged[0]
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 wrong second_weight_only
def name_the_fault(measured, nudged, N):
    ratios = measured[-1] / nudged[-1]
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 wrong mean_ratio
def name_the_fault(measured, nudged, N):
    ratios = (np.array(measured) / np.array(nudged)).mean()
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 wrong written_for_4
def name_the_fault(measured, nudged, N):
    ratios = np.array(measured) / np.array(nudged)
    for name, ratio in {"right": 1, "sum": 4, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 wrong compared_exactly
def name_the_fault(measured, nudged, N):
    ratios = np.array(measured) / np.array(nudged)
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if all(ratios == ratio):
            return name
    return "no x"


# %% 02-3 wrong no_2_and_2
def name_the_fault(measured, nudged, N):
    ratios = np.array(measured) / np.array(nudged)
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 2}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 wrong right_forgotten
def name_the_fault(measured, nudged, N):
    ratios = np.array(measured) / np.array(nudged)
    for name, ratio in {"sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"


# %% 02-3 wrong always_sum
def name_the_fault(measured, nudged, N):
    return "sum"


# %% 02-3 wrong returns_none
def name_the_fault(measured, nudged, N):
    ratios = np.array(measured) / np.array(nudged)
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            print(name)


# %% 02-4 todo
def train(w0, lr, n, enough, X, Y): ...  # your answer


# %% 02-4 right
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w = w - lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 right
def train(w0, lr, n, enough, X, Y):
    X, Y = torch.from_numpy(X), torch.from_numpy(Y)
    w = torch.tensor(w0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    losses = []
    for _ in range(n):
        loss = torch.nn.functional.mse_loss(w * X, Y)
        if loss.item() < enough:
            break
        losses.append(loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return w, losses


# %% 02-4 right
def train(w0, lr, n, enough, X, Y):
    losses = np.zeros((0, 1))
    for k in range(n):
        if mse(w0, X, Y) < enough:
            break
        r = w0 * X - Y
        losses = np.append(losses, [[(r**2).mean()]], axis=0)
        w0 -= lr * 2 * (X * r).mean()
    return [w0, losses]


# %% 02-4 wrong sum_not_mean
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= lr * gradient(X, Y, w * X)
    return w, losses


# %% 02-4 wrong climbs
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w += lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong one_step_missing
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n - 1):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong one_step_more
def train(w0, lr, n, enough, X, Y):
    w, losses, k = w0, [], 0
    while k <= n:
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
        k += 1
    return w, losses


# %% 02-4 wrong no_factor_2
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= lr * np.mean(X * (w * X - Y))
    return w, losses


# %% 02-4 wrong loss_after_the_step
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        w -= lr * grad_mse(w, X, Y)
        losses.append(mse(w, X, Y))
    return w, losses


# %% 02-4 wrong first_gradient_reused
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    g = grad_mse(w0, X, Y)
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= lr * g
    return w, losses


# %% 02-4 wrong never_moves
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w - lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong no_x
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        r = w * X - Y
        losses.append(np.mean(r**2))
        w -= lr * 2 * np.mean(r)
    return w, losses


# %% 02-4 wrong sum_loss
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if np.sum((w * X - Y) ** 2) < enough:
            break
        losses.append(np.sum((w * X - Y) ** 2))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong length
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, [mse(w0, X, Y)]
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        w -= lr * grad_mse(w, X, Y)
        losses.append(mse(w, X, Y))
    return w, losses


# %% 02-4 wrong swapped
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w = w - lr * grad_mse(w, X, Y)
    return losses, w


# %% 02-4 wrong gradients_pile_up
def train(w0, lr, n, enough, X, Y):
    w, losses, total = w0, [], 0.0
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        total += grad_mse(w, X, Y)
        w -= lr * total
    return w, losses


# %% 02-4 wrong one_step_only
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
        return w, losses


# %% 02-4 wrong lr_missing
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= grad_mse(w, X, Y)
    return w, losses


# %% 02-4 right
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, {}
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses[len(losses)] = mse(w, X, Y)
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong lessons_data
def train(w0, lr, n, enough, x, y):
    w, losses = w0, []
    for _ in range(n):
        if mse(w, X, Y) < enough:
            break
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong never_stops
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong one_step_too_late
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
        if losses[-1] < enough:
            break
    return w, losses


# %% 02-4 wrong last_loss_stored
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        if losses[-1] < enough:
            break
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 right
def train(w0, lr, n, enough, X, Y):
    w, losses = w0, []
    while len(losses) < n and mse(w, X, Y) >= enough:
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-5 todo
def rates(lr, X): ...  # your answer


# %% 02-5 right
def rates(lr, X):
    bend = 2 * np.mean(X**2)
    return len(X) * lr, 1 / bend, 2 / bend


# %% 02-5 right
def rates(lr, X):
    bend = 2 * torch.as_tensor(X).square().mean()
    return torch.stack([torch.tensor(len(X) * lr, dtype=bend.dtype), 1 / bend, 2 / bend])


# %% 02-5 right
def rates(lr, X):
    bend = 2 * np.mean(X**2)
    return {"a": len(X) * lr, "b": 1 / bend, "c": 2 / bend}


# %% 02-5 wrong limits_of_the_sum
def rates(lr, X):
    bend = 2 * np.sum(X**2)
    return len(X) * lr, 1 / bend, 2 / bend


# %% 02-5 wrong swapped
def rates(lr, X):
    bend = 2 * np.mean(X**2)
    return len(X) * lr, 2 / bend, 1 / bend


# %% 02-5 wrong divided_by_N
def rates(lr, X):
    bend = 2 * np.mean(X**2)
    return lr / len(X), 1 / bend, 2 / bend


# %% 02-5 wrong written_for_4
def rates(lr, X):
    bend = 2 * np.mean(X**2)
    return 4 * lr, 1 / bend, 2 / bend


# %% 02-5 wrong lambda_without_2
def rates(lr, X):
    bend = np.mean(X**2)
    return len(X) * lr, 1 / bend, 2 / bend


# %% 02-5 wrong square_of_the_mean
def rates(lr, X):
    bend = 2 * np.mean(X) ** 2
    return len(X) * lr, 1 / bend, 2 / bend


# %% 02-5 wrong lessons_data
def rates(lr, X):
    return len(X) * lr, 1 / 15, 2 / 15


# %% 02-5 wrong lessons_data
def rates(lr, X):
    return 0.04, 1 / 15, 2 / 15


# %% 02-6 todo
def grad_wb(w, b, X, Y): ...  # your answer


# %% 02-6 right
def grad_wb(w, b, X, Y):
    error = w * (X + b) - Y
    return 2 * np.mean((X + b) * error), 2 * np.mean(w * error)


# %% 02-6 right
def grad_wb(w, b, X, Y):
    links = np.column_stack([X + b, np.full_like(X, w)])
    return 2 / len(X) * links.T @ (w * (X + b) - Y)


# %% 02-6 right
def grad_wb(w, b, X, Y):
    parameters = torch.tensor([w, b], requires_grad=True)
    loss = ((parameters[0] * (torch.tensor(X) + parameters[1]) - torch.tensor(Y)) ** 2).mean()
    return torch.autograd.grad(loss, parameters)[0].reshape(2, 1)


# %% 02-6 wrong both_summed
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * np.dot(X + b, e), 2 * w * e.sum()


# %% 02-6 wrong db_equals_dw
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * np.mean((X + b) * e), 2 * np.mean((X + b) * e)


# %% 02-6 wrong db_without_w
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * np.mean((X + b) * e), 2 * np.mean(e)


# %% 02-6 wrong dw_without_b
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * np.mean(X * e), 2 * w * np.mean(e)


# %% 02-6 wrong bias_outside
def grad_wb(w, b, X, Y):
    inputs = np.stack([X, np.ones(len(X))], axis=1)
    e = inputs @ np.array([w, b]) - Y
    return (2 * e[:, None] * inputs).mean(axis=0)


# %% 02-6 wrong db_summed
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * np.mean((X + b) * e), 2 * w * np.sum(e)


# %% 02-6 wrong db_no_2
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * np.mean((X + b) * e), w * np.mean(e)


# %% 02-6 wrong both_no_2
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return np.mean((X + b) * e), w * np.mean(e)


# %% 02-6 wrong sign
def grad_wb(w, b, X, Y):
    e = Y - w * (X + b)
    return 2 * np.mean((X + b) * e), 2 * w * np.mean(e)


# %% 02-6 wrong bias_not_in_error
def grad_wb(w, b, X, Y):
    e = w * X - Y
    return 2 * np.mean((X + b) * e), 2 * w * np.mean(e)


# %% 02-6 wrong bias_subtracted
def grad_wb(w, b, X, Y):
    e = w * (X - b) - Y
    return 2 * np.mean((X - b) * e), 2 * w * np.mean(e)


# %% 02-6 wrong dw_summed
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * np.dot(X + b, e), 2 * w * np.mean(e)


# %% 02-6 wrong dw_no_2
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return np.mean((X + b) * e), 2 * w * np.mean(e)


# %% 02-6 wrong means_multiplied
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * (X + b).mean() * e.mean(), 2 * w * e.mean()


# %% 02-6 wrong every_pair
def grad_wb(w, b, X, Y):
    moved = X.reshape(-1, 1) + b
    e = w * moved - Y
    return 2 * np.mean(moved * e), 2 * w * np.mean(e)


# %% 02-6 wrong one_step_returned
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return w - 0.01 * 2 * np.mean((X + b) * e), b - 0.01 * 2 * w * np.mean(e)


# %% 02-6 wrong lessons_data
def grad_wb(w, b, X, Y):
    X, Y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 4.0, 6.0, 8.0])
    e = w * (X + b) - Y
    return 2 * np.mean((X + b) * e), 2 * w * np.mean(e)


# %% 02-6 wrong swapped
def grad_wb(w, b, X, Y):
    e = w * (X + b) - Y
    return 2 * w * np.mean(e), 2 * np.mean((X + b) * e)
