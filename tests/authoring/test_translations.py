"""A course in two languages: the verb `translate`, what a build makes of the translations, and each kind of drift."""

import json
import re
import shutil
from argparse import ArgumentParser

import nbformat
import pytest
from warm_kernels import warm_kernels

from course import CourseError, places
from course.authoring import build, drafts, translate
from course.languages import UnknownLanguageError
from course.translating import catalogues
from helpers.language import LANGUAGES
from tests.authoring.small_lessons import code, prose, source

LESSON = source(
    prose("One weight moves by 0.5.", "", "- **(a)** It falls.", "- **(b)** 7", "", "a nudge"),
    code("from helpers import check, hint, progress\nprint(6 * 7)"),
)
WORDS = {
    "A lesson": "Una lección",
    "One weight moves by 0.5.": "Un peso se mueve 0.5.",
    "**(a)** It falls.": "**(a)** Baja.",
    "*(in English)* {text}": "*(en inglés)* {text}",
    "a nudge": "un empujón",
}
GLOSSARY = "english,term,avoid\nweight,peso,ponderación\n"
DOOR = "check = hint = progress = data = None\n"


@pytest.fixture(scope="module", autouse=True)
def warm():
    """One warm process for this file, or that of the whole test run."""
    with warm_kernels():
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small course in English and Spanish, built once."""
    root = tmp_path_factory.mktemp("course")
    for folder in ("solutions", "helpers/drawings", "locale/es"):
        (root / folder).mkdir(parents=True)
    (root / "helpers" / "__init__.py").write_text(DOOR)
    (root / "helpers" / "language.py").write_text("spoken = []\nswitch = spoken.append\n")
    (root / "helpers" / "drawings" / "lesson_01.py").write_text('say("a nudge")\n')
    (root / "locale" / "es" / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    (root / "solutions" / "01_one.py").write_text(LESSON, newline="\n")
    assert run(translate, root) == 0
    for path in (root / "locale" / "es").glob("*.po"):
        catalogue = catalogues.read(path, "es")
        for entry in (entry for entry in catalogue if entry.id in WORDS):
            entry.string = WORDS[entry.id]
        path.write_text(catalogues.as_po(catalogue), encoding="utf-8")
    assert run(build, root) == 0
    return root


@pytest.fixture
def course(built, tmp_path):
    """A copy of the small course that a test may spoil."""
    return shutil.copytree(built, tmp_path / "copy")


def run(verb, root, *arguments):
    parser = ArgumentParser()
    verb.arguments(parser)
    return verb.run(parser.parse_args(list(arguments)), root)


def edit(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def faults(root, capsys):
    """What --check says of a course, a line each."""
    capsys.readouterr()
    status = run(translate, root, "--check")
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("locale/")]
    assert status == (1 if lines else 0)
    return lines


def read(root, name):
    return nbformat.read(root / name, as_version=4)


def test_the_build_makes_both_notebooks_of_each_language(built):
    for room in ("notebooks", "solutions"):
        english, spanish = read(built, f"{room}/01_one.ipynb"), read(built, f"{room}/es/01_one.ipynb")
        assert [cell.id for cell in english.cells] == [cell.id for cell in spanish.cells]
        assert [cell.source for cell in spanish.cells] == [
            "# Una lección",
            "Un peso se mueve 0.5.\n\n- **(a)** Baja.\n- **(b)** 7\n\nun empujón",
            "from helpers.es import check, hint, progress\nprint(6 * 7)",
        ]
        assert english.cells[2].outputs == spanish.cells[2].outputs != []
    text = (built / "notebooks/es/01_one.py").read_text(encoding="utf-8")
    assert "# Un peso se mueve 0.5." in text and "from helpers.es import check" in text


def test_helpers_get_the_words_of_code_even_where_a_paragraph_has_them_too_and_no_others(built):
    said = json.loads((built / "helpers/es/said.json").read_text(encoding="utf-8"))
    assert said == {"a nudge": "un empujón", "*(in English)* {text}": "*(en inglés)* {text}"}
    assert 'switch("es")' in (built / "helpers/es/__init__.py").read_text(encoding="utf-8")


def test_a_built_course_is_in_step_and_translated(built, capsys, monkeypatch):
    monkeypatch.setattr(drafts.execute, "run", lambda *_, **__: pytest.fail("a notebook was run"))
    assert run(build, built, "--check") == 0
    assert faults(built, capsys) == []
    assert run(build, built) == 0


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("by 0.5", "by 0.25", "the English has changed (cell 2, A lesson). It was 'One weight moves by 0.5.'"),
        ("# - **(b)** 7", "# - **(b)** 7\n# - **(c)** It stays.", "is not translated (cell 2, A lesson)"),
        ("# - **(a)** It falls.\n", "", "is said nowhere any more"),
    ],
)
def test_a_change_of_the_english_is_named_by_its_paragraph(course, capsys, before, after, found):
    edit(course / "solutions/01_one.py", before, after)
    assert len(faults(course, capsys)) >= 1
    run(translate, course)
    lines = faults(course, capsys)
    gone = "nowhere" in found  # a refresh takes it out
    assert [line for line in lines if found in line] == ([] if gone else lines) and len(lines) == (not gone)


def test_a_changed_paragraph_stays_english_and_marked_until_it_is_seen_to(course):
    edit(course / "solutions/01_one.py", "by 0.5", "by 0.25")
    for refreshed in (False, True):
        if refreshed:
            run(translate, course)
        assert run(build, course) == 0
        cell = read(course, "notebooks/es/01_one.ipynb").cells[1]
        assert cell.source == "*(en inglés)* One weight moves by 0.25.\n\n- **(a)** Baja.\n- **(b)** 7\n\nun empujón"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Un peso se mueve 0.5.", "Un peso se mueve 0.6.", "lost the number '0.5'"),
        ("Un peso se mueve 0.5.", "Una ponderación, 0.5.", "found 'ponderación'; expected 'peso' for 'weight'"),
        ("**(a)** Baja.", "**(b)** Baja.", "lost the option letter '(a)'"),
        ('msgstr "un empujón"', 'msgstr ""', "is not translated (cell 2, A lesson)"),
    ],
)
def test_a_fault_of_a_translation_is_named_with_its_line(course, capsys, before, after, found):
    path = course / "locale/es/01_one.po"
    edit(path, before, after)
    (line,) = [line for line in faults(course, capsys) if found in line]
    name, number, _ = line.split(":", 2)
    assert name == "locale/es/01_one.po"
    entry = path.read_text(encoding="utf-8").splitlines()[int(number) - 1 :][:2]
    assert entry[0].startswith("msgid ") and (after.split('"')[-2] if '"' in after else after) in entry[1]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("solutions/02_two.py", "no cell at all\n", "02_two.py:1: found no '# %%' line"),
        ("helpers/drawings/lesson_02.py", 'say("open\n', "cannot be read for what it says"),
    ],
)
def test_what_cannot_be_read_is_named_once_and_costs_no_other_lesson(course, capsys, file, text, said):
    (course / file).write_text(text)
    edit(course / "solutions/01_one.py", "print(6 * 7)", "print(6 * 8)")
    assert run(build, course) == 1
    assert capsys.readouterr().err.count(said) == 1
    assert read(course, "solutions/es/01_one.ipynb").cells[2].outputs[0].text == "48\n"
    assert run(build, course, "--check") == 1
    assert said in capsys.readouterr().out


def test_only_a_folder_with_a_name_is_a_language(course):
    (course / "locale" / "notes.txt").touch()
    for name in (".ipynb_checkpoints", "__pycache__"):
        (course / "locale" / name).mkdir()
    assert places.languages(course) == ["es"]


def test_a_file_for_a_lesson_that_is_gone_is_named(course, capsys):
    shutil.copy(course / "locale/es/01_one.po", course / "locale/es/02_two.po")
    assert "locale/es/02_two.po:1: translates nothing that the course has; delete it." in faults(course, capsys)


def test_a_broken_file_stops_the_command_with_its_line(course):
    edit(course / "locale/es/01_one.po", 'msgstr "Una lección"', "msgstr Una lección")
    for verb in (translate, build):
        with pytest.raises(CourseError, match=r"01_one\.po:\d+: found 'msgstr Una"):
            run(verb, course)


def test_an_unknown_language_lists_the_known_ones(course):
    with pytest.raises(UnknownLanguageError, match=re.escape("en (English), es (español)")):
        run(translate, course, "fr")
    (course / "locale" / "fr").mkdir()
    with pytest.raises(UnknownLanguageError, match="does not speak 'fr'"):
        run(build, course)


def test_a_further_language_is_a_folder_and_a_word(course, monkeypatch, capsys):
    monkeypatch.setitem(LANGUAGES, "pt", "português")
    assert run(translate, course, "pt") == 0
    assert run(build, course) == 0
    made = read(course, "notebooks/pt/01_one.ipynb")
    assert made.cells[0].source == "# *(in English)* A lesson" and "helpers.pt import" in made.cells[2].source
    assert made.cells[2].outputs == read(course, "notebooks/01_one.ipynb").cells[2].outputs
    assert run(build, course, "--check") == 0
    assert "português" in (course / "helpers/pt/__init__.py").read_text(encoding="utf-8")


def test_a_page_below_docs_is_made_beside_it_and_whole_pages_are_linked_in_its_language(course):
    pages = {
        "docs/reference/speed.md": "# Speed\n\n[a](../instructors/a_class.md) [b](../instructors/a_class.md#b) [c](c)",
        "docs/instructors/a_class.md": "# A class\n\n[a](../reference/speed.md) [b](../../README.md)",
        "README.md": "[English](README.md) [Español](README.es.md)\n\n[a](docs/reference/speed.md)",
    }
    for name, text in pages.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(text)
    assert run(build, course) == 0 and run(build, course, "--check") == 0
    links = {name: re.findall(r"\]\((.*?)\)", (course / name).with_suffix(".es.md").read_text()) for name in pages}
    assert list(links.values()) == [
        ["../instructors/a_class.es.md", "../instructors/a_class.md#b", "c"],
        ["../reference/speed.es.md", "../../README.md"],
        ["README.md", "README.es.md", "docs/reference/speed.es.md"],
    ]
    assert not list(course.rglob("*.es.es.md"))


def test_the_translation_of_a_page_that_is_gone_is_named_and_of_a_page_that_is_there_not(course, capsys):
    for name in ("one.md", "two.md"):
        (course / "docs" / "reference").mkdir(parents=True, exist_ok=True)
        (course / "docs" / "reference" / name).write_text("# A lesson\n")
    assert run(build, course) == 0
    (course / "docs" / "reference" / "one.md").unlink()
    capsys.readouterr()
    assert run(build, course, "--check") == 1
    said = capsys.readouterr().out.splitlines()
    assert said == ["docs/reference/one.es.md: left over; no source makes it any more. Delete it.", "1 faults"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("notebooks/es/01_one.py", "was edited by hand"),
        ("helpers/es/said.json", "differs from what locale/ gives"),
        ("helpers/es/__init__.py", "differs from what locale/ gives"),
    ],
)
def test_an_edit_by_hand_of_what_is_made_from_translations_is_out_of_step(course, capsys, file, said):
    path = course / file
    path.write_text(path.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    assert run(build, course, "--check") == 1
    assert any(line.startswith(file) and said in line for line in capsys.readouterr().out.splitlines())


def test_a_new_translation_is_built_without_running_where_no_code_says_it(course, monkeypatch):
    edit(course / "locale/es/01_one.po", "Un peso se mueve 0.5.", "Un solo peso se mueve 0.5.")
    monkeypatch.setattr(drafts.execute, "run", lambda *_, **__: pytest.fail("a notebook was run"))
    assert run(build, course) == 0
    assert read(course, "solutions/es/01_one.ipynb").cells[1].source.startswith("Un solo peso")


def test_the_course_itself_is_translated_whole(capsys):
    assert places.languages() == ["es"]
    assert faults(places.ROOT, capsys) == []
