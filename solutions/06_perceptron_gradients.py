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
# # 06 · Yes or no
# **What is "error" when the answer is yes or no?**
#
# One neuron looks at three points and says how likely each is to be a "yes". You find its loss, its gradient, and the best it can ever do.
#
# By the end you can
# - go from inputs to logits to probabilities, with the right shapes (exercise 06-1);
# - compute the loss of each sample, and recognise the wrong calls by their value (06-2);
# - code the gradient and match autograd to 1e-6 (06-3), take a step and predict its drop (06-4);
# - write a loss that survives large logits (06-5);
# - say what one neuron can and cannot reach, as a number (06-6 and 06-7).

# %%
import numpy as np
import torch
from torch import nn

from helpers import check, hint, progress
from helpers.data import LABELS, POINTS
from helpers.drawings import lesson_06 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes
from helpers.sliders import show_slider

# %% [markdown] tags=["predict"]
# ## 1. A score
# A neuron weighs its inputs and adds a bias: $z = XW + b$. The score $z$ is its **logit**, any real number. Here are three samples with two features: (1, 2), (3, 4) and (5, 6).
#
# **Predict.** With $W = (0.5, -0.3)$ and $b = 0.1$, on paper: are the logits **(a)** −0.1, 0.3, 0.7, **(b)** 0, 0.4, 0.8 or **(c)** 0, 0.3, 0.7?

# %%
X = torch.tensor(POINTS)  # (samples, features) = (3, 2)
y = torch.tensor(LABELS)  # (samples, 1)
W = torch.tensor([[0.5], [-0.3]])  # (features, 1)
b = torch.tensor([0.1])  # (1,)
z = X @ W + b  # (samples, 1)
for logit in z:
    print(f"{logit.item():.1f}")

# %% [markdown]
# (b). The one bias is **broadcast**: it joins every row. With (a) it joined none, with (c) only the first.
#
# ## 2. Almost zero
# The first logit is 0.5 − 0.6 + 0.1. It printed as −0.0, and that minus wants a look.

# %% [markdown] tags=["predict"]
# **Predict.** Print the raw tensor. Is its first entry **(a)** exactly 0, **(b)** about −2e-08 or **(c)** about 3e-17?

# %%
print(z)
double = POINTS.astype(float) @ np.array([0.5, -0.3]) + 0.1
print("float32: -3 / 2**27?", z[0].item() == -3 / 2**27, "  float64: 1 / 2**55?", double[0] == 1 / 2**55)
print("is z > 0?  float32:", (z[:, 0] > 0).tolist(), "  float64:", (double > 0).tolist())

# %% [markdown]
# (b), and (c) is what float64 leaves. No step was wrong: 0.3 and 0.1 have no exact binary form. One tiny entry puts the whole tensor into e-notation, and the class of sample 1 depends on the precision. Never ask a float whether it is exactly 0.
#
# ## 3. The same in a layer
# `nn.Linear(2, 1)` holds a weight and a bias of its own. You copy yours in.

# %% [markdown] tags=["predict"]
# **Predict.** Which shape does its weight have: **(a)** (2, 1), as yours, **(b)** (1, 2) or **(c)** (2,)?

# %%
linear = nn.Linear(2, 1)
with torch.no_grad():
    linear.weight.copy_(W.T)
    linear.bias.copy_(b)
print(linear.weight.shape)
print(linear(X))
print(X @ W + b)

# %% [markdown]
# (b). A layer keeps one row per output and computes `x @ weight.T + bias`. The numbers are the same, down to the leftover.
#
# ## 4. From score to probability
# The **sigmoid** squeezes a score into a probability: $p = 1 / (1 + e^{-z})$, the chance of label 1.

# %% [markdown] tags=["predict"]
# **Predict.** Is the probability for the logit 0.4 **(a)** 0.4, **(b)** 0.5987 or **(c)** 0.4013?

# %%
print(1 / (1 + torch.exp(-z)))
p = torch.sigmoid(z)
print(p)
show(
    draw.sigmoid_with_points([0.0, 0.4, 0.8]),
    "The sigmoid from logit −6 to 6: "
    "the logits 0.0, 0.4 and 0.8 become the probabilities 0.5000, 0.5987 and 0.6900.",
)

# %% [markdown]
# (b). A logit of 0 is an even chance, so a positive one is above a half. With (c) you lost the minus in the exponent.
#
# ## 5. The price of a probability
# The truth was given a probability: $p$ where $y = 1$, and $1 - p$ where $y = 0$. The loss of a sample is minus its logarithm: **binary cross-entropy**, BCE.

# %% [markdown] tags=["predict"]
# **Predict.** Which sample costs most: **(a)** the first with $p = 0.5$, **(b)** the second with 0.5987 or **(c)** the third with 0.69?

# %%
given_to_truth = torch.where(y == 1, p, 1 - p)
print(given_to_truth.flatten())
print(-torch.log(given_to_truth))
print(-torch.log(given_to_truth).mean())
print(nn.BCELoss()(p, y))

# %% [markdown]
# (b). Its label is 0, and 0 was given only 0.4013. The batch costs the mean, 0.6591, by hand and by `nn.BCELoss`. As one formula: $-\,y \log p - (1 - y) \log (1 - p)$.
#
# ## 6. What chance would cost
# Is 0.6591 good? Ask what a neuron would pay that never looks at its input.

# %% [markdown] tags=["predict"]
# **Predict.** It says $p = \frac12$ to everything. Is its loss **(a)** 0.5, **(b)** 0.6931 or **(c)** 1?

# %%
for guess in (1 / 2, 2 / 3):
    print(f"p = {guess:.4g} to all: loss {-np.mean(np.log([guess, 1 - guess, guess])):.4g}")

# %% [markdown]
# (b), $\ln 2$; the 1 is its value with a logarithm to base 2. Two of three labels are 1, so saying ⅔ to everything costs 0.6365, *less* than your neuron's 0.6591. Hold on to that number. And ask of each network you start: is its first loss what chance would cost?

# %% [markdown]
# > **Exercise 06-1.** *Logits and probabilities* (level 1, 3 minutes). Return the logits and the probabilities of a neuron.
#
# <details><summary>Hint 1</summary>X @ W + b</details>
# <details><summary>Hint 2</summary>1/(1+exp(-z))</details>

# %% tags=["exercise"] exercise="06-1"
def neuron(X, W, b):
    # BEGIN SOLUTION
    z = X @ W + b
    return z, 1 / (1 + np.exp(-z))
    # END SOLUTION


# %% tags=["check"] exercise="06-1"
check(neuron)

# %% [markdown]
# > **Exercise 06-2.** *BCE by hand* (level 2, 5 minutes). Return the loss of each sample, and their mean, without `nn`.
#
# <details><summary>Hint 1</summary>y*log p + (1-y)*log(1-p)</details>

# %% tags=["exercise"] exercise="06-2"
def bce(p, y):
    # BEGIN SOLUTION
    per_sample = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return per_sample, per_sample.mean()
    # END SOLUTION


# %% tags=["check"] exercise="06-2"
check(bce)

# %% [markdown]
# ## 7. Calls that go wrong
# `nn.BCEWithLogitsLoss` takes *logits* and applies the sigmoid itself. The order is (logits, target).

# %% [markdown] tags=["predict"]
# **Predict.** You hand it probabilities, so the sigmoid is taken twice. Is the loss **(a)** higher than 0.6591, **(b)** lower or **(c)** the same?

# %%
loss_fn = nn.BCEWithLogitsLoss()
print(linear(X))
print(loss_fn(linear(X), y))
print(f"sigmoid twice      {loss_fn(p, y).item():.4g}")
print(f"arguments swapped  {loss_fn(y, z).item():.4g}")
print(f"BCELoss, swapped   {nn.BCELoss()(y, p).item():.4g}")

# %% [markdown]
# (b). 0.6391 looks better than the right loss and is the loss of another function. Learn to know these values: nothing else will tell you.
#
# ### Break it
# Three calls that do say no.

# %% tags=["raises-exception"]
nn.BCELoss()(z, y)

# %% tags=["raises-exception"]
loss_fn(z, y.squeeze())

# %% tags=["raises-exception"]
loss_fn(z, y.long())

# %% [markdown]
# Logits are no probabilities; only the −2.2352e-08 gave them away, since 0.4 and 0.8 could be some. The labels had shape (3,) against (3, 1). The labels were integers.
#
# ## 8. Big logits
# A sample with label 0 and a large logit $z$ should cost $z$: for $z = 17$, $-\log(1 - p)$ is 17 to seven digits. Three ways to compute it, in float32: which of them survives?

# %% [markdown] tags=["predict"]
# **Predict.** Does $-\log(1 - p)$ at $z = 17$ give **(a)** 17, **(b)** inf or **(c)** 100?

# %%
logits, zeros = torch.tensor([5.0, 17.0, 200.0], requires_grad=True), torch.zeros(3)
q = torch.sigmoid(logits)
textbook = -torch.log(1 - q)
clamped = nn.BCELoss(reduction="none")(q, zeros)
stable = nn.BCEWithLogitsLoss(reduction="none")(logits, zeros)
for values in (textbook, clamped, stable):
    print(values.detach(), "slopes", torch.autograd.grad(values.sum(), logits, retain_graph=True)[0])
print("label 1:", -(1 * torch.log(q) + 0 * torch.log(1 - q)).detach())
show(draw.loss_against_logit(), "Left of logit −88 the clamped loss is 100 and flat; the stable one goes on to 120.")

# %% [markdown]
# (b). From 17 on, $p$ rounds to 1, and $\log 0$ is minus infinity; with label 1 it is 0 times infinity, nan. `BCELoss` cuts off at 100, with slope 0: that sample never learns. The last one survives.
#
# ## 9. The gradient of one sample
# Two local derivatives: $dL/dp = (p - y)\,/\,(p(1 - p))$ from the logarithm, $dp/dz = p(1 - p)$ from the sigmoid. What does each sample then ask of the two weights?

# %% [markdown] tags=["predict"]
# **Predict.** Sample 2 has $p = 0.5987$ and $y = 0$. Is its $dL/dz$ **(a)** 0.5987, **(b)** 0.1438 or **(c)** −0.5987?

# %%
through_p = (p - y) / (p * (1 - p)) * (p * (1 - p))
leaf = z.clone().requires_grad_()
nn.BCEWithLogitsLoss(reduction="sum")(leaf, y).backward()
for by_hand, short, autograd in zip(through_p, p - y, leaf.grad):
    print(f"two factors {by_hand.item():7.4f}   p − y {short.item():7.4f}   autograd {autograd.item():7.4f}")
show(
    draw.pulls(POINTS, p[:, 0].numpy(), LABELS[:, 0]),
    "What each sample asks of the two weights: 1 and 3 pull up and right, 2 down and left; "
    "their sum, minus the gradient, is the short arrow (0.0847, 0.1551).",
)

# %% [markdown]
# (a). The factor $p(1 - p)$ cancels, and $\delta = p - y$ is left: *that* is the error of a yes or no. (b) keeps the factor. In the picture each sample pulls along its own $x$ with strength $-\delta/3$; the short black arrow is their sum.
#
# ## 10. The gradient in code
# The weights' gradient is the mean of $\delta \cdot x$, and the bias's is the mean of $\delta$.

# %% [markdown] tags=["predict"]
# **Predict.** Is the gradient of $W$ **(a)** (−0.2541, −0.4654), **(b)** (−0.0847, −0.1551) or **(c)** (−0.2113, −0.2818)?

# %%
loss_fn(linear(X), y).backward()
print(linear.weight.grad)
print(linear.bias.grad)
delta = torch.sigmoid(linear(X)) - y
grad_W = (delta * X).sum(0, keepdim=True).T / 3  # (features, 1)
print(grad_W)
print(delta.mean())
print("apart by less than 1e-7:", bool((grad_W.T - linear.weight.grad).abs().max() < 1e-7))

# %% [markdown]
# (b). With (a) you forgot to divide by three; with (c) you took the mean of $x$ and of $\delta$ apart. The `grad_fn` says that the hand gradient drags its graph along; `no_grad` would cut it. Now all three slopes by a nudge, in float64.

# %%
A = np.column_stack([POINTS, np.ones(3)])  # (samples, features + 1): the bias weighs a column of ones
start = np.array([0.5, -0.3, 0.1])  # w1, w2, b


def loss_at(weights):
    z = A @ weights
    return np.mean(np.logaddexp(0, z) - LABELS[:, 0] * z)


slope = A.T @ (1 / (1 + np.exp(-A @ start)) - LABELS[:, 0]) / 3
leaf = torch.tensor(start, requires_grad=True)
loss_fn(torch.tensor(A) @ leaf, y[:, 0].double()).backward()
for hand, auto, unit in zip(slope, leaf.grad.tolist(), np.eye(3)):
    compare_slopes(by_hand=hand, nudge=central_difference(lambda h: loss_at(start + h * unit), 0.0), autograd=auto)

# %% [markdown]
# Weight, weight, bias: three ways, one number each.
#
# ## 11. One step
# A step of size lr along minus the gradient $g$ should lower the loss by about $\mathrm{lr} \cdot \lVert g \rVert^2$. With lr = 0.01 that is 0.000362.

# %% [markdown] tags=["predict"]
# **Predict.** Does the loss fall by **(a)** exactly that, **(b)** a little less, 0.000350, or **(c)** a little more, 0.000374?

# %%
lr = 0.01
optimizer = torch.optim.SGD(linear.parameters(), lr=lr)
print(W - lr * grad_W)
print(b - lr * delta.mean())
optimizer.step()
print(linear.weight.detach())
print(linear.bias.detach())
after = loss_at(start - lr * slope)
print(f"loss {after:.4g}, promised to fall by {lr * slope @ slope:.6f}, fell by {loss_at(start) - after:.6f}")

# %% [markdown]
# (b). The slope is a promise for the place where you stand. The loss bends upwards on the way, and the step pays for the bend.
#
# ### Break it
# Two accidents that raise nothing: running the step cell again, and sharing memory by `.data`.

# %%
optimizer.step()
print(linear.weight.detach())
original = W.clone()
sharing = nn.Linear(2, 1)
sharing.weight.data = original.T
with torch.no_grad():
    sharing.weight -= linear.weight.grad
print(original.T)

# %% [markdown]
# The first took a second step, with the old gradient. In the second only the layer was changed, and `original` moved with it: `.data =` shares, `copy_` copies.

# %% [markdown]
# > **Exercise 06-3.** *Gradient by hand* (level 3, 10 minutes). Return the gradient of the mean BCE in W and in b, without autograd.
#
# <details><summary>Hint 1</summary>delta = p - y.</details>
# <details><summary>Hint 2</summary>gW = X.T @ delta / N</details>
# <details><summary>Hint 3</summary>gb = mean(delta)</details>

# %% tags=["exercise"] exercise="06-3"
def grad_bce(X, y, W, b):
    # BEGIN SOLUTION
    delta = 1 / (1 + np.exp(-(X @ W + b))) - y
    return X.T @ delta / len(X), delta.mean()
    # END SOLUTION


# %% tags=["check"] exercise="06-3"
check(grad_bce)

# %% [markdown]
# > **Exercise 06-4.** *One step* (level 3, 10 minutes). From this lesson's points, W and b take one step with lr = 0.01. Return the new W, the new b and the loss there.
#
# <details><summary>Hint 1</summary>W - lr*gW</details>
# <details><summary>Hint 2</summary>Expected drop lr*|g|^2 = 0.000362; the real one is 0.000350.</details>

# %% tags=["exercise"] exercise="06-4"
def one_step():
    # BEGIN SOLUTION
    neuron_weight = torch.tensor([[0.5], [-0.3]], requires_grad=True)
    neuron_bias = torch.tensor([0.1], requires_grad=True)
    points, labels = torch.tensor(POINTS), torch.tensor(LABELS)
    criterion = nn.BCEWithLogitsLoss()
    criterion(points @ neuron_weight + neuron_bias, labels).backward()
    with torch.no_grad():
        neuron_weight -= 0.01 * neuron_weight.grad
        neuron_bias -= 0.01 * neuron_bias.grad
        return neuron_weight, neuron_bias, criterion(points @ neuron_weight + neuron_bias, labels)
    # END SOLUTION


# %% tags=["check"] exercise="06-4"
check(one_step)

# %% [markdown]
# > **Exercise 06-5.** *A BCE that does not break* (level 4, 15 minutes). Return the loss of each sample from its logit, right for logits from −200 to 200, without `nn`.
#
# <details><summary>Hint 1</summary>max(z,0) - z*y + log(1+exp(-|z|))</details>
# <details><summary>Hint 2</summary>np.log1p</details>

# %% tags=["exercise"] exercise="06-5"
def bce_stable(z, y):
    # BEGIN SOLUTION
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    # END SOLUTION


# %% tags=["check"] exercise="06-5"
check(bce_stable)

# %% [markdown]
# ## 12. The loop
# The students' program starts elsewhere, and prints five losses. A start that gives them is $W = (-0.443, -0.4)$, $b = -0.1976$: all three logits are negative.

# %% [markdown] tags=["predict"]
# **Predict.** Two of the three labels are 1. Is the first loss **(a)** about 0.69, like chance, **(b)** 2.172 or **(c)** −2.172?

# %%
with torch.no_grad():
    linear.weight.copy_(torch.tensor([[-0.443, -0.4]]))
    linear.bias.fill_(-0.1976)
for epoch in range(1, 6):
    loss = loss_fn(linear(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"Epoch {epoch}, Loss: {loss.item():.4f}")

# %% [markdown]
# (b). It is sure, and wrong twice, which costs more than knowing nothing. A minus would mean that the minus of the logarithm is lost. The loss falls, and the program stops there.
#
# ## 13. How low can it go?
# Go on from $W = (0.5, -0.3)$, $b = 0.1$, for 20 000 steps with lr = 0.1.

# %% [markdown] tags=["predict"]
# **Predict.** Where does the loss end: at **(a)** 0, **(b)** 0.6365 or **(c)** 0.6931?

# %%
def learn(A, labels, weights, lr, steps):
    history = []  # loss, w1, w2, b before each step
    for _ in range(steps + 1):
        z = A @ weights
        history.append([np.mean(np.logaddexp(0, z) - labels * z), *weights])
        weights = weights - lr * A.T @ (1 / (1 + np.exp(-z)) - labels) / len(A)
    return np.array(history)


history = learn(A, LABELS[:, 0], start, lr=0.1, steps=20_000)
for k in (0, 10, 100, 1000, 20_000):
    print(f"step {k:5}: loss {history[k, 0]:.6f}, p", (1 / (1 + np.exp(-A @ history[k, 1:]))).round(4))

# %% [markdown]
# (b). It ends at 0.636514, with $p = \frac23$ for all three. This is the price of never looking, from section 6. All that training taught it to ignore its input.
#
# ## 14. Why it stops there
# All three points have $x_2 = x_1 + 1$: they lie on a line, and their labels along it are 1, 0, 1. How should a neuron separate them?

# %% [markdown] tags=["predict"]
# **Predict.** What share of the three can any one neuron get right: at most **(a)** all, **(b)** ⅔ or **(c)** ⅓?

# %%
along = POINTS[:, 0]
for cut in (0, 2, 4):
    above, below = (np.mean((sign * (along - cut) > 0) == LABELS[:, 0]) for sign in (1, -1))
    print(f"cut at {cut}: {above:.4g} right with the yes above it, {below:.4g} with the yes below it")
show(
    draw.fitted(history[0, 1:], history[-1, 1:]),
    "Probability along the line of the three points with labels 1, 0 and 1: "
    "the start rises from 0.45 to 0.73, and training ends flat at two thirds.",
)

# %% [markdown]
# (b), from any of the three cuts. Along a line a neuron's probability only rises or only falls; it cannot go down and up again. The labels 1, 0, 1 pull as much one way as the other, so it ends flat.
#
# ## 15. A direction nobody sees
# At all three points, $x_1 - x_2 + 1 = 0$. So add $s \cdot (1, -1, 1)$ to $(w_1, w_2, b)$ and look at the loss.

# %% [markdown] tags=["predict"]
# **Predict.** The loss is 0.6591. With $s = 5$, is it **(a)** the same, **(b)** 3.077 or **(c)** 0.6365?

# %%
hidden = np.array([1, -1, 1])
print("loss at s = 0, 1, 5:", [f"{loss_at(start + s * hidden):.4g}" for s in (0, 1, 5)])
print(f"w1 − w2 + b: {history[0, 1:] @ hidden:.4g} at first, {history[-1, 1:] @ hidden:.4g} after 20000 steps")
for s in (0.0, 0.3):
    students = np.array([-0.443, -0.4, -0.1976]) + s * hidden
    five = learn(A, LABELS[:, 0], students, lr=0.01, steps=4)[:, 0]
    print("from", students.round(4), "losses", five.round(4))

# %% [markdown]
# (a); with (b) you left the bias where it was. The gradient has no part in this direction, so $w_1 - w_2 + b$ stays 0.9. Many starts give the same five losses: they cannot reveal three unknowns.

# %% [markdown] tags=["predict"]
# ## 16. Gates
# Four corners, (0, 0), (0, 1), (1, 0), (1, 1), and three tasks: AND, OR, and XOR, "exactly one of the two". How does a border find its place, from zero with lr = 0.5?
#
# **Predict.** AND gets down to 0.0069 in 5000 steps. Is XOR's loss then **(a)** about the same, **(b)** 0.6931 or **(c)** 0.5?

# %%
corners = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # the last column is for the bias
for name, labels in {"AND": [0, 0, 0, 1], "XOR": [0, 1, 1, 0], "OR": [0, 1, 1, 1]}.items():
    history = learn(corners, np.array(labels), np.zeros(3), lr=0.5, steps=5000)
    right = ((history[:, 1:] @ corners.T > 0) == labels).mean(axis=1)  # (steps + 1,)
    loss = history[[1, 10, 1000, 5000], 0].round(4)
    print(f"{name:3} {right.max():.0%} right, from step {right.argmax()}; loss {loss}")
figure = draw.gate_stages(history, labels, steps=(1, 10, 39, 1000))
show(figure, "The border of OR enters at step 10, is right at step 39 and sharp at step 1000.")

# %% [markdown]
# (b). No line parts two opposite corners from the other two. From zero, XOR's four pulls cancel exactly. OR's border passes the corner (0, 0) at step 39. Then it moves towards the middle and sharpens: the weights grow without end. Drag the step, or use the arrow keys.

# %%
show_slider(
    sliders.boundary(labels=(0, 1, 1, 1), rate=0.5),
    "The border of OR at step 39, when all 4 corners are right for the first time; the slider runs from step 2 to 1000.",
)

# %% [markdown] tags=["predict"]
# ## 17. How far is too far
# Back to the three points. At their best, $p(1 - p) = \frac29$, and the largest curvature sets the limit $2/\lambda$, as in every lesson.
#
# **Predict.** The limit is 0.2896. With lr = 0.3, does the training **(a)** converge, **(b)** explode or **(c)** flap between two losses?

# %%
curvatures = np.linalg.eigvalsh(A.T @ A * 2 / 9 / 3)[1:]  # the first belongs to the hidden direction: 0
print(f"curvatures {curvatures[0]:.4g} and {curvatures[1]:.4g}, limit {2 / curvatures[1]:.4g}")
for lr in (0.2896, 0.2897, 0.3):
    history = learn(A, LABELS[:, 0], start, lr, steps=20_000)
    print(f"lr {lr}: losses", history[[1, 100, -2, -1], 0].round(5))

# %% [markdown]
# (c), and 0.2897 flaps too. A parabola's slope grows without bound, and so does the step. Here $\delta$ is never larger than 1: the climb ends where the curve flattens.

# %% [markdown] tags=["predict"]
# ## 18. What is in the name
# Programs like this one are called "perceptron". Rosenblatt's perceptron has no probability: it says 0 or 1, and moves by (label − answer) · x.
#
# **Predict.** On the three points, do its mistakes per pass **(a)** reach 0, **(b)** settle at 1 or **(c)** swing 3, 1, 3, 1?

# %%
for name, rows, labels in (("AND", corners, [0, 0, 0, 1]), ("three points", A, LABELS[:, 0])):
    weights, mistakes = np.zeros(3), []
    for _ in range(12):
        mistakes.append(0)
        for x, label in zip(rows, labels):
            wrong_by = float(weights @ x > 0) - label
            weights -= wrong_by * x
            mistakes[-1] += int(abs(wrong_by))
    print(f"{name:12}", mistakes)

# %% [markdown]
# (c). On AND it makes its last mistake in pass 5 and rests. On points that no line separates it never rests. The logistic neuron of this lesson settles on ⅔, and tells you how unsure it is.

# %% [markdown]
# > **Exercise 06-6.** *The floor* (level 4, 15 minutes). Train on the three points from $W = (0.5, -0.3)$, $b = 0.1$ to the end. Return the lowest loss, the three probabilities, the value of the combination of W and b that never changes, and the last W and b.
#
# <details><summary>Hint 1</summary>x2 = x1 + 1: which change of (w1,w2,b) leaves every logit alone?</details>
# <details><summary>Hint 2</summary>(1,-1,1)</details>
# <details><summary>Hint 3</summary>w1 = (0.9 - ln2)/3</details>

# %% tags=["exercise"] exercise="06-6"
def loss_floor():
    # BEGIN SOLUTION
    points, labels = POINTS.astype(float), LABELS[:, 0].astype(float)
    weights, bias = np.array([0.5, -0.3]), 0.1
    for _ in range(20_000):
        delta = 1 / (1 + np.exp(-(points @ weights + bias))) - labels
        weights, bias = weights - 0.1 * points.T @ delta / 3, bias - 0.1 * delta.mean()
    p = 1 / (1 + np.exp(-(points @ weights + bias)))
    loss = -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p))
    return loss, p, weights[0] - weights[1] + bias, weights, bias
    # END SOLUTION


# %% tags=["check"] exercise="06-6"
check(loss_floor)

# %% [markdown]
# > **Exercise 06-7.** *Logic gates* (level 5, 20 minutes). Train AND, OR and XOR from zero with lr = 0.5. Return a dict: for `"AND"` and `"OR"` a dict with `first_perfect_step` and `loss1000`, for `"XOR"` one with `loss1000`, `W` and `b` after 1000 steps.
#
# <details><summary>Hint 1</summary>4 points, labels 0/1 as floats.</details>

# %% tags=["exercise"] exercise="06-7"
def gates():
    # BEGIN SOLUTION
    inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], dtype=torch.float64)
    tables = {"AND": [0.0, 0.0, 0.0, 1.0], "OR": [0.0, 1.0, 1.0, 1.0], "XOR": [0.0, 1.0, 1.0, 0.0]}
    report = {}
    for name, table in tables.items():
        target = torch.tensor(table, dtype=torch.float64)
        weight, bias, perfect = torch.zeros(2, dtype=torch.float64), torch.tensor(0.0, dtype=torch.float64), None
        for step in range(1001):
            logits = inputs @ weight + bias
            loss = nn.functional.binary_cross_entropy_with_logits(logits, target)
            if perfect is None and bool(((logits > 0) == (target > 0.5)).all()):
                perfect = step
            if step < 1000:
                delta = torch.sigmoid(logits) - target
                weight, bias = weight - 0.5 * inputs.T @ delta / 4, bias - 0.5 * delta.mean()
        report[name] = {"first_perfect_step": perfect, "loss1000": loss.item()}
    report["XOR"] = {"loss1000": loss.item(), "W": weight, "b": bias.item()}
    return report
    # END SOLUTION


# %% tags=["check"] exercise="06-7"
check(gates)

# %% [markdown]
# ## What you can say now
# **What is "error" when the answer is yes or no?** The probability minus the label, $p - y$. It is the slope of the loss in the logit, and each sample sends it back along its $x$.
#
# What is missing: you have now trained by hand, by autograd, by an optimizer and with a module. Are those four programs the same? The capstone proves it.

# %%
progress()
