"""What `grade` makes of the verdicts on a class: marks, a table, returned notebooks; under pseudonyms, where asked."""

from dataclasses import replace
from functools import partial

from course import CourseError
from course.classroom.reading import submissions
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.learner_names import identity, plain
from course.classroom.reporting import report, tally
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_csv import as_table
from course.classroom.reporting.report_files import Shelf
from course.files import write_text
from course.marking import asked, marked_reports, points, pseudonyms, remarks, tables
from course.marking.asked import Asked
from course.marking.marked import Marked
from course.marking.returning import Returns


class ClassMarks:
    """The marks of one run.

    Args:
        options: of the command.
        shelf: where its report is kept.

    Raises:
        CourseError: what was asked for does not fit together, or a file cannot be read or meant.
    """

    def __init__(self, options, shelf: Shelf):
        self.options, self.shelf = options, shelf
        self.written, self.said, self.refused = [], [], False
        self.asked = Asked.of(options)
        if self.asked.roster and options.table:
            tables.refuse_over_roster(shelf.index.parent, options.table, options.roster)
        self.returns = Returns(options.returns, options.paths, options.anonymous) if options.returns else None
        self._names: dict[str, Submission] = {}  # by the file that stands for theirs
        self._attempts: list[Submission] = []  # all of them, counting or not, for the folder of what is returned

    def found(self) -> list[Submission]:
        """What was handed in, under pseudonyms if they are asked for; nothing that this command has written itself."""
        found = self._handed_in(every=bool(self.asked.policy and self.asked.policy.attempts))
        hiding = pseudonyms.of_report(self.options.out, self.options.anonymous, self.shelf.begun) if found else None
        # An earlier run may have returned an attempt that this one does not look at.
        self._attempts = self._handed_in(every=True) if self.returns else []
        if not hiding:
            return found
        self._attempts = [hiding.of(one) for one in self._attempts]
        key = pseudonyms.key_file(self.options.out)
        self.said.append(
            f"Pseudonyms stand for names; their key is {key}, for you alone. What a notebook says in its cells and "
            "metadata is left as it is: a learner may have signed there."
        )
        hidden = [hiding.of(one) for one in found]
        self._names = {mine.file: one for one, mine in zip(found, hidden, strict=True)}
        return sorted(hidden, key=lambda one: one.file)  # the order of names would tell

    def _handed_in(self, every: bool) -> list[Submission]:
        found = [one for one in submissions.find(self.options.paths, every) if not self.shelf.holds(one.file)]
        return [one for one in found if not (self.returns and self.returns.holds(one.file))]

    def give(self, reports: list[Report], found: list[Submission], whole: bool) -> list[Report]:
        """The reports with their marks, once all that was asked for is written, which ``written`` and ``said`` tell.

        Args:
            reports: as they were judged, in the order of ``found``, learners told apart.
            found: what was handed in.
            whole: False for a run that was stopped: pages are written, and neither a table nor notebooks to return.
        """
        marked, shown, in_english, more = [], reports, reports, {}
        try:
            given = remarks.about(self.asked.remarks, reports)
            marked = self._marked(reports, given)
            shown = marked_reports.with_marks(reports, given, marked)
            in_english = marked_reports.in_english(reports, given, marked)
            more = marked_reports.notes(marked, in_english)
        except CourseError as fault:  # of a learner who is not there: the verdicts are worth their pages
            self._refuse(f"no marks were given: {fault}")
        counting, of_class = ([one for one in several if one.counts] for several in (shown, in_english))
        names = {identity(one.file): plain(one.learner) for one in found}
        for several in (counting, of_class):
            for one in several:
                one.learner = names[one.identity]
            report.tell_apart(several)  # once more: attempts that do not count need no name of their own
        more["alike"] = marked_reports.equal_answers(of_class)
        self.written += self.shelf.finish(reports, whole, shown, of_class, **more)
        if whole and not self.refused:
            for write in (
                self._write_names,
                partial(self._write_returns, counting, found),
                partial(self._write_table, marked, shown),
            ):
                try:
                    write()
                except CourseError as fault:
                    self._refuse(str(fault))
        self.said += tables.older(self.shelf.index.parent, self.written)
        return counting

    def _marked(self, reports: list[Report], given: remarks.Remarks) -> list[Marked]:
        if not self.asked.policy:
            return []
        named = [self._named(one) for one in reports]
        times = tables.times(self.asked.roster, named, self.asked.policy) if self.asked.roster else {}
        # A file's name says which attempt it is; the learner's own name would come back in what is refused.
        filed = [replace(one, learner=mine.learner) for one, mine in zip(named, reports, strict=True)]
        return points.mark_class(filed, self.asked.policy, given, times)

    def _named(self, one: Report) -> Report:
        """The report with the names that its pseudonyms stand for."""
        named = self._names.get(one.file)
        return replace(one, learner=plain(named.learner), file=plain(named.file)) if named else one

    def _write_table(self, marked: list[Marked], shown: list[Report]) -> None:
        if not (kind := self.options.table):
            return
        known = {one.identity: one for one in shown}
        marked = [replace(one, report=known[one.report.identity]) for one in marked]
        filled = tables.filled(kind, marked, self.asked.policy, None if self._names else self.asked.roster)
        path = tables.place(self.shelf.index.parent, kind)
        write_text(path, filled.content.decode())
        self.written.append(path)
        self.said += [f"not in the table: {sentence}" for sentence in filled.left_out]
        for one, sentence in tally.wrong_lessons([one.report for one in marked]):
            where = f"Its mark is that of {one.lesson}, and in no other lesson's column"
            self.said.append(f"perhaps the wrong lesson: {one.learner} ({one.file}): {sentence} {where}.")
        if filled.empty:
            self.said.append(f"in the roster, with no notebook here, so left as they were: {', '.join(filled.empty)}")

    def _write_returns(self, counting: list[Report], found: list[Submission]) -> None:
        if self.returns:
            handed_in = {identity(one.file): one for one in found}
            self.returns.write([(handed_in[one.identity], one) for one in counting], self._attempts)
            notes = f"{self.returns.notes} note{'s' * (self.returns.notes != 1)} on files that take no verdicts"
            counts = f"{tally.notebooks(self.returns.notebooks)}, {notes}"
            self.written.append(f"{self.returns.folder} ({counts})")
            self.said += self.returns.removed
            self._refuse(*self.returns.refused)

    def _write_names(self) -> None:
        if path := self.options.names:
            rows = [(mine.partition("/")[0], plain(one.learner), plain(one.file)) for mine, one in self._names.items()]
            write_text(path, as_table([asked.NAMES, *sorted(rows)]))
            self.written.append(path)

    def _refuse(self, *sentences: str) -> None:
        self.said += sentences
        self.refused = self.refused or bool(sentences)
