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
# # 04 · Loss and optimizer
# **Which lines of a training loop never change?**
#
# In lesson 03 PyTorch found the slope, and you still wrote the loss and the step. Now PyTorch writes those two as well. The loop that is left fits every model of this course, if its four calls stand in the right order.
#
# By the end you can
# - predict what the three reductions of a loss return (exercise 04-1);
# - say what each order of the four calls does (04-3);
# - find and mend a shape mismatch from its symptoms (04-4);
# - convert a learning rate between a summed and a mean loss (04-5);
# - write an optimizer that equals PyTorch's, then one with momentum (04-2 and 04-6).

# %%
import warnings

import torch
from torch import nn

from helpers import check, data, hint, progress
from helpers.drawings import lesson_04 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes

X, Y = torch.from_numpy(data.X), torch.from_numpy(data.Y)  # (samples,) each: the four points on y = 2x

# %% [markdown] tags=["predict"]
# ## 1. The loss is an object
# PyTorch keeps losses as objects. You make one once, and it remembers its settings: `criterion = nn.MSELoss()` is the mean squared error of lesson 02.
#
# **Predict.** You have made `criterion` and told it nothing about data. How do you get the loss? **(a)** `criterion(prediction, target)`, **(b)** `nn.MSELoss(prediction, target)` or **(c)** `criterion.backward()`?

# %%
criterion = nn.MSELoss()
w = torch.tensor(0.0, requires_grad=True)
loss = criterion(w * X, Y)
loss.backward()
print(f"object {loss.item():.4g}, by hand {((w * X - Y) ** 2).mean().item():.4g}")
nudge = central_difference(lambda w: criterion(w * X.double(), Y.double()).item(), 0.0)
compare_slopes(by_hand=2 * (X * (0 * X - Y)).mean().item(), nudge=nudge, autograd=w.grad.item())

# %% [markdown]
# (a). You call it like a function, and it gives the 30 of lesson 02. With (b) your data would be taken for settings. The slope is lesson 02's as well, found in three ways: a new loss is a new gradient until you have checked it.

# %% [markdown] tags=["predict"]
# ## 2. Mean, sum or none
# The setting that matters is `reduction`: how four squared errors become one number. Here are the three at $w = 0$, where the errors are −2, −4, −6 and −8.
#
# **Predict.** At $w = 0$ the mean is 30. With `reduction="sum"`, is the loss **(a)** 30, **(b)** 120 or **(c)** 400?

# %%
for reduction in ("mean", "sum", "none"):
    print(f"{reduction:5} {nn.MSELoss(reduction=reduction)(0 * X, Y).tolist()}")


# %% [markdown]
# (b): the four squares, 4 + 16 + 36 + 64, added up. If you said 400 you added the errors first and squared their sum, 20. "none" keeps the samples apart, so that you can ask which of them costs most.

# %% [markdown]
# > **Exercise 04-1.** *Three reductions* (level 1, 3 minutes). Work out on paper what `mean`, `sum` and `none` give at $w = 1$. Return the three, the last as a list.
#
# <details><summary>Hint 1</summary>The errors at w=1 are -x.</details>

# %% tags=["exercise"] exercise="04-1"
def predict_reductions():
    ...  # your answer


# %% tags=["check"] exercise="04-1"
check(predict_reductions)

# %%
[nn.MSELoss(reduction=reduction)(1 * X, Y).tolist() for reduction in ("mean", "sum", "none")]


# %% [markdown] tags=["predict"]
# ## 3. Who comes first
# A loss takes the prediction first, then the target. A widely copied program writes `loss(Y, y_pred)`, the other way round, and gets away with it.
#
# **Predict.** Swap the two in three losses: the squared error, and the two losses of lesson 06. Which change? **(a)** none, **(b)** only the two of lesson 06, **(c)** all.

# %%
def both_ways(criterion, prediction, target):
    right, swapped = criterion(prediction, target).item(), criterion(target, prediction).item()
    print(f"{type(criterion).__name__:18} right {right:.4g}   swapped {swapped:.4g}")


logits, labels = torch.tensor([0.0, 0.4, 0.8]), torch.tensor([1.0, 0.0, 1.0])
both_ways(nn.MSELoss(), torch.tensor([1.0, 2.0]), torch.tensor([3.0, 5.0]))
both_ways(nn.BCEWithLogitsLoss(), logits, labels)
both_ways(nn.BCELoss(), torch.sigmoid(logits), labels)

# %% [markdown]
# (b). A difference squared does not care who comes first: 6.5 both ways. The other two do, and neither complains. The second goes from 0.6591 to 0.8399, the third to an absurd 46.96. A habit that the first loss forgives costs you the third.

# %% [markdown] tags=["predict"]
# ## 4. An optimizer is a list and a rule
# `torch.optim.SGD` takes a list of tensors and a learning rate. Nobody tells it about the loss or the model.
#
# **Predict.** How does `optimizer.step()` find the gradient? **(a)** It asks the loss. **(b)** It runs `backward`. **(c)** It reads `.grad` of its own tensors.

# %%
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.01)
held = optimizer.param_groups[0]["params"][0]  # the only tensor in its list
w.grad = torch.tensor(-30.0)  # no forward pass, no loss, no backward
optimizer.step()
print(f"is it our w? {held is w}   after the step {w.item():.4g}")

# %% [markdown]
# (c). You wrote −30 into `.grad` with your own hand, and the step moved $w$ by 0.01 · 30. The box `.grad` is all that `backward` and `step` share: one fills it, the other reads it.
#
# ### Break it
# First a mistake that raises nothing. The optimizer is made, and then the weight is replaced.

# %%
w = torch.tensor(0.5, requires_grad=True)  # a new tensor under the old name
criterion(w * X, Y).backward()
optimizer.step()
print(f"the model's w {w.item():.4g}, its gradient {w.grad.item():.4g}; the optimizer's w {held.item():.4g}")

# %% [markdown]
# The model's weight did not move: its gradient of −22.5 waits in vain. The optimizer took the old tensor's old gradient, −30, a second time. A weight that never moves asks: is it in the list?
#
# Three more lists raise. A bare tensor is no list. An empty one is a model whose weights got lost on the way. And `w * 2` is a result, no leaf: the next forward pass would compute it again.

# %% tags=["raises-exception"]
torch.optim.SGD(w, lr=0.01)

# %% tags=["raises-exception"]
torch.optim.SGD([], lr=0.01)

# %% tags=["raises-exception"]
torch.optim.SGD([w * 2], lr=0.01)


# %% [markdown] tags=["predict"]
# ## 5. The same path
# Take lesson 03's loop and replace two lines: the loss by `criterion`, the step by an optimizer.
#
# **Predict.** Train 100 steps this way, and 100 steps as in lesson 03. Is the largest difference between the two weights **(a)** 0.001, **(b)** 0.0000001 or **(c)** 0?

# %%
def follow(make_optimizer, steps):
    w, path = torch.tensor(0.0, requires_grad=True), []
    optimizer = make_optimizer([w])
    for _ in range(steps):
        loss = criterion(w * X, Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        path.append((w.item(), loss.item()))  # the loss before the step, the weight after it
    return path


# %%
path = follow(lambda tensors: torch.optim.SGD(tensors, lr=0.01), steps=100)
print(f"Prediction before training: f(5) = {0 * 5:.3f}")
for k in range(0, 100, 10):
    print(f"epoch {k + 1}: w = {path[k][0]:.3f}, loss ={path[k][1]:.8f}")
print(f"Prediction after training: f(5) = {path[-1][0] * 5:.3f}")

# %%
w, differences = torch.tensor(0.0, requires_grad=True), []
for other, _ in path:
    w.grad = None
    ((w * X - Y) ** 2).mean().backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    differences.append(abs(w.item() - other))
print(f"{len(differences)} steps, largest difference {max(differences)}")


# %% [markdown]
# (c). The same path, to the last bit, and the rows that the students' program printed. The loop is tidier; the arithmetic is the one you did by hand.

# %% [markdown] tags=["predict"]
# ## 6. The order of the calls
# A round has four calls: **F**orward, **B**ackward, **S**tep, **Z**ero. The function below makes rounds in the order of the letters.
#
# **Predict.** Somebody clears between backward and step: F, B, Z, S. After three rounds, is the weight **(a)** 0.7717 as usual, **(b)** 0 or **(c)** 1.582?

# %%
def rounds(order, count):
    w, losses, weights = torch.tensor(0.0, requires_grad=True), [], [0.0]
    optimizer = torch.optim.SGD([w], lr=0.01)
    calls = {"B": lambda: losses[-1].backward(), "S": optimizer.step, "Z": optimizer.zero_grad}
    calls["F"] = lambda: losses.append(criterion(w * X, Y))
    for _ in range(count):
        for letter in order:
            calls[letter]()
        weights.append(w.item())
    return weights


# %%
orders = ("ZFBS", "FBSZ", "FBZS", "FSBZ", "FBS", "FSB")
for order in orders:
    print(f"{order:4} " + "".join(f"{weight:8.4f}" for weight in rounds(order, 3)))


# %% [markdown]
# (b). `zero_grad` sets `.grad` to `None`, and the step skips a tensor without a gradient, silently. Read each row with one question: what is in `.grad` at the instant of S?
#
# Which orders go on learning, which stand still, which swing? Work it out below; the picture after the exercise has the answer.

# %% [markdown]
# > **Exercise 04-3.** *Order matters* (level 3, 10 minutes). For each of the six orders, predict the weight after ten rounds. Return a dict from the order to the weight. Work with the numbers $w$ and gradient alone, without PyTorch.
#
# <details><summary>Hint 1</summary>Follow .grad by hand for two rounds.</details>
# <details><summary>Hint 2</summary>What is in .grad at the instant of S?</details>

# %% tags=["exercise"] exercise="04-3"
def predict_orders():
    ...  # your answer


# %% tags=["check"] exercise="04-3"
check(predict_orders)

# %%
paths = {order: rounds(order, 10) for order in orders}
print({order: round(weights[-1], 4) for order, weights in paths.items()})
show(
    draw.six_orders(paths),
    "The weight over ten rounds for six orders of the calls: ZFBS and FBSZ both reach 1.606, "
    "FBZS and FSBZ stay at 0, FBS passes 2 and reaches 3.184, FSB reaches 5.422.",
)

# %% [markdown]
# Clearing first or last is the same thing. Clear between backward and step, or step before backward and then clear, and nothing moves. Never clear, and you have the pendulum of lesson 03. The order for the rest of this course: forward, loss, zero, backward, step.

# %% [markdown] tags=["predict"]
# ## 7. The ghost shape
# Models like columns. Suppose that the prediction comes as (4, 1), and the target stayed a plain (4,).
#
# **Predict.** At $w = 0$, what does `criterion` say to these two shapes? **(a)** It raises. **(b)** It gives a wrong loss, 7.5. **(c)** It gives the right loss, 30.

# %%
w = torch.tensor(0.0, requires_grad=True)
column = X.reshape(-1, 1)  # (samples, 1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    loss = criterion(w * column, Y)
print(str(caught[0].message).split(". ")[0])
print(f"loss {loss.item():.4g}, shape of the difference {tuple((w * column - Y).shape)}")

# %%
loss.backward()
nudge = central_difference(lambda w: ((w * column.double() - Y.double()) ** 2).mean().item(), 0.0)
compare_slopes(by_hand=-2 * (X.mean() * Y.mean()).item(), nudge=nudge, autograd=w.grad.item())


# %% [markdown]
# (c), with a warning that gets lost in a long log. The 30 is right by accident: the difference has 16 entries, each prediction was compared with *every* target. The slope should be −30, and three ways agree on −25. A gradient check cannot save you here. It is the right gradient of the wrong loss.

# %% [markdown]
# > **Exercise 04-4.** *The ghost shape* (level 4, 15 minutes). You train on with these shapes until nothing changes. Return the weight and the loss where it ends. Then write `mended_loss`: the right MSE of a prediction (N, 1) and a target (N,).
#
# <details><summary>Hint 1</summary>Print (pred - Y).shape.</details>
# <details><summary>Hint 2</summary>w = mean(x)*mean(y)/mean(x^2) = 12.5/7.5.</details>
# <details><summary>Hint 3</summary>With a bias the best against all pairs is the mean: b=5, loss=var(Y)=5.</details>

# %% tags=["exercise"] exercise="04-4"
def diagnose_ghost():
    ...  # your answer


def mended_loss(prediction, target):
    ...  # your answer


# %% tags=["check"] exercise="04-4"
check(diagnose_ghost, mended_loss)

# %% [markdown] tags=["predict"]
# ## 8. Where it ends
# The formula in the next cell compares the same 16 pairs as `criterion` did, without the warning.
#
# **Predict.** Train with it. Does the weight end at **(a)** 2, **(b)** 1.667 or **(c)** nowhere, `nan`?

# %%
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.01)
for k in range(1, 101):
    loss = ((w * column - Y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if k in (5, 10, 100):
        print(f"step {k:3}: loss before the step {loss.item():.4f}, w = {w.item():.4f}")
print(f"after {k} steps, is the slope below 0.0001? {abs(w.grad.item()) < 1e-4}")

# %% [markdown]
# (b). It converges calmly, to the answer of another problem. Over all pairs the best weight is $\bar x\,\bar y / \overline{x^2} = 2.5 \cdot 5 / 7.5$, that is 5/3 (a bar is a mean). What does this loss say to the right weight, $w = 2$?

# %%
pairs = 2 * column - Y  # (samples, samples)
print(f"loss of all pairs at w = 2: {(pairs**2).mean().item():.4g}")
show(
    draw.all_pairs(pairs.numpy()),
    "Difference of each prediction with each target at the right weight, w = 2: "
    "only the 4 pairs on the diagonal are 0, the other 12 are not, and the loss is 10.",
)

# %% [markdown] tags=["predict"]
# It says 10. The four pairs that belong together, on the diagonal, are 0. The other 12 pull the weight down to 5/3, where the loss is 9.1667.
#
# **Predict.** Add a bias, $w\,x + b$, and train on all pairs. Does it learn **(a)** $w = 2$, $b = 0$, **(b)** $w = 1.667$, $b = 0$ or **(c)** $w = 0$, $b = 5$?

# %%
w, b = (torch.tensor(0.0, dtype=torch.float64, requires_grad=True) for _ in range(2))
optimizer = torch.optim.SGD([w, b], lr=0.1)
for k in range(1, 301):
    loss = ((w * column + b - Y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if k in (10, 100, 300):
        print(f"step {k:3}: loss before the step {loss.item():.4f}, w = {w.item():.4f}, b = {b.item():.4f}")
print(f"after {k} steps; mean of y {Y.mean().item():.4g}, variance of y {Y.var(correction=0).item():.4g}")

# %% [markdown]
# (c). When every input is paired with every target, the input says nothing. The best answer is the mean of the targets, 5, and what is left is their variance, 5. If your model predicts the mean for everybody, look at the shapes first.

# %% [markdown] tags=["predict"]
# ## 9. Sum or mean
# The program of lesson 02 took a mean loss and a summed slope. With `reduction="sum"` both are summed, and the pair is honest.
#
# **Predict.** At $w = 1$ the mean loss has the slope −15. Does the summed loss have the slope **(a)** −15, **(b)** −60 or **(c)** −3.75?

# %%
w = torch.tensor(1.0, requires_grad=True)
nn.MSELoss(reduction="sum")(w * X, Y).backward()
nudge = central_difference(lambda w: ((w * X.double() - Y.double()) ** 2).sum().item(), 1.0)
compare_slopes(by_hand=2 * (X * (1 * X - Y)).sum().item(), nudge=nudge, autograd=w.grad.item())


# %% [markdown]
# (b), four times as steep, since there are four samples. A learning rate that suits one of the two losses is wrong for the other.

# %% [markdown]
# > **Exercise 04-5.** *Sum or mean* (level 3, 10 minutes). Return two things: the learning rate with which the *sum* takes the path that the *mean* takes with 0.01, and the weights after steps 1 to 5 of the *sum* with 0.01, from $w = 0$.
#
# <details><summary>Hint 1</summary>grad_sum = N*grad_mean.</details>
# <details><summary>Hint 2</summary>lr/N.</details>

# %% tags=["exercise"] exercise="04-5"
def sum_or_mean():
    ...  # your answer


# %% tags=["check"] exercise="04-5"
check(sum_or_mean)

# %%
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.01)
for k in range(1, 6):
    loss = nn.MSELoss(reduction="sum")(w * X, Y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(
        f"step {k}: loss before the step {loss.item():.4g}, a quarter of it {loss.item() / 4:.4g}, w = {w.item():.3f}"
    )


# %% [markdown]
# The weights are those of the program in lesson 02, row by row. Its losses are the quarters: it printed the mean beside the path of the sum. Here the pair belongs together, and starts at 120.

# %% [markdown] tags=["predict"]
# ## 10. Your own optimizer
# The rule is one line for each tensor. `step_by_hand` below is its first draft.
#
# **Predict.** The list holds a second tensor, which no loss has used: its `.grad` is `None`. Does PyTorch's optimizer **(a)** raise, **(b)** skip it or **(c)** skip both?

# %%
def step_by_hand(tensors, lr):
    with torch.no_grad():
        for tensor in tensors:
            tensor -= lr * tensor.grad


w, unused = torch.tensor(0.0, requires_grad=True), torch.tensor(7.0, requires_grad=True)
criterion(w * X, Y).backward()
step_by_hand([w], lr=0.01)
torch.optim.SGD([unused, w], lr=0.01).step()
print(f"unused {unused.item():.4g}, w {w.item():.4g}")


# %% [markdown]
# (b). The draft moved $w$ by 0.3 and PyTorch by another 0.3, with 7 left alone. The draft would raise on the second list: −lr · `None`. An optimizer must also keep its list for the next step, and some lists can be read only once.

# %% [markdown]
# > **Exercise 04-2.** *Your own SGD* (level 3, 10 minutes). Write `MySGD(params, lr)` with `step()` and `zero_grad()`. It must equal `torch.optim.SGD` over 100 steps, with any iterable of tensors, some of them without a gradient.
#
# <details><summary>Hint 1</summary>Keep list(params).</details>
# <details><summary>Hint 2</summary>for p in self.params: if p.grad is not None: p -= self.lr*p.grad</details>
# <details><summary>Hint 3</summary>zero_grad: p.grad = None</details>

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

# %% [markdown] tags=["predict"]
# ## 11. Momentum
# A step may remember the steps before it. The velocity $v$ keeps nine tenths of itself and takes up the new slope $g$: $v \leftarrow 0.9\,v + g$. The weight moves by $-\text{lr} \cdot v$.
#
# **Predict.** With momentum 0.9 and the same learning rate, does the weight settle within 0.001 of 2 **(a)** sooner, **(b)** later or **(c)** never?

# %%
w = v = 0.0
for k in range(1, 11):
    v = 0.9 * v + 15 * (w - 2)
    w -= 0.01 * v
    print(f"step {k:2}: v = {v:8.3f}, w = {w:.4f}")


# %% [markdown]
# It passes 2 in step 4, with a velocity that carries it on to 3.326 in step 7. PyTorch has momentum as a setting. When does the weight settle?

# %%
def settled(weights):
    """The step from which on the weight stays within 0.001 of 2."""
    return 1 + max(k for k, weight in enumerate(weights, start=1) if abs(weight - 2) >= 0.001)


runs = {}
for momentum in (0, 0.5, 0.9, 1):
    path = follow(lambda tensors: torch.optim.SGD(tensors, lr=0.01, momentum=momentum), steps=300)
    weights = runs[f"momentum {momentum}"] = [weight for weight, _ in path]
    print(f"momentum {momentum:3}: step 10 {weights[9]:.4f}, top {max(weights):.4f}, settled {settled(weights)} of 300")

# %% [markdown]
# (b): 144 steps instead of 47. It overshoots, comes back and swings. A shorter memory, 0.5, is better than none here: 23 steps.
#
# The last row has a memory that never fades: 301 of 300 means no end in sight. Compare its step 10 with the order FBS in section 6. Both are 3.1843: not clearing the gradient *is* momentum 1.

# %% [markdown] tags=["predict"]
# ## 12. Adam
# Adam keeps two memories: $m$ of the slope, $s$ of its square. It moves by lr times the first over the root of the second. Both began at zero, and are corrected for it.
#
# **Predict.** With lr = 0.01 the first step of SGD is 0.3. Is Adam's first step **(a)** 0.3, **(b)** 0.01 or **(c)** 0.001?

# %%
w = m = s = 0.0
for k in range(1, 4):
    g = 15 * (w - 2)
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    m_corrected, s_corrected = m / (1 - 0.9**k), s / (1 - 0.999**k)
    w -= 0.01 * m_corrected / (s_corrected**0.5 + 1e-8)
    print(f"step {k}: slope {g:.4g}, m {m:.4g}, s {s:.4g}, w = {w:.4f}")

# %% [markdown]
# (b). In the first step the corrected $m$ is the slope $g$ and the corrected $s$ is $g^2$. The step is $-\text{lr} \cdot g/|g|$: 0.01 against the sign of the slope. The *size* of the slope cancels.
#
# PyTorch must agree. And how do the five get to 2?

# %%
for lr in (0.01, 0.1):
    weights = runs[f"Adam {lr}"] = [w for w, _ in follow(lambda tensors: torch.optim.Adam(tensors, lr=lr), steps=800)]
    print(f"Adam {lr:4}:", *(f"{w:.4f}" for w in weights[:3]), f"settled {settled(weights)} of {len(weights)}")
show(
    draw.five_optimizers(runs, steps=100),
    "The weight over 100 steps for five optimizers: SGD climbs to 2 and stays below it, "
    "momentum 0.9 overshoots to 3.326, Adam with 0.1 to 2.260, "
    "and Adam with 0.01 gets no farther than 0.9016.",
)

# %% [markdown]
# What remembers can overshoot. Adam at 0.01 walks in a nearly straight line, a hundredth at a time, and needs 635 steps; at 0.1 it needs 144. A learning rate is a multiplier to SGD and a distance to Adam. Give both the same number, and you compare nothing.

# %% [markdown] tags=["predict"]
# ## 13. Weight decay
# `weight_decay=d` adds $d \cdot w$ to the slope: a spring that pulls the weight towards 0. It rests where the pulls balance, $15\,(w - 2) + d\,w = 0$.
#
# **Predict.** With a decay of 10, does the weight end at **(a)** 2, **(b)** 1.2 or **(c)** 0?

# %%
path = follow(lambda tensors: torch.optim.SGD(tensors, lr=0.01, weight_decay=10), steps=100)
for k in (1, 5, 10, len(path)):
    print(f"step {k:3}: loss before the step {path[k - 1][1]:.4g}, w = {path[k - 1][0]:.4g}")


# %% [markdown]
# (b): 30 / (15 + 10). The data ask for 2, the spring for 0, and they settle between. The loss stops at 4.8 and never says why. If a loss will not go lower, look for a spring.

# %% [markdown]
# > **Exercise 04-6.** *Momentum and weight decay* (level 5, 20 minutes). Write `MomentumSGD(params, lr, momentum)` with PyTorch's convention. Then return from `decay_limit` the weight at which plain SGD ends on our four points with `weight_decay=1`.
#
# <details><summary>Hint 1</summary>v is one variable per parameter.</details>
# <details><summary>Hint 2</summary>v = mu*v + g; p -= lr*v</details>
# <details><summary>Hint 3</summary>30/(15+1)</details>

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

# %%
path = follow(lambda tensors: torch.optim.SGD(tensors, lr=0.01, weight_decay=1), steps=100)
print(f"decay 1: w after 10 steps {path[9][0]:.4g}, after {len(path)} steps {path[-1][0]:.4g}")

# %% [markdown] tags=["predict"]
# ## 14. What the S stands for
# SGD is short for *stochastic* gradient descent. So far nothing was left to chance: each step used all four samples. Now each step uses one.
#
# **Predict.** For all four together the limit of the learning rate is 2/15 = 0.1333. From which rate on does a step on *some* single sample land farther from 2 than it began: **(a)** 0.0625, **(b)** 0.1333 or **(c)** 1?

# %%
for x in (1, 2, 3, 4):
    away = abs(1 - 0.07 * 2 * x**2)  # one step from w = 1 with lr = 0.07 on the loss (w·x − 2·x)²
    print(f"x = {x}: limit 2 / {2 * x**2} = {2 / (2 * x**2):.4f}; with 0.07, from 1 away to {away:.4g} away")

# %% [markdown]
# (a). The sample with the largest input has the steepest parabola, and it sets the limit. Back to 0.01, far below it: what does a path look like that takes one sample at a time, in an order drawn from a seed?

# %%
_ = torch.manual_seed(0)
drawn = torch.cat([torch.randperm(4) + 1 for _ in range(5)])  # five rounds, each sample once a round
jagged = 2 - 2 * (1 - 0.01 * 2 * drawn**2).cumprod(0)  # each step multiplies the distance to 2
print(drawn.tolist()[:8], [round(weight, 4) for weight in jagged.tolist()[:8]])
show(
    draw.jagged_path([0, *jagged.tolist()], lr=0.01),
    "The weight over 20 steps with learning rate 0.01: with one sample a step it climbs "
    "in uneven stairs, with all four samples in a smooth curve; both are near 1.93 at the end.",
)

# %% [markdown]
# Jagged: each step listens to one vote, and the sample $x = 4$ moves the weight 16 times as far as $x = 1$ from the same place. With all four votes there is no chance in it, whatever the name says. And an "epoch", one pass over the data, is then a single step.

# %% [markdown]
# ## What you can say now
# **Which lines of a training loop never change?** Forward, loss, `zero_grad`, `backward`, `step`. Whatever the model, these five lines stay, and `backward` and `step` meet only in `.grad`.
#
# What is missing: the model is still one loose tensor in a list. With a bias there are two, and the tidier program misses the 10 that it should say. The question of lesson 05 is why.

# %%
progress()
