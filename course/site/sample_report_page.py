"""The page beside the sample report: what each part of a report says."""

import csv
import io
import re

from course import by_make
from helpers.language import ENGLISH, LANGUAGES, current, say

FOLDER = "reports"
CLASS_PAGE, TABLE, DATA = (f"{FOLDER}/{name}" for name in ("index.html", "class.csv", "report.json"))
EXERCISE = re.compile(r"\d\d-\d+")


def text(report, left_out, lesson, languages):
    """The page in MyST Markdown, in the language that is spoken.

    Args:
        report: the files of the report by their path, seen from the page; empty where it is left out.
        left_out: why it is, in English.
        lesson: title of the lesson that was handed in.
        languages: the language of each learner's notebook.
    """
    title = say("A sample report")
    if left_out:
        reason = f'<span lang="en">{left_out}</span>'
        opening = say(
            "The sample report is left out: this site was made on a machine where learners' code cannot be run behind "
            "the wall. {reason}",
            reason=reason,
        )
    else:
        opening = _opening(report, lesson, languages)
    parts = [f"# {title}", opening, _class_page(), _learners_page(languages), _states()]
    return "\n\n".join(parts) + "\n"


def _opening(report, lesson, languages):
    first, *_, last = languages
    what = say(
        "This is what {command} makes of a class. The class is invented: its learners are called {first} to {last}, "
        "and each of their wrong answers makes a mistake that the lesson {lesson} knows. The grading is not invented: "
        "when this site was made, their answers were run behind the wall, which keeps a learner's code away from "
        "everything else on the machine.",
        command=f"`{by_make('grade')}`",
        first=first,
        last=last,
        lesson=f"*{lesson}*",
    )
    keep = say(
        "Keep the report on your own class to yourself: it names learners, and it shows the solution's code beside "
        "theirs. This one may be public. Nobody is named in it, and the solutions stand below the exercises of this "
        "site, too."
    )
    spreadsheet, programs = (
        say("{file}, for a spreadsheet", file="class.csv"),
        say("{file}, for programs", file="report.json"),
    )
    links = (CLASS_PAGE, say("The class page")), (TABLE, spreadsheet), (DATA, programs)
    listed = " · ".join(f'<a href="{path}">{words}</a>' for path, words in links)
    told = say(
        "The class, as {file} has it: in English, like the class page, each wrong answer by the name of its mistake.",
        file="class.csv",
    )
    return f"{what}\n\n{listed}\n\n{told}\n\n{_table(report)}\n\n{keep}"


def _table(report):
    """The class as the table for spreadsheets has it, which is English, with a link to each learner's page."""
    rows = list(csv.DictReader(io.StringIO(report[TABLE].decode())))
    columns = ["learner", *filter(EXERCISE.fullmatch, rows[0]), "right"]
    lines = [columns, ["---"] * len(columns)]
    for row in rows:
        page = next(path for path in report if path.startswith(f"{FOLDER}/learners/{row['learner']}-"))
        lines.append([f'<a href="{page}">{row["learner"]}</a>', *(row[name] for name in columns[1:])])
    marked = "" if current() == ENGLISH else f"{{.language-{ENGLISH}}}\n"
    return marked + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _class_page():
    from course.classroom.reporting.tally import STUCK_FROM  # heavy, and only needed where something has changed

    parts = {
        "Who is stuck": say(
            "learners with {count} or more exercises wrong or not reached, those with the most first.", count=STUCK_FROM
        ),
        "Exercises and their commonest mistakes": say(
            "whoever made the same mistake and got the same value stands in one line, with the words that each of "
            "them reads."
        ),
        "Equal wrong answers": say(
            "answers that returned the same wrong value, and how alike their code is. That is information, and proves "
            "nothing."
        ),
        "Learners": say("all learners by exercises, as a picture and as a table. A name leads to the learner's page."),
    }
    first = say(
        "Its first line says how the answers were run: behind the wall, or without it where somebody asked for "
        "{option}.",
        option="`--trust`",
    )
    needs = say(
        "What needs you comes next, where there is any: notebooks that could not be read, that may be of another "
        "lesson, or that hold something that was not looked at. In this class there is none."
    )
    named = [f'- <b lang="en">{name}</b>: {words}' for name, words in parts.items()]
    title, english = say("The class page"), say("It is in English, with these parts:")
    return "\n".join([f"## {title}\n", english, "", f"- {first}", f"- {needs}", *named])


def _learners_page(languages):
    title = say("A learner's page")
    spoken = " · ".join(
        f"{', '.join(one for one, own in languages.items() if own == language)}: "
        f'<span lang="{language}">{LANGUAGES[language]}</span>'
        for language in dict.fromkeys(languages.values())
    )
    lines = (
        say("It is in the language of the notebook ({languages}).", languages=spoken),
        say(
            "The table has a line for each exercise: its state, what the answer returned and what was expected, and "
            "how many lines of code are not the solution's."
        ),
        say(
            "Below it stands, for each exercise, what the learner is told, the inputs that were drawn for this run, "
            "and both codes side by side: − marks a line of the learner's, + one of the solution's."
        ),
        say("A note says what you may want to read in an answer. It is a hint, and no proof."),
    )
    listed = "\n".join(f"- {line}" for line in lines)
    return f"## {title}\n\n{listed}"


def _states():
    from course.classroom.matching.states import State
    from course.classroom.reporting.report import MARKS

    again = say("A later run tries it again.")
    ended = {
        State.OUT_OF_TIME: say("It did not end in its time."),
        State.OUT_OF_MEMORY: say("It needed more memory than it may have."),
        State.DIED: say("Its process ended without a word."),
    }
    meanings = {
        State.RIGHT: say("Every value that the answer returned is the expected one."),
        State.WRONG: say("A value is not. Where a known mistake explains it, the mistake is named."),
        State.TODO: say("The answer was not begun."),
        State.RAISED: say("The answer ended with an error."),
        State.MISSING: say("The notebook does not hold the exercise any more."),
        State.NOT_RUN: say("It could not be judged, which is nobody's mistake. The line says why."),
        **{state: f"{words} {again}" for state, words in ended.items()},
        State.FORBIDDEN: say(
            "It needs what the wall forbids, such as a file or a connection. It was not judged: run that notebook by "
            "hand."
        ),
    }
    title, mark, state, meaning = say("The states"), say("Mark"), say("State"), say("What it means")
    rows = [f"| {MARKS[one]} | {one.said} | {meanings[one]} |" for one in State]
    return "\n".join([f"## {title}\n", f"| {mark} | {state} | {meaning} |", "|---|---|---|", *rows])
