"""The two notebooks of a lesson on the way to their files, and what is out of step with the lesson's source.

Reads what is stored; runs a notebook only when told to; writes nothing.
"""
# long because: reading, proving and comparing a lesson's files is one idea, and each is a few lines.

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat

from course import command, places, published
from course.authoring import (
    colab,
    declarations,
    execute,
    hand_edits,
    leaks,
    learners_copy,
    lesson_source,
    seals,
    source_faults,
    translations,
    verdicts,
)
from course.authoring.answer_markers import LessonError
from course.authoring.lesson_source import Source


@dataclass
class Draft:
    """One notebook on its way to its file.

    Attributes:
        path: where it goes.
        root: the folder of the course.
        notebook: its cells, and its outputs once they are known.
        source: the lesson it is made from.
        inputs: digest of what its outputs depend on.
        stale: why what is stored there cannot be reused; None when it was.
        edited: line and description of what was written into its file by hand; None when nothing was.
        said: what the last build noted of itself in its file.
    """

    path: Path
    root: Path
    notebook: Any
    source: Source
    inputs: str
    stale: str | None = None
    edited: tuple[int, str] | None = None
    said: dict = field(default_factory=dict)

    @property
    def has_outputs(self):
        """Whether it has been run, now or before."""
        return "course" in self.notebook.metadata

    def run(self):
        """Fill in the outputs by running it where it is kept."""
        room = self.path.parent
        room.mkdir(parents=True, exist_ok=True)
        try:
            execute.run(self.notebook, self.source.name, room, imports=self.root, starts=self.source.starts)
        except LessonError as error:
            raise LessonError(f"{error} (in {_shown(self.path, self.root)})") from None
        seals.seal(self.notebook, self.inputs)

    def text(self, **notes):
        """The text of its file, with what a later build wants to know of this one."""
        self.notebook.metadata["course"] |= {"cells": seals.digest(seals.authored(self.notebook)), **notes}
        return seals.serialised(self.notebook)


@dataclass
class Drafts:
    """A lesson, its two notebooks, and the exercises that helpers/ declares for it."""

    lesson: places.Lesson
    solution: Draft
    learners: Draft
    declared: tuple

    @property
    def pair(self):
        """Both notebooks."""
        return self.solution, self.learners

    def learners_text(self):
        """The text of the learner's source."""
        configuration = learners_copy.configuration_for(self.lesson.source)
        return learners_copy.as_text(self.learners.notebook, configuration)

    def beside(self):
        """Path and text of each file that has the cells of the learner's notebook, by the name of the note it takes."""
        found = {"text": (self.lesson.learners_source, self.learners_text())}
        if repository := published.address(self.lesson.root, published.REPOSITORY):
            found["colab"] = self.lesson.colab, colab.text(self.learners.notebook, self.lesson.language, repository)
        return found

    def texts(self):
        """The text of each file that is made from the lesson, by its path; of a notebook once it has outputs."""
        beside = self.beside()
        found = dict(beside.values())
        if self.solution.has_outputs:
            found[self.lesson.solution] = self.solution.text()
        if self.learners.has_outputs:
            notes = {name: seals.digest(text) for name, (_, text) in beside.items()}
            found[self.lesson.notebook] = self.learners.text(**notes)
        return found

    def unfit(self):
        """What forbids to hand out notebooks that have outputs: a check that says the wrong thing, an answer shown."""
        known, found = [one.id for one in self.declared], []
        for draft, expected in zip(self.pair, ("right", "todo"), strict=True):
            if draft.has_outputs:
                found += verdicts.faults(draft.source, draft.notebook, expected, known)
        return found + leaks.in_outputs(self.learners.source, self.learners.notebook)

    def edits_by_hand(self):
        """What was written by hand into files made from the lesson, and a build would discard: a line by its path."""
        found = [(draft.path, draft.edited) for draft in self.pair if draft.edited]
        for note, (path, made) in self.beside().items():
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else made
            if edited := hand_edits.in_text(text, made, self.learners.said.get(note)):
                found.append((path, edited))
        root, source = self.lesson.root, self.solution.source.name
        return {
            path: f"{_shown(path, root)}:{line}: {what}, and a build would discard that. Write it into {source}, or "
            f"take it back with git; `{command('build', self.lesson.name, '--force')}` discards it."
            for path, (line, what) in found
        }


def of(lesson):
    """The drafts of a lesson as its source gives them, stored outputs taken over where they still belong.

    Raises:
        LessonError: the source cannot be used as it is: every fault with its line.
    """
    name = _shown(lesson.source, lesson.root)
    text = lesson_source.decode(lesson.source.read_bytes(), name)
    if faults := source_faults.conflicts(text, name):
        raise LessonError(*faults)
    source, declared = lesson_source.parse(text, name), declarations.of(lesson)
    learners = learners_copy.without_any_answer(source.notebook)
    faults = source_faults.faults(source, declared)
    if faults := faults or leaks.beside_stubs(source) or leaks.in_texts(source, learners):
        raise LessonError(*faults)
    solved = source.notebook
    if lesson.language:
        solved, learners = (translations.edition(notebook, lesson) for notebook in (solved, learners))
    solution = _draft(lesson.solution, solved, source, lesson)
    return Drafts(lesson, solution, _draft(lesson.notebook, learners, source, lesson), declared)


def _draft(path, notebook, source, lesson):
    draft = Draft(path, lesson.root, notebook, source, seals.inputs_digest(notebook, lesson.root, lesson.number))
    try:
        text = path.read_text(encoding="utf-8")
        stored = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    except FileNotFoundError:
        draft.stale = "missing"
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        draft.stale = f"not a notebook that can be read ({str(error).splitlines()[0][:80]})"
        draft.edited = hand_edits.unreadable(path.read_bytes())
    else:
        draft.said = stored.metadata.get("course", {})
        draft.edited = hand_edits.in_notebook(text, stored, notebook, draft.inputs)
        draft.stale = seals.reuse_outputs(notebook, stored, draft.inputs)
    return draft


def out_of_step(lesson):
    """What is wrong with a lesson's source and with each file made from it, one line a fault; runs nothing."""
    try:
        made = of(lesson)
    except LessonError as error:
        return list(error.faults)
    edits = made.edits_by_hand()
    faults = {draft.path: draft.stale for draft in made.pair if draft.stale}
    for path, text in made.texts().items():
        if not path.exists():
            faults[path] = "missing"
        elif path.read_bytes() != text.encode():
            faults[path] = f"differs from what {made.solution.source.name} gives: edited by hand, or not built since"
    run = f"Run: {command('build', lesson.name)}"
    found = [f"{_shown(path, lesson.root)}: {reason}. {run}" for path, reason in faults.items() if path not in edits]
    return [*edits.values(), *found, *made.unfit()]


def left_over(root):
    """Files in solutions/ and notebooks/ that no lesson's source makes."""
    languages = ["", *places.languages(root)]
    editions = [replace(each, language=language) for each in places.lessons(root) for language in languages]
    expected = {path for one in editions for path in (one.source, one.solution, one.learners_source, one.notebook)}
    if published.address(root, published.REPOSITORY):
        expected |= {one.colab for one in editions}
    rooms = [
        root / room / language for room in (places.SOLUTIONS, places.NOTEBOOKS, places.COLAB) for language in languages
    ]
    return sorted(path for room in rooms for path in room.glob("*.*") if path not in expected and path.is_file())


def _shown(path, root):
    """A path as a reader of the course writes it."""
    return path.relative_to(root).as_posix()
