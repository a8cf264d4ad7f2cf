"""Trains a line w * x + b with the learner's optimizer class, one call at a time; calls plain functions as they are."""

import contextlib
import sys

DEEPEST = 3  # containers in containers in the optimizer
BASE = "torch.optim.optimizer"  # the module of Optimizer, which has no rule of its own


def probe(answers: dict, inputs: dict):
    """What training with the class gives; with several answers, a list of this and of what each function returns."""
    values = [_trained(answer, inputs) if isinstance(answer, type) else answer() for answer in answers.values()]
    return values[0] if len(values) == 1 else values


def _trained(Optimizer, inputs) -> dict:
    """Each parameter after each round, and three facts about the class.

    "holds" tells whether the new optimizer held the parameters themselves, "own_step" whether step is not torch's, and
    "own_rule" whether neither a base of the class nor anything that step calls is one of torch's optimizers.
    ``inputs["order"]`` spells a round: F(orward), B(ackward), S(tep), Z(ero).
    """
    import torch

    tensors = {name: torch.tensor(number, requires_grad=True) for name, number in inputs["start"].items()}
    given = [*tensors.values()]
    if inputs["unused"]:
        given.append(torch.tensor(1.0, requires_grad=True))  # takes no part in the loss: its .grad stays None
    settings = [inputs[name] for name in ("lr", "momentum") if name in inputs]
    optimizer = Optimizer((tensor for tensor in given) if inputs["given"] == "generator" else given, *settings)
    kept = getattr(optimizer, "__dict__", {})
    holds = all(_holds(kept, tensor) for tensor in tensors.values())
    paths, loss = {name: [] for name in tensors}, None
    borrowed = {base.__module__ for base in type(optimizer).__mro__ if _has_rule(base.__module__)}
    for _ in range(inputs["rounds"]):
        for call in inputs["order"]:
            if call == "F":
                prediction = tensors["w"].sum() * inputs["X"] + (tensors["b"].sum() if "b" in tensors else 0)
                loss = ((prediction - inputs["Y"]) ** 2).mean()
            elif call == "B":
                loss.backward()
            elif call == "Z":
                optimizer.zero_grad()
            else:
                with _noting(borrowed):
                    optimizer.step()
        for name, tensor in tensors.items():
            paths[name].append(tensor.item())
    own_step = not str(getattr(optimizer.step, "__module__", "")).startswith("torch.")
    return paths | {"holds": holds, "own_step": own_step, "own_rule": not borrowed}


def _has_rule(module) -> bool:
    return str(module).startswith("torch.optim.") and module != BASE


@contextlib.contextmanager
def _noting(borrowed: set):
    """Adds the modules with a rule of torch's whose functions are called meanwhile, whatever name they go by."""

    def note(frame, event, _):
        module = frame.f_globals.get("__name__")
        if event == "call" and _has_rule(module):
            borrowed.add(module)

    former = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(former if callable(former) else None)  # cProfile's own cannot be put back


def _holds(container, tensor, depth=0) -> bool:
    """Whether the container, or one in it, holds this very tensor."""
    if container is tensor:
        return True
    if depth > DEEPEST or not isinstance(container, (dict, list, tuple, set)):
        return False
    items = [*container, *container.values()] if isinstance(container, dict) else container
    return any(_holds(item, tensor, depth + 1) for item in items)
