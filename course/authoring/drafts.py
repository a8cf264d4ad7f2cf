"""The two notebooks of a lesson on the way to their files, and what is out of step with the lesson's source.

Reads what is stored; runs a notebook only when told to; writes nothing.
"""

from dataclasses import dataclass

import nbformat

from course import places
from course.authoring import execute, lesson_source, seals


@dataclass
class Draft:
    """One notebook on its way to its file.

    Attributes:
        path: where it goes.
        notebook: its cells, and its outputs once they are known.
        inputs: digest of what its outputs depend on.
        stale: why what is stored there cannot be reused; None when it was.
    """

    path: object
    notebook: object
    inputs: str
    stale: str | None

    def run(self):
        """Fill in the outputs by running it where it is kept."""
        room = self.path.parent
        room.mkdir(exist_ok=True)
        execute.run(self.notebook, f"{room.name}/{self.path.name}", room, imports=room.parent)
        seals.seal(self.notebook, self.inputs)


def of(each):
    """The two notebooks of a lesson as its source gives them, stored outputs taken over where they still belong."""
    name = _shown(each.source, each.root)
    authors = lesson_source.parse(lesson_source.decode(each.source.read_bytes(), name), name)
    return [
        _draft(each.solution, authors, each),
        _draft(each.notebook, lesson_source.learners_copy(authors), each),
    ]


def _draft(path, notebook, each):
    inputs = seals.inputs_digest(notebook, each.root, each.number)
    try:
        stored = nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)
    except FileNotFoundError:
        return Draft(path, notebook, inputs, "missing")
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        reason = str(error).splitlines()[0][:80]
        return Draft(path, notebook, inputs, f"not a notebook that can be read ({reason})")
    return Draft(path, notebook, inputs, seals.reuse_outputs(notebook, stored, inputs))


def out_of_step(each):
    """What is wrong with each made file of a lesson, one line a file; runs nothing."""
    solution, learners = of(each)
    faults = [(draft.path, draft.stale) for draft in (solution, learners) if draft.stale]
    texts = {draft.path: seals.serialised(draft.notebook) for draft in (solution, learners) if not draft.stale}
    texts[each.learners_source] = lesson_source.as_text(learners.notebook)
    for path, text in texts.items():
        if not path.exists():
            faults.append((path, "missing"))
        elif path.read_bytes() != text.encode():
            faults.append(
                (path, f"differs from what {_shown(each.source, each.root)} gives: edited by hand, or not built since")
            )
    return [f"{_shown(path, each.root)}: {reason}. Run: python -m course build {each.name}" for path, reason in faults]


def left_over(root):
    """Files in solutions/ and notebooks/ that no lesson's source makes."""
    expected = {
        path
        for each in places.lessons(root)
        for path in (each.source, each.solution, each.learners_source, each.notebook)
    }
    rooms = [root / places.SOLUTIONS, root / places.NOTEBOOKS]
    return sorted(path for room in rooms for path in room.glob("*.*") if path not in expected and path.is_file())


def _shown(path, root):
    """A path as a reader of the course writes it."""
    return path.relative_to(root).as_posix()
