"""Mutants: each kind of mistake is made where it fits, one at a time, and nowhere else."""

import ast

import pytest

from course.checking.audit.mutants import mutants


def made(source):
    """(kind, mutated code) of every mutant."""
    return {(mutant.kind, mutant.source) for mutant in mutants(source)}


@pytest.mark.parametrize(
    ("source", "kind", "mistaken"),
    [
        pytest.param("lr = 0.5", "learning rate x 1.01", "lr = 0.505", id="rate as a name"),
        pytest.param("w, lr = 1.0, 0.5", "learning rate x 1.01", "w, lr = (1.0, 0.505)", id="rate in a pair"),
        pytest.param("SGD([w], lr=0.5)", "learning rate x 1.01", "SGD([w], lr=0.505)", id="rate as an argument"),
        pytest.param("w -= 0.5 * g", "learning rate x 1.01", "w -= 0.505 * g", id="rate written out"),
        pytest.param("w -= lr * g", "other sign of the step", "w += lr * g", id="sign of the step"),
        pytest.param("w = w - lr * g", "other sign of the step", "w = w + lr * g", id="sign of a plain step"),
        pytest.param("a.grad += g", "= for +=", "a.grad = g", id="assigned, not added"),
        pytest.param("(e**2).mean()", "sum for mean", "(e ** 2).sum()", id="sum for mean"),
        pytest.param("e.sum()", "mean for sum", "e.mean()", id="mean for sum"),
        pytest.param("MSELoss(reduction='sum')", "mean for sum", "MSELoss(reduction='mean')", id="reduction"),
        pytest.param("2 * e * x", "the factor 2 missing", "e * x", id="factor 2 before"),
        pytest.param("e * 2", "the factor 2 missing", "e", id="factor 2 behind"),
        pytest.param("e**2", "the square missing", "e", id="square"),
        pytest.param("loss_fn(p, y)", "loss arguments swapped", "loss_fn(y, p)", id="loss arguments"),
        pytest.param("range(5)", "one iteration more", "range(6)", id="one more"),
        pytest.param("range(1, n)", "one iteration less", "range(1, n + -1)", id="one less"),
        pytest.param("torch.manual_seed(3)", "another random seed", "torch.manual_seed(4)", id="seed"),
        pytest.param("o.zero_grad()\nf()", "gradients not cleared", "f()", id="not cleared"),
        pytest.param("w.grad = None\nf()", "gradients not cleared", "f()", id="not set to None"),
        pytest.param("l.backward()\no.step()", "step before backward", "o.step()\nl.backward()", id="step first"),
        pytest.param("l.backward()\no.step()", "no step", "l.backward()", id="no step"),
        pytest.param(
            "o.zero_grad()\nl.backward()", "backward before zero", "l.backward()\no.zero_grad()", id="cleared late"
        ),
    ],
)
def test_a_mistake_is_made_where_it_fits(source, kind, mistaken):
    assert (kind, ast.unparse(ast.parse(mistaken))) in made(source)  # as this Python writes it


@pytest.mark.parametrize(
    "source",
    ["x = 0.5", "w.append(3)", "print(w)", "a - b", "3 * x", "x**3", "f(a, b)", "%matplotlib inline", "def f(): ..."],
)
def test_code_that_fits_no_mistake_is_left_alone(source):
    assert mutants(source) == []


CELL = """
lr, w = 0.1, 0.0
for k in range(5):
    gradient = 2 * (x * (w * x - y)).mean()
    w -= lr * gradient
print(w)
"""


def test_each_mutant_has_one_mistake_and_names_its_line():
    lines = ast.unparse(ast.parse(CELL)).splitlines()
    for mutant in mutants(CELL):
        changed = [new for old, new in zip(lines, mutant.source.splitlines(), strict=True) if old != new]
        assert len(changed) == 1, mutant
        assert 2 <= mutant.line <= 5


def test_no_mutant_is_made_twice():
    sources = [mutant.source for mutant in mutants(CELL)]
    assert len(sources) == len(set(sources)) == 6


class Untouchable:
    def __deepcopy__(self, memo):
        pytest.fail("what another package attached to a shared node was copied")


def test_what_others_attach_to_shared_nodes_is_not_copied(monkeypatch):
    monkeypatch.setattr(ast.parse("x", mode="eval").body.ctx, "parent", Untouchable(), raising=False)
    assert ("learning rate x 1.01", "w -= 0.505 * g") in made("w -= 0.5 * g")
