"""An invented class as reports, without a notebook: what marking gets from the judge."""

import hashlib

from course.classroom.matching.states import State
from course.classroom.reporting.report import Line, Report
from course.marking.policy import Known

LESSON, OTHER = "02_pizarra_sgd", "03_autograd"
KNOWN = Known(
    {LESSON: ("02-1", "02-2"), OTHER: ("03-1",)},
    {"02-1": ("half", "sum_not_mean"), "02-2": ("sign",), "03-1": ("half",)},
)


def line(exercise, state=State.RIGHT, mistake=None, stored="", fingerprint=""):
    return Line(exercise, exercise, State(state), mistake, "", stored, "", 0, "", "", fingerprint=fingerprint)


def report(learner, *lines, file="", lesson=LESSON, fault="", language="en"):
    file = file or f"{learner}.ipynb"
    identity = hashlib.sha256(file.encode()).hexdigest()
    return Report(learner, file, lesson, fault, list(lines), ran="run", identity=identity, language=language)
