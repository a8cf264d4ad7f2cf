"""Lesson 01's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import math

import numpy as np
import torch


# %% 01-1 todo
def forward(x, w, y): ...  # your answer


# %% 01-1 right
def forward(x, w, y):
    prediction = w * x
    error = prediction - y
    return prediction, error, error**2


# %% 01-1 right
def forward(x, w, y):
    x, w, y = torch.tensor(x), torch.tensor(w, requires_grad=True), torch.tensor(y)
    yhat = x * w
    return [yhat, yhat - y, torch.square(yhat - y)]


# %% 01-1 right
def forward(x, w, y):
    yhat = np.float32(x) * w
    e = np.array([yhat - y])
    return {"yhat": yhat, "e": e, "L": math.pow(e.item(), 2)}


# %% 01-1 wrong error_reversed
def forward(x, w, y):
    yhat = w * x
    e = y - yhat
    return yhat, e, e**2


# %% 01-1 wrong loss_not_squared
def forward(x, w, y):
    yhat = w * x
    e = yhat - y
    L = e
    return yhat, e, L


# %% 01-1 wrong half_the_square
def forward(x, w, y):
    yhat = w * x
    e = yhat - y
    return yhat, e, 0.5 * e**2


# %% 01-1 wrong parts
def forward(x, w, y):
    return (w * x - y) ** 2


# %% 01-1 wrong always_the_same
def forward(x, w, y):
    return 12, 5, 25


# %% 01-1 wrong swapped
def forward(x, w, y):
    e = w * x - y
    return e**2, e, w * x


# %% 01-1 wrong returns_none
def forward(x, w, y):
    prediction = w * x
    error = prediction - y
    loss = error**2
    print(prediction, error, loss)


# %% 01-1 wrong arguments
def forward(x, w):
    return w * x


# %% 01-1 right
forward = lambda x, w, y: (w * x, w * x - y, (w * x - y) ** 2)  # noqa: E731


# %% 01-1 right
def forward(x, w, y):
    values = (w * x, w * x - y, (w * x - y) ** 2)
    return (value for value in values)


# %% 01-1 right
def forward(x, w, y):
    from decimal import Decimal

    x, w, y = (Decimal(str(value)) for value in (x, w, y))
    return w * x, w * x - y, (w * x - y) ** 2


# %% 01-1 right
def forward(x, w, y):
    return tuple(round(value, 4) for value in (w * x, w * x - y, (w * x - y) ** 2))


# %% 01-1 wrong absolute_error
def forward(x, w, y):
    error = w * x - y
    return w * x, error, abs(error)


# %% 01-1 wrong doubled_not_squared
def forward(x, w, y):
    error = w * x - y
    return w * x, error, error * 2


# %% 01-1 wrong
def forward(x, w, y):
    return w * x, w * x - y, (w * x - y) ^ 2


# %% 01-2 todo
def backward(x, w, y):
    """Return the three local slopes and their product."""
    ...  # your answer


# %% 01-2 right
def backward(x, w, y):
    e = w * x - y
    dL_de = 2 * e
    de_dyhat = 1
    dyhat_dw = x
    return dL_de, de_dyhat, dyhat_dw, dL_de * de_dyhat * dyhat_dw


# %% 01-2 right
def backward(x, w, y):
    w = torch.tensor(w, requires_grad=True)
    yhat = w * x
    yhat.retain_grad()
    e = yhat - y
    e.retain_grad()
    (e**2).backward()
    return e.grad, 1.0, x, w.grad


# %% 01-2 wrong inner_sign
def backward(x, w, y):
    e = w * x - y
    return 2 * e, -1, x, 2 * e * -1 * x


# %% 01-2 wrong inner_sign
def backward(x, w, y):
    e = y - w * x
    return 2 * e, -1, x, 2 * e * -1 * x


# %% 01-2 wrong w_instead_of_x
def backward(x, w, y):
    e = w * x - y
    return 2 * e, 1, w, 2 * e * w


# %% 01-2 wrong no_factor_2
def backward(x, w, y):
    e = w * x - y
    return e, 1, x, e * 1 * x


# %% 01-2 wrong last_link_missing
def backward(x, w, y):
    e = w * x - y
    return 2 * e, 1, x, 2 * e * 1


# %% 01-2 wrong sign
def backward(x, w, y):
    e = y - w * x
    return 2 * e, 1, x, 2 * e * x


# %% 01-2 wrong sign_no_2
def backward(x, w, y):
    e = y - w * x
    return e, 1, x, e * x


# %% 01-2 wrong sum_instead_of_product
def backward(x, w, y):
    e = w * x - y
    local = [2 * e, 1, x]
    return *local, sum(local)


# %% 01-2 wrong error_returned
def backward(x, w, y):
    e = w * x - y
    return 2 * e, 1, x, e


# %% 01-2 wrong loss_returned
def backward(x, w, y):
    e = w * x - y
    return 2 * e, 1, x, e**2


# %% 01-2 wrong loss_times_x
def backward(x, w, y):
    L = (w * x - y) ** 2
    return 2 * (w * x - y), 1, x, L * x


# %% 01-2 wrong ratio_half
def backward(x, w, y):
    e = w * x - y
    return e, 1, x, 2 * e * x


# %% 01-2 wrong swapped
def backward(x, w, y):
    e = w * x - y
    return 2 * e * x, x, 1, 2 * e


# %% 01-3 todo
def slope_and_bend(f, w, h): ...  # your answer


# %% 01-3 right
def slope_and_bend(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h), (f(w + h) - 2 * f(w) + f(w - h)) / h**2


# %% 01-3 right
def slope_and_bend(f, w, h):
    forward = (f(w + h) - f(w)) / h
    backward = (f(w) - f(w - h)) / h
    return [0.5 * (forward + backward), (forward - backward) / h]


# %% 01-3 right
def slope_and_bend(f, w, h):
    w = torch.tensor(w, dtype=torch.float64)
    return {"slope": ((f(w + h) - f(w - h)) / h / 2).item(), "bend": (f(w + h) + f(w - h) - 2 * f(w)) / h**2}


# %% 01-3 wrong forward_difference
def slope_and_bend(f, w, h):
    left, right = (f(w) - f(w - h)) / h, (f(w + h) - f(w)) / h
    return right, (right - left) / h


# %% 01-3 wrong backward_difference
def slope_and_bend(f, w, h):
    left, right = (f(w) - f(w - h)) / h, (f(w + h) - f(w)) / h
    return left, (right - left) / h


# %% 01-3 wrong divided_by_h
def slope_and_bend(f, w, h):
    left, right = (f(w) - f(w - h)) / h, (f(w + h) - f(w)) / h
    return left + right, (right - left) / h


# %% 01-3 wrong subtracted_backwards
def slope_and_bend(f, w, h):
    return (f(w - h) - f(w + h)) / (2 * h), (f(w + h) - 2 * f(w) + f(w - h)) / h**2


# %% 01-3 wrong nudge_lost_in_float32
def slope_and_bend(f, w, h):
    w, h = np.float32(w), np.float32(1e-8)
    left, right = (f(w) - f(w - h)) / h, (f(w + h) - f(w)) / h
    return (left + right) / 2, (right - left) / h


# %% 01-3 wrong multiplied_by_h
def slope_and_bend(f, w, h):
    return (f(w + h) - f(w - h)) / 2 * h, (f(w + h) - 2 * f(w) + f(w - h)) / h**2


# %% 01-3 wrong own_h
def slope_and_bend(f, w, h):
    h = 1e-4
    return (f(w + h) - f(w - h)) / (2 * h), (f(w + h) - 2 * f(w) + f(w - h)) / h**2


# %% 01-3 wrong bend_undivided
def slope_and_bend(f, w, h):
    left, right = (f(w) - f(w - h)) / h, (f(w + h) - f(w)) / h
    return (left + right) / 2, right - left


# %% 01-3 wrong bend_halved
def slope_and_bend(f, w, h):
    left, right = (f(w) - f(w - h)) / h, (f(w + h) - f(w)) / h
    return (left + right) / 2, (right - left) / (2 * h)


# %% 01-3 wrong bend_reversed
def slope_and_bend(f, w, h):
    left, right = (f(w) - f(w - h)) / h, (f(w + h) - f(w)) / h
    return (left + right) / 2, (left - right) / h


# %% 01-3 wrong bend_of_values
def slope_and_bend(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h), f(w + h) - 2 * f(w) + f(w - h)


# %% 01-3 wrong parts
def slope_and_bend(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)


# %% 01-4 todo
def grad_two_paths(x, w, y): ...


# %% 01-4 right
def grad_two_paths(x, w, y):
    e = w**2 * x - w * y
    return 2 * e * (2 * w * x) + 2 * e * (-y)


# %% 01-4 right
def grad_two_paths(x, w, y):
    w = torch.tensor([w], requires_grad=True)
    ((w**2 * x - w * y) ** 2).backward()
    return w.grad


# %% 01-4 right
def grad_two_paths(x, w, y):
    def loss(w):
        return (w * w * x - w * y) ** 2

    return (loss(w + 1e-5) - loss(w - 1e-5)) / 2e-5


# %% 01-4 wrong only_path_through_w2x
def grad_two_paths(x, w, y):
    return 2 * (w**2 * x - w * y) * 2 * w * x


# %% 01-4 wrong only_path_through_wy
def grad_two_paths(x, w, y):
    return 2 * (w**2 * x - w * y) * -y


# %% 01-4 wrong paths_multiplied
def grad_two_paths(x, w, y):
    e = w**2 * x - w * y
    return 2 * e * (2 * w * x) * (-y)


# %% 01-4 wrong minus_lost
def grad_two_paths(x, w, y):
    e = w**2 * x - w * y
    return 2 * e * (2 * w * x) + 2 * e * y


# %% 01-4 wrong derivative_of_w2_is_w
def grad_two_paths(x, w, y):
    return 2 * (w**2 * x - w * y) * (w * x - y)


# %% 01-4 wrong no_outer_2
def grad_two_paths(x, w, y):
    return (w**2 * x - w * y) * (2 * w * x - y)


# %% 01-4 wrong graph_of_the_section
def grad_two_paths(x, w, y):
    e = w * x + w**2 - y
    return 2 * e * x + 2 * e * 2 * w


# %% 01-4 wrong ratio_sign
def grad_two_paths(x, w, y):
    return -2 * (w**2 * x - w * y) * (2 * w * x - y)


# %% 01-4 wrong not_proportional
def grad_two_paths(x, w, y):
    return 2 * (w * x - y) * (2 * w * x - y)


# %% 01-5 todo
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other): ...  # your answer

    def __mul__(self, other): ...  # your answer

    def __sub__(self, other):
        return self + other * -1

    def backward(self): ...  # your answer


# %% 01-5 right
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node._backward()


# %% 01-5 right
class Value:
    """Other insides: each node remembers (parent, local slope) pairs and slopes flow along every path."""

    def __init__(self, data, edges=()):
        self.data, self.edges, self.grad = np.float64(data), edges, np.zeros(1)

    def _lift(self, other):
        return other if isinstance(other, Value) else Value(other)

    def __add__(self, other):
        other = self._lift(other)
        return Value(self.data + other.data, [(self, 1), (other, 1)])

    def __sub__(self, other):
        other = self._lift(other)
        return Value(self.data - other.data, [(self, 1), (other, -1)])

    def __mul__(self, other):
        other = self._lift(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def backward(self, slope=1.0):
        self.grad = self.grad + slope
        for parent, local in self.edges:
            parent.backward(slope * local)


# %% 01-5 wrong assigns_instead_of_adding
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad = out.grad
            other.grad = out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad = n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node._backward()


# %% 01-5 wrong not_topological
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self):
        self.grad = 1.0
        queue, seen = [self], {self}
        while queue:
            node = queue.pop(0)
            node._backward()
            for parent in node.parents:
                if parent not in seen:
                    seen.add(parent)
                    queue.append(parent)


# %% 01-5 wrong start_not_1
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        for node in reversed(order):
            node._backward()


# %% 01-5 wrong own_factor
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += self.data * out.grad
            other.grad += other.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node._backward()


# %% 01-5 wrong numbers_not_wrapped
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node._backward()


# %% 01-5 wrong operator_missing
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node._backward()


# %% 01-5 wrong not_topological
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self, first=True):
        if first:
            self.grad = 1.0
        self._backward()
        for parent in dict.fromkeys(self.parents):
            parent.backward(first=False)


# %% 01-5 wrong not_topological
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = _backward
        return out

    def __sub__(self, other):
        return self + (other if isinstance(other, Value) else Value(other)) * -1

    def backward(self, first=True):
        if first:
            self.grad = 1.0
        self._backward()
        for parent in reversed(dict.fromkeys(self.parents)):
            parent.backward(first=False)


# %% 01-5 wrong not_topological
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents, self._b = data, 0.0, parents, lambda: None

    def _v(self, o):
        return o if isinstance(o, Value) else Value(o)

    def __add__(self, o):
        o = self._v(o)
        out = Value(self.data + o.data, (self, o))

        def b():
            self.grad += out.grad
            o.grad += out.grad

        out._b = b
        return out

    def __sub__(self, o):
        return self + self._v(o) * -1

    def __mul__(self, o):
        o = self._v(o)
        out = Value(self.data * o.data, (self, o))

        def b():
            self.grad += o.data * out.grad
            o.grad += self.data * out.grad

        out._b = b
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def b():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._b = b
        return out

    def backward(self):
        topo = []

        def build(v):
            for p in v.parents:
                build(p)
            topo.append(v)

        build(self)
        self.grad = 1.0
        for v in reversed(topo):
            v._b()


# %% 01-6 todo
def descend(w, lr, n): ...


# %% 01-6 right
def descend(w, lr, n):
    x, y = 3, 12
    losses = []
    for _ in range(n):
        losses.append((w * x - y) ** 2)
        w -= lr * 2 * x * (w * x - y)
    return w, losses, 1 / x**2


# %% 01-6 right
def descend(w, lr, n):
    w = torch.tensor(w, requires_grad=True)
    losses = torch.zeros(n)
    for step in range(n):
        loss = (3 * w - 12) ** 2
        losses[step] = loss.detach()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w, losses, 2 / 18


# %% 01-6 right
def descend(w, lr, n):
    factor = (1 - 18 * lr) ** np.arange(n + 1)
    path = 4 + (w - 4) * factor
    return path[-1], (3 * path[:-1] - 12) ** 2, 0.1111


# %% 01-6 wrong climbs
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w += lr * 6 * (3 * w - 12)
    return w, losses, 2 / 18


# %% 01-6 wrong first_gradient_reused
def descend(w, lr, n):
    grad = 6 * (3 * w - 12)
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * grad
    return w, losses, 2 / 18


# %% 01-6 wrong no_factor_2
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w = w - lr * (3 * w - 12) * 3
    return w, losses, 2 / 18


# %% 01-6 wrong last_link_missing
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w = w - lr * 2 * (3 * w - 12)
    return w, losses, 2 / 18


# %% 01-6 wrong loss_of_the_section
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((w - 2) ** 2)
        w = w - lr * 2 * (w - 2)
    return w, losses, 1.0


# %% 01-6 wrong gradients_pile_up
def descend(w, lr, n):
    w = torch.tensor(w, requires_grad=True)
    losses = []
    for _ in range(n):
        loss = (w * 3 - 12) ** 2
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            w -= lr * w.grad
    return w.item(), losses, 2 / 18


# %% 01-6 wrong loss_after_the_step
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        w = w - lr * 6 * (3 * w - 12)
        losses.append((3 * w - 12) ** 2)
    return w, losses, 2 / 18


# %% 01-6 wrong one_step_missing
def descend(w, lr, n):
    losses = []
    for _ in range(1, n):
        losses.append((3 * w - 12) ** 2)
        w = w - lr * 6 * (3 * w - 12)
    return w, losses, 2 / 18


# %% 01-6 wrong one_step_more
def descend(w, lr, n):
    losses = []
    for _ in range(n + 1):
        losses.append((3 * w - 12) ** 2)
        w = w - lr * 6 * (3 * w - 12)
    return w, losses, 2 / 18


# %% 01-6 wrong one_step_only
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 6 * (3 * w - 12)
        return w, losses, 2 / 18


# %% 01-6 wrong lr_missing
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= 6 * (3 * w - 12)
    return w, losses, 2 / 18


# %% 01-6 wrong one_step_only
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        new = w - lr * 6 * (3 * w - 12)
    return new, losses, 2 / 18


# %% 01-6 wrong length
def descend(w, lr, n):
    losses = []
    for _ in range(3):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 6 * (3 * w - 12)
    return w, losses, 2 / 18


# %% 01-6 wrong limit_of_the_section
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 6 * (3 * w - 12)
    return w, losses, 1.0


# %% 01-6 wrong arrives_in_one_step
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 6 * (3 * w - 12)
    return w, losses, 1 / 18


# %% 01-6 wrong bend_of_one_link
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 6 * (3 * w - 12)
    return w, losses, 2 / 6


# %% 01-6 wrong bend_itself
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 6 * (3 * w - 12)
    return w, losses, 18


# %% 01-6 wrong parts
def descend(w, lr, n):
    losses = []
    for _ in range(n):
        losses.append((3 * w - 12) ** 2)
        w -= lr * 6 * (3 * w - 12)
    return w, losses
