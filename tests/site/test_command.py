"""The verb: what it refuses, what it leaves alone, what an interrupt leaves. Sphinx is stood in for."""

import threading
from types import SimpleNamespace

import nbformat
import pytest

from course.files import alone_in
from course.site import command, sphinx_pages
from course.site.built_lessons import NotBuiltError
from course.site.output import NotOursError
from tests.site.small_site import course, lesson


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(sphinx_pages, "refuse_missing", lambda: None)
    return course(tmp_path / "course")


@pytest.fixture
def making(monkeypatch):
    """Stands in for the making of pages, which needs Sphinx: a page a language."""

    class Making:
        calls, words = 0, "first"

        def __call__(self, lessons, languages, working, judged_by):
            self.calls += 1
            for language in languages:
                (working / language / "html").mkdir(parents=True)
                (working / language / "html" / "index.html").write_text(self.words)
                if self.words == "interrupted":
                    raise KeyboardInterrupt
            return [["index", "01_one"] for _ in languages]

    stand_in = Making()
    monkeypatch.setattr(command, "_make", stand_in)
    return stand_in


def site(root, out=None):
    return command.run(SimpleNamespace(out=out, serve=False), root)


def words(root):
    return [(root / "_site" / name / "index.html").read_text() for name in ("en", "es")]


def test_each_language_has_its_folder_and_a_door_above_them(root, making, capsys):
    assert site(root) == 0
    assert words(root) == ["first", "first"]
    door = (root / "_site" / "index.html").read_text()
    assert 'lang="en" href="en/index.html"' in door and 'lang="es" href="es/index.html"' in door
    assert capsys.readouterr().out.startswith("4 pages in ")
    assert not (root / "_site" / "sitemap.xml").exists()  # which needs a whole address


def test_a_site_with_an_address_has_a_sitemap(root, making):
    with (root / "pyproject.toml").open("a") as file:
        file.write('[project.urls]\nDocumentation = "https://example.org/course/"\n')
    site(root)
    found = (root / "_site" / "sitemap.xml").read_text()
    assert found.count("<loc>") == 4 and "<loc>https://example.org/course/es/01_one.html</loc>" in found


def test_nothing_is_made_where_nothing_has_changed(root, making, capsys):
    site(root)
    site(root)
    assert making.calls == 1 and "nothing has changed" in capsys.readouterr().out
    (root / "README.md").write_text("# Another\n\nOne.\n\n| a |")
    making.words = "second"
    site(root)
    assert making.calls == 2 and words(root) == ["second", "second"]


def test_an_interrupted_build_leaves_the_site_and_the_next_one_makes_it(root, making):
    site(root)
    (root / "README.md").write_text("# Another\n\nOne.\n\n| a |")
    making.words = "interrupted"
    with pytest.raises(KeyboardInterrupt):
        site(root)
    assert words(root) == ["first", "first"]
    making.words = "second"
    site_folder = root / ".site" / "en" / "html"
    (site_folder / "index.html").unlink()
    site_folder.rmdir()  # as Sphinx would
    site(root)
    assert words(root) == ["second", "second"]


@pytest.mark.parametrize("language", ["", "es"])
@pytest.mark.parametrize("found", ["is not there", "has no stored outputs", "is no notebook that can be read"])
def test_a_lesson_without_stored_outputs_says_to_build_first(root, making, language, found):
    path = root / "notebooks" / language / "01_one.ipynb"
    stripped = lesson()
    for cell in stripped.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.write(stripped, path)
    if found == "is not there":
        path.unlink()
    if found == "is no notebook that can be read":
        path.write_text("<<<<<<< ours")
    with pytest.raises(NotBuiltError, match=rf"01_one.ipynb {found}.* Build first: .*build"):
        site(root)
    assert making.calls == 0


def test_a_folder_of_somebody_else_is_refused_before_anything_is_made(root, making, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(NotOursError):
        site(root, str(mine))
    assert making.calls == 0 and (mine / "thesis.txt").read_text() == "years of work"


def test_a_language_without_its_readme_says_to_build_first(root, making):
    (root / "README.es.md").unlink()
    with pytest.raises(NotBuiltError, match=r"README\.es\.md is not there.* Run: .*build"):
        site(root)
    assert making.calls == 0


def test_a_second_build_waits_for_the_first_and_then_finds_nothing_to_do(root, making, capsys):
    (root / ".site").mkdir()
    with alone_in(root / ".site"):
        second = threading.Thread(target=site, args=[root])
        second.start()
        second.join(timeout=1)
        assert second.is_alive() and making.calls == 0
    second.join(timeout=60)
    assert making.calls == 1 and words(root) == ["first", "first"]
    assert "waiting for the other command" in capsys.readouterr().err
