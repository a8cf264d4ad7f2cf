"""The plugin on notebooks written here: each rule with a notebook that passes and one that fails."""

import json
import os
import subprocess
import sys

import nbformat.v4 as notebooks
import pytest
from nbformat import write
from nbval_tolerance.outputs import FIGURE_MIME
from warm_kernels.session import warm_kernels

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestWarning")

SECONDS = "2"  # a cell's time limit here
WITHOUT = [f"-pno:{name}" for name in ("anyio", "cacheprovider", "hypothesispytest", "nbmake")]  # slow to import


def cell(source, printed="", run=True, tags=(), error=None, **metadata):
    """A code cell with its stored outputs."""
    outputs = [notebooks.new_output("stream", text=printed)] if printed else []
    outputs += [notebooks.new_output("error", ename=error[0], evalue=error[1], traceback=["stored"])] if error else []
    metadata = {**metadata, **({"tags": list(tags)} if tags else {})}
    return notebooks.new_code_cell(source, outputs=outputs, metadata=metadata, execution_count=1 if run else None)


@pytest.fixture(scope="module", autouse=True)
def home():
    """The home folder before pytester's own; kernels are forked only where it is the same."""
    with warm_kernels():
        yield os.environ.get("HOME", "")


@pytest.fixture(autouse=True)
def at_home(home, pytester, monkeypatch):
    """Whoever uses pytester has forked kernels."""
    monkeypatch.setenv("HOME", home)


@pytest.fixture
def check(pytester):
    """Write a notebook of these cells, run it, and return its reports by cell number and the whole output."""

    def run(cells, *options, select="", name="lesson.ipynb"):
        cells = [notebooks.new_markdown_cell("## The heading"), *cells]
        write(notebooks.new_notebook(cells=cells), str(pytester.path / name))
        found = pytester.inline_run("--nbval", *WITHOUT, f"{name}{select}", *options)
        calls = [one for one in found.getreports("pytest_runtest_logreport") if one.when == "call"]
        return {int(one.nodeid.rpartition(" ")[2]): one for one in calls}, found.ret

    return run


def outcomes(reports):
    return "".join(one.outcome[0] for _, one in sorted(reports.items()))


def test_a_notebook_passes_within_tolerance_and_with_nbvals_own_tags(check):
    reports, status = check(
        [
            cell("print(0.50001, 'a')", "0.50002  a\n"),
            cell("print(1.01)", "1.02\n", tolerance="train"),
            cell("print(1.01)", "1.21\n", tolerance={"rtol": 0.5, "atol": 0}),
            cell("raise ValueError('no')", error=("ValueError", "no"), tags=["raises-exception"]),
            cell("print(1)", "2\n", tags=["nbval-ignore-output"]),
            cell("# NBVAL_IGNORE_OUTPUT\nprint(1)", "2\n"),
            cell("1 / 0", tags=["nbval-skip"]),
            cell("", run=False),
        ]
    )
    assert (outcomes(reports), status) == ("ppppppsp", 0)


def test_each_kind_of_fault_is_named_with_its_cell(check):
    reports, status = check(
        [
            cell("print(0.6, 'a')\nprint(3)", "0.5 a\n4\n"),
            cell("undefined"),
            cell("1", tolerance="loose"),
            cell("1", tolerance={"rtol": -1}),
            cell("raise ValueError('no')", error=("ValueError", "yes"), tags=["raises-exception"]),
            cell("print(1)"),
            cell("x = 1", run=False),
            cell("print(1)", "1\n", run=False),
            cell("print(1.665)", "1.666\n", tolerance="exact"),
        ]
    )
    assert (set(outcomes(reports)), status) == ({"f"}, 1)
    words = [
        ["0.5 -> computed 0.6", "stored 4 -> computed 3", "line 2", "in 2 places", "--inplace"],
        ["NameError", "raised an exception"],
        ["unknown tolerance 'loose'", "exact, grad, tiny, train"],
        ["rtol is -1"],
        ["evalue, line 1: stored yes -> computed no"],
        ["stored (nothing) -> computed 1"],
        ["no execution count"],
        ["no execution count"],
        ["exact"],
    ]
    for number, expected in enumerate(words):
        for word in [f'lesson.ipynb, Cell {number} under "The heading"', *expected]:
            assert word in reports[number].longreprtext


def test_a_dead_kernel_is_named_and_the_cells_after_it_say_why_they_do_not_count(check, capsys):
    reports, status = check([cell("x = 1"), cell("import os\nos._exit(3)"), cell("x"), cell("x")])
    assert (outcomes(reports), status) == ("pfss", 1)
    assert "the kernel died while it ran; 2 cells after it cannot count" in reports[1].longreprtext
    assert "did not count: the kernel died in Cell 1" in reports[3].wasxfail
    assert "lesson.ipynb: 2 cells did not count: the kernel died in Cell 1" in capsys.readouterr().out


def test_a_cell_over_its_time_limit_is_named_even_when_it_swallows_the_interrupt(check):
    swallow = "import time\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    pass"
    reports, status = check([cell(swallow), cell("x = 1"), cell("missing")], "--nbval-cell-timeout", SECONDS)
    assert (outcomes(reports), status) == ("fps", 1)
    assert f"took longer than its limit of {SECONDS} s" in reports[0].longreprtext
    for after in (1, 2):
        assert f"did not count: Cell 0 took longer than its limit of {SECONDS} s" in reports[after].wasxfail


COUNTING = [cell("x = 1"), cell("x += 1"), cell("print(x)", "2\n"), cell("print(x)", "3\n")]


def test_a_selected_cell_runs_the_cells_before_it_once(check):
    reports, _ = check(COUNTING, select="::Cell 2")
    assert {number: one.outcome for number, one in reports.items()} == {2: "passed"}
    reports, _ = check(COUNTING, "-k", "2 or 3")
    assert {number: one.outcome for number, one in reports.items()} == {2: "passed", 3: "failed"}


def test_a_selected_cell_that_needs_a_dead_one_says_so(check):
    reports, _ = check([cell("import os\nos._exit(3)"), cell("print(1)", "1\n")], select="::Cell 1")
    assert "it needs the cells before it, and the kernel died in Cell 0" in reports[1].longreprtext


def test_exact_gives_nbvals_own_comparison_back(check):
    cells = [cell("print(0.50001)", "0.50002\n"), cell("x = 1", run=False)]
    assert outcomes(check(cells)[0]) == "pf"
    assert outcomes(check(cells, "--nbval-exact")[0]) == "fp"


def test_the_lax_mode_compares_only_what_is_marked(check):
    marked = cell("print(1)", "2\n", tags=["nbval-check-output"])
    cells = [cell("print(1)", "2\n"), cell("x = 1", run=False), marked]
    assert outcomes(check(cells, "--nbval-lax")[0]) == "ppf"
    assert outcomes(check(cells, "--nbval-tolerance-unrun", "allow")[0]) == "fpf"


def test_defaults_come_from_the_configuration_and_the_command_line_wins(check, pytester):
    pytester.makepyprojecttoml(
        '[tool.pytest.ini_options]\nnbval_tolerance = "train"\nnbval_tolerance_unrun = "allow"\n'
        'nbval_tolerance_cell_timeout = "2"\n'
    )
    cells = [cell("print(1.01)", "1.02\n"), cell("x = 1", run=False), cell("import time; time.sleep(60)")]
    assert outcomes(check(cells)[0]) == "ppf"
    assert outcomes(check(cells[:2], "--nbval-tolerance", "exact", "--nbval-tolerance-unrun", "fail")[0]) == "ff"


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ("nbval_tolerance=loose", "unknown tolerance"),
        ("nbval_tolerance_unrun=perhaps", "fail or allow"),
        ("nbval_tolerance_cell_timeout=x", "seconds"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_run_at_once(pytester, setting, word):
    result = pytester.runpytest_inprocess("--nbval", *WITHOUT, "-o", setting)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{word}*"])


def test_a_sanitize_file_is_applied_before_the_comparison(check, pytester):
    cells = [cell("print('on 2025-01-02')", "on 2024-01-02\n")]
    pytester.path.joinpath("dates.cfg").write_text("[dates]\nregex: \\d{4}-\\d\\d-\\d\\d\nreplace: DATE\n")
    assert outcomes(check(cells)[0]) == "f"
    assert outcomes(check(cells, "--nbval-sanitize-with", "dates.cfg")[0]) == "p"


def test_figures_are_compared_by_what_they_plot(check):
    def shown(alt, value, pixels):
        return {
            "text/html": f'<img alt="{alt}" src="data:image/png;base64,{pixels}">',
            "text/plain": alt,
            FIGURE_MIME: {"plotted": [f"line: y 1.00000 {value}"]},
        }

    stored = notebooks.new_output("display_data", data=shown("The loss is 2.", "2.00000", "AAAA"))

    def figure(*what):
        source = f"from IPython.display import display\ndisplay({json.dumps(shown(*what))}, raw=True)"
        return notebooks.new_code_cell(source, outputs=[stored], execution_count=1)

    reports, _ = check(
        [
            figure("The loss is 2.", "2.00001", "BBBB"),
            figure("The loss is 2.", "2.02000", "AAAA"),
            figure("The loss is 3.", "2.00000", "AAAA"),
        ]
    )
    assert outcomes(reports) == "pff"
    assert "what the figure plots, line 1: stored 2.00000 -> computed 2.02000" in reports[1].longreprtext
    assert "alternative text, line 1: stored 2 -> computed 3" in reports[2].longreprtext


def test_a_worker_of_xdist_agrees_with_one_process(pytester):
    write(notebooks.new_notebook(cells=COUNTING), str(pytester.path / "lesson.ipynb"))
    # One worker: each costs seconds to start, and what is tested is that items and reports travel.
    result = pytester.runpytest_inprocess(
        "--nbval", "-n", "1", "--dist", "loadfile", *WITHOUT, "-p", "course.postponed_grammar"
    )
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*stored 3 -> computed 2*"])


def test_the_plugin_costs_nothing_where_no_notebook_is_tested():
    code = "import sys, nbval_tolerance.plugin; print([m for m in sys.modules if m in ('nbformat', 'torch', 'numpy')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_what_a_cell_clears_or_updates_is_compared_as_it_is_stored(check):
    shows = "from IPython.display import clear_output, display\n"
    clears = shows + "for k in range(3):\n    clear_output(wait=True)\n    print('step', k)"
    updates = shows + "handle = display(0.5, display_id='loss')\nhandle.update(0.25)"
    stored = cell(updates)
    stored.outputs = [notebooks.new_output("display_data", data={"text/plain": "0.25"})]
    wrong = cell(updates)
    wrong.outputs = [notebooks.new_output("display_data", data={"text/plain": "0.5"})]
    reports, _ = check([cell(clears, "step 2\n"), stored, wrong, cell(clears, "step 1\n")])
    assert outcomes(reports) == "ppff"
