# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 07 · Four floors, one building
# **Are the four programs you wrote the same program?**
#
# By hand, by autograd, with an optimizer, with a module: each lesson took one part away from you. Here all four run side by side, and you prove what they share.
#
# By the end you can
# - write one training on four floors and prove by numbers that they take one path (exercise 07-1);
# - name a wrong floor by its first rows, and say what the last difference is;
# - compute any step without a loop, and find a start again from a printed table (07-2);
# - try a new model on two samples before you trust it with more.

# %%
import numpy as np
import torch
from torch import nn

from helpers import check, hint, progress
from helpers.attempt import attempt
from helpers.data import LABELS, OTHER_START, POINTS, STUDENTS_START, X, Y
from helpers.drawings import lesson_07 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes


# %% [markdown] tags=["slide"]
# ## 1. The building
# One model, $\hat y = w\,x + b$, for the four points of $y = 2x$. One start, the students': $w = 0.4751$, $b = 0.5341$. One learning rate, 0.01. The loss is the mean squared error. Its slope in $w$ is checked first, as in each lesson.

# %%
def loss_at(w, b):
    return np.mean((w * X.astype(float) + b - Y) ** 2)


# %% [markdown] tags=["predict"]
# **Predict.** At the start the products of error and $x$ are −0.991, −5.032, −12.12 and −22.26. What is the slope in $w$?
# - **(a)** −20.2
# - **(b)** −10.1
# - **(c)** −80.81

# %%
w, b = STUDENTS_START
error = w * X.astype(float) + b - Y  # (samples,)
leaf = torch.tensor(STUDENTS_START, dtype=torch.float64, requires_grad=True)
line = leaf[0] * torch.tensor(X) + leaf[1]
(line - torch.tensor(Y)).square().mean().backward()
nudge_w = central_difference(lambda w: loss_at(w, b), w)
nudge_b = central_difference(lambda b: loss_at(w, b), b)

# %%
auto_w, auto_b = leaf.grad.tolist()
compare_slopes(by_hand=np.mean(2 * error * X), nudge=nudge_w, autograd=auto_w)
compare_slopes(by_hand=np.mean(2 * error), nudge=nudge_b, autograd=auto_b)
print("half of the slope in w:", (np.mean(error * X)).round(4))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. Their mean is −10.1014, and the 2 of the square doubles it.
#
# - **(b)** forgets the 2.
# - **(c)** sums the four slopes.
#
# You will see below what each does to a whole path.
#
# </details>

# %% [markdown]
# ## 2. A recorder
# Two programs are the same if their records are. A **floor** is a generator, a function that stops at each `yield`, hands out a value, and goes on when `next` asks for another. It yields $w$, $b$ and the loss *before* each step. The recorder writes the rows down. Floor 1 is NumPy by hand.

# %%
def record(floor, steps=1000):
    rows = [next(floor) for _ in range(steps)]
    return np.array(rows, dtype=float)  # (steps, 3): w, b, loss


# %%
def subtract(weight, lr, slope):
    return weight - lr * slope


def by_hand(precision, gather=np.mean, move=subtract, points=(X, Y)):
    x, y = (values.astype(precision) for values in points)
    (w, b), lr = map(precision, STUDENTS_START), precision(0.01)
    while True:
        error = w * x + b - y
        yield w, b, np.mean(error**2)
        w, b = move(w, lr, gather(2 * error * x)), move(b, lr, gather(2 * error))


# %% [markdown] tags=["predict"]
# **Predict.** The first row's loss is 13.65. Which loss stands in the second row, beside the weights after one step?
# - **(a)** 6.649
# - **(b)** 13.65
# - **(c)** 9.518

# %%
for w, b, loss in record(by_hand(np.float32), steps=4):
    print(f"w {w:.4f}  b {b:.4f}  loss {loss:.4f}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. A row holds weights and *their* loss.
#
# - **(a)** is two steps on: a floor that yields after its step is late by one row.
# - **(b)** pairs new weights with the loss from before the step, as a table of lesson 02 did.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 07-1.** *Four floors, one path* (level 5, 20 minutes). Train $w\,x + b$ from the students' start for 1000 steps with lr = 0.01, four times: NumPy, autograd with a step by hand, `nn.MSELoss` with `optim.SGD`, and an `nn.Module`. Return the four records, each (1000, 3): w, b and loss before each step.
#
# <details><summary>Hint 1</summary>Record (w, b, loss) before each step in all four.</details>
# <details><summary>Hint 2</summary>Write one floor, and compare its first three rows with a calculation on paper. Then the next floor.</details>
# <details><summary>Hint 3</summary>Where two floors part: which is the first row that differs by more than 1e-6, and which column of it?</details>

# %% tags=["exercise"] exercise="07-1"
def four_floors():
    ...  # your answer


# %% tags=["check"] exercise="07-1"
check(four_floors)


# %% [markdown] tags=["slide"]
# ## 3. Three more floors
# On floor 2 autograd finds the slopes.

# %%
def by_autograd(dtype, points=(X, Y)):
    x, y = (torch.tensor(values, dtype=dtype) for values in points)
    weights = torch.tensor(STUDENTS_START, dtype=dtype, requires_grad=True)  # (2,)
    while True:
        loss = (weights[0] * x + weights[1] - y).square().mean()
        yield *weights.tolist(), loss.item()
        loss.backward()
        with torch.no_grad():
            weights -= 0.01 * weights.grad
        weights.grad = None


# %% [markdown]
# On floor 3, `nn.MSELoss` and `optim.SGD` join. On floor 4 a module holds the weights as well. One loop serves both: it asks for a model, its parameters, a loss and the data. `parameters_to_vector` puts all parameters into one row of numbers; `vector_to_parameters` puts such a row back.

# %%
def by_optimizer(model, parameters, loss_fn, x, y):
    optimizer = torch.optim.SGD(parameters, lr=0.01)
    while True:
        loss = loss_fn(model(x), y)
        yield *nn.utils.parameters_to_vector(parameters).tolist(), loss.item()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


# %%
def two_weights(dtype):
    x, y = torch.tensor(X, dtype=dtype), torch.tensor(Y, dtype=dtype)
    options = {"dtype": dtype, "requires_grad": True}
    w, b = (torch.tensor([value], **options) for value in STUDENTS_START)
    return by_optimizer(lambda x: w * x + b, [w, b], nn.MSELoss(), x, y)


# %%
def layer(weights, dtype):
    model = nn.Linear(len(weights) - 1, 1, dtype=dtype)
    row = torch.tensor(weights, dtype=dtype)
    nn.utils.vector_to_parameters(row, model.parameters())
    return model


def module(dtype):
    model = layer(STUDENTS_START, dtype)
    x, y = (torch.tensor(values[:, None], dtype=dtype) for values in (X, Y))
    return by_optimizer(model, list(model.parameters()), nn.MSELoss(), x, y)


# %% [markdown] tags=["predict", "slide"]
# **Predict.** In float32, over 1000 steps, how far apart do $w$ and $b$ of any two floors get? `np.ptp`, largest minus smallest, will measure it.
# - **(a)** more than 0.001: small differences grow
# - **(b)** less than 1e-6
# - **(c)** not at all

# %%
floors = {"by hand": by_hand(np.float32), "autograd": by_autograd(torch.float32)}
floors |= {"SGD": two_weights(torch.float32), "module": module(torch.float32)}
records = {name: record(floor) for name, floor in floors.items()}
for name, rows in records.items():
    shown = [f"{w:.4f} {b:.4f} {loss:.6f}" for w, b, loss in rows[[1, 100, 999]]]
    print(f"{name:9}", "   ".join(shown))

# %% tags=["slide"]
stacked = np.stack(list(records.values()))  # (floors, steps, 3)
gap = np.ptp(stacked, axis=0)  # (steps, 3)
for limit in (1e-3, 1e-6):
    print(f"w and b, largest gap below {limit:g}:", gap[:, :2].max() < limit)
relative = gap[:, 2] / stacked[0, :, 2]
print("loss, largest relative gap below 1e-4:", relative.max() < 1e-4)
for i in (0, 2):
    equal = np.array_equal(stacked[i], stacked[i + 1])
    print(f"floors {i + 1} and {i + 2} agree to the last bit: {equal}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. Four programs, one path. The limit for the losses is wider: at the end they are small differences of large numbers.
#
# - **(a)** would hold in a chaotic system. Here each step shrinks old differences.
# - **(c)** holds for floors 1 and 2, and for 3 and 4. Between the pairs there may be a gap in the seventh digit; section 5 asks where it comes from.
#
# </details>

# %% [markdown]
# That floors 1 and 2 agree to the last bit is a present of the data: the mean over four samples divides by 4, and that is done without rounding. Lesson 03 took three and a hundred points. Three are enough:

# %%
three = X[:3], Y[:3]
hand = record(by_hand(np.float32, points=three), steps=100)
auto = record(by_autograd(torch.float32, three), steps=100)
print("three points, to the last bit:", np.array_equal(hand, auto))
print("three points, w and b within 1e-6:", np.abs(hand - auto)[:, :2].max() < 1e-6)

# %% [markdown] tags=["slide"]
# ## 4. When one floor is wrong
# A proof is worth the mistakes it catches. Sum the four slopes by hand, as a widely copied program did.

# %% [markdown] tags=["predict", "slide"]
# **Predict.** From 0.4751 the right floors go to $w = 0.6771$ in one step. Where does the wrong one go?
# - **(a)** to −0.3330
# - **(b)** to 0.6771
# - **(c)** to 1.283

# %%
wrong = record(by_hand(np.float32, gather=np.sum), steps=101)
for k in (1, 2, 10, 100):
    print(f"step {k:3}: summed {wrong[k, 0]:.4f}, right {stacked[0, k, 0]:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**, 0.4751 plus four times the right move: the very first step gives it away.
#
# - **(a)** steps the other way: four times the move, with the sign wrong as well.
# - **(b)** hopes that the first row hides it.
#
# </details>

# %% [markdown] tags=["slide"]
# What does the mistake look like on the way?

# %% tags=["slide"]
show(draw.four_paths(records, wrong, steps=40))


# %% [markdown]
# Four lines lie inside each other. The dashed one arrives sooner and looks *better*, which is how it survived for years.
#
# ### Break it
# Three more floors, each with a fault. The first two say nothing.

# %%
def without_the_two(values):
    return np.mean(values) / 2


# %%
half = record(by_hand(np.float32, gather=without_the_two), steps=2)
print(f"the 2 is missing: w {half[1, 0]:.4f} after one step")
late = stacked[0, 1:, 2]  # as if recorded after the step
print(f"recorded late: loss {late[0]:.4f} in the first row")

# %%
with attempt():
    layer(STUDENTS_START, torch.float32)(torch.tensor(X[:, None], dtype=torch.float64))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Each has its signature: a first move half as long, a column shifted by one row, two precisions that refuse each other. NumPy would have mixed the precisions without a word.
#
# </details>

# %% [markdown]
# ## 5. One rounding or two
# `w - lr * slope` rounds twice: after the product and after the difference. Many processors have one instruction for both, a **fused multiply-add**, which rounds once, and `optim.SGD` uses it where it can. You can imitate it: compute the step in float64 and round at the end.

# %%
def fused(weight, lr, slope):
    return np.float32(float(weight) - float(lr) * float(slope))


# %% [markdown] tags=["predict", "slide"]
# **Predict.** Take the 2000 updates of floor 1, a thousand of $w$ and a thousand of $b$. Redo each with one rounding, from where it began. How many come out different?
# - **(a)** two or three
# - **(b)** about half
# - **(c)** nearly all

# %%
once, twice = record(by_hand(np.float32, move=fused)), stacked[0]
lr, differing = np.float32(0.01), []
for k, (w, b, _) in enumerate(twice.astype(np.float32)):
    error = w * X + b - Y
    for weight, slope in ((w, np.mean(2 * error * X)), (b, np.mean(2 * error))):
        if fused(weight, lr, slope) != subtract(weight, lr, slope):
            differing.append(k)
print("steps at which an update differs:", differing)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**: $w$ at step 2 and $b$ at step 160. The extra rounding is that of the *step*. It is as small beside the rounding of the weight as the step is beside the weight, and seldom tips it over.
#
# - **(b)** takes each rounding for the toss of a coin.
# - **(c)** forgets that both round to a nearest number, and mostly meet.
#
# </details>

# %%
moves = np.abs(np.diff(twice[:, :2], axis=0)) / np.abs(twice[:-1, :2])  # (steps, 2)
print(f"all steps, each divided by its weight: {moves.sum():.4f}")
print("the gap stays below 3e-7:", np.abs(once - twice)[:, :2].max() < 3e-7)

# %%
is_one = [np.array_equal(records["SGD"], rows) for rows in (once, twice)]
print("SGD is one of the two, to the last bit:", any(is_one))
show(draw.rounding_gap(once, twice, differing))

# %% [markdown]
# All steps, each as a share of its weight, add up to 4.9899. The chance that an update differs is somewhat smaller than its share, so a few of them were to be expected. So that is the whole difference between the floors, and your processor decides which of the two `optim.SGD` is. The gap stays small for two reasons. A few updates make it, not a thousand. And the descent shrinks it, as it shrinks each distance to the goal.

# %% [markdown]
# ## 6. Which arithmetic did they run?
# The students printed the loss with eight decimals at step 1, and from there on at each hundredth. Their last digits say little about the loss. They may tell which program ran.

# %%
printed = "13.65275669 0.08163604 0.04481722 0.02460414 0.01350738".split()
printed += "0.00741537 0.00407095 0.00223491 0.00122694 0.00067358".split()

# %% [markdown] tags=["predict", "slide"]
# **Predict.** Which of your two floors prints their ten losses?
# - **(a)** the one with one rounding
# - **(b)** the one with two roundings
# - **(c)** both: eight decimals do not tell them apart

# %%
for name, rows in (("one rounding", once), ("two roundings", twice)):
    ours = [f"{loss:.8f}" for loss in rows[::100, 2]]
    equal = sum(mine == theirs for mine, theirs in zip(ours, printed, strict=True))
    print(f"{name:13} {ours[2]} {ours[3]}, equal in {equal} of 10 rows")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. All ten rows, digit by digit: their program rounded twice. With one rounding six rows agree. You are lucky that the digits tell: from many other starts both arithmetics print one table.
#
# - **(a)** is what many processors do today, not what theirs did.
# - **(c)** forgets that a float32 has about seven digits, and they printed all of them.
#
# </details>

# %% [markdown]
# ## 7. Test the explanation
# If rounding is the cause, a finer number must shrink the gap between the floors. Run all four in float64.

# %% [markdown] tags=["predict"]
# **Predict.** How large does the gap of $w$ and $b$ get in float64?
# - **(a)** below 1e-12
# - **(b)** about 1.3e-07, half of what it was
# - **(c)** about 2.5e-07, what it was

# %%
doubles = [by_hand(np.float64), by_autograd(torch.float64)]
doubles += [two_weights(torch.float64), module(torch.float64)]
exact = np.stack([record(floor, steps=600) for floor in doubles])  # (floors, steps, 3)

# %%
gap = np.ptp(exact, axis=0).max(axis=0)  # (3,)
for limit in (2.5e-07, 1.3e-07, 1e-12):
    apart = f"w, b and loss of {len(exact)} floors apart by less than {limit:g}"
    print(f"{apart}:", (gap < limit).tolist())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. A float64 has nine more digits, and the gap goes down with them.
#
# - **(b)** takes twice the bits for half the gap. Each further bit halves it.
# - **(c)** is what another cause than rounding would leave.
#
# An explanation that survives a test it could have failed is worth keeping.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 8. A fifth floor
# The loss is a bowl with two curvatures. Along each direction the distance to the goal shrinks by its own factor, $1 - \mathrm{lr} \cdot \lambda$. So step $k$ has a formula, and no loop.

# %%
A = np.column_stack([X, np.ones(4)]).astype(float)  # (samples, 2)
curvatures, directions = np.linalg.eigh(2 * A.T @ A / 4)
directions *= np.sign(directions[0])  # a library may point either way: w grows in both
goal, factors = np.array([2, 0]), 1 - 0.01 * curvatures
shares = directions.T @ (np.array(STUDENTS_START) - goal)  # of the distance at first

# %%
told = {"curvatures": curvatures, "factors": factors, "shares": shares}
for name, values in told.items():
    print(f"{name:10} slow {values[0]:.4f}, fast {values[1]:.4f}")


# %% [markdown] tags=["predict", "slide"]
# **Predict.** After how many steps is less than a thousandth of the *fast* share left?
# - **(a)** 6
# - **(b)** 38
# - **(c)** 2304

# %%
def step(k):
    return goal + (shares * factors**k) @ directions.T


every = step(np.arange(600)[:, None])  # (steps, 2)
needed = np.ceil(np.log(1e-3) / np.log(factors))
print(f"steps to a thousandth: slow {needed[0]:.0f}, fast {needed[1]:.0f}")
for k in (1, 10, 100, 1000):
    w, b = step(k)
    print(f"step {k:4}: w {w:.4f}  b {b:.4f}  f(5) {5 * w + b:.4f}")
missed = np.abs(exact[:, :, :2] - every).max()
print("from all four floors by less than 1e-12:", missed < 1e-12)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. After a thousand steps f(5) still misses 10: by then the fast share is long gone, and the slow one, −0.9967 at the start, loses three thousandths a step.
#
# - **(a)** is 1 / (1 − 0.833): by then about a third is left.
# - **(c)** is the slow share's number.
#
# The fifth floor took no step, and it stands where the others stand.
#
# </details>

# %% [markdown]
# ## 9. Swap one part
# This loop must learn a yes or no with another loss. Give it lesson 06: three points, and `BCEWithLogitsLoss`.

# %% [markdown] tags=["predict"]
# **Predict.** From $W = (-0.443, -0.4)$, $b = -0.1976$ the three logits are about −1.4, −3.1 and −4.8, for the labels 1, 0, 1. What is the first loss?
# - **(a)** 1.130
# - **(b)** 16.51
# - **(c)** 2.172

# %%
for loss_fn in (nn.BCEWithLogitsLoss(), nn.MSELoss()):
    neuron = layer((-0.443, -0.4, -0.1976), torch.float32)
    data = torch.tensor(POINTS), torch.tensor(LABELS)
    floor = by_optimizer(neuron, list(neuron.parameters()), loss_fn, *data)
    print(type(loss_fn).__name__)
    for epoch, row in enumerate(record(floor, steps=5), start=1):
        print(f"Epoch {epoch}, Loss: {row[-1]:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. Two labels are 1 with logits far below 0: each costs about as much as its logit is negative. The five losses are lesson 06's, with no change to the loop.
#
# - **(a)** turns the labels round: it pays for the 0 as if it were a 1.
# - **(b)** is the old loss left in. It falls too, towards another goal.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 10. Reading a table backwards
# The closed form runs both ways. In it the loss is $\frac12 \sum \lambda\, c^2 r^{2k}$: shares $c$, curvatures $\lambda$, factors $r$. Take the losses of the students' other run.

# %% [markdown] tags=["predict", "slide"]
# **Predict.** A table gives you the losses at steps 0 and 100. How many starts fit both?
# - **(a)** four
# - **(b)** two
# - **(c)** one

# %%
other = directions.T @ (np.array(OTHER_START) - goal)
for i in (1, -1):
    for j in (1, -1):
        turned = other * (i, j)  # the shares with other signs
        w, b = goal + directions @ turned
        early, later = [curvatures @ (turned * factors**k) ** 2 / 2 for k in (0, 100)]
        losses = f"losses {early:.4f} {later:.6f}"
        print(f"w {w:7.4f}  b {b:7.4f}  {losses}  f(5) {5 * w + b:6.3f}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The loss squares the shares, so their signs are lost. The prediction $f(5)$ before training has them: it is different for all four.
#
# - **(b)** turns one sign, or both together.
# - **(c)** counts equations: two losses for two unknowns. They fix two sizes.
#
# At step 100 the fast share is gone, and the loss there is the slow one's alone.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 07-2.** *Forensics* (level 5, 20 minutes). From a printed table alone, recover where the run began. `table["loss"]` holds the losses printed at `table["epoch"]` = 1, 101, 201, ... (before that epoch's step), `table["f5"]` is the prediction f(5) before training. Same points, lr = 0.01. Return w0 and b0.
#
# <details><summary>Hint 1</summary>After 100 steps the fast share is gone. What does the loss there say about the slow one?</details>
# <details><summary>Hint 2</summary>Once the slow share is known, which part of the first loss is the fast one's?</details>
# <details><summary>Hint 3</summary>The losses leave four starts. What else is printed?</details>

# %% tags=["exercise"] exercise="07-2"
def recover(table):
    ...  # your answer


# %% tags=["check"] exercise="07-2"
check(recover)

# %% [markdown]
# ## 11. The students' start
# Their table says f(5) = 2.910 before training, a loss of 13.65275669 in the first row, and 0.08163604 a hundred steps later.

# %% [markdown] tags=["predict"]
# **Predict.** How well do these three numbers fix the start?
# - **(a)** to eight decimals, as the losses are printed
# - **(b)** to about five
# - **(c)** to three, as f(5) is printed

# %%
slow = np.sqrt(2 * 0.08163604 / curvatures[0]) / factors[0] ** 100
fast = np.sqrt((2 * 13.65275669 - curvatures[0] * slow**2) / curvatures[1])
corners = [goal + directions @ [i * slow, j * fast] for i in (1, -1) for j in (1, -1)]
starts = np.array(corners)  # (4, 2)
print(f"slow share ±{slow:.5f}, fast share ±{fast:.5f}")
for w, b in starts:
    print(f"w {w:6.3f}  b {b:6.3f}  f(5) {5 * w + b:.3f}")
miss = np.abs(starts[3] - STUDENTS_START).max()
print("the last is theirs to 1e-5:", miss < 1e-5, " to 1e-7:", miss < 1e-7)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. Only the last of the four has f(5) = 2.910, and it misses their start by one or two millionths.
#
# - **(a)** trusts the eighth decimal of a float32, which is noise.
# - **(c)** takes f(5) for a measurement. It only picks one of four.
#
# </details>

# %% [markdown]
# Why do the four stand as they do?

# %%
show(draw.four_starts(starts, STUDENTS_START, directions, prediction=2.910))

# %% [markdown]
# They are one start and its mirror images in the two directions of the valley: the corners of the dotted rectangle. The dashed line, a single printed prediction, meets one of them.
#
# ## 12. The seed nobody wrote down
# The students set no seed. But a process has one, and a start known to five decimals was enough to search for it. After `torch.manual_seed(2202555456)` both their starts are among the first seven layers.

# %%
_ = torch.manual_seed(2202555456)
for number in range(1, 8):
    model = nn.Linear(1, 1)
    start = model.weight.item(), model.bias.item()
    runs = {STUDENTS_START: "the students' run", OTHER_START: "their other run"}
    print(f"{number}: w {start[0]:7.4f}  b {start[1]:7.4f}  {runs.get(start, '')}")

# %% [markdown] tags=["predict"]
# **Predict.** Set that seed again, but first throw away 12 random numbers, `torch.rand(12)`. Which layer do you make then?
# - **(a)** one that is none of the seven
# - **(b)** the first
# - **(c)** the seventh

# %%
_ = torch.manual_seed(2202555456)
thrown_away = torch.rand(12)
model = nn.Linear(1, 1)
start = model.weight.item(), model.bias.item()
print("the students' start:", start == STUDENTS_START)


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. A layer with one weight and one bias takes two numbers, six layers take twelve. What counts is the seed *and* what was drawn since.
#
# - **(a)** counts one number for a layer, and lands at the thirteenth.
# - **(b)** expects layers and `rand` to draw from two sources.
#
# "Unseeded" means that nobody wrote the seed down.
#
# </details>

# %% [markdown]
# ## 13. Before your next model
# Your next model will have no formula to stand beside. One check is left that costs a second: can it learn two samples by heart? A sound one with more than two weights brings their loss to 0.

# %%
def two_samples(targets, steps=200):
    _ = torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(steps):
        loss = (model(torch.tensor([[1.0], [3.0]])) - targets).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


# %% [markdown] tags=["predict"]
# **Predict.** The targets are 1 and 4. Somebody passes them in the shape `(2,)`, where the predictions have `(2, 1)`. Where does the loss end?
# - **(a)** near 0: both targets are there
# - **(b)** at 2.25
# - **(c)** nowhere: the shapes are refused

# %%
for targets in (torch.tensor([[1.0], [4.0]]), torch.tensor([1.0, 4.0])):
    loss = two_samples(targets)
    shape = tuple(targets.shape)
    print(f"targets {shape}: loss below 1e-8: {loss < 1e-8}, rounded {loss:.3f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. Each prediction is compared with both targets, so the best it can do is their mean, 2.5, and be off by 1.5 each time: 2.25.
#
# - **(a)** holds for the right shape.
# - **(c)** would be kind. Shapes (2, 1) and (2,) broadcast to (2, 2).
#
# On a large data set a loss that stops at the spread of the targets looks like a hard problem. On two samples it is a fault in the program.
#
# </details>

# %% [markdown] tags=["slide"]
# ## What you can say now
# **Are the four programs the same?** Yes: to 1e-6 in float32, to 1e-12 in float64. They are one descent, with less and less of it written by you.
#
# What is missing: models with more than one layer. The loop stays as it is, and you know how to check it.

# %%
progress()
