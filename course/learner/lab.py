"""Start your copies of the lessons in work/ and open the next unfinished one in JupyterLab."""

import importlib
from dataclasses import dataclass

from course import command, languages
from course.learner.copies import freshen, start
from course.learner.open_lab import open_lab
from course.places import NOTEBOOKS, ROOT, SOLUTIONS, WORK, find, lessons
from helpers import exercises, remembered
from helpers.language import ENGLISH, current, say, speaking

PASSES_ON = "JupyterLab"  # --no-browser, --ip, ...


@dataclass(frozen=True)
class Standing:
    """How many of a lesson's exercises were right, in any session, and how many there are; where its copy is."""

    lesson: str
    right: int
    count: int
    folder: str = WORK

    def __str__(self):
        """The line that is printed."""
        words = {"folder": self.folder, "lesson": self.lesson, "right": self.right, "count": self.count}
        return say("{folder}/{lesson}.ipynb: {right} of {count} exercises right", **words)


def arguments(parser):
    """Add what `lab` takes; JupyterLab gets the rest."""
    parser.add_argument("--no-open", action="store_true", help="only make the copies in work/")
    parser.add_argument("--fresh", metavar="LESSON", help="keep your copy as LESSON.old-1, start a fresh one, and stop")
    parser.add_argument("--solutions", action="store_true", help="for authors: open solutions/; saving writes the .py")
    parser.add_argument("--language", metavar="LANGUAGE", help="of the lessons, in two letters, such as es")
    parser.add_argument("--port", type=int, help="port to serve on (default: the first free one from 8888)")


def run(options, root=ROOT):
    """Exit status: 0 when the lab was opened and closed, or is open already, 1 when a fault stood in the way."""
    if options.solutions:
        importlib.import_module("jupytext")  # JupyterLab starts without it, and then saving writes no source
        return open_lab(root, SOLUTIONS, options.port, options.passed_on)  # pyproject.toml tells it which files pair
    language = languages.known(options.language or ENGLISH)
    inside = "" if language == ENGLISH else language
    with speaking(language):
        return _run(options, root, inside)


def _run(options, root, inside):
    """Exit status; the lessons of a language, and the copies of them, are in a folder inside that of English."""
    notebooks, work = root / NOTEBOOKS / inside, root / WORK / inside
    shown = work.relative_to(root).as_posix()
    if options.fresh:
        name = find([options.fresh], root)[0].name
        kept = freshen(name, notebooks, work)
        text = say("{folder}/{lesson}.ipynb: fresh", folder=shown, lesson=name)
        print(text + (say("; yours is kept as {folder}/{kept}", folder=shown, kept=kept.name) if kept else ""))
        return 0
    done = start(notebooks, work)
    for line in messages(done, shown):
        print(line, flush=True)
    if options.no_open:
        return 1 if done.broken else 0
    found = standings(root, shown)
    for standing in found:
        print(standing, flush=True)
    if options.language is None and (offer := languages.offer("lab")):
        print(offer, flush=True)
    return open_lab(work, next_page(found), options.port, options.passed_on)


def standings(root, folder=WORK):
    """The `Standing` of each lesson, in the order of the course; what was right was so in any language."""
    right = remembered.recall(root / WORK / remembered.NAME)
    asked = {lesson.name: [one.id for one in exercises.of_lesson(lesson.number)] for lesson in lessons(root)}
    return [Standing(name, len(right & set(ids)), len(ids), folder) for name, ids in asked.items()]


def next_page(found):
    """File name of the first lesson that is not finished, of the last one when all are; "" where there is none."""
    unfinished = [standing for standing in found if standing.right < standing.count]
    return next((f"{standing.lesson}.ipynb" for standing in [*unfinished, *found[-1:]]), "")


def messages(done, folder=WORK):
    """Lines that tell the learner what `start` did in the folder."""
    lines = [say("{folder}/{lesson}.ipynb: started", folder=folder, lesson=name) for name in done.copied]
    language = [] if folder == WORK else ["--language", current()]
    for name in done.newer:
        words = {"folder": folder, "lesson": name, "command": command("lab", "--fresh", name, *language)}
        lines.append(
            say(
                "{folder}/{lesson}.ipynb: the lesson has changed since; to keep yours beside a fresh one: {command}",
                **words,
            )
        )
    return lines + [say("error: {sentence}", sentence=sentence) for sentence in done.broken]
