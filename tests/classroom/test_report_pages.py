"""What an instructor reads of a class, on pages and in a terminal: who and what comes first, in any light, on paper."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from course.classroom.matching.states import State
from course.classroom.reporting import page, side_by_side, tally, terminal
from course.classroom.reporting.report import Line, Report
from course.places import lessons

FIRST, SECOND = (lesson.name for lesson in lessons()[:2])
NAME_ERROR = "forward raised NameError: name 'a' is not defined."
CODE = side_by_side.beside("def f(x):\n    return 2 * x", "def f(x):\n    y = x\n    return y")


def line(number, state, mistake=None, message="", value=""):
    return Line(f"01-{number}", f"Title {number}", state, mistake, message, value, "", 1, "", "", CODE)


def handed_in(learner, *lines, lesson=FIRST, file="x.ipynb", **more):
    return Report(learner, file, lesson, exercises=list(lines), page=f"learners/{learner}.html", ran="Run.", **more)


def of_states(learner, *states, **more):
    return handed_in(learner, *(line(number, state) for number, state in enumerate(states, start=1)), **more)


RIGHT = (State.RIGHT,) * 4


@pytest.fixture
def a_class():
    wrong = line(1, State.WRONG, "no_factor", "Twice as much.", "[1]")
    rest = [line(number, State.RIGHT) for number in (2, 3, 4)]
    return [
        of_states("ada", *RIGHT),
        handed_in("ben", wrong, *rest),
        handed_in("cleo", wrong, *rest),
        handed_in(
            "dana", line(1, State.RAISED, None, NAME_ERROR), line(2, State.OUT_OF_TIME, None, "No end."), *rest[1:]
        ),
        of_states("eve", State.RIGHT, State.TODO, State.WRONG, State.MISSING),
        of_states("fay", *RIGHT, lesson=SECOND),
        of_states("gus", *RIGHT, beside="Earlier attempts, not looked at: old.ipynb."),
        Report("hal", "hal.ipynb", fault="The file is empty."),
    ]


class Seen(HTMLParser):
    """The text of a page in its order, the addresses in it, and the elements that are open around each word."""

    def __init__(self, text):
        super().__init__()
        self.words, self.addresses, self.around, self._open = "", [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "col", "img"):
            self._open.append(tag)
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        while self._open.pop() != tag:
            pass

    def handle_data(self, data):
        self.words += data
        self.around |= dict.fromkeys(data.split(), tuple(self._open))


def row_with(text, words):
    (found,) = [row for row in re.findall(r"<tr>.*?</tr>", text, re.DOTALL) if words in row]
    return found


def test_what_cannot_be_read_comes_first_and_everything_is_in_the_main_landmark(a_class):
    text = page.of_class(a_class)
    words = Seen(text).words
    headings = [
        "Not readable: 1",
        "Perhaps the wrong lesson: 1",
        "Handed in and not looked at: 1",
        "Who is stuck",
        FIRST,
    ]
    places = [words.index(f"{heading}") for heading in headings[:4]]
    assert places == sorted(places) and places[-1] < words.index("commonest mistakes")
    for one in (text, page.of_learner(a_class[1])):
        around = Seen(one).around
        assert around["Title"][:3] == ("html", "body", "main")


@pytest.mark.parametrize(
    ("what", "learners"),
    [("no factor, [1]", ["ben", "cleo"]), ("NameError", ["dana"]), ("out of time", ["dana"])],
    ids=["wrong", "raised", "out of time"],
)
def test_each_mistake_names_and_links_who_made_it(a_class, what, learners):
    text = page.of_class(a_class).partition("commonest mistakes")[2].partition("<h3>Learners")[0]
    row = row_with(text, what)
    assert Seen(row).addresses == [f"learners/{learner}.html" for learner in learners]
    assert all(learner in Seen(row).words for learner in learners)


def test_two_errors_are_two_lines_and_the_rarest_mistakes_are_one():
    errors = [handed_in(f"a{number}", line(1, State.RAISED, None, f"Error {number % 2}.")) for number in range(4)]
    (total,) = tally.totals(errors)
    assert [(one.message, one.count) for one in total.mistakes] == [("Error 0.", 2), ("Error 1.", 2)]
    many = [handed_in(f"b{number}", line(1, State.WRONG, "a", "", f"[{number}]")) for number in range(12)]
    (total,) = tally.totals(many)
    assert total.mistakes[-1].title == "others"
    assert sorted(name for one in total.mistakes for name, _ in one.learners) == sorted(one.learner for one in many)


@pytest.mark.parametrize(
    ("states", "listed"),
    [
        ((State.WRONG, State.RAISED, State.OUT_OF_TIME, State.RIGHT), True),
        ((State.TODO, State.MISSING, State.DIED, State.RIGHT), True),
        ((State.WRONG, State.TODO, State.RIGHT, State.RIGHT), False),
        ((State.FORBIDDEN, State.NOT_RUN, State.WRONG, State.TODO), False),  # the first two may be right
    ],
    ids=["tried", "not reached", "two", "not judged"],
)
def test_three_exercises_wrong_or_not_reached_are_stuck(states, listed):
    found = tally.stuck([of_states("ada", *states), of_states("ben", *RIGHT)])
    assert [one.learner for one, _ in found] == ["ada"] * listed


def flagged(*handed):
    reports = [of_states(learner, *RIGHT, lesson=lesson, file=file) for learner, lesson, file in handed]
    return {one.learner: sentence for one, sentence in tally.wrong_lessons(reports)}


def test_another_lesson_than_most_is_flagged():
    most = [(f"learner {number}", FIRST, "x.ipynb") for number in range(4)]
    assert flagged(*most, ("ada", SECOND, "x.ipynb")) == {"ada": f"This is {SECOND}; most learners handed in {FIRST}."}
    assert flagged(*most, ("ada", SECOND, "x.ipynb"), ("ada", FIRST, "y.ipynb")) == {}  # and theirs as well
    both = [(learner, lesson, "x.ipynb") for learner in ("ada", "ben", "cleo") for lesson in (FIRST, SECOND)]
    assert flagged(*both, ("dana", SECOND, "x.ipynb")) == {}  # two were asked for, and one is missing


def test_a_file_named_after_another_lesson_is_flagged():
    (sentence,) = flagged(("ada", FIRST, f"class/{SECOND} (1).ipynb"), ("ben", FIRST, f"{FIRST}.ipynb")).values()
    assert SECOND in sentence and FIRST in sentence


def test_the_terminal_says_who_is_stuck_what_is_flagged_and_what_was_left_out(a_class, monkeypatch):
    monkeypatch.setattr("sys.stdout", io.StringIO())
    out = terminal.console()
    terminal.show_class(a_class, out)
    said = " ".join(out.file.getvalue().split())
    for words in (
        "eve may be stuck, wrong or not reached: 01-2, 01-3, 01-4",
        f"fay (x.ipynb): This is {SECOND}",
        "gus (x.ipynb): Earlier attempts, not looked at: old.ipynb.",
        "hal (hal.ipynb): The file is empty.",
        "1 x out of time: No end.",
    ):
        assert words in said


def test_an_unreadable_newest_attempt_names_the_earlier_ones_too(monkeypatch):
    one = Report("ada", "b.ipynb", fault="The file is empty.", beside="Earlier attempts, not looked at: a.ipynb.")
    monkeypatch.setattr("sys.stdout", io.StringIO())
    out = terminal.console()
    terminal.show_one(one, out)
    terminal.show_class([one], out)
    assert out.file.getvalue().count("a.ipynb.") == out.file.getvalue().count("empty.") == 2


def test_a_page_of_values_says_what_they_prove_and_one_where_nothing_ran_does_not(a_class):
    for text in (page.of_class(a_class), page.of_learner(a_class[0])):
        assert "They do not prove how the values were made" in text
    a_class[0].ran = ""
    for text in (page.of_class(a_class[:1]), page.of_learner(a_class[0])):
        assert "They do not prove" not in text and "Nothing was run" in text


def test_changed_code_has_a_sign_where_no_colour_is_seen(a_class):
    rows = re.findall(r'<td class="line">(.*?)</td><td.*?>(.*?)</td>', page.of_learner(a_class[0]))
    mine, ours = rows[0::2][:3], rows[1::2][:3]
    assert [sign.partition(" ")[2] for sign, _ in mine] == ["", "\u2212", ""]
    assert [sign.partition(" ")[2] for sign, _ in ours] == ["", "+", "+"]


STYLE = (Path(page.__file__).parent / "templates" / "base.html").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--(\w+): (#[0-9a-f]+);", colours)) for colours in re.findall(r":root \{(.*?)\}", STYLE)
)
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum), text of usual size


def contrast(first, second):
    """Ratio of WCAG 2.2: relative luminances, each with what a room's light adds."""

    def luminance(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [byte / 255 for byte in bytes.fromhex(digits)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_what_the_standard_says():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)  # a well-known grey, just too light


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [("text", "page"), ("quiet", "page"), ("link", "page"), ("text", "learner"), ("text", "solution")],
)
def test_text_can_be_read_in_light_and_dark(colours, text, ground):
    assert contrast(colours[text], colours[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("state", State)
def test_a_mark_can_be_read_on_its_colour(state):
    assert re.search(r"\.mark \{[^}]* color: #000;", STYLE)
    assert contrast("#000", page.COLOURS[state]) >= LEAST_CONTRAST
