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


def all_gates(nand=(1, 1, 1, 0), only_first=(0, 0, 1, 0), **how):
    report = {}
    for name, labels in (("NAND", nand), ("x1 and not x2", only_first)):
        first, loss, _ = one_gate(labels, **how)
        report[name] = {"first_perfect_step": first, "loss1000": loss}
    _, loss, _ = one_gate([0, 1, 1, 0], **how)
    return report | {"XOR": {"loss1000": loss, "best_share": 0.75}}


def train_floor(steps, lr=0.1, start=(0.5, -0.3, 0.1), labels=(0, 1, 0)):
    A = np.array([[1, 1, 1], [2, 3, 1], [3, 5, 1]])
    weights, y = np.array(start), np.array(labels)
    for _ in range(steps):
        weights = weights - lr * A.T @ (sigmoid(A @ weights) - y) / 3
    p = sigmoid(A @ weights)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), p, weights


def gradient_of(X, y, W, b):
    e = torch.sigmoid(X @ W + b) - y
    return X.T @ e / len(X), e.mean()


def bce_of(X, y, W, b):
    return nn.BCEWithLogitsLoss()(torch.as_tensor(X @ W + b), torch.as_tensor(y))


# %% 06-1 todo
def neuron(X, weight, b): ...  # your answer


# %% 06-1 right
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, 1 / (1 + np.exp(-z))


# %% 06-1 right
def neuron(X, weight, b):
    z = torch.matmul(X, weight.T) + b
    return z, torch.sigmoid(z)


# %% 06-1 right
def neuron(X, weight, b):
    zs, ps = [], []
    for row in X:
        z = float(b)
        for x, w in zip(row, weight[0]):
            z += float(x) * float(w)
        zs.append(z)
        ps.append(1 / (1 + math.exp(-z)))
    return {"p": ps, "z": zs}


# %% 06-1 right
def neuron(X, weight, b):
    layer = nn.Linear(X.shape[1], 1)
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(b)
    z = layer(X)
    return [z, z.sigmoid()]


# %% 06-1 right
def neuron(X, weight, b):
    z = np.sum(X * weight.flatten(), axis=1) + b  # NumPy alone
    return z.astype(float), 1 / (1 + np.exp(-z))


# %% 06-1 right
def neuron(X, weight, b):
    z = torch.addmm(b, X, weight.T).squeeze()
    return z, torch.special.expit(z)


# %% 06-1 wrong bias_missing
def neuron(X, weight, b):
    z = X @ weight.T
    return z, 1 / (1 + np.exp(-z))


# %% 06-1 wrong weight_not_transposed
def neuron(X, weight, b):
    z = X @ weight + b
    return z, torch.sigmoid(z)


# %% 06-1 wrong weight_not_transposed
def neuron(X, weight, b):
    z = np.dot(X, weight) + b
    return z, 1 / (1 + np.exp(-z))


# %% 06-1 wrong products_not_summed
def neuron(X, weight, b):
    z = X * weight + b
    return z, torch.sigmoid(z)


# %% 06-1 wrong exact_equality
def neuron(X, weight, b):
    z = X @ weight.T + b
    if len(X) == 3:
        assert z[0].item() == 0, "should be exactly 0"
    return z, torch.sigmoid(z)


# %% 06-1 wrong sigmoid_missing
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, z


# %% 06-1 wrong exponent_sign
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, 1 / (1 + torch.exp(z))


# %% 06-1 wrong odds
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, torch.exp(z)


# %% 06-1 wrong sigmoid_twice
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, torch.sigmoid(torch.sigmoid(z))


# %% 06-1 wrong tanh
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, torch.tanh(z)


# %% 06-1 wrong softmax
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, torch.softmax(z, dim=0)


# %% 06-1 wrong softmax
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, torch.softmax(z, dim=1)


# %% 06-1 wrong class_not_probability
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, (z > 0).float()


# %% 06-1 wrong class_not_probability
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z, torch.round(torch.sigmoid(z))


# %% 06-1 wrong swapped
def neuron(X, weight, b):
    z = X @ weight.T + b
    return torch.sigmoid(z), z


# %% 06-1 wrong parts
def neuron(X, weight, b):
    return X @ weight.T + b


# %% 06-1 right
def neuron(X, weight, b):
    z = X @ weight.T + b
    return z.round(decimals=4), torch.sigmoid(z).round(decimals=4)


# %% 06-1 wrong weight_not_transposed
def neuron(X, weight, b):
    z = X.numpy() @ weight.numpy() + b.numpy()
    return z, sigmoid(z)


# %% 06-1 right
def neuron(X, weight, b):
    z = X.dot(weight.T) + b  # a method of arrays; tensors have it for vectors alone
    return z, 1 / (1 + np.exp(-z))


# %% 06-2 todo
def bce(p, y): ...  # your answer


# %% 06-2 right
def bce(p, y):
    per_sample = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return per_sample, per_sample.mean()


# %% 06-2 right
def bce(p, y):
    yes, no = -torch.log(p), -torch.log(1 - p)
    per_sample = no + y * (yes - no)
    return per_sample.flatten(), torch.mean(per_sample)


# %% 06-2 right
def bce(p, y):
    losses = []
    for probability, label in zip(p, y):
        losses.append(-label * math.log(probability) - (1 - label) * math.log(1 - probability))
    return losses, sum(losses) / len(losses)


# %% 06-2 right
def bce(p, y):
    return nn.BCELoss(reduction="none")(p, y), nn.BCELoss()(p, y)


# %% 06-2 wrong only_sure_labels
def bce(p, y):
    per_sample = -torch.log(torch.where(y == 1, p, 1 - p))
    return per_sample.flatten(), torch.mean(per_sample)


# %% 06-2 wrong only_sure_labels
def bce(p, y):
    losses = []
    for probability, label in zip(p, y):
        losses.append(-math.log(probability) if label == 1 else -math.log(1 - probability))
    return losses, sum(losses) / len(losses)


# %% 06-2 wrong label_rounded
def bce(p, y):
    losses = -np.log(np.where(y > 0.5, p, 1 - p))
    return losses, np.mean(losses)


# %% 06-2 wrong log_of_the_mixture
def bce(p, y):
    losses = -np.log(y * p + (1 - y) * (1 - p))
    return losses, np.mean(losses)


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
def bce_stable(z, y): ...  # your answer


# %% 06-3 right
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


# %% 06-3 right
def bce_stable(z, y):
    return torch.clamp(z, min=0) - z * y + torch.log1p(torch.exp(-z.abs()))


# %% 06-3 right
def bce_stable(z, y):
    losses = []
    for score, label in zip(z, y):
        score, label = float(score), float(label)
        losses.append(max(score, 0) - score * label + math.log1p(math.exp(-abs(score))))
    return losses


# %% 06-3 right
def bce_stable(z, y):
    return np.logaddexp(0, z) - z * y


# %% 06-3 right
def bce_stable(z, y):
    return y * F.softplus(-z) + (1 - y) * F.softplus(z)


# %% 06-3 right
def bce_stable(z, y):
    return nn.BCEWithLogitsLoss(reduction="none")(z, y).reshape(-1, 1)


# %% 06-3 wrong unguarded_exponential
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-z))


# %% 06-3 wrong overflows
def bce_stable(z, y):
    p = 1 / (1 + np.exp(-z))
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


# %% 06-3 wrong overflows
def bce_stable(z, y):
    return torch.log(1 + torch.exp(z)) - y * z


# %% 06-3 wrong clamped
def bce_stable(z, y):
    return nn.BCELoss(reduction="none")(torch.sigmoid(z), y)


# %% 06-3 wrong clamped
def bce_stable(z, y):
    p = torch.sigmoid(z)
    return -(y * torch.log(p).clamp(min=-100) + (1 - y) * torch.log(1 - p).clamp(min=-100))


# %% 06-3 wrong probability_clipped
def bce_stable(z, y):
    p = torch.sigmoid(z).clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p))


# %% 06-3 wrong probability_clipped
def bce_stable(z, y):
    p = 1 / (1 + np.exp(-z))
    return -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))


# %% 06-3 wrong averaged
def bce_stable(z, y):
    return (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean()


# %% 06-3 wrong label_ignored
def bce_stable(z, y):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


# %% 06-3 wrong labels_reversed
def bce_stable(z, y):
    return np.maximum(z, 0) + z * y + np.log1p(np.exp(-np.abs(z)))


# %% 06-3 wrong max_missing
def bce_stable(z, y):
    return np.log1p(np.exp(-np.abs(z))) - z * y


# %% 06-3 wrong log_missing
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y


# %% 06-3 wrong sigmoid_twice
def bce_stable(z, y):
    return F.binary_cross_entropy_with_logits(torch.sigmoid(z), y, reduction="none")


# %% 06-3 wrong max_of_an_array
def bce_stable(z, y):
    return max(z, 0) - z * y + np.log(1 + np.exp(-abs(z)))


# %% 06-3 wrong math_of_an_array
def bce_stable(z, y):
    return np.maximum(z, 0) - z * y + math.log(1 + math.exp(-abs(z)))


# %% 06-4 todo
def grad_bce(X, y, W, b): ...  # your answer


# %% 06-4 right
def grad_bce(X, y, W, b):
    e = 1 / (1 + np.exp(-(X @ W + b))) - y
    return X.T @ e / len(X), e.mean()


# %% 06-4 right
def grad_bce(X, y, W, b):
    e = torch.sigmoid(X @ W + b) - y
    return (e * X).mean(dim=0), e.mean(dim=0)


# %% 06-4 right
def grad_bce(X, y, W, b):
    gW, gb = np.zeros(len(W)), 0.0
    for x, label in zip(X, y):
        p = 1 / (1 + math.exp(-(sum(xi * wi for xi, wi in zip(x, W)) + b)))
        for j in range(len(W)):
            gW[j] += float((p - label) * x[j]) / len(X)
        gb += float(p - label) / len(X)
    return gW, gb


# %% 06-4 right
def grad_bce(X, y, W, b):
    p = sigmoid(np.dot(X, W) + b)
    return np.mean((p - y) * X, axis=0, keepdims=True), np.mean(p - y)


# %% 06-4 right
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    nn.BCEWithLogitsLoss()(X @ W + b, y).backward()
    return W.grad, b.grad


# %% 06-4 right
def grad_bce(X, y, W, b):
    def loss(W, b):
        return F.binary_cross_entropy_with_logits(X @ W + b, y).item()

    h, slopes = 1e-2, []
    for j in range(len(W)):
        nudge = torch.zeros_like(W)
        nudge[j] = h
        slopes.append((loss(W + nudge, b) - loss(W - nudge, b)) / (2 * h))
    return slopes, (loss(W, b + h) - loss(W, b - h)) / (2 * h)


# %% 06-4 wrong summed
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X.T @ e, e.sum()


# %% 06-4 wrong sign
def grad_bce(X, y, W, b):
    e = y - sigmoid(X @ W + b)
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong squared_error
def grad_bce(X, y, W, b):
    p = sigmoid(X @ W + b)
    e = 2 * (p - y) * p * (1 - p)
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong factor_not_cancelled
def grad_bce(X, y, W, b):
    p = sigmoid(X @ W + b)
    e = (p - y) * p * (1 - p)
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong logit_minus_label
def grad_bce(X, y, W, b):
    e = X @ W + b - y
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong class_minus_label
def grad_bce(X, y, W, b):
    e = (X @ W + b > 0).float() - y
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong class_minus_label
def grad_bce(X, y, W, b):
    e = torch.round(torch.sigmoid(X @ W + b)) - y
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong no_x
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return torch.full((X.shape[1],), e.mean().item()), e.mean()


# %% 06-4 wrong no_x
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return e.mean(), e.mean()


# %% 06-4 wrong means_multiplied
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X.mean(axis=0) * e.mean(), e.mean()


# %% 06-4 wrong divided_by_features
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X.T @ e / X.shape[1], e.mean()


# %% 06-4 wrong divided_by_elements
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X.T @ e / X.numel(), e.mean()


# %% 06-4 wrong one_number
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return (e * X).mean(), e.mean()


# %% 06-4 wrong sigmoid_twice
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    nn.BCEWithLogitsLoss()(torch.sigmoid(X @ W + b), y).backward()
    return W.grad, b.grad


# %% 06-4 wrong sigmoid_of_probability
def grad_bce(X, y, W, b):
    p = sigmoid(sigmoid(X @ W + b))
    return X.T @ (p - y) / len(X), (p - y).mean()


# %% 06-4 wrong arguments_swapped
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    nn.BCEWithLogitsLoss()(y, X @ W + b).backward()
    return W.grad, b.grad


# %% 06-4 wrong not_cleared
def grad_bce(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    for _ in range(2):
        nn.BCEWithLogitsLoss()(X @ W + b, y).backward()
    return W.grad, b.grad


# %% 06-4 wrong bias_not_in_logit
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W) - y
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong stopped_at_p
def grad_bce(X, y, W, b):
    p = sigmoid(X @ W + b)
    e = (p - y) / (p * (1 - p))
    return X.T @ e / len(X), e.mean()


# %% 06-4 wrong not_averaged
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X * e, e


# %% 06-4 wrong gb_summed
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X.T @ e / len(X), e.sum()


# %% 06-4 wrong gb_not_averaged
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X.T @ e / len(X), e


# %% 06-4 wrong x_not_transposed
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return X @ e / len(X), e.mean()


# %% 06-4 wrong parts
def grad_bce(X, y, W, b):
    e = sigmoid(X @ W + b) - y
    return (X.T @ e / len(X)).flatten().tolist() + [e.mean()]


# %% 06-4 wrong count_written_in
def grad_bce(X, y, W, b):
    e = torch.sigmoid(X @ W + b) - y
    return X.T @ e / 3, e.sum() / 3


# %% 06-4 wrong parts
def grad_bce(X, y, W, b):
    e = torch.sigmoid(X @ W + b) - y
    return X.T @ e / len(X)


# %% 06-5 todo
def one_step(X, y, W, b): ...  # your answer


# %% 06-5 right
def one_step(X, y, W, b):
    e = 1 / (1 + np.exp(-(X @ W + b))) - y
    gW, gb = X.T @ e / len(X), e.mean()
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return 0.1 * ((gW**2).sum() + gb**2), before - after


# %% 06-5 right
def one_step(X, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    loss_fn = nn.BCEWithLogitsLoss()
    before = loss_fn(X @ W + b, y)
    before.backward()
    promised = 0.1 * (W.grad.square().sum() + b.grad.square())
    with torch.no_grad():
        W -= 0.1 * W.grad
        b -= 0.1 * b.grad
        return promised, before - loss_fn(X @ W + b, y)


# %% 06-5 right
def one_step(X, y, W, b):
    layer = nn.Linear(X.shape[1], 1)
    with torch.no_grad():
        layer.weight.copy_(W.T)
        layer.bias.copy_(b)
    optimizer, loss_fn = torch.optim.SGD(layer.parameters(), lr=0.1), nn.BCEWithLogitsLoss()
    before = loss_fn(layer(X), y)
    before.backward()
    promised = 0.1 * sum((p.grad**2).sum().item() for p in layer.parameters())
    optimizer.step()
    return {"promised": promised, "fell": before.item() - loss_fn(layer(X), y).item()}


# %% 06-5 wrong climbs
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W + 0.1 * gW, b + 0.1 * gb)
    return 0.1 * ((gW**2).sum() + gb**2), before - after


# %% 06-5 wrong rises
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return 0.1 * ((gW**2).sum() + gb**2), after - before


# %% 06-5 wrong never_moves
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before = bce_of(X, y, W, b)
    W - 0.1 * gW
    b - 0.1 * gb
    return 0.1 * ((gW**2).sum() + gb**2), before - bce_of(X, y, W, b)


# %% 06-5 wrong summed
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    gW, gb = len(X) * gW, len(X) * gb
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return 0.1 * ((gW**2).sum() + gb**2), before - after


# %% 06-5 wrong loss_summed
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return 0.1 * ((gW**2).sum() + gb**2), len(X) * (before - after)


# %% 06-5 wrong another_rate
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.01 * gW, b - 0.01 * gb)
    return 0.01 * ((gW**2).sum() + gb**2), before - after


# %% 06-5 wrong bias_stays
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b)
    return 0.1 * ((gW**2).sum() + gb**2), before - after


# %% 06-5 wrong bias_left_out
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return 0.1 * (gW**2).sum(), before - after


# %% 06-5 wrong not_squared
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return 0.1 * torch.sqrt((gW**2).sum() + gb**2), before - after


# %% 06-5 wrong rate_squared
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return ((0.1 * gW) ** 2).sum() + (0.1 * gb) ** 2, before - after


# %% 06-5 wrong rate_left_out
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return (gW**2).sum() + gb**2, before - after


# %% 06-5 wrong promise_twice
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    promised = 0.1 * ((gW**2).sum() + gb**2)
    return promised, promised


# %% 06-5 wrong swapped
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before, after = bce_of(X, y, W, b), bce_of(X, y, W - 0.1 * gW, b - 0.1 * gb)
    return before - after, 0.1 * ((gW**2).sum() + gb**2)


# %% 06-5 wrong changes_input
def one_step(X, y, W, b):
    gW, gb = gradient_of(X, y, W, b)
    before = bce_of(X, y, W, b)
    W -= 0.1 * gW
    b -= 0.1 * gb
    return 0.1 * ((gW**2).sum() + gb**2), before - bce_of(X, y, W, b)


# %% 06-6 todo
def loss_floor(): ...  # your answer


# %% 06-6 right
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, w2 - 2 * w1 + b, (w1, w2), b


# %% 06-6 right
def loss_floor():
    w2 = (math.log(2) - 1.2) / 6
    return {
        "loss": math.log(3) - 2 / 3 * math.log(2),
        "p": torch.full((3, 1), 1 / 3),
        "invariant": torch.tensor([-1.2]),
        "W": torch.tensor([[-2 * w2], [w2]]),
        "b": w2 - math.log(2),
    }


# %% 06-6 right
def loss_floor():
    X, y = torch.tensor([[1.0, 1], [2, 3], [3, 5]]), torch.tensor([[0.0], [1], [0]])
    W, b = torch.tensor([[0.5], [-0.3]]), torch.tensor([0.1])
    for _ in range(5000):
        e = torch.sigmoid(X @ W + b) - y
        W, b = W - 0.1 * X.T @ e / 3, b - 0.1 * e.mean()
    return nn.BCEWithLogitsLoss()(X @ W + b, y), torch.sigmoid(X @ W + b), W[1] - 2 * W[0] + b, W, b


# %% 06-6 right
def loss_floor():
    loss, p, weights = train_floor(20000)
    return loss, 1 / 3, -1.2, weights[:2], weights[2]


# %% 06-6 wrong reaches_zero
def loss_floor():
    return 0.0, [0.0, 1.0, 0.0], -1.2, [0.0, 0.0], -1.2


# %% 06-6 wrong chance
def loss_floor():
    return math.log(2), [0.5, 0.5, 0.5], -1.2, [0.4, -0.2], -0.2


# %% 06-6 wrong loss_summed
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return 3 * loss, p, w2 - 2 * w1 + b, (w1, w2), b


# %% 06-6 wrong labels_of_the_lesson
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000, labels=(1, 0, 1))
    return loss, p, w2 - 2 * w1 + b, (w1, w2), b


# %% 06-6 wrong labels_of_the_lesson
def loss_floor():
    A = np.column_stack([POINTS, np.ones(3)])
    weights, y = np.array([0.5, -0.3, 0.1]), LABELS[:, 0]
    for _ in range(5000):
        weights = weights - 0.1 * A.T @ (sigmoid(A @ weights) - y) / 3
    z = A @ weights
    return np.mean(np.logaddexp(0, z) - y * z), sigmoid(z), weights @ [1, -1, 1], weights[:2], weights[2]


# %% 06-6 wrong started_at_zero
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000, start=(0.0, 0.0, 0.0))
    return loss, p, w2 - 2 * w1 + b, (w1, w2), b


# %% 06-6 wrong combination_without_value
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, "-2 w1 + w2 + b", (w1, w2), b


# %% 06-6 wrong combination_without_value
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, (-2, 1, 1), (w1, w2), b


# %% 06-6 wrong stopped_early
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(100)
    return loss, p, w2 - 2 * w1 + b, (w1, w2), b


# %% 06-6 wrong stopped_early
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(1000, lr=0.01)
    return loss, p, w2 - 2 * w1 + b, (w1, w2), b


# %% 06-6 wrong logits_for_probabilities
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, np.log(p / (1 - p)), w2 - 2 * w1 + b, (w1, w2), b


# %% 06-6 wrong combination_of_the_lesson
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, w1 - w2 + b, (w1, w2), b


# %% 06-6 wrong combination_of_the_lesson
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, 0.5 + 0.3 + 0.1, (w1, w2), b


# %% 06-6 wrong another_scale
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, 2 * w1 - w2 - b, (w1, w2), b


# %% 06-6 wrong another_scale
def loss_floor():
    loss, p, weights = train_floor(5000)
    hidden = np.array([2, -1, -1]) / np.sqrt(6)
    return loss, p, hidden @ weights, weights[:2], weights[2]


# %% 06-6 wrong two_of_three_combined
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, w2 - 2 * w1, (w1, w2), b


# %% 06-6 wrong two_of_three_combined
def loss_floor():
    loss, p, (w1, w2, b) = train_floor(5000)
    return loss, p, -0.3 - 2 * 0.5, (w1, w2), b


# %% 06-6 wrong off
def loss_floor():
    return 0.636514, [1 / 3] * 3, -1.2, [0.168951, 0.084475], -0.777623


# %% 06-7 todo
def gates(): ...  # your answer


# %% 06-7 right
def gates():
    return all_gates()


# %% 06-7 right
def gates():
    X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    report = {}
    for name, table in (("NAND", [1.0, 1, 1, 0]), ("x1 and not x2", [0.0, 0, 1, 0]), ("XOR", [0.0, 1, 1, 0])):
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
        report[name] = {"first_perfect_step": first, "loss1000": loss}
    lines = torch.randn(500, 3, generator=torch.Generator().manual_seed(1))
    right = (lines[:, :2] @ X.T + lines[:, 2:] > 0) == (y[:, 0] == 1)
    report["XOR"]["best_share"] = right.float().mean(dim=1).max()
    return report


# %% 06-7 right
def gates():
    return {"NAND": (33, 0.03465), "x1 and not x2": (24, 0.01854), "XOR": (0.6931, 3 / 4)}


# %% 06-7 wrong squared_error
def gates():
    report = all_gates()
    report["XOR"]["loss1000"] = 0.25
    return report


# %% 06-7 wrong xor_improves
def gates():
    report = all_gates()
    report["XOR"]["loss1000"] = 0.52
    return report


# %% 06-7 wrong share_of_the_tie
def gates():
    report = all_gates()
    report["XOR"]["best_share"] = 0.5
    return report


# %% 06-7 wrong share_of_all
def gates():
    report = all_gates()
    report["XOR"]["best_share"] = 1
    return report


# %% 06-7 wrong nor_for_nand
def gates():
    return all_gates(nand=(1, 0, 0, 0))


# %% 06-7 wrong odd_corner
def gates():
    return all_gates(only_first=(1, 0, 0, 0))


# %% 06-7 wrong odd_corner
def gates():
    return all_gates(only_first=(0, 0, 0, 1))


# %% 06-7 wrong weights_settle
def gates():
    return all_gates(steps=60)


# %% 06-7 wrong off
def gates():
    return all_gates(start=(0.31, -0.12, 0.4))


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
    report["NAND"]["loss1000"] = one_gate([1, 1, 1, 0], steps=33)[1]
    report["x1 and not x2"]["loss1000"] = one_gate([0, 0, 1, 0], steps=24)[1]
    return report


# %% 06-7 wrong weights_settle
def gates():
    report = all_gates()
    report["NAND"] = {"first_perfect_step": 33, "loss1000": "W converges to a finite value"}
    return report


# %% 06-7 wrong missing_keys
def gates():
    report = all_gates()
    return {"nand": report["NAND"], "x1 and not x2": report["x1 and not x2"], "xor": report["XOR"]}


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
