"""The pages for instructors: the guide, and for each lesson what its declarations say of teaching it; slides."""

from course import places
from course.site import built_lessons, slide_page, slides, teaching, time_plan, written_pages
from course.site.parts import Part
from helpers.language import ENGLISH, say


def of(root, language, lessons):
    """The part of the site, in the language that is spoken.

    Args:
        root: the folder of the course.
        language: two letters.
        lessons: `built_lessons.Lesson` of each.
    """
    known = {one.files.name: one for one in lessons}
    written = written_pages.texts("guide", root, language)
    english = {name: built_lessons.stored(built_lessons.in_language(one.files, ENGLISH)) for name, one in known.items()}
    pages = {name: text for name, text in written.items() if name not in known}
    if pages:
        first = next(iter(pages))
        pages[first] = f"{pages[first].rstrip()}\n\n{_overview(known, english, written)}\n"
    answers = {
        f"teaching_{name}": teaching.page(written[name], one, english[name])
        for name, one in known.items()
        if name in written
    }
    return Part(
        say("For instructors"),
        pages | answers,
        with_answers=tuple(answers),
        beside=dict(_decks(root, language, lessons)),
    )


def _decks(root, language, lessons):
    """The slides of each lesson that has some: the path of their page, and its bytes."""
    others = [one for one in [ENGLISH, *places.languages(root)] if one != language]
    for lesson in lessons:
        if shown := slides.of(lesson.notebook, lesson.opening):
            name = lesson.files.name
            yield f"{slide_page.FOLDER}/{name}.html", slide_page.page(name, shown, language, others).encode()


def _overview(known, english, written):
    """Markdown of a table of the lessons, with the minutes of each and where its pages are."""
    lesson, minutes, exercises, pages = say("Lesson"), say("Minutes"), say("Of them exercises"), say("Pages")
    title, for_you, slides_of = say("What there is for each lesson"), say("Teaching it"), say("Slides")
    rows = [f"| {lesson} | {minutes} | {exercises} | {pages} |", "|---|---:|---:|---|"]
    for name, one in known.items():
        sections = time_plan.of(english[name])
        teaching_minutes, practice = (
            sum(getattr(each, what) for each in sections) for what in ("teaching", "practice")
        )
        links = [f"[{for_you}](teaching_{name}.md)"] if name in written else []
        if slides.of(one.notebook, one.opening):
            links.append(f'<a href="{slide_page.FOLDER}/{name}.html">{slides_of}</a>')
        opening = f"[{one.opening.title}]({name}.ipynb)"
        rows.append(f"| {opening} | {teaching_minutes + practice} | {practice} | {' · '.join(links)} |")
    return f"## {title}\n\n" + "\n".join(rows)
