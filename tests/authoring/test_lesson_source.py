"""A lesson's source: what is refused, what a learner gets, how cells are called."""

import jupytext
import pytest

from course import places
from course.authoring import learners_copy, lesson_source
from course.authoring.answer_markers import LessonError
from course.places import ROOT
from tests.authoring.small_lessons import answered, code, notebook, source

FINE = source(answered("01-1", "forward", "return 3 * x"))


def parsed(text):
    return lesson_source.parse(text, "new.py").notebook


def as_text(lesson, path=ROOT):
    return learners_copy.as_text(lesson, learners_copy.configuration_for(path))


def test_bytes_that_are_not_utf8_are_refused_with_their_line():
    with pytest.raises(LessonError, match=r"new.py:2: .*not UTF-8.*save the file as UTF-8"):
        lesson_source.decode("# %%\nx = 'ñ'".encode("latin-1"), "new.py")


def test_a_file_without_cells_is_refused():
    with pytest.raises(LessonError, match=r"new.py:1: found no '# %%' line.*percent format"):
        lesson_source.decode(b"x = 1\n", "new.py")


def test_a_byte_order_mark_is_refused_since_jupytext_takes_it_for_text():
    with pytest.raises(LessonError, match=r"new.py:1: found a byte order mark.*without"):
        lesson_source.decode("\ufeff# %%\n1\n".encode(), "new.py")


def test_a_header_that_is_no_yaml_is_refused_and_not_shown_as_a_traceback():
    with pytest.raises(LessonError, match=r"^new.py:1: Jupytext cannot read it"):
        parsed("# ---\n# jupyter:\n#   kernelspec: [:\n# ---\n\n# %%\n1\n")


@pytest.mark.parametrize("lesson", places.lessons(), ids=lambda lesson: lesson.name)
def test_cells_are_those_that_jupytext_reads_and_each_knows_its_first_line(lesson):
    text = lesson.source.read_text(encoding="utf-8")
    ours, theirs = lesson_source.parse(text, lesson.name), jupytext.reads(text, fmt="py:percent")
    as_read = [(cell.cell_type, cell.source, cell.metadata.get("exercise")) for cell in ours.notebook.cells]
    assert as_read == [(cell.cell_type, cell.source, cell.metadata.get("exercise")) for cell in theirs.cells]
    assert [ours.lines[start - 1][:4] for start in ours.starts] == ["# %%"] * len(theirs.cells)


@pytest.mark.parametrize("mark", ["#%% x", "    # %% x", "#   %% x", "# In[2]:", "# <codecell>", "# %%"])
def test_whatever_jupytext_takes_for_the_start_of_a_cell_is_one(mark):
    lesson = lesson_source.parse(f"# %%\nx = 1\n{mark}\ny = 2\n", "new.py")
    assert (lesson.starts, [cell.source for cell in lesson.notebook.cells]) == ([1, 3], ["x = 1", "y = 2"])
    assert [lesson.line_in(1, 0), lesson.lines_of(1)] == [4, [(3, mark), (4, "y = 2")]]


@pytest.mark.parametrize(
    "comment", ["# cat puts one below the other", "# ls", "# pip install torch", "# rm -r x", "# why?", "# # %time"]
)
def test_a_comment_stays_a_comment_there_and_back(comment):
    cells = parsed(source(code(f"{comment}\nx = 1"))).cells
    assert cells[1].source == f"{comment}\nx = 1"
    written = as_text(parsed(source(code(f"{comment}\nx = 1"))))
    assert jupytext.reads(written, fmt="py:percent").cells[1].source == cells[1].source


@pytest.mark.parametrize(
    ("written", "command"),
    [
        ("# %%time", "%%time"),
        ("# %matplotlib inline", "%matplotlib inline"),
        ("    # !echo a", "    !echo a"),
        ("x = !echo a", "x = !echo a"),
    ],
)
def test_a_command_that_jupytext_wrote_as_a_comment_is_one_again(written, command):
    assert parsed(source(code(f"{written}\n1"))).cells[1].source == f"{command}\n1"


def test_line_ends_of_windows_change_nothing():
    assert parsed(FINE.replace("\n", "\r\n")).cells == parsed(FINE).cells


def test_no_answer_line_reaches_the_learner():
    copied = learners_copy.without_any_answer(parsed(FINE))
    assert "3 * x" in as_text(parsed(FINE))
    assert "3 * x" not in as_text(copied)
    assert "SOLUTION" not in as_text(copied)


def test_no_answer_output_reaches_the_learner():
    authors = parsed(FINE)
    authors.cells[1].outputs = [{"output_type": "stream", "name": "stdout", "text": "the answer"}]
    authors.cells[1].execution_count = 1
    copied = learners_copy.without_any_answer(authors)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in copied.cells)
    assert authors.cells[1].outputs, "the author's own notebook keeps its outputs"


def test_a_cell_has_the_same_id_in_both_copies_and_an_exercise_is_called_after_itself():
    authors = parsed(FINE)
    ids = [cell.id for cell in authors.cells]
    assert ids == [cell.id for cell in learners_copy.without_any_answer(authors).cells]
    assert ids[1:] == ["exercise-01-1", "check-01-1"]


def test_rewording_one_cell_renames_no_other():
    before = notebook("# %% [markdown]\n# one\n\n# %%\n1 + 1\n")
    after = notebook("# %% [markdown]\n# another\n\n# %%\n1 + 1\n")
    same = [old.id == new.id for old, new in zip(before.cells, after.cells, strict=True)]
    assert same == [True, False, True]


def test_equal_cells_get_different_ids():
    cells = parsed("# %%\n1 + 1\n\n# %%\n1 + 1\n").cells
    assert len({cell.id for cell in cells}) == 2


def test_the_learners_text_reads_back_as_the_same_notebook():
    copied = learners_copy.without_any_answer(parsed(FINE))
    again = parsed(as_text(copied))
    assert [(cell.source, cell.metadata) for cell in again.cells] == [
        (cell.source, cell.metadata) for cell in copied.cells
    ]


CELL = '# %% tags=["exercise"] exercise="01-1" tolerance="grad" mood="good"\n1 + 1\n'


def test_what_a_text_holds_is_said_in_pyproject_alone_by_the_nearest_that_says_it(tmp_path):
    path = tmp_path / "solutions" / "01_one.py"
    path.parent.mkdir()
    ours = as_text(parsed(CELL), path)
    assert '# %% tags=["exercise"] exercise="01-1" tolerance="grad"\n' in ours and "jupytext_version" not in ours
    (tmp_path / "pyproject.toml").write_text('[tool.jupytext]\ncell_metadata_filter = "mood,-all"\n')
    assert '# %% mood="good"\n' in as_text(parsed(CELL), path)


def test_a_folder_without_any_settings_still_has_its_lessons(tmp_path, monkeypatch):
    monkeypatch.setattr(learners_copy, "ROOT", tmp_path)
    again = parsed(as_text(learners_copy.without_any_answer(parsed(FINE)), tmp_path))
    assert [cell.metadata for cell in again.cells] == [cell.metadata for cell in parsed(FINE).cells]
