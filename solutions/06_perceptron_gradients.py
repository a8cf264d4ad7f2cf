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
# # 06 · Yes or no
# **What is "error" when the answer is yes or no?**
#
# One neuron looks at three points and says how likely each is to be a "yes". You find its loss, its gradient, and the best it can do.
#
# By the end you can
# - go from inputs to logits to probabilities, with the right shapes (exercise 06-1);
# - compute the loss of each sample, and recognise the wrong calls by their value (06-2);
# - write a loss that survives large logits (06-3);
# - code the gradient and match autograd to 1e-6 (06-4), take a step and predict its drop (06-5);
# - say as a number what is in a neuron's reach and what is not (06-6 and 06-7).

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
# **Predict.** With $W = (0.5, -0.3)$ and $b = 0.1$, on paper: what are the three logits?
# - **(a)** −0.1, 0.3, 0.7
# - **(b)** 0, 0.3, 0.7
# - **(c)** 0, 0.4, 0.8

# %%
X = torch.tensor(POINTS)  # (samples, features) = (3, 2)
y = torch.tensor(LABELS)  # (samples, 1)
W = torch.tensor([[0.5], [-0.3]])  # (features, 1)
b = torch.tensor([0.1])  # (1,)
z = X @ W + b  # (samples, 1)
print("in tenths:", (10 * z).round().int().flatten().tolist())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The one bias is **broadcast**: it joins all three rows.
#
# - **(a)** adds it to no row.
# - **(b)** adds it to the first row alone.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 2. The first logit
# On paper the first logit is 0.5 − 0.6 + 0.1, which is 0. The tensor is float32.
#
# **Predict.** Print it. What is its first entry?
# - **(a)** 0
# - **(b)** about −2e-08
# - **(c)** about 3e-17

# %%
print(z)
double = POINTS.astype(float) @ np.array([0.5, -0.3]) + 0.1  # float64
print(f"float32: {z[0].item():.7g}, float64: {double[0]:.7g}")
print("is z > 0?", (z[:, 0] > 0).tolist(), (double > 0).tolist())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. No step was wrong: 0.3 and 0.1 have no binary form that ends. One tiny entry puts the whole tensor into e-notation, and the class of sample 1 depends on the precision. Ask a float whether it is near 0, not whether it is 0.
#
# - **(a)** is the sum on paper.
# - **(c)** is what float64 leaves.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 3. In a layer
# `nn.Linear(2, 1)` holds a weight and a bias of its own. Copy yours in, and it gives your three logits.
#
# **Predict.** Which shape does its weight have?
# - **(a)** (2, 1)
# - **(b)** (1, 2)
# - **(c)** (2,)

# %%
linear = nn.Linear(2, 1)
linear.weight.shape

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. A layer keeps one row per output and computes `x @ weight.T + bias`.
#
# - **(a)** is the shape of your own $W$.
# - **(c)** has no room for a second output.
#
# </details>

# %%
with torch.no_grad():
    linear.weight.copy_(W.T)
    linear.bias.copy_(b)
print(linear(X))
print(X @ W + b)

# %% [markdown] tags=["predict", "slide"]
# ## 4. From score to probability
# A score is any number, a probability $p$ of label 1 is not. Its **odds**, $p / (1 - p)$, are any positive number, and the logarithm of the odds is any number. So a logit is read as log-odds: $z = \ln \frac{p}{1 - p}$. Solved for $p$ this is the **sigmoid**, $p = 1 / (1 + \exp(-z))$.
#
# **Predict.** What is the probability for the logit 0.4?
# - **(a)** 0.4
# - **(b)** 0.4013
# - **(c)** 0.5987

# %%
print(1 / (1 + torch.exp(-z)))
p = torch.sigmoid(z)
print(p, "log-odds:", torch.log(p / (1 - p)).flatten(), sep="\n")
show(draw.sigmoid_with_points([0.0, 0.4, 0.8]))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. A logit of 0 is an even chance, odds of one to one; a positive logit is more than that. The log-odds give the logits back.
#
# - **(a)** takes the score for a probability. The score 2 could be none.
# - **(b)** has lost the minus in the exponent: it is the chance of label 0.
#
# </details>

# %% [markdown]
# > **Exercise 06-1.** *Logits and probabilities* (level 1, 4 minutes). Return the logits and the probabilities of a neuron for any samples. Its weight comes as a layer keeps it, with the shape (1, features).
#
# <details><summary>Hint 1</summary>@ adds products along the axis that both share: the features. Which of the two must be turned for that?</details>
# <details><summary>Hint 2</summary>z has the shape (N, 1), a logit a sample. The sigmoid takes each of them alone.</details>


# %% tags=["exercise"] exercise="06-1"
def neuron(X, weight, b):
    # BEGIN SOLUTION
    z = X @ weight.T + b
    return z, 1 / (1 + np.exp(-z))
    # END SOLUTION


# %% tags=["check"] exercise="06-1"
check(neuron)

# %% [markdown] tags=["predict", "slide"]
# ## 5. The price of three answers
# The labels are 1, 0 and 1. The truth was given a probability: $p$ where $y = 1$, and $1 - p$ where $y = 0$. The three samples are independent, and their $p$ are printed above.
#
# **Predict.** What chance did the neuron give to all three labels together?
# - **(a)** 0.1384
# - **(b)** 0.2065
# - **(c)** 0.5304

# %%
given_to_truth = torch.where(y == 1, p, 1 - p)  # (samples, 1)
chance = given_to_truth.prod()
print("given to the truth:", given_to_truth.flatten())
print(f"product {chance.item():.4g}, minus its log {-torch.log(chance).item():.4g}")
print(-torch.log(given_to_truth))
print(f"their sum {-torch.log(given_to_truth).sum().item():.4g}, their mean:")
print(-torch.log(given_to_truth).mean())
print(nn.BCELoss()(p, y))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. Chances of independent answers multiply, and minus their logarithms add up: 1.977. Sums do not run down to 0 as products of thousands of chances do. Their mean is the loss, the **binary cross-entropy** (BCE): 0.6591, by hand and by `nn.BCELoss`. Sample 2 costs most, 0.9130: its label 0 was given 0.4013.
#
# - **(b)** multiplies the three $p$, also where the label is 0.
# - **(c)** takes the mean of the three chances.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 6. The price of not looking
# Is 0.6591 good? Ask what a neuron would pay that does not look at its input. Two of the three labels are 1, so it says $p = \frac23$ to everything.
#
# **Predict.** What is its loss?
# - **(a)** 0.4055
# - **(b)** 0.6365
# - **(c)** 0.6931

# %%
for guess in (2 / 3, 1 / 2):
    loss = -np.mean(np.log([guess, 1 - guess, guess]))
    print(f"p = {guess:.4f} to all: loss {loss:.4g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**, *less* than your neuron's 0.6591. Hold on to that number. To say ½ costs $\ln 2$, 0.6931, whatever the labels are. And ask of a network that you start: is its first loss what not looking would cost?
#
# - **(a)** pays the price of a yes three times.
# - **(c)** is the price of ½. It does not use that yes is the likelier answer.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 06-2.** *BCE by hand* (level 2, 6 minutes). A label may lie between 0 and 1: 0.75 where three of four people said yes. It pays 0.75 of the price of a yes and 0.25 of the price of a no. Return the loss of each sample, and their mean, without `nn`.
#
# <details><summary>Hint 1</summary>For y = 1 the price is −log p, for y = 0 it is −log(1 − p). What does y = 0.75 pay?</details>
# <details><summary>Hint 2</summary>Each sample pays both prices, in shares that add up to 1. For a sure label one share is 0.</details>


# %% tags=["exercise"] exercise="06-2"
def bce(p, y):
    # BEGIN SOLUTION
    per_sample = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return per_sample, per_sample.mean()
    # END SOLUTION


# %% tags=["check"] exercise="06-2"
check(bce)

# %% [markdown] tags=["predict"]
# ## 7. Calls that go wrong
# `nn.BCELoss` takes probabilities. `nn.BCEWithLogitsLoss` takes *logits* and applies the sigmoid itself. The order is (logits, target).
#
# **Predict.** You hand `BCEWithLogitsLoss` probabilities, so the sigmoid is taken twice. How does the loss compare with 0.6591?
# - **(a)** it is lower
# - **(b)** it is equal
# - **(c)** it is higher

# %%
loss_fn = nn.BCEWithLogitsLoss()
print(linear(X))
print(loss_fn(linear(X), y))
print(f"sigmoid twice      {loss_fn(p, y).item():.4g}, p", torch.sigmoid(p).flatten())
print(f"arguments swapped  {loss_fn(y, z).item():.4g}")
print(f"BCELoss, swapped   {nn.BCELoss()(y, p).item():.4g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The second sigmoid puts all three near ⅔, which costs little here. So 0.6391 looks better than the right loss and is the loss of another function. No error is raised: learn to know these values.
#
# - **(b)** expects a sigmoid to leave a probability as it is. It makes 0.6225 of 0.5.
# - **(c)** expects a wrong call to cost more.
#
# </details>

# %% [markdown]
# ### Break it
# Three calls that do say no. Logits for `BCELoss`: −2.2352e-08 gives them away, since 0.4 and 0.8 could be probabilities. Labels of shape (3,), not (3, 1). Labels that are integers. What does each of them say?

# %%
from helpers.attempt import attempt

with attempt():
    nn.BCELoss()(z, y)
with attempt():
    loss_fn(z, y.squeeze())
with attempt():
    loss_fn(z, y.long())

# %% [markdown] tags=["predict"]
# ## 8. Big logits
# A sample with label 0 and a large logit $z$ should cost $z$: for $z = 17$, $-\ln(1 - p)$ is 17 to seven digits. Three ways to compute it, in float32: which of them survives?
#
# **Predict.** What does $-\ln(1 - p)$ give at $z = 17$, through $p$?
# - **(a)** 17
# - **(b)** 100
# - **(c)** inf

# %%
logits, no = torch.tensor([5.0, 17.0, 200.0], requires_grad=True), torch.zeros(3)
q = torch.sigmoid(logits)
clamped = nn.BCELoss(reduction="none")(q, no)
stable = nn.BCEWithLogitsLoss(reduction="none")(logits, no)
for values in (-torch.log(1 - q), clamped, stable):
    (slopes,) = torch.autograd.grad(values.sum(), logits, retain_graph=True)
    print(values.detach(), "slopes", slopes)
grid = torch.arange(16, 17, 0.001)
print(f"border at z = {grid[torch.sigmoid(grid) == 1][0].item():.4g}")
show(draw.loss_against_logit())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. From $z = 16.64$ on, $1 + \exp(-z)$ rounds to 1. So $p$ is 1, and $\ln 0$ is minus infinity. `BCELoss` cuts the loss off at 100, with slope 0: that sample no longer teaches anything. `BCEWithLogitsLoss` goes on along $z$, with slope 1.
#
# - **(a)** is the true value. It is lost on the way through $p$.
# - **(b)** expects the plain formula to be cut off as `BCELoss` is.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 9. A form that survives
# Leave $p$ out. With label 0 the loss is $-\ln(1 - p) = \ln(1 + \exp z)$. In float32 $\exp 200$ is inf. Taken out as a factor, $\exp z$ does no harm: $z + \ln(1 + \exp(-z))$ is the same function, and 200 at $z = 200$.
#
# **Predict.** At $z = -200$ the true loss is 0, to 86 decimals. What does $z + \ln(1 + \exp(-z))$ give there, in float32?
# - **(a)** −200
# - **(b)** 0
# - **(c)** inf

# %%
far = torch.tensor([-200.0, 0.0, 200.0])
print("as it stands   ", torch.log(1 + torch.exp(far)))
print("exp(z) taken out", far + torch.log(1 + torch.exp(-far)))
print("the larger out ", far.clamp(min=0) + torch.log1p(torch.exp(-far.abs())))
print("softplus       ", nn.functional.softplus(far))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. Now $\exp 200$ overflows on the other side. So take out the larger of $\exp z$ and 1: $\ln(1 + \exp z) = \max(z, 0) + \ln(1 + \exp(-|z|))$. The exponent is at most 0, and nothing overflows. PyTorch calls it softplus.
#
# - **(a)** drops the logarithm, which is right at +200 alone.
# - **(b)** is the true value. But −200 + inf is inf.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 06-3.** *A BCE that does not break* (level 3, 10 minutes). Return the loss of each sample from its logit, for labels 0 and 1, right for logits from −200 to 200, without `nn`.
#
# <details><summary>Hint 1</summary>With label 0 the price is log(1 + exp(z)). What is −log p, the price with label 1, in z?</details>
# <details><summary>Hint 2</summary>log(1 + exp(−z)) is what section 9 has for label 0, with −z in the place of z.</details>
# <details><summary>Hint 3</summary>The two prices share log(1 + exp(−|z|)). What is left of each beside it?</details>


# %% tags=["exercise"] exercise="06-3"
def bce_stable(z, y):
    # BEGIN SOLUTION
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    # END SOLUTION


# %% tags=["check"] exercise="06-3"
check(bce_stable)

# %% [markdown] tags=["predict", "slide"]
# ## 10. The gradient of one sample
# As one formula, the loss of a sample is $-\,y \ln p - (1 - y) \ln (1 - p)$. Two local derivatives: $dL/dp = (p - y)\,/\,(p(1 - p))$ from the logarithms, $dp/dz = p(1 - p)$ from the sigmoid. What does each sample then ask of the two weights?
#
# **Predict.** Sample 2 has $p = 0.5987$ and $y = 0$. What is its $dL/dz$?
# - **(a)** −0.5987
# - **(b)** 0.1438
# - **(c)** 0.5987

# %%
by_chain = (p - y) / (p * (1 - p)) * (p * (1 - p))
leaf = z.clone().requires_grad_()
nn.BCEWithLogitsLoss(reduction="sum")(leaf, y).backward()
for rows in zip(by_chain, p - y, leaf.grad):
    chain, short, auto = (row.item() for row in rows)
    print(f"two factors {chain:7.4f}   p − y {short:7.4f}   autograd {auto:7.4f}")
show(draw.pulls(POINTS, p[:, 0].numpy(), LABELS[:, 0]))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The factor $p(1 - p)$ cancels, and $e = p - y$ is left: *that* is the error of a yes or no. In the picture each sample pulls along its own $x$, with strength $-e/3$. Laid tip to tail, two pulls up and right and one long one down and left leave the short black arrow.
#
# - **(a)** is $y - p$: the pull, not the slope.
# - **(b)** keeps the factor $p(1 - p)$.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 11. Why not the square?
# The lessons before squared the error. The slope of $(p - y)^2$ in $z$ is $2\,(p - y) \cdot p(1 - p)$.
#
# **Predict.** A sample of label 1 has the logit −5: the neuron is sure, and wrong. How steep is BCE there, beside the square?
# - **(a)** half as steep
# - **(b)** 75 times
# - **(c)** 150 times

# %%
wrong = torch.tensor(-5.0, requires_grad=True)
yes = torch.tensor(1.0)
(of_square,) = torch.autograd.grad((torch.sigmoid(wrong) - yes) ** 2, wrong)
(of_bce,) = torch.autograd.grad(loss_fn(wrong, yes), wrong)
print(f"square {of_square:.4g}, BCE {of_bce:.4g}, ratio {of_bce / of_square:.4g}")
show(draw.slopes_of_two_losses(-5.0))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. Here the factor $p(1 - p)$ stays. Where a sample is most wrong it is almost 0, and the square almost flat: −0.01321 against −0.9933. The square would leave the worst sample for last. BCE is at least twice as steep everywhere, since $p(1 - p)$ is at most ¼.
#
# - **(a)** has the 2 and forgets $p(1 - p)$.
# - **(c)** has $p(1 - p)$ and forgets the 2.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Exercise 06-4.** *Gradient by hand* (level 3, 10 minutes). Return the gradient of the mean BCE in W, of shape (features, 1), and in b, without autograd.
#
# <details><summary>Hint 1</summary>Section 10 has the slope of a sample in its logit. By what does the logit change with w₁, and with b?</details>
# <details><summary>Hint 2</summary>Each sample sends its error back along its x. The bias weighs an input of 1.</details>
# <details><summary>Hint 3</summary>e has the shape (N, 1), X has (N, features), gW must have (features, 1). The loss is a mean.</details>


# %% tags=["exercise"] exercise="06-4"
def grad_bce(X, y, W, b):
    # BEGIN SOLUTION
    error = 1 / (1 + np.exp(-(X @ W + b))) - y
    return X.T @ error / len(X), error.mean()
    # END SOLUTION


# %% tags=["check"] exercise="06-4"
check(grad_bce)

# %% [markdown] tags=["predict"]
# ## 12. The gradient in code
# With the error $e = p - y$ of each sample, the slope of the mean loss in a weight is the mean of $e \cdot x$, and in the bias the mean of $e$.
#
# **Predict.** What is the gradient of $W$?
# - **(a)** (−0.0847, −0.1551)
# - **(b)** (−0.2113, −0.2818)
# - **(c)** (−0.2541, −0.4654)

# %%
loss_fn(linear(X), y).backward()
print(linear.weight.grad)
print(linear.bias.grad)
error = torch.sigmoid(linear(X)) - y
grad_W = (error * X).sum(0, keepdim=True).T / 3  # (features, 1)
print(grad_W)
print(error.mean())
difference = (grad_W.T - linear.weight.grad).abs().max()
print("apart by less than 1e-7:", bool(difference < 1e-7))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The `grad_fn` says that the hand gradient drags its graph along; `no_grad` would cut it.
#
# - **(b)** takes the mean of $x$ and of $e$ apart, and multiplies them.
# - **(c)** is the sum, not divided by three.
#
# </details>

# %%
A = np.column_stack([POINTS, np.ones(3)])  # (samples, features + 1), ones for b
start = np.array([0.5, -0.3, 0.1])  # w1, w2, b


def loss_at(weights):
    return np.mean(np.logaddexp(0, A @ weights) - LABELS[:, 0] * (A @ weights))


slope = A.T @ (1 / (1 + np.exp(-A @ start)) - LABELS[:, 0]) / 3
leaf = torch.tensor(start, requires_grad=True)
loss_fn(torch.tensor(A) @ leaf, y[:, 0].double()).backward()
for hand, auto, unit in zip(slope, leaf.grad.tolist(), np.eye(3)):
    nudge = central_difference(lambda h: loss_at(start + h * unit), 0.0)
    compare_slopes(by_hand=hand, nudge=nudge, autograd=auto)

# %% [markdown] tags=["predict"]
# ## 13. One step
# The slopes of both weights and of the bias agree with a nudge and with autograd. A step takes away lr times the gradient $g$ of all three. It should lower the loss by about $\mathrm{lr} \cdot \lVert g \rVert^2$. With lr = 0.01 it promises 0.0003620.
#
# **Predict.** By how much does the loss fall?
# - **(a)** 0.0003503
# - **(b)** 0.0003620
# - **(c)** 0.0003737

# %%
lr = 0.01
optimizer = torch.optim.SGD(linear.parameters(), lr=lr)
print(W - lr * grad_W)
print(b - lr * error.mean())
optimizer.step()
print(linear.weight.detach())
print(linear.bias.detach())
after = loss_at(start - lr * slope)
print(f"promised {lr * slope @ slope:.7f}, kept {loss_at(start) - after:.7f}")
print(f"loss {after:.4g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The slope is a promise for the place where you stand. The loss bends upwards on the way, and the step pays for the bend: it never keeps more than its promise.
#
# - **(b)** takes the curve for its tangent.
# - **(c)** bends the curve downwards.
#
# </details>

# %% [markdown]
# ### Break it
# Two accidents that raise nothing. Run the step again, and it takes a second one with the old gradient. Set a layer's weight by `.data =`, and the two share memory: `original` moves with the layer. `copy_` copies.

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
# > **Exercise 06-5.** *One step* (level 3, 10 minutes). Take one step with lr = 0.1 from any W and b, on any samples, against the gradient of the mean BCE. Return what the slope promises, lr · ‖g‖² with the gradient g of W and b together, and by how much the loss falls. Leave W and b as they are.
#
# <details><summary>Hint 1</summary>The slopes of all weights and of the bias make up g. ‖g‖² is the sum of their squares.</details>
# <details><summary>Hint 2</summary>Three things are needed: the loss here, the gradient here, and the loss at W − lr · gW, b − lr · gb.</details>


# %% tags=["exercise"] exercise="06-5"
def one_step(X, y, W, b):
    # BEGIN SOLUTION
    weight, bias = W.clone().requires_grad_(), b.clone().requires_grad_()
    criterion = nn.BCEWithLogitsLoss()
    before = criterion(X @ weight + bias, y)
    gW, gb = torch.autograd.grad(before, [weight, bias])
    after = criterion(X @ (W - 0.1 * gW) + (b - 0.1 * gb), y)
    return 0.1 * (gW.square().sum() + gb.square()), before - after
    # END SOLUTION


# %% tags=["check"] exercise="06-5"
check(one_step)

# %% [markdown] tags=["predict"]
# ## 14. The loop
# The students' program starts elsewhere, and prints five losses. A start that gives them is $W = (-0.443, -0.4)$, $b = -0.1976$: all three logits are negative, and two of the three labels are 1.
#
# **Predict.** What is the first loss?
# - **(a)** −2.172
# - **(b)** about 0.69
# - **(c)** 2.172

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
# <details><summary>After you ran it</summary>
#
# **(c)**. It is sure, and wrong twice, which costs more than knowing nothing. The loss falls, and there the program stops.
#
# - **(a)** has lost the minus of the logarithm.
# - **(b)** is the price of knowing nothing.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 15. How low can it go?
# Back to $W = (0.5, -0.3)$, $b = 0.1$. Take 5000 steps from there, with lr = 0.1.
#
# **Predict.** Where does the loss end?
# - **(a)** 0
# - **(b)** 0.6365
# - **(c)** 0.6931


# %%
def learn(A, labels, weights, lr, steps):
    path = [weights]  # w1, w2, b at the start and after each step
    for _ in range(steps):
        p = 1 / (1 + np.exp(-A @ path[-1]))
        path.append(path[-1] - lr * A.T @ (p - labels) / len(A))
    losses = np.logaddexp(0, path @ A.T) - labels * (path @ A.T)  # (steps + 1, samples)
    return np.column_stack([losses.mean(axis=1), path])


path = learn(A, LABELS[:, 0], start, lr=0.1, steps=5000)
for k in (0, 10, 100, 1000, 5000):
    print(f"step {k:5}: loss {path[k, 0]:.6f}, p", 1 / (1 + np.exp(-A @ path[k, 1:])))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. It ends at 0.636514, with $p = \frac23$ for all three: what section 6 pays without a look. The whole training taught it to ignore its input.
#
# - **(a)** would need $p$ to come to 1, 0 and 1 at these three points.
# - **(c)** is the price of ½, and two of three labels are 1.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 16. Three points on a line
# All three points have $x_2 = x_1 + 1$: they lie on a line, at equal distances, and their labels along it are 1, 0, 1.
#
# **Predict.** What is the largest share of the three that one neuron can get right?
# - **(a)** ⅔
# - **(b)** all

# %% tags=["slide"]
for cut in (0, 2, 4):
    above = np.mean((POINTS[:, 0] > cut) == LABELS[:, 0])
    print(f"cut at {cut}: yes above {above:.4f} right, yes below {1 - above:.4f}")
show(draw.fitted(path[0, 1:], path[-1, 1:]))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**, from each of the three cuts. Along a line a neuron's probability rises, falls or stays; it cannot go down and up again. At equal distances the labels 1, 0, 1 pull as much one way as the other, so it ends flat.
#
# - **(b)** hopes for a better start or more steps. No weights would do it.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 17. Along one direction
# At all three points, $x_1 - x_2 + 1 = 0$. So add $s \cdot (1, -1, 1)$ to $(w_1, w_2, b)$ and look at the loss.
#
# **Predict.** At $s = 0$ the loss is 0.6591. What is it with $s = 5$?
# - **(a)** 3.077
# - **(b)** 0.6591
# - **(c)** 13.47

# %%
along = np.array([1, -1, 1])
print("loss at s = 0, 1, 5:", [f"{loss_at(start + s * along):.4g}" for s in (0, 1, 5)])
ends = path[[0, -1], 1:] @ along
print(f"w1 − w2 + b: {ends[0]:.5f} at first, {ends[1]:.5f} after 5000 steps")
for s in (0.0, 0.3):
    students = np.array([-0.443, -0.4, -0.1976]) + s * along
    five = learn(A, LABELS[:, 0], students, lr=0.01, steps=4)[:, 0]
    print("from", students.round(4), "losses", five.round(4))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The gradient has no part in this direction, so $w_1 - w_2 + b$ stays 0.9, whatever the learning rate. Many starts give the same five losses, so the losses cannot reveal three unknowns.
#
# - **(a)** leaves the bias where it was.
# - **(c)** adds $s \cdot (1, 1, 1)$: the minus is lost.
#
# </details>

# %% [markdown]
# > **Exercise 06-6.** *The floor* (level 4, 15 minutes). Three points on another line, (1, 1), (2, 3) and (3, 5), have the labels 0, 1, 0. Train from $W = (0.5, -0.3)$, $b = 0.1$ to the end. Return the lowest loss, the three probabilities, the value of the combination of w₁, w₂ and b that no step changes, and the last W and b. Scale the combination so that it is … + b.
#
# <details><summary>Hint 1</summary>x₂ = 2x₁ − 1 at all three points. Which change of (w₁, w₂, b) leaves their logits alone?</details>
# <details><summary>Hint 2</summary>A gradient is a mix of the rows (x₁, x₂, 1). Look for the direction at a right angle to all of them.</details>
# <details><summary>Hint 3</summary>It ends with one p for all, so the logits are equal: no slope along the line, and sigmoid(z) is the share of yes.</details>


# %% tags=["exercise"] exercise="06-6"
def loss_floor():
    # BEGIN SOLUTION
    rows, truth = np.array([[1, 1, 1], [2, 3, 1], [3, 5, 1]]), np.array([0, 1, 0])
    weights = np.array([0.5, -0.3, 0.1])
    for _ in range(5000):
        error = 1 / (1 + np.exp(-rows @ weights)) - truth
        weights = weights - 0.1 * rows.T @ error / 3
    p = 1 / (1 + np.exp(-rows @ weights))
    loss = -np.mean(truth * np.log(p) + (1 - truth) * np.log(1 - p))
    return loss, p, weights @ [-2, 1, 1], weights[:2], weights[2]
    # END SOLUTION


# %% tags=["check"] exercise="06-6"
check(loss_floor)

# %% [markdown] tags=["predict", "slide"]
# ## 18. Gates
# Four corners, (0, 0), (0, 1), (1, 0), (1, 1), and three tasks: AND, OR, and XOR, "one of the two, not both". From zero, with lr = 0.5, where does a border come to lie?
#
# **Predict.** AND gets down to 0.0346 in 1000 steps. What is XOR's loss then?
# - **(a)** about as low
# - **(b)** 0.5
# - **(c)** 0.6931

# %% tags=["slide"]
tasks = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
corners = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # ones for b
paths = {}
for name, labels in tasks.items():
    path = learn(corners, np.array(labels), np.zeros(3), lr=0.5, steps=1000)
    right = ((path[:, 1:] @ corners.T > 0) == labels).all(axis=1)  # (steps + 1,)
    paths[name] = path
    print(f"{name:3} first all right at step", right.argmax() if right.any() else None)
    print(path[[1, 10, 100, 1000], 0].round(5), "last z", corners @ path[-1, 1:])
show(draw.gates(paths, tasks, steps=(10, 100, 1000)))

# %%
show_slider(sliders.boundary(labels=(0, 1, 1, 1), rate=0.5))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. No line parts two opposite corners from the other two. From zero, XOR's four pulls cancel: the gradient is 0, and $p$ stays ½ at all corners. That is a tie, no class, though `z > 0` would count two of four right. The borders of AND and OR sharpen on and on, since their weights grow without end. Drag the slider: it shows OR, from step 2 on.
#
# - **(a)** expects a neuron to learn any table.
# - **(b)** is the probability, not its price.
#
# </details>

# %% [markdown]
# > **Exercise 06-7.** *Logic gates* (level 5, 20 minutes). Train NAND (a yes unless both are 1), "x₁ and not x₂" and XOR from zero with lr = 0.5. Return a dict: for `"NAND"` and `"x1 and not x2"` a dict with `first_perfect_step` and `loss1000`, the loss after 1000 steps. For `"XOR"` one with `loss1000`, and `best_share`: the largest share of its four corners that any line gets right.
#
# <details><summary>Hint 1</summary>Write the four labels of each gate in the order of the corners, as floats.</details>
# <details><summary>Hint 2</summary>first_perfect_step counts the steps taken when all four corners are right for the first time; z &gt; 0 is a yes.</details>
# <details><summary>Hint 3</summary>best_share needs no training. Try lines: which corner may one give up?</details>


# %% tags=["exercise"] exercise="06-7"
def gates():
    # BEGIN SOLUTION
    rows = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    tables = {"NAND": [1, 1, 1, 0], "x1 and not x2": [0, 0, 1, 0], "XOR": [0, 1, 1, 0]}
    report = {}
    for name, table in tables.items():
        weights, first = np.zeros(3), None
        for step in range(1001):
            logits = rows @ weights
            if first is None and ((logits > 0) == table).all():
                first = step
            loss = np.mean(np.logaddexp(0, logits) - table * logits)
            weights = weights - 0.5 * rows.T @ (1 / (1 + np.exp(-logits)) - table) / 4
        report[name] = {"first_perfect_step": first, "loss1000": loss}
    above = rows.sum(axis=1) > 1.5  # this line gives up (1, 1) alone
    report["XOR"] = {"loss1000": loss, "best_share": np.mean(above == tables["XOR"])}
    return report
    # END SOLUTION


# %% tags=["check"] exercise="06-7"
check(gates)

# %% [markdown] tags=["predict"]
# ## 19. Most right, or least loss?
# XOR again, but from $W = (1, 1)$, $b = -0.5$. That border has as many corners right as a line can.
#
# **Predict.** Train for 100 steps with lr = 0.5, and the loss falls. What share of the corners is right then?
# - **(a)** 25 %
# - **(b)** 50 %
# - **(c)** 75 %

# %%
path = learn(corners, np.array(tasks["XOR"]), np.array([1, 1, -0.5]), lr=0.5, steps=100)
for k in (0, 8, 9, 100):
    logits = corners @ path[k, 1:]
    share = np.mean((logits > 0) == tasks["XOR"])
    chances = 1 / (1 + np.exp(-logits))
    print(f"step {k:3}: loss {path[k, 0]:.5f}, {share:.0%} right, p {chances.round(4)}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The start had three of four right, and no line does better. At step 9 two corners change sides, and one is left right. The loss goes on falling, towards $\ln 2$ and a $p$ of ½ for all: there it is least. A share counts sides, the loss counts how sure you are, and the two have their best places apart.
#
# - **(b)** expects a $p$ near ½ to be right half of the time.
# - **(c)** expects training to keep what was right.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 20. How far is too far
# Back to the three points. At the best weights, $p(1 - p) = \frac29$. Near them the loss is almost a parabola, and the largest curvature $\lambda$ sets the limit $2/\lambda$.
#
# **Predict.** The limit is 0.2896. What does the training do with lr = 0.3?
# - **(a)** it converges
# - **(b)** it flaps between two losses
# - **(c)** it explodes

# %%
largest = np.linalg.eigvalsh(A.T @ A * 2 / 9 / 3)[-1]
print(f"largest curvature {largest:.5g}, limit {2 / largest:.4g}")
for lr in (0.289, 0.29, 0.3):
    print(lr, learn(A, LABELS[:, 0], start, lr, 5000)[[1, 100, -2, -1], 0].round(6))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**, and 0.29 flaps too. A parabola gets steeper the farther you go, and the steps get longer with it. Here $|e|$ is at most 1: far out the loss runs straight, its slope stays bounded, and so does the climb.
#
# - **(a)** is what 0.289 does.
# - **(c)** is what a parabola would do.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 21. What is in the name
# Programs like this one are called "perceptron". Rosenblatt's perceptron has no probability: it says 0 or 1, and moves by (label − answer) · x.
#
# **Predict.** It goes through the three points again and again. How many mistakes per pass does it make in the end?
# - **(a)** 0, 0, 0, 0
# - **(b)** 1, 3, 1, 3
# - **(c)** 1, 1, 1, 1


# %%
def mistakes_per_pass(rows, labels, passes):
    weights, mistakes = np.zeros(3), [0] * passes
    for k in range(passes):
        for x, label in zip(rows, labels):
            wrong_by = float(weights @ x > 0) - label
            weights = weights - wrong_by * x
            mistakes[k] += int(abs(wrong_by))
    return mistakes


print("AND         ", mistakes_per_pass(corners, tasks["AND"], 12))
print("three points", mistakes_per_pass(A, LABELS[:, 0], 12))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. On AND it makes its last mistake in pass 5 and rests. Where no line separates the labels it never rests: its weights after a pass without a mistake would be such a line. The logistic neuron of this lesson settles on ⅔, and tells you how unsure it is.
#
# - **(a)** is what it does where a line separates the labels.
# - **(c)** is the fewest mistakes a line can make here. The rule does not stay there.
#
# </details>

# %% [markdown] tags=["slide"]
# ## What you can say now
# **What is "error" when the answer is yes or no?** The probability minus the label, $e = p - y$. It is the slope of the loss in the logit, and each sample sends it back along its $x$.
#
# What is missing: you have now trained by hand, by autograd, by an optimizer and with a module. Do those four programs walk one path? The capstone finds out.

# %%
progress()
