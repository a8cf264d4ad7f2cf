"""What is folded away below an exercise: a solution, and the gallery of its known mistakes.

A gallery shows, for each mistake, the lines that make it and what check says of them. The answers are those that the
tests of the exercises hold, so that none is written twice. Only lines are shown that no right answer has, behind the
definitions that they stand in.
"""

import html
import json
import warnings
from dataclasses import asdict, dataclass

from course.authoring import answer_markers, answer_samples
from course.authoring.seals import digest
from helpers import exercises
from helpers.checks.shown import SYMBOLS
from helpers.language import LANGUAGES, say, speaking

LEFT_OUT = "..."
DEFINITION = ("def ", "class ")
NO_CODE = ("#", '"""', "import ", "from ", "@")


@dataclass(frozen=True)
class Mistake:
    """One known mistake of an exercise.

    Attributes:
        exercise: the exercise's id.
        name: its own id.
        code: the lines that make the mistake; empty where it is one of leaving out.
        mark: the sign before the verdict.
        said: what check says of it, by language; on a page, in its language alone.
    """

    exercise: str
    name: str
    code: str
    mark: str
    said: dict[str, str] | str


def of_lesson(number, answers, solved, kept, inputs):
    """The known mistakes of a lesson's exercises, in the order of their declarations.

    They are run, in this process, unless `kept` holds what came of it.

    Args:
        number: the lesson's, "01".
        answers: the file with its answers.
        solved: the solution's code of each exercise, whose lines are not shown either.
        kept: the file in which what was found is kept for the next time.
        inputs: what stands in the files that a verdict depends on.
    """
    mine = digest([number, inputs, solved, answers.read_text(encoding="utf-8")])
    if kept.is_file() and (found := json.loads(kept.read_text(encoding="utf-8")))["digest"] == mine:
        return [Mistake(**one) for one in found["mistakes"]]
    samples = answer_samples.read(answers)
    made = [mistake for one in exercises.of_lesson(number) for mistake in _of_exercise(one, samples, solved)]
    kept.write_text(json.dumps({"digest": mine, "mistakes": [asdict(one) for one in made]}), encoding="utf-8")
    return made


def _of_exercise(exercise, samples, solved):
    own = [(sample, *sample.words[1:]) for sample in samples if sample.words[0] == exercise.id]
    texts = [solved.get(exercise.id, ""), *(sample.source for sample, outcome, _ in own if outcome == "right")]
    right = {line.strip() for text in texts for line in text.splitlines()}
    for mistake in exercise.mistakes:
        sample = next(sample for sample, _, name in own if name == mistake.id)
        verdicts = _verdicts(exercise, sample)
        said = {language: verdict.message for language, verdict in verdicts.items()}
        mark = SYMBOLS[next(iter(verdicts.values())).outcome]
        yield Mistake(exercise.id, mistake.id, telling_lines(sample.source, right), mark, said)


def _verdicts(exercise, sample):
    """The verdict on an answer in each language, of one call."""
    from helpers.checks import calling, judging  # which need NumPy; a site that is up to date does not

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a wrong answer makes NumPy say
        request = exercise.request()
        returned = calling.call(request, answer_samples.run(sample.program, f"<{sample.title}>"))
        verdicts = {}
        for language in LANGUAGES:
            with speaking(language):
                verdicts[language] = judging.judge(exercise, request, returned)
    return verdicts


def telling_lines(source, right):
    """The lines of an answer that no right answer has, behind their definitions; empty if there are none.

    Args:
        source: the answer.
        right: the lines of the right answers, without spaces around them.
    """
    lines, tells = [], False
    for line in source.strip().splitlines():
        code = line.strip()
        is_definition = code.startswith(DEFINITION) and code.endswith(":")
        if is_definition or (code and code not in right and not code.startswith(NO_CODE)):
            lines.append(line)
            tells = tells or not is_definition
        elif code and not (lines and lines[-1].strip() == LEFT_OUT):
            lines.append(line[: len(line) - len(line.lstrip())] + LEFT_OUT)
    return "\n".join(lines) if tells else ""


def shown(check, mistakes):
    """Markdown of a gallery, in the language that is spoken, closed until it is opened; "" where there is none.

    Args:
        check: the line of code that asks for a verdict.
        mistakes: of one exercise, what is `said` in that language alone.
    """
    if not mistakes:
        return ""
    title = say(
        "What {check} says of known mistakes ({count})", check=f"<code>{check.strip()}</code>", count=len(mistakes)
    )
    listed = "\n\n".join(mistake(one) for one in mistakes)
    return f'<details class="gallery"><summary>{title}</summary>\n\n{listed}\n\n</details>'


def mistake(one, name=""):
    """Markdown of a mistake: its lines, and what check says of them; before that its name, for who marks."""
    named = f"<code>{name}</code> " if name else ""
    code = f"```python\n{one.code}\n```\n\n" if one.code else ""
    return f'{code}<p class="verdict"><b>{one.mark} {one.exercise}</b> {named}{html.escape(one.said)}</p>'


def solution(code):
    """Markdown of a solution, closed until it is opened; "" where there is none."""
    if not code:
        return ""
    title = say("A solution")
    return f'<details class="solution"><summary>{title}</summary>\n\n```python\n{code}\n```\n\n</details>'


def solutions(notebook):
    """The code of each exercise's answer in a lesson's solution, by the exercise's id, without the markers."""
    found = {}
    for cell in notebook.cells:
        if "exercise" in (cell.metadata.get("tags") or []):
            markers = answer_markers.BEGIN, answer_markers.END
            kept = [line for line in cell.source.splitlines() if line.strip() not in markers]
            found.setdefault(cell.metadata["exercise"], []).append("\n".join(kept))
    return {exercise: "\n\n\n".join(codes) for exercise, codes in found.items()}
