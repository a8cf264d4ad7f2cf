"""Pages that are written by hand, as the site shows them: by which name, and with links that lead from there."""

import posixpath
import re

from course import command, places
from course.published import BRANCH
from course.site import addresses
from course.site.built_lessons import NotBuiltError
from helpers.language import ENGLISH

CODE_OR_LINK = re.compile(
    r"^```.*?^```|`[^`\n]+`|(?P<picture>!?)\[(?P<text>[^\[\]]+)\]\((?P<target>[^()\s]+)\)", re.MULTILINE | re.DOTALL
)
ELSEWHERE = re.compile(r"#|[a-z]+:")  # how an address begins that is no file of the course


def page(path, language):
    """The file of a page in a language, from its file in English."""
    return path if language == ENGLISH else places.translated(path, language)


def text(path, language):
    """What stands in a page, in a language.

    Args:
        path: its file in English.
        language: two letters.

    Raises:
        NotBuiltError: it is not there.
    """
    path = page(path, language)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotBuiltError(f"{path.name} is not there, and the site shows it. Run: {command('build')}") from None


def of_packages(root):
    """The README of each package, in order."""
    return sorted(root.glob("packages/*/README.md"))


def shown(root, language):
    """The names of the site's pages, by the file that each shows, seen from the course's folder."""
    found = {path: path.parent.name for path in of_packages(root)}
    for name in places.DOCS:
        found |= {page(path, language): path.stem for path in places.pages(name, root)}
    return {path.relative_to(root).as_posix(): name for path, name in found.items()}


def texts(name, root, language):
    """The text of each page of that name in `places.PAGES`, as the site shows it, by the name of its page there.

    Raises:
        NotBuiltError: one of them is not there in that language.
    """
    known, repository = shown(root, language), addresses.of(root).repository
    return {
        path.stem: linked(text(path, language), path.parent.relative_to(root).as_posix(), known, repository)
        for path in places.pages(name, root)
    }


def linked(text, folder, pages, repository):
    """The text with its links to files of the course led to the site, else to the repository, else undone.

    Args:
        text: Markdown.
        folder: where it stands in the course, "." for the top.
        pages: names of pages by the file that each shows, seen from the course's folder.
        repository: address of the course's files; "" where none is set.
    """

    def lead(found):
        target = found["target"]
        if not target or ELSEWHERE.match(target):
            return found[0]
        path, mark, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(folder, path))
        if found["picture"]:
            return f"![{found['text']}]({path})"  # pages of the site stand beside its folder of pictures
        if path in pages:
            return f"[{found['text']}]({pages[path]}.md{mark}{anchor})"
        return f"[{found['text']}]({repository}/blob/{BRANCH}/{path}{mark}{anchor})" if repository else found["text"]

    return CODE_OR_LINK.sub(lead, text)
