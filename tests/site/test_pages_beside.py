"""The pages beside the lessons as Sphinx makes them, in the Spanish site: marked, linked, and read by keyboard."""

import multiprocessing
import re
import shutil

import pytest

from course import CourseError, places
from course.places import ROOT
from course.site import addresses, instructors, language_site, packages, reference_pages, sphinx_pages
from course.site.parts import Part
from helpers.language import speaking
from tests.processes import PATIENCE_SECONDS

ID, LINK = re.compile(r'\bid="([^"]+)"'), re.compile(r'<a [^>]*href="([^"]+)"')


def make(folder, parts):
    """Make the Spanish site of these parts alone, in `folder`/html."""
    for name in ("source", "static", "extra"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(ROOT / "pictures", folder / "source" / "pictures")
    with speaking("es"):
        heads = {"index": ""}
        for part in parts or [one.of(ROOT, "es", []) for one in (instructors, reference_pages, packages)]:
            heads |= language_site._part(part, "es", "Curso", addresses.of(ROOT), folder)
        listed = "\n".join(sorted(set(heads) - {"index"}))
        (folder / "source" / "index.md").write_text(f"# Curso\n\n```{{toctree}}\n:caption: Todas\n\n{listed}\n```\n")
        sphinx_pages.build(folder, "es", "Curso")
        language_site._finish(folder / "html", "es", ["en", "es"], heads)


def _tell(telling, folder, parts):
    try:
        make(folder, parts)
    except CourseError as fault:
        telling.send(fault)
    else:
        telling.send(None)


def made(folder, parts=()):
    """The pages by name; Sphinx works in a process of its own, since it registers what it knows for good.

    No pool: its semaphores stand in shared memory, where the tests of attacks look for what an answer has left.
    """
    context = multiprocessing.get_context("spawn")
    told, telling = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(telling, folder, parts))
    process.start()
    assert told.poll(PATIENCE_SECONDS)
    fault = told.recv()
    process.join(PATIENCE_SECONDS)
    if fault:
        raise fault
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "html").glob("*.html")}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return made(tmp_path_factory.mktemp("site") / "es")


def test_every_page_is_made_and_no_index_of_modules_beside_them(pages):
    written = {path.stem for name in places.DOCS for path in places.pages(name)}
    names = {*written, "nbval-tolerance", "warm-kernels", "index", "search"}
    assert {name.removesuffix(".html") for name in pages} == names


def test_links_lead_to_pages_and_anchors_that_are_there(pages):
    ids = {name: set(ID.findall(page)) for name, page in pages.items()}
    for name, page in pages.items():
        for target in LINK.findall(page):
            path, _, anchor = target.partition("#")
            if path.startswith("https://") or path.startswith("../en/"):
                continue
            assert (path or name) in pages, (name, target)
            assert not anchor or anchor in ids[path or name], (name, target)


def test_public_names_are_there_with_anchors_arguments_and_types_that_link(pages):
    tolerance, kernels = pages["nbval-tolerance.html"], pages["warm-kernels.html"]
    assert 'id="nbval_tolerance.output_differences.output_differences"' in tolerance
    assert 'id="warm_kernels.start_warm_process"' in kernels and 'id="warm_kernels.forked_child.Child.wait"' in kernels
    assert 'href="#nbval_tolerance.tolerance.Tolerance"' in tolerance
    assert re.search(r"<strong>wanted</strong>.{0,40}None, a name, a number", tolerance)  # of a docstring's Args
    assert "_read" not in re.findall(r'id="nbval_tolerance\.tolerance\.(\w+)', tolerance)


@pytest.mark.parametrize("name", ["nbval-tolerance.html", "warm-kernels.html"])
def test_an_english_page_is_marked_with_its_contents_and_one_sentence_is_not(pages, name):
    page = pages[name]
    assert '<html class="no-js" lang="es"' in page
    assert len(re.findall(r'<section [^>]*lang="en"', page)) == 1 and len(re.findall(r'<p [^>]*lang="es"', page)) == 1
    assert '<div class="toc-tree" lang="en">' in page
    assert set(re.findall(r">(\w+)<span class=\"colon\">", page)) <= {"Parameters", "Raises", "Variables"}


def test_a_spanish_page_is_not_marked(pages):
    assert 'lang="en">' not in re.sub(r"<a lang=.*?</a>", "", pages["speed.html"])


def test_captions_at_the_side_have_a_level(pages):
    assert '<p class="caption" role="heading" aria-level="2">' in pages["speed.html"]


def test_tables_scroll_by_keyboard_and_each_has_its_name(pages):
    speed = pages["speed.html"]
    named = re.findall(r'<div role="region" tabindex="0" aria-label="([^"]+)" class="table-wrapper', speed)
    assert len(named) == speed.count("<table") == 3 == len(set(named))
    assert '<th class="head"><p></p></th>' not in speed and speed.count("<td></td>") >= 2


def test_a_warning_of_sphinx_is_an_error(tmp_path):
    text = "[x](not_there.md)\n\n```{eval-rst}\n.. automodule:: none_of_that_name\n```"
    with pytest.raises(CourseError, match=r"Sphinx warns, and the site stays as it was:") as refusal:
        made(tmp_path, [Part("Kind", {"a_page": f"# A\n\nIt is.\n\n{text}\n"})])
    assert "not_there.md" in str(refusal.value) and "none_of_that_name" in str(refusal.value)
