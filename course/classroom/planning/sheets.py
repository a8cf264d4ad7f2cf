"""What is to be run of one notebook, as plain data that may travel to another machine: for each exercise its plans.

Whatever a verdict needs of the learner's text is read here, in the trusted process; who judges sees this and values.
"""
# long because: what a sheet says of an answer is the plans and the names read in its code, which need the same cells

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from inspect import CO_OPTIMIZED
from types import CodeType
from typing import Any

from course.classroom.matching.pairing import Answer, Paired
from course.classroom.planning import plans, statements
from course.classroom.planning.plans import Plan, Wanted
from course.classroom.planning.statements import Code, Kind, Source, Statement
from course.classroom.reading.notebook_file import Notebook
from helpers.checks import source
from helpers.language import ENGLISH

# Without one of these no slope comes out of torch.
AUTOGRAD = {"autograd", "requires_grad", "requires_grad_", "jacobian", "vjp", "jvp"}

# By these an attribute is reached under another name, a tracer is put off, or torch's own rule does the work.
AROUND = re.compile(
    r"(?:get|set|del)attr|__(?:get|set|setattr|getattribute|dict|import)__|attrgetter|methodcaller|vars|globals|exec|eval|"
    r"import_module|setprofile|settrace|_getframe|ctypes|Thread|ThreadPoolExecutor|_(?:fused|foreach|single_tensor)_\w+|"
    r"SGD|Adam\w*|RMSprop|Adagrad"
)
WRITING = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?[\"']?(?:\./)?([^\s\"']+)")
RUNNING = re.compile(r"^[ \t]*%run\b.*", re.MULTILINE)
CHECK = re.compile(r"\b(?:check|hint)\(.*")


@dataclass(frozen=True)
class Task:
    """One exercise that was begun: what to run, and what can be read off the learner's code without running it.

    Attributes:
        names: of the answers.
        plans: to try one after the other.
        stand_ins: another name for an answer that is not defined under its own.
        uses: the names in the answers' code.
        cells: where the answers stand, are begun or are checked; what fails there leaves them undefined.
        unreadable: why Python cannot read a cell, by its position.
        written: names of files that the notebook's ``%%writefile`` cells would write.
        autograd: whether the learner lets torch differentiate where the solution does it by hand.
        around: what the answers name by which they may do something unseen, and the solution does not.
        sources: what gives the answers, and the names that they need, their values.
        ran: the cells that came to their end in the learner's notebook.
        refused: those that the learner's own Python could not read.
        python: the version that the notebook was made with; empty if it does not say.
        astray: where an answer of the notebook stands that nothing runs, by the answer's name.
        elsewhere: the ``%run`` lines, whose files were not handed in, by their cell's position.
    """

    names: tuple[str, ...]
    plans: tuple[Plan, ...]
    stand_ins: Mapping[str, str]
    uses: tuple[str, ...]
    cells: frozenset[int]
    unreadable: Mapping[int, str]
    autograd: bool = False
    written: frozenset[str] = frozenset()
    around: tuple[str, ...] = ()
    sources: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    ran: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    python: str = ""
    astray: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One notebook's exercises that were begun, by id, and the language in which its learner is told of them."""

    tasks: Mapping[str, Task]
    language: str = ENGLISH


def of(paired: Paired) -> Sheet:
    """The sheet of one notebook."""
    code, tasks, about = _without_stubs(paired), {}, _about(paired)
    for identity, answer in paired.answers.items():
        otherwise = _bound_otherwise(paired.notebook, code, answer) if answer.untouched else []
        if otherwise or (not answer.untouched and _begun(paired.notebook, answer)):
            task = task_of(code, _wanted(paired.notebook, answer, otherwise), _stand_ins(answer))
            autograd = not AUTOGRAD.isdisjoint(task.uses) and AUTOGRAD.isdisjoint(_uses_of_solution(answer))
            around = sorted(name for name in {*task.uses} - {*_uses_of_solution(answer)} if AROUND.fullmatch(name))
            tasks[identity] = replace(task, autograd=autograd, around=tuple(around), **about)
    return Sheet(tasks, paired.notebook.spoken)


def _about(paired: Paired) -> dict[str, Any]:
    """What a task says of the notebook around it."""
    code = paired.notebook.code
    astray = {name: one.astray for one in paired.answers.values() for name in one.missing if one.astray}
    return {
        "written": frozenset(match[1] for cell in code if (match := WRITING.match(cell.source))),
        "ran": frozenset(cell.position for cell in code if cell.ran),
        "refused": frozenset(cell.position for cell in code if cell.refused),
        "python": paired.notebook.python,
        "astray": astray,
        "elsewhere": {cell.position: match[0].strip() for cell in code if (match := RUNNING.search(cell.source))},
    }


def task_of(code: Sequence[Code], wanted: Wanted, stand_ins: Mapping[str, str]) -> Task:
    """What is to be run for one exercise.

    Args:
        code: the notebook's code cells, in order.
        wanted: what is to be there afterwards.
        stand_ins: another name for an answer that is not defined under its own.
    """
    begun = [f"{word} {name}" for word in ("def", "class") for name in wanted.names]
    cells = {cell.position for cell in code if any(words in cell.source for words in begun)}
    cells |= {*wanted.places.values(), wanted.check}
    unreadable = {cell.position: cell.fault for cell in code if cell.fault}
    found = tuple(plans.plans(code, wanted))
    own = [cell for cell in code if not cell.given]
    sources = statements.sources(own, [*wanted.names, *stand_ins.values()])
    for name, place in wanted.places.items():  # copies elsewhere are not run
        sources[name] = tuple(one for one in sources.get(name, ()) if one.cell == place or not one.anew)
    uses = tuple(names_used(code, wanted))
    return Task(wanted.names, found, stand_ins, uses, frozenset(cells), unreadable, sources=sources)


def _without_stubs(paired: Paired) -> list[Code]:
    """The code cells, without what the learner was given and left beside an answer elsewhere.

    Another exercise may call that answer.
    """
    given = {cell.source.strip() for cell in paired.reference.notebook.code if "exercise" not in cell.tags}
    given |= {exercise.stub.strip() for exercise in paired.reference.exercises}
    code = {
        cell.position: replace(statements.read(cell.position, cell.python), given=cell.source.strip() in given)
        for cell in paired.notebook.code
    }
    for answer in (answer for answer in paired.answers.values() if not answer.untouched):
        given, own = answer.exercise.stub_digests.items(), {cell.position for cell in answer.cells}
        for cell in paired.notebook.code:
            stubs = {name for name, _ in given & cell.python.digests.items()}
            if stubs and cell.position not in own:
                code[cell.position] = code[cell.position].without(stubs)
    return list(code.values())


def _bound_otherwise(notebook: Notebook, code: Sequence[Code], answer: Answer) -> list[int]:
    """The cells that give an answer's name a value without ``def``: ``forward = mine``, ``if True: def forward…``."""
    found = []
    for cell, read in zip(notebook.code, code, strict=True):
        for name in answer.exercise.names:
            binding = [one for one in read.statements if name in one.binds | one.passes]
            if len(binding) > len(cell.python.definitions.get(name, [])):
                found.append(cell.position)
    return found


def _begun(notebook: Notebook, answer: Answer) -> bool:
    """Whether there is something to run; a name that stands nowhere cannot be defined by anything."""
    words = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in answer.exercise.names))
    return bool(answer.cells) or any(words.search(CHECK.sub("", cell.source)) for cell in notebook.code)


def _wanted(notebook: Notebook, answer: Answer, otherwise: list[int]) -> Wanted:
    places = {}
    for name in answer.exercise.names:
        holding = [cell.position for cell in answer.cells if name in cell.python.definitions]
        if holding:
            places[name] = holding[-1]
    seen = [cell.position for cell in (*answer.cells, *answer.checks)]
    last = max([*places.values(), *seen, *otherwise], default=len(notebook.cells))
    return Wanted(answer.exercise.names, places, last)


def _stand_ins(answer: Answer) -> dict[str, str]:
    """Another name for an answer, where its own cell defines one function and calls it something else."""
    exercise = answer.exercise
    if len(exercise.names) != 1 or not answer.missing or len(answer.cells) != 1:
        return {}
    cell = answer.cells[0]
    own, definitions = cell.exercise == exercise.id or cell.id == exercise.cell.id, cell.python.definitions
    for name, nodes in definitions.items() if own and len(definitions) == 1 else ():
        if not (answer.astray and isinstance(nodes[-1], ast.ClassDef)):  # which holds the answer as a method
            return {exercise.names[0]: name}
    return {}


def _uses_of_solution(answer: Answer) -> list[str]:
    solution = [statements.read(0, answer.exercise.python)]
    return names_used(solution, Wanted(answer.exercise.names, {}, 0))


def names_used(code: Sequence[Code], wanted: Wanted) -> list[str]:
    """What ``calling.call`` reports under "uses", read here, where the learner's code cannot change it."""
    defining = (one for cell in code for one in cell.statements if one.kind in (Kind.DEFINITION, Kind.LAMBDA))
    functions = {name: one for one in defining for name in one.binds}
    found = set()
    for answer in wanted.names:
        making = _making(code, answer, wanted, functions)
        waiting = [body for one in making for body in _bodies(one.code)]
        seen, names = set(), set()
        while waiting:
            body = waiting.pop()
            seen.add(body)
            names |= source.names_in(body)
            named = source.globals_in(body) & functions.keys()
            called = [part for name in named for part in _functions(functions[name].code)]
            waiting += [part for part in called if part not in seen]
        found |= names | {f"{answer}: {name}" for name in names}
    return sorted(found)


def _making(code: Sequence[Code], answer: str, wanted: Wanted, functions: dict[str, Statement]) -> list[Statement]:
    """The answer's definition, what else gives it a value or changes it, and the functions that are named there."""
    place = wanted.places.get(answer)
    binding = [(cell.position, one) for cell in code for one in cell.statements if answer in one.binds]
    own = [one for position, one in binding if position == place]
    if not own and answer in functions:
        own = [functions[answer]]
    kinds = (Kind.LAMBDA, Kind.VALUE, Kind.OTHER)
    others = [one for position, one in binding if position <= wanted.check and one.kind in kinds]
    return own[-1:] + others + [functions[name] for one in others for name in one.needs if name in functions]


def _bodies(code: CodeType) -> list[CodeType]:
    """The functions that a definition's code makes: itself, or a class's own methods."""
    classes = [one for one in code.co_consts if isinstance(one, CodeType) and not one.co_flags & CO_OPTIMIZED]
    return _functions(code) + [method for body in classes for method in _functions(body)]


def _functions(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType) and one.co_flags & CO_OPTIMIZED]
