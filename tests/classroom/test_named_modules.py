"""Modules and folders that the classroom names as strings: each is there, so that a rename cannot open a hole."""

from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from course.classroom.jail import preload
from course.classroom.jail.parent import PRELOAD, TARGET
from course.classroom.jail.wall.landlock import SECRET_NAMES
from course.classroom.reporting import report_files
from course.places import ROOT, WORK
from course.site.command import SITE, WORKING
from helpers import language
from tests.house.arrows import modules_in

# Read off the files: importing them all would switch this process to another language.
OF_THE_COURSE = {*modules_in(ROOT / "course"), *modules_in(ROOT / "helpers")} - {"course", "helpers"}
# What may be readable beside the course's own: products that any project can install.
PUBLIC = {"packages"}
MADE_LATER = {WORK, SITE, WORKING}  # a fresh clone has none of them


@pytest.mark.parametrize("name", preload.FORBIDDEN)
def test_what_a_warm_process_may_never_import_is_there(name):
    """A name is the beginning of modules' names; `solutions` are notebooks with a source that could be imported."""
    assert any(module.startswith(name) for module in OF_THE_COURSE) or list((ROOT / name).glob("*.py"))


@pytest.mark.parametrize("name", preload.FORBIDDEN)
def test_a_warm_process_that_has_imported_it_is_refused(name, monkeypatch):
    found = sorted(module for module in OF_THE_COURSE if module.startswith(name)) or [name]
    for module in found:
        monkeypatch.setattr(preload, "sys", SimpleNamespace(modules={"numpy": None, module: None}))
        with pytest.raises(RuntimeError, match=f"Found {module} in the warm process"):
            preload.refuse_secrets()
    monkeypatch.setattr(preload, "sys", SimpleNamespace(modules={"numpy": None, "helpers.checks.calling": None}))
    preload.refuse_secrets()


def test_every_module_with_right_values_or_verdicts_may_never_be_imported_there():
    knowing = [name for name in OF_THE_COURSE if name.startswith("helpers.exercises.lesson")]
    knowing += [
        name for name in OF_THE_COURSE if name.startswith(("course.classroom.matching", "course.classroom.judging"))
    ]
    assert len(knowing) > 12
    assert [name for name in knowing if not name.startswith(preload.FORBIDDEN)] == []


@pytest.mark.parametrize("name", [*preload.HELPERS, *preload.PACKAGES, *preload.SILENT])
def test_what_a_warm_process_imports_is_there(name):
    assert find_spec(name) is not None


@pytest.mark.parametrize("target", [PRELOAD, TARGET])
def test_what_a_warm_process_calls_is_there(target):
    module, _, function = target.partition(":")
    assert f"def {function}(" in find_spec(module).loader.get_source(module)


@pytest.mark.parametrize("name", sorted({*SECRET_NAMES} - MADE_LATER))
def test_what_must_not_be_read_is_there(name):
    assert (ROOT / name).is_dir()


def test_every_folder_of_the_course_with_code_is_a_secret():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    with_code = {name for name in folders if any((ROOT / name).rglob("*.py")) or any((ROOT / name).rglob("*.ipynb"))}
    assert with_code - PUBLIC - set(SECRET_NAMES) == set()
    assert set(SECRET_NAMES) >= MADE_LATER


@pytest.mark.parametrize("name", report_files.DECIDING)
def test_what_a_report_depends_on_is_there(name):
    assert find_spec(name).origin.endswith(".py")


@pytest.fixture
def key(monkeypatch, tmp_path):
    """A function that gives a report's key after a change to one file's bytes."""
    read_bytes = type(tmp_path).read_bytes

    def after(changed=None):
        def read(path):
            return read_bytes(path) + b"# changed" * (path == changed)

        monkeypatch.setattr(type(tmp_path), "read_bytes", read)
        report_files._deciding_code.cache_clear()
        return report_files.key_of(b"{}", [b"{}"])

    yield after
    report_files._deciding_code.cache_clear()


@pytest.mark.parametrize(
    "module",
    [
        "nbval_tolerance.tolerance",
        "helpers.checks.comparing",
        "helpers.checks.probes.function",
        "helpers.exercises.lesson_01",
        "course.authoring.answer_markers",
        "course.places",
        "course.translating.import_line",
        "course.classroom.matching.pairing",
        "course.classroom.jail.wall.limits",
    ],
)
def test_a_change_in_code_that_decides_changes_a_reports_key(module, key):
    path = type(ROOT)(find_spec(module).origin)
    assert key(path) != key() == key(ROOT / "course" / "learner" / "doctor.py")


def test_a_change_in_a_translation_changes_a_reports_key(key):
    path = ROOT / "helpers" / "es" / language.SAID
    assert key(path) != key()


def test_a_change_in_a_pages_template_changes_a_reports_key(key):
    (path, *_) = (ROOT / "course" / "classroom" / "reporting" / "templates").glob("*.html")
    assert key(path) != key()
