"""The folder of the site: never somebody else's, and whole at any moment."""

import pytest

from course.site import output
from course.site.output import NotOursError


@pytest.fixture
def out(tmp_path):
    return tmp_path / "_site"


def site(out, words, made_of="one"):
    new = output.begin(out, made_of)
    (new / "page.html").write_text(words)
    output.put(out)


def test_a_site_takes_the_place_of_the_one_before(out):
    site(out, "first")
    site(out, "second", "two")
    assert (out / "page.html").read_text() == "second" and output.made_from(out) == "two"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("name", ["_site", "_site.new", "_site.old"])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_not_ours_is_refused_and_left_as_it_is(out, name, kind):
    strange = out.with_name(name)
    if kind == "folder":
        strange.mkdir()
    file = strange / "thesis.txt" if kind == "folder" else strange
    file.write_text("years of work")
    with pytest.raises(NotOursError, match=f"{kind}.* at .*{name}; expected a site"):
        output.refuse_strange(out)
    assert file.read_text() == "years of work"


def test_an_empty_folder_and_a_site_of_ours_are_fine(out):
    out.mkdir()
    output.refuse_strange(out)
    site(out, "first")
    output.refuse_strange(out)


def test_a_site_that_was_moved_aside_comes_back(out):
    site(out, "first")
    output.begin(out, "two")
    out.rename(out.with_name("_site.old"))  # here the build was killed
    output.recover(out)
    assert (out / "page.html").read_text() == "first"
    assert list(out.parent.iterdir()) == [out]


def test_what_an_interrupted_build_left_is_removed(out):
    site(out, "first")
    output.begin(out, "two")
    output.recover(out)
    assert list(out.parent.iterdir()) == [out] and output.made_from(out) == "one"


def test_inputs_change_with_any_file_that_is_read_and_with_no_other(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("x")
    before = output.inputs(tmp_path, ["a/**/*.*"])
    (tmp_path / "y.txt").write_text("y")
    assert output.inputs(tmp_path, ["a/**/*.*"]) == before
    (tmp_path / "a" / "x.txt").write_text("z")
    assert output.inputs(tmp_path, ["a/**/*.*"]) != before
