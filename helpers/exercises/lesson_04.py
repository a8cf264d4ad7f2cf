"""Lesson 04, loss and optimizer: reductions, your own SGD, the order of calls, the ghost shape, sums, momentum."""

# long because: one declaration after another; each stands alone.

import numpy as np

from helpers.checks.declaration import Exercise, Mistake, array, polynomial


def _all(mean, total, each):
    return {"mean": mean, "sum": total, "none": each}


PREDICT_REDUCTIONS = Exercise(
    id="04-1",
    title="Three reductions",
    level=1,
    minutes=3,
    answers=("predict_reductions",),
    parts=("mean", "sum", "none"),
    constant=True,
    expected=lambda: (3.5, 14.0, [[4.0, 1.0], [0.0, 9.0]]),
    mistakes=(
        Mistake(
            "mean_and_sum_swapped",
            "mean and sum are swapped. The sum is the larger one, by the number of squared errors.",
            lambda: {"mean": 14.0, "sum": 3.5},
        ),
        Mistake("not_squared", "These are the errors. Square each one.", lambda: _all(1.0, 4.0, [[2, -1], [0, 3]])),
        Mistake(
            "absolute_error",
            "These are the sizes of the errors. MSELoss squares them.",
            lambda: _all(1.5, 6.0, [[2, 1], [0, 3]]),
        ),
        Mistake("half", "There is an extra ½. MSELoss has none.", lambda: _all(1.75, 7.0, [[2, 0.5], [0, 4.5]])),
        Mistake(
            "mean_over_samples",
            "mean: you divided by the 2 samples. MSELoss divides by the number of squared errors, and there are 4.",
            lambda: {"mean": 7.0},
        ),
        Mistake(
            "mean_before_square", "mean: you averaged first and squared then. Square first.", lambda: {"mean": 1.0}
        ),
        Mistake("sum_before_square", "sum: you added up first and squared then. Square first.", lambda: {"sum": 16.0}),
        Mistake(
            "none_is_nothing",
            "none: reduction='none' does not mean no loss. It reduces nothing: every squared error stays.",
            when=lambda case: case.mine[2] is None or np.size(case.mine[0]) == np.size(case.mine[2]) == 1,
        ),
        Mistake(
            "one_number_a_sample",
            "none: you reduced each sample to one number. It reduces nothing: there are 2 squared errors a sample.",
            when=lambda case: np.shape(case.mine[2]) in ((2,), (2, 1)),
        ),
        Mistake(
            "one_list",
            "none: the squares are right, and one list holds them all. Return two lists, one a sample.",
            lambda: {"none": [4, 1, 0, 9]},
        ),
    ),
    hints=("How many squared errors are there? MSELoss is not told which of them belong to one sample.",),
)


def _cases(momentum=None):
    """Trainings that tell optimizers apart.

    The first has a gradient at every call, so that what raises there is no matter of an empty ``.grad``. Then: the
    lesson's hundred steps; a generator with shapes as ``nn.Linear`` has them and a parameter that no loss has used;
    two gradients in a round, of which zero_grad must clear the first.
    """

    def draw_them(draw):
        lesson = {"start": {"w": 0.0}, "X": _torch([1, 2, 3, 4]), "Y": _torch([2, 4, 6, 8]), "lr": 0.01}
        first = {**lesson, "rounds": 10, "order": "FBSZ", "given": "list", "unused": False}
        trainings = [first, {**first, "rounds": 100 if momentum is None else 20, "order": "FZBS"}]
        for given, unused, order in ("generator", True, "FZBS"), ("list", False, "ZFBZFBS"):
            w, b = draw.number(-1, 0), draw.number(0.5, 1)
            drawn = {"X": _torch(draw.numbers(5, 0.5, 1.5)), "Y": _torch(draw.numbers(5, 2, 4))}
            start = {"w": [[w]], "b": [b]} if given == "generator" else {"w": w, "b": b}
            how = {"lr": draw.number(0.05, 0.1), "rounds": draw.whole(5, 8), "order": order}
            trainings.append({"start": start, **drawn, **how, "given": given, "unused": unused})
        if momentum is None:
            return trainings
        momenta = [0.9, 0.5, draw.number(0.6, 0.8), draw.number(0.6, 0.8)]
        return [case | {"momentum": each} for case, each in zip(trainings, momenta, strict=True)]

    return draw_them


def _torch(numbers):
    return array(numbers, library="torch")


def _run(rule, clears=True, forgets_weights=False, step_clears=False):
    """Where the parameters go, call by call, with this rule; it takes a step's gradients and the training's settings.

    ``rule(gradients, velocities, training)`` returns by how much the parameters change, and the new velocities.
    """

    def run(**training):
        weights = np.array([np.ravel(number)[0] for number in training["start"].values()])
        inputs = np.stack([training["X"], np.ones_like(training["X"])])[: len(weights)]
        gradients, velocities, slopes = np.zeros_like(weights), np.zeros_like(weights), None
        path = []
        for call in training["order"] * training["rounds"]:
            if call == "F":
                slopes = 2 * (inputs * (weights @ inputs - training["Y"])).mean(axis=1)
            elif call == "B":
                gradients = gradients + slopes
            elif call == "S":
                change, velocities = rule(gradients, velocities, training)
                weights = weights + change
            if (call == "Z" and clears) or (call == "S" and step_clears):
                gradients = np.zeros_like(weights)
            if call == "Z" and forgets_weights:
                weights = np.zeros_like(weights)
            path.append(weights)
        rounds = np.array(path)[len(training["order"]) - 1 :: len(training["order"])]
        return {name: list(rounds[:, place]) for place, name in enumerate(training["start"])}

    return run


def _descent(scale=1.0, lr=None):
    """Plain descent: against the gradient, scaled, with a learning rate of its own if one is given."""
    return lambda gradients, velocities, training: (-scale * (lr or training["lr"]) * gradients, velocities)


def _first_only(gradients, velocities, training):
    return -training["lr"] * gradients * (np.arange(len(gradients)) == 0), velocities


def _first_left_out(gradients, velocities, training):
    return -training["lr"] * gradients * (np.arange(len(gradients)) > 0), velocities


def _record(case):
    """What the probe found on the learner's class, also where there is a second answer."""
    return case.mine[0] if isinstance(case.mine, list) else case.mine


def _never_moves(case):
    start = case.inputs["start"]
    return all(np.allclose(_record(case)[name], np.ravel(number)[0]) for name, number in start.items())


def _runs_dry(case):
    """Whether the parameters move once at most, and once where a list was given and the step came before the clear."""
    path = _record(case)["w"]
    once = case.inputs["given"] == "list" and case.inputs["order"] == "FBSZ"
    return np.allclose(path, path[0]) and not (once and _never_moves(case))


OWN = {"own_step": True, "own_rule": True}  # what the probe finds on a class that borrows nothing
KEEP = "Keep the tensors themselves, list(params), and change them in place: p -= …."
# Ways for an optimizer class to fail, with momentum or without.
CLASS_MISTAKES = (
    Mistake(
        "arguments",
        "The class is made with its settings in the order given in the exercise; step(self) and zero_grad(self) take "
        "no others.",
        raises="TypeError: positional argument",
    ),
    Mistake(
        "params_not_looped_over",
        "params is a list of tensors, and a list has no .grad. Go through it: for p in self.params.",
        raises="AttributeError: 'list'",
    ),
    Mistake(
        "keeps_numbers",
        "You kept the values, as numbers: they have no .grad, and changing them changes no tensor. " + KEEP,
        raises="AttributeError: has no attribute 'grad'",
    ),
    Mistake(
        "grad_set_to_number",
        "A .grad is a tensor or None, never a number. To clear it write p.grad = None, or p.grad.zero_().",
        raises="TypeError: Tensor or None",
    ),
    Mistake(
        "generator_exhausted_raises",
        "params may be a generator, such as model.parameters(). Turn it into a list in __init__.",
        raises="TypeError: generator",
    ),
    Mistake(
        "keeps_values_without_grad",
        "The tensors you step on have no .grad: they are copies, or new ones made by p = p − …. " + KEEP,
        raises="TypeError: NoneType",
        raised_first=True,
    ),
    Mistake(
        "clears_values_without_grad",
        "The tensors you clear have no .grad even after a backward(): they are copies, or made by p = p − …. " + KEEP,
        raises="AttributeError: NoneType",
        raised_first=True,
    ),
    Mistake(
        "zero_grad_none",
        "zero_grad met a .grad that is None, as it is before the first backward(). Skip it, or write p.grad = None.",
        raises="AttributeError: NoneType",
        raised_first=False,
        raised_in="zero_grad",
    ),
    Mistake(
        "grad_none",
        "A parameter that no loss has used has .grad None. Skip parameters whose .grad is None.",
        raises=("TypeError: NoneType", "AttributeError: NoneType"),
        raised_first=False,
    ),
    Mistake(
        "method_missing",
        "The class needs both step(self) and zero_grad(self).",
        raises=("AttributeError: no attribute 'step'", "AttributeError: no attribute 'zero_grad'"),
    ),
    Mistake(
        "step_recorded",
        "The step changes leaf tensors in place while autograd records. It must run under torch.no_grad().",
        raises="RuntimeError: leaf Variable",
    ),
    Mistake(
        "borrowed",
        "torch.optim does the work here. Write the rule yourself, it is one line.",
        when=lambda case: _record(case)["own_step"] and not _record(case)["own_rule"],
    ),
    Mistake(
        "inherited",
        "The step is torch.optim's own. Write the rule yourself, it is one line.",
        when=lambda case: not _record(case)["own_step"],
    ),
    Mistake(
        "generator_exhausted",
        "The parameters move at most once: params may be a generator, such as model.parameters(), which is used up "
        "after one pass. Turn it into a list in __init__.",
        when=_runs_dry,
    ),
    Mistake(
        "keeps_values",
        "The parameters never move, and the optimizer does not hold them: keep the tensors themselves, no copies.",
        when=lambda case: _never_moves(case) and not _record(case)["holds"],
    ),
    Mistake(
        "renames",
        "The parameters never move. Does step change p itself? p -= … does; p = p − … only names a new tensor p.",
        when=lambda case: _never_moves(case) and _record(case)["holds"],
    ),
)


def _class_mistake(name, message, rule, **how):
    """A mistake that both optimizer exercises know by the path of this rule, under the class's name if there is one."""

    def value(**training):
        path = _run(rule, **how)(**training)
        return {"MomentumSGD": path} if "momentum" in training else path

    return Mistake(name, message, value)


MY_SGD = Exercise(
    id="04-2",
    title="Your own SGD",
    level=3,
    minutes=10,
    answers=("MySGD",),
    probe="optimizer",
    cases=_cases(),
    expected=lambda **training: _run(_descent())(**training) | OWN,
    atol=1e-5,
    mistakes=(
        *CLASS_MISTAKES,
        _class_mistake(
            "not_cleared",
            "Old gradients are still there after zero_grad, and the parameters swing. Set each p.grad to None.",
            _descent(),
            clears=False,
        ),
        _class_mistake(
            "cleared_in_step_only",
            "zero_grad clears nothing: your step does, and that is too late for a gradient that is to be thrown away.",
            _descent(),
            clears=False,
            step_clears=True,
        ),
        _class_mistake(
            "weights_zeroed",
            "zero_grad sets the parameters themselves to 0. Clear p.grad, not p.",
            _descent(),
            clears=False,
            forgets_weights=True,
        ),
        _class_mistake(
            "weights_zeroed_too",
            "zero_grad sets the parameters themselves to 0 as well. Clear p.grad, and leave p.",
            _descent(),
            forgets_weights=True,
        ),
        _class_mistake(
            "climbs",
            "The parameters run away from the minimum: you added the gradient. The step is p -= lr * p.grad.",
            _descent(scale=-1.0),
        ),
        _class_mistake("own_lr", "Your step uses 0.01 whatever lr is. Keep lr in __init__.", _descent(lr=0.01)),
        Mistake(
            "lr_missing",
            "Your step leaves out lr: the step is p -= lr * p.grad.",
            # The rest of this path may be too large for float32.
            when=lambda case: np.isclose(case.mine["w"][0], _run(_descent(lr=1.0))(**case.inputs)["w"][0]),
        ),
        _class_mistake(
            "first_parameter_only",
            "Only the first parameter moves. Is there a return in the loop, or a [0]?",
            _first_only,
        ),
        _class_mistake(
            "first_parameter_left_out",
            "The first parameter never moves. Does the loop go through all of params?",
            _first_left_out,
        ),
    ),
    hints=(
        "Some iterables can be read only once. What must __init__ keep?",
        "Start from the draft above. Which question must it ask before it subtracts?",
        "Lesson 03 cleared in two ways. One of them does not care whether there is a .grad.",
    ),
)


def _play(forward, backward, step, zero=lambda gradient: 0.0, change_rounds=lambda count: count):
    """Where the weight goes when each of the four calls does this.

    Args:
        forward: takes the weight and the slope as a function; what is recorded.
        backward: takes what is recorded, the weight, the slope as a function and the gradient; the new gradient.
        step: takes the weight, lr, the gradient and the slope as a function; the new weight and gradient.
        zero: takes the gradient; the new one.
        change_rounds: how many rounds are played.
    """

    def play(w, slope, lr, order, count):
        recorded = gradient = 0.0
        for call in order * change_rounds(count):
            if call == "F":
                recorded = forward(w, slope)
            elif call == "B":
                gradient = backward(recorded, w, slope, gradient)
            elif call == "S":
                w, gradient = step(w, lr, gradient, slope)
            else:
                gradient = zero(gradient)
        return w

    return play


# What the four calls do.
CALLS = {
    "forward": lambda w, slope: slope(w),
    "backward": lambda recorded, w, slope, gradient: gradient + recorded,
    "step": lambda w, lr, gradient, slope: (w - lr * gradient, gradient),
}


def _played(**changes):
    return _play(**CALLS | changes)


def _lines(draw):
    """Each order on a slope of its own: straight, or bent by a square."""
    first = {"w": 0.0, "slope": polynomial(-30.0, 15.0), "lr": 0.01, "order": "ZFBS", "count": 3}
    orders = ("FBSZ", "FBZS", "FSBZ", "FBS", "FSB", "ZFBFBS", "FBSSZ", "FSBS")
    drawn = [
        {
            "w": draw.number(0.5, 2),
            "slope": polynomial(draw.number(-9, -6), draw.number(3, 5), draw.number(0.2, 0.5)),
            "lr": draw.number(0.03, 0.06),
            "order": order,
            "count": draw.whole(3, 4),
        }
        for order in orders
    ]
    return [first, *drawn]


WEIGHT_AFTER = Exercise(
    id="04-3",
    title="Order matters",
    level=3,
    minutes=12,
    answers=("weight_after",),
    cases=_lines,
    expected=_played(),
    mistakes=(
        Mistake(
            "never_clears",
            "Z clears nothing here: after it .grad must hold no old slope.",
            _played(zero=lambda gradient: gradient),
        ),
        Mistake(
            "backward_replaces",
            "Each B replaces what .grad held. backward adds to it.",
            _played(backward=lambda recorded, w, slope, gradient: recorded),
        ),
        Mistake(
            "slope_at_backward",
            "You take the slope where the weight is at B. backward walks over the record of the last forward, so its "
            "slope belongs to the weight that F saw.",
            _played(backward=lambda recorded, w, slope, gradient: gradient + slope(w)),
        ),
        Mistake(
            "slope_at_step",
            "Each S takes a fresh slope. An optimizer computes none: it reads .grad.",
            _played(step=lambda w, lr, gradient, slope: (w - lr * slope(w), gradient)),
        ),
        Mistake(
            "step_clears",
            "Your S clears .grad. Only Z does.",
            _played(step=lambda w, lr, gradient, slope: (w - lr * gradient, 0.0)),
        ),
        Mistake(
            "climbs",
            "The weight goes uphill: the step is w − lr · gradient.",
            _played(step=lambda w, lr, gradient, slope: (w + lr * gradient, gradient)),
        ),
        Mistake(
            "own_lr",
            "Your step uses 0.01 whatever lr is.",
            _played(step=lambda w, lr, gradient, slope: (w - 0.01 * gradient, gradient)),
        ),
        Mistake("one_round", "That is one round. Play count of them.", _played(change_rounds=lambda count: 1)),
        Mistake("round_missing", "That is one round short.", _played(change_rounds=lambda count: count - 1)),
        Mistake("round_more", "That is one round more than count.", _played(change_rounds=lambda count: count + 1)),
        Mistake(
            "lessons_slope",
            "You use the slope of the lesson's loss. slope is given.",
            _played(forward=lambda w, slope: 15 * (w - 2)),
        ),
        Mistake(
            "starts_at_0",
            "Your walk begins at 0 whatever w is.",
            lambda w, **rest: _played()(0.0, **rest),
        ),
    ),
    hints=(
        "What is in .grad at the instant of S? Follow FSB on paper for two rounds.",
        "A backward walks over the record of the last forward. At which weight was that made?",
        "With slope(w) = 15(w − 2), w = 0 and lr = 0.01 three rounds must give the third column of the table above.",
    ),
)


def _columns(draw, count):
    prediction, target = draw.numbers(count, 1, 4), draw.numbers(count, 5, 9)
    return {"prediction": _torch([[number] for number in prediction]), "target": _torch(target)}


def _mended(change):
    """A mistake of exercise 04-4 given away by mended_loss: change takes prediction (N, 1) and target (N,)."""
    return lambda diagnose_ghost, mended_loss: {"mended_loss": change(**mended_loss)}


def _ghost(*pair):
    """A mistake of exercise 04-4 given away by the weight and the loss of the diagnosis."""
    return lambda diagnose_ghost, mended_loss: {"diagnose_ghost": pair}


def _diverges(case):
    items = case.mine[0] if isinstance(case.mine[0], (list, np.ndarray)) else [case.mine[0]]
    return any(isinstance(item, str) or item is None or not np.isfinite(item) for item in items)


def _weight_between(low, high):
    return lambda case: low < float(np.ravel(case.mine[0])[0]) < high


SILENCERS = ("warnings", "filterwarnings", "simplefilter", "catch_warnings")
GHOST = Exercise(
    id="04-4",
    title="The ghost shape",
    level=4,
    minutes=15,
    answers=("diagnose_ghost", "mended_loss"),
    cases=lambda draw: [  # a long one first: its inputs are not shown, nor then our diagnosis beside them
        {"diagnose_ghost": {}, "mended_loss": _columns(draw, 5)},
        {
            "diagnose_ghost": {},
            "mended_loss": {"prediction": _torch([[1], [2], [3], [4]]), "target": _torch([2, 4, 6, 8])},
        },
        {"diagnose_ghost": {}, "mended_loss": _columns(draw, 3)},
    ],
    atol=6e-3,  # 1.67 is a right answer
    expected=lambda diagnose_ghost, mended_loss: (
        (5 / 3, 55 / 6),
        np.mean((mended_loss["prediction"][:, 0] - mended_loss["target"]) ** 2),
    ),
    mistakes=(
        Mistake(
            "warning_silenced",
            "mended_loss: do not silence the warning. Make the shapes equal, with target.reshape(-1, 1) or "
            "prediction.squeeze(1).",
            uses=tuple(f"mended_loss: {name}" for name in SILENCERS),
        ),
        Mistake(
            "diverges",
            "diagnose_ghost: it does converge, and that is the danger: to another problem. Return two numbers.",
            when=_diverges,
        ),
        Mistake(
            "right_shapes_weight",
            "diagnose_ghost: w = 2 is the result with the right shapes. With (4, 1) − (4,) all 16 pairs are compared.",
            when=_weight_between(1.98, 2.02),
        ),
        Mistake(
            "with_bias",
            "diagnose_ghost: with w = 0 a bias of 5 would do the work. Asked is the model w * x, which has none.",
            when=_weight_between(-0.05, 0.05),
        ),
        Mistake(
            "stopped_early",
            "diagnose_ghost: w is still on its way. Go on until nothing changes.",
            when=_weight_between(0.05, 1.66),
        ),
        Mistake(
            "swapped_pair",
            "diagnose_ghost: the right two numbers, in another order. Return the weight, then the loss.",
            _ghost(55 / 6, 5 / 3),
        ),
        Mistake(
            "loss_of_right_shapes",
            "diagnose_ghost: the weight is right. The loss is not the MSE of four pairs there, but what the ghost "
            "reports: the mean over all 16.",
            _ghost(5 / 3, 5 / 6),
        ),
        Mistake(
            "loss_at_start",
            "diagnose_ghost: the weight is right, but that is the loss at w = 0. Asked is the one where it ends.",
            _ghost(5 / 3, 30.0),
        ),
        Mistake(
            "sum_over_pairs",
            "diagnose_ghost: the weight is right. The loss is the mean over the 16 pairs, not their sum.",
            _ghost(5 / 3, 440 / 3),
        ),
        Mistake(
            "all_pairs",
            "mended_loss: still every prediction against every target. Print (prediction - target).shape, then make "
            "the shapes equal.",
            _mended(lambda prediction, target: np.mean((prediction - target) ** 2)),
        ),
        Mistake(
            "sum_not_mean",
            "mended_loss: the sum over the samples. Take the mean.",
            _mended(lambda prediction, target: np.sum((prediction[:, 0] - target) ** 2)),
        ),
        Mistake(
            "sum_of_pairs_over_n",
            "mended_loss: all pairs are still in it, divided by N instead of N². Make the shapes equal before you "
            "subtract.",
            _mended(lambda prediction, target: np.sum((prediction - target) ** 2) / len(target)),
        ),
        Mistake(
            "not_averaged",
            "mended_loss: the shapes are mended. Return one number: the mean.",
            _mended(lambda prediction, target: (prediction[:, 0] - target) ** 2),
        ),
    ),
    hints=(
        "Print the difference of the two as a table. Which prediction meets which target?",
        "Write the slope of a single pair, with its own x and y. What is left when you take the mean over all pairs?",
        "Equal shapes have no ghost: give one of the two the shape of the other before you subtract.",
    ),
)

SUM_TABLE = [2 * (1 - 0.4**step) for step in range(1, 6)]  # weights after steps 1 to 5 of the sum with lr = 0.01
SUM_LOSSES = [120 * 0.16**step for step in range(5)]  # before each step


def _weights_of(mine):
    """The learning rate and the weights, where the losses came too: as a third value, or as a second column."""
    mine = list(mine.values()) if isinstance(mine, dict) else mine
    if len(mine) == 3 and np.allclose(mine[2], SUM_LOSSES, rtol=1e-2):
        return mine[:2]
    table = np.asarray(mine[1], dtype=float)
    if table.shape == (5, 2) and np.allclose(table[:, 1], SUM_LOSSES, rtol=1e-2):
        return [mine[0], table[:, 0]]
    return mine


def _mean_losses(case):
    """Whether the losses of the mean stand where the table does, beside it, or after it."""
    last = np.asarray(case.mine[-1], dtype=float)
    column = last[:, -1] if last.ndim == 2 and last.shape[1] == 2 else np.ravel(last)
    return np.allclose(column, np.divide(SUM_LOSSES, 4), rtol=1e-2)


SUM_OR_MEAN = Exercise(
    id="04-5",
    title="Sum or mean",
    level=3,
    minutes=10,
    answers=("sum_or_mean",),
    parts=("lr", "table_w"),
    constant=True,
    rtol=1e-3,  # three decimals, as the lesson prints them
    atol=1e-6,
    tidy=_weights_of,
    expected=lambda: (0.0025, SUM_TABLE),
    mistakes=(
        Mistake(
            "lr_times_4",
            "lr: the other way. The sum already multiplies the gradient by 4, so its learning rate is smaller.",
            lambda: {"lr": 0.04},
        ),
        Mistake(
            "lr_unchanged",
            "lr: with the same rate the sum steps 4 times as far. Make the rate smaller.",
            lambda: {"lr": 0.01},
        ),
        Mistake(
            "lr_of_another_count",
            "lr: not 2 but N = 4 samples are summed.",
            lambda: {"lr": 0.005},
        ),
        Mistake(
            "mean_losses",
            "These losses are means. A weight column made with the sum belongs to losses 4 times larger: the copied "
            "program mixed a mean loss with a sum gradient. Return the weights.",
            when=_mean_losses,
        ),
        Mistake(
            "losses_not_weights",
            "table_w: these are the losses of the sum. Return the weights after each step.",
            lambda: {"table_w": SUM_LOSSES},
        ),
        Mistake(
            "table_of_the_mean",
            "table_w: that is the path of the mean. With the sum each step takes 0.6 of the distance to 2, not 0.15.",
            lambda: {"table_w": [2 * (1 - 0.85**step) for step in range(1, 6)]},
        ),
        Mistake(
            "before_each_step",
            "table_w: these are the weights before each step. Return those after steps 1 to 5.",
            lambda: {"table_w": [0.0, *SUM_TABLE[:4]]},
        ),
        Mistake(
            "start_included",
            "table_w: leave the start out. Return five weights, those after steps 1 to 5.",
            lambda: {"table_w": [0.0, *SUM_TABLE]},
        ),
        Mistake(
            "last_weight_only",
            "table_w: that is the last weight. Return all five, one for each step.",
            lambda: {"table_w": SUM_TABLE[-1]},
        ),
        Mistake(
            "climbs",
            "table_w: those weights run away from 2. The step is w − lr · slope.",
            lambda: {"table_w": [2 * (1 - 1.6**step) for step in range(1, 6)]},
        ),
        Mistake(
            "no_factor_2",
            "table_w: the 2 of the square is missing from the slope.",
            lambda: {"table_w": [2 * (1 - 0.7**step) for step in range(1, 6)]},
        ),
    ),
    hints=(
        "Both must take steps of the same length. Which of the two slopes is the larger one, and by which factor?",
        "The slope of the mean is 15(w − 2). By what does one step on the sum multiply the distance to 2?",
    ),
)


def _velocity(update, change=lambda gradients, velocities, training: -training["lr"] * velocities):
    """A rule with momentum: update gives the new velocities, change by how much the parameters change then."""

    def rule(gradients, velocities, training):
        velocities = update(training["momentum"], velocities, gradients, training["lr"])
        return change(gradients, velocities, training), velocities

    return rule


def _first_velocity_emptied(**training):
    """Where MomentumSGD goes if v begins as p.grad itself, which zero_grad empties and backward fills again."""
    steps = 0

    def rule(gradients, velocities, training):
        nonlocal steps
        steps += 1
        old = gradients if steps == 2 else velocities  # the second backward adds to .grad, and so to v
        velocities = training["momentum"] * old + gradients
        return -training["lr"] * velocities, velocities

    return {"MomentumSGD": _run(rule)(**training)}


def _late(gradients, velocities, training):
    """The rule that steps with the old velocities and renews them after."""
    return -training["lr"] * velocities, training["momentum"] * velocities + gradients


def _torch_velocity(momentum, v, g, lr):
    return momentum * v + g


def _nesterov(gradients, velocities, training):
    return -training["lr"] * (gradients + training["momentum"] * velocities)


def _one_velocity(gradients, velocities, training):
    """The rule with a single velocity that all parameters update in turn."""
    v, change = velocities[0], []
    for gradient in gradients:
        v = training["momentum"] * v + gradient
        change.append(-training["lr"] * v)
    return np.array(change), np.full_like(velocities, v)


def _decay(limit):
    """A mistake of exercise 04-6 given away by the limit."""
    return lambda **training: {"decay_limit": limit}


right_momentum = _run(_velocity(_torch_velocity))


def _first_without_lr(**training):
    return right_momentum(**training | {"lr": 1.0})["w"][0]


MOMENTUM = Exercise(
    id="04-6",
    title="Momentum and weight decay",
    level=5,
    minutes=20,
    answers=("MomentumSGD", "decay_limit"),
    probe="optimizer",
    cases=_cases("momentum"),
    expected=lambda **training: (right_momentum(**training) | OWN, 120 / 80),
    atol=1e-5,
    mistakes=(
        Mistake(
            "one_velocity_shapes",
            "One velocity serves all parameters, and their shapes do not fit. v is one variable for each parameter.",
            raises="RuntimeError: broadcast shape",
        ),
        *CLASS_MISTAKES,
        _class_mistake(
            "averaged_velocity",
            "You used v = μv + (1 − μ)g. PyTorch (dampening = 0) uses v = μv + g.",
            _velocity(lambda momentum, v, g, lr: momentum * v + (1 - momentum) * g),
        ),
        _class_mistake(
            "velocity_forgets",
            "v does not remember: v = μ·g instead of μ·v + g.",
            _velocity(lambda momentum, v, g, lr: momentum * g),
        ),
        _class_mistake(
            "no_momentum",
            "That is the path without momentum: v is made anew for each step, cleared by zero_grad, or never used.",
            _velocity(lambda momentum, v, g, lr: g),
        ),
        _class_mistake(
            "sign",
            "The sign of the gradient: the parameters climb. With v = μv + g the step is p -= lr * v.",
            _velocity(_torch_velocity, lambda g, v, training: training["lr"] * v),
        ),
        _class_mistake(
            "velocity_sign",
            "The sign of the momentum: the old v is taken off, not added. v = μv + g.",
            _velocity(lambda momentum, v, g, lr: -momentum * v + g),
        ),
        _class_mistake(
            "nesterov",
            "That is Nesterov, p -= lr * (g + μv). Plain momentum steps by lr * v.",
            _velocity(_torch_velocity, _nesterov),
        ),
        _class_mistake(
            "lr_twice",
            "lr is in it twice, in v and in the step. Leave it out of v.",
            _velocity(lambda momentum, v, g, lr: momentum * v + lr * g),
        ),
        _class_mistake(
            "one_velocity_for_all",
            "All parameters share one velocity. v is one variable for each parameter.",
            _one_velocity,
        ),
        _class_mistake(
            "velocity_is_the_gradient",
            "v and .grad are one tensor: after v = p.grad, zero_grad empties v too. Start from a copy, p.grad.clone().",
            _velocity(lambda momentum, v, g, lr: 2 * momentum * g if v.any() else g),
        ),
        Mistake(
            "first_velocity_is_the_gradient",
            "The first v and .grad are one tensor: what changes one changes both. Start from a copy, p.grad.clone().",
            _first_velocity_emptied,
        ),
        _class_mistake(
            "never_fades",
            "v never fades: multiply the old v by μ. v = μv + g.",
            _velocity(lambda momentum, v, g, lr: v + g),
        ),
        _class_mistake(
            "momentum_on_gradient",
            "μ belongs to the old v, not to the gradient: v = μv + g.",
            _velocity(lambda momentum, v, g, lr: v + momentum * g),
        ),
        _class_mistake("velocity_late", "You step with the old v and renew it after. Renew v first, then step.", _late),
        _class_mistake(
            "own_momentum",
            "Your momentum is 0.9 whatever is given. Keep it in __init__.",
            _velocity(lambda momentum, v, g, lr: 0.9 * v + g),
        ),
        _class_mistake(
            "own_lr",
            "Your step uses 0.01 whatever lr is. Keep lr in __init__.",
            _velocity(_torch_velocity, lambda g, v, training: -0.01 * v),
        ),
        Mistake(
            "lr_missing",
            "Your step leaves out lr: the step is p -= lr * v.",
            # The rest of this path may be too large for float32.
            when=lambda case: np.isclose(case.mine[0]["w"][0], _first_without_lr(**case.inputs)),
        ),
        _class_mistake(
            "settings_swapped",
            "lr and momentum are swapped. The class is made as MomentumSGD(params, lr, momentum).",
            lambda g, v, training: (
                -training["momentum"] * (training["lr"] * v + g),
                training["lr"] * v + g,
            ),
        ),
        _class_mistake(
            "not_cleared",
            "Old gradients are still there after zero_grad. Set each p.grad to None; the velocities stay.",
            _velocity(_torch_velocity),
            clears=False,
        ),
        Mistake(
            "decay_ignored",
            "decay_limit: weight decay moves the end from 2 towards 0. Where do the two pulls balance?",
            _decay(2.0),
        ),
        Mistake(
            "decay_factor_2",
            "decay_limit: a factor of 2 too much for the decay, or missing in the slope. PyTorch adds weight_decay · w "
            "to the slope of the sum, 60(w − 2).",
            _decay(120 / 100),
        ),
        Mistake(
            "decay_sign",
            "decay_limit: the decay pulls towards 0, so the end lies below 2. Its sign is that of w.",
            _decay(120 / 40),
        ),
        Mistake(
            "decay_wins",
            "decay_limit: it does not end at 0. The loss pulls towards 2, the decay towards 0: where do they balance?",
            _decay(0.0),
        ),
        Mistake(
            "decay_halved_slope",
            "decay_limit: half of ours. The slope of the summed loss at 0 is −120, not −60.",
            _decay(60 / 80),
        ),
        Mistake(
            "decay_of_the_mean",
            "decay_limit: your slope is that of the mean, 15(w − 2). Here the loss is the sum.",
            _decay(30 / 35),
        ),
    ),
    hints=(
        "Each parameter has a velocity of its own. It outlives zero_grad.",
        "Section 11 writes the rule for one weight. Which of its lines change the velocity, and which the weight?",
        "Where it ends, two pulls balance. What is the slope of the summed loss at w?",
    ),
)

EXERCISES = [PREDICT_REDUCTIONS, MY_SGD, WEIGHT_AFTER, GHOST, SUM_OR_MEAN, MOMENTUM]
