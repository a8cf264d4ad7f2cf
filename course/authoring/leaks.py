"""What of an answer a learner would get: beside the stub, in another cell, or in an output."""
# long because: an answer is looked for in each place where it may show, by one notion of what gives it away

import ast
import html
import re

from course.authoring import answer_markers, python_cells
from course.authoring.source_faults import STATEMENT, exercise_cells

SHORTEST = 8  # characters without white space; `else:` and `w = 0` give nothing away
# A hint and an alternative text are no part of what an exercise says.
FOLDED = re.compile(r"<details\b.*?(?:</details>|\Z)|!\[.*?\]\(|<img\b[^>]*>|<!--.*?-->", re.DOTALL)
VALUE = re.compile(r"(?:return |yield |[^=(]*[^=!<>(]=(?!=))(.*)")  # what a line returns or assigns
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

    What the lesson's own code shows is no secret, nor is a line that the text of an exercise shows, outside its hints;
    more than half of an answer there is one. A line's value alone, what it returns or assigns, is as good as the line.

    Args:
        source: the lesson.
        learners: the learner's copy of its notebook.
    """
    exercises = dict(exercise_cells(source.notebook))
    found = _shown(source, [(place, cell.source) for place, cell in enumerate(learners.cells)])
    answers = {name for cell in exercises.values() for name in _defined(cell)}
    for place, cell in enumerate(source.notebook.cells):
        if cell.cell_type == "code" and place not in exercises:
            for name, line in _defined(cell).items():
                if name in answers:
                    where = source.where(place, source.line_in(place, line - 1))
                    found.append(f"{where}: defines '{name}', the name of a learner's answer.")
    return found


def _defined(cell):
    """The functions, classes and lambdas that a cell defines at its top level: the line of each by its name."""
    tree, found = python_cells.read(cell.source).tree, {}
    for node in tree.body if tree else ():
        if isinstance(node, DEFINITIONS):
            found[node.name] = node.lineno
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            found |= {target.id: node.lineno for target in node.targets if isinstance(target, ast.Name)}
    return found


def in_outputs(source, learners):
    """Faults: lines of an answer in what the learner's copy printed."""
    cells = enumerate(learners.cells)
    texts = [(place, "\n".join(_strings(cell.outputs))) for place, cell in cells if cell.cell_type == "code"]
    return _shown(source, texts, " in its output")


def _shown(source, texts, where=""):
    """Faults: answers' lines in these texts, each with its cell's place."""
    cells = source.notebook.cells
    places = {place for place, _ in exercise_cells(source.notebook)}
    code = [cell.source for place, cell in enumerate(cells) if cell.cell_type == "code" and place not in places]
    public = _public(code)
    blocks = [
        (cells[place].metadata.get("exercise"), [line for line in answer if _is_code(line)])
        for place in sorted(places)
        for answer in answer_markers.answers(cells[place].source)
    ]
    told = _statements(cells)
    found = []
    for exercise, answer in blocks:
        lines = {_squeezed(line.split("  #")[0]) for line in answer}
        telling = {line for line in lines if len(line) >= SHORTEST}
        secret = {one for one in (telling | _values(answer)) if one not in public}
        statement_place, statement = told.get(exercise, (None, ""))
        in_statement = {one for one in secret if one in statement}
        too_much = len(in_statement & telling) * 2 > len(secret & telling)
        for place, text in texts:
            squeezed = _squeezed(html.unescape(text))
            shown = {one for one in secret - in_statement if one in squeezed}
            whole = len(telling) > 1 and all(line in squeezed for line in lines)
            if whole or shown or (too_much and place == statement_place and not where):
                found.append((place, exercise))
    return [
        f"{source.where(place)} shows the answer of {exercise}{where}, or a line of it; take it out."
        for place, exercise in sorted(set(found), key=lambda one: one[0])
    ]


def _public(code):
    """What these cells show as code, without white space; what stands in a string is no code."""
    public = _squeezed("\n".join(line for text in code for line in text.splitlines() if _is_code(line)))
    trees = filter(None, (python_cells.read(text).tree for text in code))
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for line in map(_squeezed, node.value.splitlines()):
                public = public.replace(line, " ", 1) if len(line) >= SHORTEST else public
    return public


def _statements(cells):
    """Place and words of the text of each exercise, without white space and hints, by the exercise."""
    return {
        exercise: (place, _squeezed(html.unescape(FOLDED.sub("", cell.source))))
        for place, cell in enumerate(cells)
        if cell.cell_type == "markdown"
        for exercise in STATEMENT.findall(cell.source)
    }


def _values(answer):
    """What the lines of an answer return or assign, where that computes something; a name or a number does not."""
    found = (VALUE.match(line.split("  #")[0].strip()) for line in answer)
    values = {_squeezed(match.group(1)) for match in found if match}
    return {value for value in values if len(value) >= SHORTEST and not re.fullmatch(r"[\w.,\[\]\"']*", value)}


def _is_code(line):
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _squeezed(text):
    """Text without white space, and without the backslashes by which Markdown takes a mark as it is."""
    return "".join(text.replace("\\", "").split())


def _strings(value):
    """All texts in an output, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
