"""Arrows between modules go one way: no circle of files or of folders, and no room imports one above it."""

import pytest

from course.places import ROOT, languages
from tests.house.arrows import arrows, back_up, circles, folded, modules_in

PACKAGES = {
    "course": ROOT / "course",
    "helpers": ROOT / "helpers",
    "nbval_tolerance": ROOT / "packages" / "nbval-tolerance" / "src" / "nbval_tolerance",
    "warm_kernels": ROOT / "packages" / "warm-kernels" / "src" / "warm_kernels",
}
# From the ground up: a room imports those before it.
COURSE = ("course", "translating", "authoring", "classroom", "marking", "learner", "checking", "site")
CLASSROOM = ("classroom", "reading", "matching", "planning", "jail", "judging", "reporting")
VERBS = {"diff", "whole_class"}  # modules of the classroom itself: they stand above its rooms
HELPERS = (
    "checks",
    "exercises",
    "remembered",
    "check",
    "helpers",  # the package itself is the door: `from helpers import check`
    *languages(),  # and each language has a door of its own: `from helpers.es import check`
)


def room_in(package, order):
    """A function from a module to its floor: its place in ``order``, one above them all for a verb."""

    def floor(name):
        inside = name.removeprefix(package).strip(".").split(".")[0] or package
        if not name.startswith(package):
            return None
        if inside in VERBS:
            return len(order)
        return order.index(inside) if inside in order else 0

    return floor


def graph_of(package):
    return arrows(modules_in(PACKAGES[package]))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_files_import_one_another_in_a_circle(package):
    assert circles(graph_of(package)) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_folders_import_one_another_in_a_circle(package):
    graph = graph_of(package)
    packages = {name for name in graph if any(other.startswith(f"{name}.") for other in graph)}

    def folder(depth):
        def of(name):
            parts = name.split(".")
            # A package's door (its __init__) is no part of a folder's own traffic: only what lies deeper is folded.
            return ".".join(parts[:depth]) if ".".join(parts[:depth]) in packages else name

        return of

    for depth in (2, 3, 4):
        assert circles(folded(graph, folder(depth))) == [], depth


def test_a_room_of_the_course_imports_only_rooms_before_it():
    graph = graph_of("course")
    assert {name.split(".")[1] for name in graph if name.count(".") > 1} == set(COURSE[1:])
    entrance = {"course.__main__"}  # names the verbs' modules, and imports the one that was asked for
    assert not entrance & {other for others in graph.values() for other in others}
    assert back_up(graph, room_in("course", COURSE)) == []


def test_a_submission_travels_one_way_through_the_classroom():
    graph = graph_of("course")
    inside = {name for name in graph if name.startswith("course.classroom.")}
    rooms = {name.split(".")[2] for name in inside}
    assert rooms == {*CLASSROOM[1:], *VERBS}
    assert back_up(graph, room_in("course.classroom", CLASSROOM)) == []


def test_exercises_know_checks_and_only_the_learners_door_knows_both():
    assert back_up(graph_of("helpers"), room_in("helpers", HELPERS)) == []


def test_the_classroom_stays_small_enough_for_an_afternoon():
    files = [name for name in graph_of("course") if name.startswith("course.classroom")]
    assert len(files) <= 45, len(files)


MADE_UP = {
    "a": "",
    "a.one": "from a import two",
    "a.two": "def f():\n    import a.three",
    "a.three": "from a.one import f",
    "a.four": "from a.two import f\nimport os",
}


def test_arrows_are_read_from_every_form_of_import():
    found = arrows(MADE_UP)
    assert found == {"a": set(), "a.one": {"a.two"}, "a.two": {"a.three"}, "a.three": {"a.one"}, "a.four": {"a.two"}}


def test_a_circle_is_found_and_named():
    assert circles(arrows(MADE_UP)) == [["a.two", "a.three", "a.one", "a.two"]]
    assert circles(arrows(MADE_UP | {"a.three": ""})) == []


def test_a_circle_of_folders_is_found_where_no_files_form_one():
    graph = {"p.a.x": {"p.b.x"}, "p.b.x": set(), "p.b.y": {"p.a.y"}, "p.a.y": set()}
    assert circles(graph) == []
    assert circles(folded(graph, lambda name: name.rpartition(".")[0])) == [["p.a", "p.b", "p.a"]]


def test_an_arrow_back_up_is_found():
    graph = {"course.classroom.reading.x": {"course.classroom.judging.y"}, "course.classroom.judging.y": set()}
    found = back_up(graph, room_in("course.classroom", CLASSROOM))
    assert found == ["course.classroom.reading.x -> course.classroom.judging.y"]
