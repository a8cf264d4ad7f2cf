"""A pytest plugin that starts with what takes longest: the workers then end together.

``-p course.checking.longest_first``. The seconds each file took are kept in pytest's cache; a file that has never run
is weighed by what is known of it, or by its size. ``--no-loadscope-reorder`` keeps xdist from another order.
"""

from collections import Counter

import pytest

KEPT_AS = "course/seconds"
# Of the first run, for instance of CI: a file's size does not say that its tests start kernels or train models.
FIRST_SECONDS = {
    "test_helpers_exercises.py": 30.0,
    "test_course_kernels_provisioner.py": 15.0,
    "test_course_compare_plugin.py": 15.0,
    "test_helpers_checks_session.py": 10.0,
    "test_course_audit.py": 10.0,
    "test_course_lab.py": 8.0,
}
SECONDS_OF_A_NOTEBOOK = 2.0
SECONDS_OF_A_KILOBYTE = 0.2  # of tests
NOTEBOOK = ".ipynb"


def pytest_configure(config: pytest.Config) -> None:
    """Nothing; the seconds are counted where the reports come together."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Stopwatch(config), "course-stopwatch")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Nothing; the files' order is changed, not that of the tests in one."""
    cache = getattr(config, "cache", None)
    items[:] = longest_first(items, cache.get(KEPT_AS, {}) if cache else {})


def longest_first(items: list[pytest.Item], seconds: dict[str, float]) -> list[pytest.Item]:
    """The items, file by file, by what each file took before.

    Args:
        items: as pytest has collected them.
        seconds: by file, as the file's part of a node id.
    """
    paths = {file_of(item.nodeid): item.path for item in items}
    weights = {file: seconds.get(file, estimate(path)) for file, path in paths.items()}
    # The file's name last: every worker must come to the same order.
    return sorted(items, key=lambda item: (-weights[file_of(item.nodeid)], file_of(item.nodeid)))


def estimate(path) -> float:
    """Seconds that a file which has never run may take."""
    size = path.stat().st_size / 1000 if path.exists() else 0.0
    if path.name in FIRST_SECONDS:
        return FIRST_SECONDS[path.name]
    return SECONDS_OF_A_NOTEBOOK if path.suffix == NOTEBOOK else size * SECONDS_OF_A_KILOBYTE


def file_of(nodeid: str) -> str:
    """The part of a node id that names the file."""
    return nodeid.partition("::")[0]


class Stopwatch:
    """Adds up what each file takes, and keeps it for the next run."""

    def __init__(self, config: pytest.Config):
        self.config, self.seconds = config, Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Nothing; counts one phase of one test."""
        self.seconds[file_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Nothing; a run of one test must not replace what the whole file takes."""
        cache, chosen = getattr(self.config, "cache", None), self.config.option.keyword or self.config.option.markexpr
        named = any("::" in argument for argument in self.config.args)
        if cache and self.seconds and not (chosen or named):
            cache.set(KEPT_AS, {**cache.get(KEPT_AS, {}), **self.seconds})
