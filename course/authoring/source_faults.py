"""What is wrong with a lesson's source before anything is run: a parsed lesson in, its faults out, one line a fault.

What cells a lesson has is what Jupytext reads, not what the text looks like.
"""

import re
from collections import Counter

from course.authoring import answer_markers, predictions, python_cells
from course.authoring.answer_markers import answers

CONFLICT = re.compile(r"(# ?)?(<<<<<<<|>>>>>>>)( |$)")
INSIDE_A_CONFLICT = re.compile(r"(# ?)?(=======$|\|\|\|\|\|\|\|( |$))")  # alone, the first underlines a heading
STATEMENT = re.compile(r"^> \*\*Exercise ([\w-]+)\.?\*\*", re.MULTILINE)
CHECK_IMPORTED = re.compile(r"^from helpers(\.check)? import .*\bcheck\b", re.MULTILINE)


def tags_of(cell):
    """The tags of a cell."""
    return cell.metadata.get("tags") or []


def exercise_cells(notebook):
    """Position and cell of each cell that is tagged as an exercise."""
    return [(place, cell) for place, cell in enumerate(notebook.cells) if "exercise" in tags_of(cell)]


def conflicts(text, name):
    """Lines that a merge left, in prose or code."""
    lines = list(enumerate(text.splitlines(), start=1))
    found = [(number, line) for number, line in lines if CONFLICT.match(line)]
    if found:
        found += [(number, line) for number, line in lines if INSIDE_A_CONFLICT.match(line)]
    return [
        f"{name}:{number}: found '{line[:40]}', a mark that a merge left; keep one of the two sides."
        for number, line in sorted(found)
    ]


def faults(source, declared=()):
    """Everything that keeps a lesson from being run.

    Args:
        source: the lesson, as `lesson_source.parse` gave it.
        declared: the exercises that helpers/ declares for it; none for a lesson that helpers/ does not know.
    """
    found = [fault for place in range(len(source.starts)) for fault in _of_cell(source, place)]
    found += [f"{source.where(place)} {sentence}" for place, sentence in predictions.faults(source.notebook)]
    return found + _of_exercises(source, declared)


def _of_cell(source, place):
    """Faults of a cell that can be seen without the others."""
    cell, lines = source.notebook.cells[place], source.lines_of(place)
    if cell.cell_type == "code":
        found = list(answer_markers.marker_faults(lines))
        if not found and "raises-exception" not in tags_of(cell):
            found = _syntax(source, place, cell.source)
    else:
        found = [
            (
                number,
                f"found '{line.strip()}' in a cell of text; an answer stands in a cell of code, tagged 'exercise'.",
            )
            for number, line in lines
            if answer_markers.LIKE_A_MARKER.search(line)
        ]
        bare = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
        if bare and "cell_marker" not in cell.metadata:  # which text in quotes has
            number, line = bare[0]
            found.append((number, f"found '{line[:40]}' in a text, without '# ' before it; is a '# %%' missing?"))
    about = _of_tags(cell, tags_of(cell), cell.metadata.get("exercise"))
    return [f"{source.where(place, number)}: {sentence}" for number, sentence in found] + [
        f"{source.where(place)} {sentence}" for sentence in about
    ]


def _syntax(source, place, code):
    """Where Python stumbles in a cell, or else in what a learner gets of it."""
    kept = answer_markers.kept(code)
    numbers = range(len(code.splitlines()) + 1), [number for number, _ in kept]
    readings = (code, ""), ("\n".join(line for _, line in kept), " in what is left for the learner")
    for (text, whose), of_lines in zip(readings, numbers, strict=True):
        reading = python_cells.read(text)
        if not reading.tree:
            place_in_cell = of_lines[min(reading.line or 1, len(of_lines)) - 1]
            advice = "Mend it, or tag the cell 'raises-exception' if it is meant to fail."
            return [(source.line_in(place, place_in_cell), f"{reading.fault.rsplit(' (line', 1)[0]}{whose}. {advice}")]
    return []


def _of_tags(cell, tags, exercise):
    """What is wrong with a cell's tags and its exercise's id, whatever the other cells are."""
    kinds = [kind for kind in ("exercise", "check") if kind in tags]
    if len(kinds) == 2:
        yield "is tagged both 'exercise' and 'check'; the two are cells of their own."
    for kind in kinds:
        if not isinstance(exercise, str):
            yield f"""is tagged '{kind}' without an id; write exercise="01-1", in quotes, behind the tags."""
        if cell.cell_type != "code":
            yield f"is tagged '{kind}' and is a cell of text; make it a cell of code."
    if exercise and not kinds:
        yield f"""belongs to exercise {exercise} without the tag of one; write tags=["exercise"] or tags=["check"]."""
    if cell.cell_type == "code" and answers(cell.source) and "exercise" not in kinds:
        yield """holds an answer without being an exercise; write tags=["exercise"] exercise="01-1" behind '# %%'."""
    if cell.cell_type == "code" and "exercise" in kinds and not answers(cell.source):
        markers = f"'{answer_markers.BEGIN}' and '{answer_markers.END}'"
        yield f"is an exercise without an answer between {markers}; the learner would get all of it."


def _of_exercises(source, declared):
    """Faults of the exercises together: each declared, told, solved and checked, once and in this order."""
    cells, known = source.notebook.cells, [one.id for one in declared]
    solved, checked = (_by_id(cells, kind) for kind in ("exercise", "check"))
    told = {}
    for place, cell in enumerate(cells):
        for identity in STATEMENT.findall(cell.source) if cell.cell_type == "markdown" else ():
            told.setdefault(identity, []).append(place)
    are_checked = checked or CHECK_IMPORTED.search("\n".join(cell.source for cell in cells))
    found = []
    for identity in {**solved, **checked, **told}:
        places = [cells_of.get(identity, []) for cells_of in (solved, checked, told)]
        found += _of_exercise(identity, *places, are_checked)
        if told and not places[-1]:
            sentence = (
                f"is of exercise {identity}, which no text tells; write '> **Exercise {identity}.** ...' above it."
            )
            found.append(((places[0] + places[1])[0], sentence))
        if known and identity not in known:
            first = next(place for cells_of in places for place in cells_of)
            found.append((first, f"is of {identity}, which helpers/ does not declare."))
    # A lesson with few of the declared exercises is another one of that number, a sketch or a test.
    missing = [identity for identity in known if identity not in {**solved, **checked, **told}]
    missing += [identity for identity, count in Counter(known).items() if count > 1]
    if len(missing) * 2 <= len(known):
        found += [(0, f"begins a lesson that does not have {name} once, as helpers/ declares it.") for name in missing]
    return [f"{source.where(place)} {sentence}" for place, sentence in found]


def _of_exercise(identity, solved, checked, told, are_checked):
    """What is wrong with one exercise, given the places of its cells: pairs of a place and a sentence."""
    for kind, places in (("exercise", solved), ("check", checked)):
        yield from ((place, f"is a second {kind} {identity}; give each its own id.") for place in places[1:])
    if not solved:
        yield (checked + told)[0], f"is of exercise {identity}, and no cell is tagged as that exercise."
    elif checked and checked[0] < solved[0]:
        yield checked[0], f"checks {identity} above the cell of that exercise; move it below."
    elif are_checked and not checked:
        yield solved[0], f"is exercise {identity}, and no cell is tagged as its check."


def _by_id(cells, kind):
    """The places of the cells with a tag, by their exercise's id."""
    places = {}
    for place, cell in enumerate(cells):
        if kind in tags_of(cell) and isinstance(cell.metadata.get("exercise"), str):
            places.setdefault(cell.metadata["exercise"], []).append(place)
    return places
