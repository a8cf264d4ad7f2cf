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
# # 01 · One weight
# **Which way should one weight move?**
#
# A model with one weight makes a prediction. A loss says how wrong it is. This lesson finds out which way the weight should go, and how far.
#
# By the end you can
# - compute the forward values and the gradient of a three-node chain on paper (exercises 01-1 and 01-2);
# - write a central difference and judge a gradient by its relative error (01-3);
# - say where derivatives multiply and where they add (01-4);
# - write, in about 30 lines, a `Value` whose gradients equal PyTorch's (01-5);
# - take steps, predict the weight after k of them, and say at which learning rate they stop helping (01-6).
#
# Each section asks before it tells. Write your choice and one reason on paper, then run the cell below the question.
#
# Each exercise has a cell to fill in and a `check(...)` below it, which says whether you are right, or which mistake you made. Stuck? `hint(forward)` gives the next hint for `forward`.

# %%
import numpy as np
import torch

from helpers import check, hint, progress
from helpers.drawings import lesson_01 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import compare_slopes, relative_error
from helpers.sliders import show_slider

# %% [markdown] tags=["predict"]
# ## 1. One knob
# The model multiplies its input $x$ by a weight $w$: its prediction is $\hat y = w\,x$. The target is $y$. The loss is the squared error, $L = (w\,x - y)^2$. All four are single numbers; here $x = 1$ and $y = 2$.
#
# **Predict.** The weight is $w = 1$. You raise it a little. Does the loss go **(a)** up, **(b)** down, or **(c)** stay the same?

# %%
x, y = 1.0, 2.0


def loss(w):
    return (w * x - y) ** 2


for w in (0.0, 1.0, 2.0, 3.0):
    print(f"w = {w:.0f}  loss = {loss(w):.4g}")

# %% [markdown]
# (b). From $w = 1$ towards 2 the loss falls from 1 to 0. From $w = 3$ you would have to go the other way. So the direction depends on where you stand, and you need a way to find it without trying out every weight.

# %% [markdown] tags=["predict"]
# ## 2. A nudge
# Move the weight by a small amount $h$ and see how much the loss changes. The change divided by $h$ is a slope: loss per unit of weight.
#
# **Predict.** Calculus gives the loss $(w - 2)^2$ the slope $2\,(w - 2)$, at $w = 1$ that is −2. With a nudge of $h = 0.1$, do you measure **(a)** −2, **(b)** −1.9 or **(c)** −2.1?

# %%
def slope_one_side(f, w, h):
    return (f(w + h) - f(w)) / h


for h in (1.0, 0.1, 0.01, 0.001):
    print(f"h = {h:<5g}  slope = {slope_one_side(loss, 1.0, h):.4g}")

# %% [markdown]
# (b). The smaller the nudge, the closer you get. The same nudge downwards measures −2.1. What does the nudge miss? The picture shows a large one, $h = 0.5$, so that you can see it.

# %%
show(
    draw.loss_with_nudge(w=1.0, h=0.5),
    "The loss against the weight, with its tangent of slope −2 at w = 1: "
    "a nudge of 0.5 lowers the loss by 0.75, a slope of −1.5, "
    "because the curve bends away from the tangent.",
)

# %% [markdown]
# The tangent has the slope −2. The triangle has the slope −0.75 / 0.5 = −1.5. The curve bends upwards between the two points, and the triangle pays for the bend.
#
# Shrink the nudge yourself: drag the slider, or use the arrow keys. The green line passes through both ends of the nudge; the dashed red line is the tangent.

# %%
show_slider(
    sliders.nudge(),
    "The line through both ends of the nudge: at h = 0.5 its slope is −1.5; "
    "as h shrinks to 0.01 it comes to −1.99 and turns into the tangent of slope −2.",
)

# %% [markdown]
# ## 3. A nudge to both sides
# Nudge the weight up, nudge it down, and divide the difference by the distance between the two points, $2h$. This is the **central difference**.

# %%
def slope_both_sides(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)


for h in (1.0, 0.1, 0.01, 0.001):
    print(f"h = {h:<5g}  slope = {slope_both_sides(loss, 1.0, h):.4f}")

# %% [markdown] tags=["predict"]
# It is −2 for every nudge. Upwards the bend adds $h\,x^2$ to the slope, here $h$; downwards it takes the same away.
#
# **Predict.** Try $f(w) = w^3$ at $w = 2$, where the slope is $3w^2 = 12$. With $h = 0.1$, is the central difference **(a)** exactly 12, **(b)** 12.01 or **(c)** 12.61?

# %%
def cube(w):
    return w * w * w


for name, measure in (("both sides", slope_both_sides), ("one side", slope_one_side)):
    measured = measure(cube, 2.0, 0.1)
    print(f"{name:10}  {measured:.4g}, relative error {relative_error(12, measured):.4g}")

# %% [markdown]
# (b). On a parabola the central difference is exact. On $w^3$ it misses by $h^2 = 0.01$. One side alone gives 12.61, 61 times as far off.
#
# The **relative error** of two slopes $a$ and $n$ is $|a - n|$ divided by $|a| + |n|$: 0 if they are equal, 1 if one is 0 or their signs differ. In this course a gradient and its check should differ by less than $10^{-7}$. More than $10^{-2}$ means that one of them is wrong.

# %% [markdown] tags=["predict"]
# ## 4. Too small a nudge
# Smaller was better so far. How small may a nudge be?
#
# **Predict.** Take the loss at $w = 1$ again, in float32, with $h = 10^{-8}$. Is the slope from one side **(a)** −2, **(b)** 0 or **(c)** noise?

# %%
for precision, nudge in ((np.float32, 1e-7), (np.float32, 1e-8), (np.float64, 1e-8)):
    w, h = precision(1), precision(nudge)
    slope = slope_one_side(loss, w, h)
    print(f"{precision.__name__}, h = {nudge:g}: w + h moved: {w + h != w}, slope = {slope:.4f}")

# %% [markdown]
# (b). A float32 carries about 7 digits. In it, 1 + 0.00000001 is 1: the nudge did not happen. Ten times the nudge happens, rounded, and measures −2.3842: noise. A float64 carries about 16 digits and feels both. Which nudge is best, then?

# %%
show(
    draw.error_against_nudge(),
    "Relative error of the slope of w³ at 2 against the nudge: in float64 a nudge to both sides "
    "is best near h = 1e-5, with an error below 1e-10; in float32 near h = 1e-2; "
    "below h = 5e-8 float32 measures nothing, an error of 1.",
)

# %% [markdown]
# Start at the right edge. As the nudge shrinks, the error falls: with $h$ on one side, with $h^2$ on both sides. Then rounding takes over and the error climbs again. The best nudge lies between; in float64 with both sides it is near $10^{-5}$.

# %% [markdown]
# ## 5. The loss as a graph
# A nudge needs two more runs of the model for each weight. There is a way that needs none. Take new numbers, so that nothing agrees by accident.

# %%
x, w, y = 4.0, 3.0, 7.0
prediction = w * x
error = prediction - y
L = error**2
print(prediction, error, L)

# %% [markdown] tags=["predict"]
# Three small steps: multiply, subtract, square. Each step knows its own slope. This slope is its **local derivative**.
#
# | step | nudge | local derivative |
# |---|---|---|
# | $L = e^2$ | $e$ | $2e = 10$ |
# | $e = \hat y - y$ | $\hat y$ | $1$ |
# | $\hat y = w\,x$ | $w$ | $x = 4$ |
#
# **Predict.** From the table, is the slope of the loss in the weight, $dL/dw$, **(a)** 40, **(b)** 30 or **(c)** 20?

# %%
by_hand = 2 * error * 1 * x
compare_slopes(by_hand=by_hand, nudge=slope_both_sides(lambda w: (w * x - y) ** 2, w, 1e-3))

# %% [markdown]
# (a). A nudge of $w$ becomes 4 times as large in $\hat y$, stays as large in $e$, and becomes 10 times as large in $L$. Along a path, derivatives multiply: this is the **chain rule**. 30 takes the 3 of $w$ where $x$ belongs; 20 forgets the 2 of the square.
#
# Where do all these numbers live? The picture puts each in its place.

# %%
show(
    draw.chain_graph(),
    "Computation graph of the loss: going back from L, the gradient 1 is multiplied by 10, "
    "by 1 and by x = 4 on its way to w, where it arrives as 40.",
)

# %% [markdown]
# Blue goes forward, from left to right. Red comes back: each red number is the red number to its right times the green one between them. The whole way back cost one pass, and it filled *every* box.

# %% [markdown]
# > **Exercise 01-1.** *Forward* (level 1, 3 minutes). Return the prediction, the error and the loss. The way back needs all three.
#
# <details><summary>Hint 1</summary>Do the three in order and keep each value: the way back needs them.</details>
# <details><summary>Hint 2</summary>The prediction is w * x; at x = 4, w = 3 that is 12.</details>
# <details><summary>Hint 3</summary>The loss is error ** 2; at y = 7 that is (12 − 7)² = 25.</details>

# %% tags=["exercise"] exercise="01-1"
def forward(x, w, y):
    # BEGIN SOLUTION
    prediction = w * x
    error = prediction - y
    return prediction, error, error**2
    # END SOLUTION


# %% tags=["check"] exercise="01-1"
check(forward)

# %% [markdown]
# > **Exercise 01-2.** *Local derivatives and the chain* (level 2, 5 minutes). Return $dL/de$, $de/d\hat y$, $d\hat y/dw$ and $dL/dw$, in this order.
#
# <details><summary>Hint 1</summary>Draw w → ŷ → e → L and write one derivative on each arrow.</details>
# <details><summary>Hint 2</summary>At x = 4, w = 3, y = 7 they are 2e = 10, 1 and x = 4.</details>
# <details><summary>Hint 3</summary>Multiply them: 10 · 1 · 4.</details>

# %% tags=["exercise"] exercise="01-2"
def backward(x, w, y):
    # BEGIN SOLUTION
    error = w * x - y
    dL_de, de_dyhat, dyhat_dw = 2 * error, 1, x
    return dL_de, de_dyhat, dyhat_dw, dL_de * de_dyhat * dyhat_dw
    # END SOLUTION


# %% tags=["check"] exercise="01-2"
check(backward)

# %% [markdown]
# > **Exercise 01-3.** *Numerical slope* (level 2, 5 minutes). Write the central difference of a function `f` at `w`. It must work for any `f` and any nudge `h`.
#
# <details><summary>Hint 1</summary>Evaluate f on both sides of w.</details>
# <details><summary>Hint 2</summary>The two points are 2h apart.</details>
# <details><summary>Hint 3</summary>(f(w + h) − f(w − h)) / (2 * h)</details>

# %% tags=["exercise"] exercise="01-3"
def num_grad(f, w, h=1e-3):
    # BEGIN SOLUTION
    return (f(w + h) - f(w - h)) / (2 * h)
    # END SOLUTION


# %% tags=["check"] exercise="01-3"
check(num_grad)

# %% [markdown] tags=["predict"]
# ## 6. What a gradient says
# The graph holds $dL/dx = 30$ and $dL/dy = -10$ as well. The slope of the loss in one of its numbers is a **gradient**. Read each as a rate: the loss changes by this much per unit of that number.
#
# **Predict.** The target $y$ grows from 7 to 7.01. Does the loss go from 25 to **(a)** 25.1, **(b)** 24.9 or **(c)** 24.99?

# %%
changed = (w * x - 7.01) ** 2
print(f"loss {changed:.4f}, change {changed - L:.4f}")

# %% [markdown]
# (b). The gradient promised −10 · 0.01 = −0.1, and the loss moved by −0.0999. The last 0.0001 is the bend again, the square of the nudge. (c) takes away the nudge itself, without its rate.

# %% [markdown]
# ## 7. The same in PyTorch
# PyTorch records the graph while you compute forward, and walks it back when you call `backward`. Only tensors made with `requires_grad=True` collect a gradient.

# %%
x, y = torch.tensor(4.0), torch.tensor(7.0)
w = torch.tensor(3.0, requires_grad=True)
L = (w * x - y) ** 2
L.backward()
nudge = slope_both_sides(lambda w: (w * 4 - 7) ** 2, 3.0, 1e-3)
compare_slopes(by_hand=by_hand, nudge=nudge, autograd=w.grad.item())

# %% [markdown] tags=["predict"]
# Three ways, one number. The record is there to look at: `L.grad_fn` is its last entry, and each entry points to the one before it.
#
# **Predict.** You start at the loss and follow the record. Which step do you meet first: **(a)** the multiplication, **(b)** the square or **(c)** the weight?

# %%
step = L.grad_fn
while step is not None:
    print(step.name())
    step = step.next_functions[0][0] if step.next_functions else None

# %% [markdown]
# (b). The last step forward is the first step back: square, subtract, multiply. `AccumulateGrad` is the weight's own box, where the slope is collected. It is the graph of section 5, read from right to left.
#
# ### Break it
# Three ways to ask for a gradient that cannot be had. Read each message before you read on.

# %% tags=["raises-exception"]
L.backward()

# %% tags=["raises-exception"]
torch.tensor(3, requires_grad=True)

# %% tags=["raises-exception"]
forgotten = torch.tensor(3.0)
L = (forgotten * x - y) ** 2
print(L)
L.backward()

# %% [markdown]
# The first graph was used up: its saved values are freed after one walk back. The second weight is an integer, and an integer has no small nudge. The third never asked to be recorded, so there is no graph at all.

# %% [markdown]
# ## 8. A point that cannot say no
# A widely copied program checks its gradient at $x = 1$, $w = 1$, $y = 2$. PyTorch prints this there.

# %%
x, w, y = torch.tensor(1.0), torch.tensor(1.0, requires_grad=True), torch.tensor(2.0)
L = (w * x - y) ** 2
print(L)
L.backward()
print(w.grad)

# %% [markdown] tags=["predict"]
# **Predict.** Here are the right formula and three wrong ones. At $x = 1$, $w = 1$, $y = 2$, how many of the four give −2? **(a)** one, **(b)** two, **(c)** all.

# %%
formulas = {
    "2 e x, the right one": lambda x, w, y: 2 * (w * x - y) * x,
    "2 e w, w for x": lambda x, w, y: 2 * (w * x - y) * w,
    "2 e, the last link missing": lambda x, w, y: 2 * (w * x - y),
    "2 e x x, one link twice": lambda x, w, y: 2 * (w * x - y) * x * x,
}
for name, formula in formulas.items():
    print(f"{name:28} at (1, 1, 2): {formula(1, 1, 2):4}   at (4, 3, 7): {formula(4, 3, 7):4}")

# %% [markdown]
# (c). Where $x$ and $w$ are 1, swapping, dropping or repeating one of them changes nothing, and the test agrees with everybody. At (4, 3, 7) the four give 40, 30, 10 and 160. Choose test points that can say no.

# %% [markdown] tags=["predict"]
# ## 9. Two paths
# Now the weight enters twice: $L = (w\,x + w^2 - y)^2$, with $x = 4$, $w = 3$, $y = 8$. The error is 13. A nudge of $w$ reaches the loss by two paths: through $w\,x$ with 26 · 4, and through $w^2$ with 26 · 6.
#
# **Predict.** Is $dL/dw$ **(a)** 104, **(b)** 260 or **(c)** 624?

# %%
x, w, y = 4.0, 3.0, 8.0
error = w * x + w**2 - y
through_wx, through_square = 2 * error * x, 2 * error * 2 * w
print(f"error {error:g}, through w·x {through_wx:g}, through w² {through_square:g}")
leaf = torch.tensor(3.0, requires_grad=True)
((leaf * x + leaf**2 - y) ** 2).backward()
nudge = slope_both_sides(lambda w: (w * x + w**2 - y) ** 2, w, 1e-5)
compare_slopes(sum_of_paths=through_wx + through_square, nudge=nudge, autograd=leaf.grad.item())

# %% [markdown]
# (b), 104 + 156. One nudge sets off two changes, and the loss feels both. With 104 you forgot a path. With the last answer you multiplied the 4 and the 6 that should be added. Along a path multiply, between paths add.

# %%
show(
    draw.two_paths_graph(),
    "Computation graph with two arrows out of w: 26 · 4 = 104 comes back on one, "
    "26 · 6 = 156 on the other, and w holds their sum, 260.",
)

# %% [markdown]
# > **Exercise 01-4.** *One weight, two paths* (level 3, 10 minutes). Return $dL/dw$ of $L = (w\,x + w^2 - y)^2$ for any x, w and y.
#
# <details><summary>Hint 1</summary>By how many paths does w reach the loss?</details>
# <details><summary>Hint 2</summary>With e = w·x + w² − y: path A gives 2e · x, path B gives 2e · 2w.</details>
# <details><summary>Hint 3</summary>At x = 4, w = 3, y = 8: 2 · 13 · (4 + 6).</details>

# %% tags=["exercise"] exercise="01-4"
def grad_two_paths(x, w, y):
    # BEGIN SOLUTION
    error = w * x + w**2 - y
    return 2 * error * x + 2 * error * 2 * w
    # END SOLUTION


# %% tags=["check"] exercise="01-4"
check(grad_two_paths)

# %% [markdown]
# ## 10. Build the machine
# You can build what PyTorch does. A number of your own holds its value, its gradient, the parents it was computed from, and a function that sends its gradient back to them. An operation is its result and its local derivatives, one for each parent.

# %%
class Number:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents, self.send_back = data, 0.0, parents, lambda: None


def operation(data, parents, slopes):
    out = Number(data, parents)

    def send_back():
        for parent, slope in zip(parents, slopes):
            parent.grad = slope * out.grad

    out.send_back = send_back
    return out


# %% [markdown] tags=["predict"]
# Adding has the slopes 1 and 1.
#
# **Predict.** Let $b = a + a$, so that $db/da = 2$. After one walk back, does `a.grad` hold **(a)** 1, **(b)** 2 or **(c)** 0?

# %%
def add(a, b):
    return operation(a.data + b.data, (a, b), (1, 1))


a = Number(5.0)
b = add(a, a)
b.grad = 1.0  # db/db, where the walk back begins
b.send_back()
print(f"b = {b.data:g}, a.grad = {a.grad:g}")

# %% [markdown]
# (a), and it is wrong. Both paths arrive at the same box, and the second overwrites the first. Between paths you add: the `=` must be `+=`.

# %%
def operation(data, parents, slopes):
    out = Number(data, parents)

    def send_back():
        for parent, slope in zip(parents, slopes):
            parent.grad += slope * out.grad

    out.send_back = send_back
    return out


# %%
a = Number(5.0)
b = add(a, a)
b.grad = 1.0
b.send_back()
print(f"b = {b.data:g}, a.grad = {a.grad:g}")

# %% [markdown]
# Now it is 2. Multiplying has the *other* factor as its slope. In a longer graph the boxes must be visited in some order. The first idea: start at the end and visit parents as you meet them, level by level.

# %%
def multiply(a, b):
    return operation(a.data * b.data, (a, b), (b.data, a.data))


def walk_by_levels(end):
    end.grad, waiting = 1.0, [end]
    for number in waiting:
        number.send_back()
        waiting += [parent for parent in number.parents if parent not in waiting]


# %% [markdown] tags=["predict"]
# **Predict.** Let $d = a\,b$ and $L = d + d\,c$ with $a = 2$, $b = -3$, $c = 4$. Then $dL/da = b\,(1 + c) = -15$. Does the walk by levels give **(a)** −15, **(b)** −3 or **(c)** −12?

# %%
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
d = multiply(a, b)
L = add(d, multiply(d, c))
walk_by_levels(L)
print(f"L = {L.data:g}, a.grad = {a.grad:g}, d.grad = {d.grad:g}")

# %% [markdown]
# (b). The box $d$ passed its gradient on when only one of its two contributions, the 1, had arrived. The other, 4, came too late: `d.grad` is 5 in the end, and $a$ was told 1. A box may speak only after everybody who reads it has spoken: parents first, then reversed, a **reverse topological order**. PyTorch is the referee.

# %%
def in_order(end, done):  # every number after all its parents
    for parent in end.parents:
        if parent not in done:
            in_order(parent, done)
    done.append(end)
    return done


def walk_back(end):
    end.grad = 1.0
    for number in reversed(in_order(end, [])):
        number.send_back()


# %%
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
d = multiply(a, b)
walk_back(add(d, multiply(d, c)))
leaves = [torch.tensor(value, requires_grad=True) for value in (2.0, -3.0, 4.0)]
product = leaves[0] * leaves[1]
(product + product * leaves[2]).backward()
print("Number ", a.grad, b.grad, c.grad)
print("PyTorch", *[leaf.grad.item() for leaf in leaves])

# %% [markdown]
# > **Exercise 01-5.** *Mini-autograd* (level 4, 15 minutes). Put it together as one class with operators: `+`, `*`, `-`, `**` and `backward()`. Plain numbers must work too, so that `w * 4 + w * w - 8` does.
#
# <details><summary>Hint 1</summary>Each operation knows how to share the slope of its output among its inputs.</details>
# <details><summary>Hint 2</summary>+ shares 1 and 1; * shares the other factor.</details>
# <details><summary>Hint 3</summary>self.grad += other.data * out.grad</details>

# %% tags=["exercise"] exercise="01-5"
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    # BEGIN SOLUTION
    def _share(self, other, data, own_slope, other_slope):
        """A new value that sends its gradient back, times the two local derivatives."""
        out = Value(data, (self, other))

        def _backward():
            self.grad += own_slope * out.grad
            other.grad += other_slope * out.grad

        out._backward = _backward
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._share(other, self.data + other.data, 1, 1)

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._share(other, self.data * other.data, other.data, self.data)

    def __sub__(self, other):
        return self + other * -1

    def __pow__(self, power):
        return self._share(Value(power), self.data**power, power * self.data ** (power - 1), 0)

    def backward(self):
        order = []

        def visit(value):
            if value not in order:
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            value._backward()
    # END SOLUTION


# %% tags=["check"] exercise="01-5"
check(Value)

# %% [markdown] tags=["predict"]
# ## 11. One step, and another
# The slope says which way the loss rises. So move against it, by the slope times a **learning rate**: $w \leftarrow w - \text{lr} \cdot dL/dw$. Back to $x = 1$, $y = 2$, where $dL/dw = 2(w - 2)$.
#
# **Predict.** Start at $w = 1$ and take three steps with lr = 0.1. Is the weight then **(a)** 1.488, **(b)** 0.272 or **(c)** 1.6?

# %%
w, lr = 1.0, 0.1
for k in range(1, 4):
    loss_before = (w - 2) ** 2
    w -= lr * 2 * (w - 2)
    print(f"step {k}: loss before {loss_before:.4f}, weight {w:.4g}, 2 − 0.8^{k} = {2 - 0.8**k:.4g}")

# %% [markdown]
# (a). With (b) you walked uphill: the step takes the gradient away. With (c) you used the first slope three times; it shrinks as you come closer.
#
# The last column is a forecast. The distance to 2 is multiplied by 1 − 2 lr = 0.8 at each step, whatever the step.

# %% [markdown]
# > **Exercise 01-6.** *Three steps* (level 3, 10 minutes). Take n steps on $L = (w - 2)^2$. Return the last weight and the list of losses, each from *before* its step.
#
# <details><summary>Hint 1</summary>A closed form to check against, for w = 1 and lr = 0.1: after k steps w is 2 − 0.8ᵏ.</details>
# <details><summary>Hint 2</summary>Each turn of the loop: loss, gradient, step.</details>
# <details><summary>Hint 3</summary>From w = 1 with lr = 0.1: 1.2, 1.36, 1.488.</details>

# %% tags=["exercise"] exercise="01-6"
def descend(w, lr, n):
    # BEGIN SOLUTION
    losses = []
    for _ in range(n):
        losses.append((w - 2) ** 2)
        w -= lr * 2 * (w - 2)
    return w, losses
    # END SOLUTION


# %% tags=["check"] exercise="01-6"
check(descend)

# %% [markdown] tags=["predict"]
# ## 12. How far is too far
# The distance to the goal is multiplied by 1 − 2 lr at each step. It says everything about the path.
#
# **Predict.** With lr = 1.0 from $w = 1$, does the weight **(a)** converge, **(b)** bounce for ever or **(c)** explode?

# %%
rates = (0.1, 0.5, 0.9, 1.0, 1.1)
print("step " + "".join(f"  lr {rate:<5}" for rate in rates))
for k in range(6):
    print(f"{k:4} " + "".join(f"{2 - (1 - 2 * rate) ** k:10.4f}" for rate in rates))

# %% [markdown]
# (b). The factor is −1: the weight is 1, 3, 1, 3, and never learns anything. At 0.5 the factor is 0, and one step arrives. At 0.9 it is −0.8: each step jumps over the goal and still comes closer. At 1.1 it is −1.2, and each jump is larger than the last.
#
# Where is the border between closer and further away?

# %%
show(
    draw.weight_against_step(rates, steps=6),
    "The weight against the step for five learning rates: 0.5 arrives at 2 in one step, "
    "0.9 swings around 2 less each time, 1.0 swings between 1 and 3 for ever, "
    "and 1.1 swings wider each time.",
)

# %% [markdown]
# At lr = 1.0, which is 2 divided by the **bend**: the slope $2\,(w - 2)$ changes by 2 per unit of weight.
#
# ## What you can say now
# **Which way should one weight move?** Against its slope, times a learning rate below 2 divided by the bend. The slope is a product of local derivatives along each path from the loss, summed over the paths.
#
# What is missing: four samples want four different things of one weight. Lesson 02 asks what it does.

# %%
progress()
