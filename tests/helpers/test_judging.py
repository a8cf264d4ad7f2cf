"""The half that judges: lenient in type and shape, exact in value, and never without words for what is wrong."""

import dataclasses
import string
import types
import typing

import numpy as np
import pytest

from helpers.checks import messages
from helpers.checks.comparing import agrees, made_as
from helpers.checks.declaration import Exercise, ExerciseError, Mistake, array
from helpers.checks.judging import judge
from helpers.checks.plain import to_plain

TOLERANCE = {"rtol": 1e-4, "atol": 1e-6}


@pytest.mark.parametrize(
    ("mine", "ours"),
    [
        (np.array([[1.0], [2.0]]), [1.0, 2.0]),
        (np.array(1.00001), 1.0),
        ([[3.0]], 3.0),
        ([np.array([1.0]), 2.0], [1, 2]),
        (1, True),
        ("It sums twice", "sum|total"),
        ({"a": 1.0, "b": [2.0]}, [1.0, 2.0]),
        ([1.0, 2.0], {"a": 1.0, "b": 2.0}),
        ({"a": 1.0, "b": 2.0, "c": 0.0}, {"b": 2.0}),
        ([4.0, [1.0, 2.0]], (4.0, np.array([1.0, 2.0]))),
        (float("nan"), float("nan")),
        ([16.1, "no"], [16.1, False]),
    ],
    ids=str,
)
def test_values_agree_whatever_their_type_and_shape(mine, ours):
    assert agrees(mine, ours, **TOLERANCE)


@pytest.mark.parametrize(
    ("mine", "ours"),
    [
        ([1.0, 2.0, 3.0], [1.0, 2.0]),
        (1.001, 1.0),
        (None, 0.0),
        ("1.0", 1.0),
        (float("nan"), 1.0),
        ([1.0, None], [1.0, 2.0]),
        ({"a": 1.0}, {"a": 1.0, "b": 2.0}),
        (np.ones((2, 2)), [1.0, 1.0]),
        (1.0, "sum"),
        (3.0, (1.0, [2.0, 3.0])),
        ([16.1, "yes"], [16.1, False]),
        ([16.1, "perhaps"], [16.1, False]),
    ],
    ids=str,
)
def test_values_that_differ_do_not_agree(mine, ours):
    assert not agrees(mine, ours, **TOLERANCE)


def test_a_shape_that_matters_is_compared_with_its_axes_of_length_one():
    assert not agrees(np.ones((2, 1)), np.ones(2), **TOLERANCE, exact_shape=True)


def exercise_of(expected, inputs, **more):
    return Exercise(
        id="00-1",
        title="",
        level=1,
        minutes=1,
        answers=("answer",),
        expected=expected,
        hints=(),
        cases=lambda draw: inputs,
        **{"mistakes": (), **more},
    )


def judged(exercise, answer, **facts):
    """The verdict on a Python function's values, without the calling half."""
    calls = []
    for case in exercise.cases(None):
        inputs = {name: np.array(value["array"]) if isinstance(value, dict) else value for name, value in case.items()}
        calls.append({"value": to_plain(answer(**inputs)), "changed": [], "printed": ""})
    returned = {"calls": calls, "again": calls[0], "unwritten": [], "uses": [], **facts}
    return judge(exercise, {"cases": exercise.cases(None)}, returned)


SHORT = exercise_of(lambda x: x**0.5, [{"x": 2.0}, {"x": 3.0}, {"x": 5.0}])
NUMBERS = exercise_of(lambda x: x**2, [{"x": 2.0}, {"x": 3.0}, {"x": 5.0}])
SAMPLES = exercise_of(
    lambda X: float(np.mean(X)), [{"X": array([1, 2, 6])}, {"X": array([1, 2, 4, 9])}, {"X": array([3, 5])}]
)
PAIR = exercise_of(lambda x: (x, x**2), [{"x": 2.0}, {"x": 3.0}, {"x": 5.0}], parts=("first", "second"))
PATH = exercise_of(lambda start: [2 + start * 0.85**k for k in range(20)], [{"start": -2.0}, {"start": 3.0}])


@pytest.mark.parametrize(
    ("exercise", "answer", "key"),
    [
        (NUMBERS, lambda x: None, "returns_none"),
        (NUMBERS, lambda x: object(), "returns_other"),
        (NUMBERS, lambda x: x**2 * 1.005, "ratio"),
        (NUMBERS, lambda x: x**2 + 0.001 * x**3, "near"),
        (SHORT, lambda x: round(x**0.5, 2), "rounded"),
        (NUMBERS, lambda x: "4", "returns_other"),
        (NUMBERS, lambda x: float("nan"), "not_finite"),
        (NUMBERS, lambda x: -(x**2), "ratio_sign"),
        (NUMBERS, lambda x: x**2 / 2, "ratio_half"),
        (NUMBERS, lambda x: 2 * x**2, "ratio_double"),
        (NUMBERS, lambda x: 3 * x**2, "ratio"),
        (NUMBERS, lambda x: x**2 + 1, "offset"),
        (NUMBERS, lambda x: x**3, "not_proportional"),
        (NUMBERS, lambda x: 4, "always_the_same"),
        (NUMBERS, lambda x: [x**2, 1], "several_numbers"),
        (NUMBERS, lambda x: [[x**2, 1]] * 3, "shape"),
        (SAMPLES, lambda X: X.sum(), "ratio_n"),
        (SAMPLES, lambda X: -X.sum() / 2, "several_factors"),
        (SAMPLES, lambda X: X.mean() / len(X), "ratio_one_over_n"),
        (SAMPLES, lambda X: X[:, None] - X, "broadcast"),
        (PAIR, lambda x: x, "parts"),
        (PAIR, lambda x: (x**2, x), "swapped"),
        (PAIR, lambda x: (x, None), "part_none"),
        (PAIR, lambda x: (x, 2 * x**2), "ratio_double"),
        (PATH, lambda start: [start] * 20, "never_moves"),
        (PATH, lambda start: [2 + start * 0.4**k for k in range(20)], "rate"),
        (PATH, lambda start: [5 / 3 + (start + 1 / 3) * 0.85**k for k in range(20)], "goal"),
        (PATH, lambda start: [2 + start * 1.2**k for k in range(20)], "grows"),
        (PATH, lambda start: [2 + start * np.cos(0.39 * k) for k in range(20)], "swings"),
        (PATH, lambda start: [2 + start * 0.85**k for k in range(21)], "length"),
        (PATH, lambda start: [2 + start * 0.85**k for k in range(5)], "count"),
        (PATH, lambda start: start, "one_number"),
        (exercise_of(lambda: False, [{}]), lambda: "maybe", "truth_expected"),
        (exercise_of(lambda: "sum", [{}]), lambda: "mean", "another_word"),
        (exercise_of(lambda: "sum", [{}]), lambda: 3, "text_expected"),
        (exercise_of(lambda x: {"a": x, "b": 1.0}, [{"x": 2.0}]), lambda x: {"a": x}, "missing_keys"),
        (exercise_of(lambda x: ["a", {"b": [x, 1.0]}], [{"x": 2.0}]), lambda x: ["a", {"b": [x, 3.0]}], "off"),
    ],
)
def test_an_unknown_wrong_value_is_told_by_its_structure(exercise, answer, key):
    verdict = judged(exercise, answer)
    assert (verdict.outcome, verdict.mistake) == ("wrong", key), verdict.message


def test_every_structural_finding_is_seen_in_a_test():
    cases = test_an_unknown_wrong_value_is_told_by_its_structure.pytestmark[0].args[1]
    assert {key for _, _, key in cases} == set(messages.STRUCTURE)


def test_several_faults_at_once_are_all_named():
    for factor, faults in [
        (lambda N: -N / 2, "a sum instead of a mean, a 2 is missing, the sign is flipped"),
        (lambda N: 2 / N, "a mean too many, a 2 too many"),
        (lambda N: -N, "a sum instead of a mean, the sign is flipped"),
    ]:
        message = judged(SAMPLES, lambda X, factor=factor: factor(len(X)) * X.mean()).message
        assert f"More than one fault: {faults}." in message


def test_parts_that_a_named_mistake_does_not_explain_are_named_too():
    doubled = Mistake("doubled", "The second is doubled.", lambda x: {"second": 2 * x**2})
    guarded = dataclasses.replace(PAIR, mistakes=(doubled,))
    assert judged(guarded, lambda x: (x, 2 * x**2)).message == "The second is doubled."
    message = judged(guarded, lambda x: (x + 1, 2 * x**2)).message
    assert message == "The second is doubled. Wrong too, perhaps for the same reason: first."


def test_a_sentence_about_a_name_is_said_to_those_alone_who_use_it():
    summed = Mistake(
        "summed", "A sum.", lambda x: x**3, where_used={"dot|matmul": "np.dot sums.", "sum": "So it says."}
    )
    guarded = dataclasses.replace(NUMBERS, mistakes=(summed,))
    for names, message in (
        ([], "A sum."),
        (["matmul"], "A sum. np.dot sums."),
        (["sum", "answer: dot"], "A sum. So it says."),
    ):
        assert judged(guarded, lambda x: x**3, uses=names).message == message


def test_a_value_is_shown_as_it_came_and_not_as_it_was_tidied():
    sizes = dataclasses.replace(PAIR, tidy=lambda mine, x: [abs(one) for one in mine])
    verdict = judged(sizes, lambda x: (x, -(x**2) - 7))
    assert "yours -11, ours 4" in verdict.message
    assert verdict.mine == "[2, -11]"


@pytest.mark.parametrize("digits", [1, 2, 3])
@pytest.mark.parametrize("single", [False, True], ids=["float64", "float32"])
def test_a_right_value_rounded_to_less_than_four_decimals_is_told_so(digits, single):
    kind = np.float32 if single else float
    verdict = judged(SHORT, lambda x: kind(round(x**0.5, digits)))
    assert verdict.mistake == "rounded"
    assert verdict.message.startswith("Rounded to one decimal." if digits == 1 else f"Rounded to {digits} decimals.")
    assert judged(SHORT, lambda x: kind(round(x**0.5, 4))).outcome == "right"


def test_rounding_is_told_at_every_size():
    for size in 1.0, 30.0, 1000.0:
        large = exercise_of(lambda x, size=size: size * x**0.5, SHORT.cases(None))
        assert judged(large, lambda x, size=size: round(size * x**0.5, 2)).mistake == "rounded"
        assert (
            judged(large, lambda x, size=size: np.float32(size) * np.float32(x) ** np.float32(0.5)).outcome == "right"
        )


def test_what_a_rounded_part_does_not_explain_is_not_called_rounded():
    pair = exercise_of(lambda x: (x**0.5, x**2), SHORT.cases(None), parts=("root", "square"))
    assert judged(pair, lambda x: (round(x**0.5, 2), x**2)).mistake == "rounded"
    assert judged(pair, lambda x: (round(x**0.5, 2), 3 * x**2)).mistake != "rounded"
    assert judged(pair, lambda x: (x**0.5, x**2)).outcome == "right"


def test_a_part_that_is_shorter_by_chance_does_not_name_the_decimals():
    pair = exercise_of(lambda x: (x**0.5, 0.20004 + x / 10), SHORT.cases(None), parts=("root", "tenth"), atol=1e-6)
    verdict = judged(pair, lambda x: (round(x**0.5, 4), round(0.20004 + x / 10, 4)))
    assert verdict.message.startswith("Rounded to 4 decimals.")


def test_where_nothing_is_drawn_or_digits_count_the_tolerance_alone_decides():
    for more in {"constant": True}, {"rtol": 6e-3}:
        lenient = dataclasses.replace(SHORT, **{"rtol": 1e-3, **more})
        assert judged(lenient, lambda x: round(x**0.5, 3)).outcome == "right"
        assert judged(lenient, lambda x: round(x**0.5, 1)).mistake == "rounded"


def test_inputs_are_drawn_on_which_a_rounded_value_is_seen():
    drawn = dataclasses.replace(NUMBERS, cases=lambda draw: [{"x": draw.whole(1, 60) / 10}], expected=lambda x: x / 6)
    for seed in range(20):
        (inputs,) = drawn.request(seed)["cases"]
        assert abs(inputs["x"] / 6 - round(inputs["x"] / 6, 3)) > 5e-5


@dataclasses.dataclass
class Found:
    """What a learner may return instead of a tuple."""

    first: float
    second: float


@dataclasses.dataclass
class Renamed:
    """The same under names of the learner's own."""

    number: float
    its_square: float


class Attrs(Found):
    """The same as attrs makes it."""

    __attrs_attrs__ = (types.SimpleNamespace(name="first"), types.SimpleNamespace(name="second"))


class Named(typing.NamedTuple):
    """The same as a tuple with names."""

    first: float
    second: float


@pytest.mark.parametrize(
    "record",
    [
        Found,
        Renamed,
        Attrs,
        Named,
        lambda *both: types.SimpleNamespace(**dict(zip(("first", "second"), both, strict=True))),
    ],
    ids=["dataclass", "own names", "attrs", "namedtuple", "namespace"],
)
def test_a_record_is_its_fields_in_their_order(record):
    named = exercise_of(lambda x: {"first": x, "second": x**2}, NUMBERS.cases(None))
    assert judged(PAIR, lambda x: record(x, x**2)).outcome == "right"
    assert judged(PAIR, lambda x: record(x, 3 * x**2)).message.startswith("second: Yours is 3 times ours")
    assert judged(named, lambda x: record(x, x**2)).outcome == ("right" if record is not Renamed else "wrong")


def test_fields_by_the_names_of_the_parts_may_stand_in_any_order():
    assert judged(PAIR, lambda x: types.SimpleNamespace(second=x**2, first=x)).outcome == "right"


def test_an_error_of_torch_that_something_is_not_implemented_is_not_an_answer_to_be_written():
    raised = {"type": "NotImplementedError", "message": "no kernel", "number": 1}
    for line, outcome in ("return x.inverse()", "raised"), ("raise NotImplementedError", "todo"), ("", "todo"):
        returned = {"calls": [{"raised": raised | {"line": line}}], "again": None, "unwritten": [], "uses": []}
        assert judge(NUMBERS, {"cases": NUMBERS.cases(None)}, returned).outcome == outcome


def test_a_wrong_value_deep_inside_is_found():
    nested = exercise_of(lambda x: (("TypeError", x), {"w": x**2}), [{"x": 2.0}], parts=("first", "second"))
    assert judged(nested, lambda x: (("TypeError", -x), {"w": x**2})).message.startswith("first, value 2: ")
    assert judged(nested, lambda x: (("TypeError", x), {"w": 2 * x**2})).message.startswith("second, w: ")


def test_a_list_where_we_have_a_dict_is_read_in_our_order():
    named = exercise_of(lambda x: {"a": x, "b": 1.0}, [{"x": 2.0}, {"x": 3.0}])
    assert judged(named, lambda x: [2 * x, 1.0]).message.startswith("a: Yours is exactly 2 times ours.")


def test_the_verdict_holds_the_first_wrong_case_or_else_the_first():
    assert judged(NUMBERS, lambda x: 9.0).case.inputs == {"x": 2.0}
    assert judged(NUMBERS, lambda x: 4.0).case.inputs == {"x": 3.0}
    assert judged(NUMBERS, lambda x: x**2).case.inputs == {"x": 2.0}


def test_the_evidence_names_the_inputs_and_both_values():
    assert "For x = 2: yours 12, ours 4." in judged(NUMBERS, lambda x: 3 * x**2).message


def test_a_constant_answer_is_never_shown_what_is_right():
    secret = exercise_of(lambda: 0.04, [{}], constant=True)
    message = judged(secret, lambda: 0.5).message
    assert "0.5" in message and "0.04" not in message


def test_ellipsis_in_what_is_returned_is_to_do():
    assert judged(PAIR, lambda x: (x, ...)).outcome == "todo"
    assert judged(NUMBERS, lambda x: ...).outcome == "todo"


def test_a_right_value_with_a_dot_line_left_is_right_and_a_wrong_one_to_do():
    assert judged(NUMBERS, lambda x: x**2, unwritten=["answer"]).outcome == "right"
    assert judged(NUMBERS, lambda x: x, unwritten=["answer"]).outcome == "todo"


def test_a_right_value_found_in_a_way_that_is_a_mistake_is_wrong():
    guarded = dataclasses.replace(NUMBERS, mistakes=(Mistake("data", "Not with .data.", uses="data"),))
    assert judged(guarded, lambda x: x**2, uses=["data"]).mistake == "data"
    assert judged(guarded, lambda x: x**2, uses=["grad"]).outcome == "right"


def test_any_of_several_names_gives_a_mistake_away():
    mistake = Mistake("silenced", "Not by silencing.", uses=("filterwarnings", "answer: warnings"))
    guarded = dataclasses.replace(NUMBERS, mistakes=(mistake,))
    assert judged(guarded, lambda x: x**2, uses=["answer: warnings"]).mistake == "silenced"
    assert judged(guarded, lambda x: x**2, uses=["warnings"]).outcome == "right"


def test_a_mistake_may_show_only_from_one_case_to_the_next():
    mistake = Mistake("piles_up", "It piles up.", across=lambda seen: seen[1].mine - seen[0].mine == seen[1].ours)
    guarded = dataclasses.replace(NUMBERS, mistakes=(mistake,))
    assert judged(guarded, lambda x: {2.0: 7.0, 3.0: 16.0, 5.0: 41.0}[x]).mistake == "piles_up"
    assert judged(guarded, lambda x: x**3).mistake != "piles_up"
    assert judged(guarded, lambda x: "words").mistake == "returns_other"


def test_the_same_exception_is_another_mistake_on_the_first_case_than_later():
    first = Mistake("first", "At once.", raises="TypeError: None", raised_first=True)
    later = Mistake("later", "In the second round.", raises="TypeError: None", raised_first=False)
    guarded = dataclasses.replace(NUMBERS, mistakes=(first, later))
    raised = {"raised": {"type": "TypeError", "message": "None", "line": "", "number": None}}
    for calls, name in ([raised], "first"), ([{"value": 4.0}, raised], "later"):
        returned = {"calls": calls, "again": None, "unwritten": [], "uses": []}
        assert judge(guarded, {"cases": NUMBERS.cases(None)}, returned).mistake == name


def test_a_value_may_be_right_in_two_forms():
    tidied = dataclasses.replace(PATH, tidy=lambda mine, start: mine[1:] if len(mine) == 21 else mine)
    path = PATH.expected
    assert judged(tidied, lambda start: [0.0, *path(start)]).outcome == "right"
    assert judged(tidied, path).outcome == "right"
    assert judged(tidied, lambda start: None).mistake == "returns_none"


def mistake_with(**way):
    return {"mistakes": (Mistake("named", "Named.", **way),)}


FAULTY = [
    pytest.param({"expected": lambda x: x + None}, "expected: TypeError", id="expected"),
    pytest.param({"tidy": lambda mine, x: mine + None}, "tidy: TypeError", id="tidy"),
    pytest.param({"tidy": lambda mine: mine}, "tidy: TypeError", id="tidy without the inputs"),
    pytest.param(mistake_with(value=lambda X: X**3), "mistake named: TypeError", id="value"),
    pytest.param(mistake_with(when=lambda case: case.mine > case.inputs["w"]), "mistake named: KeyError", id="when"),
    pytest.param(mistake_with(when=lambda case: case.found > 3), "mistake named: AttributeError", id="when of Seen"),
    pytest.param(mistake_with(when=lambda case: missing > 3), "mistake named: NameError", id="a name"),  # noqa: F821
    pytest.param(mistake_with(across=lambda seen: seen[3].mine > 3), "mistake named: IndexError", id="across"),
]


@pytest.mark.parametrize(("changes", "fault"), FAULTY)
@pytest.mark.parametrize("as_array", [False, True], ids=["number", "array"])
def test_a_fault_of_a_declaration_is_raised_and_named(changes, fault, as_array):
    faulty = dataclasses.replace(NUMBERS, **changes)
    with pytest.raises(ExerciseError, match=f"^00-1, {fault}: "):
        judged(faulty, lambda x: np.array(x + 1) if as_array else x + 1)


def test_a_fault_of_the_cases_is_raised_and_named():
    with pytest.raises(ExerciseError, match=r"^00-1, cases: AttributeError: "):
        dataclasses.replace(NUMBERS, cases=lambda draw: [{"x": draw.float()}]).request()


NUMBER_WANTED = [
    pytest.param({"tidy": lambda mine, x: [mine, abs(mine) + 1][not int(mine) + 1]}, id="tidy"),
    pytest.param(mistake_with(when=lambda case: abs(case.mine) + int(case.mine) == 0), id="when"),
    pytest.param(mistake_with(across=lambda seen: sum(int(case.mine) for case in seen) == 0), id="across"),
]


ODD_VALUES = {"none": None, "words": "words", "list": [1.0, 2.0], "dict": {"a": 1}, "nan": float("nan")}
ODD_VALUES |= {"array": np.ones(2), "object": object()}


@pytest.mark.parametrize("changes", NUMBER_WANTED)
@pytest.mark.parametrize("value", ODD_VALUES.values(), ids=ODD_VALUES)
def test_a_value_made_otherwise_than_ours_is_no_fault_of_the_declaration(changes, value):
    verdict = judged(dataclasses.replace(NUMBERS, **changes), lambda x: value)
    assert (verdict.outcome, verdict.mistake) == ("wrong", judged(NUMBERS, lambda x: value).mistake)


@pytest.mark.parametrize(
    ("mine", "ours", "alike"),
    [
        (2, 3.0, True),
        (np.array(2.0), 3.0, True),
        (np.ones(1), 3.0, False),
        ([2.0], 3.0, False),
        (float("inf"), 3.0, False),
        (np.ones((2, 3)), np.zeros((2, 3)), True),
        (np.ones((3, 2)), np.zeros((2, 3)), False),
        ([1.0, 2.0], np.zeros(2), False),
        ([1.0, "a"], (2.0, "b"), True),
        ([1.0], (2.0, "b"), False),
        ({"a": 1.0, "b": 2.0}, {"a": 3.0}, True),
        ({"b": 1.0}, {"a": 3.0}, False),
        ([3.0], {"a": 3.0}, False),
        (None, "b", False),
    ],
    ids=str,
)
def test_a_value_is_made_as_ours_is_by_type_parts_and_shape(mine, ours, alike):
    assert made_as(mine, ours) == alike


def test_parts_that_are_swapped_are_no_other_mistake():
    mistake = Mistake("first_squared", "You squared the first.", lambda x: {"first": x**2})
    guarded = dataclasses.replace(PAIR, mistakes=(mistake,))
    assert judged(guarded, lambda x: (x**2, x)).mistake == "swapped"
    assert judged(guarded, lambda x: (x**2, x**2)).mistake == "first_squared"


def test_a_row_for_each_part_by_accident_is_no_pair():
    rows = exercise_of(lambda X: (X, X**2), SAMPLES.cases(None), parts=("first", "second"))
    verdict = judged(rows, lambda X: X[:2] if len(X) == 3 else X)
    assert (verdict.mistake, verdict.message.split(";")[0]) == ("parts", "You return 4 values")


def test_a_mistake_may_show_only_in_the_second_call():
    again = {"calls": [], "again": {"value": 8.0}}
    cubed = Mistake("cubed", "Cubed the second time.", lambda x: x**3, once_only=True)
    for mistakes, name in ((), "works_once"), ((cubed,), "cubed"):
        guarded = dataclasses.replace(NUMBERS, mistakes=mistakes)
        assert judged(guarded, lambda x: x**2, again=again["again"]).mistake == name


def test_an_exception_is_told_apart_by_the_function_that_it_passed_through():
    here = Mistake("here", "In zero_grad.", raises=("ValueError", "TypeError: None"), raised_in="zero_grad")
    guarded = dataclasses.replace(NUMBERS, mistakes=(here,))
    raised = {"type": "TypeError", "message": "None", "line": "", "number": None}
    for functions, name in (["answer", "zero_grad"], "here"), (["answer", "step"], None), ([], None):
        returned = {
            "calls": [{"raised": raised | {"functions": functions}}],
            "again": None,
            "unwritten": [],
            "uses": [],
        }
        assert judge(guarded, {"cases": NUMBERS.cases(None)}, returned).mistake == name


def test_an_exception_is_put_in_plain_words():
    raised = {
        "type": "TypeError",
        "message": "unsupported operand type(s) for ^: 'float' and 'int'.",
        "line": "",
        "number": 1,
    }
    returned = {"calls": [{"raised": raised}], "again": None, "unwritten": [], "uses": []}
    message = judge(NUMBERS, {"cases": NUMBERS.cases(None)}, returned).message
    assert message.endswith("'int'. In Python a power is **; ^ is another operation.")


def test_parts_returned_by_name_may_come_in_any_order():
    assert judged(PAIR, lambda x: {"second": x**2, "first": x}).outcome == "right"


def test_a_mistakes_message_speaks_of_the_inputs_at_hand():
    mistake = Mistake("cubed", "{x} cubed is {mine}, squared {ours}.", lambda x: x**3)
    assert (
        judged(dataclasses.replace(NUMBERS, mistakes=(mistake,)), lambda x: x**3).message == "2 cubed is 8, squared 4."
    )


def test_every_generic_text_has_only_the_places_that_are_filled():
    for text in messages.STRUCTURE.values():
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= {"found", "expected"}
