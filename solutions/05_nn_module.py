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
# # 05 · Modules and the second parameter
# **Why does the tidier program say 9.967 where it should say 10?**
#
# PyTorch now makes the model too, and the model brings a bias along. A group of students ran that program and got $f(5) = 9.967$. You will replay their run digit by digit, find the random seed behind it, and then compute 9.967 without any training.
#
# By the end you can
# - list a module's parameters with their shapes, and set them safely (exercises 05-1 and 05-4);
# - compute both gradients by hand and by autograd (05-2);
# - find the curvatures of the loss, the largest learning rate and the best one (05-3);
# - predict $f(5)$ after 1000 steps from the start alone (05-5);
# - cure the slowness by centring the input (05-6).

# %%
import warnings

import numpy as np
import torch
from torch import nn

from helpers import check, data, hint, progress
from helpers.drawings import lesson_05 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes
from helpers.sliders import show_slider

# %% [markdown] tags=["predict"]
# ## 1. Rows and columns
# `nn.Linear(1, 1)` is a layer: one feature in, one number out. In PyTorch each row is a sample and each column a feature.
#
# **Predict.** You hand the layer four numbers of shape (4,). Does it **(a)** treat them as four samples, **(b)** treat them as one sample with four features and raise or **(c)** use the first?

# %% tags=["raises-exception"]
layer = nn.Linear(1, 1)
layer(torch.from_numpy(data.X))

# %%
X = torch.from_numpy(data.X).reshape(-1, 1)  # (samples, features)
Y = torch.from_numpy(data.Y).reshape(-1, 1)  # (samples, 1)
print(f"in {tuple(X.shape)}, out {tuple(layer(X).shape)}")

# %% [markdown]
# (b). The last axis is read as features: "1x4" is one sample with four. Four samples with one feature are (4, 1). The layer is as strict about types. Its weights are float32, and NumPy likes float64.

# %% tags=["raises-exception"]
layer(X.double())

# %% [markdown] tags=["predict"]
# ## 2. What a layer holds
# **Predict.** How many numbers does `nn.Linear(1, 1)` learn? **(a)** 1, **(b)** 2 or **(c)** 4.

# %%
for name, parameter in layer.named_parameters():
    print(f"{name:6} shape {tuple(parameter.shape)}")
by_hand = X @ layer.weight.T + layer.bias
print(f"{sum(p.numel() for p in layer.parameters())} numbers; same as X @ W.T + b: {torch.allclose(layer(X), by_hand)}")

# %% [markdown]
# (b): a weight of shape (out, in) and a bias of shape (out,). A widely copied program writes `nn.Linear(n_features, n_features)`, which is right for one feature by luck. With two, each sample gets two predictions. Both are compared with its one target, and the ghost of lesson 04 is back.

# %%
two_features = torch.cat([X, X**2], dim=1)  # (samples, 2)
prediction = nn.Linear(2, 2)(two_features)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    nn.MSELoss()(prediction, Y)
print(f"sample 2 {two_features[1].tolist()}; prediction {tuple(prediction.shape)}, target {tuple(Y.shape)}")
print(str(caught[0].message).split(". ")[0])

# %% [markdown] tags=["predict"]
# ## 3. Where a layer begins
# Nobody has chosen the weights yet.
#
# **Predict.** Make three layers and ask each for $f(5)$. Are the answers **(a)** all 0, **(b)** all the same or **(c)** all different? And if a seed is set first, twice?

# %%
five = torch.tensor([[5.0]])  # (1 sample, 1 feature)
print(f"without a seed: {len({nn.Linear(1, 1)(five).item() for _ in range(3)})} different answers")
for _ in range(2):
    torch.manual_seed(data.STUDENTS_SEED)
    models = [nn.Linear(1, 1) for _ in range(7)]
    fifth, seventh = models[4](five).item(), models[6](five).item()
    print(f"seed {data.STUDENTS_SEED}, {len(models)} layers: the fifth {fifth:.3f}, the seventh {seventh:.3f}")

# %% [markdown]
# (c). Weights are drawn at random; a seed makes the draw repeatable. The students set none, yet an unwritten seed is still a seed. This one was found from the tables that they printed. The fifth and the seventh layer are their two runs: 3.271 and 2.910 are the numbers in their notebook.

# %% [markdown] tags=["predict"]
# ## 4. Setting weights
# To replay a run you must put given numbers into a layer. Much code does it through `.data`.
#
# **Predict.** You write a (3, 1) weight into `nn.Linear(1, 1)` through `.data`. What happens? **(a)** It raises. **(b)** It keeps the first row. **(c)** The layer now gives three answers a sample.

# %%
layer, W = nn.Linear(1, 1), torch.tensor([[1.0], [2.0], [3.0]])
layer.weight.data = W
print(f"{layer}: output {tuple(layer(X).shape)}")
layer(X).sum().backward()
torch.optim.SGD(layer.parameters(), lr=0.01).step()
print(f"W, which nobody touched: {[round(value, 4) for value in W.flatten().tolist()]}")

# %% [markdown]
# (c), and in silence. Worse, the layer and `W` now share their memory. One step, and your copy of the start is no longer the start. `copy_` copies values, refuses a wrong shape, and belongs under `no_grad`.

# %% tags=["raises-exception"]
layer = nn.Linear(1, 1)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[1.0], [2.0], [3.0]]))

# %%
start = torch.tensor([[2.0]])
with torch.no_grad():
    layer.weight.copy_(start)
    layer.bias.fill_(0.5)
layer.weight.data_ptr() == start.data_ptr(), layer(X).flatten().tolist()

# %% [markdown] tags=["predict"]
# ## 5. A class of your own
# A model is a class: layers in `__init__`, what to do with them in `forward`. You call the model, never `forward`.
#
# **Predict.** You leave out `super().__init__()`. Does Python complain **(a)** when you call the model, **(b)** in `__init__`, at the layer or **(c)** never?


# %%
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(1, 1)

    def forward(self, x):
        return self.lin(x)


[name for name, _ in Line().named_parameters()]


# %% tags=["raises-exception"]
class Forgetful(nn.Module):
    def __init__(self):
        self.lin = nn.Linear(1, 1)


Forgetful()

# %% [markdown]
# (b). `super().__init__()` makes the register in which a module enters its layers. A layer inside a plain Python list is not entered either. Then the optimizer has nothing to hold.


# %% tags=["raises-exception"]
class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(1, 1), nn.Linear(1, 1)]  # nn.ModuleList would enter them


torch.optim.SGD(Listed().parameters(), lr=0.01)

# %% [markdown]
# > **Exercise 05-1.** *What is inside* (level 1, 3 minutes). Return how many numbers a model holds, a dict from each parameter's name to its shape, and the model's $f(5)$ as a float.
#
# <details><summary>Hint 1</summary>named_parameters()</details>
# <details><summary>Hint 2</summary>p.numel()</details>


# %% tags=["exercise"] exercise="05-1"
def inspect_model(model):
    # BEGIN SOLUTION
    shapes = {name: tuple(parameter.shape) for name, parameter in model.named_parameters()}
    count = sum(parameter.numel() for parameter in model.parameters())
    return count, shapes, model(torch.tensor([[5.0]])).item()
    # END SOLUTION


# %% tags=["check"] exercise="05-1"
check(inspect_model)

# %% [markdown] tags=["predict"]
# ## 6. The students' two runs
# Learning rate 0.01, 1000 steps, the four points of $y = 2x$. Their first run printed one row; here it is again, from the fifth layer.
#
# **Predict.** Without a bias, 100 steps gave 10.000. With a bias and 1000 steps, does this run end at **(a)** 10.000, **(b)** a little above or **(c)** 5?


# %%
def run(model, every):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(1000):
        loss = nn.functional.mse_loss(model(X), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % every == 0:
            print(f"epoch {epoch + 1}: w = {model.weight.item():.3f}, loss ={loss.item():.8f}")
    print(f"{epoch + 1} steps done")


# %%
print(*X.shape)
print(f"Prediction before training: f(5) = {models[4](five).item():.3f}")
run(models[4], every=1000)
print(f"Prediction after training: f(5) = {models[4](five).item():.3f}")

# %% [markdown]
# (b): 10.003, after ten times as many steps. One printed row out of 1000 hides how it got there. Their second run printed ten rows. Replay it before you look.

# %% [markdown]
# > **Exercise 05-4.** *The students' table* (level 4, 15 minutes). Start at $w = 0.47510719$, $b = 0.53410220$ with lr = 0.01. Return the ten losses before steps 1, 101, …, 901, and $f(5)$ after 1000 steps.
#
# <details><summary>Hint 1</summary>Copy the weights before making the optimizer.</details>
# <details><summary>Hint 2</summary>Compare at rtol 1e-5: the eighth decimal depends on FMA in the CPU.</details>


# %% tags=["exercise"] exercise="05-4"
def replay():
    # BEGIN SOLUTION
    x = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
    model, losses = nn.Linear(1, 1), []
    with torch.no_grad():
        model.weight.fill_(0.47510719)
        model.bias.fill_(0.53410220)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(10):
        losses.append(nn.functional.mse_loss(model(x), 2 * x).item())
        for _ in range(100):
            optimizer.zero_grad()
            nn.functional.mse_loss(model(x), 2 * x).backward()
            optimizer.step()
    return losses, model(torch.tensor([[5.0]])).item()
    # END SOLUTION


# %% tags=["check"] exercise="05-4"
check(replay)

# %%
print(*X.shape)
print(f"Prediction before training: f(5) = {models[6](five).item():.3f}")
run(models[6], every=100)
print(f"Prediction after training: f(5) = {models[6](five).item():.3f}")

# %% [markdown]
# All their rows. Within 100 steps the loss falls from 13.65 to 0.08. Then it creeps: from row to row it keeps 0.549 of itself. (A float32 carries seven digits; do not read the eighth decimal.)
#
# One slip gives a calmer run to a worse place. Leave `Y` as (4,), and the ghost of lesson 04 leads you towards $w = 0$, $b = 5$.

# %%
print(f"0.02460414 / 0.04481722 = {0.02460414 / 0.04481722:.3f}")
w, b = data.STUDENTS_START
for _ in range(1000):
    pairs = w * data.X[:, None].astype(float) + b - data.Y  # (samples, samples), as a (4, 1) minus a (4,) gives
    slope_w, slope_b = 2 * np.mean(pairs * data.X[:, None]), 2 * np.mean(pairs)
    w, b = w - 0.01 * slope_w, b - 0.01 * slope_b
print(f"Y of shape (4,): w = {w:.4g}, b = {b:.4g}, f(5) = {5 * w + b:.3f}, loss {np.mean(pairs**2):.4g}")

# %% [markdown] tags=["predict"]
# ## 7. Was it the random start?
# The students' notebook blames the random start for 9.967. Try 1000 starts, drawn as `nn.Linear(1, 1)` draws them.
#
# **Predict.** After 1000 steps, which share prints 10.000? **(a)** 90 %, **(b)** 50 % or **(c)** about 2 %? And how are the ends spread?

# %%
x, y = data.X.astype(float), data.Y.astype(float)  # (samples,), float64 from here on
_ = torch.manual_seed(1)
w, b = (2 * torch.rand(2, 1000, 1, dtype=torch.float64) - 1).numpy()  # (starts, 1) each, from −1 to 1
for _ in range(1000):
    errors = w * x + b - y  # (starts, samples)
    slope_w, slope_b = 2 * np.mean(x * errors, axis=1), 2 * np.mean(errors, axis=1)
    w, b = w - 0.01 * slope_w[:, None], b - 0.01 * slope_b[:, None]
ends = (5 * w + b).ravel()  # (starts,)
print(f"mean error {np.mean(abs(ends - 10)):.4g}, largest {np.max(abs(ends - 10)):.4g}")

# %%
share = np.mean(np.abs(ends - 10) < 0.0005)
print(f"{share:.1%} print 10.000; lowest {ends.min():.4f}, highest {ends.max():.4f}")
show(
    draw.ends_of_many_starts(ends),
    "Histogram of f(5) after 1000 steps from 1000 random starts: "
    "the ends lie between 9.94 and 10.02, and only 1.3 % print 10.000.",
)

# %% [markdown]
# (c), 1.3 %. Nearly *every* start misses. A random start decides by how much. That hardly any arrives must have another reason, one that all the starts share.

# %% [markdown] tags=["predict"]
# ## 8. A valley
# The loss is now a landscape over two parameters. Each has its slope: $dw = 2\,\overline{x\,e}$ and $db = 2\,\overline{e}$. A bar is a mean over the samples, and $e = w\,x + b - y$ are the errors.
#
# **Predict.** The students' run begins with the loss 13.65. How much of it is left after 10 steps, and after 100? **(a)** Half, then a tenth. **(b)** 4 %, then 0.6 %. **(c)** 4 %, then nothing.

# %%
w, b = (torch.tensor(0.0, dtype=torch.float64, requires_grad=True) for _ in range(2))
((w * torch.tensor(x) + b - torch.tensor(y)) ** 2).mean().backward()
for parameter, by_hand, nudged in (
    (w, 2 * np.mean(x * (0 - y)), lambda w: np.mean((w * x + 0 - y) ** 2)),
    (b, 2 * np.mean(0 - y), lambda b: np.mean((0 * x + b - y) ** 2)),
):
    compare_slopes(by_hand=by_hand, nudge=central_difference(nudged, 0.0), autograd=parameter.grad.item())


# %%
def walk(x, lr, steps, start=data.STUDENTS_START):
    path = [np.array(start)]
    for _ in range(steps):
        w, b = path[-1]
        error = w * x + b - y
        path.append(path[-1] - lr * 2 * np.array([np.mean(x * error), np.mean(error)]))
    return np.array(path)  # (steps + 1, 2): w and b at the start and after each step


# %%
path = walk(x, lr=0.01, steps=1000)
losses = np.mean((path[:, :1] * x + path[:, 1:] - y) ** 2, axis=1)  # (steps + 1,)
for k in (0, 10, 20, 100, len(path) - 1):
    print(f"after {k:4} steps: w = {path[k, 0]:.4f}, b = {path[k, 1]:.4f}, loss {losses[k]:.4g}")
show(
    draw.valley(path),
    "The loss over w and b is a long narrow valley: SGD drops to its floor within 20 steps, "
    "then creeps along it for 980 more, and is at w = 1.984, b = 0.047 in the end.",
)

# %% [markdown]
# (b). Twenty steps take it across, to the floor of the valley. The other 980 go along the floor, where the slope is small. Raise $w$ and lower $b$, and the line hardly moves over our four points: that is the direction of the floor.

# %% [markdown]
# > **Exercise 05-2.** *Gradient in two parameters* (level 2, 5 minutes). Return the two slopes $dw$ and $db$ at the students' start, $w = 0.47510719$, $b = 0.53410220$. Find them by hand and by autograd.
#
# <details><summary>Hint 1</summary>dw = 15(w-2)+5b; db = 5(w-2)+2b.</details>


# %% tags=["exercise"] exercise="05-2"
def grads_at_start():
    # BEGIN SOLUTION
    w, b = 0.47510719, 0.53410220
    return 15 * (w - 2) + 5 * b, 5 * (w - 2) + 2 * b
    # END SOLUTION


# %% tags=["check"] exercise="05-2"
check(grads_at_start)

# %% [markdown] tags=["predict"]
# ## 9. Curvature in every direction
# With one weight the curvature was a number, and a step multiplied the error by $1 - \text{lr} \cdot \lambda$. With two it is a matrix, the **Hessian** $H$: how each slope changes with each parameter. Its eigenvalues are the curvatures across the valley and along it.
#
# **Predict.** With lr = 0.01, is the slow factor on our four points **(a)** 0.85, **(b)** 0.997 or **(c)** 0.833?


# %%
def hessian(x):
    return 2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]])


two = torch.tensor([1.0, 3.0], dtype=torch.float64)  # two samples, to see the method
by_autograd = torch.autograd.functional.hessian(
    lambda p: ((p[0] * two + p[1]) ** 2).mean(),  # a target would not change how the slopes change
    torch.zeros(2, dtype=torch.float64),
)
print("by hand", hessian(two.numpy()).tolist(), "autograd", by_autograd.tolist())
print("curvatures", np.linalg.eigvalsh(by_autograd).round(4).tolist())

# %% [markdown]
# In two directions, its eigenvectors, $H$ only stretches. A step multiplies the error along each by its own factor, $1 - \text{lr} \cdot \lambda$. The largest curvature limits the learning rate, to $2/\lambda_{max}$. The best fixed rate makes the two factors equally large, one with each sign: $2/(\lambda_1 + \lambda_2)$.

# %% [markdown]
# > **Exercise 05-3.** *The shape of the valley* (level 3, 10 minutes). For the four points, return the Hessian, its eigenvalues (the smaller first), the largest learning rate and the best.
#
# <details><summary>Hint 1</summary>torch.autograd.functional.hessian</details>
# <details><summary>Hint 2</summary>np.linalg.eigvalsh</details>
# <details><summary>Hint 3</summary>(17 +- sqrt(269))/2</details>


# %% tags=["exercise"] exercise="05-3"
def valley():
    # BEGIN SOLUTION
    inputs = np.array([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0], [4.0, 1.0]])  # a column for w, one for b
    second = 2 * inputs.T @ inputs / 4
    curvatures = np.linalg.eigvalsh(second)
    return second, curvatures, 2 / curvatures[1], 2 / curvatures.sum()
    # END SOLUTION


# %% tags=["check"] exercise="05-3"
check(valley)

# %%
curvatures, directions = np.linalg.eigh(hessian(x))
factors = 1 - 0.01 * curvatures
print("H", hessian(x).tolist(), "curvatures", curvatures.round(4).tolist())
print(f"factors {factors[0]:.5f} and {factors[1]:.5f}; 1000 steps leave {factors[0] ** 1000:.2%} of the slow error")
print(
    f"ratio of the curvatures {curvatures[1] / curvatures[0]:.1f}; factor of the loss in 100 steps {factors[0] ** 200:.4f}"
)

# %% [markdown]
# (b): 0.99701. Here is the reason that all starts share. Whatever error lay along the floor, 4.99 % of it is left after 1000 steps. (0.85 was the factor without a bias.) The loss goes with the square: 0.549 from row to row, as the students' table says.

# %% [markdown] tags=["predict"]
# ## 10. The forecast
# Split a start's error into a part $c_{slow}$ along the floor and a part $c_{fast}$ across it. Each shrinks by its own factor. No training is needed.
#
# **Predict.** The first run ended at 10.003. When would it have printed 10.000? **(a)** After 1324 steps, **(b)** after 1647 or **(c)** after 6948.

# %%
slow, fast = (direction * np.sign(direction[0]) for direction in directions.T)  # both towards larger w
c_slow = slow @ (np.array(data.OTHER_START) - [2, 0])
reach = slow @ [5, 1]  # what one unit along the floor does to f(5)
error = reach * c_slow * factors[0] ** 1000
steps = np.log(0.0005 / abs(reach * c_slow)) / np.log(factors[0])
print(f"c_slow {c_slow:.4g}, f(5) = 10 + {error:.4g}, prints 10.000 from step {np.ceil(steps):.0f}")

# %% [markdown]
# (b). The start gives the sign and the size, 0.105; the curvature gives the speed. After 1000 steps the fast part is gone: its factor is 0.83299. With (a) the error shrank by the factor of the loss, with (c) like one over the steps.

# %% [markdown]
# > **Exercise 05-5.** *Why 9.967?* (level 4, 15 minutes). Do the same for the second run, $w = 0.47510719$, $b = 0.53410220$. Return $c_{slow}$, with the slow direction pointing towards larger $w$, $f(5)$ after 1000 steps, and the first step count at which it prints 10.000.
#
# <details><summary>Hint 1</summary>slow factor = 1 - 0.01*0.29939</details>
# <details><summary>Hint 2</summary>0.9970061^1000 = 0.049867</details>
# <details><summary>Hint 3</summary>f(5) error = 0.66329*c_slow*0.049867</details>


# %% tags=["exercise"] exercise="05-5"
def explain_f5():
    # BEGIN SOLUTION
    curvatures, directions = np.linalg.eigh(np.array([[15.0, 5.0], [5.0, 2.0]]))
    slow = directions[:, 0] * np.sign(directions[0, 0])
    c_slow = slow @ (np.array([0.47510719, 0.53410220]) - [2, 0])
    factor, size = 1 - 0.01 * curvatures[0], c_slow * (slow @ [5, 1])
    steps = int(np.ceil(np.log(0.0005 / abs(size)) / np.log(factor)))
    return c_slow, 10 + size * factor**1000, steps
    # END SOLUTION


# %% tags=["check"] exercise="05-5"
check(explain_f5)

# %%
parts = (path - [2, 0]) @ np.column_stack([slow, fast])  # (steps + 1, 2): slow and fast part of the second run
for k in (0, 10, 100):
    print(f"after {k:3} steps: slow {parts[k, 0]:.4g}, fast {parts[k, 1]:.4g}")
error = reach * parts[0, 0] * factors[0] ** 1000
print(f"forecast {10 + error:.4f}, an error of {error:.4g}; trained, {path[-1] @ [5, 1] - 10:.4g}")
show(
    draw.slow_and_fast(parts),
    "Size of the slow and the fast part of the error against the step, on a log axis: two straight lines; "
    "in 100 steps the fast part falls by 8 powers of ten, the slow part only to 0.741 of itself.",
)

# %% [markdown]
# Two straight lines: two factors, each for ever. The second start has $c_{slow} = -0.9967$, ten times as much as the first and with the other sign. So it ends below 10, at 9.9670.

# %% [markdown] tags=["predict"]
# ## 11. The limit
# **Predict.** The largest curvature is 16.70. You train with lr = 0.1197 and with 0.1198. Do **(a)** both converge, **(b)** only the first or **(c)** neither?

# %%
print(f"2 / {curvatures[1]:.4f} = {2 / curvatures[1]:.5f}")
for lr in (0.1197, 0.1198):
    ends = walk(x, lr, steps=5000)[[100, 1000, -1]]
    print(f"lr {lr}: loss after 100, 1000, 5000 steps", *(f"{np.mean((w * x + b - y) ** 2):.4g}" for w, b in ends))

# %% [markdown]
# (b). The limit is 0.11976, and it is sharp. So a larger learning rate cannot save the slow direction: the fast one forbids it. The ratio of the two curvatures, 55.8, is the real trouble. Drag the slider, or use the arrow keys, and watch both directions.

# %%
show_slider(
    sliders.valley(data.STUDENTS_START, steps=30),
    "Thirty steps from the students' start: at 0.01 the slow factor is 0.997 and the path stops "
    "on the valley's floor, far from the goal; at 0.1197 the fast factor is −0.9991 and the path jumps across it.",
)

# %% [markdown] tags=["predict"]
# ## 12. Other optimizers
# **Predict.** Same start, 1000 steps: SGD 0.01, momentum 0.9, Adam 0.01, Adam 0.1. Which is then farthest from 10? **(a)** SGD, **(b)** Adam 0.01 or **(c)** Adam 0.1. And does it stay the last?


# %%
def follow(make_optimizer, steps):
    p, rows = torch.tensor(data.STUDENTS_START, dtype=torch.float64, requires_grad=True), []  # w and b
    optimizer = make_optimizer([p])
    for _ in range(steps + 1):
        loss = nn.functional.mse_loss(p[0] * X.double() + p[1], Y.double())
        rows.append([*p.tolist(), loss.item()])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return np.array(rows)  # (steps + 1, 3): w, b and the loss at the start and after each step


# %%
runs = {
    "SGD 0.01": follow(lambda tensors: torch.optim.SGD(tensors, lr=0.01), steps=2800),
    "momentum 0.9": follow(lambda tensors: torch.optim.SGD(tensors, lr=0.01, momentum=0.9), steps=1000),
    "Adam 0.01": follow(lambda tensors: torch.optim.Adam(tensors, lr=0.01), steps=2800),
    "Adam 0.1": follow(lambda tensors: torch.optim.Adam(tensors, lr=0.1), steps=1000),
}
for name, rows in runs.items():
    print(f"{name:12} loss after 100 steps {rows[100, 2]:.4g}, f(5) after 1000 {rows[1000, :2] @ [5, 1]:.4f}")

# %%
behind = runs["Adam 0.01"][:, 2] >= runs["SGD 0.01"][:, 2]
print(f"Adam 0.01 has the smaller loss from step {np.argmin(behind) + 1} on")  # the loss before that step
show(
    draw.four_optimizers(runs),
    "Left, four paths through the valley; right, the loss against the step: momentum 0.9 and Adam 0.1 "
    "are below 1e-9 long before step 1000, and Adam 0.01 overtakes SGD 0.01 at step 2458.",
)

# %% [markdown]
# (b), 9.7378, and the students wrote that Adam "converges much more slowly". But it overtakes SGD at step 2458, and at 0.1 it is among the fastest. Momentum arrives too, with the 0.01 of SGD: a memory adds up along the floor and cancels across it. A rate is not something that two optimizers share.

# %% [markdown] tags=["predict"]
# ## 13. The cure
# The valley is narrow since all inputs are positive: raise $w$, and every prediction rises, as it does with $b$. Subtract the mean, 2.5, from the inputs, and the two no longer compete.
#
# **Predict.** SGD on raw inputs, with lr = 0.01, needs 1987 steps to a loss below 0.000001. With centred inputs and lr = 0.4, is it **(a)** 1987 still, **(b)** 50, for 40 times the rate, or **(c)** 6?

# %%
centred = x - x.mean()  # −1.5, −0.5, 0.5, 1.5
print("H", hessian(centred).tolist(), f"largest learning rate {2 / 2.5:.4g}")
for inputs, lr in ((x, 0.01), (x, 2 / 17), (centred, 0.4)):
    walked = walk(inputs, lr, steps=2000)
    losses = np.mean((walked[:, :1] * inputs + walked[:, 1:] - y) ** 2, axis=1)
    below, (w, b) = np.argmax(losses < 1e-6), walked[3]
    print(f"lr {lr:.4f}: below at step {below} of {len(losses) - 1}; after 3 steps w = {w:.4f}, b = {b:.4f}")

# %% [markdown]
# (c). The Hessian has become diagonal, with 2.5 and 2: a nearly round bowl, with room for 40 times the learning rate. The raw inputs take 230 steps even at their own best rate, 2/17. The optimizer is the same. You changed the question, and 1987 steps became 6.

# %% [markdown]
# > **Exercise 05-6.** *Centre and win* (level 5, 20 minutes). Subtract the mean of x and choose the *best* fixed learning rate. From the students' start, count the steps until the loss is below 0.000001. Return the rate, the steps, $w$, $b$ and $f(5)$.
#
# <details><summary>Hint 1</summary>H = diag(2*var(x), 2).</details>
# <details><summary>Hint 2</summary>best lr = 2/(2+2.5)</details>
# <details><summary>Hint 3</summary>From 1987 steps to 4.</details>


# %% tags=["exercise"] exercise="05-6"
def centered():
    # BEGIN SOLUTION
    x, y = np.array([1.0, 2.0, 3.0, 4.0]) - 2.5, np.array([2.0, 4.0, 6.0, 8.0])
    lr, steps, (w, b) = 2 / (2 * np.var(x) + 2), 0, (0.47510719, 0.53410220)
    error = w * x + b - y
    while error @ error / 4 >= 1e-6:  # the mean of four squares
        w, b, steps = w - lr * 2 * np.mean(x * error), b - lr * 2 * np.mean(error), steps + 1
        error = w * x + b - y
    return lr, steps, w, b, w * (5 - 2.5) + b
    # END SOLUTION


# %% tags=["check"] exercise="05-6"
check(centered)

# %%
raw_path, centred_path = walk(x, lr=2 / 17, steps=25), walk(centred, lr=4 / 9, steps=6)
errors = centred_path[:, :1] * centred + centred_path[:, 1:] - y  # (steps + 1, samples)
print("loss after each step, centred, lr 4/9:", *(f"{loss:.2g}" for loss in np.mean(errors**2, axis=1)[:5]))
show(
    draw.raw_and_centred(raw_path, centred_path),
    "Contours of the loss with SGD at its best learning rate: on raw inputs the ratio of the curvatures is 55.8 "
    "and 25 steps zigzag, still away from the goal; on centred inputs it is 1.25 and 4 steps arrive.",
)

# %% [markdown]
# On the left the best rate still has to zigzag across the walls. On the right four steps are enough, where the raw inputs took 1987 with their 0.01.

# %% [markdown] tags=["predict"]
# ## 14. Predict as you trained
# The centred model has learned $w = 2$ and $b = 5$: the mean of the targets, which is what it says for the mean input.
#
# **Predict.** You want $f(5)$ and put 5 into the model as it is. Do you get **(a)** 10, **(b)** 15 or **(c)** 5?

# %%
w, b = centred_path[4]  # after four steps
print(f"w = {w:.4f}, b = {b:.4f}")
print(f"5 put in raw: {w * 5 + b:.4g}   5 − 2.5 put in: {w * (5 - 2.5) + b:.4g}")

# %% [markdown]
# (b), and it is wrong. The model knows distances from 2.5; a raw 5 is 7.5 to it. Whatever you do to the inputs in training belongs to the model. Save the 2.5 with the weights.

# %% [markdown] tags=["predict"]
# ## 15. What a test set is
# The students called the single input 5 a test set, "values we do not know". A test set is the opposite: inputs whose targets you know, and did not train on.
#
# **Predict.** Their trained line is tested at 2.5, 5 and 20. Is its error **(a)** the same at each, **(b)** smallest at 20 or **(c)** smallest at 2.5?

# %%
w, b = path[-1]  # the second run after 1000 steps
for test_input in (1.5, 2.5, 3.5, 5.0, 20.0):
    prediction, target = w * test_input + b, 2 * test_input
    print(f"x = {test_input:4}: target {target:4}, prediction {prediction:.4f}, error {prediction - target:.4f}")

# %% [markdown]
# (c). Between the training inputs, from 1 to 4, the line was held from both sides. At 5 you already leave them, and at 20 the error is about 39 times that at 2.5. Low error inside says little about outside.

# %% [markdown]
# ## What you can say now
# **Why does the tidier program say 9.967?** A bias makes a valley with curvatures 16.7006 and 0.2994. After 1000 steps 4.99 % of the error along its floor is left, and this start had −0.9967 of it.
#
# What is missing: all your targets were numbers. What is an error when the answer is yes or no? That is the question of lesson 06.

# %%
progress()
