"""Sphinx at work on one language: sources into pages, and what is put into each page that the theme leaves out."""

import importlib.util
import io
import re
import shutil
from pathlib import Path

from course import CourseError
from course.site import accessible_markup, exercise_numbers, language_links, parts
from helpers.language import say

THEME = Path(__file__).with_name("theme")
MATHJAX, MATHJAX_SCRIPT = "sphinx-mathjax-offline", "tex-chtml.js"  # the package brings ten times what is used
NEEDED = ("sphinx", "myst_nb", "furo", MATHJAX)
COLOUR = re.compile(r"\x1b\[[\d;]*m")  # of a terminal
# At once, so that no answer is seen before its question; without scripts everything stands open.
PLAYS = '<script>document.documentElement.classList.add("plays")</script>'
# Without one a browser asks the server for a file that is not there.
ICON = (
    """<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"""
    """%3Ctext y='14' font-size='17' fill='%230a6ed1'%3E∇%3C/text%3E%3C/svg%3E">"""
)
FORMULA = '<div class="math-wrapper docutils container"'  # on a line of its own
HEAD, ARTICLE = "</head>", '<article role="main" id="furo-main-content">'
SEARCH = '<form class="sidebar-search-container"'  # at the side, below the title of the site


def refuse_missing():
    """Refuse to begin without the packages that the site is made with.

    Raises:
        ModuleNotFoundError: names the first that is missing.
    """
    for name in NEEDED:
        if importlib.util.find_spec(name) is None:
            raise ModuleNotFoundError(name=name)


def build(folder, language, title):
    """Make the pages of one language, in `folder`/html.

    Args:
        folder: with `source`, `static` (its files go to _static) and `extra` (its files go beside the pages).
        language: two letters.
        title: of the site.

    Raises:
        CourseError: Sphinx warns of something.
    """
    from sphinx.application import Sphinx  # heavy, and only needed once something has changed

    _copy_mathjax(folder / "static" / "mathjax")
    shutil.rmtree(folder / "html", ignore_errors=True)
    warnings = io.StringIO()
    sphinx = Sphinx(
        folder / "source",
        None,
        folder / "html",
        folder / "doctrees",
        "html",
        confoverrides=_settings(folder, language, title),
        status=None,
        warning=warnings,
    )
    sphinx.connect("html-page-context", parts.apart_from_lessons)
    sphinx.build()
    if said := COLOUR.sub("", warnings.getvalue()).strip():
        raise CourseError(f"Sphinx warns, and the site stays as it was:\n{said}")


def _settings(folder, language, title):
    return {
        "project": title,
        "html_title": title,
        "language": language,
        "extensions": ["myst_nb", "sphinx.ext.mathjax", "sphinx.ext.autodoc", "sphinx.ext.napoleon"],
        "add_module_names": False,  # a heading above the names says the module
        "autoclass_content": "both",
        "autodoc_preserve_defaults": True,
        "autodoc_typehints_format": "short",
        "napoleon_use_ivar": True,  # else an attribute stands there twice
        "nb_execution_mode": "off",  # the stored outputs are shown
        "nb_merge_streams": True,
        "myst_enable_extensions": ["attrs_block", "dollarmath"],
        "highlight_language": "none",
        "smartquotes_action": "q",  # no dashes: an option has two hyphens
        "mathjax_path": f"mathjax/{MATHJAX_SCRIPT}",
        "mathjax3_config": {"options": {"enableMenu": False}},  # whose keyboard stops at every formula
        "html_theme": "furo",
        "html_theme_options": {"navigation_with_keys": True},
        "html_static_path": [str(folder / "static"), str(THEME)],
        "html_css_files": ["site.css"],
        "html_js_files": ["site.js"],
        "html_extra_path": [str(folder / "extra")],
        "html_copy_source": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_show_search_summary": False,  # which is asked for by requests that a page opened as a file may not make
        "html_show_copyright": False,
        "html_show_sphinx": False,
    }


def _copy_mathjax(target):
    source = Path(importlib.util.find_spec(MATHJAX).submodule_search_locations[0]) / "static" / "mathjax"
    shutil.copytree(source / "output" / "chtml", target / "output" / "chtml", dirs_exist_ok=True)
    shutil.copy(source / MATHJAX_SCRIPT, target)


def finished(page, name, languages, head):
    """The HTML of a page with its head, its other languages, what makes it accessible, and words translated.

    Args:
        page: as the theme wrote it, in the language that is spoken.
        name: of its file.
        languages: the other languages of the site.
        head: HTML that goes into its head.

    Raises:
        CourseError: the theme writes pages in another way than it did.
    """
    for place in (HEAD, SEARCH, ARTICLE):
        if page.count(place) != 1:
            raise CourseError(
                f"{name}: found {page.count(place)} times '{place}', expected it once: the theme changed."
            )
    above, beside = language_links.for_readers(name, languages)
    page = page.replace(HEAD, "\n".join([PLAYS, ICON, *language_links.for_machines(name, languages), head, HEAD]))
    search = say("Search")
    heading = "" if "<h1" in page else f"<h1>{search}</h1>"  # the one page without
    page = page.replace(ARTICLE, ARTICLE + above + heading).replace(SEARCH, beside + SEARCH)
    page = language_links.placed(exercise_numbers.unbroken(page)).replace("<pre>", '<pre tabindex="0">')
    page = page.replace(FORMULA, f'{FORMULA} tabindex="0"')  # it scrolls where the screen is narrow
    page = accessible_markup.of(page)
    for drawer, label in (("sidebar-drawer", say("Pages")), ("toc-drawer", say("On this page"))):  # two of a kind
        page = page.replace(f'<aside class="{drawer}', f'<aside aria-label="{label}" class="{drawer}')
    for english, words in _words_of_theme().items():
        page = re.sub(rf"""(?<=[>"])(\s*){re.escape(english)}(?=\s*[<"])""", rf"\g<1>{words}", page)
    return page


def _words_of_theme():
    """What the theme says in English alone, and what it is in the language that is spoken."""
    return {
        "Skip to content": say("Skip to content"),
        "Back to top": say("Back to top"),
        "On this page": say("On this page"),
        "Next": say("Next"),
        "Previous": say("Previous"),
        "Home": say("Home"),
        "Toggle site navigation sidebar": say("Show or hide the list of pages"),
        "Toggle table of contents sidebar": say("Show or hide the contents of this page"),
        "Toggle Light / Dark / Auto color theme": say("Light, dark or automatic colours"),
        "Made with": say("Made with"),
    }
