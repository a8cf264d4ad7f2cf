"""One language of the site, from the stored notebooks to finished pages, in a working folder of its own."""

import shutil

import nbformat

from course.files import make_folder, write_text
from course.site import (
    about,
    addresses,
    built_lessons,
    home,
    instructors,
    lesson_page,
    packages,
    reference_pages,
    sample_report,
    sphinx_pages,
    written_pages,
)
from helpers.language import speaking

HOME = "index"
AT_ONCE = "pictures"  # of the course's folder, which the README shows


def make(language, languages, lessons, mistakes, left_out, folder):
    """Make the pages of a language in `folder`/html; the names of the pages.

    Args:
        language: two letters.
        languages: all of the site.
        lessons: `places.Lesson` of each, in English.
        mistakes: the gallery of each lesson, by its name.
        left_out: why there is no sample report; "" where there is one.
        folder: the working folder of the language.

    Raises:
        CourseError: a page cannot be made.
    """
    with speaking(language):
        root = lessons[0].root
        where = addresses.of(root)
        _begin(folder, root)
        files = [built_lessons.in_language(lesson, language) for lesson in lessons]
        ready = [built_lessons.read(one, mistakes[one.name]) for one in files]
        readme = written_pages.text(root / "README.md", language)
        title = home.title(readme)
        listed, heads = [], {}
        for lesson in ready:
            name = lesson.files.name
            page = _lesson(lesson, language, where, folder)
            listed.append((name, lesson.opening, page.sections))
            picture = next((f"{lesson_page.PICTURES}/{one}" for one in page.pictures), "")
            data = about.of_lesson(lesson.opening, language, title)
            heads[name] = about.head(data, name, language, picture, where.site)
        guide, *others = (one.of(root, language, ready) for one in (instructors, reference_pages, packages))
        parts = [guide, sample_report.of(folder.parent, left_out, ready[0], languages), *others]
        for part in parts:
            heads |= _part(part, language, title, where, folder)
        write_text(folder / "source" / f"{HOME}.md", home.page(readme, listed, parts))
        course = about.of_course(title, home.description(readme), [one.opening for one in ready], language)
        heads[HOME] = about.head(course, HOME, language, "", where.site)
        sphinx_pages.build(folder, language, title)
        _finish(folder / "html", language, languages, heads)
        return list(heads)


def _begin(folder, root):
    """Make the folders that Sphinx reads, with the pictures of the README alone."""
    for name in ("source", "static", "extra"):
        shutil.rmtree(folder / name, ignore_errors=True)
        make_folder(folder / name)
    shutil.copytree(root / AT_ONCE, folder / "source" / AT_ONCE)


def _lesson(lesson, language, where, folder):
    """Write what Sphinx reads of a lesson, and its downloads; its page."""
    name = lesson.files.name
    taking = addresses.taking(name, language, where.repository)
    page = lesson_page.of(lesson.notebook, taking, lesson.solved, lesson.mistakes)
    page.notebook.cells.append(nbformat.v4.new_markdown_cell(home.remembered()))
    nbformat.write(page.notebook, folder / "source" / f"{name}.ipynb")
    pictures, downloads = folder / "static" / "pictures", folder / "extra" / "downloads"
    for each in (pictures, downloads):
        make_folder(each)
    for picture, content in page.pictures.items():
        (pictures / picture).write_bytes(content)
    for path in (lesson.files.notebook, lesson.files.learners_source):
        shutil.copy(path, downloads)
    return page


def _part(part, language, course, where, folder):
    """Write what Sphinx reads of a part, and the files beside it; the heads of its pages."""
    for name, content in part.beside.items():
        make_folder((folder / "extra" / name).parent)
        (folder / "extra" / name).write_bytes(content)
    heads = {}
    for name, text in part.pages.items():
        write_text(folder / "source" / f"{name}.md", part.text(name))
        data = about.of_page(text, part.language or language, course)
        heads[name] = about.head(data, name, language, "", where.site)
    return heads


def _finish(html, language, languages, heads):
    others = [one for one in languages if one != language]
    for path in html.glob("*.html"):
        text = sphinx_pages.finished(path.read_text("utf-8"), path.name, others, heads.get(path.stem, ""))
        write_text(path, text)
