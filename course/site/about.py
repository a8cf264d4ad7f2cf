"""What machines read of the site: JSON-LD of schema.org, Open Graph, the other languages of a page, the sitemap."""

import html
import json

from course.site.openings import plain

LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # of what is read; pyproject.toml names it by its short name
SCHEMA = "https://schema.org"


def of_lesson(opening, language, course):
    """A lesson as schema.org's LearningResource.

    Args:
        opening: the lesson's `openings.Opening`.
        language: two letters.
        course: the title of the course.
    """
    return {
        "@context": SCHEMA,
        "@type": "LearningResource",
        "name": plain(opening.title),
        "description": plain(opening.question),
        "teaches": [plain(one) for one in opening.objectives],
        "timeRequired": f"PT{opening.minutes}M",
        "educationalLevel": "Beginner",
        "learningResourceType": "Lesson",
        "inLanguage": language,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "isPartOf": {"@type": "Course", "name": course},
    }


def of_course(title, description, openings, language):
    """The course as schema.org's Course, with its lessons."""
    return {
        "@context": SCHEMA,
        "@type": "Course",
        "name": title,
        "description": description,
        "educationalLevel": "Beginner",
        "inLanguage": language,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "hasPart": [{"@type": "LearningResource", "name": plain(one.title)} for one in openings],
    }


def of_page(text, language, course):
    """A page beside the lessons as schema.org's WebPage: its title, and its first paragraph.

    Args:
        text: the page in Markdown; it begins with its title.
        language: two letters.
        course: the title of the course.
    """
    title, first = [*text.strip().split("\n\n"), ""][:2]
    return {
        "@context": SCHEMA,
        "@type": "WebPage",
        "name": plain(title.lstrip("# ")),
        "description": " ".join(plain(first).split()),
        "inLanguage": language,
        "license": LICENCE,
        "isPartOf": {"@type": "Course", "name": course},
    }


def head(data, name, language, picture, site):
    """HTML for the head of a page: its description, Open Graph, JSON-LD.

    Args:
        data: what `of_lesson` or `of_course` gave.
        name: of the page, without its ending.
        language: two letters.
        picture: where its picture is, seen from the page; "" for none.
        site: the address of the site; "" where none is set.
    """
    place = f"{site}/{language}/" if site else ""
    shown = {"title": data["name"], "description": data["description"], "type": "article", "locale": language}
    shown |= {"image": f"{place}{picture}"} if picture else {}
    shown |= {"url": f"{place}{name}.html"} if site else {}
    lines = [f'<meta name="description" content="{_attribute(data["description"])}">']
    lines += [f'<meta property="og:{key}" content="{_attribute(value)}">' for key, value in shown.items()]
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return "\n".join([*lines, f'<script type="application/ld+json">{text}</script>'])


def sitemap(names, languages, site):
    """The text of sitemap.xml; the addresses in it have to be whole, so there is none for a site without one.

    Args:
        names: of the pages, without their ending.
        languages: two letters each.
        site: the address of the site.
    """
    found = [f"<url><loc>{site}/{language}/{name}.html</loc></url>" for language in languages for name in names]
    begin = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([begin, *found, "</urlset>\n"])


def _attribute(text):
    return html.escape(text, quote=True)
