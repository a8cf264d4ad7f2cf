"""course/translating/catalogues.py: a .po file read with the line of each fault, refreshed, written."""

import pytest

from course.translating import catalogues
from course.translating.catalogues import CatalogueError, Message

TWO = 'msgid "one weight"\nmsgstr "un peso"\n\nmsgid "a loss\\n"\nmsgstr "una pérdida\\n"\n'


def written(tmp_path, text):
    path = tmp_path / "01_one.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(catalogue):
    return {one.id: (one.string, one.fuzzy) for one in catalogue if one.id}


def test_what_is_written_is_read_and_written_again_the_same(tmp_path):
    first = catalogues.as_po(catalogues.read(written(tmp_path, TWO), "es"))
    again = catalogues.read(written(tmp_path, first), "es")
    assert told(again) == {"one weight": ("un peso", False), "a loss\n": ("una pérdida\n", False)}
    assert catalogues.as_po(again) == first
    assert "Date" not in first and "Babel" not in first  # nothing that differs from day to day


def test_a_file_that_is_not_there_is_an_empty_catalogue(tmp_path):
    assert told(catalogues.read(tmp_path / "none.po", "es")) == {}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (TWO + '\nmsgid "one weight"\nmsgstr "otro"\n', 7, "the same English as in line 1"),
        (TWO + '\nmsgid "one "\n"weight"\nmsgstr "otro"\n', 7, "the same English as in line 1"),
        (TWO + '\nmsgid "open\nmsgstr "otro"\n', 7, "which is no line of a .po file"),
        (TWO + '\nmsgid "a "quote" inside"\nmsgstr "otro"\n', 7, "which is no line of a .po file"),
        (TWO + "<<<<<<< HEAD\n", 6, "which is no line of a .po file"),
        (TWO + '\nmsgid "alone"\n\nmsgid "next"\nmsgstr "x"\n', 7, "missing msgstr"),
        (b'msgid "a"\nmsgstr "p\xe9rdida"\n', 2, "not UTF-8"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path, text, line, words):
    with pytest.raises(CatalogueError) as error:
        catalogues.read(written(tmp_path, text), "es")
    assert str(error.value).startswith(f"01_one.po:{line}:") and words in str(error.value)


def test_refreshing_keeps_what_is_translated_marks_what_changed_and_drops_what_is_gone(tmp_path):
    text = (
        'msgid "The loss falls from 1 to 0."\nmsgstr "La pérdida baja de 1 a 0."\n\n'
        'msgid "kept"\nmsgstr "queda"\n\nmsgid "nowhere"\nmsgstr "en ningún lado"\n'
    )
    catalogue = catalogues.read(written(tmp_path, text), "es")
    wanted = [Message("The loss falls from 1 to 0.5.", "cell 1"), Message("kept", "cell 2"), Message("new", "cell 3")]
    catalogue, counts = catalogues.refreshed(catalogue, wanted)
    assert counts == {"new": 1, "changed": 1, "gone": 1}
    assert told(catalogue) == {
        "The loss falls from 1 to 0.5.": ("La pérdida baja de 1 a 0.", True),
        "kept": ("queda", False),
        "new": (None, False),
    }
    text = catalogues.as_po(catalogue)
    assert '#| msgid "The loss falls from 1 to 0."\n' in text and "#. cell 1\n" in text
    assert [catalogues.translation(catalogue, one.text) for one in wanted] == [None, "queda", None]


def test_a_second_refresh_changes_nothing(tmp_path):
    wanted = [Message("one weight", "cell 1"), Message('a loss "so"\n', "cell 2")]
    catalogue, _ = catalogues.refreshed(catalogues.read(written(tmp_path, TWO), "es"), wanted)
    first = catalogues.as_po(catalogue)
    assert '#| msgid "a loss\\n"' in first  # which babel writes and does not read
    again, counts = catalogues.refreshed(catalogues.read(written(tmp_path, first), "es"), wanted)
    assert counts == {"new": 0, "changed": 0, "gone": 0}
    assert catalogues.as_po(again) == first


def test_a_translators_comment_stays(tmp_path):
    catalogue = catalogues.read(written(tmp_path, "# glossary: step\n" + TWO), "es")
    catalogue, _ = catalogues.refreshed(catalogue, [Message("one weight", "cell 1")])
    assert "# glossary: step\n" in catalogues.as_po(catalogue)


def test_the_english_before_is_kept_whole_however_long_it_is(tmp_path):
    before = "The loss falls " + "and falls, step after step, " * 8 + "from 1 to 0."
    text = f'# glossary: step\nmsgid "{before}"\nmsgstr "La pérdida baja de 1 a 0."\n'
    wanted = [Message(before.replace("to 0.", "to 0.5."), "cell 1")]
    for _ in range(3):
        catalogue, _ = catalogues.refreshed(catalogues.read(written(tmp_path, text), "es"), wanted)
        (entry,) = (one for one in catalogue if one.id)
        assert (entry.previous_id, entry.user_comments) == ([before], ["glossary: step"])
        text = catalogues.as_po(catalogue)


def test_a_new_text_takes_no_translation_from_one_that_is_said_still(tmp_path):
    catalogue = catalogues.read(written(tmp_path, TWO), "es")
    wanted = [Message("one weight", "cell 1"), Message("a loss\n", "cell 2"), Message("one weight.", "cell 3")]
    catalogue, counts = catalogues.refreshed(catalogue, wanted)
    assert counts == {"new": 1, "changed": 0, "gone": 0}
    assert catalogues.translation(catalogue, "one weight.") is None
