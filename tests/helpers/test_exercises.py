"""Every exercise is sound, accepts what is right however it is written, and names each mistake that it declares."""

import ast
import functools
import itertools
import pickle
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from course.authoring.answer_samples import read, run
from course.authoring.leaks import SHORTEST
from helpers import exercises
from helpers.checks import record
from helpers.checks.calling import call
from helpers.checks.comparing import agrees, seen_case
from helpers.checks.judging import judge
from helpers.checks.plain import from_plain, to_plain
from helpers.checks.recognising import fits
from helpers.language import LANGUAGES, speaking
from tests.helpers.leaked import leaking

ANSWERS = Path(__file__).parents[1] / "exercises"
SEEDS = range(5)
DRAWS = 40
DECLARED = exercises.all_declared()
ignoring_overflow = np.errstate(all="ignore")  # as the judge does: that is what some mistakes are
each_exercise = pytest.mark.parametrize("exercise", DECLARED, ids=lambda exercise: exercise.id)


def answers():
    """The cells of tests/exercises: exercise, outcome, mistake, and the source after its lesson's first cell."""
    for path in sorted(ANSWERS.glob("lesson_*.py")):
        for place, sample in enumerate(read(path)):
            yield pytest.param(*sample.words, sample.program, id=f"{sample.title.replace(' ', '_')}-{place}")


def verdicts_on(exercise, namespace, seed=0):
    """The verdict on an answer in each language, of one call."""
    request = exercise.request(seed)
    returned = call(request, namespace)
    for language in LANGUAGES:
        with speaking(language):
            yield judge(exercise, request, returned)


@functools.cache  # two tests read them, and some answers train
def verdicts_of(exercise_id, source, seed=0):
    """The verdict on an answer's source in each language, without the case's values."""
    exercise = exercises.find(exercise_id)
    namespace = run(source, f"<{exercise_id}, {seed}: {hash(source)}>")
    return [replace(verdict, case=None) for verdict in verdicts_on(exercise, namespace, seed)]


@pytest.mark.parametrize(("exercise_id", "outcome", "mistake", "source"), list(answers()))
def test_each_answer_gets_the_verdict_its_cell_names(exercise_id, outcome, mistake, source):
    exercise = exercises.find(exercise_id)
    for seed in (0,) if exercise.constant else (0, "another"):  # without arguments nothing is drawn
        verdict, *others = verdicts_of(exercise_id, source, seed)
        found = "wrong" if verdict.outcome == "raised" else verdict.outcome
        assert (found, verdict.mistake) == (outcome, mistake), verdict.message
        for other in others:
            assert replace(other, message=verdict.message) == verdict
            assert other.message != verdict.message or not other.message


@pytest.mark.parametrize("number", exercises.lessons())
def test_no_record_of_an_answer_shows_a_line_of_the_solution(number):
    """The lines of the answer itself, such as the one that raised, are the learner's own and no secret."""
    records = []
    for exercise_id, _, _, source in (param.values for param in answers()):
        exercise = exercises.find(exercise_id)
        verdicts = verdicts_of(exercise_id, source) if exercise.lesson == number else []
        for language, verdict in zip(LANGUAGES, verdicts, strict=False):
            with speaking(language):
                records.append(record.of(verdict, without_own_lines(verdict.message, source), exercise.hints))
    assert len(records) > 2 * 40
    assert leaking(number, records) == []


def without_own_lines(message, source):
    for line in sorted(map(str.strip, source.splitlines()), key=len, reverse=True):
        message = message.replace(line, "") if len(line) >= SHORTEST else message
    return message


def lacking(exercise, titles):
    """What the file with a lesson's answers lacks for an exercise, each with the line to begin its cell with.

    Args:
        exercise: its declaration.
        titles: (exercise, outcome, mistake) of each answer there is.
    """
    wanted = [("todo", None, 1, "untouched stub"), ("right", None, 2, "right answers")]
    wanted += [("wrong", mistake.id, 1, "answer with this mistake") for mistake in exercise.mistakes]
    faults = []
    for outcome, mistake, fewest, what in wanted:
        found = titles.count((exercise.id, outcome, mistake))
        line = " ".join(filter(None, ["# %%", exercise.id, outcome, mistake]))
        if found < fewest:
            faults.append(f"{found} of {fewest} {what}; write each below a line `{line}`")
    return faults


def file_of(exercise):
    """Where the answers of an exercise's lesson stand, as seen from the course's folder."""
    number = next(number for number in exercises.lessons() if exercise in exercises.of_lesson(number))
    return f"tests/exercises/lesson_{number}.py"


@each_exercise
def test_every_exercise_has_a_stub_two_right_answers_and_each_of_its_mistakes_as_code(exercise):
    faults = lacking(exercise, [param.values[:3] for param in answers()])
    assert not faults, "\n".join(f"{file_of(exercise)}: {fault}" for fault in faults)


def test_what_an_exercise_lacks_is_named_with_its_file_and_its_line():
    exercise = exercises.find("01-1")
    titles = [("01-1", "todo", None), ("01-1", "right", None), ("01-2", "right", None)]
    titles += [("01-1", "wrong", mistake.id) for mistake in exercise.mistakes[1:]]
    assert lacking(exercise, titles) == [
        "1 of 2 right answers; write each below a line `# %% 01-1 right`",
        f"0 of 1 answer with this mistake; write each below a line `# %% 01-1 wrong {exercise.mistakes[0].id}`",
    ]
    assert (ANSWERS.parents[1] / file_of(exercise)).is_file()
    assert file_of(exercises.find("07-1")) == "tests/exercises/lesson_07.py"


def ours_on(exercise, seed):
    """The cases of one drawing, answered with our own values."""
    ours = []
    for inputs in exercise.request(seed)["cases"]:
        value = seen_case(exercise, inputs, {"value": None}).ours
        ours.append(seen_case(exercise, inputs, {"value": to_plain(value)}))
    return ours


def formulas(exercise):
    return [mistake for mistake in exercise.mistakes if mistake.value is not None]


def once(function):
    """The function, which works out no value twice for the same inputs."""
    known = {}

    def remembered(**inputs):
        key = pickle.dumps(inputs)
        known[key] = known[key] if key in known else function(**inputs)
        return known[key]

    return remembered


def remembering(exercise):
    """The exercise, for a test that judges many values on the same inputs: some of its own take training."""
    mistakes = [replace(one, value=once(one.value)) if one.value else one for one in exercise.mistakes]
    return replace(exercise, expected=once(exercise.expected), mistakes=mistakes)


@each_exercise
@ignoring_overflow
def test_ours_agrees_with_itself_and_with_no_mistake(exercise):
    for seed in SEEDS:
        seen = ours_on(exercise, seed)
        assert all(case.right for case in seen)
        assert not [mistake.id for mistake in formulas(exercise) if fits(exercise, mistake, seen)]


@each_exercise
@ignoring_overflow
def test_each_mistake_is_a_hundredth_away_from_ours_in_some_case(exercise):
    for seed in SEEDS:
        seen = ours_on(loosened(exercise), seed)
        for mistake in formulas(exercise):
            near = [fits(exercise, mistake, [case]) for case in seen]
            assert not all(near), f"{mistake.id} is within 1 % of ours with seed {seed}"


def rounded_to(decimals):
    """A change of a number that leaves whole ones, counts among them, as they are."""
    return lambda number: number if isinstance(number, int) else round(number, decimals)


@each_exercise
def test_a_rounded_answer_gets_the_same_verdict_at_every_draw(exercise):
    exercise = remembering(exercise)
    requests = [exercise.request(seed) for seed in range(1 if exercise.constant else DRAWS)]
    for decimals in (2, 3):
        verdicts = set()
        for request in requests:
            ours = [to_plain(exercise.ours(from_plain(case))) for case in request["cases"]]
            calls = [{"value": changed(value, rounded_to(decimals)), "changed": [], "printed": ""} for value in ours]
            again = calls[0] if exercise.twice else None
            verdict = judge(exercise, request, {"calls": calls, "again": again, "unwritten": [], "uses": []})
            verdicts.add((verdict.outcome, verdict.mistake))
        assert len(verdicts) == 1, f"to {decimals} decimals: {verdicts}"


@pytest.mark.parametrize("exercise", [one for one in DECLARED if not one.constant], ids=lambda exercise: exercise.id)
@ignoring_overflow
def test_what_was_right_of_other_inputs_gets_the_same_verdict_at_every_draw(exercise):
    exercise = remembering(exercise)
    others = exercise.request(DRAWS)["cases"]
    for value in [to_plain(exercise.ours(from_plain(case))) for case in others]:
        call = {"value": value, "changed": [], "printed": ""}
        verdicts = set()
        for request in map(exercise.request, range(DRAWS)):
            returned = {"calls": [call] * len(request["cases"]), "unwritten": [], "uses": []}
            verdict = judge(exercise, request, returned | {"again": call if exercise.twice else None})
            verdicts.add((verdict.outcome, verdict.mistake))
        assert len(verdicts) == 1, f"of {value}: {verdicts}"


def loosened(exercise):
    return replace(exercise, rtol=0.01)


@each_exercise
def test_no_constant_answers_an_exercise_that_has_arguments(exercise):
    first, second = (ours_on(exercise, seed) for seed in (0, 1))
    differ = any(not agrees(case.mine, first[0].ours, rtol=1e-2, atol=1e-9) for case in first + second)
    assert differ != exercise.constant, "constant answers are declared as such, and no others"


@each_exercise
def test_no_text_promises_what_it_does_not_hold(exercise):
    names = set(exercise.request()["cases"][0]) | {"N", "mine", "ours"}
    for mistake in exercise.mistakes:
        for text in [mistake.message, *mistake.where_used.values()]:
            assert set(re.findall(r"{(\w+)}", text)) <= names
            assert text.rstrip()[-1] in ".?:", "a message is a sentence"
        ways = [mistake.value, mistake.raises, mistake.uses, mistake.when, mistake.across]
        assert sum(way is not None for way in ways) == 1, f"{mistake.id}: one way of recognising it"
    assert len({mistake.id for mistake in exercise.mistakes}) == len(exercise.mistakes)


def test_ids_and_answers_are_given_once():
    ids = [exercise.id for exercise in DECLARED]
    names = [name for exercise in DECLARED for name in exercise.answers]
    assert ids == sorted(ids) and len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)


def test_no_declaration_imports_the_solutions():
    for path in Path(exercises.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [module for module in modules if module.startswith("solutions")]


def smooth_function(generator, values):
    """A random smooth function of all numbers among the inputs, those in a dict included."""
    values = [item for value in values for item in (value.values() if isinstance(value, dict) else [value])]
    numbers = np.concatenate([np.ravel(item) for item in values if isinstance(item, (float, int, list, np.ndarray))])
    return float(np.sin(numbers @ generator.normal(size=numbers.size)) * 10 + numbers.sum() * generator.normal())


def returns_numbers(exercise):
    ours = ours_on(exercise, 0)[0].ours
    return exercise.probe == "function" and len(exercise.answers) == 1 and not isinstance(ours, dict)


NUMERIC = [exercise for exercise in DECLARED if returns_numbers(exercise)]


@pytest.mark.parametrize("exercise", NUMERIC, ids=lambda exercise: exercise.id)
def test_random_smooth_functions_are_never_accepted(exercise):
    generator = np.random.default_rng(0)
    ours = ours_on(exercise, 0)[0].ours
    for _ in range(20):
        state = int(generator.integers(2**32))

        def answer(*values, state=state):
            one = smooth_function(np.random.default_rng(state), values) if values else state
            return [one] * len(ours) if isinstance(ours, list) else one

        verdict, *_ = verdicts_on(exercise, {exercise.answers[0]: answer})
        assert verdict.outcome == "wrong"


def leaves_of(plain):
    """The places of single things in a plain value: keys and positions on the way down. An array is one thing."""
    if isinstance(plain, list) or (isinstance(plain, dict) and "mapping" in plain):
        items = plain if isinstance(plain, list) else [item for _, item in plain["mapping"]]
        return [(place, *rest) for place, item in enumerate(items) for rest in leaves_of(item)]
    return [()]


def changed(plain, change, place=None, here=()):
    """The plain value with its numbers changed, all of them or only those at one place."""
    if isinstance(plain, list):
        return [changed(item, change, place, (*here, at)) for at, item in enumerate(plain)]
    if isinstance(plain, dict) and "mapping" in plain:
        items = enumerate(plain["mapping"])
        return {"mapping": [[key, changed(item, change, place, (*here, at))] for at, (key, item) in items]}
    if place not in (None, here):
        return plain
    if isinstance(plain, dict) and "array" in plain:
        return plain | {"array": np.vectorize(change, otypes=[float])(plain["array"]).tolist()}
    return change(plain) if isinstance(plain, (int, float)) and not isinstance(plain, bool) else plain


CHANGES = [
    lambda x: 0,
    lambda x: -1.0,
    lambda x: 2 * x,
    lambda x: 1.0005 * x,
    lambda x: 1e308,
    lambda x: -1e308,
    lambda x: 2**63 - 1,
]
MOST_PLACES = 8


@each_exercise
def test_no_number_makes_a_declaration_fail(exercise):
    """Any number may come where a right answer has one; the judge raises if a declaration fails on it."""
    right = next(param for param in answers() if param.values[:2] == (exercise.id, "right"))
    exercise = remembering(exercise)
    request = exercise.request()
    returned = call(request, run(right.values[3], f"<{right.id}>"))
    for change, place in itertools.product(CHANGES, [None, *leaves_of(returned["calls"][0]["value"])[:MOST_PLACES]]):
        calls = [one | {"value": changed(one["value"], change, place)} for one in returned["calls"]]
        assert judge(exercise, request, returned | {"calls": calls}).outcome in ("right", "wrong")
