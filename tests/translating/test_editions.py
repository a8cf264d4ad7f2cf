"""course/translating/editions.py and import_line.py: a lesson in another language."""

import nbformat
from babel.messages.catalog import Catalog
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.translating.editions import edition, translated
from course.translating.import_line import in_english, in_language, language_of

MARKED = "*(en inglés)* {text}"


def catalogue():
    made = Catalog("es")
    made.add("A weight", "Un peso")
    made.add("**(a)** It falls.", "**(a)** Baja.")
    made.add("In doubt", "En duda", flags=["fuzzy"])
    return made


def test_a_text_is_translated_and_what_lacks_words_stays_english_and_marked():
    text = "# A weight\n- **(a)** It falls.\n- **(b)** 7\n\nNot yet.\n\nIn doubt"
    expected = "# Un peso\n- **(a)** Baja.\n- **(b)** 7\n\n*(en inglés)* Not yet.\n\n*(en inglés)* In doubt"
    assert translated(text, catalogue(), MARKED) == expected


def test_cells_ids_tags_and_code_stay_but_for_the_import():
    code = "import torch\nfrom helpers import check, hint, progress\nfrom helpers.attempt import attempt\n"
    cells = [new_markdown_cell("# A weight", id="one"), new_code_cell(code, id="two", metadata={"tags": ["check"]})]
    made = edition(new_notebook(cells=cells), "es", catalogue(), MARKED)
    nbformat.validate(made)
    assert [cell.id for cell in made.cells] == ["one", "two"]
    assert made.cells[1].metadata == {"tags": ["check"]}
    assert made.cells[1].source == code.replace("helpers import", "helpers.es import")
    assert cells[0].source == "# A weight"  # the English notebook is as it was


def test_the_language_of_code_is_that_of_its_import():
    english = "from helpers import check, data\nfrom helpers.data import X\n"
    spanish = in_language(english, "es")
    assert spanish == "from helpers.es import check, data\nfrom helpers.data import X\n"
    assert (language_of(english), language_of(spanish)) == (None, "es")
    assert in_english(spanish) == english
    assert language_of("from helpers.checks import check") is None
