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
# # 04 · Loss and optimizer
# **Which lines of a training loop never change?**
#
# In lesson 03 PyTorch found the slope, and you still wrote the loss and the step. Now PyTorch writes those two as well. The loop that is left fits each model of this course, if its four calls stand in the right order.
#
# By the end you can
# - predict what the three reductions of a loss return (exercise 04-1);
# - write an optimizer that equals PyTorch's, then one with momentum (04-2 and 04-6);
# - say what each order of the four calls does (04-3);
# - find and mend a shape mismatch from its symptoms (04-4);
# - convert a learning rate between a summed and a mean loss (04-5);
# - deal samples out in mini-batches, and say what they do to the weight.

# %%
import warnings

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from helpers import check, data, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_04 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes

# %% [markdown] tags=["predict"]
# ## 1. The loss is an object
# PyTorch keeps losses as objects. You make one once, and it remembers its settings: `criterion = nn.MSELoss()` is the mean squared error of lesson 02. The data are the four points on $y = 2x$, now as tensors.
#
# **Predict.** At $w = 0$ you try two lines, `criterion(w * X, Y)` and `nn.MSELoss(w * X, Y)`. Which gives the loss?
# - **(a)** both
# - **(b)** the second alone
# - **(c)** the first alone

# %%
X, Y = torch.from_numpy(data.X), torch.from_numpy(data.Y)  # (samples,) each
criterion = nn.MSELoss()

# %%
w = torch.tensor(0.0, requires_grad=True)
for call in (criterion, nn.MSELoss):
    with attempt():
        loss = call(w * X, Y)
        print(f"loss {loss.item():.4f}")
loss.backward()
nudge = central_difference(lambda w: criterion(w * X.double(), Y.double()).item(), 0.0)
compare_slopes(by_hand=(2 * X * -Y).mean().item(), nudge=nudge, autograd=w.grad.item())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. `criterion` is an object. You call it like a function, and it gives the 30 of lesson 02. The slope is lesson 02's as well, found in three ways. Check the slope of each loss that is new to you.
#
# - **(a)** takes the class for a function. It makes a new object, and takes your data for its settings. It asks whether they are true or false, and a tensor of four numbers is neither.
# - **(b)** takes the class for a function as well, and takes `criterion` for nothing but settings.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 2. Mean, sum or none
# The setting that matters is `reduction`: how the squared errors become one number. At $w = 0$ the errors are −2, −4, −6 and −8.
#
# **Predict.** What is the loss at $w = 0$ with `reduction="sum"`?
# - **(a)** 20
# - **(b)** 120
# - **(c)** 400

# %%
for reduction in ("mean", "sum", "none"):
    print(f"{reduction:5} {nn.MSELoss(reduction=reduction)(0 * X, Y).tolist()}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The four squares are added up: 4 + 16 + 36 + 64. "none" keeps them apart, so that you can ask which sample costs most.
#
# - **(a)** adds the sizes of the errors, unsquared.
# - **(c)** adds the errors first, and squares their sum.
#
# </details>

# %% [markdown]
# > **Exercise 04-1.** *Three reductions* (level 1, 3 minutes). A model with two outputs has made two predictions. The errors of the first sample are 2 and −1, those of the second 0 and 3. Work out on paper what `mean`, `sum` and `none` give. Return the three; write the last as a list of two lists, one a sample.
#
# <details><summary>Hint 1</summary>How many squared errors are there? MSELoss is not told which of them belong to one sample.</details>

# %% tags=["exercise"] exercise="04-1"
def predict_reductions():
    ...  # your answer


# %% tags=["check"] exercise="04-1"
check(predict_reductions)


# %% [markdown] tags=["predict"]
# ## 3. Who comes first
# A loss takes the prediction first, then the target. A widely copied program writes `loss(Y, y_pred)`, the other way round, with a squared error. Lesson 06 uses another loss, `nn.BCELoss`. With a prediction $p$ between 0 and 1 and a target $t$ it is $-t \log p - (1 - t) \log(1 - p)$.
#
# **Predict.** Swap prediction and target. Which of the two losses changes?
# - **(a)** only the second
# - **(b)** neither
# - **(c)** both

# %%
def both_ways(loss_of, prediction, target):
    right, swapped = loss_of(prediction, target), loss_of(target, prediction)
    print(f"{type(loss_of).__name__:8} right {right:.4f}   swapped {swapped:.4f}")


p, half, one = torch.tensor(0.8), torch.tensor(0.5), torch.tensor(1.0)
for target in (half, one):
    print(f"prediction {p:.1f}, target {target:.1f}")
    both_ways(nn.MSELoss(), p, target)
    both_ways(nn.BCELoss(), p, target)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. A difference squared is the same from both ends. The second loss changes, and does not complain: 0.9163 becomes 0.6931. With a target of 1 it goes from 0.2231 to 20. Swapped, it needs $\log 0$, and PyTorch puts −100 in its place.
#
# - **(b)** holds for the copied program, whose loss is the first.
# - **(c)** forgets that the square drops the sign of $p - t$.
#
# A habit that the first loss forgives makes the second wrong.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 4. An optimizer is a list and a rule
# `torch.optim.SGD` takes a list of tensors and a learning rate, here 0.01.
#
# **Predict.** At $w = 0$ you write −30 into `w.grad` with your own hand. There is no forward, no loss and no `backward`. What does `optimizer.step()` do?
# - **(a)** It raises an error.
# - **(b)** It leaves $w$ at 0.
# - **(c)** It moves $w$ to 0.3.

# %%
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.01)
held = optimizer.param_groups[0]["params"][0]  # the only tensor in its list
w.grad = torch.tensor(-30.0)
optimizer.step()
print(f"is it our w? {held is w}   after the step {w.item():.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The step went by 0.01 · 30, and did not ask who wrote the −30. `.grad` is all that `backward` and `step` share: one fills it, the other reads it. Nobody tells the optimizer about the loss or the model.
#
# - **(a)** lets the step run `backward`, which would find no graph.
# - **(b)** lets the step wait for a slope that `backward` found.
#
# </details>

# %% [markdown] tags=["predict"]
# ### Break it
# The optimizer is made. Then a new tensor takes the name `w`, with a weight of 0.5 and a slope of its own.
#
# **Predict.** You call `optimizer.step()`. What moves?
# - **(a)** the new tensor
# - **(b)** the old tensor
# - **(c)** nothing: it raises an error

# %%
w = torch.tensor(0.5, requires_grad=True)  # a new tensor under the old name
criterion(w * X, Y).backward()
optimizer.step()
print(f"new {w.item():.4f}, its slope {w.grad.item():.4f}; old {held.item():.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The model's slope of −22.5 waits in vain. The optimizer took the old tensor's old slope, −30, a second time.
#
# - **(a)** takes the list for a list of names. It holds tensors.
# - **(c)** expects it to know the model. It knows its list alone.
#
# If a weight does not move, ask first: is it in the list?
#
# </details>

# %%
# Three more lists. A bare tensor is no list. An empty one is a model whose weights
# got lost. And w * 2 is a result, no leaf: the next forward computes it again.
for wrong in (w, [], [w * 2]):
    with attempt():
        torch.optim.SGD(wrong, lr=0.01)


# %% [markdown] tags=["predict"]
# ## 5. A hundred steps each way
# Take lesson 03's loop. Let `criterion` compute the loss, and let an optimizer clear and step. Walk 100 steps this way, and 100 steps as in lesson 03, from $w = 0$ on the four points.
#
# **Predict.** What is the largest difference between the two weights?
# - **(a)** 0
# - **(b)** about 0.0000001
# - **(c)** about 0.00001

# %%
def follow(make_optimizer, steps, start=0.0):
    w, path = torch.tensor(start, requires_grad=True), []
    optimizer = make_optimizer([w])
    for _ in range(steps):
        loss = criterion(w * X, Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        path.append((w.item(), loss.item()))  # the loss before the step
    return path


# %%
def sgd(tensors):
    return torch.optim.SGD(tensors, lr=0.01)


path = follow(sgd, steps=100)
print(f"Prediction before training: f(5) = {0 * 5:.3f}")
for k in range(0, 100, 10):
    print(f"epoch {k + 1}: w = {path[k][0]:.3f}, loss ={path[k][1]:.8f}")
print(f"Prediction after training: f(5) = {path[-1][0] * 5:.3f}")

# %%
for start in (0.0, 3.0):
    w, gaps = torch.tensor(start, requires_grad=True), []
    for other, _ in follow(sgd, steps=100, start=start):
        w.grad = None
        ((w * X - Y) ** 2).mean().backward()
        with torch.no_grad():
            w -= 0.01 * w.grad
        gaps.append(abs(w.item() - other))
    print(f"{len(gaps)} steps from {start}: largest difference {max(gaps):.1g}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**, and the rows are those that the students' program printed. From a start of 3 a last digit may differ, by about 2e-7. Your step rounds twice: 0.01 times the slope, then the difference. On some processors PyTorch's step does both at once and rounds once. Lesson 07 tells the two steps apart by such digits.
#
# - **(b)** is a fair guess from lesson 03, and may come true from other starts.
# - **(c)** adds up a hundred roundings. The descent shrinks each of them on its way.
#
# The loop is tidier. The arithmetic is yours.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 6. Your own optimizer
# The rule is one line for each tensor. `step_by_hand` below is a first draft. Now the list holds a second tensor, which no loss has used: its `.grad` is `None`.
#
# **Predict.** What does PyTorch's optimizer do at that tensor?
# - **(a)** It raises an error.
# - **(b)** It stops there, and $w$ behind it does not move.
# - **(c)** It goes on to the next.

# %%
def step_by_hand(tensors, lr):
    with torch.no_grad():
        for tensor in tensors:
            tensor -= lr * tensor.grad


# %%
w, unused = (torch.tensor(start, requires_grad=True) for start in (0.0, 7.0))
criterion(w * X, Y).backward()
step_by_hand([w], lr=0.01)
print(f"the draft, with w alone in the list: w {w.item():.4f}")
optimizer = torch.optim.SGD([unused, w], lr=0.01)
for step in (optimizer.step, lambda: step_by_hand([unused, w], lr=0.01)):
    with attempt():
        step()
    print(f"w {w.item():.4f}, unused {unused.item():.4f}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. With $w$ alone the draft moved it by 0.3. With both, PyTorch moved it by another 0.3 and left the 7 alone.
#
# - **(a)** is what the draft does: it multiplies a number by `None`.
# - **(b)** takes "skip" for "stop".
#
# An optimizer reads its tensors again at each step. A generator of tensors can be read only once.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 04-2.** *Your own SGD* (level 3, 10 minutes). Write `MySGD(params, lr)` with `step()` and `zero_grad()`. It must equal `torch.optim.SGD` over 100 steps, with any iterable of tensors, some of them without a gradient.
#
# <details><summary>Hint 1</summary>Some iterables can be read only once. What must __init__ keep?</details>
# <details><summary>Hint 2</summary>Start from the draft above. Which question must it ask before it subtracts?</details>
# <details><summary>Hint 3</summary>Lesson 03 cleared in two ways. One of them does not care whether there is a .grad.</details>

# %% tags=["exercise"] exercise="04-2"
class MySGD:
    def __init__(self, params, lr):
        ...  # your answer

    def step(self):
        ...  # your answer

    def zero_grad(self):
        ...  # your answer


# %% tags=["check"] exercise="04-2"
check(MySGD)


# %% [markdown] tags=["predict", "slide"]
# ## 7. The order of the calls
# A round has four calls: **F**orward (up to the loss), **B**ackward, **S**tep, **Z**ero. The function below makes rounds in the order of the letters. Which orders go on learning, which stand still, which swing?
#
# **Predict.** Somebody clears between backward and step: F, B, Z, S. Where is the weight after three rounds from 0?
# - **(a)** at 0
# - **(b)** at 0.7717
# - **(c)** at 1.582

# %%
def rounds(order, count):
    w, losses, weights = torch.tensor(0.0, requires_grad=True), [], [0.0]
    optimizer = torch.optim.SGD([w], lr=0.01)
    calls = {"S": optimizer.step, "Z": optimizer.zero_grad}
    calls["F"] = lambda: losses.append(criterion(w * X, Y))
    calls["B"] = lambda: losses[-1].backward()
    for letter in order * count:
        calls[letter]()
        weights.append(w.item())
    return weights[:: len(order)]  # at the start, and after each round


# %% tags=["slide"]
orders = ("ZFBS", "FBSZ", "FBZS", "FSBZ", "FBS", "FSB")
paths = {order: np.array(rounds(order, 40)) for order in orders}
print("weight after rounds 1, 2, 3, 10; farthest from 2 in rounds 0 to 20, 21 to 40")
for order, path in paths.items():
    early, late = abs(path[:21] - 2).max(), abs(path[21:] - 2).max()
    print(f"{order:4}", *(f"{path[k]:.4f}" for k in (1, 2, 3, 10)), end="; ")
    print(f"{early:.4f}, {late:.4f}")
show(draw.six_orders(paths, count=20))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. `zero_grad` sets `.grad` to `None`, and the step skips a tensor without a gradient, silently.
#
# - **(b)** is the usual order, ZFBS.
# - **(c)** is FBS, which does not clear.
#
# Read each row with one question: what is in `.grad` at the instant of S? Z may stand anywhere between S and the next B. Clear between backward and step, or step before backward and then clear, and nothing moves. Leave clearing out, and FBS is the pendulum of lesson 03. FSB steps with slopes that are a round old, and its swing grows: 6.5648 away from 2, then 21.5480. The order for the rest of this course: forward, zero, backward, step.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 04-3.** *Order matters* (level 3, 12 minutes). Write `weight_after`, which does without PyTorch what `rounds` does, for any loss: from the weight `w`, play `count` rounds of the letters in `order` with the learning rate `lr`. `slope(w)` gives the slope of the loss at `w`. Return the last weight. Some of the orders hold a letter twice.
#
# <details><summary>Hint 1</summary>What is in .grad at the instant of S? Follow FSB on paper for two rounds.</details>
# <details><summary>Hint 2</summary>A backward walks over the record of the last forward. At which weight was that made?</details>
# <details><summary>Hint 3</summary>With slope(w) = 15(w − 2), w = 0 and lr = 0.01 three rounds must give the third column of the table above.</details>

# %% tags=["exercise"] exercise="04-3"
def weight_after(w, slope, lr, order, count):
    ...  # your answer


# %% tags=["check"] exercise="04-3"
check(weight_after)

# %% [markdown] tags=["predict", "slide"]
# ## 8. The ghost shape
# Models like columns. Suppose that the prediction comes as (4, 1), and the target stayed a plain (4,).
#
# **Predict.** At $w = 0$, what does `criterion` say to these two shapes?
# - **(a)** It raises an error.
# - **(b)** It gives a loss of 7.5.
# - **(c)** It gives a loss of 30.

# %% tags=["slide"]
w = torch.tensor(0.0, requires_grad=True)
column = X.reshape(-1, 1)  # (samples, 1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    loss = criterion(w * column, Y)
loss.backward()
print(str(caught[0].message).split(". ")[0])
print(f"loss {loss.item():.4f}, difference {tuple((w * column - Y).shape)}")


# %%
def mean_over_pairs(w):
    return ((w * column.double() - Y.double()) ** 2).mean().item()


nudge, by_hand = central_difference(mean_over_pairs, 0.0), -2 * X.mean() * Y.mean()
compare_slopes(by_hand=by_hand.item(), nudge=nudge, autograd=w.grad.item())


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**, with a warning that gets lost in a long log. The 30 is right by accident: the difference has 16 entries, since each prediction was compared with *every* target. The slope should be −30, and three ways agree on −25. A gradient check cannot save you here. It is the right gradient of the wrong loss.
#
# - **(a)** is what lesson 02 saw for lengths 4 and 3. A 1 may stretch.
# - **(b)** divides the four squares by 16 entries, as if the other twelve were 0.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 04-4.** *The ghost shape* (level 4, 15 minutes). You train on with these shapes until nothing changes. Return the weight and the loss where it ends. Then write `mended_loss`: the right MSE of a prediction (N, 1) and a target (N,).
#
# <details><summary>Hint 1</summary>Print the difference of the two as a table. Which prediction meets which target?</details>
# <details><summary>Hint 2</summary>Write the slope of a single pair, with its own x and y. What is left when you take the mean over all pairs?</details>
# <details><summary>Hint 3</summary>Equal shapes have no ghost: give one of the two the shape of the other before you subtract.</details>

# %% tags=["exercise"] exercise="04-4"
def diagnose_ghost():
    ...  # your answer


def mended_loss(prediction, target):
    ...  # your answer


# %% tags=["check"] exercise="04-4"
check(diagnose_ghost, mended_loss)

# %% [markdown] tags=["predict", "slide"]
# ## 9. Where it ends
# Ask the ghost about the right weight. At $w = 2$ each prediction equals its own target.
#
# **Predict.** What is the loss of all pairs there?
# - **(a)** 0
# - **(b)** 10
# - **(c)** 40

# %%
pairs = 2 * column - Y  # (samples, samples)
print(f"loss of all pairs at w = 2: {(pairs**2).mean().item():.4f}")
show(draw.all_pairs(pairs.numpy()))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The four pairs that belong together, on the diagonal, are 0. The other twelve are not, and they pull the weight down.
#
# - **(a)** looks at the diagonal alone.
# - **(c)** divides the 16 squares by 4 samples.
#
# </details>

# %% [markdown] tags=["predict"]
# So training on all pairs ends somewhere else, as you found in the exercise. Now add a bias, $w\,x + b$, and train again.
#
# **Predict.** What does the model with a bias learn?
# - **(a)** $w = 0$, $b = 5$
# - **(b)** the $w$ of exercise 04-4, and $b = 0$
# - **(c)** $w = 2$, $b = 0$

# %%
for with_bias, steps in ((False, 50), (True, 400)):
    w, b = (torch.zeros((), dtype=torch.float64, requires_grad=True) for _ in "wb")
    optimizer = torch.optim.SGD([w, b] if with_bias else [w], lr=0.1)
    for _ in range(steps):
        loss = ((w * column + b - Y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"w = {w.item():.4f}, b = {b.item():.4f}, loss {loss.item():.4f}")
print(f"mean of y {Y.mean().item():.4f}, variance {Y.var(correction=0).item():.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. When all inputs are paired with all targets, the input says nothing. The best answer is then the mean of the targets, 5, and what is left is their variance, 5. If your model predicts the mean for everybody, look at the shapes first.
#
# - **(b)** is the model without a bias. Over all pairs its best weight is $\bar x\,\bar y \,/\, \overline{x^2}$, where a bar is a mean: $2.5 \cdot 5 / 7.5$. Training goes there calmly, to a loss of 9.1667.
# - **(c)** is what the right pairs would teach.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 10. Sum or mean
# The program of lesson 02 took a mean loss and a summed slope. With `reduction="sum"` both are summed, and the pair is honest.
#
# **Predict.** At $w = 1$ the mean loss has the slope −15. Which slope does the summed loss have there?
# - **(a)** −60
# - **(b)** −15
# - **(c)** −3.75

# %%
w, summed = torch.tensor(1.0, requires_grad=True), nn.MSELoss(reduction="sum")
summed(w * X, Y).backward()
nudge = central_difference(lambda w: summed(w * X.double(), Y.double()).item(), 1.0)
compare_slopes(by_hand=(2 * X @ (X - Y)).item(), nudge=nudge, autograd=w.grad.item())


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. It is four times as steep, since there are four samples. So a learning rate belongs to a reduction: one rate makes longer steps on the sum.
#
# - **(b)** expects a slope to stay when its loss is multiplied.
# - **(c)** divides where the sum multiplies.
#
# </details>

# %% [markdown]
# > **Exercise 04-5.** *Sum or mean* (level 3, 10 minutes). Return two things: the learning rate with which the *sum* takes the path that the *mean* takes with 0.01, and the weights after steps 1 to 5 of the *sum* with 0.01, from $w = 0$.
#
# <details><summary>Hint 1</summary>Both must take steps of the same length. Which of the two slopes is the larger one, and by which factor?</details>
# <details><summary>Hint 2</summary>The slope of the mean is 15(w − 2). By what does one step on the sum multiply the distance to 2?</details>

# %% tags=["exercise"] exercise="04-5"
def sum_or_mean():
    ...  # your answer


# %% tags=["check"] exercise="04-5"
check(sum_or_mean)

# %% [markdown] tags=["predict", "slide"]
# ## 11. Momentum
# A step may remember the steps before it. The velocity $v$ keeps nine tenths of itself and takes up the new slope $g$: $v \leftarrow 0.9\,v + g$. The weight moves by $-\text{lr} \cdot v$.
#
# **Predict.** With momentum 0.9 and a learning rate of 0.01, when does the weight settle within 0.001 of 2?
# - **(a)** sooner than without momentum
# - **(b)** not at all
# - **(c)** later than without momentum

# %%
w = v = 0.0
for k in range(1, 11):
    v = 0.9 * v + 15 * (w - 2)
    w -= 0.01 * v
    print(f"step {k:2}: v = {v:8.3f}, w = {w:.4f}")


# %% tags=["slide"]
def settled(weights):
    """The step from which on the weight stays within 0.001 of 2."""
    away = [k for k, weight in enumerate(weights, 1) if abs(weight - 2) >= 0.001]
    return 1 + max(away)


runs, SGD = {}, torch.optim.SGD
for momentum in (0, 0.5, 0.9, 1):
    path = follow(lambda tensors: SGD(tensors, lr=0.01, momentum=momentum), steps=150)
    weights = runs[f"momentum {momentum}"] = [weight for weight, _ in path]
    print(f"momentum {momentum:3}: step 10 {weights[9]:.4f}", end=", ")
    print(f"highest {max(weights):.4f}, settled {settled(weights)} of 150")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. It passes 2 in step 4, with a velocity that carries it on to 3.326, and swings: 144 steps instead of 47. A shorter memory, 0.5, beats both with 23.
#
# - **(a)** holds for 0.5 here.
# - **(b)** is the last row, whose memory does not fade: 151 of 150 means no end in sight.
#
# Compare the last row's step 10 with the order FBS in section 7. Both are 3.1843: not clearing the gradient *is* momentum 1.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 12. A leaky sum
# What is the velocity? On a long, even hillside the slope does not change. Take it to be 1.
#
# **Predict.** With momentum 0.9, where does $v \leftarrow 0.9\,v + 1$ end?
# - **(a)** at 1
# - **(b)** at 10
# - **(c)** nowhere: it grows without end

# %%
for beta in (0.5, 0.9, 0.99):
    v, last_ten = 0.0, sum(beta**age for age in range(10))
    for _ in range(2000):
        v = beta * v + 1
    print(f"momentum {beta}: v {v:.4f}, (1 − {beta})·v {(1 - beta) * v:.4f}", end=", ")
    print(f"the last ten slopes are {last_ten / v:.4f} of v")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. At rest $v = \beta\,v + 1$, so $v = 1/(1 - \beta)$. The velocity is a leaky sum: a slope that is $k$ steps old counts $\beta^k$. At 0.9 the last ten slopes make up 0.6513 of it. On an even hillside momentum 0.9 walks ten times as far a step; where the slope changes its sign, old and new cancel.
#
# - **(a)** is $(1 - \beta)\,v$: the leaky *average*, an average in which old slopes fade.
# - **(c)** is momentum 1, where nothing leaks.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 13. Adam
# Adam keeps two leaky averages: $m$ of the slope, with $\beta = 0.9$, and $s$ of its square, with $\beta = 0.999$. The weight moves by $-\text{lr} \cdot m / \sqrt{s}$. Both averages begin at 0 and are too small at first. So each is divided by the share it has collected, $1 - \beta^k$ after $k$ steps.
#
# **Predict.** With lr = 0.01 the first step of SGD is 0.3. How long is Adam's first step?
# - **(a)** 0.01
# - **(b)** 0.03162
# - **(c)** 0.3

# %%
w, m, s, walk = 0.0, 0.0, 0.0, []
for k in range(1, 641):
    g = 15 * (w - 2)
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    m_corrected, s_corrected = m / (1 - 0.9**k), s / (1 - 0.999**k)
    bare = 0.01 * abs(m) / s**0.5  # the step without corrections
    w -= 0.01 * m_corrected / (s_corrected**0.5 + 1e-8)  # 1e-8: no division by 0
    walk.append(w)
    if k <= 3:
        print(f"step {k}: g {g:.4f}, m {m:.4f}, s {s:.4f}, w {w:.5f}; bare {bare:.5f}")

# %%
# PyTorch must agree with these three weights. And how do the five get to 2?
for lr in (0.01, 0.1):
    path = follow(lambda tensors: torch.optim.Adam(tensors, lr=lr), steps=150)
    weights = runs[f"Adam {lr}"] = [weight for weight, _ in path]
    print(f"Adam {lr:4}:", *(f"{weight:.5f}" for weight in weights[:3]), end=", ")
    print(f"settled {settled(weights)} of 150")
print(f"Adam 0.01 by hand: settled {settled(walk)} of 640")
show(draw.five_optimizers(runs, steps=100))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. In the first step the corrected $m$ is the slope $g$ and the corrected $s$ is $g^2$. The step is $-\text{lr} \cdot g/|g|$: the *size* of the slope cancels.
#
# Adam at 0.01 sets out a hundredth at a time, and needs 635 steps. At 0.1 it needs 144, and passes 2 on the way: what remembers can overshoot. A learning rate is a multiplier to SGD and a distance to Adam. Give both one number, and you compare nothing.
#
# - **(b)** leaves both corrections out: 0.1 over the root of 0.001.
# - **(c)** multiplies lr by the slope.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 14. Weight decay
# `weight_decay=10` adds $10\,w$ to the slope: a spring that pulls the weight towards 0.
#
# **Predict.** The slope of our loss is $15\,(w - 2)$. With this decay, where does the weight end?
# - **(a)** at 0
# - **(b)** at 1.2
# - **(c)** at 2

# %%
path = follow(lambda tensors: SGD(tensors, lr=0.01, weight_decay=10), steps=100)
for k in (1, 5, 10, len(path)):
    weight, loss = path[k - 1]
    print(f"step {k:3}: loss before the step {loss:.4f}, w = {weight:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. It rests where the pulls balance, $15\,(w - 2) + 10\,w = 0$: at 30 / (15 + 10). The loss stops at 4.8 and does not say why. If a loss will not go lower, look for a spring.
#
# - **(a)** lets the spring win, as if there were no data.
# - **(c)** lets the data win, as if there were no spring.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 15. Twelve samples, ten weights
# Now ten inputs a sample, of which the first alone counts: $y = 2\,x_1$ plus noise. There are twelve samples to learn ten weights from, and a thousand fresh ones, kept apart, to test them on.
#
# **Predict.** Compare a decay of 0.3 with none. Which loss does it lower?
# - **(a)** both, on the twelve and on the fresh ones
# - **(b)** neither
# - **(c)** the one on the fresh samples alone

# %%
random = np.random.default_rng(7)
inputs = torch.tensor(random.normal(size=(1012, 10))).float()  # (samples, features)
targets = 2 * inputs[:, 0] + torch.tensor(random.normal(size=1012)).float()
known, fresh = slice(12), slice(12, None)

# %%
for decay in (0, 0.3, 10):
    w = torch.zeros(10, requires_grad=True)  # (features,)
    optimizer = SGD([w], lr=0.1, momentum=0.9, weight_decay=decay)
    for _ in range(200):
        loss = criterion(inputs[known] @ w, targets[known])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    test = criterion(inputs[fresh] @ w, targets[fresh]).item()
    print(f"decay {decay:3}: loss {loss.item():.4f}, on fresh samples {test:.4f}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. Without a spring the weights fit the noise of the twelve, and pay for it: 6.5612 where the true rule has about 1. The spring takes hold of weights that the data hardly pin down. With 10 it holds the good weight back too, and both losses are higher.
#
# - **(a)** forgets that any pull away from the best fit raises the loss it was best for.
# - **(b)** is section 14, where four points without noise left nothing to gain.
#
# It helps on most draws of such data, not on all. Which decay, only samples kept apart can say.
#
# </details>

# %% [markdown]
# > **Exercise 04-6.** *Momentum and weight decay* (level 5, 20 minutes). Write `MomentumSGD(params, lr, momentum)` with PyTorch's convention. Then return from `decay_limit` the weight at which plain SGD ends on our four points with `reduction="sum"` and `weight_decay=20`.
#
# <details><summary>Hint 1</summary>Each parameter has a velocity of its own. It outlives zero_grad.</details>
# <details><summary>Hint 2</summary>Section 11 writes the rule for one weight. Which of its lines change the velocity, and which the weight?</details>
# <details><summary>Hint 3</summary>Where it ends, two pulls balance. What is the slope of the summed loss at w?</details>

# %% tags=["exercise"] exercise="04-6"
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        ...  # your answer

    def step(self):
        ...  # your answer

    def zero_grad(self):
        ...  # your answer


def decay_limit():
    ...  # your answer


# %% tags=["check"] exercise="04-6"
check(MomentumSGD, decay_limit)

# %% [markdown] tags=["predict"]
# ## 16. What the S stands for
# SGD is *stochastic* gradient descent. So far chance had no part: each step used all samples. Now each step uses one, in turn. The parabola of $x = 4$ has the bend $2 \cdot 4^2$. Above lr = 2/32 a step on it lands farther from 2.
#
# **Predict.** Go round and round with lr = 0.07. What does the weight do?
# - **(a)** It runs away.
# - **(b)** It closes in on 2.
# - **(c)** It jumps between two values for ever.

# %%
w = 0.0
for x in (1, 2, 3, 4):
    w -= 0.07 * 2 * x * (w * x - 2 * x)
    print(f"after x = {x}: w = {w:.4f}, distance to 2 {abs(w - 2):.4f}")

# %%
for lr in (0.01, 0.07, 0.14, 0.16):
    factors = 1 - lr * 2 * X**2  # (samples,) of the distance to 2
    four, together = factors.prod().item(), 1 - 15 * lr
    each = ", ".join(f"{factor:.4f}" for factor in factors.tolist())
    print(f"lr {lr}: {each}; a round {four:.4f}; all at once {together:.4f}")
rates = torch.arange(0, 0.2, 0.0001)
shrinking = (1 - rates[:, None] * 2 * X**2).prod(dim=1).abs() < 1  # (rates,)
limit = rates[shrinking].max().item()
print(f"limits: in rounds {limit:.4f}, all at once {2 / 15:.4f}, x = 4 {2 / 32:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The step on $x = 4$ lands farther from 2 than it began, and the other three more than make up for it: a round multiplies the distance by 0.86 · 0.44 · 0.26 · 1.24 = 0.122. Rounds converge up to lr = 0.1518, beyond 2/15 = 0.1333, the limit of all four at once.
#
# - **(a)** takes the limit of one step for that of a round.
# - **(c)** needs a factor of −1 a round.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 17. Mini-batches
# Between one sample and all lies the *mini-batch*. Take the hundred scattered points of lesson 03. A `TensorDataset` gives each input and its target by number. A `DataLoader` deals them out, each once per *epoch*, in an order drawn from a generator with a seed: there chance comes in.
#
# **Predict.** With `batch_size=32`, how many steps does an epoch of 100 samples have?
# - **(a)** 3
# - **(b)** 4
# - **(c)** 32

# %%
random = np.random.default_rng(0)
many = torch.tensor(random.uniform(0, 4, 100)).float()  # (samples,)
dataset = TensorDataset(many, 2 * many + torch.tensor(random.normal(size=100)).float())
print(f"{len(dataset)} samples, the first:", *(f"{one:.4f}" for one in dataset[0]))


# %%
def deal(batch_size, seed):
    order = torch.Generator().manual_seed(seed)
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, generator=order)


for loader in (deal(32, seed=0), deal(32, seed=0)):
    for epoch in (1, 2):
        batches = [x for x, _ in loader]
        sizes, first = [len(x) for x in batches], batches[0][:3].tolist()
        print(f"epoch {epoch}: {sizes}, begins", *(f"{x:.4f}" for x in first))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. 32, 32, 32, and the 4 that are left. The second epoch deals in another order. Made again from the same seed, the loader deals both epochs again as before.
#
# - **(a)** drops the rest. `drop_last=True` would do so.
# - **(c)** takes the size of a batch for their number.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 18. Batches that disagree
# All four points agreed on 2. A hundred scattered points do not, and each mini-batch has a best weight of its own.
#
# **Predict.** Batches of 5, lr = 0.05, twelve epochs. What does the weight do in the last six?
# - **(a)** It goes on jumping about, as widely as before.
# - **(b)** It comes to rest at the best weight of the hundred.
# - **(c)** Its jumps grow.

# %%
def wander(lr, batch_size):
    w, weights = torch.tensor(0.0, requires_grad=True), []
    optimizer, loader = SGD([w], lr=lr), deal(batch_size, seed=0)
    for _ in range(12):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(w * x, y).backward()
            optimizer.step()
            weights.append(w.item())
    return weights


# %%
x, y = dataset.tensors
best, walks = (x @ y / (x @ x)).item(), {}
for lr, size in ((0.05, 100), (0.05, 20), (0.05, 5), (0.01, 5)):
    weights = walks[lr, size] = np.array(wander(lr, size))
    third, last = np.split(weights[len(weights) // 2 :], 2)
    print(f"lr {lr}, batches of {size:3}: {len(weights)} steps", end=", ")
    print(f"spread {third.std():.4f}, then {last.std():.4f}")
print(f"best weight {best:.4f}, last walk's mean {last.mean():.4f}")
show(draw.noise_floor(walks[0.05, 5], walks[0.01, 5], best))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. At the best weight the mean of all slopes is 0, but the mean of five of them is not. Each step follows its own batch, so the jumps have a *noise floor*. Larger batches disagree less, smaller rates follow less: both lower it. So one begins with a large rate, and lowers it towards the end.
#
# - **(b)** is the first row, with all hundred in a batch.
# - **(c)** would need a rate beyond the limit.
#
# </details>

# %% [markdown] tags=["slide"]
# ## What you can say now
# **Which lines of a training loop never change?** Its four calls: forward, `zero_grad`, `backward`, `step`. Models, losses and optimizers come and go, and these four stay. `backward` and `step` meet only in `.grad`.
#
# What is missing: the model is still one loose tensor in a list. With a bias there are two, and the tidier program misses the 10 that it should say. The question of lesson 05 is why.

# %%
progress()
