"""The record of a check: its keys and types are those that were promised, and it gives no line of an answer away."""

import itertools
import json
import re
from dataclasses import replace

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from course.authoring.answer_samples import run
from course.places import ROOT
from helpers import check, exercises, hint
from helpers.check import _attempts, _stages
from helpers.checks import messages, record, shown
from helpers.checks.verdict import OUTCOMES
from helpers.language import LANGUAGES, say, speaking
from tests.helpers.leaked import leaking

SCHEMA = json.loads((ROOT / "helpers/checks/record.schema.json").read_text(encoding="utf-8"))
EXAMPLES = json.loads((ROOT / "tests/data/check_records.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs/check-record.md").read_text(encoding="utf-8")
VALID = Draft202012Validator(SCHEMA)
LONGEST_RECORD = 3_000  # characters; a message, three texts and a hint
LAST_HINTS_WITH_A_LINE = set()  # ids of the exercises whose last hint shows a line of the answer: none has to
each_example = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)


@pytest.fixture(autouse=True)
def a_new_session():
    _attempts.clear()
    _stages.clear()


def record_of(source, name="answer", language="en"):
    """The record of the object that a cell's code gives this name."""
    with speaking(language):
        return check(run(source, f"<a cell: {name}>")[name]).record


def form(value):
    """The types in a record, key by key in their order."""
    return [(key, form(item)) for key, item in value.items()] if isinstance(value, dict) else type(value).__name__


@each_example
def test_each_outcome_has_the_keys_and_types_of_its_stored_example(example):
    found = record_of("\n".join(example["cell"]), language=example["language"])
    promised = example["record"]
    assert form(found) == form(promised)
    VALID.validate(found)
    VALID.validate(promised)
    translated = ("message", "hint")
    assert {key: found[key] for key in found if key not in translated} == {
        key: promised[key] for key in promised if key not in translated
    }


def test_there_is_an_example_of_each_outcome_in_each_language_and_of_no_exercise():
    records = [example["record"] for example in EXAMPLES.values()]
    assert {one["outcome"] for one in records if one["exercise"]} == set(OUTCOMES)
    assert {one["language"] for one in records} == set(LANGUAGES)
    assert [one["attempts"] for one in records if not one["exercise"]] == [None]


def test_the_schema_requires_every_key_and_describes_no_other():
    Draft202012Validator.check_schema(SCHEMA)
    found = EXAMPLES["wrong"]["record"]
    pairs = [(SCHEMA, found), *((SCHEMA["properties"][key], found[key]) for key in ("evidence", "hint"))]
    for schema, one in pairs:
        assert schema["required"] == list(schema["properties"]) == list(one)
    assert SCHEMA["properties"]["version"]["const"] == record.VERSION
    assert SCHEMA["properties"]["message"]["maxLength"] == shown.LONGEST_MESSAGE
    assert SCHEMA["$defs"]["text"]["maxLength"] == shown.LONGEST_TEXT


@pytest.mark.parametrize(
    "change",
    [
        *({key: ...} for key in SCHEMA["required"]),
        *({"evidence": {"inputs": None, "returned": None}}, {"hint": {"number": 0, "count": 3, "text": "x"}}),
        *({"version": 2}, {"outcome": "passed"}, {"attempts": "1"}, {"exercise": 3}, {"message": None}, {"hint": ""}),
        {"message": "x" * 1001},
    ],
    ids=str,
)
def test_a_record_of_another_form_is_refused(change):
    changed = {key: value for key, value in (EXAMPLES["wrong"]["record"] | change).items() if value is not ...}
    assert not VALID.is_valid(changed)


def test_a_record_with_a_further_key_is_of_the_same_version():
    VALID.validate(EXAMPLES["wrong"]["record"] | {"title": "Forward"})


def test_the_page_shows_a_real_record_and_describes_every_key():
    cell, example = re.findall(r"```(?:python|json)\n(.*?)```", PAGE, re.DOTALL)[:2]
    assert record_of(cell.replace("check(forward)", ""), "forward") == json.loads(example)
    inside = [f"{key}.{name}" for key in ("evidence", "hint") for name in SCHEMA["properties"][key]["required"]]
    described = re.findall(r"^\| `([\w.]+)` \|", PAGE, re.MULTILINE)
    assert sorted(described) == sorted([*SCHEMA["required"], *inside])
    assert shown.MIME in PAGE and f"version {record.VERSION}" in PAGE


def test_the_page_reads_the_records_of_a_notebook():
    program = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]
    found = run(program.replace("work/", f"{(ROOT / 'notebooks').as_posix()}/"), "<the page>")["records"]
    assert [one["exercise"] for one in found] == [exercise.id for exercise in exercises.of_lesson("01")]


def test_the_next_hint_is_the_one_not_yet_asked_for(capsys):
    wrong = "\n".join(EXAMPLES["wrong"]["cell"])
    hints = exercises.find("01-1").hints
    for number, text in enumerate(hints, start=1):
        assert record_of(wrong)["hint"] == {"number": number, "count": len(hints), "text": text}
        hint("01-1")
    assert record_of(wrong)["hint"] is None
    assert record_of(wrong)["attempts"] == len(hints) + 2


def test_message_and_hint_are_in_the_language_of_the_notebook():
    cell = "\n".join(EXAMPLES["wrong"]["cell"])
    english, spanish = (record_of(cell, language=language) for language in ("en", "es"))
    with speaking("es"):
        assert spanish["hint"]["text"] == say(exercises.find("01-1").hints[0]) != english["hint"]["text"]
    assert spanish["message"] != english["message"]


def test_attempts_are_counted_for_each_exercise_alone():
    slope = "def grad_two_paths(x, w, y):\n    return 0"
    for _ in range(2):
        record_of("\n".join(EXAMPLES["raised"]["cell"]))
    assert record_of(slope, "grad_two_paths")["attempts"] == 1
    assert record_of("answer = 3")["attempts"] is None
    assert record_of("\n".join(EXAMPLES["right"]["cell"]))["attempts"] == 3


def test_evidence_of_a_call_that_raised_is_about_that_call():
    cell = "def forward(x, w, y):\n    if (x, w, y) != (4, 3, 7):\n        raise ValueError\n    return w * x, 0, 0"
    found = record_of(cell, "forward")
    first, second = (shown.inputs_text(case) for case in exercises.find("01-1").request()["cases"][:2])
    assert first == "x = 4, w = 3, y = 7" != second
    assert found["evidence"] == {"inputs": second, "returned": None, "expected": None}


class Bomb:
    """Nothing about it can be put in words."""

    def __repr__(self):
        raise RuntimeError("no words")

    __str__ = __format__ = __len__ = __iter__ = __repr__


class Long:
    """Says a million characters of itself."""

    def __repr__(self):
        return "long " * 200_000


def around_itself():
    inside = []
    inside.append(inside)
    return inside


def raising(error):
    raise error


DEEP = [0.123456] * 9
for _ in range(4):
    DEEP = [DEEP] * 9
ODD = {
    "a bomb": lambda *_: Bomb(),
    "a bomb inside": lambda *_: (Bomb(), {"w": Bomb()}, [Bomb()]),
    "a bomb as a key": lambda *_: {Bomb(): 1},
    "a long repr": lambda *_: Long(),
    "long keys": lambda *_: {"k" * 100_000 + str(place): "v" * 100_000 for place in range(9)},
    "a long text": lambda *_: "x" * 10**6,
    "half a character": lambda *_: "\udc80",
    "deep": lambda *_: DEEP,
    "around itself": lambda *_: around_itself(),
    "large": lambda *_: np.zeros((100, 1000)),
    "not finite": lambda *_: (float("nan"), float("inf"), 10**400),
    "a type with a long name": lambda *_: type("T" * 10**5, (), {})(),
    "a long exception": lambda *_: raising(ValueError("x" * 10**6)),
    "an exception with a long name": lambda *_: raising(type("E" * 10**5, (Exception,), {})()),
    "an exception without words": lambda *_: raising(type("E", (Exception,), {"__str__": Bomb.__repr__})()),
    "exit": lambda *_: raising(SystemExit),
}


@pytest.mark.parametrize("exercise", ["01-1", "03-1", "04-1"])
@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_no_object_of_a_learner_breaks_or_bloats_the_record(answer, exercise, capsys):
    found = check(answer, exercise=exercise).record
    VALID.validate(found)
    assert len(json.dumps(found, ensure_ascii=False, allow_nan=False).encode()) <= LONGEST_RECORD
    assert found["outcome"] in ("wrong", "raised")
    assert len(capsys.readouterr().out) <= LONGEST_RECORD


def test_inputs_are_cut_however_many_they_are():
    assert shown.inputs_text({"x": 4.0, "w": 3.0}) == "x = 4, w = 3"
    assert len(shown.inputs_text({f"x{number}": number for number in range(1_000)})) == shown.LONGEST_TEXT


def test_a_long_line_that_raises_is_cut(capsys, monkeypatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: None)  # a shell that another test has left would display it
    found = record_of(f"def forward(x, w, y):\n    return {'x, ' * 20_000}missing", "forward")
    assert len(found["message"]) == shown.LONGEST_MESSAGE and found["message"].endswith("…")
    assert capsys.readouterr().out == f"! 01-1 {found['message']}\n"


@pytest.mark.parametrize("ending", ["return 1, 2, 3", "raise ValueError", "...", "return w * x, w * x - y, 25"])
def test_only_values_of_the_call_stand_in_the_record(ending, monkeypatch):
    monkeypatch.setenv("TOKEN", "of-the-shell")
    cell = (
        "import os\nkey = 'of-the-notebook'\ndef forward(x, w, y, own='of-the-signature'):\n"
        f"    local = 'of-the-frame' + os.environ['TOKEN'] + key\n    {ending}"
    )
    assert "of-the-" not in json.dumps(record_of(cell, "forward"))


def leaking_hints(declared):
    """(id, number) of each hint that shows a line of an answer of its lesson, in some language."""
    found = set()
    for exercise, language in itertools.product(declared, LANGUAGES):
        with speaking(language):
            hints = [say(text) for text in exercise.hints]
        found |= {(exercise.id, hints.index(text) + 1) for text in leaking(exercise.lesson, hints)}
    return found


def unlike_the_list(found, declared, listed):
    """Hints that show a line and are not listed, or are listed and show none; only a last hint can be."""
    return found ^ {(one.id, len(one.hints)) for one in declared if one.id in listed}


def test_no_hint_shows_a_line_of_an_answer_but_the_last_ones_that_are_listed():
    declared = exercises.all_declared()
    assert unlike_the_list(leaking_hints(declared), declared, LAST_HINTS_WITH_A_LINE) == set()


def test_a_line_in_a_hint_is_found_and_so_is_an_entry_of_the_list_that_is_not_needed():
    exercise = exercises.find("03-3")
    line = "Then `w -= lr * w.grad` it is."
    first, last = replace(exercise, hints=(line, "Think.")), replace(exercise, hints=("Think.", line))
    assert unlike_the_list(leaking_hints([first]), [first], {"03-3"}) == {("03-3", 1), ("03-3", 2)}
    assert unlike_the_list(leaking_hints([last]), [last], set()) == {("03-3", 2)}
    assert unlike_the_list(leaking_hints([last]), [last], {"03-3"}) == set()
    assert unlike_the_list(leaking_hints([exercise]), [exercise], {"03-3"}) == {("03-3", 3)}


def said_of(exercise):
    """What may be said of a mistake of an exercise, as it is declared."""
    return [text for one in exercise.mistakes for text in (one.message, *one.where_used.values())]


def said_of_all():
    """What may be said whatever the exercise is."""
    for value in (value for name, value in vars(messages).items() if name.isupper()):
        yield from [value] if isinstance(value, str) else value.values() if isinstance(value, dict) else value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", exercises.lessons())
def test_no_message_shows_a_line_of_an_answer(number, language):
    texts = [text for exercise in exercises.of_lesson(number) for text in said_of(exercise)]
    with speaking(language):
        told = [say(text) for text in [*texts, *said_of_all()]]
    assert len(told) > 90 + len(texts) > 100
    assert leaking(number, told) == []


def test_a_line_in_a_message_is_found():
    assert leaking("03", ["Think.", "The step is w -= lr * w.grad."]) == ["The step is w -= lr * w.grad."]
    assert leaking("03", [EXAMPLES["wrong"]["record"] | {"message": "So w -= lr * w.grad"}]) != []
