"""helpers/language.py: what is said, in which language, and where a switch holds."""

import subprocess
import sys
from threading import Thread

import pytest

from course.places import ROOT
from helpers import language
from helpers.language import say, speaking

PATIENCE_SECONDS = 60
SPANISH = {"right, on {count} inputs": "correcto, con {count} entradas", "{a} and {b}": "{b} y {a}"}


@pytest.fixture
def spanish(monkeypatch):
    """A table of a few texts in place of the course's own."""
    monkeypatch.setattr(language, "_translations", lambda name: SPANISH if name == "es" else {})


def test_english_is_said_as_it_is_written(spanish):
    assert say("right, on {count} inputs", count=3) == "right, on 3 inputs"
    assert (language.current(), say("")) == ("en", "")


def test_a_block_speaks_another_language_and_then_the_one_before(spanish):
    with speaking("es"):
        assert say("right, on {count} inputs", count=3) == "correcto, con 3 entradas"
        with speaking("en"):
            assert say("right, on {count} inputs", count=3) == "right, on 3 inputs"
        assert say("{a} and {b}", a="{x}", b=2) == "2 y {x}"
        assert say("nobody has translated {this}", this="it") == "nobody has translated it"
    assert language.current() == "en"


def test_braces_are_braces_where_no_words_are_given(spanish):
    assert say("{a} and {b}") == "{a} and {b}"
    with speaking("es"):
        assert say("{a} and {b}") == "{b} y {a}"


def test_another_thread_does_not_speak_what_a_block_speaks(spanish):
    heard = []
    with speaking("es"):
        thread = Thread(target=lambda: heard.append(language.current()))
        thread.start()
        thread.join(PATIENCE_SECONDS)
    assert heard == ["en"]


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(ValueError, match="found the language 'fr'; the course speaks en, es"), speaking("fr"):
        pass


def test_the_import_line_switches_the_whole_process_once_for_all():
    code = "from helpers.es import check, data, hint, progress; from helpers import language; print(language.current())"
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, cwd=ROOT, text=True, timeout=PATIENCE_SECONDS).strip() == "es"
