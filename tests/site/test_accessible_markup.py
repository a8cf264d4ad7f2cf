"""What is put into a page for those who read it by keyboard or have it read aloud."""

import re

from course.site import accessible_markup

TABLE = '<div class="table-wrapper docutils container"><table><th class="head"><p></p></th></table></div>'


def test_each_table_scrolls_by_keyboard_under_a_name_of_its_own():
    page = accessible_markup.of(f"<p>{TABLE}{TABLE}</p>")
    assert re.findall(r'role="region" tabindex="0" aria-label="([^"]+)" class="table-wrapper docutils', page) == [
        "Table 1",
        "Table 2",
    ]
    assert page.count("<td></td>") == 2 and "<th" not in page


def test_the_name_of_a_table_in_another_language_is_not_in_that_language():
    marked = TABLE.replace('container">', 'container" lang="en">').replace("<table>", '<table lang="en">')
    page = accessible_markup.of(marked)
    assert re.findall("<(\\w+)[^>]* lang=", page) == ["table"]


def test_a_caption_at_the_side_has_a_level():
    page = accessible_markup.of('<p class="caption" role="heading">A</p>')
    assert page == '<p class="caption" role="heading" aria-level="2">A</p>'


def test_the_contents_of_a_page_in_another_language_are_in_that_language_too():
    contents = '<div class="toc-tree"><a>A</a></div>'
    assert accessible_markup.of(contents) == contents
    assert '<div class="toc-tree" lang="en">' in accessible_markup.of(f'<section id="a" lang="en">{contents}')
