"""Everything that keeps a language's edition from being whole, a line each."""

from course import places
from course.translating import faults, glossary


def faults_of(of_language, root, language):
    """Everything that keeps an edition from being whole, one line a fault, by the name of the .po file.

    Args:
        of_language: what `files` gave.
        root: the folder of the course.
        language: its two letters.
    """
    folder = places.locale(root, language)
    terms = glossary.read(folder / "glossary.csv")
    found = {file.path.name: list(_faults(file, terms)) for file in of_language}
    named = {file.path.name: file.catalogue for file in of_language}
    for name, entry, sentence in faults.of_doubles(named):
        found[name].append(_line(name, entry, sentence))
    for path in sorted(folder.glob("*.po")):
        if path.name not in named:
            found[path.name] = [f"{path.name}:1: translates nothing that the course has; delete it."]
    return found


def _faults(file, terms):
    wanted = {one.text for one in file.wanted}
    for one in file.wanted:
        entry = file.catalogue.get(one.text)
        if entry is None or not entry.string:
            yield _line(file.path.name, entry, f"is not translated ({one.where})", one.text)
        elif entry.fuzzy:
            was = f" It was '{_short(entry.previous_id[0])}'." if entry.previous_id else ""
            yield _line(file.path.name, entry, f"the English has changed ({one.where}).{was} See to the translation")
    for entry in (entry for entry in file.catalogue if entry.id):
        if entry.id not in wanted:
            yield _line(file.path.name, entry, "is said nowhere any more")
        elif entry.string and not entry.fuzzy:
            yield from (_line(file.path.name, entry, sentence) for sentence in faults.of_entry(entry, terms))


def _line(name, entry, sentence, text=""):
    """A fault with the line of its entry, and how the English begins."""
    return f"{name}:{entry.lineno if entry else 1}: '{_short(entry.id if entry else text)}' {sentence}."


def _short(text):
    return text if len(text) <= 60 else f"{text[:57]}..."
