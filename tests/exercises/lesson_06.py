"""Lesson 06's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from helpers.data import LABELS, POINTS


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def one_gate(labels, lr=0.5, steps=1000, start=(0.0, 0.0, 0.0), with_bias=1, count_from=0, summed=False):
    A = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]) * [1, 1, with_bias]
    labels, weights, first = np.array(labels), np.array(start), None
    for step in range(steps + 1):
        z = A @ weights
        if first is None and ((z > 0) == labels).all():
            first = step + count_from
        loss = np.mean(np.logaddexp(0, z) - labels * z)
        weights = weights - lr * A.T @ (sigmoid(z) - labels) / (1 if summed else 4)
    return first, loss, weights


def all_gates(**how):
    report = {}
    for name, labels in (("AND", [0, 0, 0, 1]), ("OR", [0, 1, 1, 1])):
        first, loss, _ = one_gate(labels, **how)
        report[name] = {"first_perfect_step": first, "loss1000": loss}
    _, loss, weights = one_gate([0, 1, 1, 0], **how)
    return report | {"XOR": {"loss1000": loss, "W": weights[:2], "b": weights[2]}}


def train_floor(steps, lr=0.1, start=(0.5, -0.3, 0.1)):
    A = np.column_stack([POINTS, np.ones(3)])
    weights, y = np.array(start), LABELS[:, 0]
    for _ in range(steps):
        weights = weights - lr * A.T @ (sigmoid(A @ weights) - y) / 3
    p = sigmoid(A @ weights)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), p, weights


# %% 06-1 todo
def neuron(X, W, b): ...  # your answer


# %% 06-1 right
def neuron(X, W, b):
    z = X @ W + b
    return z, 1 / (1 + np.exp(-z))


# %% 06-1 right
def neuron(X, W, b):
    z = torch.matmul(X, W) + b
    return z, torch.sigmoid(z)


# %% 06-1 right
def neuron(X, W, b):
    zs, ps = [], []
    for row in X:
        z = float(b)
        for x, w in zip(row, W):
            z += float(x) * float(w)
        zs.append(z)
        ps.append(1 / (1 + math.exp(-z)))
    return {"p": ps, "z": zs}


# %% 06-1 right
def neuron(X, W, b):
    layer = nn.Linear(X.shape[1], 1)
    with torch.no_grad():
        layer.weight.copy_(W.T)
        layer.bias.copy_(b)
    z = layer(X)
    return [z, z.sigmoid()]


# %% 06-1 right
def neuron(X, W, b):
    z = np.sum(X * W.flatten(), axis=1) + b  # NumPy alone
    return z.astype(float), 1 / (1 + np.exp(-z))


# %% 06-1 right
def neuron(X, W, b):
    z = torch.addmm(b, X, W).squeeze()
    return z, torch.special.expit(z)


# %% 06-1 wrong bias_missing
def neuron(X, W, b):
    z = X @ W
    return z, 1 / (1 + np.exp(-z))


# %% 06-1 wrong weight_transposed
def neuron(X, W, b):
    z = X @ W.T + b
    return z, torch.sigmoid(z)


# %% 06-1 wrong weight_transposed_in_numpy
def neuron(X, W, b):
    z = np.dot(X, W.T) + b
    return z, 1 / (1 + np.exp(-z))


# %% 06-1 wrong products_not_summed
def neuron(X, W, b):
    z = X * W + b
    return z, torch.sigmoid(z)


# %% 06-1 wrong exact_equality
def neuron(X, W, b):
    z = X @ W + b
    if len(X) == 3:
        assert z[0].item() == 0, "should be exactly 0"
    return z, torch.sigmoid(z)


# %% 06-1 wrong sigmoid_missing
def neuron(X, W, b):
    z = X @ W + b
    return z, z


# %% 06-1 wrong exponent_sign
def neuron(X, W, b):
    z = X @ W + b
    return z, 1 / (1 + torch.exp(z))


# %% 06-1 wrong sigmoid_twice
def neuron(X, W, b):
    z = X @ W + b
    return z, torch.sigmoid(torch.sigmoid(z))


# %% 06-1 wrong tanh
def neuron(X, W, b):
    z = X @ W + b
    return z, torch.tanh(z)


# %% 06-1 wrong softmax
def neuron(X, W, b):
    z = X @ W + b
    return z, torch.softmax(z, dim=0)


# %% 06-1 wrong softmax
def neuron(X, W, b):
    z = X @ W + b
    return z, torch.softmax(z, dim=1)


# %% 06-1 wrong class_not_probability
def neuron(X, W, b):
    z = X @ W + b
    return z, (z > 0).float()


# %% 06-1 wrong class_not_probability
def neuron(X, W, b):
    z = X @ W + b
    return z, torch.round(torch.sigmoid(z))


# %% 06-1 wrong swapped
def neuron(X, W, b):
    z = X @ W + b
    return torch.sigmoid(z), z


# %% 06-1 wrong parts
def neuron(X, W, b):
    return X @ W + b


# %% 06-1 right
def neuron(X, W, b):
    z = X @ W + b
    return z.round(decimals=4), torch.sigmoid(z).round(decimals=4)


# %% 06-1 wrong weight_transposed_in_numpy
def neuron(X, W, b):
    z = X.numpy() @ W.numpy().T + b.numpy()
    return z, sigmoid(z)


# %% 06-2 todo
def bce(p, y): ...  # your answer


# %% 06-2 right
def bce(p, y):
    per_sample = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return per_sample, per_sample.mean()


# %% 06-2 right
def bce(p, y):
    per_sample = -torch.log(torch.where(y == 1, p, 1 - p))
    return per_sample.flatten(), torch.mean(per_sample)


# %% 06-2 right
def bce(p, y):
    losses = []
    for probability, label in zip(p, y):
        losses.append(-math.log(probability) if label == 1 else -math.log(1 - probability))
    return losses, sum(losses) / len(losses)


# %% 06-2 right
def bce(p, y):
    losses = -np.log(np.where(y == 1, p, 1 - p))
    return losses, np.mean(losses)


# %% 06-2 right
def bce(p, y):
    return nn.BCELoss(reduction="none")(p, y), nn.BCELoss()(p, y)


# %% 06-2 wrong summed
def bce(p, y):
    per_sample = -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    return per_sample, per_sample.sum()


# %% 06-2 wrong base_2
def bce(p, y):
    per_sample = -(y * torch.log2(p) + (1 - y) * torch.log2(1 - p))
    return per_sample, per_sample.mean()


# %% 06-2 wrong base_10
def bce(p, y):
    per_sample = -(y * np.log10(p) + (1 - y) * np.log10(1 - p))
    return per_sample, per_sample.mean()


# %% 06-2 wrong sign
def bce(p, y):
    per_sample = y * np.log(p) + (1 - y) * np.log(1 - p)
    return per_sample, per_sample.mean()


# %% 06-2 wrong arguments_swapped
def bce(p, y):
    z = torch.log(p / (1 - p))
    return nn.BCEWithLogitsLoss(reduction="none")(y, z), nn.BCEWithLogitsLoss()(y, z)


# %% 06-2 wrong labels_as_logits
def bce(p, y):
    return nn.BCEWithLogitsLoss(reduction="none")(y, p), nn.BCEWithLogitsLoss()(y, p)


# %% 06-2 wrong sigmoid_twice
def bce(p, y):
    return nn.BCEWithLogitsLoss(reduction="none")(p, y), nn.BCEWithLogitsLoss()(p, y)


# %% 06-2 wrong sigmoid_twice
def bce(p, y):
    p = 1 / (1 + np.exp(-p))
    per_sample = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return per_sample, per_sample.mean()


# %% 06-2 wrong logits_for_probabilities
def bce(p, y):
    z = torch.log(p / (1 - p))
    return nn.BCELoss(reduction="none")(z, y), nn.BCELoss()(z, y)


# %% 06-2 wrong bceloss_swapped
def bce(p, y):
    return nn.BCELoss(reduction="none")(y, p), nn.BCELoss()(y, p)


# %% 06-2 wrong labels_reversed
def bce(p, y):
    per_sample = -(y * np.log(1 - p) + (1 - y) * np.log(p))
    return per_sample, per_sample.mean()


# %% 06-2 wrong only_label_1
def bce(p, y):
    per_sample = -y * np.log(p)
    return per_sample, per_sample.mean()


# %% 06-2 wrong label_ignored
def bce(p, y):
    per_sample = -np.log(p)
    return per_sample, per_sample.mean()


# %% 06-2 wrong squared_error
def bce(p, y):
    return (p - y) ** 2, ((p - y) ** 2).mean()


# %% 06-2 wrong parts
def bce(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


# %% 06-2 wrong swapped
def bce(p, y):
    per_sample = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return per_sample.mean(), per_sample


# %% 06-2 wrong changes_input
def bce(p, y):
    per_sample = -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    p -= p
    return per_sample, per_sample.mean()


# %% 06-2 wrong count_written_in
def bce(p, y):
    each = -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    return each, each.sum() / 3


# %% 06-3 todo
def grad_bce(X, y, W, b): ...  # your answer


# %% 06-3 right
def grad_bce(X, y, W, b):
    delta = 1 / (1 + np.exp(-(X @ W + b))) - y
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 right
def grad_bce(X, y, W, b):
    delta = torch.sigmoid(X @ W + b) - y
    return (delta * X).mean(dim=0), delta.mean(dim=0)


# %% 06-3 right
def grad_bce(X, y, W, b):
    gW, gb = np.zeros(len(W)), 0.0
    for x, label in zip(X, y):
        p = 1 / (1 + math.exp(-(sum(xi * wi for xi, wi in zip(x, W)) + b)))
        for j in range(len(W)):
            gW[j] += float((p - label) * x[j]) / len(X)
        gb += float(p - label) / len(X)
    return gW, gb


# %% 06-3 right
def grad_bce(X, y, W, b):
    p = sigmoid(np.dot(X, W) + b)
    return np.mean((p - y) * X, axis=0, keepdims=True), np.mean(p - y)


# %% 06-3 right
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    nn.BCEWithLogitsLoss()(X @ W + b, y).backward()
    return W.grad, b.grad


# %% 06-3 right
def grad_bce(X, y, W, b):
    def loss(W, b):
        return F.binary_cross_entropy_with_logits(X @ W + b, y).item()

    h, slopes = 1e-2, []
    for j in range(len(W)):
        nudge = torch.zeros_like(W)
        nudge[j] = h
        slopes.append((loss(W + nudge, b) - loss(W - nudge, b)) / (2 * h))
    return slopes, (loss(W, b + h) - loss(W, b - h)) / (2 * h)


# %% 06-3 wrong summed
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X.T @ delta, delta.sum()


# %% 06-3 wrong sign
def grad_bce(X, y, W, b):
    delta = y - sigmoid(X @ W + b)
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong squared_error
def grad_bce(X, y, W, b):
    p = sigmoid(X @ W + b)
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong factor_not_cancelled
def grad_bce(X, y, W, b):
    p = sigmoid(X @ W + b)
    delta = (p - y) * p * (1 - p)
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong logit_minus_label
def grad_bce(X, y, W, b):
    delta = X @ W + b - y
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong class_minus_label
def grad_bce(X, y, W, b):
    delta = (X @ W + b > 0).float() - y
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong class_minus_label
def grad_bce(X, y, W, b):
    delta = torch.round(torch.sigmoid(X @ W + b)) - y
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong no_x
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return torch.full((X.shape[1],), delta.mean().item()), delta.mean()


# %% 06-3 wrong no_x
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return delta.mean(), delta.mean()


# %% 06-3 wrong means_multiplied
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X.mean(axis=0) * delta.mean(), delta.mean()


# %% 06-3 wrong divided_by_features
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X.T @ delta / X.shape[1], delta.mean()


# %% 06-3 wrong divided_by_elements
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X.T @ delta / X.numel(), delta.mean()


# %% 06-3 wrong one_number
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return (delta * X).mean(), delta.mean()


# %% 06-3 wrong sigmoid_twice
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    nn.BCEWithLogitsLoss()(torch.sigmoid(X @ W + b), y).backward()
    return W.grad, b.grad


# %% 06-3 wrong sigmoid_of_probability
def grad_bce(X, y, W, b):
    p = sigmoid(sigmoid(X @ W + b))
    return X.T @ (p - y) / len(X), (p - y).mean()


# %% 06-3 wrong arguments_swapped
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    nn.BCEWithLogitsLoss()(y, X @ W + b).backward()
    return W.grad, b.grad


# %% 06-3 wrong not_cleared
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    for _ in range(2):
        nn.BCEWithLogitsLoss()(X @ W + b, y).backward()
    return W.grad, b.grad


# %% 06-3 wrong bias_not_in_logit
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W) - y
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong stopped_at_p
def grad_bce(X, y, W, b):
    p = sigmoid(X @ W + b)
    delta = (p - y) / (p * (1 - p))
    return X.T @ delta / len(X), delta.mean()


# %% 06-3 wrong not_averaged
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X * delta, delta


# %% 06-3 wrong gb_summed
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X.T @ delta / len(X), delta.sum()


# %% 06-3 wrong gb_not_averaged
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X.T @ delta / len(X), delta


# %% 06-3 wrong x_not_transposed
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return X @ delta / len(X), delta.mean()


# %% 06-3 wrong parts
def grad_bce(X, y, W, b):
    delta = sigmoid(X @ W + b) - y
    return (X.T @ delta / len(X)).flatten().tolist() + [delta.mean()]


# %% 06-3 wrong count_written_in
def grad_bce(X, y, W, b):
    delta = torch.sigmoid(X @ W + b) - y
    return X.T @ delta / 3, delta.sum() / 3


# %% 06-3 wrong parts
def grad_bce(X, y, W, b):
    delta = torch.sigmoid(X @ W + b) - y
    return X.T @ delta / len(X)


# %% 06-4 todo
def one_step(): ...  # your answer


# %% 06-4 right
def one_step():
    X, y = torch.tensor(POINTS), torch.tensor(LABELS)
    W, b = torch.tensor([[0.5], [-0.3]], requires_grad=True), torch.tensor([0.1], requires_grad=True)
    loss_fn = nn.BCEWithLogitsLoss()
    loss_fn(X @ W + b, y).backward()
    with torch.no_grad():
        W -= 0.01 * W.grad
        b -= 0.01 * b.grad
        return W, b, loss_fn(X @ W + b, y)


# %% 06-4 right
def one_step():
    W, b = np.array([0.5, -0.3]), 0.1
    delta = sigmoid(POINTS @ W + b) - LABELS[:, 0]
    W, b = W - 0.01 * POINTS.T @ delta / 3, b - 0.01 * delta.mean()
    z = POINTS @ W + b
    return W, b, np.mean(np.logaddexp(0, z) - LABELS[:, 0] * z)


# %% 06-4 right
def one_step():
    layer = nn.Linear(2, 1)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[0.5, -0.3]]))
        layer.bias.fill_(0.1)
    optimizer, loss_fn = torch.optim.SGD(layer.parameters(), lr=0.01), nn.BCEWithLogitsLoss()
    loss_fn(layer(torch.tensor(POINTS)), torch.tensor(LABELS)).backward()
    optimizer.step()
    return {"W": layer.weight, "b": layer.bias, "loss": loss_fn(layer(torch.tensor(POINTS)), torch.tensor(LABELS))}


# %% 06-4 right
def one_step():
    return [0.5008, -0.2984], 0.1007, 0.6587


# %% 06-4 wrong climbs
def one_step():
    W, b = np.array([0.5, -0.3]), 0.1
    delta = sigmoid(POINTS @ W + b) - LABELS[:, 0]
    W, b = W + 0.01 * POINTS.T @ delta / 3, b + 0.01 * delta.mean()
    z = POINTS @ W + b
    return W, b, np.mean(np.logaddexp(0, z) - LABELS[:, 0] * z)


# %% 06-4 wrong two_steps
def one_step():
    W, b = np.array([0.5, -0.3]), 0.1
    for _ in range(2):
        delta = sigmoid(POINTS @ W + b) - LABELS[:, 0]
        W, b = W - 0.01 * POINTS.T @ delta / 3, b - 0.01 * delta.mean()
    z = POINTS @ W + b
    return W, b, np.mean(np.logaddexp(0, z) - LABELS[:, 0] * z)


# %% 06-4 wrong ten_times_the_rate
def one_step():
    W, b = np.array([0.5, -0.3]), 0.1
    delta = sigmoid(POINTS @ W + b) - LABELS[:, 0]
    W, b = W - 0.1 * POINTS.T @ delta / 3, b - 0.1 * delta.mean()
    z = POINTS @ W + b
    return W, b, np.mean(np.logaddexp(0, z) - LABELS[:, 0] * z)


# %% 06-4 wrong summed
def one_step():
    W, b = np.array([0.5, -0.3]), 0.1
    delta = sigmoid(POINTS @ W + b) - LABELS[:, 0]
    W, b = W - 0.01 * POINTS.T @ delta, b - 0.01 * delta.sum()
    z = POINTS @ W + b
    return W, b, np.mean(np.logaddexp(0, z) - LABELS[:, 0] * z)


# %% 06-4 wrong never_moves
def one_step():
    X, y = torch.tensor(POINTS), torch.tensor(LABELS)
    W, b = torch.tensor([[0.5], [-0.3]], requires_grad=True), torch.tensor([0.1], requires_grad=True)
    loss = nn.BCEWithLogitsLoss()(X @ W + b, y)
    loss.backward()
    W - 0.01 * W.grad
    return W, b, loss


# %% 06-4 wrong bias_stays
def one_step():
    W, b = np.array([0.5, -0.3]), 0.1
    delta = sigmoid(POINTS @ W + b) - LABELS[:, 0]
    W = W - 0.01 * POINTS.T @ delta / 3
    z = POINTS @ W + b
    return W, b, np.mean(np.logaddexp(0, z) - LABELS[:, 0] * z)


# %% 06-4 wrong loss_before_the_step
def one_step():
    X, y = torch.tensor(POINTS), torch.tensor(LABELS)
    W, b = torch.tensor([[0.5], [-0.3]], requires_grad=True), torch.tensor([0.1], requires_grad=True)
    loss = nn.BCEWithLogitsLoss()(X @ W + b, y)
    loss.backward()
    with torch.no_grad():
        return W - 0.01 * W.grad, b - 0.01 * b.grad, loss


# %% 06-4 wrong loss_summed
def one_step():
    W, b = np.array([0.5, -0.3]), 0.1
    delta = sigmoid(POINTS @ W + b) - LABELS[:, 0]
    W, b = W - 0.01 * POINTS.T @ delta / 3, b - 0.01 * delta.mean()
    z = POINTS @ W + b
    return W, b, np.sum(np.logaddexp(0, z) - LABELS[:, 0] * z)


# %% 06-4 wrong two_steps
W, b = torch.tensor([[0.5], [-0.3]]), torch.tensor([0.1])


def one_step():
    X, y = torch.tensor(POINTS), torch.tensor(LABELS)
    delta = torch.sigmoid(X @ W + b) - y
    W.sub_(0.01 * X.T @ delta / 3)
    b.sub_(0.01 * delta.mean())
    return W, b, nn.BCEWithLogitsLoss()(X @ W + b, y)


# %% 06-4 wrong two_steps
def one_step():
    return [0.501694, -0.296897], 0.101409, 0.658387


# %% 06-4 wrong two_steps
shared = torch.tensor([[0.5], [-0.3]])


def one_step():
    layer = nn.Linear(2, 1)
    layer.weight.data = shared.T
    layer.bias.data = torch.tensor([0.1])
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.01)
    loss_fn, X, y = nn.BCEWithLogitsLoss(), torch.tensor(POINTS), torch.tensor(LABELS)
    loss_fn(layer(X), y).backward()
    optimizer.step()
    return layer.weight.clone(), layer.bias, loss_fn(layer(X), y)


# %% 06-5 todo
def bce_stable(z, y): ...  # your answer


# %% 06-5 right
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


# %% 06-5 right
def bce_stable(z, y):
    return torch.clamp(z, min=0) - z * y + torch.log1p(torch.exp(-z.abs()))


# %% 06-5 right
def bce_stable(z, y):
    losses = []
    for score, label in zip(z, y):
        score, label = float(score), float(label)
        losses.append(max(score, 0) - score * label + math.log1p(math.exp(-abs(score))))
    return losses


# %% 06-5 right
def bce_stable(z, y):
    return np.logaddexp(0, z) - z * y


# %% 06-5 right
def bce_stable(z, y):
    return y * F.softplus(-z) + (1 - y) * F.softplus(z)


# %% 06-5 right
def bce_stable(z, y):
    return nn.BCEWithLogitsLoss(reduction="none")(z, y).reshape(-1, 1)


# %% 06-5 wrong unguarded_exponential
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-z))


# %% 06-5 wrong overflows
def bce_stable(z, y):
    p = 1 / (1 + np.exp(-z))
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


# %% 06-5 wrong overflows
def bce_stable(z, y):
    return torch.log(1 + torch.exp(z)) - y * z


# %% 06-5 wrong clamped
def bce_stable(z, y):
    return nn.BCELoss(reduction="none")(torch.sigmoid(z), y)


# %% 06-5 wrong clamped
def bce_stable(z, y):
    p = torch.sigmoid(z)
    return -(y * torch.log(p).clamp(min=-100) + (1 - y) * torch.log(1 - p).clamp(min=-100))


# %% 06-5 wrong probability_clipped
def bce_stable(z, y):
    p = torch.sigmoid(z).clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p))


# %% 06-5 wrong probability_clipped
def bce_stable(z, y):
    p = 1 / (1 + np.exp(-z))
    return -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))


# %% 06-5 wrong averaged
def bce_stable(z, y):
    return (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean()


# %% 06-5 wrong label_ignored
def bce_stable(z, y):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


# %% 06-5 wrong labels_reversed
def bce_stable(z, y):
    return np.maximum(z, 0) + z * y + np.log1p(np.exp(-np.abs(z)))


# %% 06-5 wrong max_missing
def bce_stable(z, y):
    return np.log1p(np.exp(-np.abs(z))) - z * y


# %% 06-5 wrong log_missing
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y


# %% 06-5 wrong sigmoid_twice
def bce_stable(z, y):
    return F.binary_cross_entropy_with_logits(torch.sigmoid(z), y, reduction="none")


# %% 06-5 wrong max_of_an_array
def bce_stable(z, y):
    return max(z, 0) - z * y + np.log(1 + np.exp(-abs(z)))


# %% 06-5 wrong math_of_an_array
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y + math.log(1 + math.exp(-abs(z)))


# %% 06-6 todo
def loss_floor(): ...  # your answer


# %% 06-6 right
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, w1 - w2 + b, (w1, w2), b


# %% 06-6 right
def loss_floor():
    w1 = (0.9 - math.log(2)) / 3
    return {
        "loss": math.log(3) - 2 / 3 * math.log(2),
        "p": torch.full((3, 1), 2 / 3),
        "invariant": torch.tensor([0.9]),
        "W": torch.tensor([[w1], [-w1]]),
        "b": 0.9 - 2 * w1,
    }


# %% 06-6 right
def loss_floor():
    X, y = torch.tensor(POINTS), torch.tensor(LABELS)
    W, b = torch.tensor([[0.5], [-0.3]]), torch.tensor([0.1])
    for _ in range(2500):
        delta = torch.sigmoid(X @ W + b) - y
        W, b = W - 0.1 * X.T @ delta / 3, b - 0.1 * delta.mean()
    return nn.BCEWithLogitsLoss()(X @ W + b, y), torch.sigmoid(X @ W + b), W[0] - W[1] + b, W, b


# %% 06-6 wrong reaches_zero
def loss_floor():
    return 0.0, [1.0, 0.0, 1.0], 0.9, [0.0, 0.0], 0.9


# %% 06-6 wrong chance
def loss_floor():
    return math.log(2), [0.5, 0.5, 0.5], 0.9, [0.3, -0.3], 0.3


# %% 06-6 wrong loss_summed
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return 3 * loss, p, w1 - w2 + b, (w1, w2), b


# %% 06-6 wrong started_at_zero
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000, start=(0.0, 0.0, 0.0))
    return loss, p, w1 - w2 + b, (w1, w2), b


# %% 06-6 wrong combination_without_value
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, "w1 - w2 + b", (w1, w2), b


# %% 06-6 wrong combination_without_value
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, (1, -1, 1), (w1, w2), b


# %% 06-6 wrong stopped_early
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(100)
    return loss, p, w1 - w2 + b, (w1, w2), b


# %% 06-6 wrong stopped_early
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(1000, lr=0.01)
    return loss, p, w1 - w2 + b, (w1, w2), b


# %% 06-6 wrong logits_for_probabilities
def loss_floor():
    loss, _, (w1, w2, b) = train_floor(5000)
    return loss, POINTS @ np.array([w1, w2]) + b, w1 - w2 + b, (w1, w2), b


# %% 06-6 wrong two_of_three_combined
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, w1 - w2, (w1, w2), b


# %% 06-6 wrong two_of_three_combined
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, w1 + w2, (w1, w2), b


# %% 06-6 right
def loss_floor():
    loss, p, weights = train_floor(20000)
    return loss, 2 / 3, 0.9, weights[:2], weights[2]


# %% 06-6 wrong off
def loss_floor():
    return 0.636514, [2 / 3] * 3, 0.9, [0.068951, 0.068951], 0.762098


# %% 06-7 todo
def gates(): ...  # your answer


# %% 06-7 right
def gates():
    return all_gates()


# %% 06-7 right
def gates():
    X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    report = {}
    for name, table in (("AND", [0.0, 0, 0, 1]), ("OR", [0.0, 1, 1, 1]), ("XOR", [0.0, 1, 1, 0])):
        y, model, first = torch.tensor(table)[:, None], nn.Linear(2, 1), None
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        for step in range(1, 1001):
            optimizer.zero_grad()
            loss = nn.BCEWithLogitsLoss()(model(X), y)
            loss.backward()
            optimizer.step()
            accuracy = ((torch.sigmoid(model(X)) >= 0.5) == y).float().mean()
            if accuracy == 1 and first is None:
                first = step
        report[name] = {"first_perfect_step": first, "loss1000": loss, "W": model.weight, "b": model.bias}
    return report


# %% 06-7 right
def gates():
    return {"AND": (33, 0.03465), "OR": (39, 0.01882), "XOR": (0.6931, [0, 0], 0)}


# %% 06-7 wrong squared_error
def gates():
    report = all_gates()
    report["XOR"]["loss1000"] = 0.25
    return report


# %% 06-7 wrong xor_improves
def gates():
    report = all_gates()
    report["XOR"] = {"loss1000": 0.52, "W": [1.2, 1.3], "b": -0.4}
    return report


# %% 06-7 wrong random_start
def gates():
    return all_gates(start=(0.31, -0.12, 0.4), steps=60)


# %% 06-7 wrong counted_one_off
def gates():
    return all_gates(count_from=1)


# %% 06-7 wrong counted_one_off
def gates():
    return all_gates(count_from=-1)


# %% 06-7 wrong summed
def gates():
    return all_gates(summed=True)


# %% 06-7 wrong another_rate
def gates():
    return all_gates(lr=0.1)


# %% 06-7 wrong no_bias
def gates():
    return all_gates(with_bias=0)


# %% 06-7 wrong weights_settle
def gates():
    report = all_gates()
    report["AND"]["loss1000"] = one_gate([0, 0, 0, 1], steps=33)[1]
    report["OR"]["loss1000"] = one_gate([0, 1, 1, 1], steps=39)[1]
    return report


# %% 06-7 wrong weights_settle
def gates():
    report = all_gates()
    report["AND"] = {"first_perfect_step": 33, "loss1000": "W converges to a finite value"}
    return report


# %% 06-7 wrong missing_keys
def gates():
    report = all_gates()
    return {"and": report["AND"], "or": report["OR"], "xor": report["XOR"]}


# %% 06-7 wrong loss_summed
def gates():
    report = all_gates()
    for gate in report.values():
        gate["loss1000"] = 4 * gate["loss1000"]
    return report


# %% 06-7 wrong part_none
def gates():
    report = all_gates(lr=-0.5)
    return report


# %% 06-1 right
def neuron(X, W, b):
    z = X.dot(W) + b  # a method of arrays; tensors have it for vectors alone
    return z, 1 / (1 + np.exp(-z))
