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
    return ((w * X - Y) ** 2).mean()


# %% 02-1 right
def mse(w, X, Y):
    total = 0
    for x, y in zip(X, Y):
        total += (w * x - y) ** 2
    return total / len(X)


# %% 02-1 right
def mse(w, X, Y):
    prediction = torch.tensor(w) * torch.tensor(X)
    return torch.nn.MSELoss()(prediction, torch.tensor(Y))


# %% 02-1 right
def mse(w, X, Y):
    e = np.float32(w * X - Y)
    return [e @ e / len(e)]


# %% 02-1 wrong sum_not_mean
def mse(w, X, Y):
    return np.sum((w * X - Y) ** 2)


# %% 02-1 wrong half
def mse(w, X, Y):
    return 1 / (2 * len(X)) * np.sum((w * X - Y) ** 2)


# %% 02-1 wrong root_taken
def mse(w, X, Y):
    return np.sqrt(np.mean((w * X - Y) ** 2))


# %% 02-1 wrong absolute_error
def mse(w, X, Y):
    return np.mean(np.abs(w * X - Y))


# %% 02-1 wrong mean_before_square
def mse(w, X, Y):
    return np.mean(w * X - Y) ** 2


# %% 02-1 wrong not_squared
def mse(w, X, Y):
    return np.mean(w * X - Y)


# %% 02-1 wrong not_averaged
def mse(w, X, Y):
    return (w * X - Y) ** 2


# %% 02-1 wrong changes_input
def mse(w, X, Y):
    X *= w
    X -= Y
    return (X**2).mean()


# %% 02-1 wrong works_once
calls = []


def mse(w, X, Y):
    calls.append(1)
    return ((w * X - Y) ** 2).mean() + (len(calls) > 5)


# %% 02-1 wrong count_written_in
def mse(w, X, Y):
    return ((w * X - Y) ** 2).sum() / 4


# %% 02-1 wrong lessons_data
def mse(w, X, Y):
    X = np.array([1.0, 2.0, 3.0, 4.0])
    Y = 2 * X
    return ((w * X - Y) ** 2).mean()


# %% 02-1 wrong lessons_data
def mse(w, x, y):
    return ((w * X - Y) ** 2).mean()


# %% 02-1 right
mse = lambda w, X, Y: sum((w * x - y) ** 2 for x, y in zip(X, Y)) / len(X)  # noqa: E731


# %% 02-2 todo
def grad_mse(w, X, Y): ...  # your answer


# %% 02-2 right
def grad_mse(w, X, Y):
    return 2 * np.mean(X * (w * X - Y))


# %% 02-2 right
def grad_mse(w, X, Y):
    slope = 0.0
    for i in range(len(X)):
        slope += 2 * X[i] * (w * X[i] - Y[i])
    return slope / len(X)


# %% 02-2 right
def grad_mse(w, X, Y):
    w = torch.tensor(float(w), requires_grad=True)
    loss = ((w * torch.tensor(X) - torch.tensor(Y)) ** 2).mean()
    loss.backward()
    return w.grad


# %% 02-2 right
def grad_mse(w, X, Y):
    h = 1e-5
    return (((w + h) * X - Y) ** 2 - ((w - h) * X - Y) ** 2).mean() / (2 * h)


# %% 02-2 right
def grad_mse(w, X, Y):
    X, Y = X.reshape(-1, 1), Y.reshape(-1, 1)
    return 2 / len(X) * X.T @ (w * X - Y)


# %% 02-2 wrong sum_not_mean
def grad_mse(w, X, Y):
    return np.dot(2 * X, w * X - Y).mean()


# %% 02-2 wrong no_factor_2
def grad_mse(w, X, Y):
    return np.mean(X * (w * X - Y))


# %% 02-2 wrong sum_no_2
def grad_mse(w, X, Y):
    return X @ (w * X - Y)


# %% 02-2 wrong sign
def grad_mse(w, X, Y):
    return 2 * np.mean(X * (Y - w * X))


# %% 02-2 wrong sign_no_2
def grad_mse(w, X, Y):
    return np.mean(X * (Y - w * X))


# %% 02-2 wrong sum_sign
def grad_mse(w, X, Y):
    return -2 * np.sum(X * (w * X - Y))


# %% 02-2 wrong no_x
def grad_mse(w, X, Y):
    return 2 * (w * X - Y).mean()


# %% 02-2 wrong means_multiplied
def grad_mse(w, X, Y):
    return 2 * X.mean() * (w * X - Y).mean()


# %% 02-2 wrong doubled
def grad_mse(w, X, Y):
    w = torch.tensor(w, requires_grad=True)
    for _ in range(2):
        ((w * torch.tensor(X) - torch.tensor(Y)) ** 2).mean().backward()
    return w.grad.item()


# %% 02-2 wrong divided_by_n_minus_1
def grad_mse(w, X, Y):
    return 2 * np.sum(X * (w * X - Y)) / (len(X) - 1)


# %% 02-2 wrong divided_by_2n
def grad_mse(w, X, Y):
    return np.sum(X * (w * X - Y)) / (2 * len(X))


# %% 02-2 wrong y_instead_of_error
def grad_mse(w, X, Y):
    return np.mean(2 * X * -Y)


# %% 02-2 wrong loss_returned
def grad_mse(w, X, Y):
    return np.mean((w * X - Y) ** 2)


# %% 02-2 wrong w_instead_of_x
def grad_mse(w, X, Y):
    return np.mean(2 * w * (w * X - Y))


# %% 02-2 wrong absolute_error
def grad_mse(w, X, Y):
    return np.mean(np.sign(w * X - Y) * X)


# %% 02-2 wrong first_sample_only
def grad_mse(w, X, Y):
    for x, y in zip(X, Y):
        return 2 * x * (w * x - y)


# %% 02-2 wrong last_sample_only
def grad_mse(w, X, Y):
    for x, y in zip(X, Y):
        slope = 2 * x * (w * x - y)
    return slope


# %% 02-2 wrong gradient_of_root
def grad_mse(w, X, Y):
    r = w * X - Y
    return np.mean(X * r) / np.sqrt(np.mean(r**2))


# %% 02-2 wrong forward_difference
def grad_mse(w, X, Y):
    h = 0.1
    return (np.mean(((w + h) * X - Y) ** 2) - np.mean((w * X - Y) ** 2)) / h


# %% 02-2 wrong every_pair
def grad_mse(w, X, Y):
    X = X.reshape(-1, 1)
    return 2 * np.mean(X * (w * X - Y))


# %% 02-2 wrong not_averaged
def grad_mse(w, X, Y):
    return 2 * X * (w * X - Y)


# %% 02-2 wrong always_the_same
def grad_mse(w, X, Y):
    return -30


# %% 02-2 wrong returns_none
def grad_mse(w, X, Y):
    gradient = 2 * np.mean(X * (w * X - Y))


# %% 02-2 wrong count_written_in
def grad_mse(w, X, Y):
    return 2 * np.dot(X, w * X - Y) / 4


# %% 02-2 wrong lessons_data
def grad_mse(w, X, Y):
    return 15 * (w - 2)


# %% 02-2 right
def grad_mse(w, X, Y):
    return round(2 * np.mean(X * (w * X - Y)), 4)


# %% 02-2 wrong
def grad_mse(w, X, Y):
    return 2 * (X * (w * X - Y)).mean


# %% 02-3 todo
def diagnose_gradient(): ...  # your answer


# %% 02-3 right
def diagnose_gradient():
    return 4, "sum"


# %% 02-3 right
def diagnose_gradient():
    wrong = gradient(X, Y, 0 * X)
    return wrong / num_grad(lambda w: mse(w, X, Y), 0.0), "It SUMS instead of averaging"


# %% 02-3 right
def diagnose_gradient():
    return {"ratio": torch.tensor(4.0), "reason": "np.dot is already one number: .mean() of a scalar does nothing"}


# %% 02-3 wrong upside_down
def diagnose_gradient():
    return -30 / -120, "sum"


# %% 02-3 wrong compared_with_itself
def diagnose_gradient():
    return gradient(X, Y, X) / np.dot(2 * X, X - Y), "sum"


# %% 02-3 wrong stray_2
def diagnose_gradient():
    return 2.0, "sum"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "sign"


# %% 02-3 wrong parts
def diagnose_gradient():
    return 4


# %% 02-3 right
def diagnose_gradient():
    return [4.0, 4.0], "sum"


# %% 02-3 right
def diagnose_gradient():
    return 4, "np.dot adds up already"


# %% 02-3 wrong several_reasons
def diagnose_gradient():
    return 4.0, "sum, sign, no 2 or no x"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "summed instead of averaged"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "it sums over the samples instead of taking the mean"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "missing division by N"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "forgot to divide by 4"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "sum instead of mean"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "The gradient has the right sign but it is summed instead of averaged"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "left out the mean"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "un-averaged"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "missing /N"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "It computes the gradient of the SSE, not the MSE"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "np.dot sums without mean, so lr 0.01 acts like 0.04"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "doesn't divide by N"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "it should not be divided by N"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "no mean needed"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "forgot to sum"


# %% 02-3 wrong several_reasons
def diagnose_gradient():
    return 4.0, "missing square before the mean"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "no mean"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "np.dot adds them up without dividing by N"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "It isn't averaged: .mean() has no effect on one number"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "sum, not the sign"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "The sign and the factor 2 are right; too large by a factor of 4, since it sums"


# %% 02-3 right
def diagnose_gradient():
    return 4.0, "it should be the mean instead of the sum"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "The sign is wrong: you add the error instead of subtracting it"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "the learning rate is divided by 4"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "the factor 2 is missing, it was divided away"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "no x: add it"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "I assume a single sample counts"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "mean instead of sum"


# %% 02-3 wrong another_reason
def diagnose_gradient():
    return 4.0, "it should be a sum instead of a mean"


# %% 02-3 wrong several_reasons
def diagnose_gradient():
    return 4.0, "sign flipped, factor two missing, x left out, dot"


# %% 02-3 wrong several_reasons
def diagnose_gradient():
    return 4.0, "summed, and the 2 is missing"


# %% 02-3 wrong part_none
def diagnose_gradient():
    return 4.0, None


# %% 02-4 todo
def train(w0, lr, n, X, Y): ...  # your answer


# %% 02-4 right
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w = w - lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 right
def train(w0, lr, n, X, Y):
    X, Y = torch.from_numpy(X), torch.from_numpy(Y)
    w = torch.tensor(w0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    losses = []
    for _ in range(n):
        loss = torch.nn.functional.mse_loss(w * X, Y)
        losses.append(loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return w, losses


# %% 02-4 right
def train(w0, lr, n, X, Y):
    losses = np.zeros((n, 1))
    for k in range(n):
        r = w0 * X - Y
        losses[k] = (r**2).mean()
        w0 -= lr * 2 * (X * r).mean()
    return [w0, losses]


# %% 02-4 wrong sum_not_mean
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= lr * gradient(X, Y, w * X)
    return w, losses


# %% 02-4 wrong climbs
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w += lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong one_step_missing
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n - 1):
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong one_step_more
def train(w0, lr, n, X, Y):
    w, losses, k = w0, [], 0
    while k <= n:
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
        k += 1
    return w, losses


# %% 02-4 wrong no_factor_2
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= lr * np.mean(X * (w * X - Y))
    return w, losses


# %% 02-4 wrong loss_after_the_step
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        w -= lr * grad_mse(w, X, Y)
        losses.append(mse(w, X, Y))
    return w, losses


# %% 02-4 wrong first_gradient_reused
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    g = grad_mse(w0, X, Y)
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= lr * g
    return w, losses


# %% 02-4 wrong never_moves
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w - lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong no_x
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        r = w * X - Y
        losses.append(np.mean(r**2))
        w -= lr * 2 * np.mean(r)
    return w, losses


# %% 02-4 wrong sum_loss
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(np.sum((w * X - Y) ** 2))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong length
def train(w0, lr, n, X, Y):
    w, losses = w0, [mse(w0, X, Y)]
    for _ in range(n):
        w -= lr * grad_mse(w, X, Y)
        losses.append(mse(w, X, Y))
    return w, losses


# %% 02-4 wrong swapped
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w = w - lr * grad_mse(w, X, Y)
    return losses, w


# %% 02-4 wrong gradients_pile_up
def train(w0, lr, n, X, Y):
    w, losses, total = w0, [], 0.0
    for _ in range(n):
        losses.append(mse(w, X, Y))
        total += grad_mse(w, X, Y)
        w -= lr * total
    return w, losses


# %% 02-4 wrong one_step_only
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
        return w, losses


# %% 02-4 wrong lr_missing
def train(w0, lr, n, X, Y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= grad_mse(w, X, Y)
    return w, losses


# %% 02-4 right
def train(w0, lr, n, X, Y):
    w, losses = w0, {}
    for _ in range(n):
        losses[len(losses)] = mse(w, X, Y)
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-4 wrong lessons_data
def train(w0, lr, n, x, y):
    w, losses = w0, []
    for _ in range(n):
        losses.append(mse(w, X, Y))
        w -= lr * grad_mse(w, X, Y)
    return w, losses


# %% 02-5 todo
def rates(): ...  # your answer


# %% 02-5 right
def rates():
    return 0.04, 1 / 15, 2 / 15


# %% 02-5 right
def rates():
    curvature = 2 * torch.tensor(X).square().mean()
    return torch.stack([torch.tensor(4 * 0.01), 1 / curvature, 2 / curvature])


# %% 02-5 right
def rates():
    return {"a": 0.04, "b": 0.0667, "c": 0.1333}


# %% 02-5 wrong limits_of_the_sum
def rates():
    return 0.04, 1 / 60, 2 / 60


# %% 02-5 wrong best_and_limit_swapped
def rates():
    return 0.04, 2 / 15, 1 / 15


# %% 02-5 wrong divided_by_4
def rates():
    return 0.01 / 4, 1 / 15, 2 / 15


# %% 02-5 wrong lambda_without_2
def rates():
    curvature = np.mean(X**2)
    return 0.04, 1 / curvature, 2 / curvature


# %% 02-5 right
def rates():
    return 0.04, 0.067, 0.133


# %% 02-6 todo
def grad_wb(w, b, X, Y): ...  # your answer


# %% 02-6 right
def grad_wb(w, b, X, Y):
    error = w * X + b - Y
    return 2 * np.mean(X * error), 2 * np.mean(error)


# %% 02-6 right
def grad_wb(w, b, X, Y):
    A = np.column_stack([X, np.ones_like(X)])
    return 2 / len(X) * A.T @ (A @ np.array([w, b]) - Y)


# %% 02-6 right
def grad_wb(w, b, X, Y):
    parameters = torch.tensor([w, b], requires_grad=True)
    loss = ((parameters[0] * torch.tensor(X) + parameters[1] - torch.tensor(Y)) ** 2).mean()
    return torch.autograd.grad(loss, parameters)[0].reshape(2, 1)


# %% 02-6 wrong both_summed
def grad_wb(w, b, X, Y):
    error = w * X + b - Y
    return 2 * np.dot(X, error), 2 * error.sum()


# %% 02-6 wrong db_equals_dw
def grad_wb(w, b, X, Y):
    error = w * X + b - Y
    return 2 * np.mean(X * error), 2 * np.mean(X * error)


# %% 02-6 wrong db_summed
def grad_wb(w, b, X, Y):
    error = w * X + b - Y
    return 2 * np.mean(X * error), 2 * np.sum(error)


# %% 02-6 wrong db_no_2
def grad_wb(w, b, X, Y):
    error = w * X + b - Y
    return 2 * np.mean(X * error), np.mean(error)


# %% 02-6 wrong both_no_2
def grad_wb(w, b, X, Y):
    error = w * X + b - Y
    return np.mean(X * error), np.mean(error)


# %% 02-6 wrong sign
def grad_wb(w, b, X, Y):
    error = Y - (w * X + b)
    return 2 * np.mean(X * error), 2 * np.mean(error)


# %% 02-6 wrong bias_not_in_error
def grad_wb(w, b, X, Y):
    error = w * X - Y
    return 2 * np.mean(X * error), 2 * np.mean(error)


# %% 02-6 wrong bias_subtracted
def grad_wb(w, b, X, Y):
    e = w * X - b - Y
    return 2 * np.mean(X * e), 2 * np.mean(e)


# %% 02-6 wrong dw_summed
def grad_wb(w, b, X, Y):
    e = w * X + b - Y
    return 2 * np.dot(X, e), 2 * np.mean(e)


# %% 02-6 wrong dw_no_2
def grad_wb(w, b, X, Y):
    e = w * X + b - Y
    return np.mean(X * e), 2 * np.mean(e)


# %% 02-6 wrong means_multiplied
def grad_wb(w, b, X, Y):
    e = w * X + b - Y
    return 2 * X.mean() * e.mean(), 2 * e.mean()


# %% 02-6 wrong every_pair
def grad_wb(w, b, X, Y):
    X = X.reshape(-1, 1)
    e = w * X + b - Y
    return 2 * np.mean(X * e), 2 * np.mean(e)


# %% 02-6 wrong one_step_returned
def grad_wb(w, b, X, Y):
    e = w * X + b - Y
    return w - 0.01 * 2 * np.mean(X * e), b - 0.01 * 2 * np.mean(e)


# %% 02-6 wrong lessons_data
def grad_wb(w, b, X, Y):
    return 15 * (w - 2) + 5 * b, 5 * (w - 2) + 2 * b


# %% 02-6 wrong swapped
def grad_wb(w, b, X, Y):
    e = w * X + b - Y
    return 2 * np.mean(e), 2 * np.mean(X * e)
