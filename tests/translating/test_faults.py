"""course/translating/faults.py and glossary.py: what a translation lost, and which terms it should have."""

import pytest
from babel.messages.catalog import Catalog

from course.translating import faults, glossary
from course.translating.catalogues import CatalogueError
from course.translating.glossary import Term

TERMS = [Term("loss", ("pérdida",), ("costo", "coste")), Term("learning rate", ("tasa de aprendizaje",), ("ritmo",))]


def entry(english, translated, comment=""):
    catalogue = Catalog("es")
    return catalogue.add(english, translated, user_comments=[comment] if comment else [])


def of(english, translated, comment=""):
    return list(faults.of_entry(entry(english, translated, comment), TERMS))


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("The loss is 0.25.", "La pérdida es 0.25."),
        ("`loss` stays code at 1e-7", "`loss` sigue siendo código en 1e-7"),
        ("$L = \\text{mean}(e)$ is a mean", "$L = \\text{media}(e)$ es una media"),
        ("It costs more.", "El costo sube."),
        ("a no-loss rule", "una regla sin ella"),
        ("Losses fall: two of 3.", "Las pérdidas bajan: dos de 3."),
        ("**(a)** is the sum of {N} parts.", "**(a)** es la suma de {N} partes."),
        ("Two learning rates", "Dos tasas de aprendizaje".replace("tasas", "tasa")),
        ("It took 30,731 steps.", "Tomó 30,731 pasos."),
    ],
)
def test_a_faithful_translation_has_no_fault(english, translated):
    assert of(english, translated) == []


@pytest.mark.parametrize(
    ("english", "translated", "found"),
    [
        ("It is 0.25 high.", "Tiene 0,25 de alto.", "lost the number '0.25'"),
        ("It is 12 high.", "Tiene 21 de alto.", "lost the number '12'"),
        ("half: ½", "la mitad", "lost the number '½'"),
        ("call `backward` now", "llama a backward ahora", "lost the code '`backward`'"),
        ("call `backward` now", "llama a `backwards` ahora", "lost the code '`backward`'"),
        ("at $w = 2$ it stays", "en $w = 3$ se queda", "lost the formula '$w = 2$'"),
        ("for {inputs}: {mine}", "para {inputs}", "lost the place '{mine}'"),
        ("in {seconds:g} s", "en {seconds} s", "lost the place '{seconds:g}'"),
        ("**(a)** is it", "**(b)** lo es", "lost the option letter '(a)'"),
        ("**Predict.** What?", "Predice. ¿Qué?", "lost the bold mark '**'"),
        ("if w &lt; 3", "si w < 3", "lost the tag '&lt;'"),
        ("see [the paper](https://a.b/c)", "ve [el artículo](https://a.b/d)", "lost the address '](https://a.b/c)'"),
        ("It moves.", "Se mueve 2 veces.", "has the number '2', which the English has not"),
        (" For all.", "Para todos.", "begins or ends with other spaces than the English"),
        ("The loss falls.", "Baja el valor.", "the English says 'loss'; expected 'pérdida' in the translation"),
        ("The loss is a cost.", "La pérdida es un costo.", "found 'costo'; expected 'pérdida' for 'loss'"),
        ("What moves here", "What moves here", "is English still; translate it, or write '# same' above the entry"),
    ],
)
def test_what_was_lost_or_changed_is_named(english, translated, found):
    assert found in of(english, translated)


def test_a_translators_comment_excuses_its_term_and_no_other():
    assert of("The loss of a learning rate", "Sin ella", "glossary: loss") == [
        "the English says 'learning rate'; expected 'tasa de aprendizaje' in the translation"
    ]
    assert of("The loss of a learning rate", "Sin ella", "glossary: loss, learning rate") == []
    assert of("Exclusive or", "Exclusive or", "same") == []


def test_terms_inside_code_and_formulas_do_not_count():
    assert of("of {loss}", "de {loss}") == []
    assert of("`loss` and $\\text{loss}$ are code", "`loss` y $\\text{loss}$ son código") == []


def test_one_english_text_has_one_translation_in_all_files():
    catalogues = {name: Catalog("es") for name in ("01.po", "02.po", "03.po")}
    catalogues["01.po"].add("a factor with f < 1", "un factor con f < 1")
    catalogues["02.po"].add("a factor with f &lt; 1", "un factor, f &lt; 1")
    catalogues["03.po"].add("a factor with f < 1", "un factor con f < 1")
    found = [(name, one.id, sentence) for name, one, sentence in faults.of_doubles(catalogues)]
    assert found == [
        (
            "02.po",
            "a factor with f &lt; 1",
            "the same English reads 'un factor con f < 1' in 01.po; use one translation",
        )
    ]


def test_a_glossary_is_read_with_its_forms_and_a_broken_one_is_refused(tmp_path):
    path = tmp_path / "glossary.csv"
    path.write_text("english,term,avoid\nloss,pérdida,costo|coste\nstep,paso,\n", encoding="utf-8")
    assert glossary.read(path) == [Term("loss", ("pérdida",), ("costo", "coste")), Term("step", ("paso",), ())]
    path.write_text("english;term\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"glossary\.csv:1"):
        glossary.read(path)
    assert glossary.read(tmp_path / "none.csv") == []
