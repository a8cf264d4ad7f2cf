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
# # 01 · One weight
# **Which way should one weight move?**
#
# A model with one weight makes a prediction. A loss says how wrong it is. This lesson finds out which way the weight should go, and how far.
#
# By the end you can
# - compute the forward values and the gradient of a chain of three nodes on paper (exercises 01-1 and 01-2);
# - measure a slope and its bend with nudges, and judge a gradient by its relative error (01-3);
# - say where derivatives multiply and where they add (01-4);
# - write, in about 30 lines, a `Value` whose gradients equal PyTorch's (01-5);
# - take steps, predict the weight after k of them, and say at which learning rate they stop helping (01-6).
#
# How the course works:
# - **Predict, run, open.** Write down a choice and one reason, run the cells below the question, then open *After you ran it*.
# - **Check, hint.** `check(forward)` below an exercise says that you are right, or which mistake you made. `hint(forward)` gives the next hint.
# - **Progress.** `progress()` shows where you stand. It remembers over sessions, in one small file in `work/`.

# %%
import numpy as np
import torch

from helpers import check, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_01 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import compare_slopes, relative_error
from helpers.sliders import show_slider

# %% [markdown] tags=["predict", "slide"]
# ## 1. One knob
# The model multiplies its input $x$ by a weight $w$: its prediction is $\hat y = w\,x$. The target is $y$. The **error** is $e = \hat y - y$, and the **loss** is its square, $L = e^2 = (w\,x - y)^2$. All are single numbers; here $x = 1$ and $y = 2$.
#
# **Predict.** The weight is $w = 1$. You raise it a little. What does the loss do?
# - **(a)** It falls.
# - **(b)** It rises.
# - **(c)** It stays as it is.

# %%
x, y = 1.0, 2.0


def loss(w):
    return (w * x - y) ** 2


for w in (0.0, 1.0, 2.0, 3.0):
    print(f"w = {w:.0f}  loss = {loss(w):.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. From $w = 1$ towards 2 the loss falls from 1 to 0. From $w = 3$ you would have to go the other way. You need a way to find the direction from where you stand.
#
# - **(b)** is what the prediction does.
# - **(c)** is nearly so at the lowest point, $w = 2$.
#
# </details>
#

# %% [markdown]
# > **Exercise 01-1.** *Forward* (level 1, 3 minutes). Return the prediction, the error and the loss, in this order, for any x, w and y.
#
# <details><summary>Hint 1</summary>Three steps, each made from the one before it: keep each value.</details>
# <details><summary>Hint 2</summary>At x = 4, w = 3, y = 7 the prediction is 12 and the error 5.</details>
# <details><summary>Hint 3</summary>There the loss is (12 − 7)² = 25, and 5 ** 2 is how Python writes it.</details>

# %% tags=["exercise"] exercise="01-1"
def forward(x, w, y):
    # BEGIN SOLUTION
    prediction = w * x
    error = prediction - y
    return prediction, error, error**2
    # END SOLUTION


# %% tags=["check"] exercise="01-1"
check(forward)

# %% [markdown] tags=["predict", "slide"]
# ## 2. A nudge
# Move the weight by a small amount $h$ and see how much the loss changes. The change divided by $h$ is a slope: loss per unit of weight.
#
# **Predict.** Calculus gives the loss $(w - 2)^2$ the slope $2\,(w - 2)$: at $w = 1$ that is −2. What do you measure with a nudge of $h = 0.1$?
# - **(a)** −2.1
# - **(b)** −2
# - **(c)** −1.9

# %%
def slope_one_side(f, w, h):
    return (f(w + h) - f(w)) / h


for h in (1.0, 0.1, 0.01, 0.001):
    print(f"h = {h:<5g}  slope = {slope_one_side(loss, 1.0, h):.4f}")

# %%
show_slider(sliders.nudge())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. While the weight moves, the slope changes too, by 2 per unit of weight: this is the **bend** of the curve. The nudge measures the middle between the slopes at its two ends, which is $h$ times half the bend too much. Drag the slider: the full line, of slope −1.5 at $h = 0.5$, turns into the dashed tangent.
#
# - **(a)** is the nudge downwards, from 1 to 0.9.
# - **(b)** is the tangent's slope. Each smaller nudge came closer to it.
#
# </details>
#

# %% [markdown] tags=["slide"]
# ## 3. The loss as a graph
# Nudging costs one run of the model without a nudge, and one more for each weight: a million and one for a million weights.
#
# There is a way that costs one run and one walk back. Take the loss in three small steps, with new numbers, and keep each value. Then nudge each step on its own: its slope is a **local derivative**.

# %% tags=["slide"]
x, w, y = 4.0, 3.0, 7.0
prediction = w * x
error = prediction - y
L = error**2
print(prediction, error, L)
multiply_x, subtract_y, square = lambda w: w * x, lambda yhat: yhat - y, lambda e: e**2
print(f"ŷ = w·x    local derivative {slope_one_side(multiply_x, w, 1e-6):.4f}")
print(f"e = ŷ − y  local derivative {slope_one_side(subtract_y, prediction, 1e-6):.4f}")
print(f"L = e²     local derivative {slope_one_side(square, error, 1e-6):.4f}")

# %% [markdown] tags=["predict", "slide"]
# **Predict.** Now nudge $w$ and look at $L$, three steps away. What slope $dL/dw$ do you expect, to two digits?
# - **(a)** 10
# - **(b)** 15
# - **(c)** 40

# %%
nudge = slope_one_side(lambda w: (w * x - y) ** 2, w, 1e-3)
print(f"nudge {nudge:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. A nudge of $w$ becomes 4 times as large in $\hat y$, stays as large in $e$, and becomes 10 times as large in $L$. Along a path, derivatives multiply: this is the **chain rule**. The product is 40. The nudge has 0.016 too much: 0.001 times half the bend of 32.
#
# - **(a)** stops at the last step: that is $dL/de$.
# - **(b)** adds the three.
#
# </details>
#

# %% [markdown] tags=["slide"]
# Where does the lower number of $w$ in this picture come from? Read from right to left, starting with the 1 in $L$: each lower number is the one to its right times the number on the arrow between them.

# %% tags=["slide"]
show(draw.chain_graph())

# %% [markdown] tags=["slide"]
# > **Exercise 01-2.** *Local derivatives and the chain* (level 2, 5 minutes). The nudges measured 10, 1 and 4 at one point. Find what they are anywhere: return $dL/de$, $de/d\hat y$, $d\hat y/dw$ and $dL/dw$, in this order, for any x, w and y.
#
# <details><summary>Hint 1</summary>Draw w → ŷ → e → L and differentiate one step at a time, with the formula of that step alone.</details>
# <details><summary>Hint 2</summary>Which letter is the 4: the x, or w + 1? Nudge w·x at another w. And 10 is twice the error.</details>
# <details><summary>Hint 3</summary>Along the path multiply. At x = 4, w = 1, y = 7 the four are −6, 1, 4 and −24.</details>

# %% tags=["exercise"] exercise="01-2"
def backward(x, w, y):
    # BEGIN SOLUTION
    error = w * x - y
    dL_de, de_dyhat, dyhat_dw = 2 * error, 1, x
    return dL_de, de_dyhat, dyhat_dw, dL_de * de_dyhat * dyhat_dw
    # END SOLUTION


# %% tags=["check"] exercise="01-2"
check(backward)

# %% [markdown] tags=["predict"]
# ## 4. What a gradient says
# One walk back gave $dL/dx = 30$ and $dL/dy = -10$ as well. Each is a **partial derivative**: how fast the loss changes with one number while the others stay. The **gradient** is all of them together. You move the weight alone, so here it is one number.
#
# **Predict.** The target $y$ grows from 7 to 7.01. Where does the loss go, from 25?
# - **(a)** to 24.9
# - **(b)** to 24.99
# - **(c)** to 25.1

# %%
changed = (w * x - 7.01) ** 2
print(f"loss {changed:.4f}, change {changed - L:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. Read a partial derivative as a rate: −10 per unit, times 0.01, promises −0.1. The loss moved by −0.0999. The missing 0.0001 is half the bend times the square of the nudge.
#
# - **(b)** takes away the nudge itself, without its rate.
# - **(c)** loses the sign. A larger target comes closer to the prediction of 12.
#
# </details>
#

# %% [markdown]
# ## 5. A nudge to both sides
# The product said 40, the nudge 40.016. Which is right? Nudge the weight up, nudge it down, and divide the difference by the distance between the two points, $2h$. This is the **central difference**.

# %%
def slope_both_sides(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)


for h in (1.0, 0.1, 0.01, 0.001):
    print(f"h = {h:<5g}  slope = {slope_both_sides(loss, 3.0, h):.4f}")

# %% [markdown] tags=["predict"]
# The product is right. Upwards the bend adds to the slope, and downwards it takes as much away.
#
# **Predict.** Try $f(w) = w^3$ at $w = 2$, where the slope is $3w^2 = 12$. What is the central difference with $h = 0.1$?
# - **(a)** 12, nothing missing
# - **(b)** 12.01
# - **(c)** 12.61

# %%
def cube(w):
    return w * w * w


for name, measure in ("both sides", slope_both_sides), ("one side", slope_one_side):
    slope = measure(cube, 2.0, 0.1)
    print(f"{name:10}  {slope:.4f}, relative error {relative_error(12, slope):.4g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. The bend of $w^3$ grows with $w$: above 2 it adds more than it takes away below. What is left is $h^2 = 0.01$.
#
# - **(a)** holds for a parabola, whose bend is the same everywhere.
# - **(c)** is the nudge to one side: off by 0.61, which is 61 times as much.
#
# </details>
#

# %% [markdown]
# The **relative error** of two slopes $a$ and $n$ is $|a - n|$ divided by $|a| + |n|$: 0 if they are equal, 1 if one is 0 or their signs differ. The Stanford course CS231n divides by the larger of the two, which at most doubles it, and reads it like this:
#
# | relative error | what it means |
# |---|---|
# | $10^{-7}$ or less | be happy |
# | up to $10^{-4}$ | fine for a loss with kinks; too much for a smooth one like ours |
# | up to $10^{-2}$ | be uneasy and look for the reason |
# | more | one of the two is probably wrong |
#
# The 0.02479 above was the fault of the nudge. Choose it well.

# %% [markdown] tags=["predict"]
# ## 6. How small may a nudge be?
# Smaller was better so far. But a float32 keeps about 7 digits of a number, and a float64, Python's own, about 16.
#
# **Predict.** At $w = 1$ the slope of $w^3$ is 3. Take it from one side in float32, with $h = 10^{-8}$. What do you get?
# - **(a)** 0
# - **(b)** 3, to four digits
# - **(c)** a number near 3, with noise

# %%
for precision, nudge in ((np.float32, 1e-7), (np.float32, 1e-8), (np.float64, 1e-8)):
    w, h = precision(1), precision(nudge)
    slope = slope_one_side(cube, w, h)
    print(f"{precision.__name__}, h {h:g}: w + h moved {w + h != w}, slope {slope:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. With 7 digits 1 + 0.00000001 is 1: the nudge did not happen.
#
# - **(b)** is what a float64 measures.
# - **(c)** is what a nudge ten times as large measures: it happens, is rounded, and measures 3.5763.
#
# </details>
#

# %% [markdown]
# Which nudge is best, then? Start at the right edge. As the nudge shrinks, the error falls: with $h$ on one side, with $h^2$ on both. Then rounding takes over and the error climbs. In float64 with both sides the best is near $10^{-5}$.

# %%
show(draw.error_against_nudge())

# %% [markdown]
# > **Exercise 01-3.** *Slope and bend* (level 3, 7 minutes). From f(w − h), f(w) and f(w + h) return two numbers: the slope, by a nudge to both sides, and the bend, by how much the slope of the right half exceeds that of the left half, per unit of weight.
#
# <details><summary>Hint 1</summary>The right half goes from w to w + h, the left half from w − h to w. Each has a slope from one side.</details>
# <details><summary>Hint 2</summary>The slope to both sides is the mean of the two. The bend is their difference, divided by how far the middles of the halves are apart.</details>
# <details><summary>Hint 3</summary>For (4w − 7)² at w = 3 with h = 0.1 the halves have the slopes 38.4 and 41.6. The answer is 40 and 32.</details>

# %% tags=["exercise"] exercise="01-3"
def slope_and_bend(f, w, h):
    # BEGIN SOLUTION
    left = (f(w) - f(w - h)) / h
    right = (f(w + h) - f(w)) / h
    return (left + right) / 2, (right - left) / h
    # END SOLUTION


# %% tags=["check"] exercise="01-3"
check(slope_and_bend)

# %% [markdown]
# ## 7. PyTorch does it
# PyTorch records the graph while you compute forward, and walks it back when you call `backward`. A tensor made with `requires_grad=True` then holds its slope in `.grad`.

# %%
x, y = torch.tensor(4.0), torch.tensor(7.0)
w = torch.tensor(3.0, requires_grad=True)
L = (w * x - y) ** 2
L.backward()
nudge = slope_both_sides(lambda w: (w * 4 - 7) ** 2, 3.0, 1e-3)
compare_slopes(by_hand=10 * 1 * 4, nudge=nudge, autograd=w.grad.item())

# %% [markdown] tags=["predict"]
# Three ways, one number. The record is there to look at, from `L.grad_fn` on.
#
# **Predict.** You start at the loss and follow the record. Which step do you meet first?
# - **(a)** the square
# - **(b)** the multiplication
# - **(c)** the weight

# %%
step = L.grad_fn
while step is not None:
    print(step.name())
    step = step.next_functions[0][0] if step.next_functions else None

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The last step forward is the first step back: square, subtract, multiply. `AccumulateGrad` is the weight: it adds the slope that arrives to `.grad`. This is the graph of section 3, read from right to left.
#
# - **(b)** is the order in which the formula is computed.
# - **(c)** is where the walk ends.
#
# </details>
#

# %% [markdown]
# ### Break it
# Three ways to ask for a gradient that is not there. Walk back a second time: the values were freed after the first. Ask an integer for its slope: it has no small nudge. Walk back to a weight that did not ask to be recorded. What does each message say?

# %%
with attempt():
    L.backward()
with attempt():
    torch.tensor(3, requires_grad=True)
with attempt():
    forgotten = torch.tensor(3.0)
    ((forgotten * x - y) ** 2).backward()

# %% [markdown] tags=["predict", "slide"]
# ## 8. One point to test at
# A widely copied program computes this gradient at $x = 1$, $w = 1$, $y = 2$ and prints it: −2. It compares the number with nothing. Suppose you did, with four formulas: the right one, $2\,e\,x$, and three with a mistake, $2\,e\,w$, $2\,e$ and $2\,e\,x^2$.
#
# **Predict.** How many of the four give −2 there?
# - **(a)** one
# - **(b)** two
# - **(c)** four

# %%
formulas = {
    "2 e x, the right one": lambda x, w, y: 2 * (w * x - y) * x,
    "2 e w, w for x": lambda x, w, y: 2 * (w * x - y) * w,
    "2 e, the last link missing": lambda x, w, y: 2 * (w * x - y),
    "2 e x x, one link twice": lambda x, w, y: 2 * (w * x - y) * x * x,
}
for name, formula in formulas.items():
    print(f"{name:26} (1, 1, 2): {formula(1, 1, 2):4}  (4, 3, 7): {formula(4, 3, 7):4}")

# %%
x, w, y = torch.tensor(1.0), torch.tensor(1.0, requires_grad=True), torch.tensor(2.0)
L = (w * x - y) ** 2
print(L)
L.backward()
print(w.grad)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. Where $x$ and $w$ are 1, swapping, dropping or repeating one of them changes nothing. PyTorch's −2 agrees with all four. At (4, 3, 7) they give 40, 30, 10 and 160. Choose test points that can say no.
#
# - **(a)** trusts the point.
# - **(b)** sees that $w$ and $x$ are equal, and not that both are 1.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 9. Two paths
# Now the weight enters twice: $L = (w\,x + w^2 - y)^2$, with $x = 4$, $w = 3$, $y = 8$. The error is 13. A nudge of $w$ reaches the loss by two paths: through $w\,x$ with 26 · 4, and through $w^2$ with 26 · 6.
#
# **Predict.** What is $dL/dw$?
# - **(a)** 104
# - **(b)** 260
# - **(c)** 624

# %%
leaf = torch.tensor(3.0, requires_grad=True)
((leaf * 4 + leaf**2 - 8) ** 2).backward()
nudge = slope_both_sides(lambda w: (w * 4 + w**2 - 8) ** 2, 3.0, 1e-5)
compare_slopes(nudge=nudge, autograd=leaf.grad.item())

# %%
show(draw.two_paths_graph())

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**, 104 + 156. One nudge sets off two changes, and the loss feels both. In the picture two arrows leave $w$: along a path multiply, between paths add.
#
# - **(a)** forgets the path through $w^2$.
# - **(c)** multiplies the 4 and the 6 that should be added.
#
# </details>
#

# %% [markdown]
# > **Exercise 01-4.** *One weight, two paths* (level 3, 8 minutes). Another graph: $L = (w^2 x - w\,y)^2$. Return $dL/dw$ for any x, w and y.
#
# <details><summary>Hint 1</summary>By how many paths does w reach the error w²·x − w·y?</details>
# <details><summary>Hint 2</summary>One path goes through w²·x, the other through −w·y. Differentiate each by w, with its sign.</details>
# <details><summary>Hint 3</summary>At x = 4, w = 2, y = 3 the error is 10. One path brings 320, the other −60.</details>

# %% tags=["exercise"] exercise="01-4"
def grad_two_paths(x, w, y):
    # BEGIN SOLUTION
    error = w**2 * x - w * y
    return 2 * error * 2 * w * x - 2 * error * y
    # END SOLUTION


# %% tags=["check"] exercise="01-4"
check(grad_two_paths)

# %% [markdown] tags=["slide"]
# ## 10. Build the machine
# You can build what PyTorch does. A number of your own holds its value, its gradient, the parents it was computed from, and its local derivative for each parent. Adding has the slopes 1 and 1. For `a + b` Python calls `a.__add__(b)`, so that one method gives your numbers a plus sign.

# %% tags=["slide"]
class Number:
    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad, self.parents, self.slopes = data, 0.0, parents, slopes

    def __add__(self, other):
        return Number(self.data + other.data, (self, other), (1, 1))

    def send_back(self):
        for parent, slope in zip(self.parents, self.slopes):
            parent.grad = slope * self.grad


# %% [markdown] tags=["predict", "slide"]
# **Predict.** Let $b = a + a$, so that $db/da = 2$. The walk back begins with $db/db = 1$ in `b.grad`. Read `send_back`. After it ran, what does `a.grad` hold?
# - **(a)** 0
# - **(b)** 1
# - **(c)** 2

# %%
a = Number(5.0)
b = a + a
b.grad = 1.0
b.send_back()
print(f"b = {b.data:g}, a.grad = {a.grad:g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**, and it is wrong. Both paths arrive at the same `.grad`, and the second overwrites the first. Between paths you add: the `=` must be `+=`.
#
# - **(a)** is what a walk from `b.grad = 0` leaves.
# - **(c)** is the derivative. This program does not compute it yet.
#
# </details>
#

# %%
def send_back(number):
    for parent, slope in zip(number.parents, number.slopes):
        parent.grad += slope * number.grad


Number.send_back = send_back
a = Number(5.0)
b = a + a
b.grad = 1.0
b.send_back()
print(f"b = {b.data:g}, a.grad = {a.grad:g}")

# %% [markdown] tags=["predict"]
# Now it is 2. Multiplying has the *other* factor as its slope. In a longer graph, who sends back first? A first idea: start at the end and go to the parents as you meet them, each once, level by level.
#
# **Predict.** Let $p = a\,b$ and $L = p + p\,c$ with $a = 2$, $b = -3$, $c = 4$. Then $dL/da = b\,(1 + c) = -15$. What does this walk leave in `a.grad`?
# - **(a)** −15
# - **(b)** −12
# - **(c)** −3

# %%
def multiply(a, b):
    return Number(a.data * b.data, (a, b), (b.data, a.data))


def walk_by_levels(end):
    end.grad, waiting = 1.0, [end]
    for number in waiting:  # it grows on the way
        number.send_back()
        waiting += [one for one in dict.fromkeys(number.parents) if one not in waiting]


# %%
Number.__mul__ = multiply
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
p = a * b
L = p + p * c
walk_by_levels(L)
print(f"L = {L.data:g}, p.grad = {p.grad:g}, a.grad = {a.grad:g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(c)**. $p$ is met first and sends back when only one of its two contributions, the 1, has arrived. The other, 4, comes too late: `p.grad` is 5 in the end, and $a$ was told 1.
#
# - **(a)** would need $p$ to wait for both.
# - **(b)** is the path through $p\,c$ alone.
#
# </details>
#

# %% [markdown] tags=["predict"]
# **Predict.** Write the sum the other way round, $L = p\,c + p$. The derivative is still −15. What does that walk leave in `a.grad` now?
# - **(a)** −18
# - **(b)** −15
# - **(c)** −3

# %%
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
p = a * b
L = p * c + p
walk_by_levels(L)
print(f"L = {L.data:g}, p.grad = {p.grad:g}, a.grad = {a.grad:g}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**, by luck: now $p\,c$ sends back before $p$ does. A test with this sum alone would have passed the broken walk.
#
# The rule that needs no luck: a number sends back only after all that were computed from it have done so. List parents first, then read the list backwards. This is a **reverse topological order**.
#
# - **(a)** lets $p$ send back twice, with 1 and with 5.
# - **(c)** expects that the order of a sum changes nothing. It changes who is met first.
#
# </details>
#

# %%
def in_order(end, done):  # every number after all its parents
    if end not in done:
        for parent in end.parents:
            in_order(parent, done)
        done.append(end)
    return done


def walk_back(end):
    end.grad = 1.0
    for number in reversed(in_order(end, [])):
        number.send_back()


# %%
Number.backward = walk_back
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
p = a * b
(p + p * c).backward()
leaves = [torch.tensor(value, requires_grad=True) for value in (2.0, -3.0, 4.0)]
product = leaves[0] * leaves[1]
(product + product * leaves[2]).backward()
print("Number ", a.grad, b.grad, c.grad)
print("PyTorch", *[leaf.grad.item() for leaf in leaves])

# %% [markdown]
# > **Exercise 01-5.** *Mini-autograd* (level 4, 15 minutes). PyTorch agrees. Now write one class that does it all: `+`, `*`, `-` and `**`, which Python calls `__add__`, `__mul__`, `__sub__` and `__pow__`, and `backward()`. Plain numbers must work too, so that `w * 4 + w * w - 8` does.
#
# <details><summary>Hint 1</summary>Each operation knows how to share the slope of its output among its inputs. Let it leave a function that does so in out._backward.</details>
# <details><summary>Hint 2</summary>+ shares 1 and 1; * shares the other factor; a - b is a + b * -1; the slope of a ** n is n * a ** (n - 1).</details>
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
        slope = power * self.data ** (power - 1)
        return self._share(Value(power), self.data**power, slope, 0)

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

# %% [markdown]
# Once that says right, write `Value` for `Number` in the cell below: from there on the machine is yours. The picture is the graph it builds. Is each gradient in it the slope of $L$? Nudge one number at a time, and compute again only what is made from it: the two columns agree.

# %%
machine = Number  # or Value
a, b, c = machine(2.0), machine(-3.0), machine(4.0)
p = a * b
q = p * c
L = p + q
L.backward()
show(draw.own_graph(L, a=a, b=b, c=c, p=p, q=q, L=L))

# %%
losses = {"a": lambda a: a * -3 * 5, "b": lambda b: 2 * b * 5}
losses |= {"c": lambda c: -6 - 6 * c, "p": lambda p: p + p * 4, "q": lambda q: q - 6}
for name, number in {"a": a, "b": b, "c": c, "p": p, "q": q}.items():
    nudge = slope_both_sides(losses[name], number.data, 1e-3)
    print(f"{name}: .grad {number.grad:8.4f}, nudge {nudge:8.4f}")

# %% [markdown] tags=["predict", "slide"]
# ## 11. One step, and another
# The slope says which way the loss rises. So move against it, by the slope times a **learning rate**: $w \leftarrow w - \text{lr} \cdot dL/dw$. Back to $x = 1$, $y = 2$, where $dL/dw = 2\,(w - 2)$; your machine computes it.
#
# **Predict.** Start at $w = 1$ and take three steps with lr = 0.1. Where is the weight then?
# - **(a)** 0.272
# - **(b)** 1.488
# - **(c)** 1.6

# %%
w, lr = 1.0, 0.1
for k in range(1, 4):
    weight = machine(w)
    error = weight * machine(1.0) + machine(-2.0)
    (error * error).backward()
    w -= lr * weight.grad
    print(f"step {k}: slope {weight.grad:.4f}, weight {w:.4f}, distance {w - 2:.4f}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(b)**. Call $d = w - 2$ the **distance** to the goal. A step takes away lr times $2d$: it multiplies $d$ by the **factor** $1 - 2\,\text{lr}$. At lr = 0.1 it is 0.8, and $d$ goes from −1 to −0.8, −0.64, −0.512. After $k$ steps the weight is $2 - 0.8^k$.
#
# - **(a)** adds the step and walks uphill.
# - **(c)** uses the first slope three times; it shrinks as you come closer.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 12. How far is too far
# Take larger steps.
#
# **Predict.** With lr = 1.0 from $w = 1$, what does the weight do?
# - **(a)** It bounces between two places.
# - **(b)** It arrives at 2.
# - **(c)** It moves further away at each step.

# %%
rates = np.array([0.1, 0.5, 0.9, 1.0, 1.1])
print("step" + "".join(f"   lr {rate:.1f}" for rate in rates))
w = np.ones(5)  # one weight for each rate
for k in range(6):
    print(f"{k:4}" + "".join(f"{one:9.4f}" for one in w))
    w = w - rates * 2 * (w - 2)

# %% tags=["slide"]
show(draw.weight_against_step(rates, steps=5))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **(a)**. The factor is −1: the weight is 1, 3, 1, 3, and the distance never shrinks. At 0.9 the factor is −0.8: each step jumps over the goal and still comes closer. The border is lr = 1.0: 2 divided by the bend, which is 2 here.
#
# - **(b)** is lr = 0.5, where the factor is 0: one step arrives.
# - **(c)** is lr = 1.1: the factor is −1.2, and each jump is larger than the last.
#
# </details>
#

# %% [markdown] tags=["slide"]
# > **Exercise 01-6.** *Three steps and a limit* (level 3, 10 minutes). Another loss: $L = (3w - 12)^2$. Take n steps. Return the last weight, the list of losses, each from *before* its step, and the learning rate at which the steps stop helping.
#
# <details><summary>Hint 1</summary>Each turn of the loop: loss, slope, step. The slope is a chain: the square, then the 3.</details>
# <details><summary>Hint 2</summary>By how much does the slope change per unit of weight? That is the bend, and the limit is 2 divided by it.</details>
# <details><summary>Hint 3</summary>From w = 1 with lr = 0.01 the slope is −54 and the weight becomes 1.54. One unit further, at w = 2, the slope is −36.</details>

# %% tags=["exercise"] exercise="01-6"
def descend(w, lr, n):
    # BEGIN SOLUTION
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 2 * (3 * w - 12) * 3
    return w, losses, 2 / 18
    # END SOLUTION


# %% tags=["check"] exercise="01-6"
check(descend)

# %% [markdown] tags=["slide"]
# ## What you can say now
# **Which way should one weight move?** Against its slope, times a learning rate. On a parabola the rate stays below 2 divided by the bend. The slope is a product of local derivatives along each path from the loss, summed over the paths.
#
# What is missing: one sample gives one slope. With four samples one weight gets four slopes, some large and some small. Lesson 02 asks which one it follows.

# %%
progress()
