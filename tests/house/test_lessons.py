"""Every lesson keeps the rules of the house, and each rule is seen to fail on a lesson that breaks it."""

import html
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course import places
from course.authoring import drafts, lesson_source, verdicts
from helpers import exercises
from tests.house import lesson_rules

LESSONS = places.lessons()
EXERCISE = re.compile(r"> \*\*Exercise ([\w-]+)\.\*\* \*(.*?)\* \(level (\d), (\d+) minutes\)\.")
HINT = re.compile(r"<details><summary>Hint \d</summary>(.*?)</details>")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_everything_made_is_in_step_with_its_source(lesson):
    assert drafts.out_of_step(lesson) == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_check_says_right_of_the_answer_and_to_do_of_the_stub(lesson):
    source = lesson_source.parse(lesson.source.read_text(encoding="utf-8"), lesson.name)
    known = [one.id for one in exercises.of_lesson(lesson.number)]
    for path, expected in ((lesson.solution, "right"), (lesson.notebook, "todo")):
        assert verdicts.faults(source, nbformat.read(path, as_version=4), expected, known) == []


def test_nothing_is_left_over():
    assert drafts.left_over(places.ROOT) == []


@pytest.mark.parametrize("rule", lesson_rules.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_lesson_keeps_the_rule(lesson, rule):
    assert rule(nbformat.read(lesson.solution, as_version=4)) == []


def told(notebook):
    """What a notebook tells of its exercises: id -> its title, level, minutes, hints and checked answers."""
    found = {}
    for task, check in zip(notebook.cells, notebook.cells[2:], strict=False):
        if heading := EXERCISE.match(task.source):
            checked = re.match(r"check\(([^)]*)\)", check.source)
            hints = tuple(html.unescape(hint) for hint in HINT.findall(task.source))
            exercise, title, level, minutes = heading.groups()
            found[exercise] = (title, int(level), int(minutes), hints, tuple(checked.group(1).split(", ")))
    return found


def declared(lesson):
    """What is declared of a lesson's exercises, in the same form."""
    return {
        each.id: (each.title, each.level, each.minutes, tuple(each.hints), tuple(each.answers))
        for each in exercises.of_lesson(lesson.number)
    }


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_lesson_tells_of_its_exercises_what_is_declared_of_them(lesson):
    assert told(nbformat.read(lesson.solution, as_version=4)) == declared(lesson)


def printed(text, stream="stdout"):
    return new_output("stream", name=stream, text=text)


def small(*cells):
    """A notebook that keeps every rule but the ones these cells break."""
    return new_notebook(cells=[new_markdown_cell("# A lesson"), *cells])


TAGGED = {"tags": ["predict"]}
STUB = new_code_cell("def f(x):\n    ...", metadata={"tags": ["exercise"], "exercise": "01-1"})
CHECK = new_code_cell("check(f)", metadata={"tags": ["check"], "exercise": "01-1"})
TASK = new_markdown_cell("> **Exercise 01-1.** *Forward* (level 1, 3 minutes). Return 3 x.")
PNG = "iVBORw0KGgo="


def asked(right="b", question="Is it?", options=("8.17", "8.71"), mistake="adds up"):
    """A question with two options and its resolution, between them the code that shows the answer."""
    listed = "\n".join(f"- **({letter})** {option}" for letter, option in zip("ab", options, strict=True))
    wrong = "ab".replace(right, "")
    return [
        new_markdown_cell(f"**Predict.** {question}\n{listed}", metadata=TAGGED),
        new_code_cell("print(loss)", outputs=[printed("loss 8.17")]),
        new_markdown_cell(
            f"<details><summary>After you ran it</summary>\n\n**({right})**. So it is.\n\n"
            f"- **({wrong})** {mistake}.\n\n</details>"
        ),
    ]


def several(*right):
    """Questions with these right letters."""
    return [cell for letter in right for cell in asked(letter)]


def spoiled(where, **question):
    """A section whose question is answered by another of its cells: a text before or after it, or the code."""
    question, code, resolution = asked("a", **question)
    if where == "code":
        code.source = "print(8.17)"
    before = [new_markdown_cell("The loss is 8.17.")] if where == "before" else []
    after = [new_markdown_cell("So 8.17 it is.")] if where == "after" else []
    return [new_markdown_cell("## 1. One"), *before, question, code, resolution, *after]


@pytest.mark.parametrize(
    ("rule", "cells", "said"),
    [
        pytest.param("length", [new_code_cell("x = 1\n" * 11)], "11 lines of code", id="a long cell"),
        pytest.param("length", [new_code_cell("x = 1\n" * 5)], "the median cell has 5", id="a long median"),
        pytest.param("length", [new_code_cell("1")], "2 cells", id="too few cells"),
        pytest.param("short_texts", [new_markdown_cell("word " * 81)], "81 words", id="a long text"),
        pytest.param("voice", [new_markdown_cell("It is simply so.")], "'simply'", id="filler"),
        pytest.param("voice", [new_markdown_cell("Done!")], "'!'", id="exclamation mark"),
        pytest.param("portable_markdown", [new_markdown_cell("> [!TIP]\n> text")], "[!", id="an alert"),
        pytest.param("predictions", [new_markdown_cell("## 1. One")], "'1. One' has no cell", id="nothing asked"),
        pytest.param("predictions", [new_markdown_cell("What?", metadata=TAGGED)], "the options []", id="no options"),
        pytest.param("predictions", asked()[:2], "no resolution", id="never resolved"),
        pytest.param("predictions", [*asked()[:1], *asked()[2:]], "before any code is run", id="resolved at once"),
        pytest.param("letters", several(*"bbbb"), "4 times in a row", id="a run of one letter"),
        pytest.param("letters", several(*"ababa"), "in 3 of 5", id="a letter too often"),
        pytest.param("unspoiled", spoiled("before"), "shows 8.17", id="told before"),
        pytest.param("unspoiled", spoiled("after"), "shows 8.17", id="told below the closed answer"),
        pytest.param("unspoiled", spoiled("code"), "shows 8.17", id="told by the code"),
        pytest.param("width", [new_code_cell("x = " + "1 + " * 30 + "1")], "of 125 columns", id="a wide line"),
        pytest.param("size", [new_markdown_cell("word " * 200_000)], "at most 600,000", id="a large notebook"),
        pytest.param(
            "figures",
            [new_code_cell("1", outputs=[new_output("display_data", {"image/png": PNG})])],
            "without",
            id="a bare picture",
        ),
        pytest.param(
            "figures",
            [
                new_code_cell(
                    "1",
                    outputs=[
                        new_output("display_data", {"text/html": '<img alt="the loss falls quickly here" src="x">'})
                    ],
                )
            ],
            "expected the claim with its number",
            id="a claim without a number",
        ),
        pytest.param(
            "prose_numbers",
            [new_code_cell("1", outputs=[printed("loss 8.17")]), new_markdown_cell("The loss is 8.18.")],
            "8.18",
            id="a number nobody printed",
        ),
        pytest.param("exercises", [STUB, CHECK], "does not stand before", id="no task"),
        pytest.param("exercises", [TASK, STUB], "does not follow", id="no check"),
        pytest.param("exercises", [TASK, STUB, CHECK, new_code_cell("f(3)")], "uses 'f'", id="not a leaf"),
        pytest.param(
            "same_everywhere",
            [new_code_cell("1", outputs=[printed("<object at 0x7f3a5c0d>")])],
            "0x7f3a5c0d",
            id="an address",
        ),
        pytest.param(
            "same_everywhere", [new_code_cell("1", outputs=[printed("a", "stderr")])], "stderr", id="a warning"
        ),
    ],
)
def test_a_lesson_that_breaks_the_rule_is_seen(rule, cells, said):
    faults = getattr(lesson_rules, rule)(small(*cells))
    assert [fault for fault in faults if said in fault], faults


@pytest.mark.parametrize("rule", lesson_rules.RULES[1:], ids=lambda rule: rule.__name__)
def test_a_small_lesson_that_keeps_the_rule_is_let_through(rule):
    prose = new_markdown_cell("## What you can say now\nThe loss is 8.17 after 5 steps.")
    assert rule(small(new_markdown_cell("## 1. One"), *asked("a"), prose, TASK, STUB, CHECK)) == []
