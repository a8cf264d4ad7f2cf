"""How long each section of a lesson takes in class, by one formula from what stands in it."""

import re
from dataclasses import dataclass

from helpers import exercises
from helpers.language import say

WORDS_A_MINUTE = 100  # read aloud, or read with care
MINUTES_A_CELL = 0.5  # to run it and look at what it prints
MINUTES_A_PREDICTION = 1.5  # to choose, and to hear one reason
SECTION = re.compile(r"^## (?:(\d+)\. )?(.+)$", re.MULTILINE)
STATEMENT = re.compile(r"^> \*\*\w+ (\d\d-\d+)\.\*\*", re.MULTILINE)
HINT = re.compile(r"^<details><summary>.*</details>$", re.MULTILINE)
FORMULA, TAG = re.compile(r"\$+[^$]+\$+"), re.compile(r"<[^>]+>")
WORD = re.compile(r"\w+(?:[.'’-]\w+)*")


@dataclass
class Section:
    """What takes time in one section.

    Attributes:
        number: as its heading has it; "" for what comes before the first and for the end.
        title: without its number, in Markdown; "" before the first.
        words: of text, a formula counted as one; hints left out.
        cells: of code that are run.
        predictions: that are asked.
        exercises: their ids, whose cells are not counted.
    """

    number: str
    title: str
    words: int = 0
    cells: int = 0
    predictions: int = 0
    exercises: tuple[str, ...] = ()

    @property
    def teaching(self):
        """Whole minutes without the exercises, at least one."""
        reading, running = self.words / WORDS_A_MINUTE, self.cells * MINUTES_A_CELL
        return max(1, round(reading + running + self.predictions * MINUTES_A_PREDICTION))

    @property
    def practice(self):
        """Minutes of its exercises, as they are declared."""
        return minutes_of(self.exercises)


def minutes_of(ids):
    """Minutes that exercises take together, as they are declared.

    Args:
        ids: of exercises, "01-1".
    """
    return sum(exercises.find(one).minutes for one in ids)


def of(notebook):
    """The sections of a lesson, the opening first.

    Args:
        notebook: the learner's, in any language; the minutes of a class are those of the English one.
    """
    found = [Section("", "")]
    for cell in notebook.cells:
        tags = cell.metadata.get("tags") or []
        if cell.cell_type == "code":
            found[-1].cells += not {"exercise", "check"} & set(tags)
            continue
        if heading := SECTION.search(cell.source):
            found.append(Section(heading.group(1) or "", heading.group(2)))
        found[-1].words += _words(cell.source)
        found[-1].predictions += "predict" in tags
        found[-1].exercises += tuple(STATEMENT.findall(cell.source))
    return found


def _words(markdown):
    text = HINT.sub(" ", markdown)
    return len(WORD.findall(TAG.sub(" ", FORMULA.sub(" x ", text))))


def shown(sections, titles):
    """Markdown of a time plan: a table and the formula, in the language that is spoken.

    Args:
        sections: what `of` gave for the English lesson.
        titles: of the sections, in the language that is spoken.
    """
    names = [say("Section"), say("Words"), say("Cells"), say("Predictions"), say("Exercises"), say("Minutes")]
    rows = ["| " + " | ".join(names) + " |", "|---|---:|---:|---:|---|---:|"]
    rows += [_row(one, title) for one, title in zip(sections, titles, strict=True)]
    teaching, practice = (sum(getattr(one, what) for one in sections) for what in ("teaching", "practice"))
    together, declared = say("Together"), say("{minutes} min", minutes=practice)
    rows.append(f"| **{together}** | | | | {declared} | **{teaching + practice}** |")
    formula = say(
        "Minutes = words / {words} + cells × {cell} + predictions × {prediction}, rounded, at least 1; and to that, "
        "what the exercises are declared to take. Words are those of the English text, without hints.",
        words=WORDS_A_MINUTE,
        cell=MINUTES_A_CELL,
        prediction=MINUTES_A_PREDICTION,
    )
    return "\n".join(rows) + f"\n\n{formula}"


def _row(one, title):
    name = f"{one.number}. {title}" if one.number else title or say("Opening")
    declared = [say("{minutes} min", minutes=minutes_of([each])) for each in one.exercises]
    tasks = ", ".join(f"{each} ({minutes})" for each, minutes in zip(one.exercises, declared, strict=True))
    return f"| {name} | {one.words} | {one.cells} | {one.predictions} | {tasks} | {one.teaching + one.practice} |"
