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

# %% [markdown]
# # 03 · Autograd does the slope
# **Who computes the slope now, and what do you still owe?**
#
# PyTorch takes over one part of the loop: the slope. The loss and the step stay with you. This lesson finds out whether the machine's slope is as good as yours, and which three debts you keep.
#
# By the end you can
# - get a gradient from autograd and prove that it equals yours (exercises 03-1 and 03-3);
# - predict `.grad` after any sequence of `backward` and clearing (03-2);
# - write an update that neither raises nor loses the leaf, and explain three exceptions from their text (03-4);
# - let gradients add up on purpose (03-5);
# - derive what a loop does that forgets to clear (03-6).

# %%
import warnings

import numpy as np
import torch

from helpers import check, hint, progress
from helpers.drawings import lesson_03 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes

# %% [markdown] tags=["predict"]
# ## 1. A flag
# The four points of lesson 02 are here again, as tensors. The weight $w$ gets a flag: `requires_grad=True` asks PyTorch to record what you compute with it.
#
# **Predict.** Nothing is computed yet. Is `w.grad` **(a)** `None`, **(b)** 0 or **(c)** an error?

# %%
X = torch.tensor([1.0, 2.0, 3.0, 4.0])  # (samples,)
Y = torch.tensor([2.0, 4.0, 6.0, 8.0])  # (samples,)
w = torch.tensor(0.0, requires_grad=True)
print(w, w.grad, w.is_leaf)

# %% [markdown]
# (a). A 0 would say that the loss is flat here. `None` says that nobody has looked. The `True` at the end says that `w` is a **leaf**: you made it, no operation did.

# %% [markdown] tags=["predict"]
# ## 2. The record
# You write the forward pass as ever. While it runs, PyTorch notes each operation, and `grad_fn` is the last note.
#
# **Predict.** You follow the notes back from the loss. Do they end at **(a)** the data `X`, **(b)** a box for the leaf `w`, or **(c)** the mean?

# %%
def loss_of(w):
    return ((w * X - Y) ** 2).mean()


note = loss_of(w).grad_fn
while note is not None:
    print(note.name())
    note = note.next_functions[0][0] if note.next_functions else None
print("X is recorded:", X.requires_grad)

# %% [markdown]
# (b). Mean, square, subtract, multiply: the four operations in reverse, then `AccumulateGrad`, the box of the leaf. Remember its name: it will accumulate. `X` has no flag, so nothing is noted for it.

# %% [markdown] tags=["predict"]
# ## 3. The box is filled
# `backward` walks the notes once and leaves the slope in the box of the leaf. In lesson 02 you found that slope on paper: $15\,(w - 2)$.
#
# **Predict.** At $w = 0.5$, does autograd find **(a)** −22.5, **(b)** −90 or **(c)** −11.25?

# %%
for value in (-1.0, 0.0, 0.5, 3.0):
    leaf = torch.tensor(value, requires_grad=True)
    loss_of(leaf).backward()
    print(f"w = {value:4}  autograd {leaf.grad.item():6.4g}  on paper {15 * (value - 2):6.4g}")

# %%
half = torch.tensor(0.5, requires_grad=True)
loss_of(half).backward()
nudge = central_difference(lambda w: ((w * X.double() - Y.double()) ** 2).mean().item(), 0.5)
compare_slopes(autograd=half.grad.item(), on_paper=15 * (0.5 - 2), nudge=nudge)

# %% [markdown]
# (a), from three ways. −90 is the sum over the samples, and the last answer lacks the 2.
#
# `backward` passed through every box of the graph. Which of them kept a slope? The picture shows the graph of lesson 01, with one sample.

# %%
show(
    draw.leaf_graph(),
    "The graph of one sample after backward: of its six boxes only the leaf w, "
    "drawn with a heavy frame, keeps its gradient, 40.",
)

# %% [markdown]
# Only the leaf that asked. The slopes of the other boxes were used on the way and dropped, which saves their memory.

# %% [markdown]
# > **Exercise 03-1.** *Autograd against paper* (level 1, 3 minutes). Return autograd's slope of the loss on `X`, `Y` at any weight `w`, as a Python number. It must be right when called twice.
#
# <details><summary>Hint 1</summary>Create w with requires_grad=True.</details>
# <details><summary>Hint 2</summary>backward() returns nothing; look at w.grad.</details>
# <details><summary>Hint 3</summary>return w.grad.item()</details>

# %% tags=["exercise"] exercise="03-1"
def grad_autograd(w):
    # BEGIN SOLUTION
    w = torch.tensor(float(w), requires_grad=True)
    ((w * X - Y) ** 2).mean().backward()
    return w.grad.item()
    # END SOLUTION


# %% tags=["check"] exercise="03-1"
check(grad_autograd)

# %% [markdown] tags=["predict"]
# ## 4. A sentence to test
# A students' notebook ran the copied program of lesson 02, then the same descent with autograd. The two tables differed. It concluded: "backpropagation is not as exact as the manual calculation".
#
# Test it fairly: one loop, one precision, the right slope by hand.
#
# **Predict.** Over 100 steps in float32, is the largest difference between the two weights **(a)** 0, **(b)** about 0.0000001 or **(c)** about 0.01?

# %%
def by_hand(w):
    return 2 * np.mean(X.numpy() * (w * X.numpy() - Y.numpy()))


def by_autograd(w):
    leaf = torch.tensor(w, requires_grad=True)
    loss_of(leaf).backward()
    return leaf.grad.numpy()


print(f"at w = 0: by hand {by_hand(np.float32(0)):.4g}, by autograd {by_autograd(np.float32(0)):.4g}")

# %%
def walk(slope):
    w, weights = np.float32(0), []
    for _ in range(100):
        w = w - np.float32(0.01) * slope(w)
        weights.append(w)
    return np.array(weights)


# %%
hand, machine = walk(by_hand), walk(by_autograd)
print(f"after 1, 5, 10, 20 steps: {[f'{machine[k - 1]:.4f}' for k in (1, 5, 10, 20)]}")
print(f"largest difference in 100 steps: {np.abs(hand - machine).max():.4g}")
show(
    draw.difference(hand, machine),
    "Weight by hand minus weight by autograd over 100 steps: a flat line at 0, "
    "where one step of float32 near 2 would be 0.00000012.",
)

# %% [markdown]
# (a). Not one bit differs. Autograd is no approximation: it multiplies the same local derivatives you do.
#
# The notebook's two tables differed because its hand slope was the sum, −120 where autograd said −30. The machine was right, and the sentence blamed it for disagreeing.

# %% [markdown] tags=["predict"]
# ## 5. The box adds
# A loop calls `backward` again and again. Here are two rounds at the same weight, each with a forward pass of its own.
#
# **Predict.** The slope is −30 both times. After the second round, is `w.grad` **(a)** −30, **(b)** −60 or **(c)** an error?

# %%
w = torch.tensor(0.0, requires_grad=True)
for _ in range(2):
    loss_of(w).backward()
    print(w.grad)

# %% [markdown]
# (b). `backward` adds to `.grad`. You built the same thing in lesson 01, where a box had to `+=` what arrives on each of its paths. PyTorch cannot know that your second round is meant as a new start.

# %% [markdown]
# > **Exercise 03-2.** *Predict the pile-up* (level 2, 5 minutes). The weight stays at 0. Return, as a list, what `w.grad` holds after 1, 2 and 3 rounds of forward and `backward` without clearing. Write the numbers; do not run it.
#
# <details><summary>Hint 1</summary>The rule is grad += new.</details>
# <details><summary>Hint 2</summary>Each round adds -30.</details>

# %% tags=["exercise"] exercise="03-2"
def predict_accumulation():
    # BEGIN SOLUTION
    return [-30.0, -60.0, -90.0]
    # END SOLUTION


# %% tags=["check"] exercise="03-2"
check(predict_accumulation)

# %% [markdown]
# A third round, and then the two ways to empty the box: `zero_` leaves a 0 in it, and `None` takes it away until the next `backward`.

# %%
loss_of(w).backward()
print("third round", w.grad)
w.grad.zero_()
print("zero_", w.grad)
w.grad = None
print("None", w.grad)

# %% [markdown] tags=["predict"]
# ## 6. Forgotten
# What if a loop never clears? Each step then uses the sum of all slopes so far, not the slope where it stands.
#
# **Predict.** From $w = 0$ with lr = 0.01, does the weight **(a)** reach 2 more slowly, **(b)** swing around 2 or **(c)** run away?

# %%
w = torch.tensor(0.0, requires_grad=True)
forgotten = [w.item()]
for _ in range(60):
    loss_of(w).backward()
    with torch.no_grad():  # sections 8 and 9 say why
        w -= 0.01 * w.grad
    forgotten.append(w.item())
print("steps 1, 2, 5, 10:", " ".join(f"{forgotten[k]:.4f}" for k in (1, 2, 5, 10)))
print("steps 8, 16, 24, 32:", " ".join(f"{forgotten[k]:.4f}" for k in (8, 16, 24, 32)))
print(f"lowest {min(forgotten):.4f}, highest {max(forgotten):.4f}")

# %% [markdown]
# (b). At step 8 the weight is past 4, at step 16 it is back near its start, at step 24 past 4 again. Does it come to rest?

# %%
show(
    draw.swing(forgotten, lr=0.01),
    "The weight against the step: cleared, it settles at 2; never cleared, "
    "it swings between −0.04 and 4.04 with a period of about 16 steps and does not settle in 60.",
)

# %% [markdown]
# Not within 60 steps. The pile of slopes goes on pushing when the weight is already at 2. Only on the far side do new slopes take the pile down again.

# %% [markdown]
# ## 7. A pendulum
# Let $e = w - 2$, and $e_k$ after $k$ steps. The slope is $15\,e$, and with lr = 0.01 a step subtracts $0.15$ times the *sum* of all $e$ so far:
#
# $$e_{k+1} = e_k - 0.15\,(e_0 + \dots + e_k)$$
#
# Subtract the same line for $e_k$, and the sum goes away: $e_{k+1} = 1.85\,e_k - e_{k-1}$. Such a rule has solutions $z^k$, where $z^2 - 1.85\,z + 1 = 0$.

# %% [markdown] tags=["predict"]
# **Predict.** A solution $z^k$ fades if $|z| < 1$ and grows if $|z| > 1$. Does the swing **(a)** fade, **(b)** stay as it is or **(c)** grow?

# %%
errors = [-2.0, -1.7]  # at the start, and after the first step
for _ in range(1000):
    errors.append(1.85 * errors[-1] - errors[-2])
print(f"last of {len(errors)} errors: {errors[-1]:.4f}")
print("the rule plus 2:", " ".join(f"{errors[k] + 2:.4f}" for k in (1, 2, 5, 10)))
for root in np.roots([1, -1.85, 1]):
    print(f"root with real part {root.real:.4f}, size {abs(root):.4f}")
print(f"widest error of the first 500: {max(map(abs, errors[:500])):.3f}")
print(f"widest error of the last 500: {max(map(abs, errors[-500:])):.3f}")

# %% [markdown]
# (b). The rule gives the weights of section 6, and its last 500 errors swing as wide as its first 500. The two roots multiply to the last coefficient, 1, and as a complex pair they have the same size: 1 each, exactly. It is a pendulum without friction. Clearing is the friction.

# %% [markdown] tags=["predict"]
# ## 8. The step must not be recorded
# The slope is in the box, so take the step. Here are three ways to write it, each a reasonable thought, each an error:
#
# - rebind, recorded: `w = w - 0.01 * w.grad`
# - rebind, not recorded: the same under `torch.no_grad()`
# - in place, recorded: `w -= 0.01 * w.grad`
#
# **Predict.** Match each to its message: **(a)** `does not require grad`, **(b)** `a leaf Variable … in-place operation`, **(c)** `unsupported operand … NoneType`. Which does the *first* way raise?

# %% tags=["raises-exception"]
w = torch.tensor(0.0, requires_grad=True)
with warnings.catch_warnings(record=True) as heard:
    for turn in (1, 2):
        loss_of(w).backward()
        w = w - 0.01 * w.grad
        print(f"round {turn}: {w.item():.4f}")

# %% tags=["raises-exception"]
w = torch.tensor(0.0, requires_grad=True)
for turn in (1, 2):
    loss_of(w).backward()
    with torch.no_grad():
        w = w - 0.01 * w.grad
    print(f"round {turn}: {w.item():.4f}")

# %% tags=["raises-exception"]
w = torch.tensor(0.0, requires_grad=True)
loss_of(w).backward()
step = 0.01 * w.grad
print(f"step {step.item():.4f}")
w -= step

# %%
print(str(heard[0].message).split(". ")[0])  # what PyTorch said before the first error

# %% [markdown]
# (c). Round one works. Round two meets a `w` that is a *result*, not a leaf: its `.grad` is `None`, and PyTorch even warned. The second way raises (a): its new `w` was made off the record and has no flag. Both times the name `w` moved to a new tensor.
#
# The third way raises (b). It keeps the tensor and puts its change on the record: the leaf would depend on itself.

# %% [markdown] tags=["predict"]
# ## 9. The step as it should be
# So change the number in place: the tensor stays. Do it under `no_grad`: the change stays off the record.
#
# **Predict.** After that, is `w` **(a)** the same tensor and still a leaf, **(b)** a new leaf, or **(c)** a leaf without its flag?

# %%
w = torch.tensor(0.0, requires_grad=True)
before = w
loss_of(w).backward()
with torch.no_grad():
    w -= 0.01 * w.grad
print(f"w {w.item():.4f}, same tensor: {w is before}, leaf: {w.is_leaf}, flag: {w.requires_grad}")

# %% [markdown]
# (a). Only the number in it changed, from 0 to 0.3000.
#
# ### Break it
# This loop has every part: forward, `backward`, clearing, step. Name the symptom, then the line.

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
# The weight stays at 0 and the loss at 30, without a message. The box is emptied between `backward` and the step, so every step subtracts 0. Clear after the step, or before `backward`.

# %% [markdown]
# > **Exercise 03-3.** *Semi-manual loop* (level 3, 10 minutes). Take `n` steps from `w0` with autograd's slope. Return two lists of Python numbers: the weight *after* each step, and the loss *before* each step. The check compares them with a NumPy loop.
#
# <details><summary>Hint 1</summary>Three blocks: forward, backward, step.</details>
# <details><summary>Hint 2</summary>with torch.no_grad(): w -= lr*w.grad</details>
# <details><summary>Hint 3</summary>w.grad = None (or .zero_())</details>

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
# > **Exercise 03-4.** *Mend three loops* (level 3, 10 minutes). Take the three loops of section 8 in their order: `fix_a` rebinds on the record, `fix_b` rebinds off it, `fix_c` changes in place on it. Each returns the name of the exception that its broken loop raises, such as `"ValueError"`, and the weight after `n` mended steps from `w0`.
#
# <details><summary>Hint 1</summary>Read the message: it speaks of a leaf, of None or of grad_fn.</details>
# <details><summary>Hint 2</summary>Update in place (-=) and unrecorded (no_grad).</details>

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
        w.requires_grad_()  # a new leaf each step; its box is empty
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
# ## 10. The quiet way
# Older programs write the step as `w.data -= ...`. It works there. Now use `.data` at a bad moment: between forward and `backward`.
#
# **Predict.** Let $y = w^2$ at $w = 3$, with the slope $2w = 6$. Before `backward`, `.data` makes $w$ ten times as large. Is `w.grad` **(a)** 6, **(b)** 60 or **(c)** an error?

# %%
w = torch.tensor(3.0, requires_grad=True)
y = w**2
w.data.mul_(10)
y.backward()
w.grad

# %% [markdown]
# (b), and it is wrong: `y` was computed at 3. The record keeps the tensor `w` itself, and on the way back it reads $2 \cdot 30$. Nothing warned you. Do the same under `no_grad`:

# %% tags=["raises-exception"]
w = torch.tensor(3.0, requires_grad=True)
y = w**2
with torch.no_grad():
    w.mul_(10)
print(f"y = {y.item():g}, w = {w.item():g}")
y.backward()

# %% [markdown]
# Every tensor counts the changes made to it in place. The record wrote down version 0 and found version 1. `.data` steps around that counter, and `no_grad` does not: an error is the better of the two.

# %% [markdown] tags=["predict"]
# ## 11. Once only
# In section 5 each round had a forward pass of its own. This time call `backward` twice on one loss.
#
# **Predict.** At $w = 0$, does the second call leave **(a)** −60, **(b)** an error or **(c)** −30?

# %% tags=["raises-exception"]
w = torch.tensor(0.0, requires_grad=True)
loss = loss_of(w)
loss.backward()
loss.backward()

# %% [markdown]
# (b). What the walk back needs was freed behind it. The message offers `retain_graph=True`. Take the offer and look at the slope:

# %%
w.grad = None
loss = loss_of(w)
loss.backward(retain_graph=True)
loss.backward()
w.grad

# %% [markdown]
# No error, and −60 instead of −30: the box adds. The offer is for those who want two walks over one graph. In a training loop the message means that a forward pass is missing.
#
# ### Break it
# Two more requests that cannot be met. What does each of them lack?

# %% tags=["raises-exception"]
w = torch.tensor(1.0, requires_grad=True)
losses = (w * X - Y) ** 2  # (samples,)
print(losses.tolist())
losses.backward()

# %% tags=["raises-exception"]
torch.tensor([1, 2, 3], requires_grad=True)

# %% [markdown]
# The first lacks the mean: four losses have four slopes, and a box holds one. The second lacks a decimal point: an integer has no small nudge, so it has no slope.

# %% [markdown] tags=["predict"]
# ## 12. What you write down
# A loop keeps its losses, to print or to draw them. Here are three, kept as they come, and their sum.
#
# **Predict.** Is the sum **(a)** a plain number, **(b)** a tensor that still carries its record, or **(c)** an error?

# %%
w = torch.tensor(1.0, requires_grad=True)
kept = [loss_of(w) for _ in range(3)]
print(sum(kept))
print(sum(loss.item() for loss in kept))

# %% [markdown]
# (b). Each kept loss holds on to its notes and to every tensor in them. A list of 10 000 of them is 10 000 graphs in memory, and the sum is one more graph on top. `loss.item()` is the number alone. Write that down.

# %% [markdown] tags=["predict"]
# ## 13. On purpose
# Some data do not fit into memory at once. Cut the four samples into two halves. The slope of each half's mean is below, and then both halves in a row without clearing.
#
# **Predict.** The slope of the whole is −30 at $w = 0$. With both halves in the box, does it hold **(a)** −60, **(b)** −30 or **(c)** −15?

# %%
w = torch.tensor(0.0, requires_grad=True)
held = 0.0
for half in (slice(0, 2), slice(2, 4)):
    ((w * X[half] - Y[half]) ** 2).mean().backward()
    print(f"this half {w.grad.item() - held:.4g}, in the box {w.grad.item():.4g}")
    held = w.grad.item()

# %% [markdown]
# (a). −10 and −50 were added. The mean over four samples is the *mean* of the two halves' means, so the whole is half of that, −30. The box does the adding for you; the dividing is yours.

# %% [markdown]
# > **Exercise 03-5.** *Accumulate on purpose* (level 4, 15 minutes). Return the slope of the full loss at `w`, from two calls of `backward`, one for each half of the samples.
#
# <details><summary>Hint 1</summary>The total mean is the mean of the two means (equal halves).</details>
# <details><summary>Hint 2</summary>(loss/2).backward() twice.</details>

# %% tags=["exercise"] exercise="03-5"
def grad_by_halves(w):
    # BEGIN SOLUTION
    w = torch.tensor(float(w), requires_grad=True)
    for half in (slice(0, 2), slice(2, 4)):
        loss = ((w * X[half] - Y[half]) ** 2).mean()
        (loss / 2).backward()
    return w.grad.item()
    # END SOLUTION


# %% tags=["check"] exercise="03-5"
check(grad_by_halves)

# %% [markdown] tags=["predict"]
# ## 14. The students' table
# Their autograd cell ran 100 steps from 0 with lr = 0.01 and printed every tenth row. Its table is the first one in their notebook with the right slope.
#
# **Predict.** The loss before the first step is 30. Before step 11, is it **(a)** 1.163, **(b)** 0.8401 or **(c)** 5.906?

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
# (a), and all twelve lines are as their notebook printed them. Each step multiplies the distance to 2 by 0.85 and the loss by its square. The second answer is the loss *after* step 11; the third took 0.85 for the loss as well.
#
# The first row pairs w = 0.300 with the loss at 0, as in lesson 02. The last rows print 0.00000000 and mean "below 0.000000005".

# %% [markdown]
# > **Exercise 03-6.** *The pendulum* (level 5, 20 minutes). For the loop of section 6, which never clears: return the period in steps, the largest value $w$ can come near, and whether it converges, `True` or `False`. Derive the first two to four digits; a swing does not turn on a whole step.
#
# <details><summary>Hint 1</summary>e_{k+1} = e_k - 0.15*sum(e_j).</details>
# <details><summary>Hint 2</summary>Subtract two in a row: e_{k+1} = 1.85 e_k - e_{k-1}.</details>
# <details><summary>Hint 3</summary>cos(theta) = 0.925; period 2*pi/theta; amplitude 2.0386</details>

# %% tags=["exercise"] exercise="03-6"
def pendulum():
    # BEGIN SOLUTION
    angle = np.arccos(1.85 / 2)  # e_k = c cos(angle k) + s sin(angle k)
    c = -2.0  # e_0
    s = (-1.7 - c * np.cos(angle)) / np.sin(angle)  # from e_1
    return 2 * np.pi / angle, 2 + np.hypot(c, s), False
    # END SOLUTION


# %% tags=["check"] exercise="03-6"
check(pendulum)

# %% [markdown]
# ## What you can say now
# **Who computes the slope now, and what do you still owe?** Autograd computes it, to the last bit, and you owe three things: a fresh forward pass, a step off the record, and a cleared box.
#
# What is missing: the loss and the step are still lines of your own, and each new model would copy them. Which lines of the loop never change? That is the question of lesson 04.

# %%
progress()
