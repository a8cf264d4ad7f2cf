"""What of an answer a learner would get: beside the stub, in another cell, or in an output."""

import ast
import html

from course.authoring import answer_markers, python_cells
from course.authoring.source_faults import exercise_cells

SHORTEST = 8  # characters without white space; `else:` and `w = 0` give nothing away
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
GIVEN = (*DEFINITIONS, ast.Import, ast.ImportFrom)


def beside_stubs(source):
    """Faults: code of an exercise that a learner gets with the stub, as when a marker stands a line too low."""
    found = []
    for place, cell in exercise_cells(source.notebook):
        kept = answer_markers.kept(cell.source)
        tree = python_cells.read("\n".join(line for _, line in kept)).tree
        for node in _left(tree) if tree else ():
            number, line = kept[node.lineno - 1]
            where = source.where(place, source.line_in(place, number))
            found.append(
                f"{where}: the learner would get '{line.strip()}' beside the stub; put it between the markers, or what "
                "is given into a cell above."
            )
    return found


def _left(scope):
    """Statements of an exercise's cell that are neither a stub nor the outline around it.

    A stub stands for all that a function, a class or a cell holds; what it is given beside that are whole definitions.
    Where each definition holds a stub of its own, one without is an answer that lost its markers.
    """
    plain, is_open = [node for node in scope.body if not _is_outline(node)], _holds_stub(scope)
    if is_open and (isinstance(scope, FUNCTIONS) or any(map(_is_stub, scope.body))):
        yield from plain
    elif plain and not is_open:
        yield plain[-1]
    else:
        for node in scope.body:
            if isinstance(node, DEFINITIONS):
                yield from _left(node)


def _holds_stub(node):
    return any(map(_is_stub, ast.walk(node)))


def _is_stub(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is Ellipsis


def _is_outline(node):
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)  # the stub, or a docstring
    return text or isinstance(node, GIVEN)


def in_texts(source, learners):
    """Faults: lines of an answer in the learner's cells, and other cells that define an answer's name.

    What the lesson's own code shows is no secret, nor is a line that the text of an exercise shows; more than half of
    an answer there is one.

    Args:
        source: the lesson.
        learners: the learner's copy of its notebook.
    """
    exercises = dict(exercise_cells(source.notebook))
    texts = [(place, cell.source, place + 1 in exercises) for place, cell in enumerate(learners.cells)]
    found = _shown(source, texts)
    answers = {name for cell in exercises.values() for name in _defined(cell)}
    for place, cell in enumerate(source.notebook.cells):
        if cell.cell_type == "code" and place not in exercises:
            for name, node in _defined(cell).items():
                if name in answers:
                    where = source.where(place, source.line_in(place, node.lineno - 1))
                    found.append(f"{where}: defines '{name}', the name of a learner's answer.")
    return found


def _defined(cell):
    """The functions and classes that a cell defines at its top level, by name."""
    tree = python_cells.read(cell.source).tree
    return {node.name: node for node in tree.body if isinstance(node, DEFINITIONS)} if tree else {}


def in_outputs(source, learners):
    """Faults: lines of an answer in what the learner's copy printed."""
    texts = [
        (place, "\n".join(_strings(cell.outputs)), False)
        for place, cell in enumerate(learners.cells)
        if cell.cell_type == "code"
    ]
    return _shown(source, texts, " in its output")


def _shown(source, texts, where=""):
    """Faults: answers' lines in these texts, each with its cell's place and whether it tells of an exercise."""
    cells = source.notebook.cells
    places = {place for place, _ in exercise_cells(source.notebook)}
    code = [cell.source for place, cell in enumerate(cells) if cell.cell_type == "code" and place not in places]
    public = _squeezed("\n".join(line for text in code for line in text.splitlines() if _is_code(line)))
    blocks = [
        (cells[place].metadata.get("exercise"), [_squeezed(line.split("  #")[0]) for line in answer if _is_code(line)])
        for place in sorted(places)
        for answer in answer_markers.answers(cells[place].source)
    ]
    found = []
    for place, text, is_statement in texts:
        squeezed = _squeezed(html.unescape(text))
        for exercise, lines in blocks:
            telling = {line for line in lines if len(line) >= SHORTEST}
            secret = {line for line in telling if line not in public}
            shown = {line for line in secret if line in squeezed}
            whole = len(telling) > 1 and all(line in squeezed for line in lines)
            if whole or (len(shown) * 2 > len(secret) if is_statement else shown):
                found.append(
                    f"{source.where(place)} shows the answer of {exercise}{where}, or a line of it; take it out."
                )
    return found


def _is_code(line):
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _squeezed(text):
    return "".join(text.split())


def _strings(value):
    """All texts in an output, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
