"""The pages of the packages: README and public names, and what is refused."""

import importlib
import inspect

import pytest

from course import CourseError
from course.places import ROOT
from course.site import packages, written_pages


def package(root, name, readme="# {name}\n\nIt is [here](../../LICENSE).\n", description="What it does"):
    folder = root / "packages" / name
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(readme.format(name=name))
    (folder / "pyproject.toml").write_text(f'[project]\nname = "{name}"\ndescription = "{description}"\n')
    (root / "pyproject.toml").write_text('[project]\nname = "course"\n')
    return root


def test_a_page_has_what_the_package_is_then_its_readme_then_its_module(tmp_path):
    part = packages.of(package(tmp_path, "json"), "es", [])
    assert part.language == "en" and list(part.pages) == ["json"]
    begins, _, api = part.pages["json"].partition("## Python API")
    assert begins == "# json\n\nWhat it does.\n\nIt is here.\n\n"
    assert "### json\n" in api and ".. automodule:: json\n   :members:" in api


def test_a_page_of_the_english_site_is_in_the_language_that_is_spoken(tmp_path):
    assert packages.of(package(tmp_path, "json"), "en", []).language == ""


@pytest.mark.parametrize("source", ["import a_module_that_is_not_there", "def broken(:", "1 / 0"])
def test_a_package_that_cannot_be_imported_is_named(tmp_path, monkeypatch, source):
    (tmp_path / "cannot_be_had.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(CourseError, match=r"^cannot_be_had of packages/cannot-be-had cannot .*Error: .* What to do: "):
        packages.of(package(tmp_path, "cannot-be-had"), "en", [])


def test_both_packages_of_the_course_have_pages_and_each_module_named_is_there():
    assert {path.parent.name for path in written_pages.of_packages(ROOT)} == set(packages.PUBLIC)
    for name, modules in packages.PUBLIC.items():
        for module in modules:
            found = importlib.import_module(module)
            public = [one for one, value in vars(found).items() if not one.startswith("_") and _own(value, module)]
            assert name.replace("-", "_") == module.partition(".")[0] and public
            assert [one for one in public if not inspect.getdoc(getattr(found, one))] == []  # Sphinx leaves those out


def _own(value, module):
    return (inspect.isfunction(value) or inspect.isclass(value)) and value.__module__ == module
