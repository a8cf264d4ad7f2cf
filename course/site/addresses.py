"""What the addresses that the course is published at make possible: links that open a lesson, or how to get them."""

from dataclasses import dataclass

from course import by_make, published
from course.places import ROOT, Lesson
from course.published import BRANCH
from helpers.language import ENGLISH, say

ON_GITHUB = "https://github.com/"


@dataclass(frozen=True)
class Addresses:
    """Two addresses without a slash at the end; empty where none is set."""

    site: str = ""
    repository: str = ""


def of(root):
    """The addresses that the course's pyproject.toml sets."""
    return Addresses(*(published.address(root, name) for name in (published.DOCUMENTATION, published.REPOSITORY)))


def launch(name, language, repository):
    """Pairs of a place and the address that opens a lesson there; none unless the files are on GitHub."""
    if not repository.startswith(ON_GITHUB):
        return []
    whose = repository.removeprefix(ON_GITHUB)
    lesson = Lesson(name, language="" if language == ENGLISH else language)
    copy = lesson.colab.relative_to(ROOT).as_posix()
    own = lesson.own.relative_to(ROOT).as_posix()  # postBuild starts the learner's copies
    return [
        ("Colab", f"https://colab.research.google.com/github/{whose}/blob/{BRANCH}/{copy}"),
        ("Binder", f"https://mybinder.org/v2/gh/{whose}/{BRANCH}?labpath={own}"),
        ("Codespaces", f"https://codespaces.new/{whose}"),
    ]


def taking(name, language, repository):
    """HTML below a lesson's opening, for who reads it: the downloads, and where the lesson can be opened, or how."""
    said = {kind: say("Download {what}", what=f".{kind}") for kind in ("ipynb", "py")}
    downloads = " · ".join(f'<a href="downloads/{name}.{kind}" download>{words}</a>' for kind, words in said.items())
    choice = "" if language == ENGLISH else f' ARGS="--language {language}"'
    lab = f"<code>{by_make('lab')}{choice}</code>"
    if repository:
        places = launch(name, language, repository)
        links = " · ".join([downloads, *(f'<a href="{address}">{place}</a>' for place, address in places)])
        clone = f"<code>git clone {repository}</code>"
        here = say("On this computer: {clone}, then {command} in the folder that it makes.", clone=clone, command=lab)
        return f'<p class="taking">{links}<br>{here}</p>'
    title = say("How to open it")
    here = say(
        "On this computer: {command} in the course's folder. It sets everything up, and opens your own copies of the "
        "lessons.",
        command=lab,
    )
    alone = say(
        "The lesson needs that folder: a download alone can be read, but it does not run. If you do not have the "
        "folder, ask whoever gave you this page. What you can play on this page needs nothing."
    )
    how = f"<details><summary>{title}</summary><p>{here}</p><p>{alone}</p></details>"
    return f'<div class="taking"><p>{downloads}</p>{how}</div>'
