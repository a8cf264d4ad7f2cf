"""The promises about being open: licences, citation, the paper, how to contribute, and what their pages refer to."""

import ast
import hashlib
import re
import unicodedata

import pytest
import yaml

from course import OLDEST_PYTHON, places
from course.__main__ import VERBS
from course.places import ROOT
from course.requirements import tomllib
from helpers import exercises
from tests.house import lesson_rules

PAGES = ("CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "ACCESSIBILITY.md", "paper.md")
LICENCES = {"MIT": ("LICENSE", "MIT"), "CC-BY-4.0": ("LICENSE-CONTENT", "CC BY 4.0")}  # SPDX id: file, name in words
CC_BY_4 = "fd3a263fe19ed8faa9068b43abaebafc02c77897b0c6fc09abc04bb592e5f16e"  # SHA-256 of Creative Commons' plain text
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DOI = re.compile(r"10\.\d{4,9}/\S+")
NUMBER = re.compile(r"\d+(?:\.\d+)*")

# What the Citation File Format 1.2.0 allows, of what a course needs.
CFF_KEYS = {"cff-version", "type", "message", "title", "authors", "version", "abstract", "keywords"}
CFF_REQUIRED = {"cff-version", "message", "title", "authors"}
CFF_TEXTS = ("cff-version", "message", "title", "version", "abstract")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
EDITIONS = ["README.md", *(f"README.{language}.md" for language in places.languages())]
DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))


def test_both_licences_are_in_the_project_its_readme_and_its_paper():
    assert PROJECT["license"].split(" AND ") == list(LICENCES)
    assert PROJECT["license-files"] == [file for file, _ in LICENCES.values()]
    assert read("LICENSE").startswith("MIT License\n")
    assert hashlib.sha256(read("LICENSE-CONTENT").encode()).hexdigest() == CC_BY_4
    for file, name in LICENCES.values():
        assert name in read("paper.md")
        for page in (*EDITIONS, "CONTRIBUTING.md"):
            assert re.search(rf"\[[^]]*{name}[^]]*\]\({file}\)", read(page)), (page, name)


@pytest.mark.parametrize("page", EDITIONS)
def test_readme_leads_to_every_page(page):
    linked = {target for target, _ in LINK.findall(read(page))}
    assert {*PAGES, "CITATION.cff"} <= linked


def anchors(markdown):
    """The places in a page that a link can name, as forges make them from its headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", heading).lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


def dead(markdown, name):
    """The links of a page that lead to no file, or to no heading, of this course."""
    found = []
    for target, anchor in LINK.findall(markdown):
        if not target.startswith("http"):
            path = (ROOT / name).parent / target if target else ROOT / name
            there = path.exists() and (not anchor or anchor in anchors(path.read_text(encoding="utf-8")))
            found += [] if there else [f"{target}#{anchor}"]
    return found


@pytest.mark.parametrize("page", [*EDITIONS, *PAGES, *DOCS])
def test_every_link_inside_the_course_leads_somewhere(page):
    assert dead(read(page), page) == []


def test_a_dead_link_is_found():
    text = "[a](LICENSE) [b](LICENCE) [c](README.md#rooms) [d](README.md#room) [e](#here)\n# Here"
    assert dead(text, "README.md") == ["LICENCE#", "README.md#room", "#here"]
    assert dead("[a](../../LICENSE) [b](LICENSE) [c](speed.md)", "docs/reference/numbers.md") == ["LICENSE#"]


def unknown(markdown):
    """The make targets, verbs of the course and tests that a page names and that are not there."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    found = [f"make {word}" for word in re.findall(r"\bmake ([a-z]+)", _code(markdown)) if word not in targets]
    found += [verb for verb in re.findall(r"-m course ([a-z]+)", markdown) if verb not in VERBS]
    for path, test in TEST.findall(markdown):
        tree = ast.parse(read(path)) if (ROOT / path).is_file() else ast.Module([], [])
        if test not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            found.append(f"{path}::{test}")
    return found


def _code(markdown):
    return "\n".join(re.findall(r"```.*?```|`[^`]*`", markdown, re.DOTALL))


@pytest.mark.parametrize("page", [*PAGES, *EDITIONS, *DOCS])
def test_a_page_names_only_commands_and_tests_that_are_there(page):
    assert unknown(read(page)) == []


def test_what_is_not_there_is_found():
    text = "`make bread`, `make test`, `python -m course bake`, `tests/house/test_open.py::test_none`, make it so"
    assert unknown(text) == ["make bread", "bake", "tests/house/test_open.py::test_none"]


def test_every_line_of_what_is_tested_for_accessibility_names_its_test():
    table = read("ACCESSIBILITY.md").partition("## Tested by a program")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!what|---).*$", table, re.MULTILINE)
    assert len(rows) > 10
    assert [row for row in rows if not TEST.search(row)] == []


@pytest.mark.parametrize("page", [*PAGES, *EDITIONS, *DOCS])
def test_a_page_speaks_as_the_lessons_do(page):
    assert lesson_rules.UNWANTED.findall(_prose(read(page))) == []


def _prose(markdown):
    return re.sub(r"```.*?```|`[^`]*`|<!--.*?-->|!\[", " ", markdown, flags=re.DOTALL)


def cff_faults(data):
    """What in a CITATION.cff is not as its format, or this course, wants it."""
    if not isinstance(data, dict):
        return ["no mapping"]
    faults = [f"{key}: missing" for key in sorted(CFF_REQUIRED - data.keys())]
    faults += [f"{key}: not used here" for key in sorted(data.keys() - CFF_KEYS)]
    faults += [f"{key}: no text" for key in CFF_TEXTS if key in data and not _text(data[key])]
    authors, keywords = data.get("authors", []), data.get("keywords", ["one"])
    entities = isinstance(authors, list) and authors and all(isinstance(one, dict) for one in authors)
    if not entities or any(one.keys() != {"name"} or not _text(one["name"]) for one in authors):
        faults.append("authors: no list of entities, each with its name")
    if not isinstance(keywords, list) or not keywords or not all(map(_text, keywords)):
        faults.append("keywords: no list of texts")
    elif len(set(keywords)) < len(keywords):
        faults.append("keywords: one stands twice")
    faults += ["cff-version: not 1.2.0"] * (data.get("cff-version") != "1.2.0")
    faults += ["type: neither software nor dataset"] * (data.get("type", "software") not in ("software", "dataset"))
    return faults


def _text(value):
    return isinstance(value, str) and bool(value.strip())


def test_the_citation_is_valid_and_of_this_version():
    data = yaml.safe_load(read("CITATION.cff"))
    assert cff_faults(data) == []
    assert data["version"] == PROJECT["version"]
    assert data["authors"] == [{"name": "The maintainers of this course"}]
    assert data["title"] == read("README.md").partition("\n# ")[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"cff-version": 1.2}, "cff-version: no text"),
        ({"cff-version": "1.3.0"}, "cff-version: not 1.2.0"),
        ({"title": None}, "title: no text"),
        ({"type": "course"}, "type: neither"),
        ({"licence": "MIT"}, "licence: not used here"),
        ({"license": ["MIT", "CC-BY-4.0"]}, "license: not used here"),  # the format would read it as a choice
        ({"authors": []}, "authors: no list"),
        ({"authors": [{"name": ""}]}, "authors: no list"),
        ({"authors": [{"family-name": "A"}]}, "authors: no list"),
        ({"authors": "us"}, "authors: no list"),
        ({"keywords": ["a", "a"]}, "keywords: one stands twice"),
        ({"keywords": [1]}, "keywords: no list of texts"),
    ],
    ids=str,
)
def test_a_citation_that_is_not_valid_is_seen(changed, fault):
    found = cff_faults(yaml.safe_load(read("CITATION.cff")) | changed)
    assert [said for said in found if said.startswith(fault)], found


SECTIONS = [
    "Summary",
    "Statement of need",
    "Audience",
    "Learning objectives and content",
    "Instructional design",
    "How to adopt it",
    "Experience of use, and limits",
    "Story of the project",
    "Acknowledgements",
    "References",
]
MOST_WORDS_OF_A_PAPER = 1100


def paper():
    """The paper's front matter and its text."""
    _, front, text = read("paper.md").split("---\n", 2)
    return yaml.safe_load(front), text


def test_the_paper_has_the_front_matter_that_the_journal_asks_for():
    front, _ = paper()
    assert set(front) == {"title", "tags", "authors", "affiliations", "date", "bibliography"}
    assert all(map(_text, front["tags"])) and _text(front["title"])
    known = {place["index"] for place in front["affiliations"] if _text(place["name"])}
    assert front["authors"] and all(one["affiliation"] in known and _text(one["name"]) for one in front["authors"])
    assert re.fullmatch(rf"\d{{1,2}} {lesson_rules.MONTH} 20\d\d", front["date"])
    assert (ROOT / front["bibliography"]).is_file()


def test_the_paper_has_its_sections_and_is_short():
    _, text = paper()
    assert re.findall(r"^# (.*)$", text, re.MULTILINE) == SECTIONS
    assert len(text.split()) <= MOST_WORDS_OF_A_PAPER


def entries(bibliography):
    """The entries of a BibTeX file: key -> its text."""
    return dict(re.findall(r"^@\w+\{(\w+),\n(.*?)^\}", bibliography, re.MULTILINE | re.DOTALL))


def test_what_the_paper_cites_is_in_its_bibliography_with_a_doi_and_nothing_else_is():
    _, text = paper()
    known = entries(read("paper.bib"))
    assert set(re.findall(r"@(\w+)", text)) == set(known)
    assert len(known) == read("paper.bib").count("@")
    dois = {key: re.findall(r"doi\s*= \{(.*)\}", entry) for key, entry in known.items()}
    assert {key: found for key, found in dois.items() if len(found) != 1 or not DOI.fullmatch(found[0])} == {}
    for entry in known.values():
        assert all(re.search(rf"^  {field} *= \{{", entry, re.MULTILINE) for field in ("author", "title", "year"))


def counted():
    """The numbers of the paper, each in the words it stands in, counted in the course."""
    declared = [one for lesson in places.lessons() for one in exercises.of_lesson(lesson.number)]
    sources = [lesson.source.read_text(encoding="utf-8") for lesson in places.lessons()]
    predictions = sum(len(re.findall(r'^# %%.*"predict"', source, re.MULTILINE)) for source in sources)
    claims = sum(path.read_text().count("\n@claim(") for path in (ROOT / "tests/lessons/claims").glob("claims_*.py"))
    rules = lesson_rules
    return [
        f"solve {len(declared)} exercises",
        f"more than {hundreds(sum(len(one.mistakes) for one in declared))} known mistakes",
        f"more than {hundreds(predictions)} predictions",
        f"more than {hundreds(claims)} such checks",
        f"about {sum(one.minutes for one in declared) / 60:.0f} hours",
        f"{rules.FEWEST_CELLS} to {rules.MOST_CELLS} cells",
        f"at most {rules.MOST_CODE_LINES} lines",
        f"at most {rules.MOST_WORDS} words, or {rules.MOST_RESOLVING_WORDS} where",
        f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer",
        "CC BY 4.0",
    ]


def hundreds(count):
    """The count, rounded down to hundreds."""
    return count // 100 * 100


def test_every_number_of_the_paper_is_counted_in_the_course():
    _, text = paper()
    words = " ".join(text.split())
    for said in counted():
        assert words.count(said) == 1, said
        words = words.replace(said, " ")
    words = re.sub(r"@\w+", " ", words)
    lessons = {lesson.number for lesson in places.lessons()}
    assert set(NUMBER.findall(words)) == lessons
    assert len(lessons) == 7 and "seven Jupyter notebooks" in text and "six lessons and a capstone" in text
    assert places.languages() == ["es"] and "in English and in Spanish" in text


def test_the_paper_names_the_lessons_as_readme_does():
    named = re.compile(r"^\| (0\d .*?) \|", re.MULTILINE)
    _, text = paper()
    assert named.findall(text) == named.findall(read("README.md"))
    assert len(named.findall(text)) == len(places.lessons())


@pytest.mark.parametrize("room", ["packages/nbval-tolerance", "packages/warm-kernels"])
def test_a_package_is_under_the_licence_that_readme_says(room):
    own = tomllib.loads(read(f"{room}/pyproject.toml"))["project"]
    assert own["license"] == "MIT" and read(f"{room}/LICENSE") == read("LICENSE")
