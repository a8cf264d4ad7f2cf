"""Where the course keeps things, and which lessons there are."""

from dataclasses import dataclass
from pathlib import Path

from course import CourseError

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS, NOTEBOOKS, WORK, LOCALE = "solutions", "notebooks", "work", "locale"
COLAB = f"{NOTEBOOKS}/colab"
GUIDE, REFERENCE = "docs/instructors", "docs/reference"
# Pages that are written in English and translated: the name of their .po file, and where they are.
PAGES = {"README": "README.md", "guide": f"{GUIDE}/*.md", "reference": f"{REFERENCE}/*.md"}
DOCS = ("guide", "reference")  # of these, what stands below docs/, and on the site beside the lessons


class UnknownLessonError(CourseError):
    """No lesson goes by that name."""


@dataclass(frozen=True)
class Lesson:
    """One lesson and the four files it lives in; three, made from the same source, in another language.

    Attributes:
        name: number and topic, such as "01_backprop_scalar".
        root: the folder of the course.
        language: two letters; empty for English.
    """

    name: str
    root: Path = ROOT
    language: str = ""

    @property
    def number(self):
        """The part of the name before the first underscore, such as "01"."""
        return self.name.split("_")[0]

    @property
    def source(self):
        """The one file that is edited by hand."""
        return self.root / SOLUTIONS / f"{self.name}.py"

    @property
    def solution(self):
        """The executed notebook with its answers."""
        return self.root / SOLUTIONS / self.language / f"{self.name}.ipynb"

    @property
    def drawings(self):
        """The module that draws its figures."""
        return self.root / "helpers" / "drawings" / f"lesson_{self.number}.py"

    @property
    def learners_source(self):
        """The learner's text, answers taken out."""
        return self.root / NOTEBOOKS / self.language / f"{self.name}.py"

    @property
    def notebook(self):
        """The learner's executed notebook."""
        return self.root / NOTEBOOKS / self.language / f"{self.name}.ipynb"

    @property
    def colab(self):
        """The learner's notebook as Colab opens it; there where the course has a repository to install from."""
        return self.root / COLAB / self.language / f"{self.name}.ipynb"

    @property
    def own(self):
        """The learner's own copy, once it is started."""
        return self.root / WORK / self.language / f"{self.name}.ipynb"


def locale(root, language):
    """The folder with a language's translations."""
    return root / LOCALE / language


def pages(name, root=ROOT):
    """The pages of that name in `PAGES`, in order; one with a further dot in its file's name is a translation."""
    return sorted(path for path in root.glob(PAGES[name]) if "." not in path.stem)


def translated(page, language):
    """The file of a page in another language than English."""
    return page.with_suffix(f".{language}{page.suffix}")


def languages(root=ROOT):
    """The languages that a course has translations for, besides English."""
    return sorted(path.name for path in (root / LOCALE).glob("[!._]*") if path.is_dir())


def lessons(root=ROOT):
    """Every lesson that has a source, in order."""
    return [Lesson(path.stem, root) for path in sorted((root / SOLUTIONS).glob("*.py"))]


def find(names, root=ROOT):
    """The lessons asked for, all of them when none is named.

    Args:
        names: numbers ("01"), names ("01_backprop_scalar") or paths of any of a lesson's files.

    Raises:
        UnknownLessonError: names the lessons there are.
    """
    known = lessons(root)
    chosen = []
    for name in names:
        stem = Path(name).stem
        matching = [lesson for lesson in known if stem in (lesson.name, lesson.number)]
        if not matching:
            listed = ", ".join(lesson.name for lesson in known) or "none yet"
            raise UnknownLessonError(f"no lesson is called {name!r}. The lessons are: {listed}.")
        chosen += [lesson for lesson in matching if lesson not in chosen]
    return chosen or known
