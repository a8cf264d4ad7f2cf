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
# # 02 · Four samples, by hand
# **How do four samples share one weight?**
#
# One sample asked one thing of the weight. Four samples ask four different things. This lesson lets them vote, follows the vote to the bottom of the loss, and finds out how large a step may be.
#
# By the end you can
# - write a mean squared error and its gradient without loops, right on data that tell twenty wrong ideas apart (exercises 02-1 and 02-2);
# - find a wrong gradient with a numerical check, and name its cause (02-3);
# - write the training loop, and pair each loss with the weight it belongs to (02-4);
# - compute from the data the learning rate that arrives in one step, and the one beyond which it diverges (02-5);
# - give the model a bias, and the bias its gradient (02-6).

# %%
import numpy as np
import torch

from helpers import check, hint, progress
from helpers.drawings import lesson_02 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes, relative_error
from helpers.sliders import show_slider

# %% [markdown]
# ## 1. Four points
# The data are four points on the line $y = 2x$. The model is the one of lesson 01, $\hat y = w\,x$: one weight $w$ for all samples. `X` and `Y` hold one number a sample. Start with a weight of 0 and look at the errors, prediction minus target.

# %% [markdown] tags=["predict"]
# **Predict.** At $w = 0$, is the error of the last sample, $x = 4$ and $y = 8$, **(a)** 8, **(b)** −8 or **(c)** 0?

# %%
X = np.array([1.0, 2.0, 3.0, 4.0])  # (samples,)
Y = np.array([2.0, 4.0, 6.0, 8.0])  # (samples,)
0 * X - Y

# %% [markdown]
# (b). The prediction is 0 and the target is 8, so the error is 0 − 8. With 8 you took target minus prediction. All four errors are negative: every sample asks for a larger weight. The loss has to make one number of them.

# %% [markdown]
# ## 2. One number for four errors
# Square each error, so that a negative one counts like a positive one. Then take the mean over the $N = 4$ samples:
#
# $$L(w) = \frac{1}{N} \sum_{i=1}^{N} (w\,x_i - y_i)^2$$
#
# This is the **mean squared error**.

# %% [markdown] tags=["predict"]
# **Predict.** At $w = 1$ the errors are −1, −2, −3, −4. Is the loss **(a)** 30, **(b)** 7.5 or **(c)** 2.739?

# %%
def loss(w):
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        total += (w * x - y) ** 2
    return total / len(X)


for w in (0.0, 1.0, 2.0, 3.0):
    print(f"w = {w:.0f}  loss = {loss(w):.4g}  7.5 (w − 2)² = {7.5 * (w - 2) ** 2:.4g}")

# %% [markdown]
# (b). 30 is the sum of the four squares, and the last answer is the root of the mean. The two columns agree: every error is $(w - 2)\,x$, and the mean of $x^2$ is 7.5. So the loss is a parabola with its lowest point at 2.

# %% [markdown]
# > **Exercise 02-1.** *MSE* (level 1, 3 minutes). Return the mean squared error of the model $w\,x$ on any data `X`, `Y`. No loops: NumPy works on all samples at once.
#
# <details><summary>Hint 1</summary>Subtract, square, average.</details>
# <details><summary>Hint 2</summary>((w * X - Y) ** 2)</details>
# <details><summary>Hint 3</summary>((w * X - Y) ** 2).mean()</details>

# %% tags=["exercise"] exercise="02-1"
def mse(w, X, Y):
    # BEGIN SOLUTION
    return ((w * X - Y) ** 2).mean()
    # END SOLUTION


# %% tags=["check"] exercise="02-1"
check(mse)

# %% [markdown]
# ## 3. Four votes
# Each sample has a slope of its own, the one you know from lesson 01: $2x\,(w x - y)$. At $w = 0$ the four slopes are $2 \cdot 1 \cdot (-2) = -4$, then −16, −36 and −64. There is only one weight. Which slope does it follow?

# %% [markdown] tags=["predict"]
# **Predict.** The loss is the *mean* of the four squared errors. Is its slope at $w = 0$ **(a)** −120, **(b)** −30 or **(c)** −15?

# %%
slopes = 2 * X * (0 * X - Y)  # (samples,)
print(f"slopes {slopes}, sum {slopes.sum():.4g}, mean {slopes.mean():.4g}")
show(
    draw.votes(slopes),
    "The slopes of the four samples at w = 0 are −4, −16, −36 and −64: "
    "their mean is −30, the slope of the loss, and their sum is −120.",
)

# %% [markdown]
# (b), the upper line. The slope of a mean is the mean of the slopes. With −120 you added the votes up; with −15 you forgot the 2 of the square.
#
# The sample at $x = 4$ casts more than half of all the votes. A large input counts twice: once in the error, and once in how the error moves with the weight.

# %% [markdown]
# ## 4. The formula
# Written out, with its sum sign:
#
# $$\frac{dL}{dw} = \frac{1}{N} \sum_{i=1}^{N} 2\,x_i\,(w\,x_i - y_i)$$
#
# The 2 comes from the square. The $x_i$ is the link from the weight to its prediction. The sum runs over the samples, and $1/N$ makes it a mean.

# %% [markdown] tags=["predict"]
# **Predict.** At $w = 1$ the errors are −1, −2, −3, −4. Is the slope of the loss **(a)** −15, **(b)** −7.5 or **(c)** −5?

# %%
def slope(w):
    return (2 * X * (w * X - Y)).mean()


def slope_by_autograd(w):
    leaf = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    ((leaf * torch.tensor(X) - torch.tensor(Y)) ** 2).mean().backward()
    return leaf.grad.item()


print(f"slopes at w = 0, 1, 2, 3: {[float(slope(w)) for w in (0.0, 1.0, 2.0, 3.0)]}")
compare_slopes(formula=slope(1.0), nudge=central_difference(loss, 1.0), autograd=slope_by_autograd(1.0))

# %% [markdown]
# (a). −7.5 lacks the 2, and −5 lacks the $x$. A nudge of the loss and PyTorch agree with the formula. The slopes −30, −15, 0, 15 rise by 15 for each unit of weight: the slope is $15\,(w - 2)$. Keep that 15 in mind.

# %% [markdown]
# > **Exercise 02-2.** *Gradient of the MSE* (level 2, 5 minutes). Return the slope of the mean squared error in `w`, for any `X` and `Y`. The check uses other data, where no two mistakes give the same number.
#
# <details><summary>Hint 1</summary>Differentiate one sample first, then average.</details>
# <details><summary>Hint 2</summary>The derivative of (w·x − y)² by w is 2·x·(w·x − y).</details>
# <details><summary>Hint 3</summary>2 * np.mean(X * (w * X - Y))</details>

# %% tags=["exercise"] exercise="02-2"
def grad_mse(w, X, Y):
    # BEGIN SOLUTION
    return 2 * np.mean(X * (w * X - Y))
    # END SOLUTION


# %% tags=["check"] exercise="02-2"
check(grad_mse)

# %% [markdown]
# ## 5. A line from a tutorial
# A widely copied program trains on these four points. Its loss is the mean of section 2. Its slope is this line, where `prediction` is $w\,x$ for all samples:
#
# ```python
# np.dot(2 * x, prediction - y).mean()
# ```

# %% [markdown] tags=["predict"]
# **Predict.** Divide its slope at $w = 0$ by the slope of the loss, −30. Is the ratio **(a)** 1, **(b)** 2 or **(c)** 4?

# %%
def copied_slope(x, y, prediction):
    return np.dot(2 * x, prediction - y).mean()


copied = copied_slope(X, Y, 0 * X)
print(f"copied {copied:.4g}, ratio {copied / slope(0.0):.4g}")

# %% [markdown]
# (c). −120 is the sum of the votes. The line says `.mean()`, and still returns a sum.

# %% [markdown]
# ## 6. Three years
# A reader of the tutorial saw it and proposed a division by the number of samples. The answer was that `.mean()` does the same thing. In all the line stood for three years, until another reader proposed the same repair.

# %% [markdown] tags=["predict"]
# **Predict.** What does `.mean()` do to the result of `np.dot`: **(a)** divide it by 4, **(b)** nothing, or **(c)** raise an error?

# %%
total = np.dot(2 * X, 0 * X - Y)
print(f"{type(total).__name__} of shape {total.shape}: {total:.4g}, its mean {total.mean():.4g}")
nudge = central_difference(loss, 0.0)
print(f"nudge {nudge:.4g}, relative error {relative_error(total, nudge):.4g}")

# %% [markdown]
# (b). A dot product multiplies pair by pair *and adds up*. One number is left, of shape `()`, and the mean of one number is that number.
#
# The last two lines of the cell are all it takes to see it. A relative error above 0.01 means a wrong gradient; this one is 0.6. No argument about the code is needed.

# %% [markdown]
# > **Exercise 02-3.** *The fault in the exhibit* (level 3, 10 minutes). One point may agree by accident, so measure `copied_slope` at $w = 0$ and at $w = 1$ against a central difference of the loss. Return the ratio, and the name of the fault: `"sum"`, `"sign"`, `"no 2"` or `"no x"`.
#
# <details><summary>Hint 1</summary>Compare the exhibit's gradient with num_grad of the MSE, at two points.</details>
# <details><summary>Hint 2</summary>np.dot returns one number: what does .mean() of one number do?</details>
# <details><summary>Hint 3</summary>−120 / −30, at w = 0.</details>

# %% tags=["exercise"] exercise="02-3"
def diagnose_gradient():
    # BEGIN SOLUTION
    ratios = [copied_slope(X, Y, w * X) / central_difference(loss, w) for w in (0.0, 1.0)]
    return max(ratios), "sum"  # both are 4
    # END SOLUTION


# %% tags=["check"] exercise="02-3"
check(diagnose_gradient)

# %% [markdown]
# ## 7. The loop
# Training repeats four things: predict, measure the loss, find the slope, step. Here `loss` and `slope` do the predicting inside. The learning rate, `lr`, is 0.01.

# %% [markdown] tags=["predict"]
# **Predict.** You start at $w = 0$ and take five steps. The goal is $f(5) = 10$. Is your $f(5) = 5w$ then **(a)** 9.898, **(b)** 5.563 or **(c)** 10?

# %%
w, lr = 0.0, 0.01
for step in range(1, 6):
    loss_before = loss(w)
    w -= lr * slope(w)
    print(f"step {step}: loss before {loss_before:.5g}, weight after {w:.5f}")
print(f"f(5) = {w * 5:.4g}")

# %% [markdown]
# (b). Each step goes 15 % of the way that is left, so the steps shrink as the goal comes near. If you said 9.898 you may have seen the copied program run; section 8 runs it.
#
# ### Break it
# Two loops and a subtraction, each with one fault. Name each symptom from the output before you read on.

# %%
added, stale, first_slope = 0.0, 0.0, slope(0.0)
for step in range(1, 9):
    added += lr * slope(added)
    stale -= lr * first_slope
    print(f"step {step}: added {added:.4g}, stale {stale:.4g}")

# %% tags=["raises-exception"]
0 * X - Y[:3]

# %% [markdown]
# `added` goes uphill: the slope points where the loss grows. It is at −2.023 after five steps, and each step is longer than the last. `stale` uses the slope at 0 for ever: it passes 2 at step seven and walks on.
#
# The subtraction lost a target. NumPy names both shapes and refuses. Be glad of it: the first two faults said nothing.

# %% [markdown]
# ## 8. Two tables
# Here is the copied program with its own slope and its own printing. It starts where you started, with your learning rate, on float32 data.

# %%
x, y, w = X.astype(np.float32), Y.astype(np.float32), 0.0
print(f"Prediction before training: f(5) = {w * 5:.3f}")
for epoch in range(1, 6):
    prediction = w * x
    mean_loss = ((prediction - y) ** 2).mean()
    w -= 0.01 * float(copied_slope(x, y, prediction))
    print(f"epoch {epoch}: w = {w:.3f}, loss ={mean_loss:.8f}")
print(f"Prediction after training: f(5) = {w * 5:.3f}")

# %% [markdown] tags=["predict"]
# **Predict.** Which learning rate would *your* slope need to print its weights: **(a)** 0.04, **(b)** 0.0025 or **(c)** 0.02?

# %%
w = 0.0
for step in range(1, 6):
    w -= 0.04 * slope(w)
    print(f"step {step}: weight after {w:.4g}")

# %% [markdown]
# (a). A slope 4 times too large, at a rate of 0.01, steps like the right slope at 0.04. It arrives sooner, at 9.898 against your 5.563, *because* it is wrong.
#
# The luck depends on the data. Take each point ten times: the mean stays, the sum grows tenfold, and the same 0.01 acts like 0.4. You will see in section 11 what that does. Results cannot vouch for a gradient. A nudge can.

# %% [markdown]
# ## 9. Which loss, which weight
# The first row of that table says `w = 1.200, loss =30.00000000`. Read it as a claim: at a weight of 1.2 the loss is 30.

# %% [markdown] tags=["predict"]
# **Predict.** Put $w = 1.2$ into the loss. Is it **(a)** 30, **(b)** 4.8 or **(c)** 19.2?

# %%
print(f"loss(0) = {loss(0.0):.4g}, loss(1.2) = {loss(1.2):.4g}, loss(1.68) = {loss(1.68):.4g}")
show(
    draw.table_pairs((0.0, 1.2, 1.68, 1.872)),
    "The loss 30 was measured at w = 0, on the curve, and is printed beside w = 1.2, "
    "far above the curve, where the loss is 4.8.",
)

# %% [markdown]
# (b). The row holds two moments: the loss from before the step and the weight from after it. The dots were measured, the crosses were printed, and no cross lies on the curve. Answer (c) is the sum of the squares at 1.2.
#
# From here on a stored loss is the one *before* the step, and you know the weight it belongs to: the one the step started from.

# %% [markdown]
# > **Exercise 02-4.** *The loop* (level 3, 10 minutes). Take `n` steps from `w0` on any data. Return the last weight, and the list of the `n` losses, each from before its step.
#
# <details><summary>Hint 1</summary>A closed form to check against, on the lesson's data from 0 with lr = 0.01: after k steps w is 2(1 − 0.85ᵏ).</details>
# <details><summary>Hint 2</summary>Inside the loop: loss, gradient, step.</details>
# <details><summary>Hint 3</summary>losses.append(mse(w, X, Y)); w = w - lr * grad_mse(w, X, Y)</details>

# %% tags=["exercise"] exercise="02-4"
def train(w0, lr, n, X, Y):
    # BEGIN SOLUTION
    w, losses = w0, []
    for _ in range(n):
        error = w * X - Y
        losses.append(np.mean(error**2))
        w = w - lr * 2 * np.mean(X * error)
    return w, losses
    # END SOLUTION


# %% tags=["check"] exercise="02-4"
check(train)

# %% [markdown]
# ## 10. The law of the descent
# Call the distance to the goal $e = w - 2$, and $e_k$ after $k$ steps. The slope is $\lambda\,e$ with $\lambda = 15$, so one step gives
#
# $$e_{k+1} = e_k - \text{lr} \cdot \lambda\,e_k = (1 - \text{lr} \cdot \lambda)\,e_k$$
#
# $\lambda$ (lambda) is the bend of the loss: how much its slope changes per unit of weight. The data alone fix it: $\lambda = 2 \cdot \text{mean}(x^2)$.

# %% [markdown] tags=["predict"]
# **Predict.** At lr = 0.01 the distance shrinks by the factor 0.85 a step. By which factor does the *loss* shrink: **(a)** 0.85, **(b)** 0.7225 or **(c)** 0.4?

# %%
w, lr, losses = 0.0, 0.01, []
for _ in range(60):
    losses.append(loss(w))
    w -= lr * slope(w)
print(f"bend {2 * (X**2).mean():.4g}, distance left {2 - w:.4g}, loss ratio {losses[6] / losses[5]:.4g}")
print(f"steps until the loss is below 1e-6: {sum(value >= 1e-6 for value in losses)}")
show(
    draw.loss_on_log(losses),
    "On a log axis the loss is a straight line: times 0.7225 a step, below 1e-6 at step 53.",
)

# %% [markdown]
# (b). The loss is $7.5\,e^2$, so its factor is $0.85^2 = 0.7225$. The 0.4 belongs to the copied program: $1 - 0.04 \cdot 15$.
#
# Each mark of the upright axis is ten times the one below, and on such an axis a constant factor is a straight line. Two points of it tell you when any loss is reached: here 53 steps to a millionth.

# %% [markdown]
# > **Exercise 02-5.** *Speed and its limit* (level 4, 15 minutes). For these four points, return three learning rates: (a) the one with which the right slope prints the copied program's table, (b) the one that arrives in one step, (c) the one beyond which the descent diverges.
#
# <details><summary>Hint 1</summary>With e = w − 2, write the next e as (1 − lr · λ) · e.</details>
# <details><summary>Hint 2</summary>λ = 2 · mean(x²) = 15.</details>
# <details><summary>Hint 3</summary>|1 − lr · λ| &lt; 1 holds as long as lr &lt; 2/λ.</details>

# %% tags=["exercise"] exercise="02-5"
def rates():
    # BEGIN SOLUTION
    bend = 2 * np.mean(X**2)
    return 4 * 0.01, 1 / bend, 2 / bend
    # END SOLUTION


# %% tags=["check"] exercise="02-5"
check(rates)

# %% [markdown]
# ## 11. How large a step
# The factor $1 - 15\,\text{lr}$ is 0.85 at lr = 0.01. It falls as the learning rate grows, and at some rate it is negative.

# %% [markdown] tags=["predict"]
# **Predict.** With lr = 0.12, does the weight **(a)** glide to 2, **(b)** jump over 2 and still converge, or **(c)** diverge?

# %%
choices = (0.01, 1 / 15, 0.12, 2 / 15, 0.14)
print("lr     " + "".join(f"{choice:9.4g}" for choice in choices))
print("factor " + "".join(f"{1 - 15 * choice:9.4g}" for choice in choices))
weights = [0.0] * len(choices)
for step in range(7):
    print(f"step {step} " + "".join(f"{weight:9.5f}" for weight in weights))
    weights = [weight - choice * slope(weight) for weight, choice in zip(weights, choices, strict=True)]

# %% [markdown]
# (b). The factor is −0.8: each step jumps over 2 and lands nearer. At 1/15 it is 0, and one step arrives. At 2/15 it is −1: 0, 4, 0, 4, without an end and without an error message. At 0.14 it is −1.1.
#
# What do these factors look like on the parabola?

# %%
show(
    draw.parabolas(choices, steps=6),
    "Paths on the loss for five learning rates: 0.01 slides down with factor 0.85, 1/15 arrives in one step, "
    "0.12 jumps from side to side and down with factor −0.8, 2/15 jumps between 0 and 4 at loss 30, "
    "0.14 jumps from side to side and up with factor −1.1.",
)

# %% [markdown]
# Slide, arrive, bounce down, bounce level, bounce up. The copied program on tenfold data, at 0.4, would have the factor −5.
#
# So where is the limit, and does it depend on how many steps you take?

# %%
show(
    draw.loss_against_rate((1, 3, 10, 30)),
    "The loss after 1, 3, 10 and 30 steps against the learning rate: "
    "all four curves cross at 2/15 = 0.1333, at the loss 30 they began with; "
    "more steps help below it and harm above it.",
)

# %% [markdown]
# It does not. All curves cross at 2/15, which is $2/\lambda$, at the loss they began with. To the left of the crossing more steps help; to the right they harm. Drag the slider, or use the arrow keys, and watch the path turn over. Beyond the crossing it climbs out of the picture.

# %%
show_slider(
    sliders.learning_rate(steps=8),
    "Eight steps from w = 0: at a learning rate of 0.12 the factor is −0.8 and the path jumps down to a loss of 0.8444; "
    "at 0.06667 it arrives in one step, and at 0.14 it climbs to 137.8.",
)

# %% [markdown]
# ## 12. The eighth decimal
# Row two of the copied program reads 4.79999924 in section 8, as it did when the program was written. There the weight was a Python float. Leave it to NumPy 2, and the weight becomes a float32.

# %% [markdown] tags=["predict"]
# **Predict.** With a float32 weight, row two prints 4.80000067. Which print is wrong: **(a)** the old one, **(b)** the new one or **(c)** neither?

# %%
w = np.float32(0)
for epoch in (1, 2):
    print(f"epoch {epoch}: loss ={((w * x - y) ** 2).mean():.8f}")
    w -= np.float32(0.01) * copied_slope(x, y, w * x)
spacing = np.spacing(np.float32(4.8))
print(f"float32 numbers near 4.8 are {spacing:.4g} apart")
for printed in (4.79999924, 4.80000067):
    print(f"{printed} is {(np.float32(printed) - np.float32(4.8)) / spacing:+.0f} of these steps from 4.8")

# %% [markdown]
# (c). The exact loss is 4.8. One print lies two float32 numbers below it, the other one above: the same program, rounded at another place.
#
# A float32 carries about seven digits. Print eight decimals of it and the last ones are noise. Compare losses to one part in 100 000, never by their last digits.

# %% [markdown]
# ## 13. A second knob
# Give the model a bias $b$: $\hat y = w\,x + b$. A bias is a weight whose input is always 1. So stack a row of ones under `X`, and the formula of section 4 serves both.

# %% [markdown] tags=["predict"]
# **Predict.** At $w = 0$, $b = 0$ the slope in $w$ is −30. Is the slope in $b$ **(a)** −30, **(b)** −10 or **(c)** −40?

# %%
inputs = np.stack([X, np.ones(4)])  # (parameters, samples)


def slopes_of(knobs):
    return (2 * inputs * (knobs @ inputs - Y)).mean(axis=1)  # (parameters,)


leaf = torch.zeros(2, dtype=torch.float64, requires_grad=True)
((leaf @ torch.tensor(inputs) - torch.tensor(Y)) ** 2).mean().backward()
nudges = [central_difference(lambda h: ((h * row - Y) ** 2).mean(), 0.0) for row in inputs]
for name, by_hand, nudge, autograd in zip("wb", slopes_of(np.zeros(2)), nudges, leaf.grad.tolist(), strict=True):
    print(f"slope in {name}")
    compare_slopes(by_hand=by_hand, nudge=nudge, autograd=autograd)

# %% [markdown]
# (b). The errors are −2, −4, −6, −8. Their mean is −5, and twice that is −10. −40 is the sum again. With −30 you multiplied by an $x$ that a bias does not have.
#
# ### Break it
# Train both knobs. Beside them train a pair that drops the $x$: it uses the slope of $b$ for $w$ as well. Would you notice from its losses?

# %%
knobs, same = np.zeros(2), np.zeros(2)  # w, b


def report(when):
    for name, (w, b) in (("right", knobs), ("without x", same)):
        print(f"{when:9} {name:9}  w {w:.4f}, b {b:.4f}, loss {((w * X + b - Y) ** 2).mean():.5g}")


for step in range(1, 201):
    knobs -= lr * slopes_of(knobs)
    same -= lr * slopes_of(same)[1]
    if step in (1, 2, 5):
        report(f"step {step}")
report("after 200")

# %% [markdown]
# The wrong pair learns, and settles. No message appears, and its loss of 0.40816 looks trained. Both of its knobs stop at 1.4286. At the start a nudge of $w$ says −30 where it uses −10: a relative error of 0.5, seen before the first step.

# %% [markdown]
# > **Exercise 02-6.** *Add a bias* (level 4, 15 minutes). Return the two slopes of the mean squared error of $w\,x + b$, for any data. One step from (0, 0) with lr = 0.01 must lead to $w = 0.3$, $b = 0.1$.
#
# <details><summary>Hint 1</summary>For db, replace x by 1.</details>
# <details><summary>Hint 2</summary>db = 2 · mean(w·x + b − y).</details>
# <details><summary>Hint 3</summary>The slopes change by [[15, 5], [5, 2]] per unit of w and b: that matrix comes back in a later lesson.</details>

# %% tags=["exercise"] exercise="02-6"
def grad_wb(w, b, X, Y):
    # BEGIN SOLUTION
    error = w * X + b - Y
    return 2 * np.mean(X * error), 2 * np.mean(error)
    # END SOLUTION


# %% tags=["check"] exercise="02-6"
check(grad_wb)

# %% [markdown]
# ## 14. A cliff
# The four points lie on a line through 0, so the best bias is 0. The least loss is 0 with or without a bias, and both gradients are checked.

# %% [markdown] tags=["predict"]
# **Predict.** After 100 steps without a bias, $f(5)$ is 10.00. With a bias, is it after 100 steps **(a)** as near to 10, **(b)** nearer or **(c)** further away?

# %%
w, knobs = 0.0, np.zeros(2)
for step in range(1, 1001):
    w -= lr * slope(w)
    knobs -= lr * slopes_of(knobs)
    if step in (10, 100, 1000):
        print(f"step {step}: f(5) without a bias {w * 5:.4g}, with a bias {knobs @ [5, 1]:.4g}")
print(f"after {step} steps the bias is still {knobs[1]:.4g}")

# %% [markdown]
# (c). After 10 steps the bias is ahead. After 100 it is at 9.683, and after 1000 at 9.979. Nothing is wrong with the gradient, and more digits would not help. Some mixture of the two knobs learns quickly and some other hardly moves. Lesson 05 finds both, and the reason.

# %% [markdown]
# ## What you can say now
# **How do four samples share one weight?** Each has a slope of its own, and the weight follows their mean, with a learning rate below 2 divided by the bend.
#
# What is missing: you derived this slope on paper, and each new model would need a new derivation. Who could compute it for you, and what would you still owe? That is the question of lesson 03.

# %%
progress()
