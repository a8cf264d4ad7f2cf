"""Lesson 04's answers as students write them, right and wrong, each in a cell that names what check must say."""

# %% before every cell
import copy
import warnings

import numpy as np
import torch
from torch import nn

from helpers import data

X, Y = torch.from_numpy(data.X), torch.from_numpy(data.Y)


# %% 04-1 todo
def predict_reductions(): ...  # your answer


# %% 04-1 right
def predict_reductions():
    return 3.5, 14, [[4, 1], [0, 9]]


# %% 04-1 right
def predict_reductions():
    errors = torch.tensor([[2.0, -1.0], [0.0, 3.0]])
    return [nn.MSELoss(reduction=name)(errors, torch.zeros(2, 2)) for name in ("mean", "sum", "none")]


# %% 04-1 right
def predict_reductions():
    each = np.array([[2, -1], [0, 3]]) ** 2
    return {"none": each, "sum": each.sum(), "mean": each.mean()}


# %% 04-1 wrong mean_and_sum_swapped
def predict_reductions():
    return 14.0, 3.5, [[4, 1], [0, 9]]


# %% 04-1 wrong not_squared
def predict_reductions():
    return 1.0, 4.0, [[2, -1], [0, 3]]


# %% 04-1 wrong absolute_error
def predict_reductions():
    return 1.5, 6, [[2, 1], [0, 3]]


# %% 04-1 wrong half
def predict_reductions():
    return 1.75, 7, [[2, 0.5], [0, 4.5]]


# %% 04-1 wrong mean_over_samples
def predict_reductions():
    return 14 / 2, 14, [[4, 1], [0, 9]]


# %% 04-1 wrong mean_over_samples
def predict_reductions():
    return 7, 14, [2.5, 4.5]


# %% 04-1 wrong mean_before_square
def predict_reductions():
    return ((2 - 1 + 0 + 3) / 4) ** 2, 14, [[4, 1], [0, 9]]


# %% 04-1 wrong sum_before_square
def predict_reductions():
    return 3.5, (2 - 1 + 0 + 3) ** 2, [[4, 1], [0, 9]]


# %% 04-1 wrong none_is_nothing
def predict_reductions():
    return 3.5, 14, None


# %% 04-1 wrong none_is_nothing
def predict_reductions():
    return 3.5, 14, 0.0


# %% 04-1 wrong one_number_a_sample
def predict_reductions():
    return 3.5, 14, [5, 9]


# %% 04-1 wrong one_number_a_sample
def predict_reductions():
    return 3.5, 14, [2.5, 4.5]


# %% 04-1 wrong one_list
def predict_reductions():
    return 3.5, 14, [4, 1, 0, 9]


# %% 04-1 wrong swapped
def predict_reductions():
    return [[4, 1], [0, 9]], 3.5, 14


# %% 04-1 wrong parts
def predict_reductions():
    return 3.5, 14


# %% 04-2 todo
class MySGD:
    def __init__(self, params, lr): ...  # your answer

    def step(self): ...  # your answer

    def zero_grad(self): ...  # your answer


# %% 04-2 todo
class MySGD:
    def __init__(self, params, lr):
        self.params = list(params)
        self.lr = lr

    @torch.no_grad()
    def step(self):
        pass

    def zero_grad(self):
        pass


# %% 04-2 right
class MySGD:
    def __init__(self, params, lr):
        self.params = list(params)
        self.lr = lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 right
class MySGD:
    """Stochastic gradient descent."""

    def __init__(self, params, lr=0.01):
        self.parameters = tuple(params)
        self.learning_rate = lr
        self.steps = 0

    @torch.no_grad()
    def step(self):
        for i in range(len(self.parameters)):
            if self.parameters[i].grad is None:
                continue
            self.parameters[i].add_(self.parameters[i].grad, alpha=-self.learning_rate)
        self.steps += 1

    @torch.no_grad()
    def zero_grad(self, set_to_none=False):
        for p in self.parameters:
            if p.grad is not None:
                p.grad.zero_()


# %% 04-2 right
class MySGD:
    def __init__(self, params, lr):
        self.param_groups = [{"params": [p for p in params], "lr": lr}]

    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.data = p.data - group["lr"] * p.grad.data

    def zero_grad(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.grad.detach_()
                    p.grad.zero_()


# %% 04-2 right
class MySGD(torch.optim.Optimizer):
    def __init__(self, params, lr):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.sub_(group["lr"] * p.grad)


# %% 04-2 right
class Base:
    def zero_grad(self):
        for p in self.params:
            p.grad = torch.zeros_like(p)


class MySGD(Base):
    def __init__(self, params, lr):
        self.params, self.lr = [*params], torch.tensor(lr)

    def step(self):
        for p in self.params:
            if p.grad is not None:
                with torch.no_grad():
                    p.copy_(p - self.lr * p.grad)


# %% 04-2 right
class MySGD:
    __slots__ = ("lr", "params")

    def __init__(self, params, lr):
        self.params, self.lr = {i: p for i, p in enumerate(params)}, lr

    def step(self):
        with torch.no_grad():
            for name in self.params:
                if self.params[name].grad is not None:
                    self.params[name] -= self.lr * self.params[name].grad

    def zero_grad(self):
        for p in self.params.values():
            p.grad = None


# %% 04-2 wrong arguments
class MySGD:
    def __init__(self, params):
        self.params = list(params)

    def step(self, lr):
        with torch.no_grad():
            for p in self.params:
                p -= lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong params_not_looped_over
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr

    def step(self):
        with torch.no_grad():
            self.params -= self.lr * self.params.grad

    def zero_grad(self):
        self.params.grad = None


# %% 04-2 wrong keeps_numbers
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = [p.item() for p in params], lr

    def step(self):
        for p in self.params:
            p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong keeps_numbers
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = [p.detach().numpy() for p in params], lr

    def step(self):
        for p in self.params:
            p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong grad_set_to_number
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = 0


# %% 04-2 wrong generator_exhausted_raises
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr

    def step(self):
        with torch.no_grad():
            for i in range(len(self.params)):
                if self.params[i].grad is not None:
                    self.params[i] -= self.lr * self.params[i].grad

    def zero_grad(self):
        for i in range(len(self.params)):
            self.params[i].grad = None


# %% 04-2 wrong keeps_values_without_grad
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = [p.clone() for p in params], lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong keeps_values_without_grad
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = [p.detach() for p in params], lr

    def step(self):
        for p in self.params:
            p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong clears_values_without_grad
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = copy.deepcopy(list(params)), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad.zero_()


# %% 04-2 wrong grad_none
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong zero_grad_none
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad.zero_()


# %% 04-2 wrong step_recorded
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        for p in self.params:
            if p.grad is not None:
                p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong borrowed
class MySGD:
    def __init__(self, params, lr):
        self.optimizer = torch.optim.SGD(params, lr=lr)

    def step(self):
        self.optimizer.step()

    def zero_grad(self):
        self.optimizer.zero_grad()


# %% 04-2 wrong borrowed
class MySGD(torch.optim.SGD):
    def step(self):
        super().step()


# %% 04-2 wrong borrowed
from torch.optim import SGD as Base


class MySGD(Base):
    def __init__(self, params, lr):
        super().__init__(params, lr=lr)

    @torch.no_grad()
    def step(self):
        Base.step(self)


# %% 04-2 wrong borrowed
class MySGD(torch.optim.SGD):
    def __init__(self, params, lr):
        super().__init__(params, lr=lr)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p -= group["lr"] * p.grad


# %% 04-2 wrong borrowed
class MySGD:
    def __init__(self, params, lr):
        made = getattr(torch.optim, "S" + "GD")(params, lr=lr)
        self.step, self.zero_grad = lambda: made.step(), lambda: made.zero_grad()


# %% 04-2 wrong borrowed
from torch.optim import sgd


class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    @torch.no_grad()
    def step(self):
        params = [p for p in self.params if p.grad is not None]
        grads = [p.grad for p in params]
        settings = {"weight_decay": 0, "momentum": 0, "dampening": 0, "nesterov": False, "maximize": False}
        sgd.sgd(params, grads, [None for p in params], lr=self.lr, foreach=False, **settings)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 right
class SGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is not None:
                p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


class MySGD(SGD):
    def step(self):
        SGD.step(self)


# %% 04-2 wrong inherited
class MySGD(torch.optim.SGD):
    pass


# %% 04-2 wrong inherited
class MySGD(torch.optim.SGD):
    def __init__(self, params, lr):
        super().__init__(params, lr=lr)


# %% 04-2 wrong generator_exhausted
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong cleared_in_step_only
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad
                    p.grad = None

    def zero_grad(self):
        return self


# %% 04-2 wrong generator_exhausted
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong generator_exhausted
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = (p for p in params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong keeps_values
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = copy.deepcopy([p.detach() for p in params]), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong keeps_values
class MySGD:
    def __init__(self, params, lr):
        self.params = [p.clone().detach().requires_grad_() for p in params]
        self.lr = lr

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is not None:
                p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong renames
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p = p - self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong renames
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            self.params = [p - self.lr * p.grad if p.grad is not None else p for p in self.params]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong not_cleared
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            grad = p.grad
            grad = None


# %% 04-2 wrong weights_zeroed
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.data.zero_()


# %% 04-2 wrong climbs
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p += self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong own_lr
class MySGD:
    def __init__(self, params, lr):
        self.params = list(params)

    def step(self):
        lr = 0.01
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong lr_missing
class MySGD:
    def __init__(self, params, lr):
        self.params = list(params)

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong first_parameter_only
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad
                return

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 wrong method_missing
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad


# %% 04-2 wrong weights_zeroed_too
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.data.zero_()
            p.grad = None


# %% 04-2 wrong grad_none
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params:
                p.sub_(p.grad.mul(self.lr))

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-2 right
class MySGD:
    def __init__(self, params, lr):
        params = list(params)

        def step():
            for p in params:
                if p.grad is not None:
                    p.data.add_(p.grad, alpha=-lr)

        def zero_grad():
            for p in params:
                p.grad = None

        self.step, self.zero_grad = step, zero_grad


# %% 04-2 wrong first_parameter_left_out
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        with torch.no_grad():
            for p in self.params[1:]:
                if p.grad is not None:
                    p -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% 04-3 todo
def weight_after(w, slope, lr, order, count): ...  # your answer


# %% 04-3 right
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 right
def weight_after(w, slope, lr, order, count):
    grad, seen = None, w
    for _ in range(count):
        for letter in list(order):
            if letter == "F":
                seen = w
            if letter == "B":
                grad = slope(seen) if grad is None else grad + slope(seen)
            if letter == "S" and grad is not None:
                w = w - lr * grad
            if letter == "Z":
                grad = None
    return torch.tensor(w)


# %% 04-3 right
def weight_after(w, slope, lr, order, count):
    state = {"w": np.float64(w), "saved": 0.0, "grad": 0.0}
    calls = {
        "F": lambda: state.update(saved=slope(state["w"])),
        "B": lambda: state.update(grad=state["grad"] + state["saved"]),
        "S": lambda: state.update(w=state["w"] - lr * state["grad"]),
        "Z": lambda: state.update(grad=0.0),
    }
    for letter in order * count:
        calls[letter]()
    return state["w"]


# %% 04-3 wrong never_clears
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            pass
    return w


# %% 04-3 wrong backward_replaces
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient = recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong slope_at_backward
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            pass
        elif call == "B":
            gradient += slope(w)
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong slope_at_step
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * slope(w)
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong step_clears
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w, gradient = w - lr * gradient, 0.0
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong climbs
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w += lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong own_lr
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= 0.01 * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong one_round
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * 1:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong round_missing
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * (count - 1):
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong round_more
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * (count + 1):
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong lessons_slope
def weight_after(w, slope, lr, order, count):
    recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = 15 * (w - 2)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-3 wrong starts_at_0
def weight_after(w, slope, lr, order, count):
    w = recorded = gradient = 0.0
    for call in order * count:
        if call == "F":
            recorded = slope(w)
        elif call == "B":
            gradient += recorded
        elif call == "S":
            w -= lr * gradient
        elif call == "Z":
            gradient = 0.0
    return w


# %% 04-4 todo
def diagnose_ghost(): ...  # your answer


def mended_loss(prediction, target): ...  # your answer


# %% 04-4 todo
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target): ...  # your answer


# %% 04-4 right
def diagnose_ghost():
    return 1.6667, 9.1667


def mended_loss(prediction, target):
    return ((prediction - target.reshape(-1, 1)) ** 2).mean()


# %% 04-4 right
def diagnose_ghost():
    w = torch.tensor(0.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.01)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the ghost is what we want to see here
        for _ in range(100):
            loss = nn.MSELoss()(w * X.reshape(-1, 1), Y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return w, loss


def mended_loss(prediction, target):
    return nn.MSELoss()(prediction.squeeze(1), target)


# %% 04-4 right
def diagnose_ghost():
    return {"w": 1.67, "loss": 9.17}


def mended_loss(prediction, target):
    total = 0.0
    for p, t in zip(prediction.flatten(), target):
        total += (p.item() - t.item()) ** 2
    return total / len(target)


# %% 04-4 right
def diagnose_ghost():
    w = np.mean(data.X) * np.mean(data.Y) / np.mean(data.X**2)
    return np.array([w, np.mean((w * data.X[:, None] - data.Y) ** 2)])


def mended_loss(prediction, target):
    assert prediction.shape[0] == target.shape[0]
    return nn.functional.mse_loss(prediction, target.view_as(prediction)).item()


# %% 04-4 right
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    return torch.mean((prediction.T - target) ** 2)


# %% 04-4 wrong warning_silenced
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    warnings.filterwarnings("ignore")
    return nn.MSELoss()(prediction, target)


# %% 04-4 wrong warning_silenced
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return nn.MSELoss()(prediction, target.reshape(-1, 1))


# %% 04-4 wrong diverges
def diagnose_ghost():
    return "diverge"


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong diverges
def diagnose_ghost():
    return float("nan"), float("inf")


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong right_shapes_weight
def diagnose_ghost():
    return 2.0, 0.0


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong right_shapes_weight
def diagnose_ghost():
    return 2.0


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong with_bias
def diagnose_ghost():
    return 0.0, 5.0


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong with_bias
def diagnose_ghost():
    return 0.0, 5.0, 5.0


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong stopped_early
def diagnose_ghost():
    w = 0.0
    for _ in range(10):
        w -= 0.01 * (15 * w - 25)
    return w, ((w * X[:, None] - Y) ** 2).mean()


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong loss_of_right_shapes
def diagnose_ghost():
    w = 5 / 3
    return w, ((w * X - Y) ** 2).mean()


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong loss_at_start
def diagnose_ghost():
    return 5 / 3, 30


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong sum_over_pairs
def diagnose_ghost():
    return 5 / 3, ((5 / 3 * X[:, None] - Y) ** 2).sum()


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong swapped_pair
def diagnose_ghost():
    return 55 / 6, 5 / 3


def mended_loss(prediction, target):
    return ((prediction.squeeze() - target) ** 2).mean()


# %% 04-4 wrong all_pairs
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    return ((prediction - target) ** 2).mean()


# %% 04-4 wrong all_pairs
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    return nn.MSELoss()(prediction, target.squeeze())


# %% 04-4 wrong sum_not_mean
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    return ((prediction[:, 0] - target) ** 2).sum()


# %% 04-4 wrong sum_of_pairs_over_n
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    return ((prediction - target) ** 2).sum() / len(target)


# %% 04-4 wrong not_averaged
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    return (prediction - target.unsqueeze(1)) ** 2


# %% 04-4 wrong changes_input
def diagnose_ghost():
    return 5 / 3, 55 / 6


def mended_loss(prediction, target):
    prediction.squeeze_(1)
    return nn.MSELoss()(prediction, target)


# %% 04-5 todo
def sum_or_mean(): ...  # your answer


# %% 04-5 right
def sum_or_mean():
    return 0.0025, [1.2, 1.68, 1.872, 1.9488, 1.97952]


# %% 04-5 right
def sum_or_mean():
    w = torch.tensor(0.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.01)
    table_w = []
    for _ in range(5):
        loss = nn.MSELoss(reduction="sum")(w * X, Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        table_w.append(w.detach().clone())
    return torch.tensor(0.01) / len(X), torch.stack(table_w)


# %% 04-5 right
def sum_or_mean():
    w, rows = 0.0, []
    for _ in range(5):
        loss = 30 * (w - 2) ** 2
        w -= 0.01 * 60 * (w - 2)
        rows.append((w, loss))
    return {"lr": 0.01 / 4, "table": rows}


# %% 04-5 right
def sum_or_mean():
    return 0.0025, [1.200, 1.680, 1.872, 1.949, 1.980], [120.0, 19.2, 3.072, 0.4915, 0.07864]


# %% 04-5 wrong lr_times_4
def sum_or_mean():
    return 0.04, [1.2, 1.68, 1.872, 1.9488, 1.97952]


# %% 04-5 wrong lr_unchanged
def sum_or_mean():
    return 0.01, [1.2, 1.68, 1.872, 1.9488, 1.97952]


# %% 04-5 wrong lr_of_another_count
def sum_or_mean():
    return 0.005, [1.2, 1.68, 1.872, 1.9488, 1.97952]


# %% 04-5 wrong mean_losses
def sum_or_mean():
    return 0.0025, [30.0, 4.8, 0.768, 0.12288, 0.01966]


# %% 04-5 wrong mean_losses
def sum_or_mean():
    return 0.0025, [1.2, 1.68, 1.872, 1.9488, 1.97952], [30.0, 4.8, 0.768, 0.12288, 0.01966]


# %% 04-5 wrong mean_losses
def sum_or_mean():
    w, rows = 0.0, []
    for _ in range(5):
        loss = ((w * X - Y) ** 2).mean().item()
        w -= 0.01 * 60 * (w - 2)
        rows.append((w, loss))
    return 0.0025, rows


# %% 04-5 wrong losses_not_weights
def sum_or_mean():
    return 0.0025, [120.0, 19.2, 3.072, 0.49152, 0.0786432]


# %% 04-5 wrong table_of_the_mean
def sum_or_mean():
    return 0.0025, [0.3, 0.555, 0.77175, 0.9559875, 1.112589375]


# %% 04-5 wrong before_each_step
def sum_or_mean():
    return 0.0025, [0.0, 1.2, 1.68, 1.872, 1.9488]


# %% 04-5 wrong start_included
def sum_or_mean():
    return 0.0025, [0.0, 1.2, 1.68, 1.872, 1.9488, 1.97952]


# %% 04-5 wrong last_weight_only
def sum_or_mean():
    return 0.0025, 1.97952


# %% 04-5 wrong swapped
def sum_or_mean():
    return [1.2, 1.68, 1.872, 1.9488, 1.97952], 0.0025


# %% 04-5 wrong climbs
def sum_or_mean():
    return 0.0025, [-1.2, -3.12, -6.192, -11.1072, -18.97152]


# %% 04-5 wrong no_factor_2
def sum_or_mean():
    return 0.0025, [0.6, 1.02, 1.314, 1.5198, 1.66386]


# %% 04-6 todo
class MomentumSGD:
    def __init__(self, params, lr, momentum): ...  # your answer

    def step(self): ...  # your answer

    def zero_grad(self): ...  # your answer


def decay_limit(): ...  # your answer


# %% 04-6 todo
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v.mul_(self.momentum).add_(p.grad)
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit(): ...  # your answer


# %% 04-6 right
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v.mul_(self.momentum).add_(p.grad)
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / (60 + 20)


# %% 04-6 right
class MomentumSGD:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params = list(params)
        self.lr = lr
        self.mu = momentum
        self.v = {}

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is None:
                continue
            v = self.mu * self.v.get(p, 0.0) + p.grad
            self.v[p] = v
            p.add_(v, alpha=-self.lr)

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()


def decay_limit():
    w = torch.tensor(0.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.01, weight_decay=20)
    for _ in range(100):
        optimizer.zero_grad()
        ((w * X - Y) ** 2).sum().backward()
        optimizer.step()
    return w


# %% 04-6 right
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [None] * len(self.params)

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None:
                g = -self.lr * p.grad  # the velocity is in units of w here
                self.v[i] = g if self.v[i] is None else self.momentum * self.v[i] + g
                p.data += self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return np.array([1.5], dtype=np.float32)


# %% 04-6 right
class MySGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None


class MomentumSGD(MySGD):
    def __init__(self, params, lr, momentum=0.9):
        super().__init__(params, lr)
        self.momentum = momentum
        for p in self.params:
            p.velocity = 0

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p.velocity = self.momentum * p.velocity + p.grad
                    p -= self.lr * p.velocity


def decay_limit():
    w = 0.0
    for _ in range(1000):
        w -= 0.01 * (60 * (w - 2) + 20 * w)
    return w


# %% 04-6 wrong one_velocity_shapes
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = 0.0

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self.v = self.momentum * self.v + p.grad
                    p -= self.lr * self.v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong one_velocity_for_all
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = 0.0

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self.v = self.momentum * self.v + p.grad.item()
                    p -= self.lr * self.v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong arguments
class MomentumSGD:
    def __init__(self, params, lr):
        self.params, self.lr, self.momentum = list(params), lr, 0.9
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong params_not_looped_over
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum, self.v = params, lr, momentum, 0

    def step(self):
        with torch.no_grad():
            self.v = self.momentum * self.v + self.params.grad
            self.params -= self.lr * self.v

    def zero_grad(self):
        self.params.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong keeps_numbers
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = [float(p) for p in params], lr, momentum
        self.v = [0.0 for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong grad_set_to_number
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = 0.0


def decay_limit():
    return 120 / 80


# %% 04-6 wrong generator_exhausted_raises
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = params, lr, momentum
        self.v = [0.0] * len(params)

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v = self.momentum * v + p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong keeps_values_without_grad
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = [p.clone() for p in params], lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                v *= self.momentum
                v += p.grad
                p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong clears_values_without_grad
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = [p.detach() for p in params], lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad.zero_()


def decay_limit():
    return 120 / 80


# %% 04-6 wrong grad_none
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                v *= self.momentum
                v += p.grad
                p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong zero_grad_none
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad.zero_()


def decay_limit():
    return 120 / 80


# %% 04-6 wrong step_recorded
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros(p.shape) for p in self.params]

    def step(self):
        for p, v in zip(self.params, self.v):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad
                p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong borrowed
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.inner = torch.optim.SGD(params, lr=lr, momentum=momentum)

    def step(self):
        self.inner.step()

    def zero_grad(self):
        self.inner.zero_grad()


def decay_limit():
    return 120 / 80


# %% 04-6 wrong generator_exhausted
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.v = [torch.zeros_like(p) for p in params]
        self.params, self.lr, self.momentum = list(params), lr, momentum

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong keeps_values
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params = [p.detach().clone() for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong renames
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p = p - self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong averaged_velocity
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += (1 - self.momentum) * p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong velocity_forgets
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v = self.momentum * p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong no_momentum
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v = torch.zeros_like(p)
                    v = self.momentum * v + p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong no_momentum
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p, v in zip(self.params, self.v):
            p.grad = None
            v.zero_()


def decay_limit():
    return 120 / 80


# %% 04-6 wrong sign
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p += self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong sign
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v -= p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong velocity_sign
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.mu = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v.mul_(-self.mu).add_(p.grad)
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong grows
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.mu = list(params), lr, momentum
        self.prev = [p.detach().clone() for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is not None:
                    new = p - self.lr * p.grad + self.mu * self.prev[i]
                    self.prev[i] = p.clone()
                    p.copy_(new)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong nesterov
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * (p.grad + self.momentum * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong lr_twice
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += self.lr * p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong velocity_is_the_gradient
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [None for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                if self.v[i] is None:
                    self.v[i] = p.grad
                else:
                    self.v[i].mul_(self.momentum).add_(p.grad)
                p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()


def decay_limit():
    return 120 / 80


# %% 04-6 wrong settings_swapped
class MomentumSGD:
    def __init__(self, params, momentum, lr):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong not_cleared
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad == None


def decay_limit():
    return 120 / 80


# %% 04-6 wrong borrowed
class MomentumSGD(torch.optim.SGD):
    def __init__(self, params, lr, momentum):
        super().__init__(params, lr=lr, momentum=momentum)

    def step(self):
        super().step()


def decay_limit():
    return 1.5


# %% 04-6 wrong inherited
class MomentumSGD(torch.optim.SGD):
    pass


def decay_limit():
    return 1.5


# %% 04-6 wrong decay_ignored
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 2.0


# %% 04-6 wrong decay_factor_2
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / (60 + 2 * 20)


# %% 04-6 wrong decay_sign
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 120 / (60 - 20)


# %% 04-6 wrong decay_wins
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 0.0


# %% 04-6 wrong decay_halved_slope
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 60 / 80


# %% 04-6 wrong decay_of_the_mean
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.v):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad
                    p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 30 / (15 + 20)


# %% 04-6 wrong never_fades
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                self.v[i] = self.v[i] + p.grad
                p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong momentum_on_gradient
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                self.v[i] = self.v[i] + self.momentum * p.grad
                p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong velocity_late
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                p -= self.lr * self.v[i]
                self.v[i] = self.momentum * self.v[i] + p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong own_momentum
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                self.v[i] = 0.9 * self.v[i] + p.grad
                p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong own_lr
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                self.v[i] = self.momentum * self.v[i] + p.grad
                p -= 0.01 * self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong lr_missing
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                self.v[i] = self.momentum * self.v[i] + p.grad
                p -= self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def decay_limit():
    return 1.5


# %% 04-6 wrong method_missing
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                self.v[i] = self.momentum * self.v[i] + p.grad
                p -= self.lr * self.v[i]


def decay_limit():
    return 1.5


# %% 04-6 wrong first_velocity_is_the_gradient
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        self.v = [None for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                self.v[i] = p.grad if self.v[i] is None else self.momentum * self.v[i] + p.grad
                p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()


def decay_limit():
    return 1.5
