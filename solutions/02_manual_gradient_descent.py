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
# # 02 · Four samples, by hand
# **How do four samples share one weight?**
#
# One sample asked one thing of the weight. Four samples ask four things at once: how strongly to move, and, when they disagree, where to. This lesson lets them vote, follows the vote to the bottom of the loss, and finds out how large a step may be.
#
# By the end you can
# - write a mean squared error without loops (exercise 02-1), and its gradient when votes count differently (02-2), right on data that you have not seen;
# - tell from two measured slopes which fault a gradient has (02-3);
# - write the training loop, stop it when the loss is small enough, and pair each loss with the weight it belongs to (02-4);
# - compute from the data the learning rate that arrives in one step, and the one beyond which it diverges (02-5);
# - give the model a bias, in one of two places, and the bias its gradient (02-6).

# %%
import numpy as np
import torch

from helpers import check, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_02 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes, relative_error
from helpers.sliders import show_slider

# %% [markdown]
# ## 1. Four points
# The data are four points on the line $y = 2x$. The model is the one of lesson 01, $\hat y = w\,x$: one weight $w$ for all samples. `X` and `Y` hold one number a sample. Start with a weight of 0 and look at the errors, prediction minus target.

# %% [markdown] tags=["predict"]
# **Predict.** At $w = 0$, what is the error of the last sample, $x = 4$ and $y = 8$?
# - **(a)** −8
# - **(b)** 0
# - **(c)** 8

# %%
X = np.array([1.0, 2.0, 3.0, 4.0])  # (samples,)
Y = np.array([2.0, 4.0, 6.0, 8.0])  # (samples,)
0 * X - Y

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The prediction is 0 and the target is 8, so the error is 0 − 8. All four errors are negative: each of these samples asks for a larger weight.
#
# - **(b)** is the prediction, not its error.
# - **(c)** is target minus prediction.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 2. One number for four errors
# Square each error, so that a negative one counts like a positive one. Then take the mean over the $N = 4$ samples:
#
# $$L(w) = \frac{1}{N} \sum_{i=1}^{N} (w\,x_i - y_i)^2$$
#
# This is the **mean squared error**.

# %% [markdown] tags=["predict"]
# **Predict.** At $w = 1$ the errors are −1, −2, −3, −4. What is the loss?
# - **(a)** 2.739
# - **(b)** 7.5
# - **(c)** 30

# %%
def loss(w):
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        total += (w * x - y) ** 2
    return total / len(X)


for w in (0.0, 1.0, 2.0, 3.0):
    parabola = (X**2).mean() * (w - 2) ** 2
    print(f"w = {w:.0f}  loss = {loss(w):.4f}  mean(x²) (w − 2)² = {parabola:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The squares 1, 4, 9, 16 add up to 30, and a quarter of that is 7.5. On these points each error is $(w - 2)\,x$, so the two columns agree: the loss is a parabola, 7.5 times $(w - 2)^2$, with its lowest point at 2.
#
# - **(a)** is the root of the mean.
# - **(c)** is the sum of the squares.
#
# </details>

# %% [markdown]
# > **Exercise 02-1.** *MSE* (level 2, 4 minutes). The model of this exercise is $\hat y = w\,x^2$: how far something falls in $x$ seconds. Return its mean squared error on any data `X`, `Y`. Do without a loop: NumPy works on all samples at once.
#
# <details><summary>Hint 1</summary>Which shape do the predictions have? Write them first.</details>
# <details><summary>Hint 2</summary>Subtract, square, average: in this order.</details>
# <details><summary>Hint 3</summary>An array has a method for its mean.</details>

# %% tags=["exercise"] exercise="02-1"
def mse(w, X, Y):
    # BEGIN SOLUTION
    return ((w * X**2 - Y) ** 2).mean()
    # END SOLUTION


# %% tags=["check"] exercise="02-1"
check(mse)

# %% [markdown] tags=["slide"]
# ## 3. Four votes
# Each sample has a slope of its own, the one you know from lesson 01: $2x\,(w x - y)$. At $w = 0$ the four slopes are $2 \cdot 1 \cdot (-2) = -4$, then −16, −36 and −64. There is only one weight. Which slope should it follow?

# %% [markdown] tags=["predict", "slide"]
# **Predict.** What is the slope of the loss of section 2 at $w = 0$?
# - **(a)** −120
# - **(b)** −15
# - **(c)** −30

# %%
slopes = 2 * X * (0 * X - Y)  # (samples,)
nudge = central_difference(loss, 0.0)
print(f"slopes {slopes}, sum {slopes.sum():.2f}, mean {slopes.mean():.2f}")
print(f"a nudge of the loss measures {nudge:.2f}")
show(draw.votes(slopes))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**, the upper line. The loss is a mean, and the slope of a mean is the mean of the slopes. A nudge of the loss agrees.
#
# - **(a)** adds the votes up.
# - **(b)** forgets the 2 of the square.
#
# The sample at $x = 4$ casts more than half of all the votes. On a line through the origin a large input counts twice: once in the error, and once in how the error moves with the weight.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 4. The formula
# Written out, with its sum sign:
#
# $$\frac{dL}{dw} = \frac{1}{N} \sum_{i=1}^{N} 2\,x_i\,(w\,x_i - y_i)$$
#
# The 2 comes from the square. The $x_i$ is the link from the weight to its prediction. The sum runs over the samples, and $1/N$ makes it a mean.

# %% [markdown] tags=["predict"]
# **Predict.** At $w = 1$ the errors are −1, −2, −3, −4. What is the slope of the loss?
# - **(a)** −7.5
# - **(b)** −15
# - **(c)** −5

# %%
def slope(w):
    return (2 * X * (w * X - Y)).mean()


def slope_by_autograd(w):
    leaf = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    ((leaf * torch.tensor(X) - torch.tensor(Y)) ** 2).mean().backward()
    return leaf.grad.item()


# %%
print(f"slopes at w = 0, 1, 2, 3: {[float(slope(w)) for w in (0.0, 1.0, 2.0, 3.0)]}")
by_nudge, by_autograd = central_difference(loss, 1.0), slope_by_autograd(1.0)
compare_slopes(formula=slope(1.0), nudge=by_nudge, autograd=by_autograd)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. A nudge of the loss and PyTorch agree with the formula. The slopes −30, −15, 0, 15 rise by 15 for each unit of weight: the slope is $15\,(w - 2)$. Keep that 15 in mind.
#
# - **(a)** lacks the 2.
# - **(c)** lacks the $x$: it is twice the mean error.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 5. A vote for another weight
# So far all four agree where to go: each of the four parabolas has its lowest point at 2. Move the last point off the line, to $y = 5$. Alone, it would be content at $w = 5/4$. The other three still want 2.
#
# **Predict.** Where is the mean of the four squared errors least?
# - **(a)** at 1.6
# - **(b)** at 1.8125
# - **(c)** at 2

# %%
Y_moved = np.array([2.0, 4.0, 6.0, 5.0])  # (samples,)
best = (X * Y_moved).sum() / (X**2).sum()
slopes_at_best = 2 * X * (best * X - Y_moved)  # (samples,)
losses_at_best = (best * X - Y_moved) ** 2  # (samples,)
print(f"Σxy/Σx² = {best:.4f}, mean of the four goals {(Y_moved / X).mean():.4f}")
pulls, left = slopes_at_best.round(2), abs(slopes_at_best.sum())
print(f"there the slopes are {pulls}, their sum {left:.4f}")
print(f"least loss {losses_at_best.mean():.4f}")
show(draw.compromise(X, Y_moved))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. Setting the formula of section 4 to 0 gives $w = \sum x_i y_i / \sum x_i^2$. There no sample is content, three pull up and one pulls down, and the pulls cancel. The least loss is 1.05, not 0.
#
# - **(b)** is the mean of the four goals. It forgets that the large input counts for more.
# - **(c)** lets the majority decide.
#
# </details>

# %% [markdown]
# With such a formula, why take steps at all? It exists where the prediction is the weight times a number. The model of lesson 06 is not of this kind, and has none. Steps need only a slope.

# %% [markdown]
# > **Exercise 02-2.** *Votes that count differently* (level 3, 8 minutes). Sample $i$ now counts $c_i$ times: the loss is $\sum c_i\,(w\,x_i - y_i)^2 \,/\, \sum c_i$. Return its slope in `w`, for any `X`, `Y` and counts `C`. With all counts equal it is the slope of the mean squared error.
#
# <details><summary>Hint 1</summary>Differentiate one sample first; its count is a number that stays in front.</details>
# <details><summary>Hint 2</summary>By what is the sum divided, and does that depend on w?</details>
# <details><summary>Hint 3</summary>Try it on two samples, the first counted three times: it must equal the mean over four samples, three of them alike.</details>

# %% tags=["exercise"] exercise="02-2"
def weighted_slope(w, X, Y, C):
    # BEGIN SOLUTION
    return 2 * np.sum(C * X * (w * X - Y)) / np.sum(C)
    # END SOLUTION


# %% tags=["check"] exercise="02-2"
check(weighted_slope)

# %% [markdown] tags=["predict", "slide"]
# ## 6. A line from a tutorial
# A widely copied program, from Patrick Loeber's *pytorchTutorial*, trained on the four points of section 1. Its loss is the mean of section 2. Until 2023 its slope was this line, where `prediction` is $w\,x$ for all samples:
#
# ```python
# np.dot(2 * x, prediction - y).mean()
# ```
#
# **Predict.** Divide its slope at $w = 0$ by the slope of the loss. What is the ratio?
# - **(a)** 1
# - **(b)** 2
# - **(c)** 4

# %%
def copied_slope(x, y, prediction):
    return np.dot(2 * x, prediction - y).mean()


copied = copied_slope(X, Y, 0 * X)
true = slope(0.0)
print(f"copied {copied:.2f}, slope of the loss {true:.2f}, ratio {copied / true:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The line says `.mean()`, and returns the sum of the four votes.
#
# - **(a)** believes the word.
# - **(b)** suspects the 2, which belongs there.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 7. Three years
# The line was written on 29 December 2019. In March 2021 a reader proposed to divide by the number of samples. The answer was that `.mean()` "is doing the same thing". Another reader proposed that repair again on 26 October 2021. It was merged on 5 January 2023.

# %% [markdown] tags=["predict", "slide"]
# **Predict.** Try the answer on other data: take each of the four points ten times. What is the ratio of section 6 there?
# - **(a)** 40
# - **(b)** 10
# - **(c)** 4

# %%
total = np.dot(2 * X, 0 * X - Y)
print(f"{type(total).__name__} of shape {total.shape}")
print(f"dot product {total:.2f}, its mean {total.mean():.2f}")
print(f"nudge {nudge:.2f}, relative error {relative_error(total, nudge):.4f}")
x, y = np.tile(X, 10), np.tile(Y, 10)  # each point ten times: (samples,)
copied, true = copied_slope(x, y, 0 * x), (2 * x * (0 * x - y)).mean()
print(f"ten times: copied {copied:.2f}, slope of the loss {true:.2f}")
print(f"ratio {copied / true:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. A dot product multiplies pair by pair *and adds up*. One number is left, of shape `()`, and the mean of one number is that number. So the line returns the sum, and a sum is as many times too large as there are samples.
#
# - **(b)** counts the copies and forgets that there were four points.
# - **(c)** takes the 4 for a property of the line. It was the number of samples.
#
# A nudge is all it takes to see it. A relative error above 0.01 probably means a wrong gradient; on the four points it is 0.6. No argument about the code is needed.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 02-3.** *Name the fault* (level 3, 12 minutes). A program's slope was measured at two weights, and beside it a central difference of the loss: `measured` and `nudged` hold two numbers each, `N` is the number of samples. Return the name of the fault: `"sum"`, `"sign"`, `"no 2"`, `"no x"`, or `"right"` if there is none. Each program has one fault at most, and a nudge is good to three digits.
#
# <details><summary>Hint 1</summary>Divide measured by nudged. What would each fault do to that ratio?</details>
# <details><summary>Hint 2</summary>Four of the five names have a ratio that you know beforehand. What does that leave for the fifth?</details>
# <details><summary>Hint 3</summary>Compare ratios with np.isclose and a relative tolerance, never with ==.</details>

# %% tags=["exercise"] exercise="02-3"
def name_the_fault(measured, nudged, N):
    # BEGIN SOLUTION
    ratios = np.array(measured) / np.array(nudged)
    for name, ratio in {"right": 1, "sum": N, "sign": -1, "no 2": 0.5}.items():
        if np.allclose(ratios, ratio, rtol=1e-2):
            return name
    return "no x"
    # END SOLUTION


# %% tags=["check"] exercise="02-3"
check(name_the_fault)

# %% [markdown] tags=["slide"]
# ## 8. The loop
# Training repeats four things: predict, measure the loss, find the slope, step. Here `loss` and `slope` do the predicting inside. The step goes against the slope, scaled by the learning rate `lr`, here 0.01.

# %% [markdown] tags=["predict", "slide"]
# **Predict.** From $w = 0$ the first step leads to 0.3. Where does the second one lead?
# - **(a)** to 0.045
# - **(b)** to 0.555
# - **(c)** to 0.6

# %%
w, lr = 0.0, 0.01
for step in range(1, 6):
    before = f"step {step}: loss {loss(w):.5f}, slope {slope(w):.4f}"
    w -= lr * slope(w)
    print(f"{before}, weight after {w:.5f}")
print(f"prediction at x = 5: f(5) = {w * 5:.4f}, where the line has {2 * 5}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. At 0.3 the slope is $15 \cdot (0.3 - 2) = -25.5$, and the step is a hundredth of that. Each step goes 15 % of the way that is left, so the steps shrink as the goal comes near.
#
# - **(a)** adds the slope where it must be subtracted.
# - **(c)** takes the first step a second time.
#
# </details>

# %% [markdown]
# ### Break it
# Two loops and a subtraction, each with one fault. Name each symptom from the output before you open the text below.

# %%
added, stale, first_slope = 0.0, 0.0, slope(0.0)
for step in range(1, 9):
    added += lr * slope(added)
    stale -= lr * first_slope
    print(f"step {step}: added {added:.4f}, stale {stale:.4f}")

# %%
with attempt():
    print(0 * X - Y[:3])

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# `added` goes uphill: the slope points where the loss grows. It is at −2.0227 after five steps, and each step is longer than the last. `stale` uses the slope at 0 for ever: it passes 2 at step seven and walks on.
#
# The subtraction lost a target. NumPy names both shapes and refuses. Be glad of it: the first two faults said nothing.
#
# </details>

# %% [markdown]
# ## 9. Two tables
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
# **Predict.** With which learning rate would *your* slope print the weights of this table?
# - **(a)** 0.0025
# - **(b)** 0.02
# - **(c)** 0.04

# %%
for rate in (0.0025, 0.02, 0.04):
    w, weights = 0.0, []
    for _ in range(5):
        w -= rate * slope(w)
        weights.append(float(w))
    print(f"lr {rate:<6}  weights after: {np.round(weights, 4)}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. A slope 4 times too large, at a rate of 0.01, steps like the right slope at 0.04. It arrives sooner, at 9.898 against your 5.5629, *because* it is too large.
#
# - **(a)** divides by 4 where the fault multiplies.
# - **(b)** is the ratio 2, which section 6 ruled out.
#
# The luck depends on the data. On the points of section 7, each taken ten times, the copied 0.01 acts like 0.4. Section 12 shows what that does. A quick descent is no proof of a right gradient. A nudge is.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 10. Which loss, which weight
# The first row of the copied table says `w = 1.200, loss =30.00000000`. Read it as a claim: at a weight of 1.2 the loss is 30.
#
# **Predict.** Put $w = 1.2$ into the loss. What is it?
# - **(a)** 4.8
# - **(b)** 19.2
# - **(c)** 30

# %%
for weight in (0.0, 1.2, 1.68):
    print(f"loss({weight}) = {loss(weight):.4f}")
show(draw.table_pairs((0.0, 1.2, 1.68)))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The row holds two moments: the loss from before the step and the weight from after it. The dots were measured, the crosses were printed, and neither cross lies on the curve.
#
# - **(b)** is the sum of the squares at 1.2, not their mean.
# - **(c)** trusts the row.
#
# From here on a stored loss is the one *before* the step, and you know the weight it belongs to: the one the step started from.
#
# </details>

# %% [markdown]
# > **Exercise 02-4.** *A loop that stops* (level 3, 12 minutes). Take steps from `w0` on any data, but at most `n`, and none once the loss is below `enough`. Return the last weight, and the list of the losses, one for each step you took, each from before it.
#
# <details><summary>Hint 1</summary>A closed form to test with, on the four points of section 1 from 0 with lr = 0.01: after k steps w is 2(1 − 0.85ᵏ).</details>
# <details><summary>Hint 2</summary>Inside the loop: loss, question, slope, step. What comes before the loss is stored?</details>
# <details><summary>Hint 3</summary>With enough = 0 your loop takes n steps, and returns n losses.</details>

# %% tags=["exercise"] exercise="02-4"
def train(w0, lr, n, enough, X, Y):
    # BEGIN SOLUTION
    w, losses = w0, []
    for _ in range(n):
        error = w * X - Y
        if np.mean(error**2) < enough:
            break
        losses.append(np.mean(error**2))
        w = w - lr * 2 * np.mean(X * error)
    return w, losses
    # END SOLUTION


# %% tags=["check"] exercise="02-4"
check(train)

# %% [markdown]
# ## 11. The law of the descent
# Call the distance from the weight to its goal $d = w - 2$, and $d_k$ after $k$ steps. The slope is $\lambda\,d$ with $\lambda = 15$, so one step gives
#
# $$d_{k+1} = d_k - \text{lr} \cdot \lambda\,d_k = (1 - \text{lr} \cdot \lambda)\,d_k$$
#
# $\lambda$ (lambda) is the bend of the loss: how much its slope changes per unit of weight. The inputs alone fix it: $\lambda = 2 \cdot \text{mean}(x^2)$.

# %% [markdown] tags=["predict"]
# **Predict.** At lr = 0.01 the distance shrinks by the factor 0.85 a step. By which factor does the *loss* shrink?
# - **(a)** 0.4
# - **(b)** 0.7225
# - **(c)** 0.85

# %%
w, lr, losses = 0.0, 0.01, []
for _ in range(60):
    losses.append(loss(w))
    w -= lr * slope(w)
print(f"bend {2 * (X**2).mean():.2f}, last distance d {w - 2:.4g}")
print(f"one loss divided by the one before: {losses[6] / losses[5]:.4f}")
print(f"steps until the loss is below 1e-6: {sum(value >= 1e-6 for value in losses)}")
show(draw.loss_on_log(losses))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The loss is $7.5\,d^2$, so its factor is $0.85^2 = 0.7225$.
#
# - **(a)** belongs to the copied program: $1 - 0.04 \cdot 15$.
# - **(c)** is the factor of the distance.
#
# Each mark of the upright axis is ten times the one below, and on such an axis a constant factor is a straight line. Two points of it tell you when any loss is reached: here 53 steps to a millionth.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 02-5.** *Speed and its limit* (level 4, 15 minutes). For the inputs `X` of points on any line through the origin, return three learning rates for the right slope: (a) the one with which it does what the copied program does at `lr`, (b) the one that arrives in one step, (c) the one beyond which the descent diverges.
#
# <details><summary>Hint 1</summary>How many times too large is the copied slope on these samples?</details>
# <details><summary>Hint 2</summary>Write the next distance as (1 − lr · λ) · d. Which lr makes the factor 0?</details>
# <details><summary>Hint 3</summary>A factor f shrinks the distance while −1 &lt; f &lt; 1.</details>

# %% tags=["exercise"] exercise="02-5"
def rates(lr, X):
    # BEGIN SOLUTION
    bend = 2 * np.mean(X**2)
    return len(X) * lr, 1 / bend, 2 / bend
    # END SOLUTION


# %% tags=["check"] exercise="02-5"
check(rates)

# %% [markdown] tags=["predict", "slide"]
# ## 12. How large a step
# The factor $1 - 15\,\text{lr}$ is 0.85 at lr = 0.01. It falls as the learning rate grows, and beyond some rate it is negative.
#
# **Predict.** With lr = 0.12, what does the weight do?
# - **(a)** it diverges
# - **(b)** it glides to 2
# - **(c)** it jumps over 2 and still converges

# %%
choices = (0.01, 1 / 15, 0.12, 2 / 15, 0.14)
print("lr     " + "".join(f"{choice:9.5f}" for choice in choices))
print("factor " + "".join(f"{1 - 15 * choice:9.4f}" for choice in choices))
weights = [0.0] * len(choices)
for step in range(7):
    print(f"step {step} " + "".join(f"{weight:9.5f}" for weight in weights))
    weights = [w - lr * slope(w) for w, lr in zip(weights, choices, strict=True)]

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The factor is −0.8: each step jumps over 2 and lands nearer. At 1/15 it is 0, and one step arrives. At 2/15 it is −1: 0, 4, 0, 4, without an end and without an error message. At 0.14 it is −1.1.
#
# - **(a)** takes a negative factor for a growing one. Its size decides.
# - **(b)** holds up to 1/15. Beyond it the factor is negative.
#
# </details>

# %% [markdown] tags=["slide"]
# What do these factors look like on the parabola?

# %% tags=["slide"]
show(draw.parabolas(choices, steps=6))

# %% [markdown]
# Slide, arrive, bounce down, bounce level, bounce up. The copied program on tenfold data, at 0.4, would have the factor −5.
#
# So where is the limit, and does it depend on how many steps you take?

# %%
show(draw.loss_against_rate((1, 3, 10, 30)))

# %% [markdown]
# It does not. All curves cross at 2/15, which is $2/\lambda$, at the loss they began with. To the left of the crossing more steps help; to the right they harm. Drag the slider, or use the arrow keys, and watch the path change from a slide into jumps. Beyond the crossing it climbs out of the picture.

# %%
show_slider(sliders.learning_rate(steps=8))

# %% [markdown] tags=["predict"]
# ## 13. The eighth decimal
# Row two of the copied program reads 4.79999924 in section 9, as it did when the program was written. There the weight is a Python float, since section 9 says `float(...)`. Without it NumPy 2 makes the weight a float32.
#
# **Predict.** With a float32 weight, row two prints 4.80000067. Which print is wrong?
# - **(a)** the old one
# - **(b)** the new one
# - **(c)** neither

# %%
w = np.float32(0)
for epoch in (1, 2):
    print(f"epoch {epoch}: loss ={((w * x - y) ** 2).mean():.8f}")
    w -= np.float32(0.01) * copied_slope(x, y, w * x)
spacing = np.spacing(np.float32(4.8))
print(f"float32 numbers near 4.8 are {spacing:.4g} apart")
for printed in (4.79999924, 4.80000067):
    steps = (np.float32(printed) - np.float32(4.8)) / spacing
    print(f"{printed} is {steps:+.0f} of these steps from 4.8")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The exact loss is 4.8. One print lies two float32 numbers below it, the other one above: one program, rounded in two different places.
#
# - **(a)** takes the new rounding for the truth. It would make all older tables wrong.
# - **(b)** takes the old rounding for the truth.
#
# A float32 carries about seven digits. Print eight decimals of it and the last ones are noise. Compare float32 losses to one part in ten thousand, not by their last digits.
#
# </details>

# %% [markdown]
# ## 14. A second knob
# Give the model a bias $b$: $\hat y = w\,x + b$. A bias is a weight whose input is 1 in each sample. So put a column of ones beside `X`. The sign `@` multiplies each row by the two knobs and adds up: one prediction a sample.

# %%
inputs = np.stack([X, np.ones(4)], axis=1)  # (samples, features)
knobs = np.array([2.0, 0.5])  # w, b: (features,)
print(f"{inputs.shape} @ {knobs.shape} is {(inputs @ knobs).shape}: {inputs @ knobs}")

# %% [markdown] tags=["predict"]
# Each knob has its own votes: a column. `axis=0` takes the mean down the samples and leaves one slope a knob.
#
# **Predict.** At $w = 0$, $b = 0$ the slope in $w$ is −30. What is the slope in $b$?
# - **(a)** −10
# - **(b)** −30
# - **(c)** −40

# %%
def slopes_of(knobs):
    errors = inputs @ knobs - Y  # (samples,)
    votes = 2 * errors[:, None] * inputs  # the errors as a column: (samples, features)
    return votes.mean(axis=0)  # (features,)


leaf = torch.zeros(2, dtype=torch.float64, requires_grad=True)
((torch.tensor(inputs) @ leaf - torch.tensor(Y)) ** 2).mean().backward()

# %%
by_hand, by_autograd = slopes_of(np.zeros(2)), leaf.grad.tolist()
for at, name in enumerate("wb"):
    nudge = central_difference(lambda h: ((h * inputs[:, at] - Y) ** 2).mean(), 0.0)
    print(f"slope in {name}")
    compare_slopes(by_hand=by_hand[at], nudge=nudge, autograd=by_autograd[at])

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The errors are −2, −4, −6, −8. Their mean is −5, and twice that is −10.
#
# - **(b)** multiplies by an $x$ that a bias does not have.
# - **(c)** is the sum again.
#
# </details>

# %% [markdown]
# ### Break it
# Train both knobs. Beside them train a pair that drops the $x$: it uses the slope of $b$ for $w$ as well. Would you notice from its losses?

# %%
knobs, same = np.zeros(2), np.zeros(2)  # w, b


def report(when):
    for name, (w, b) in (("right", knobs), ("without x", same)):
        at = f"w {w:.4f}, b {b:.4f}"
        print(f"{when:9} {name:9}  {at}, loss {((w * X + b - Y) ** 2).mean():.5g}")


# %%
for step in range(1, 201):
    knobs -= lr * slopes_of(knobs)
    same -= lr * slopes_of(same)[1]
    if step in (1, 2, 5):
        report(f"step {step}")
report("after 200")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# The wrong pair learns, and settles. No message appears, and its loss of 0.40816 looks trained. Both of its knobs stop at 1.4286. At the start a nudge of $w$ says −30 where it uses −10: a relative error of 0.5, seen before the first step.
#
# </details>

# %% [markdown]
# > **Exercise 02-6.** *A bias inside* (level 4, 15 minutes). Put the bias inside the product: $\hat y = w\,(x + b)$. Return the slopes of its mean squared error, in `w` and in `b`, for any data. On the four points one step from (1, 0) with lr = 0.01 must lead to $w = 1.15$, $b = 0.05$.
#
# <details><summary>Hint 1</summary>Write the error first, once, with both knobs in it.</details>
# <details><summary>Hint 2</summary>How much does the prediction move when b grows by 1, and how much when w does?</details>
# <details><summary>Hint 3</summary>A place to test: at w = 3 and b = 0 the four points give 15 for both slopes.</details>

# %% tags=["exercise"] exercise="02-6"
def grad_wb(w, b, X, Y):
    # BEGIN SOLUTION
    error = w * (X + b) - Y
    return 2 * np.mean((X + b) * error), 2 * np.mean(w * error)
    # END SOLUTION


# %% tags=["check"] exercise="02-6"
check(grad_wb)

# %% [markdown] tags=["predict"]
# ## 15. A race
# The four points lie on a line through the origin, so the best bias is 0. The least loss is 0 with or without a bias, and both gradients are checked.
#
# **Predict.** After 100 steps without a bias, $f(5)$ has come to 10.00. Where is it after 100 steps with a bias?
# - **(a)** as near to 10, since the best bias is 0
# - **(b)** further away
# - **(c)** it overshoots, since two knobs push at once

# %%
w, knobs = 0.0, np.zeros(2)
for step in range(1, 1001):
    w -= lr * slope(w)
    knobs -= lr * slopes_of(knobs)
    if step in (10, 100, 1000):
        print(f"step {step}: f(5) alone {w * 5:.4f}, with a bias {knobs @ [5, 1]:.4f}")
print(f"after {step} steps the bias is still {knobs[1]:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. After 10 steps the bias is ahead. After 100 it is at 9.6835, and after 1000 at 9.9787.
#
# - **(a)** looks at the goal and forgets the way to it.
# - **(c)** expects from two knobs what too large a learning rate does.
#
# Nothing is wrong with the gradient, and more digits would not help. Some mixture of the two knobs learns quickly and some other hardly moves. Lesson 05 finds both, and the reason.
#
# </details>

# %% [markdown] tags=["slide"]
# ## What you can say now
# **How do four samples share one weight?** Each has a slope of its own, and the weight follows their mean. Where they disagree it ends at a compromise with a loss above 0. On a parabola the learning rate has to stay below 2 divided by the bend.
#
# What is missing: each new model would need a new derivation on paper. Who could compute it for you? Lesson 03 asks.

# %%
progress()
