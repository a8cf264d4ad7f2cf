"""The site's first page: the README down to its table, then each lesson with its question and objectives."""

import re

from course import by_make
from course.site.sphinx_pages import ICON
from helpers.language import LANGUAGES, say

TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
FIRST_TABLE = re.compile(r"^\|", re.MULTILINE)
# Who is on the site need not read what the README tells of it.
OF_THE_SITE = (f"`{by_make('site')}`", "(pictures/site.png)")


def title(readme):
    """The title of the course in a language's README."""
    return TITLE.search(readme).group(1)


def description(readme):
    """The first paragraph of the README below its title, on one line."""
    return " ".join(readme[TITLE.search(readme).end() :].strip().split("\n\n")[0].split())


def page(readme, lessons, parts=()):
    """The text of the first page, for Sphinx.

    Args:
        readme: the README in the language that is spoken.
        lessons: a lesson's name, its `openings.Opening` and how many sections it has, each.
        parts: `parts.Part` of the pages beside the lessons.
    """
    begins = readme[TITLE.search(readme).start() :]
    told = begins[: FIRST_TABLE.search(begins).start()].strip().split("\n\n")
    title, what, *others = (one for one in told if not any(mark in one for mark in OF_THE_SITE))
    name, opening, _ = lessons[0]
    at_once = say("You can begin here, with nothing installed: {lesson}.", lesson=f"[{opening.title}]({name}.ipynb)")
    begins = "\n\n".join([title, what, at_once, *others])
    listed = "\n\n".join(_lesson(*one) for one in lessons)
    heading = say("The lessons")
    side = {heading: [name for name, *_ in lessons]}
    for part in parts:
        if part.pages:
            side[part.heading] = [*side.get(part.heading, []), *part.pages]
    contents = "\n\n".join(map(_at_the_side, side, side.values()))
    return f"{begins}\n\n## {heading}\n\n{listed}\n\n{remembered()}\n\n{contents}\n"


def _at_the_side(heading, names):
    listed = "\n".join(names)
    return f"```{{toctree}}\n:hidden:\n:caption: {heading}\n\n{listed}\n```"


def _lesson(name, opening, sections):
    minutes = say("{minutes} minutes of exercises", minutes=opening.minutes)
    done = say("{done} of {count} sections finished", done="DONE", count=sections)
    objectives = "\n".join(f"- {one}" for one in opening.objectives)
    return f"""### [{opening.title}]({name}.ipynb)

**{opening.question}** {minutes}<span class="finished-of" data-lesson="{name}" data-text="{done}"></span>

<details class="goals"><summary>{opening.goal}</summary>

{objectives}

</details>"""


def remembered():
    """HTML with the buttons that export and forget what this browser keeps."""
    text = say("Your choices and finished sections are kept in this browser only. Nothing is sent anywhere.")
    export, forget, exported, forgotten = (
        say("Export as a file"),
        say("Forget all"),
        say("Exported."),
        say("Forgotten."),
    )
    return f"""<div class="kept needs-script"><p>{text}</p>
<p><button type="button" class="export">{export}</button> <button type="button" class="forget">{forget}</button>
<span role="status" data-exported="{exported}" data-forgotten="{forgotten}"></span></p></div>"""


def door(languages):
    """HTML of the page above the languages: it leads to the reader's own, or lets one choose."""
    links = "".join(f'<li><a lang="{one}" href="{one}/index.html">{LANGUAGES[one]}</a></li>' for one in languages)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Languages</title>{ICON}
<style>a {{ display: inline-block; padding: .5rem; }}</style>
<script>
const wanted = (navigator.language || "").slice(0, 2), there = {list(languages)};
location.replace((there.includes(wanted) ? wanted : there[0]) + "/index.html");
</script></head>
<body><main><h1>Languages</h1><ul>{links}</ul></main></body></html>
"""
