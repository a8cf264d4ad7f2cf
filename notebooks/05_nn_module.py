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
# # 05 · Modules and the second parameter
# **Why does the tidier program say 9.967 where it should say 10?**
#
# PyTorch now makes the model too, and the model brings a bias along. A group of students ran that program and got $f(5) = 9.967$. You will replay their run, start and all, and then compute 9.967 without any training.
#
# By the end you can
# - list a module's parameters with their shapes, and set them safely (exercises 05-1 and 05-2);
# - compute both slopes by hand and by autograd (05-3);
# - find the curvatures of the loss, the largest learning rate and the best one (05-4);
# - predict $f(5)$ after 1000 steps from the start alone (05-5);
# - cure the slowness by centring the input (05-6).

# %%
import numpy as np
import torch
from torch import nn

from helpers import check, data, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_05 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes
from helpers.sliders import show_slider

# %% [markdown] tags=["predict", "slide"]
# ## 1. Rows and columns
# `nn.Linear(1, 1)` is a layer: one feature in, one number out.
#
# **Predict.** You hand the layer four numbers of shape (4,). What does it do with them?
# - **(a)** It takes them for four samples.
# - **(b)** It takes them for one sample with four features, and raises.
# - **(c)** It uses the first and drops the others.

# %%
layer = nn.Linear(1, 1)
with attempt():
    layer(torch.from_numpy(data.X))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The last axis is read as features: "1x4" is one sample with four. Each row is a sample and each column a feature, so four samples with one feature are (4, 1).
#
# - **(a)** is how NumPy's `w * x` read them in lesson 02. A layer multiplies matrices.
# - **(c)** takes the 1 in `nn.Linear(1, 1)` for a number of samples.
#
# </details>
#

# %%
X = torch.from_numpy(data.X).reshape(-1, 1)  # (samples, features)
Y = torch.from_numpy(data.Y).reshape(-1, 1)  # (samples, 1)
with attempt():
    layer(X.double())  # its weights are float32, and NumPy likes float64

# %% [markdown] tags=["predict"]
# ## 2. What a layer holds
# **Predict.** `nn.Linear(2, 2)` has two features in and two numbers out. How many numbers does it learn?
# - **(a)** 4
# - **(b)** 5
# - **(c)** 6

# %%
wide, two_features = nn.Linear(2, 2), torch.cat([X, X**2], dim=1)  # (samples, 2)
for name, parameter in wide.named_parameters():
    print(f"{name:6} shape {tuple(parameter.shape)}")
by_hand = two_features @ wide.weight.T + wide.bias
agree = torch.allclose(wide(two_features), by_hand, atol=1e-5)
print(f"{sum(p.numel() for p in wide.parameters())} numbers; X @ W.T + b: {agree}")
print(f"prediction {tuple(by_hand.shape)}, target {tuple(Y.shape)}, ", end="")
print(f"difference {tuple((by_hand - Y).shape)}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. A weight of shape (out, in) holds 2 · 2 numbers, and a bias of shape (out,) holds 2. Our `nn.Linear(1, 1)` learns two numbers, $w$ and $b$. A widely copied program writes `nn.Linear(n_features, n_features)`, which is right for one feature by luck. With two, each sample gets two predictions, and both are compared with its one target: the ghost of lesson 04.
#
# - **(a)** forgets the bias.
# - **(b)** gives one bias to the whole layer. Each output has its own.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 3. Where a layer begins
# Nobody has chosen the weights yet.
#
# **Predict.** You set a seed and make three layers. Then you set the same seed again and make three more. Which of the six give the same $f(5)$?
# - **(a)** All six.
# - **(b)** The first and the fourth, the second and the fifth, the third and the sixth.
# - **(c)** No two of them.

# %%
five = torch.tensor([[5.0]])  # (1 sample, 1 feature)
for _ in range(2):
    _ = torch.manual_seed(5)
    print(*(f"{nn.Linear(1, 1)(five).item():.4f}" for _ in range(3)))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. Weights are drawn at random, one after the other. A seed says where the sequence begins, so the whole sequence comes again.
#
# - **(a)** takes the seed for the value that is drawn.
# - **(c)** is true without a seed.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 4. Setting weights
# To replay a run you must put given numbers into a layer. Much code does it through `.data`.
#
# **Predict.** You write a (3, 1) weight into `nn.Linear(1, 1)` through `.data`. What happens?
# - **(a)** The layer now gives three answers a sample.
# - **(b)** It raises: the shape is wrong.
# - **(c)** It keeps the first row.

# %%
layer, W = nn.Linear(1, 1), torch.tensor([[1.0], [2.0], [3.0]])
with attempt():
    layer.weight.data = W
print(f"{layer}: output {tuple(layer(X).shape)}")
layer(X).sum().backward()
torch.optim.SGD(layer.parameters(), lr=0.01).step()
print("W, which nobody touched:", *(f"{value:.4f}" for value in W.flatten()))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**, and in silence: the layer still calls itself `out_features=1`. Worse, the layer and `W` now share their memory. One step, and your copy of the start is no longer the start.
#
# - **(b)** expects a check of the shape. `.data` makes none; `copy_` under `no_grad`, in the next cell, refuses what it cannot stretch to the weight's shape.
# - **(c)** expects a copy into the old weight. `.data =` puts another tensor in its place.
#
# </details>
#

# %%
layer, start = nn.Linear(1, 1), torch.tensor([[2.0]])
with attempt(), torch.no_grad():
    layer.weight.copy_(W)  # copies values, or refuses
with torch.no_grad():
    layer.weight.copy_(start)
    layer.bias.fill_(0.5)
shared = layer.weight.data_ptr() == start.data_ptr()
print(f"shared: {shared}; f(5) = {layer(five).item():.4f}")


# %% [markdown] tags=["predict"]
# ## 5. A class of your own
# A model is a class: layers in `__init__`, what to do with them in `forward`.
#
# **Predict.** You leave out `super().__init__()`. When does Python complain?
# - **(a)** In `__init__`, at the layer.
# - **(b)** When you call the model.
# - **(c)** Never.

# %%
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(1, 1)

    def forward(self, x):
        return self.lin(x)


[name for name, _ in Line().named_parameters()]


# %%
class Forgetful(nn.Module):
    def __init__(self):
        self.lin = nn.Linear(1, 1)


with attempt():
    Forgetful()(X)


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. `super().__init__()` makes the register in which a module enters its layers. The first layer finds no register.
#
# - **(b)** expects that only `forward` needs what a module is.
# - **(c)** is how a plain Python class behaves.
#
# </details>
#

# %%
class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(1, 1), nn.Linear(1, 1)]


# A plain list enters no layers, nn.ModuleList would: the optimizer has nothing to hold.
with attempt():
    torch.optim.SGD(Listed().parameters(), lr=0.01)


# %% [markdown]
# > **Exercise 05-1.** *What is inside* (level 1, 3 minutes). Return how many numbers a model holds, a dict from each parameter's name to its shape, and the model's $f(5)$ as a float.
#
# <details><summary>Hint 1</summary>named_parameters() gives pairs: a name, and a tensor that has a shape.</details>
# <details><summary>Hint 2</summary>A tensor says how many numbers it holds: numel().</details>

# %% tags=["exercise"] exercise="05-1"
def inspect_model(model):
    ...  # your answer


# %% tags=["check"] exercise="05-1"
check(inspect_model)

# %% [markdown] tags=["predict"]
# ## 6. Two ways to run it
# A *hook* is a function of yours that a module runs after its own work. The hook below keeps each output.
#
# **Predict.** You write `model(X)` once and `model.forward(X)` once. How many outputs has the hook kept?
# - **(a)** 0
# - **(b)** 1
# - **(c)** 2

# %%
model, kept = Line(), []
_ = model.register_forward_hook(lambda module, inputs, output: kept.append(output))
model(X), model.forward(X)
print(f"{len(kept)} kept; same prediction: {torch.equal(model(X), model.forward(X))}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. A call runs the hooks and `forward`; `forward` alone is your own function and nothing more. The prediction is the same, so that nobody notices what was left out. Call the model, never its `forward`.
#
# - **(a)** expects that hooks wait for a `backward`.
# - **(c)** takes `forward` for another name of the call.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 7. The students' two runs
# Learning rate 0.01, 1000 steps, the four points of $y = 2x$. The students set no seed. A search found one that leads to their printed tables: after it, the fifth and the seventh layer are their two runs. The first of them begins at $f(5) = 3.271$.
#
# **Predict.** With a weight alone, 100 steps gave 10.000. Where is this run, which has a bias, after 1000 steps?
# - **(a)** At 10.000.
# - **(b)** Below 10.
# - **(c)** Above 10.

# %%
def one_step(model, optimizer):
    loss = nn.functional.mse_loss(model(X), Y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %%
def run(model, every):
    optimizer, losses = torch.optim.SGD(model.parameters(), lr=0.01), []
    for epoch in range(1000):
        losses.append(one_step(model, optimizer))
        if epoch % every == 0:
            w = model.weight.item()
            print(f"epoch {epoch + 1}: w = {w:.3f}, loss ={losses[-1]:.8f}")
    return losses


# %% tags=["slide"]
torch.manual_seed(data.STUDENTS_SEED)
models = [nn.Linear(1, 1) for _ in range(7)]
print(*X.shape)
print(f"Prediction before training: f(5) = {models[4](five).item():.3f}")
first_run = run(models[4], every=1000)
print(f"Prediction after training: f(5) = {models[4](five).item():.3f}")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**, 10.003. It came from below, went through 10, and is still on its way back after ten times as many steps. They printed one row out of 1000, which hides all of this.
#
# - **(a)** holds for one weight, whose factor was 0.85 a step.
# - **(b)** holds for one weight as well: with a factor between 0 and 1 it never crosses its goal. The 9.967 of the opening belongs to the second run.
#
# </details>
#

# %% [markdown]
# > **Exercise 05-2.** *The students' table* (level 3, 10 minutes). The second run printed ten rows. Start at $w = 0.47510719$, $b = 0.53410220$ with lr = 0.01. Return the ten losses before steps 1, 101, …, 901, and $f(5)$ after 1000 steps.
#
# <details><summary>Hint 1</summary>Set the weights in place, as in section 4, and make the optimizer after that.</details>
# <details><summary>Hint 2</summary>A loss is kept before its step; the step's number, counted from 0, is a multiple of 100.</details>

# %% tags=["exercise"] exercise="05-2"
def replay():
    ...  # your answer


# %% tags=["check"] exercise="05-2"
check(replay)

# %%
print(*X.shape)
print(f"Prediction before training: f(5) = {models[6](five).item():.3f}")
second_run = run(models[6], every=100)
print(f"Prediction after training: f(5) = {models[6](five).item():.3f}")
theirs = "13.65275669 0.08163604 0.04481722 0.02460414 0.01350738 0.00741537 "
theirs += "0.00407095 0.00223491 0.00122694 0.00067358"
gaps = np.abs(np.array(theirs.split(), dtype=float) - second_run[::100])
print(f"each within 0.0000001 of theirs: {gaps.max() < 1e-7}")
print(f"from row 2 to 3 {second_run[200] / second_run[100]:.4f}, ", end="")
print(f"from row 9 to 10 {second_run[900] / second_run[800]:.4f}")

# %% [markdown]
# The last digits need not be theirs. Many processors multiply and subtract with one rounding, a *fused multiply-add*, and then four of the ten rows end differently. With two roundings all ten are theirs. Lesson 07 reads from such digits how somebody computed.
#
# Within 100 steps the loss falls from 13.65 to 0.08. Then it creeps: from row to row it keeps 0.5490 of itself.

# %% [markdown] tags=["predict", "slide"]
# ## 8. Was it the random start?
# Below the 10.003 the students wrote that it may be worse because the initialization is random, and that the technique may not be the best: optimizer, learning rate, iterations. Below the 9.967 they wrote nothing. So try 1000 starts, drawn as `nn.Linear(1, 1)` draws them.
#
# **Predict.** After 1000 steps, which share of them prints 10.000?
# - **(a)** About 1.5 %.
# - **(b)** About 15 %.
# - **(c)** About 90 %.

# %%
x, y = data.X.astype(float), data.Y.astype(float)  # (samples,), float64 from here on
_ = torch.manual_seed(1)
w, b = (2 * torch.rand(2, 1000, dtype=torch.float64) - 1).numpy()  # (starts,) each
for _ in range(1000):
    errors = w * x[:, None] + b - y[:, None]  # (samples, starts)
    w = w - 0.01 * 2 * np.mean(x[:, None] * errors, axis=0)
    b = b - 0.01 * 2 * np.mean(errors, axis=0)
ends = 5 * w + b  # (starts,)

# %% tags=["slide"]
for digits in (3, 2, 1):
    arrived = np.sum(abs(ends - 10) < 0.5 * 10.0**-digits)
    print(f"{arrived} of {len(ends)} print {10:.{digits}f}")
show(draw.ends_of_many_starts(ends))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**, 13 of these 1000. The random start decides by how much a run misses, and on which side. That hardly any arrives must have another reason, one that all the starts share. Learning rate and iterations, also on the students' list, will turn out to be nearer to it.
#
# - **(b)** is the share that prints 10.00, with one digit fewer.
# - **(c)** is the share that prints 10.0, with two fewer.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 9. A valley
# The loss is now a landscape over two parameters. Each has its slope: $dw = 2\,\overline{x\,e}$ and $db = 2\,\overline{e}$. A bar is a mean over the samples, and $e = w\,x + b - y$ are the errors.
#
# **Predict.** The second run begins at $b = 0.5341$, and the goal is $b = 0$. Within 20 steps its loss falls to 1 % of the first. Where is $b$ then?
# - **(a)** Near 0, closer than 0.05.
# - **(b)** On its way, between 0.05 and 0.5341.
# - **(c)** Farther off than at the start.

# %%
def walk(inputs, lr, steps, start=data.STUDENTS_START):
    (w, b), path = start, [start]
    for _ in range(steps):
        e = w * inputs + b - y  # (samples,)
        w, b = w - lr * 2 * np.mean(inputs * e), b - lr * 2 * np.mean(e)
        path.append((w, b))
    return np.array(path)  # (steps + 1, 2)


def losses_of(path, inputs):  # (steps + 1,)
    return np.mean((path[:, :1] * inputs + path[:, 1:] - y) ** 2, axis=1)


# %% tags=["slide"]
path = walk(x, lr=0.01, steps=1000)
for k in (0, 10, 20, 100, 1000):
    (w, b), loss = path[k], losses_of(path, x)[k]
    print(f"after {k:4} steps: w = {w:.4f}, b = {b:.4f}, loss {loss:.4g}")
show(draw.valley(path))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**, 0.8781. At first both slopes ask for more, since all predictions are too low. Twenty steps take the pair across the valley, to its floor. The other 980 go along the floor, where the slope is small. Raise $w$ and lower $b$, and the line hardly moves over our four points: that is the direction of the floor.
#
# - **(a)** takes a small loss for a small distance.
# - **(b)** expects a parameter to come nearer to its goal with each step, as one weight does at a small rate.
#
# </details>
#

# %% [markdown]
# > **Exercise 05-3.** *Gradient in two parameters* (level 2, 5 minutes). Return the two slopes $dw$ and $db$ at the students' start, $w = 0.47510719$, $b = 0.53410220$. Find them by hand and by autograd.
#
# <details><summary>Hint 1</summary>By hand: the four errors first. Each slope is a mean of products, and 2 stands before it.</details>
# <details><summary>Hint 2</summary>By autograd: two tensors that require a gradient, one mean, one backward.</details>

# %% tags=["exercise"] exercise="05-3"
def grads_at_start():
    ...  # your answer


# %% tags=["check"] exercise="05-3"
check(grads_at_start)

# %% [markdown] tags=["predict", "slide"]
# ## 10. Curvature in every direction
# The bend of one weight was a number: by how much its slope changes when it moves by 1. Its other name is *curvature*, and now there are two slopes. Take two samples, $x = 1$ and $x = 3$, to see the method.
#
# **Predict.** You raise $b$ by 1 and leave $w$. By how much does $dw$ change?
# - **(a)** 0
# - **(b)** 2
# - **(c)** 4

# %%
two = torch.tensor([1.0, 3.0], dtype=torch.float64)  # (samples,)


def loss_of(p):  # p holds w and b
    return ((p[0] * two + p[1] - 2 * two) ** 2).mean()


for b in (0, 1):
    e = 0 * two + b - 2 * two
    print(f"b = {b}: dw = {2 * (two * e).mean():.4f}, db = {2 * e.mean():.4f}")
H = torch.autograd.functional.hessian(loss_of, torch.zeros(2).double()).numpy()
print("all changes, by autograd", H.tolist())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. Raising $b$ by 1 raises each error by 1, so $dw = 2\,\overline{x\,e}$ grows by $2\,\overline{x}$. The table of all four changes is the **Hessian** $H$: $2\,\overline{x^2}$ and $2\,\overline{x}$ for $dw$, $2\,\overline{x}$ and 2 for $db$.
#
# - **(a)** takes each slope to belong to its own parameter.
# - **(b)** is the change of $db$.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 11. One step
# Let $d = (w - 2,\ b - 0)$ be the distance to the goal. Both slopes are 0 there and change evenly: the gradient is $H d$. A step turns $d$ into $(I - \text{lr}\,H)\,d$; $I$ alone changes nothing. A direction that $H$ only stretches is an **eigenvector**; its **eigenvalue** $\lambda$, the stretch, is the curvature.
#
# **Predict.** You begin on an eigenvector. After 100 steps, how much of $d$ is in the other?
# - **(a)** None.
# - **(b)** Half.
# - **(c)** Nearly all: it is steep there.

# %%
curvatures, directions = np.linalg.eigh(H)  # (2,), and an eigenvector a column
d = directions[:, 0]  # the slow one
for _ in range(100):
    d = d - 0.01 * H @ d
print("slow part and fast part of d", abs(directions.T @ d).round(4).tolist())
print(f"(1 - 0.01 * curvature) ** 100 {(1 - 0.01 * curvatures[0]) ** 100:.4f}")
p = torch.tensor([0.123, 0.456], dtype=torch.float64, requires_grad=True)
loss_of(p).backward()
nudged = central_difference(lambda w: loss_of((w, 0.456)).item(), 0.123)
compare_slopes(H_d=H[0] @ [0.123 - 2, 0.456], nudge=nudged, autograd=p.grad[0].item())


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The eigenvectors point along the floor and across it. $H$ stretches them and does not turn them, and so does $I - \text{lr}\,H$. Each direction has its own factor, $1 - \text{lr} \cdot \lambda$, and the two never mix. Two descents run at the same time, each with one number, as in lesson 02.
#
# - **(b)** expects the two to even out.
# - **(c)** forgets that the gradient has no part in a direction in which $d$ has none.
#
# </details>
#

# %% [markdown] tags=["slide"]
# The largest curvature limits the learning rate, to $2/\lambda_{max}$. The best fixed rate makes $1 - \text{lr} \cdot \lambda_1$ and $1 - \text{lr} \cdot \lambda_2$ equally large, one with each sign: it is $2/(\lambda_1 + \lambda_2)$.

# %% [markdown] tags=["slide"]
# > **Exercise 05-4.** *The shape of the valley* (level 3, 10 minutes). For the four points, return the Hessian, its eigenvalues (the smaller first), the largest learning rate and the best.
#
# <details><summary>Hint 1</summary>Each entry of H is 2 times a mean: of x squared, of x, of 1.</details>
# <details><summary>Hint 2</summary>np.linalg.eigvalsh gives the eigenvalues of a symmetric matrix, the smaller first.</details>
# <details><summary>Hint 3</summary>The sum of the two eigenvalues is the sum of the diagonal, their product is the determinant.</details>

# %% tags=["exercise"] exercise="05-4"
def valley():
    ...  # your answer


# %% tags=["check"] exercise="05-4"
check(valley)


# %%
def hessian(x):
    return 2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]])


curvatures, directions = np.linalg.eigh(hessian(x))
factors = 1 - 0.01 * curvatures
print("H", hessian(x).tolist(), "curvatures", curvatures.round(4).tolist())
print(f"ratio {curvatures[1] / curvatures[0]:.2f}, factors", factors.round(5).tolist())
print(f"1000 steps leave {factors[0] ** 1000:.3%} of the slow part; ", end="")
print(f"100 leave {factors[0] ** 200:.4f} of its loss")

# %% [markdown]
# Here is the reason that all starts share. Whatever distance lay along the floor, 4.987 % of it is left after 1000 steps. The loss goes with the square of the distance: 0.5490 from row to row, as the students' table says.

# %% [markdown] tags=["predict"]
# ## 12. The forecast
# Split a start's distance into a part $c_{slow}$ along the floor and a part $c_{fast}$ across it. Each shrinks by its own factor. No training is needed.
#
# **Predict.** The first run ended at 10.003. When would it have printed 10.000?
# - **(a)** After 1324 steps.
# - **(b)** After 1647 steps.
# - **(c)** After 6949 steps.

# %%
slow, fast = directions.T * np.sign(directions[:1].T)  # both towards larger w
c_slow = slow @ (np.array(data.OTHER_START) - [2, 0])
reach = slow @ [5, 1]  # what one unit along the floor does to f(5)
error = reach * c_slow * factors[0] ** 1000
steps = np.log(0.0005 / abs(reach * c_slow)) / np.log(factors[0])
print(f"slow {slow.round(4).tolist()}, reach {reach:.4f}, c_slow {c_slow:.4f}")
print(f"f(5) = 10 + {error:.4g}, prints 10.000 after {np.ceil(steps):.0f} steps")


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The start gives the sign and the size, 0.1050; the curvature gives the speed. The fast part does not count any more: its factor is 0.83299.
#
# - **(a)** lets the error shrink by the factor of the loss.
# - **(c)** lets it shrink like one over the steps.
#
# </details>
#

# %% [markdown] tags=["slide"]
# > **Exercise 05-5.** *Why 9.967?* (level 4, 15 minutes). For the second run, $w = 0.47510719$, $b = 0.53410220$, return $c_{slow}$, with the slow direction pointing towards larger $w$, and $f(5)$ after 1000 steps. Then keep this $w$: which bias should the start have had to leave nothing along the floor? Return it as the third.
#
# <details><summary>Hint 1</summary>What is left is c_slow times its factor, once for each step.</details>
# <details><summary>Hint 2</summary>One unit along the floor moves f(5) by the slow direction times (5, 1).</details>
# <details><summary>Hint 3</summary>A start whose distance is at a right angle to the slow direction has no slow part.</details>

# %% tags=["exercise"] exercise="05-5"
def explain_f5():
    ...  # your answer


# %% tags=["check"] exercise="05-5"
check(explain_f5)

# %%
parts = (path - [2, 0]) @ np.column_stack([slow, fast])  # (steps + 1, 2)
for k in (0, 10, 100):
    print(f"after {k:3} steps: slow {parts[k, 0]:.4g}, fast {parts[k, 1]:.4g}")
error = reach * parts[0, 0] * factors[0] ** 1000
print(f"forecast 10 {error:+.4g}, trained 10 {path[-1] @ [5, 1] - 10:+.4g}")
_ = torch.manual_seed(2)
starts = 2 * torch.rand(1_000_000, 2, dtype=torch.float64).numpy() - 1  # w and b
errors = reach * ((starts - [2, 0]) @ slow) * factors[0] ** 1000  # (starts,)
print(f"{np.mean(abs(errors) < 0.0005):.3%} of {len(starts):,} starts print 10.000")
show(draw.slow_and_fast(parts))

# %% [markdown]
# Two straight lines: two factors. The second start has $c_{slow} = -0.9967$, more than nine times the 0.1050 of the first, and on the other side. So it ends below 10, at 9.9670.
#
# A forecast costs so little that you can make a million: 1.544 % of them print 10.000.

# %% [markdown] tags=["predict"]
# ## 13. The limit
# So raise the rate. You know its limit: 2 divided by the larger curvature, 0.1198, twelve times the students' 0.01. At 0.01 the slow part keeps 0.99701 of itself in a step.
#
# **Predict.** How much does it keep in a step at the limit?
# - **(a)** 0.9641
# - **(b)** 0.8802
# - **(c)** −1

# %%
for lr in (0.1, 0.1197, 2 / curvatures[1], 0.1198):
    way = walk(x, lr, steps=1000)
    print(f"lr {lr:.5f}: slow factor {1 - lr * curvatures[0]:.4f}; step ", end="")
    print(f"100: loss {losses_of(way, x)[100]:.4g}; 1000: f(5) {way[-1] @ [5, 1]:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**, 1 − 0.11976 · 0.2994. At 0.1 it keeps a little more, 0.9701, and the run arrives at 10. The limit is sharp: 100 steps take the loss from 13.65 to 11.2 below it and to 15.64 above it, where the fast direction runs away. So no rate that converges takes the slow factor below 1 − 2 / 55.78. The ratio of the two curvatures sets the pace. Were it a hundred times as large, two thirds of the slow part would be left after 1000 steps, or more.
#
# - **(b)** is 1 − lr, without the curvature.
# - **(c)** is the factor of the fast direction there: it swings for ever.
#
# </details>
#

# %%
# Drag the slider, or use the arrow keys, and watch both directions.
show_slider(sliders.valley(data.STUDENTS_START, steps=30))


# %% [markdown] tags=["predict"]
# ## 14. Other optimizers
# **Predict.** The second run's start, 1000 steps, and four ways: Adam 0.01, Adam 0.1, SGD 0.01, and SGD 0.01 with momentum 0.9. Which is then farthest from 10?
# - **(a)** Adam 0.01.
# - **(b)** Adam 0.1.
# - **(c)** SGD 0.01.

# %%
def with_momentum(lr, beta, steps):  # lesson 04's rule; with beta = 0 it is SGD
    p, v, H = np.array(data.STUDENTS_START), 0, hessian(x)
    way = [p]
    for _ in range(steps):
        v = beta * v + H @ (p - [2, 0])  # the memory, and both slopes
        p = p - lr * v
        way.append(p)
    return np.array(way)  # (steps + 1, 2)


# %%
def with_adam(lr, steps):  # lesson 04's rule, for both parameters at once
    p, m, s, H = np.array(data.STUDENTS_START), 0, 0, hessian(x)
    way = [p]
    for k in range(1, steps + 1):
        g = H @ (p - [2, 0])
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        p = p - lr * m / (1 - 0.9**k) / (np.sqrt(s / (1 - 0.999**k)) + 1e-8)
        way.append(p)
    return np.array(way)  # (steps + 1, 2)


# %%
runs = {"SGD 0.01": with_momentum(0.01, beta=0, steps=2600)}
runs["momentum 0.9"] = with_momentum(0.01, beta=0.9, steps=1000)
runs["Adam 0.01"] = with_adam(0.01, steps=2600)
runs["Adam 0.1"] = with_adam(0.1, steps=1000)
for name, way in runs.items():
    print(f"{name:12} f(5) after 1000 steps {way[1000] @ [5, 1]:.4f}")
behind = losses_of(runs["Adam 0.01"], x) >= losses_of(runs["SGD 0.01"], x)
print(f"Adam 0.01 has the smaller loss after {np.argmin(behind)} steps")
show(draw.four_optimizers(runs))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**, 9.7378. The students wrote that Adam gives the same results, but "converges much more slowly with SGD's parameters". The last three words are the point, and they are theirs. 0.01 is a rate for SGD. At 0.1 Adam is among the fastest, and at 0.01 it overtakes SGD, after 2457 steps. Momentum arrives with SGD's 0.01: a memory adds up along the floor and cancels across it. A rate is not something that two optimizers share: lesson 04, once more.
#
# - **(b)** expects ten times the rate to swing without end. It swings at first, and settles.
# - **(c)** expects Adam to beat SGD at any rate.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 15. The cure
# Our valley is narrow since all inputs lie on one side of 0: raise $w$, and each prediction rises, as it does with $b$. Subtract the mean, 2.5, from the inputs. Now raise $w$: two predictions rise, two fall.
#
# **Predict.** SGD on raw inputs, with lr = 0.01, needs 1987 steps to a loss below 0.000001. You centre the inputs and keep the rate. How many steps does it take?
# - **(a)** 36
# - **(b)** 417
# - **(c)** 1987

# %%
def steps_needed(inputs, lr, most=2000):
    return int(np.argmax(losses_of(walk(inputs, lr, most), inputs) < 1e-6))


centred = x - x.mean()  # −1.5, −0.5, 0.5, 1.5
print("H", hessian(centred).tolist(), "steps", steps_needed(centred, 0.01))


# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The Hessian has become diagonal, with 2.5 and 2: a nearly round bowl. The slow curvature went from 0.2994 to 2. That is the share of the bowl alone, since the rate is still 0.01. The gain would be larger, but $b$ now has farther to go, to 5.
#
# - **(a)** divides 1987 by the ratio of the curvatures, 55.78. At one rate the speed comes from the slow curvature; the ratio counts when each has its best rate.
# - **(c)** takes the rate alone for the speed.
#
# </details>
#

# %% [markdown] tags=["slide"]
# > **Exercise 05-6.** *Centre and win* (level 5, 20 minutes). X and Y are any samples of one line, (samples,) each. Subtract the mean of X and choose the *best* fixed learning rate. From $w = b = 0$, count the steps until the loss is below 0.000001. Return the rate, the steps, and $w$, $b$ and $f(5)$ after them.
#
# <details><summary>Hint 1</summary>With a mean input of 0 the matrix H is diagonal.</details>
# <details><summary>Hint 2</summary>One curvature is that of b, whatever the inputs are; the other is 2 times a mean of squares.</details>
# <details><summary>Hint 3</summary>What you subtract in training you subtract at 5.</details>

# %% tags=["exercise"] exercise="05-6"
def centered(X, Y):
    ...  # your answer


# %% tags=["check"] exercise="05-6"
check(centered)

# %%
for name, inputs in {"raw": x, "centred": centred, "scaled": centred / x.std()}.items():
    low, high = np.linalg.eigvalsh(hessian(inputs))
    counts = [steps_needed(inputs, 0.01), steps_needed(inputs, 2 / (low + high), 250)]
    print(f"{name:7} limit {2 / high:.4f}, best {2 / (low + high):.4f}; steps {counts}")

# %%
raw_path, centred_path = walk(x, lr=2 / 17, steps=25), walk(centred, lr=4 / 9, steps=6)
print(f"centring made the limit {0.8 / (2 / curvatures[1]):.4g} times as large")
show(draw.raw_and_centred(raw_path, centred_path))

# %% [markdown]
# Two causes, kept apart: the first count is at 0.01, the second at the best rate. The bowl is better, and it has room for a rate 6.68 times as large. Together they turn 1987 steps into 4.
#
# The last row divides by the spread as well. Then $H = 2I$: each direction has the factor $1 - 2\,\text{lr}$, which is 0 at lr = ½.
#
# In the figure both go at their best rate. The left one zigzags across the walls.

# %% [markdown] tags=["predict", "slide"]
# ## 16. Predict as you trained
# The centred model has learned $w = 2$ and $b = 5$: the mean of the targets, which is what it says for the mean input.
#
# **Predict.** You want $f(5)$ and put 5 into the model as it is. What does it say?
# - **(a)** 5
# - **(b)** 10
# - **(c)** 15

# %%
w, b = centred_path[4]  # after four steps
print(f"w = {w:.4f}, b = {b:.4f}")
print(f"5 put in raw: {w * 5 + b:.4f}   5 − 2.5 put in: {w * (5 - 2.5) + b:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**, and it is wrong. The model knows distances from 2.5, and it takes a raw 5 for the input 7.5. Whatever you do to the inputs in training belongs to the model. Save the 2.5 with the weights.
#
# - **(a)** is $b$ alone: what the model says for the mean input.
# - **(b)** is what you wanted: it takes 5 − 2.5.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 17. What a test set is
# The students called the single input 5 a test set, "values we do not know". A test set is the opposite: its targets are known, and the training did not see them. Give our four targets noise of mean square 0.25, and train to the end.
#
# **Predict.** Over many draws the training loss is 0.125. What is the loss on new targets, drawn at these four inputs?
# - **(a)** 0.125
# - **(b)** 0.25
# - **(c)** 0.375

# %%
generator = np.random.default_rng(0)
noisy, fresh = y + generator.normal(0, 0.5, (2, 100_000, 4))  # (draws, samples)
w = noisy @ centred / (centred @ centred)  # (draws,), where the descent ends
b = noisy.mean(axis=1)  # (draws,)
lines = w[:, None] * centred + b[:, None]  # (draws, samples)
print(f"training {np.mean((lines - noisy) ** 2):.4f}, ", end="")
print(f"test {np.mean((lines - fresh) ** 2):.4f}")
for test_input in (2.5, 5.0, 20.0):
    off = w * (test_input - 2.5) + b - 2 * test_input  # (draws,)
    print(f"x = {test_input:4}: spread of the trained line {off.std():.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. The line has followed the noise of its own targets. That brings it nearer to them than the true line is, and takes it as much farther from fresh ones: with $N$ samples, two parameters and noise of mean square $\sigma^2$, the expected loss is $\sigma^2 (1 - 2/N)$ in training and $\sigma^2 (1 + 2/N)$ in the test.
#
# - **(a)** takes the training loss for a forecast.
# - **(b)** is the noise alone, as if the line were the true one.
#
# </details>
#

# %% [markdown]
# It counts where a test set lies. The training inputs end at 4: at 5 the trained line is off by more than twice as much as at 2.5, and at 20 by about 16 times. Low error inside says little about outside.

# %% [markdown] tags=["slide"]
# ## What you can say now
# **Why does the tidier program say 9.967?** A bias makes a valley with curvatures 16.7006 and 0.2994. After 1000 steps 4.987 % of the distance along its floor is left, and this start had −0.9967 of it. One unit there moves $f(5)$ by 0.6633: that makes 10 − 0.03297.
#
# What is missing: all your targets were numbers. What is an error when the answer is yes or no? That is the question of lesson 06.

# %%
progress()
