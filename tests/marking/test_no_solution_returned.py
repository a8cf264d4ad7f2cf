"""No line of a solution stands in what is returned, over every declared wrong answer, in both languages."""

import html
import json
import sys
import warnings
from itertools import zip_longest

import nbformat
import pytest

from course.authoring import answer_samples, leaks, lesson_source
from course.classroom.jail import child
from course.classroom.jail.child import Job
from course.classroom.jail.endings import Attempt, Ending, Fault
from course.classroom.jail.wall.limits import Limits
from course.classroom.judging import one_sheet
from course.classroom.matching import states
from course.classroom.matching.solutions import Solutions
from course.classroom.planning import sheets
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.learner_names import plain
from course.classroom.reading.notebook_file import RETURNED, read
from course.classroom.reporting import report
from course.classroom.reporting.report import Line
from course.marking import returned_text, returned_words, returning
from course.places import ROOT, lessons
from helpers import exercises
from helpers.checks import calling, judging
from helpers.language import LANGUAGES, say, speaking
from tests.classroom.learners import code_cell

LESSONS = [lesson.name for lesson in lessons()]
ENDINGS = ("wrong", "raised")


@pytest.fixture(scope="module")
def solutions():
    return Solutions(ROOT)


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    def attempt(request, cells, stand_ins):
        reply = child.answered(Job(cells, request, stand_ins, Limits(), wall=False))
        return Attempt(Ending.REPLIED, reply["returned"], tuple(Fault(**one) for one in reply["faults"]))

    return attempt


def samples_of(lesson):
    return answer_samples.read(ROOT / "tests" / "exercises" / f"lesson_{lesson[:2]}.py")


def wrong_notebooks(lesson, language):
    """Notebooks of a lesson that hold, together, each of its declared wrong answers; with the answers of each."""
    by_exercise = {}
    for one in samples_of(lesson):
        if one.words[1] in ENDINGS:
            by_exercise.setdefault(one.words[0], []).append(one)
    folder = ROOT / "notebooks" / ("" if language == "en" else language)
    for answers in zip_longest(*by_exercise.values()):
        chosen = {one.words[0]: one for one in answers if one}
        data = json.loads((folder / f"{lesson}.ipynb").read_text(encoding="utf-8"))
        for cell in data["cells"]:
            if "exercise" in cell["metadata"].get("tags", ()) and cell["metadata"].get("exercise") in chosen:
                cell["source"] = chosen[cell["metadata"]["exercise"]].source
        data["cells"].insert(1, code_cell(next(iter(chosen.values())).before, id="imports-of-samples"))
        yield data, chosen


def returned(data, solutions, run):
    """The text of a notebook as it is returned, and its report."""
    content = json.dumps(data).encode()
    notebook = read(content)
    with speaking(notebook.spoken):
        paired = solutions.paired(notebook)
        begun = one_sheet.judged(sheets.of(paired), "a seed", run).standings
        standings = {name: begun.get(name) or states.unbegun(answer) for name, answer in paired.answers.items()}
        found = report.of(paired, standings, Submission("ada", "ada.ipynb", bytes), ran="Run.")
    return returning._returned(content, found), found


def added(text):
    """Everything that was added to a notebook, as a lesson's learner's copy whose outputs it is."""
    data = json.loads(text)
    said = [cell["source"] for cell in data["cells"] if RETURNED in cell["metadata"]]
    outputs = [output for cell in data["cells"] for output in cell.get("outputs", ())]
    return said + [one["data"]["text/plain"] for one in outputs if RETURNED in one.get("metadata", {})]


def without_the_learners_own(texts, samples):
    """The texts without what a learner wrote: an error quotes the line that raised it."""
    for sample in samples:
        for line in filter(None, map(str.strip, sample.source.splitlines())):
            texts = [html.unescape(text).replace(line, "") for text in texts]
    return texts


def leaked(lesson, texts):
    """The lesson's faults where these texts were outputs of a learner's copy, as a build would name them."""
    path = ROOT / "solutions" / f"{lesson}.py"
    source = lesson_source.parse(path.read_text(encoding="utf-8"), path.name)
    count = len(source.notebook.cells)
    outputs = [nbformat.v4.new_output("display_data", {"text/plain": text}) for text in texts]
    cells = [nbformat.v4.new_code_cell("", outputs=outputs[place::count]) for place in range(count)]
    return leaks.in_outputs(source, nbformat.v4.new_notebook(cells=cells))


def lines_of(sample):
    """The line of a report on one answer in each language, of one call of it."""
    exercise = exercises.find(sample.words[0])
    request = exercise.request("a seed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a wrong answer makes NumPy say
        returned = calling.call(request, answer_samples.run(sample.program, f"<{sample.title}>"))
    for language in LANGUAGES:
        with speaking(language):
            verdict = judging.judge(exercise, request, returned)
            values = one_sheet._shown(verdict, request, returned)
            told = (states.OF_OUTCOME[verdict.outcome], verdict.mistake, plain(verdict.message))
            sides = plain(values.get("mine", "")), plain(values.get("ours", ""))
            line = Line(exercise.id, exercise.title, *told, *sides, 1, plain(values["inputs"]), "")
            yield language, line, returned_words.below(line, language)


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_line_of_a_solution_stands_under_any_declared_wrong_answer(lesson):
    said, judged, constant = [], [], []
    wrong = [one for one in samples_of(lesson) if one.words[1] in ENDINGS]
    for sample in wrong:
        for language, line, text in lines_of(sample):
            judged.append((line.id, line.mistake, language))
            assert line.state in ENDINGS
            said += without_the_learners_own([text], [sample])
            if exercises.find(line.id).constant and line.solution:
                constant.append(say_expected(line, language) in text)
    assert judged == [(*one.words[::2], language) for one in wrong for language in LANGUAGES]
    assert leaked(lesson, said) == []
    assert not any(constant)  # there the expected value is the answer
    assert len(wrong) > 30


def say_expected(line, language):
    with speaking(language):
        return say("returned {mine}, expected {ours}.", mine=line.stored, ours=line.solution)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_solution_is_returned_with_a_whole_notebook(language, solutions, run):
    lesson, judged = LESSONS[0], set()
    for data, chosen in wrong_notebooks(lesson, language):
        text, found = returned(data, solutions, run)
        assert returned_text.without_additions(text) == json.dumps(data)
        assert found.language == language
        judged |= {line.id for line in found.exercises if line.id in chosen and line.state in ENDINGS}
        assert leaked(lesson, without_the_learners_own(added(text), chosen.values())) == []
    assert judged == {one.words[0] for one in samples_of(lesson)}


def test_where_a_call_takes_nothing_the_expected_value_is_the_answer_and_stays_out():
    constant = [one for lesson in LESSONS for one in exercises.of_lesson(lesson[:2]) if one.constant]
    assert len(constant) > 2
    for one in constant:
        line = Line(one.id, one.title, states.State.WRONG, None, "No.", "[1]", "[2]", 1, "", "")
        assert returned_words.below(line, "en").splitlines()[1:] == ["No.", "It returned [1]."]


def test_a_line_of_a_solution_would_be_found():
    line = "left = (f(w) - f(w - h)) / h"
    assert leaked(LESSONS[0], ["It is not."]) == []
    (fault,) = leaked(LESSONS[0], ["It is not.", f"It is {line}, say."])
    assert "shows the answer of 01-3 in its output" in fault
