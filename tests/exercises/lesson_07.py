"""The capstone's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import numpy as np
import torch
from torch import nn

from helpers.data import OTHER_START, STUDENTS_START, X, Y

H = np.array([[15.0, 5.0], [5.0, 2.0]])
curvatures, directions = np.linalg.eigh(H)


def by_hand(lr=0.01, start=STUDENTS_START, steps=1000, samples=4, dtype=np.float64):
    x, y, ones = X.astype(dtype), Y.astype(dtype), np.ones(4, dtype)
    (w, b), rows = start, []
    for _ in range(steps):
        error = w * x + b - y
        rows.append((w, b, error @ error / 4))
        w, b = w - lr * 2 * (error @ x) / samples, b - lr * 2 * (error @ ones) / samples
    return rows


def by_autograd(start=STUDENTS_START, clear=True):
    x, y = torch.tensor(X), torch.tensor(Y)
    w, b = (torch.tensor(value, requires_grad=True) for value in start)
    rows = []
    for _ in range(1000):
        loss = ((w * x + b - y) ** 2).mean()
        rows.append([w.item(), b.item(), loss.item()])
        loss.backward()
        with torch.no_grad():
            w -= 0.01 * w.grad
            b -= 0.01 * b.grad
        if clear:
            w.grad = b.grad = None
    return rows


def by_module(start=STUDENTS_START, reduction="mean", flat=False, late=False):
    x, y = torch.tensor(X)[:, None], torch.tensor(Y)[:, None]
    y = y.flatten() if flat else y
    layer, rows, loss_fn = nn.Linear(1, 1), [], nn.MSELoss(reduction=reduction)
    with torch.no_grad():
        layer.weight.fill_(start[0])
        layer.bias.fill_(start[1])
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.01)
    for _ in range(1000):
        loss = loss_fn(layer(x), y)
        w, b = layer.weight.item(), layer.bias.item()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        rows.append([w, b, loss_fn(layer(x), y).item() if late else loss.item()])
    return rows


def candidates(table, half=0.5, power=1.0, steps=100, first_is_fast=False):
    slow, fast = curvatures
    c_slow = np.sqrt(table["loss"][1] / (half * slow)) / (1 - 0.01 * slow) ** (steps * power)
    left = 0 if first_is_fast else slow * c_slow**2
    c_fast = np.sqrt((table["loss"][0] / half - left) / fast)
    return [np.array([2, 0]) + directions @ [i * c_slow, j * c_fast] for i in (1, -1) for j in (1, -1)]


def nearest(starts, f5):
    return sorted(starts, key=lambda start: abs(start @ [5, 1] - f5))


# %% 07-1 todo
def four_floors(): ...  # your answer


# %% 07-1 right
def four_floors():
    module = by_module()
    return by_hand(), by_autograd(), module, module


# %% 07-1 right
def four_floors():
    first = np.array(by_hand(start=np.float32(STUDENTS_START), dtype=np.float32), dtype=np.float32)
    module = by_module()
    return [first, torch.tensor(by_autograd()), torch.tensor(module), np.array(module)]


# %% 07-1 right
def four_floors():
    rows, w, b = [], nn.Parameter(torch.tensor(STUDENTS_START[0])), nn.Parameter(torch.tensor(STUDENTS_START[1]))
    optimizer = torch.optim.SGD([w, b], lr=0.01)
    for _ in range(1000):
        loss = nn.MSELoss()(w * torch.tensor(X) + b, torch.tensor(Y))
        rows.append((w.detach().clone(), b.detach().clone(), loss))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    good = by_hand()
    return {"H2": good, "H1": good, "H4": good, "H3": rows}


# %% 07-1 wrong summed
def four_floors():
    good = by_hand()
    return by_hand(samples=1), good, good, good


# %% 07-1 wrong summed
def four_floors():
    good = by_hand()
    return good, good, good, by_module(reduction="sum")


# %% 07-1 wrong nearly_equal
def four_floors():
    good = by_hand()
    return good, good, by_hand(lr=0.01001), good


# %% 07-1 wrong nearly_equal
def four_floors():
    start = np.float16(STUDENTS_START).astype(float)
    good = by_hand()
    return by_hand(start=start), good, good, good


# %% 07-1 wrong loss_not_paired
def four_floors():
    good = by_hand()
    return good, good, good, by_module(late=True)


# %% 07-1 wrong loss_not_paired
def four_floors():
    rows = by_hand(steps=1001)
    return rows[1:], rows[1:], rows[1:], rows[1:]


# %% 07-1 wrong rows
def four_floors():
    rows = by_hand(steps=1001)
    return rows, rows, rows, rows


# %% 07-1 wrong rows
def four_floors():
    good = by_hand()
    return good, good, good[:-1], good


# %% 07-1 wrong columns
def four_floors():
    rows = np.array(by_hand())[:, [2, 0, 1]]
    return rows, rows, rows, rows


# %% 07-1 wrong no_factor_2
def four_floors():
    good = by_hand()
    return by_hand(samples=8), good, good, good


# %% 07-1 wrong never_moves
def four_floors():
    still = [[*STUDENTS_START, 13.652757]] * 1000
    good = by_hand()
    return good, good, still, good


# %% 07-1 wrong climbs
def four_floors():
    good = by_hand()
    return by_hand(lr=-0.01, steps=1000), good, good, good


# %% 07-1 wrong not_cleared
def four_floors():
    good = by_hand()
    return good, by_autograd(clear=False), good, good


# %% 07-1 wrong every_pair
def four_floors():
    good = by_hand()
    return good, good, good, by_module(flat=True)


# %% 07-1 wrong stepped_in_turn
def four_floors():
    (w, b), rows = STUDENTS_START, []
    for _ in range(1000):
        rows.append([w, b, np.mean((w * X + b - Y) ** 2)])
        w -= 0.01 * 2 * np.mean((w * X + b - Y) * X)
        b -= 0.01 * 2 * np.mean(w * X + b - Y)
    good = by_hand()
    return rows, good, good, good


# %% 07-1 wrong loss_summed
def four_floors():
    rows = np.array(by_hand())
    return [rows * [1, 1, 4]] * 4


# %% 07-1 wrong rounded
def four_floors():
    rows = np.round(by_hand(), 2)
    return rows, rows, rows, rows


# %% 07-1 wrong another_start
def four_floors():
    good = by_hand()
    return good, good, good, by_module(start=OTHER_START)


# %% 07-1 wrong another_start
def four_floors():
    good = by_hand()
    return by_hand(start=(0.0, 0.0)), good, good, good


# %% 07-1 wrong parts
def four_floors():
    good = by_hand()
    return good, good, good


# %% 07-1 wrong part_none
def four_floors():
    good = by_hand()
    return good, None, good, good


# %% 07-1 wrong turned
def four_floors():
    right = by_hand()
    return right, right, right, np.transpose(right)


# %% 07-1 wrong first_step_differs
def four_floors():
    right = by_hand()
    return right, right, right, by_hand(lr=0.001)


# %% 07-1 wrong loss_not_paired
def four_floors():
    right = by_hand(steps=1001)
    late = [(*after[:2], before[2]) for before, after in zip(right, right[1:])]
    return right[:1000], right[:1000], right[:1000], late


# %% 07-1 wrong part_none
def four_floors():
    right = by_hand()
    return right, right, right, None


# %% 07-2 todo
def recover(table): ...  # your answer


# %% 07-2 right
def recover(table):
    slow, fast = curvatures
    r = 1 - 0.01 * slow
    c_slow = np.sqrt(2 * table["loss"][1] / slow) / r**100
    c_fast = np.sqrt((2 * table["loss"][0] - slow * c_slow**2) / fast)
    best = None
    for i in (1, -1):
        for j in (1, -1):
            w, b = [2, 0] + directions @ [i * c_slow, j * c_fast]
            if best is None or abs(5 * w + b - table["f5"]) < abs(5 * best[0] + best[1] - table["f5"]):
                best = (w, b)
    return best


# %% 07-2 right
def recover(table):
    l_slow, l_fast, loss = 0.29939027, 16.70060973, torch.tensor(table["loss"], dtype=torch.float64)
    c_slow = (2 * loss[1] / l_slow).sqrt() / 0.9970061**100
    c_fast = ((2 * loss[0] - l_slow * c_slow**2) / l_fast).sqrt()
    vectors = torch.tensor([[0.32200622, -0.94673755], [-0.94673755, -0.32200622]], dtype=torch.float64)
    starts = [
        torch.tensor([2.0, 0.0]) + vectors @ torch.stack([i * c_slow, j * c_fast]) for i in (1, -1) for j in (1, -1)
    ]
    return min(starts, key=lambda start: abs(5 * start[0] + start[1] - table["f5"]))


# %% 07-2 right
def recover(table):
    slow, fast = curvatures
    ks = np.array(table["epoch"][1:]) - 1
    c_slow = np.sqrt(2 * np.array(table["loss"][1:4]) / slow / (1 - 0.01 * slow) ** (2 * ks[:3])).mean()
    c_fast = np.sqrt((2 * table["loss"][0] - slow * c_slow**2) / fast)
    starts = [np.array([2, 0]) + directions @ [i * c_slow, j * c_fast] for i in (1, -1) for j in (1, -1)]
    w0, b0 = nearest(starts, table["f5"])[0]
    return {"w0": w0, "b0": b0}


# %% 07-2 wrong other_fast_sign
def recover(table):
    right = nearest(candidates(table), table["f5"])[0]
    slow, fast = directions.T @ (right - [2, 0])
    return np.array([2, 0]) + directions @ [slow, -fast]


# %% 07-2 wrong other_slow_sign
def recover(table):
    right = nearest(candidates(table), table["f5"])[0]
    slow, fast = directions.T @ (right - [2, 0])
    return np.array([2, 0]) + directions @ [-slow, fast]


# %% 07-2 wrong both_signs
def recover(table):
    right = nearest(candidates(table), table["f5"])[0]
    return np.array([2, 0]) - (right - [2, 0])


# %% 07-2 wrong one_sign_for_all
def recover(table):
    return candidates(table)[0]


# %% 07-2 wrong one_sign_for_all
def recover(table):
    return candidates(table)[3]


# %% 07-2 wrong half_forgotten
def recover(table):
    return nearest(candidates(table, half=1.0), table["f5"])[0]


# %% 07-2 wrong loss_not_squared
def recover(table):
    return nearest(candidates(table, power=0.5), table["f5"])[0]


# %% 07-2 wrong not_rewound
def recover(table):
    return nearest(candidates(table, steps=0), table["f5"])[0]


# %% 07-2 wrong one_step_too_many
def recover(table):
    return nearest(candidates(table, steps=101), table["f5"])[0]


# %% 07-2 wrong slow_part_ignored
def recover(table):
    return nearest(candidates(table, first_is_fast=True), table["f5"])[0]


# %% 07-2 wrong goal_not_added
def recover(table):
    return nearest(candidates(table), table["f5"])[0] - [2, 0]


# %% 07-2 wrong known_start
def recover(table):
    return STUDENTS_START


# %% 07-2 wrong parts
def recover(table):
    return candidates(table)


# %% 07-2 wrong swapped
def recover(table):
    return nearest(candidates(table), table["f5"])[0][::-1]


# %% 07-2 right
def recover(table):
    return [round(value, 4) for value in nearest(candidates(table), table["f5"])[0]]
