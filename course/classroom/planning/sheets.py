"""What is to be run of one notebook, as plain data that may travel to another machine: code, names, places."""

import re
from collections.abc import Sequence, Set

from course.classroom.matching import pairing
from course.classroom.matching.pairing import Answer
from course.classroom.matching.reference import Exercise, Reference
from course.classroom.planning import names_used, statements
from course.classroom.planning.plans import Wanted
from course.classroom.planning.statements import Code
from course.classroom.reading import cell_code
from course.classroom.reading.notebook_file import Notebook

# Without one of these no slope comes out of torch.
AUTOGRAD = {"autograd", "requires_grad", "requires_grad_", "jacobian", "vjp", "jvp"}


def of(notebook: Notebook, reference: Reference, answers: dict[str, Answer]) -> dict:
    """The sheet of one notebook: its code cells, and for each exercise that was begun what to call and from where.

    Args:
        notebook: the learner's.
        reference: the solution of its lesson.
        answers: where the learner's answers stand, from ``pairing.answers``.
    """
    left = {name for name, answer in answers.items() if untouched(answer)}
    sources = _without_stubs(notebook, answers, left)
    code = [statements.read(position, source) for position, source in sources.items()]
    wanted = {}
    for exercise in reference.exercises:
        answer = answers[exercise.id]
        otherwise = _bound_otherwise(notebook, code, exercise) if exercise.id in left else []
        if otherwise or (exercise.id not in left and _begun(notebook, answer)):
            wanted[exercise.id] = _wanted(notebook, exercise, answer, otherwise)
    return {
        "cells": [[position, source] for position, source in sources.items()],
        "exercises": wanted,
        "autograd": [name for name, one in wanted.items() if _differs(code, one, reference, name)],
    }


def _without_stubs(notebook: Notebook, answers: dict[str, Answer], left: Set[str]) -> dict[int, str]:
    """The code cells by position, without what the learner was given and left beside an answer elsewhere.

    Another exercise may call that answer.
    """
    sources = {cell.position: cell.source for cell in notebook.code}
    for answer in (answer for name, answer in answers.items() if name not in left):
        given, own = cell_code.digests(answer.exercise.stub).items(), {cell.position for cell in answer.cells}
        for cell in notebook.code:
            stubs = {name for name, _ in given & cell_code.digests(cell.source).items()}
            if stubs and cell.position not in own:
                code = statements.read(cell.position, sources[cell.position])
                sources[cell.position] = code.without(stubs).source
    return sources


def untouched(answer: Answer) -> bool:
    """Whether the answer is what the learner was given."""
    digest = cell_code.digest(answer.nodes)
    return digest is not None and digest == answer.exercise.stub_digest


def _bound_otherwise(notebook: Notebook, code: Sequence[Code], exercise: Exercise) -> list[int]:
    """The cells that give an answer's name a value without ``def``: ``forward = mine``, ``if True: def forward…``."""
    found = []
    for cell, read in zip(notebook.code, code, strict=True):
        for name in exercise.names:
            binding = [one for one in read.statements if name in one.binds | one.passes]
            if len(binding) > len(cell.definitions.get(name, [])):
                found.append(cell.position)
    return found


def _begun(notebook: Notebook, answer: Answer) -> bool:
    """Whether there is something to run; a name that stands nowhere cannot be defined by anything."""
    words = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in answer.exercise.names))
    return bool(answer.cells) or any(words.search(_without_checks(cell.source)) for cell in notebook.code)


def _without_checks(text: str) -> str:
    return re.sub(r"\b(?:check|hint)\(.*", "", text)


def _wanted(notebook: Notebook, exercise: Exercise, answer: Answer, otherwise: list[int]) -> dict:
    places = {}
    for name in exercise.names:
        holding = [cell.position for cell in answer.cells if name in cell.definitions]
        if holding:
            places[name] = holding[-1]
    checks = [cell.position for cell in notebook.code if pairing.checks(cell, exercise)]
    own = [cell.position for cell in answer.cells]
    last = max([*places.values(), *own, *otherwise, *checks], default=len(notebook.cells))
    return {"names": list(exercise.names), "places": places, "check": last, "stand_ins": _stand_ins(exercise, answer)}


def _stand_ins(exercise: Exercise, answer: Answer) -> dict[str, str]:
    """Another name for an answer, where its own cell defines one function and calls it something else."""
    if len(exercise.names) != 1 or not answer.missing or len(answer.cells) != 1:
        return {}
    cell = answer.cells[0]
    own = cell.exercise == exercise.id or cell.id == exercise.cell.id
    return {exercise.names[0]: next(iter(cell.definitions))} if own and len(cell.definitions) == 1 else {}


def wanted_of(one: dict) -> Wanted:
    """One exercise of a sheet, as ``plans`` takes it."""
    return Wanted(tuple(one["names"]), one["places"], one["check"])


def _differs(code, one: dict, reference: Reference, identity: str) -> bool:
    """Whether the learner lets torch differentiate where the solution does it by hand."""
    if not AUTOGRAD & set(names_used.names_used(code, wanted_of(one))):
        return False
    exercise = next(exercise for exercise in reference.exercises if exercise.id == identity)
    theirs = [statements.read(0, exercise.code)]
    return not AUTOGRAD & set(names_used.names_used(theirs, Wanted(exercise.names, {}, 0)))
