"""The pages with numbers, from the README as it stands."""

import re

import pytest

from course.places import ROOT
from course.site import numbers
from helpers.language import speaking

MEASURED = re.compile(r"^\| .*\d.*\|$", re.MULTILINE)


@pytest.mark.parametrize(("language", "titles"), [
    ("en", ["# How numbers are compared", "# Speed"]),
    ("es", ["# Cómo se comparan los números", "# Velocidad"]),
])  # fmt: skip
def test_a_page_says_what_the_readme_says_in_its_language(language, titles):
    with speaking(language):
        pages = numbers.of(ROOT, language, []).pages
    assert [text.partition("\n")[0] for text in pages.values()] == titles and list(pages) == ["numbers", "speed"]
    readme = (ROOT / ("README.md" if language == "en" else "README.es.md")).read_text(encoding="utf-8")
    rows = MEASURED.findall(readme[readme.index(titles[1].replace("# ", "## ")) :])
    assert rows and MEASURED.findall(pages["speed"]) == rows
    assert pages["speed"].count("AMD EPYC") == readme.count("AMD EPYC")  # each table says where, and when
    assert len(re.findall(r"^## ", pages["speed"], re.MULTILINE)) == 3
    assert "](nbval-tolerance.md)" in pages["numbers"] and "](warm-kernels.md)" in pages["numbers"]
