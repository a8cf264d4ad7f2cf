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
# # 03 · Autograd does the slope
# **Who computes the slope now, and what do you still owe?**
#
# PyTorch takes over one part of the loop: the slope. The loss and the step stay with you. This lesson finds out whether the machine's slope is as good as yours, and which three debts you keep.
#
# By the end you can
# - get a gradient from autograd and prove that it equals yours (exercises 03-1 and 03-3);
# - predict `.grad` after any sequence of `backward`, step and clearing (03-2);
# - write an update that neither raises nor loses the leaf, and explain three exceptions from their text (03-4);
# - let the gradients of unequal pieces add up to the right one (03-5);
# - derive what a loop does that forgets to clear (03-6).

# %%
import warnings

import numpy as np
import torch

from helpers import check, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_03 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes

# %% [markdown] tags=["predict"]
# ## 1. A flag
# The four points of lesson 02 are here again, as tensors. The weight $w$ gets a flag: `requires_grad=True` asks PyTorch to record what you compute with it. Its slope will stand in `w.grad`.
#
# **Predict.** Nothing is computed yet. What does `w.grad` give?
# - **(a)** 0
# - **(b)** an error
# - **(c)** `None`

# %%
X = torch.tensor([1.0, 2.0, 3.0, 4.0])  # (samples,)
Y = torch.tensor([2.0, 4.0, 6.0, 8.0])  # (samples,)
w = torch.tensor(0.0, requires_grad=True)
print(w, w.grad, w.is_leaf)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. `None` says that nobody has looked. The `True` at the end of the line says that `w` is a **leaf**: you made it, no operation did.
#
# - **(a)** would be a result: the loss is flat here.
# - **(b)** takes `.grad` for something that `backward` creates. It is there from the start, and empty.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 2. Filled
# The loss of lesson 02 is a mean of four squares. While you compute it, PyTorch notes each operation. `backward` walks these notes back once and leaves the slope in `w.grad`. In lesson 02 you found that slope on paper: $15\,(w - 2)$.
#
# **Predict.** At $w = 0.5$, which slope does autograd find?
# - **(a)** −90
# - **(b)** −22.5
# - **(c)** −11.25

# %%
def loss_of(w):
    return ((w * X - Y) ** 2).mean()


for value in (-1.0, 0.0, 3.0, 0.5):
    leaf = torch.tensor(value, requires_grad=True)
    loss_of(leaf).backward()
    found = leaf.grad.item()
    print(f"w = {value:4}  autograd {found:6.4g}  on paper {15 * (value - 2):6.4g}")
nudge = central_difference(lambda w: loss_of(w).item(), value, h=0.5)
compare_slopes(autograd=found, on_paper=15 * (value - 2), nudge=nudge)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**, in three ways: autograd, paper and a nudge. The nudge may be large here, since a nudge to both sides is exact on a parabola.
#
# - **(a)** is the sum over the four samples. A mean divides it by 4.
# - **(c)** lacks the 2 of the square.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 3. Who keeps a slope
# Take the graph of one sample from lesson 01: $x = 4$, $w = 3$, $y = 7$. Only `w` has the flag. On its way from the loss to `w`, `backward` needs the slopes of the error and of the prediction.
#
# **Predict.** Which of the six boxes x, w, ŷ, y, e and L hold a slope in `.grad` afterwards?
# - **(a)** all six
# - **(b)** x, w and y: the leaves
# - **(c)** w

# %%
x, y = torch.tensor(4.0), torch.tensor(7.0)
w = torch.tensor(3.0, requires_grad=True)
prediction = w * x
error = prediction - y
loss = error**2
loss.backward()
for name, (note, _) in zip("wx", prediction.grad_fn.next_functions, strict=True):
    print(f"from ŷ the slope goes on to {name} by {note and note.name()}")

# %%
boxes = {"x": x, "w": w, "ŷ": prediction, "y": y, "e": error, "L": loss}
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # PyTorch warns: a result does not keep .grad
    for name, box in boxes.items():
        flags = f"leaf {box.is_leaf!s:5}  flag {box.requires_grad!s:5}"
        print(f"{name}  {flags}  .grad {box.grad}")

# %% tags=["slide"]
show(draw.leaf_graph())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. `w` alone is a leaf and has the flag; `AccumulateGrad` adds its slope to `w.grad`. x and y are leaves too, but they have no flag: the edge to them is `None`, and no slope is computed. ŷ, e and L have the flag, since they were made from `w`. Their slopes were used on the way and dropped, which saves memory. (`retain_grad()` would keep one.)
#
# - **(a)** expects what you did by hand in lesson 01, where you wrote a slope into each box.
# - **(b)** forgets the flag: being a leaf is half of it.
#
# </details>

# %% [markdown]
# > **Exercise 03-1.** *Autograd against paper* (level 2, 8 minutes). In the model $\hat y = w^2 x$ the weight stands squared. For any data, tensors `X` and `Y`, and any number `w`, return two slopes of the mean squared error in `w`: autograd's, and yours, derived on paper and computed without autograd. Both must be right when your function is called twice.
#
# <details><summary>Hint 1</summary>Make a tensor of w, with requires_grad=True, and call backward on the mean of the squares.</details>
# <details><summary>Hint 2</summary>On paper there are three links: from the loss to the error, to w², to w.</details>
# <details><summary>Hint 3</summary>The links are 2·error, x and 2w. Multiply them for each sample, then average.</details>

# %% tags=["exercise"] exercise="03-1"
def both_slopes(w, X, Y):
    # BEGIN SOLUTION
    leaf = torch.tensor(float(w), requires_grad=True)
    ((leaf**2 * X - Y) ** 2).mean().backward()
    on_paper = (2 * (w**2 * X - Y) * X * 2 * w).mean()
    return leaf.grad.item(), on_paper.item()
    # END SOLUTION


# %% tags=["check"] exercise="03-1"
check(both_slopes)

# %% [markdown] tags=["predict"]
# ## 4. Two weights in one tensor
# A bias is a weight whose input is 1, as in lesson 02. Put both weights into one tensor of two numbers, and a column of ones beside `X`.
#
# **Predict.** What does the tensor's `.grad` hold after `backward`?
# - **(a)** one number, since there is one loss
# - **(b)** two numbers
# - **(c)** eight numbers, one for each sample and weight

# %%
inputs = torch.stack([X, torch.ones(4)], dim=1)  # (samples, weights)
weights = torch.zeros(2, requires_grad=True)  # w, b
((inputs @ weights - Y) ** 2).mean().backward()
weights.grad

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. −30 in $w$ and −10 in $b$, as by hand in lesson 02. A tensor's `.grad` has the shape of the tensor.
#
# - **(a)** mixes up the loss and its slopes. One loss has a slope in each of its weights.
# - **(c)** forgets that what the four samples send to one weight adds up there.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 5. A sentence to test
# A students' notebook ran the copied program of lesson 02, then autograd. The tables differed. It remarked: autograd works, "but not quite right: backpropagation is not as exact as the manual calculation", and more iterations would get there.
#
# Test it fairly: one loop, one precision, the right slope by hand.
#
# **Predict.** In 100 steps of float32, how large does the gap between the two weights get?
# - **(a)** 0
# - **(b)** about 0.0000001
# - **(c)** about 1.1

# %%
def by_hand(w, x, y):
    return 2 * np.mean(x * (w * x - y))


def by_autograd(w, x, y):
    leaf = torch.tensor(w, requires_grad=True)
    loss = ((leaf * torch.tensor(x) - torch.tensor(y)) ** 2).mean()
    loss.backward()
    return leaf.grad.numpy()


# %%
def walk(slope, x, y):
    w, weights = np.float32(0), []
    for _ in range(100):
        w = w - np.float32(0.01) * slope(w, x, y)
        weights.append(w)
    return np.array(weights)


# %% tags=["slide"]
x, y = X.numpy(), Y.numpy()
hand, machine = walk(by_hand, x, y), walk(by_autograd, x, y)
copied = walk(lambda w, x, y: 4 * by_hand(w, x, y), x, y)  # the slope of the program
for k in (1, 2, 5, 10):
    print(f"step {k:2}: autograd {machine[k - 1]:.4f}, copied {copied[k - 1]:.4f}")
print(f"largest gap, hand to autograd {np.abs(hand - machine).max():.4g}")
print(f"largest gap, copied to autograd {np.abs(copied - machine).max():.4g}")
print(f"5 copied steps are worth {5 * np.log(0.4) / np.log(0.85):.4g} of yours")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. On these points not one bit differs: autograd takes the derivatives that you take. The notebook's hand slope was the sum, −120 where autograd said −30. The machine was right, and was blamed for disagreeing. More iterations do help. They make up for a slope four times smaller, not for a lack of exactness.
#
# - **(b)** would be the gap between two neighbours of float32 near 2: one rounding that differs.
# - **(c)** is what the two tables showed: a sum against a mean.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 6. Other data
# Four points may be kind data. Walk again on three of them, and on a hundred scattered about the line. Beside them goes an approximation: a nudge of 0.001 to one side.
#
# **Predict.** On the new data, how large does the gap between hand and autograd get?
# - **(a)** 0, as before
# - **(b)** about 0.0000001
# - **(c)** about 0.0005, as by a nudge

# %%
def by_nudge(w, x, y, h=0.001):
    before, after = (((float(w) + by) * x.astype(float) - y) ** 2 for by in (0.0, h))
    return (after.mean() - before.mean()) / h


random = np.random.default_rng(0)
many = random.uniform(0, 4, 100).astype(np.float32)  # (samples,)
noisy = 2 * many + random.normal(size=100).astype(np.float32)
data_sets = {"four": (x, y), "three": (x[:3], y[:3]), "a hundred": (many, noisy)}
print(f"first of the hundred: x {many[0]:.4f}, y {noisy[0]:.4f}")

# %%
gaps = {}
for name, (x, y) in data_sets.items():
    hand = walk(by_hand, x, y)
    gaps[name] = [hand - walk(slope, x, y) for slope in (by_autograd, by_nudge)]
    machine, nudged = (np.abs(gap).max() for gap in gaps[name])
    print(f"{name:9}  autograd {machine:.4g}, nudge {nudged:.4g}, w {hand[-1]:.4f}")

# %%
show(draw.difference(gaps["four"][0], *gaps["a hundred"]))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. Neither approximates; both round, at other places. You divide a sum, autograd divides each term. So a last digit may differ, and stays a last digit. A nudge approximates: its weight ends 0.0005 short, half its nudge, on all three sets.
#
# - **(a)** is the answer for four points: dividing by 4 rounds nothing in a float32, dividing by 3 does.
# - **(c)** takes autograd for a nudge. It multiplies derivatives.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 7. A second round
# A loop calls `backward` again and again. Here are two rounds at one weight, each with a forward pass of its own.
#
# **Predict.** The slope is −30 in both rounds. What does `w.grad` hold after the second?
# - **(a)** −60
# - **(b)** −30
# - **(c)** nothing: the second `backward` is an error

# %%
w = torch.tensor(0.0, requires_grad=True)
for _ in range(2):
    loss_of(w).backward()
    print(w.grad)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. `backward` adds to `.grad`. You built that in lesson 01, where a box had to `+=` what arrived on each of its paths. PyTorch does not know that your second round is meant as a new start.
#
# - **(b)** takes the addition for a replacement.
# - **(c)** is what two walks over *one* record gave in lesson 01. Here each round recorded its own.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 03-2.** *Predict the pile-up* (level 2, 8 minutes). From $w = 0$: two rounds of forward and `backward`; then one step, in which `w` loses 0.01 times what `w.grad` holds and `.grad` stays as it is; a third round; then `.grad` is set back to 0; a fourth round. Return a list of what `w.grad` holds after each of the four rounds. Work it out on paper; do not run it.
#
# <details><summary>Hint 1</summary>Write down w and .grad after each line. backward adds the slope at the present w, which is 15(w − 2).</details>
# <details><summary>Hint 2</summary>The step moves w by 0.01 times all that .grad holds, and leaves .grad as it is.</details>

# %% tags=["exercise"] exercise="03-2"
def predict_accumulation():
    # BEGIN SOLUTION
    return [-30.0, -60.0, -81.0, -21.0]
    # END SOLUTION


# %% tags=["check"] exercise="03-2"
check(predict_accumulation)

# %% [markdown] tags=["predict", "slide"]
# ## 8. Forgotten
# There are two ways to clear: `w.grad.zero_()` leaves a 0, and `w.grad = None` takes the number away until the next `backward`. What if a loop forgets to clear? Each step then uses the sum of all slopes so far, not the slope where it stands.
#
# **Predict.** From $w = 0$ with lr = 0.01, what does the weight do?
# - **(a)** it closes in on 2, more slowly
# - **(b)** it runs away, further with each step
# - **(c)** it swings around 2

# %%
w = torch.tensor(0.0, requires_grad=True)
forgotten = [w.item()]
for _ in range(60):
    loss_of(w).backward()
    with torch.no_grad():  # sections 10 and 11 say why
        w -= 0.01 * w.grad
    forgotten.append(w.item())
print("steps 1, 2, 5, 10:", " ".join(f"{forgotten[k]:.4f}" for k in (1, 2, 5, 10)))
print("steps 8, 16, 24:", " ".join(f"{forgotten[k]:.4f}" for k in (8, 16, 24)))
print(f"lowest {min(forgotten):.4f}, highest {max(forgotten):.4f}")

# %% tags=["slide"]
show(draw.swing(forgotten, lr=0.01))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. At step 8 the weight is past 4, at step 16 back near its start, at step 24 past 4 again. The pile of slopes goes on pushing when the weight is at 2. On the far side new slopes take the pile down again. Does it come to rest? Not within the 60 steps of the picture.
#
# - **(a)** trusts that smaller slopes make a smaller step. The step is the pile.
# - **(b)** expects the pile to grow without end. Past 2 the slopes change their sign.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 9. A pendulum
# The distance to the goal is $d = w - 2$, after $k$ steps $d_k$. The slope is $15\,d$. With lr = 0.01 a step subtracts $0.15$ times the *sum* of all $d$ so far:
#
# $$d_{k+1} = d_k - 0.15\,(d_0 + \dots + d_k)$$
#
# Subtract the line of $d_k$. The sum goes away: $d_{k+1} = 1.85\,d_k - d_{k-1}$.
#
# **Predict.** Let this rule run for a thousand steps. What becomes of the swing?
# - **(a)** it keeps its width
# - **(b)** it fades
# - **(c)** it grows

# %%
distances = [-2.0, -1.7]  # at the start, and after the first step
for _ in range(1000):
    distances.append(1.85 * distances[-1] - distances[-2])
print(f"last of {len(distances)} distances: {distances[-1]:.4f}")
print("plus 2, steps 5 and 10:", " ".join(f"{distances[k] + 2:.4f}" for k in (5, 10)))
print(f"widest of the first 500: {max(map(abs, distances[:500])):.4f}")
print(f"widest of the last 500: {max(map(abs, distances[-500:])):.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The rule gives the weights of section 8, and its last 500 distances swing as wide as its first.
#
# - **(b)** is a descent that clears: there each distance is 0.85 of the one before.
# - **(c)** sees the 1.85 and forgets what is subtracted.
#
# </details>

# %% [markdown]
# Why? A cosine obeys such a rule. For the angle $\theta$ of one step,
#
# $$\cos((k + 1)\,\theta) = 2 \cos\theta\,\cos k\theta - \cos((k - 1)\,\theta)$$
#
# So choose $2 \cos\theta = 1.85$. Where does it turn? Go one step back: $d_{-1} = 1.85\,d_0 - d_1 = -2$, the same as $d_0$. The swing turns halfway between the two. It is a pendulum without friction, and a cosine does not fade. Clearing is the friction.

# %%
theta = np.arccos(1.85 / 2)
period, width = 2 * np.pi / theta, 2 / np.cos(theta / 2)  # 2 = width cos(theta / 2)
swing = -width * np.cos((np.arange(len(distances)) + 0.5) * theta)
print(f"period {period:.4f}, width {width:.4f}, {np.allclose(swing, distances) = }")

# %% [markdown] tags=["predict", "slide"]
# ## 10. The step must not be recorded
# The slope is in `.grad`, so take the step. Here are three ways to write it, each a reasonable thought, each an error:
#
# - rebind, recorded: `w = w - 0.01 * w.grad`
# - rebind, not recorded: that line under `torch.no_grad()`
# - in place, recorded: `w -= 0.01 * w.grad`
#
# **Predict.** Each message belongs to one of them. Which does the *first* way raise?
# - **(a)** `does not require grad`
# - **(b)** `a leaf Variable … in-place operation`
# - **(c)** `unsupported operand … NoneType`

# %% tags=["slide"]
w = torch.tensor(0.0, requires_grad=True)
with attempt(), warnings.catch_warnings(record=True) as heard:
    for turn in (1, 2):
        loss_of(w).backward()
        w = w - 0.01 * w.grad
        print(f"round {turn}: {w.item():.4f}")
print(str(heard[0].message).split(". ")[0])  # PyTorch's words before the error

# %%
w = torch.tensor(0.0, requires_grad=True)
with attempt():
    for turn in (1, 2):
        loss_of(w).backward()
        with torch.no_grad():
            w = w - 0.01 * w.grad
        print(f"round {turn}: {w.item():.4f}")

# %%
w = torch.tensor(0.0, requires_grad=True)
loss_of(w).backward()
step = 0.01 * w.grad
print(f"step {step.item():.4f}")
with attempt():
    w -= step

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. Round one works. Round two meets a `w` that is a *result*, not a leaf: its `.grad` is `None`, and PyTorch even warned.
#
# - **(a)** is the second way: its new `w` was made off the record and has no flag. Both times the name `w` moved to a new tensor.
# - **(b)** is the third: it keeps the tensor, and puts its change on the record. The leaf would depend on itself.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 11. The step as it should be
# Join two of the three ways: in place, as in the third, and under `no_grad`, as in the second.
#
# **Predict.** What is `w` after that?
# - **(a)** the tensor that it was, a leaf with its flag
# - **(b)** a new leaf
# - **(c)** a leaf without its flag

# %%
w = torch.tensor(0.0, requires_grad=True)
before = w
loss_of(w).backward()
with torch.no_grad():
    w -= 0.01 * w.grad
print(f"w {w.item():.4f}, same tensor: {w is before}")
print(f"leaf: {w.is_leaf}, flag: {w.requires_grad}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The tensor stays, the change stays off the record. Its number went from 0 to 0.3000.
#
# - **(b)** is the second way, if you give its result a flag afterwards.
# - **(c)** is the second way as it stands: a new tensor without a flag.
#
# </details>

# %% [markdown]
# ### Break it
# This loop has all its parts: forward, `backward`, clearing, step. Name the symptom, then the line.

# %%
w = torch.tensor(0.0, requires_grad=True)
for step in range(1, 4):
    loss = loss_of(w)
    loss.backward()
    w.grad.zero_()
    with torch.no_grad():  # the step
        w -= 0.01 * w.grad  # in place, off the record
    print(f"step {step}: loss before {loss.item():.4g}, weight after {w.item():.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# The weight stays at 0 and the loss at 30, without a message. `.grad` is emptied between `backward` and the step, so each step subtracts 0. Clear after the step, or before `backward`.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 03-3.** *Semi-manual loop* (level 3, 10 minutes). Take `n` steps from `w0` with autograd's slope. Return two lists of Python numbers: the weight *after* each step, and the loss *before* each step. The check compares them with a NumPy loop.
#
# <details><summary>Hint 1</summary>Three blocks: forward, backward, step.</details>
# <details><summary>Hint 2</summary>What does the step need so that w stays the tensor it was, and a leaf?</details>
# <details><summary>Hint 3</summary>The second weight is wrong? Look at what .grad still holds. All weights are alike? Keep numbers, not tensors.</details>

# %% tags=["exercise"] exercise="03-3"
def train_autograd(w0, lr, n):
    # BEGIN SOLUTION
    w = torch.tensor(float(w0), requires_grad=True)
    w_hist, losses = [], []
    for _ in range(n):
        loss = ((w * X - Y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
        w_hist.append(w.item())
        losses.append(loss.item())
    return w_hist, losses
    # END SOLUTION


# %% tags=["check"] exercise="03-3"
check(train_autograd)

# %% [markdown]
# > **Exercise 03-4.** *Mend three loops* (level 3, 10 minutes). Take the three loops of section 10 in their order: `fix_a` rebinds on the record, `fix_b` rebinds off it, `fix_c` changes in place on it. Each returns the name of the exception that its broken loop raises, the name alone, such as `"ValueError"`, and the weight after `n` mended steps from `w0`.
#
# <details><summary>Hint 1</summary>Read the message: it speaks of a leaf, of None or of grad_fn.</details>
# <details><summary>Hint 2</summary>Lay each loop beside the step of section 11. What does it lack?</details>

# %% tags=["exercise"] exercise="03-4"
def fix_a(w0, lr, n):
    # BEGIN SOLUTION
    w = torch.tensor(float(w0), requires_grad=True)
    for _ in range(n):
        ((w * X - Y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return "TypeError", w.item()
    # END SOLUTION


def fix_b(w0, lr, n):
    # BEGIN SOLUTION
    w = torch.tensor(float(w0), requires_grad=True)
    for _ in range(n):
        ((w * X - Y) ** 2).mean().backward()
        with torch.no_grad():
            w = w - lr * w.grad
        w.requires_grad_()  # a new leaf each step; its .grad is empty
    return "RuntimeError", w.item()
    # END SOLUTION


def fix_c(w0, lr, n):
    # BEGIN SOLUTION
    w = torch.tensor(float(w0), requires_grad=True)
    for _ in range(n):
        ((w * X - Y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return "RuntimeError", w.item()
    # END SOLUTION


# %% tags=["check"] exercise="03-4"
check(fix_a, fix_b, fix_c)

# %% [markdown] tags=["predict"]
# ## 12. A change behind the record
# Older programs write the step as `w.data -= ...`. It works there. Now use `.data` at a bad moment: between forward and `backward`.
#
# **Predict.** Let $y = w^2$ at $w = 3$. Before `backward`, `.data` makes $w$ ten times as large. What does `w.grad` hold?
# - **(a)** nothing: `backward` is an error
# - **(b)** 6
# - **(c)** 60

# %%
w = torch.tensor(3.0, requires_grad=True)
y = w**2
w.data.mul_(10)
y.backward()
w.grad

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**, and it is wrong: `y` was computed at 3. The record keeps the tensor `w`, not a copy of its number, and on the way back it reads $2 \cdot 30$. Nothing warned you.
#
# - **(a)** is what ought to happen, and what `.data` prevents.
# - **(b)** is the slope $2w$ where `y` was computed.
#
# </details>

# %% [markdown]
# Repeat it under `no_grad`, and then through `detach`, which gives the tensor's numbers off the record:

# %%
for name in ("no_grad", "detach"):
    w = torch.tensor(3.0, requires_grad=True)
    y = w**2
    with torch.no_grad():
        (w if name == "no_grad" else w.detach()).mul_(10)
    print(f"{name}: y = {y.item():g}, w = {w.item():g}")
    with attempt():
        y.backward()

# %% [markdown]
# A tensor counts the changes made to it in place. The record wrote down version 0 and found version 1. `no_grad` and `detach` keep that count, `.data` steps around it. An error is better than a wrong number.

# %% [markdown] tags=["predict"]
# ## 13. Twice over one record
# In lesson 01 a second `backward` on one loss was an error: what the walk back needs was freed behind it. The message offers `retain_graph=True`. Take the offer. The note of the square has saved what it squared, the four errors, so look at these too.
#
# **Predict.** At $w = 0$, what does `w.grad` hold after two walks over one record?
# - **(a)** −30: one record has one slope
# - **(b)** −30, and then an error
# - **(c)** −60

# %%
w = torch.tensor(0.0, requires_grad=True)
loss = loss_of(w)
square = loss.grad_fn.next_functions[0][0]
loss.backward(retain_graph=True)
print("saved", square._saved_self.tolist())
loss.backward()
print(w.grad)
with attempt():
    square._saved_self

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The first walk left the errors where they were; the second added its slope, and freed them to save memory. Looking at them now raises what a third walk would. In a training loop this message means that a forward pass is missing, not that `retain_graph` is.
#
# - **(a)** forgets that `backward` adds.
# - **(b)** is two walks without the offer.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 14. Four losses
# Leave out the mean, and `backward` refuses. A walk back begins with a slope, that of the result in itself. For one number PyTorch takes 1. For four it asks you: `gradient` is your answer.
#
# **Predict.** At $w = 1$, begin with four ones. What does `w.grad` hold?
# - **(a)** −60
# - **(b)** −15
# - **(c)** four slopes, one for each loss

# %%
w = torch.tensor(1.0, requires_grad=True)
losses = (w * X - Y) ** 2  # (samples,)
with attempt():
    losses.backward()
losses.backward(gradient=torch.ones(4))
print("slopes", (2 * X * (1 * X - Y)).tolist(), "ones", w.grad)
w.grad = None
((w * X - Y) ** 2).backward(gradient=torch.full((4,), 0.25))
print("quarters", w.grad)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. Four slopes arrive at one weight, and paths that meet add up. Ones give the slope of the *sum* of the losses.
#
# - **(b)** is the slope of their mean, which begins with four gradients of ¼.
# - **(c)** forgets that `w` is one number, and so is its `.grad`.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 15. What you write down
# A loop keeps its weights and losses, to print or to draw them. `w.detach()` takes a tensor off the record. Keep one after each of three steps.
#
# **Predict.** The three weights are 0.3000, 0.5550 and 0.7717. What does the list `kept` hold at the end?
# - **(a)** those three weights
# - **(b)** 0.7717, three times
# - **(c)** nothing: `w` requires grad, and keeping it is an error

# %%
w = torch.tensor(0.0, requires_grad=True)
kept, copied, losses = [], [], []
for _ in range(3):
    losses.append(loss_of(w))
    losses[-1].backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad = None
    kept.append(w.detach())
    copied.append(w.detach().clone())

# %%
print("kept", kept)
print("copied", copied)
print("sum of the losses", sum(losses))
print("sum of their numbers", f"{sum(loss.item() for loss in losses):.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. `detach` looks at the same memory, and the step changes that memory in place. A `clone` has its own; `w.item()` is a number.
#
# - **(a)** takes `detach` for a copy.
# - **(c)** is what `w.numpy()` says. `detach` is the way around it.
#
# The losses are tensors too, and their sum is on record. Write down `loss.item()`. A loss that is kept without `backward` holds the errors of all its samples: 200 losses of 100,000 samples hold 80 MB. After `backward` the notes are left, less than 1 MB.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 16. On purpose
# Some data do not fit into memory at once. Cut the four samples into two halves, and call `backward` on the mean of each half in turn, without clearing.
#
# **Predict.** The slope of the whole is −30 at $w = 0$. With both halves in it, what does `w.grad` hold?
# - **(a)** −60
# - **(b)** −30
# - **(c)** −15

# %%
w = torch.tensor(0.0, requires_grad=True)
for half in (slice(0, 2), slice(2, 4)):
    ((w * X[half] - Y[half]) ** 2).mean().backward()
    print(f"in .grad {w.grad.item():.4g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The first half left −10, the second added −50. The mean over four samples is the *mean* of two halves' means, so the whole is half of that, −30. `.grad` does the adding for you; the weighing is yours.
#
# - **(b)** trusts that means add up to a mean.
# - **(c)** divides by 4, the samples. Each half has divided by 2 already.
#
# </details>

# %% [markdown]
# > **Exercise 03-5.** *Accumulate on purpose* (level 4, 15 minutes). Cut any data, tensors `X` and `Y`, into pieces of `size` samples; the last piece may be smaller. Call `backward` once for each piece, and return the slope at `w` of the loss over all samples.
#
# <details><summary>Hint 1</summary>X.split(size) and Y.split(size) give the pieces.</details>
# <details><summary>Hint 2</summary>A mean over all samples counts each sample once. How many samples does a piece's mean stand for?</details>
# <details><summary>Hint 3</summary>Cut four samples into three and one. Which share of the whole belongs to each piece?</details>

# %% tags=["exercise"] exercise="03-5"
def grad_in_pieces(w, X, Y, size):
    # BEGIN SOLUTION
    w = torch.tensor(float(w), requires_grad=True)
    for x, y in zip(X.split(size), Y.split(size), strict=True):
        loss = ((w * x - y) ** 2).mean()
        (loss * len(x) / len(X)).backward()
    return w.grad.item()
    # END SOLUTION


# %% tags=["check"] exercise="03-5"
check(grad_in_pieces)

# %% [markdown] tags=["predict"]
# ## 17. The students' table
# Their autograd cell ran 100 steps from 0 with lr = 0.01 and printed each tenth row. Its table is the first one in their notebook with the right slope.
#
# **Predict.** The loss before the first step is 30. What is it before step 11?
# - **(a)** 0.8401
# - **(b)** 1.163
# - **(c)** 5.906

# %%
w = torch.tensor(0.0, requires_grad=True)
print(f"Prediction before training: f(5) = {w.item() * 5:.3f}")

# %%
for epoch in range(1, 101):
    loss = loss_of(w)
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad.zero_()
    if epoch % 10 == 1:
        print(f"epoch {epoch}: w = {w.item():.3f}, loss ={loss.item():.8f}")
print(f"Prediction after training: f(5) = {w.item() * 5:.3f}")
print(f"epochs: {epoch}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The last line is ours; the twelve above it are as their notebook printed them. Each step multiplies the distance to 2 by 0.85, and the loss by the square of 0.85.
#
# - **(a)** is the loss *after* step 11.
# - **(c)** takes 0.85 for the loss as well.
#
# The first row pairs w = 0.300 with the loss at w = 0, as in lesson 02. The last rows print 0.00000000 and mean "below 0.000000005".
#
# </details>

# %% [markdown]
# > **Exercise 03-6.** *The pendulum* (level 5, 20 minutes). Take the loop of section 8, which never clears, at another learning rate `lr`. Return three numbers: the period in steps, the largest value $w$ can come near, and the limit, the learning rate beyond which the swing grows. Derive them to four digits; a swing does not turn on a whole step.
#
# <details><summary>Hint 1</summary>Write section 9's two lines with 15·lr in the place of 0.15, and subtract them.</details>
# <details><summary>Hint 2</summary>The rule says what d₋₁ would have been, one step before the start. With lr = 0.01 it was −2. And now?</details>
# <details><summary>Hint 3</summary>A cosine lies between −1 and 1. Which lr is the last for which 2 − 15·lr is twice a cosine?</details>

# %% tags=["exercise"] exercise="03-6"
def pendulum(lr):
    # BEGIN SOLUTION
    angle = np.arccos(1 - 15 * lr / 2)  # 2 cos(angle) = 2 - 15 lr
    widest = 2 / np.cos(angle / 2)  # the start is half a step after a turn
    return 2 * np.pi / angle, 2 + widest, 4 / 15  # there 2 - 15 lr is -2
    # END SOLUTION


# %% tags=["check"] exercise="03-6"
check(pendulum)

# %% [markdown] tags=["slide"]
# ## What you can say now
# **Who computes the slope now, and what do you still owe?** Autograd computes it, as exactly as you do: both round, neither approximates. You owe three things: a fresh forward pass, a step off the record, and a cleared `.grad`.
#
# What is missing: the loss and the step are still lines of your own, and each new model would copy them. Which lines of the loop never change? That is the question of lesson 04.

# %%
progress()
