"""Refresh the translations in locale/ from the English, and say of each file what is missing, changed or at fault."""

from course import command, places
from course.authoring import translation_faults, translations
from course.languages import OTHERS, known


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help=f"{', '.join(OTHERS)}; all when left out")
    parser.add_argument("--check", action="store_true", help="change nothing; name each fault by its line, and exit 1")


def run(options, root=places.ROOT):
    """Exit status: 0 when all was refreshed, or with --check when nothing is missing, changed, unused or lost."""
    faults = []
    for language in map(known, options.languages or OTHERS):
        of_language, changes = translations.files(root, language), []
        if not options.check:
            of_language, changes = zip(*map(translations.refresh, of_language), strict=True)
        found = translation_faults.faults_of(of_language, root, language)
        for place, file in enumerate(of_language):
            counts = translations.count(file) | (changes[place] if changes else {})
            counts["faults"] = len(found[file.path.name])
            print(f"{language} {file.path.stem:<28}", ", ".join(f"{count} {what}" for what, count in counts.items()))
        faults += [f"locale/{language}/{fault}" for of_file in found.values() for fault in of_file]
    for fault in faults if options.check else ():
        print(fault)
    advice = f"; {command('translate', '--check')} names them" if faults and not options.check else ""
    print(f"{len(faults)} faults{advice}")
    return 1 if options.check and faults else 0
