"""Where the course is published, from `[project.urls]` of pyproject.toml, and what that makes possible.

`Documentation` is the address of the site, `Repository` that of the course's files. Neither has to be there.
"""

from dataclasses import dataclass

from course.places import NOTEBOOKS
from course.requirements import tomllib
from helpers.language import ENGLISH, say

BRANCH = "main"
ON_GITHUB = "https://github.com/"


@dataclass(frozen=True)
class Addresses:
    """Two addresses without a slash at the end; empty where none is set."""

    site: str = ""
    repository: str = ""


def of(root):
    """The addresses that the course's pyproject.toml sets."""
    urls = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"].get("urls", {})
    return Addresses(*(urls.get(name, "").rstrip("/") for name in ("Documentation", "Repository")))


def launch(name, language, repository):
    """Pairs of a place and the address that opens a lesson there; none unless the files are on GitHub."""
    if not repository.startswith(ON_GITHUB):
        return []
    whose = repository.removeprefix(ON_GITHUB)
    path = "/".join([NOTEBOOKS, *([] if language == ENGLISH else [language]), f"{name}.ipynb"])
    return [
        ("Colab", f"https://colab.research.google.com/github/{whose}/blob/{BRANCH}/{path}"),
        ("Binder", f"https://mybinder.org/v2/gh/{whose}/{BRANCH}?labpath={path}"),
        ("Codespaces", f"https://codespaces.new/{whose}"),
    ]


def taking(name, language, repository):
    """HTML below a lesson's opening: the downloads, and where the lesson can be opened, or how."""
    said = {kind: say("Download {what}", what=f".{kind}") for kind in ("ipynb", "py")}
    downloads = " · ".join(f'<a href="downloads/{name}.{kind}" download>{words}</a>' for kind, words in said.items())
    here = say("On this computer: {command} in the course's folder.", command="<code>make lab</code>")
    if places := launch(name, language, repository):
        links = " · ".join(f'<a href="{address}">{place}</a>' for place, address in places)
        return f'<p class="taking">{downloads} · {links}<br>{here}</p>'
    elsewhere = say(
        "In Colab, Binder or Codespaces: put the course's folder online as a git repository, and open this notebook "
        "from there. It needs the folder {folder} beside it.",
        folder="<code>helpers/</code>",
    )
    title = say("How to open it")
    how = f"<details><summary>{title}</summary><p>{here}</p><p>{elsewhere}</p></details>"
    return f'<div class="taking"><p>{downloads}</p>{how}</div>'
