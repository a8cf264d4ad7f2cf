"""Wrong answers of one value are grouped, and the likeness of their code is told from what anybody would write."""

import re

import pytest

from course.classroom.matching.states import State
from course.classroom.reading.cell_code import MOST_TOKENS, token_digests
from course.marking import alike
from tests.marking.made_up import line, report

LONG = """def train(X, Y, lr, steps):
    w, history = 0.0, []
    for step in range(steps):
        error = w * X - Y
        slope = (2 * X * error).sum()
        w = w - lr * slope
        history.append(float(w))
    return history
"""
# The same, with other names, comments, layout and a docstring.
RENAMED = '''def train(X, Y, lr, steps):
    """Mine, I swear."""
    # begin at zero
    weight, path = 0.0, []
    for i in range(steps):
        e = (weight * X
             - Y)
        g = (2 * X * e).sum()   # slope
        weight = weight - lr * g
        path.append(float(weight))
    return path
'''
OTHER = """def train(X, Y, lr, steps):
    w = 0.0
    path = []
    while len(path) < steps:
        prediction = np.multiply(X, w)
        residual = np.subtract(prediction, Y)
        gradient = 2 * np.dot(residual, X)
        w -= lr * gradient
        path += [w.item()]
    return path
"""
SHORT = "def mse(w, X, Y):\n    return ((w * X - Y) ** 2).sum()\n"


def wrong(code, value="30", mistake="sum_not_mean"):
    return line("02-1", State.WRONG, mistake, stored=value, fingerprint=token_digests(code))


def handed_in(*lines):
    return [report(f"learner {number}", one, file=f"{number}.ipynb") for number, one in enumerate(lines)]


def test_code_leaves_digests_that_names_layout_and_comments_do_not_change():
    assert token_digests(LONG) == token_digests(RENAMED) != token_digests(OTHER)
    assert re.fullmatch("([0-9a-f]{4})+", token_digests(LONG))


@pytest.mark.parametrize(
    "changed",
    [LONG.replace("2 *", "3 *"), LONG.replace(".sum()", ".mean()"), LONG.replace("w - lr", "w + lr"),
     LONG.replace("range(", "reversed(")],
    ids=["number", "attribute", "operator", "function"],
)  # fmt: skip
def test_what_an_answer_does_differently_is_another_digest(changed):
    mine, theirs = token_digests(LONG), token_digests(changed)
    assert len(mine) == len(theirs)
    assert mine != theirs


def test_code_that_python_cannot_read_leaves_none_and_a_long_one_ends():
    assert token_digests("def f(:") == token_digests("") == ""
    assert len(token_digests("x = 1\n" * 5_000)) == 4 * MOST_TOKENS
    assert token_digests("x = " + "(" * 3_000 + ")" * 3_000) == ""
    assert token_digests("%matplotlib inline\nx = 1") != ""
    assert token_digests("def f(x):\n    ...") == token_digests('def f(y):\n    "to do"')


def test_the_same_wrong_value_is_a_group_with_the_likeness_of_its_code():
    (found,) = alike.groups(handed_in(wrong(LONG), wrong(RENAMED), wrong(LONG, "31"), wrong(OTHER, "32")))
    assert [one.learner for one in found.learners] == ["learner 0", "learner 1"]
    assert (found.exercise, found.label, found.value) == ("02-1", "sum not mean", "30")
    assert found.likeness == (1.0, 1.0)
    assert 0.2 < found.usual < 0.8
    assert found.sentence == (
        "These 2 gave the same wrong values (sum not mean, 30). Likeness of code: 1.00; usual: "
        f"{found.usual:.2f} for two of different values."
    )


def test_likeness_is_from_the_least_to_the_most_alike_two_of_a_group():
    (found,) = alike.groups(handed_in(wrong(LONG), wrong(RENAMED), wrong(OTHER)))
    low, high = found.likeness
    assert low < 0.8 < high == 1
    assert found.usual is None
    assert f"Likeness of code: {low:.2f} to 1.00; usual: no others to compare with." in found.sentence


def test_the_known_mistake_in_one_line_is_a_group_of_which_the_code_says_nothing():
    (found,) = alike.groups(handed_in(wrong(SHORT), wrong(SHORT), wrong(SHORT), wrong(LONG, "31")))
    assert found.likeness is None
    assert "too short for its likeness to say anything" in found.sentence


def test_stubs_right_answers_and_what_was_not_run_are_no_group():
    same = token_digests(LONG)
    for state in (State.TODO, State.RIGHT, State.MISSING, State.NOT_RUN, State.RAISED, State.OUT_OF_TIME):
        assert alike.groups(handed_in(*[line("02-1", state, stored="30", fingerprint=same)] * 3)) == []
    assert alike.groups(handed_in(wrong(LONG, ""), wrong(LONG, ""))) == []
    assert alike.groups(handed_in(wrong(LONG), wrong(LONG, "31"))) == []
    assert alike.groups(handed_in(wrong(LONG), wrong(LONG, mistake="half"))) == []


def test_attempts_of_one_learner_are_no_group():
    names = ["adlerben_1_500_hw.ipynb", "adlerben_1_501_hw-1.ipynb"]
    assert alike.groups([report("adlerben", wrong(LONG), file=name) for name in names]) == []
    names[1] = "muster_2_501_hw-1.ipynb"
    assert len(alike.groups([report("adlerben", wrong(LONG), file=name) for name in names])) == 1


def test_values_that_were_stored_and_not_run_are_no_group():
    reports = handed_in(wrong(LONG), wrong(LONG))
    for one in reports:
        one.ran = ""
    assert alike.groups(reports) == []


def test_a_sentence_accuses_nobody():
    words = " ".join(one.sentence for one in alike.groups(handed_in(wrong(LONG), wrong(LONG))))
    assert not re.search("cop(y|ied)|cheat|plagiar|suspic|suspect", words, re.IGNORECASE)


def test_a_class_of_two_hundred_is_compared_by_a_sample_of_all_of_it():
    found = alike.groups(handed_in(*[wrong(LONG, str(number // 2)) for number in range(200)]))
    assert len(found) == 100
    assert {one.usual for one in found} == {1.0}
    pairs = [(wrong(LONG), wrong(LONG))] * 300 + [(wrong(LONG), wrong(OTHER))] * 300
    some = alike._likenesses(pairs, 100)
    assert len(some) <= 100
    assert min(some) < max(some)
