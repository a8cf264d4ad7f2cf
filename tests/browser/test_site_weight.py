"""What a browser fetches for the first view of a lesson, as a server that compresses would send it."""

import gzip
from urllib.parse import urlsplit

import pytest

from course.places import languages, lessons
from helpers.language import ENGLISH

KB = 1000
MOST_KB, MOST_OF_TEXT_KB = 500, 120
PICTURES = (".png", ".svg", ".jpg", ".ico")
MATHJAX = "/_static/mathjax/"


def fetched(visitor, address):
    """Bytes of each file by its path, compressed; what was fetched until the page and its formulas stood."""
    answers = []
    visitor.page.on("response", lambda one: answers.append(one))
    visitor.open(address)
    return {urlsplit(one.url).path: len(gzip.compress(one.body())) for one in answers}


@pytest.mark.parametrize("language", [ENGLISH, *languages()])
def test_the_first_view_of_a_lesson_is_light(served, visit, language):
    found = {}
    for one in lessons():
        files = fetched(visit(), f"{served}/{language}/{one.name}.html")
        text = {path: size for path, size in files.items() if MATHJAX not in path and not path.endswith(PICTURES)}
        assert f"/{language}/{one.name}.html" in text and any(MATHJAX in path for path in files)
        found[one.name] = (sum(files.values()) / KB, sum(text.values()) / KB)
    assert {
        name: (all_, text) for name, (all_, text) in found.items() if all_ > MOST_KB or text > MOST_OF_TEXT_KB
    } == {}
