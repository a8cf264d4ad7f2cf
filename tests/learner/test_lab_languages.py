"""`lab --language` and `doctor --language`: copies in a folder of their own, lines in that language, an offer."""

import json

import pytest

from course import languages
from course.__main__ import main
from course.learner import doctor, lab
from course.learner.doctor import Finding
from helpers import exercises, language
from tests.learner.shipped_lesson import notebook

MADE_UP = "«{}»"


class Marked(dict):
    """Any English text, marked: as a translation of everything."""

    def get(self, text, default=None):
        return MADE_UP.format(text)


@pytest.fixture(autouse=True)
def all_is_translated(monkeypatch):
    monkeypatch.setattr(language, "_translations", lambda name: {} if name == "en" else Marked())
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course with one lesson in two languages, where `main` works."""
    for folder, text in (("notebooks", "one"), ("notebooks/es", "uno")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01_one.ipynb").write_text(json.dumps(notebook(text)))
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_one.py").touch()
    monkeypatch.setattr("course.learner.lab.run", lambda options, run=lab.run: run(options, tmp_path))
    return tmp_path


def test_the_copies_of_a_language_are_beside_those_in_english(root, capsys):
    assert main(["lab", "--no-open", "--language", "es"]) == 0
    assert capsys.readouterr().out == "«work/es/01_one.ipynb: started»\n"
    assert not (root / "work" / "01_one.ipynb").exists()
    copied = json.loads((root / "work/es/01_one.ipynb").read_text())
    assert copied["cells"][0]["source"] == ["uno"] and copied["cells"][1]["outputs"] == []
    assert main(["lab", "--no-open"]) == 0
    assert capsys.readouterr().out == "work/01_one.ipynb: started\n"


def test_a_fresh_copy_is_of_that_language_and_its_command_says_so(root, capsys):
    main(["lab", "--no-open", "--language", "es"])
    (root / "notebooks/es/01_one.ipynb").write_text(json.dumps(notebook("más nuevo")))
    capsys.readouterr()
    main(["lab", "--no-open", "--language", "es"])
    assert capsys.readouterr().out.rstrip("»\n").endswith("lab --fresh 01_one --language es")
    assert main(["lab", "--fresh", "01_one", "--language", "es"]) == 0
    assert capsys.readouterr().out == "«work/es/01_one.ipynb: fresh»«; yours is kept as work/es/01_one.old-1.ipynb»\n"


def test_the_lab_opens_that_folder_and_counts_what_was_right_in_any_language(root, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr("course.learner.lab.open_lab", lambda *words: opened.append((*words, capsys.readouterr().out)))
    ids = [one.id for one in exercises.of_lesson("01")]
    (root / "work").mkdir()
    (root / "work" / "progress.txt").write_text("\n".join(ids[:2]))
    main(["lab", "--language", "es"])
    [(folder, page, _, _, said)] = opened
    assert (folder, page) == (root / "work/es", "01_one.ipynb")
    assert said.splitlines()[-1] == f"«work/es/01_one.ipynb: 2 of {len(ids)} exercises right»"


def test_an_unknown_language_lists_the_known_ones(root, capsys):
    assert main(["lab", "--language", "fr"]) == 1
    assert "does not speak 'fr'. Its languages are: en (English), es (español)." in capsys.readouterr().err
    assert not (root / "work").exists()
    assert main(["doctor", "--language", "fr"]) == 1


@pytest.mark.parametrize(("name", "value"), [("LANG", "es_MX.UTF-8"), ("LC_ALL", "es"), ("LC_MESSAGES", "es_AR")])
def test_a_machine_that_speaks_spanish_is_offered_it_in_one_line(root, monkeypatch, capsys, name, value):
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_MESSAGES", "")
    monkeypatch.setenv(name, value)
    monkeypatch.setattr("course.learner.lab.open_lab", lambda *_: 0)
    for words, count in (["lab"], 1), (["lab", "--language", "es"], 0), (["lab", "--language", "en"], 0):
        main(words)
        offers = [line for line in capsys.readouterr().out.splitlines() if "speaks your language" in line]
        assert len(offers) == count, words
        assert all(line.startswith("«") and line.endswith("lab --language es»") for line in offers)


@pytest.mark.parametrize("value", ["C", "en_US.UTF-8", "de_DE.UTF-8"])
def test_any_other_machine_is_offered_nothing(monkeypatch, value):
    monkeypatch.setenv("LC_ALL", value)
    assert languages.offer("lab") == ""


def test_the_doctor_speaks_the_language_that_is_asked_for(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "EXAMINATIONS", {"learner": [lambda root: [Finding(False, "it", "this")]]})
    assert main(["doctor", "--language", "es"]) == 1
    assert capsys.readouterr().out.splitlines() == ["«FAIL  it. What to do: this»", "«1 to mend»"]
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.splitlines() == ["FAIL  it. What to do: this", "1 to mend"]
