"""The plugin on notebooks written here: each rule with a notebook that passes and one that fails."""

import json
import subprocess
import sys

import nbformat.v4 as notebooks
import pytest
from nbformat import write
from nbval_tolerance.output_differences import FIGURE_MIME

pytest_plugins = ["pytester"]
pytestmark = [pytest.mark.filterwarnings("ignore::pytest.PytestWarning"), pytest.mark.usefixtures("at_home")]

SECONDS = "1"  # a cell's time limit here
WITHOUT = [f"-pno:{name}" for name in ("anyio", "cacheprovider", "hypothesispytest", "nbmake")]  # slow to import


def cell(source, printed="", run=True, tags=(), error=None, **metadata):
    """A code cell with its stored outputs."""
    outputs = [notebooks.new_output("stream", text=printed)] if printed else []
    outputs += [notebooks.new_output("error", ename=error[0], evalue=error[1], traceback=["stored"])] if error else []
    metadata = {**metadata, **({"tags": list(tags)} if tags else {})}
    return notebooks.new_code_cell(source, outputs=outputs, metadata=metadata, execution_count=1 if run else None)


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
        'nbval_tolerance_cell_timeout = "1"\nnbval_tolerance_accept = "make {stem}"\n'
    )
    cells = [cell("print(1.01)", "1.02\n"), cell("x = 1", run=False), cell("print(2)", "1\n")]
    cells.append(cell("import time; time.sleep(60)"))
    reports, _ = check(cells)
    assert outcomes(reports) == "ppff"
    assert reports[2].longreprtext.endswith("store it: make lesson")
    assert "limit of 1 s" in reports[3].longreprtext
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
    result = pytester.runpytest_inprocess("--nbval", "-n", "1", "--dist", "loadfile", *WITHOUT)
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*stored 3 -> computed 2*"])


ONLY_TESTS = """
import sys
import pytest
code = pytest.main(["-q", "-p", "nbval_tolerance.plugin", "-pno:nbval-tolerance", "-pno:nbval", "ordinary.py"])
print([name for name in sys.modules if name.startswith("nbval") or name in ("nbformat", "jupyter_client")], int(code))
"""


def test_the_plugin_imports_only_pytest_where_no_notebook_is_tested(pytester, monkeypatch):
    """From its import to its summary; nbval's own plugin is left out here, since it imports what it needs at once."""
    pytester.path.joinpath("ordinary.py").write_text("def test_nothing():\n    pass\n")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    said = subprocess.run(
        [sys.executable, "-c", ONLY_TESTS], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert said.splitlines()[-1] == "['nbval_tolerance', 'nbval_tolerance.plugin'] 0"


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


def shown(text, count=1):
    return notebooks.new_output("execute_result", data={"text/plain": text}, execution_count=count)


def with_output(source, output):
    made = cell(source)
    made.outputs = [output]
    return made


def test_cells_run_as_in_jupyter_with_a_semicolon_and_a_history(check):
    reports, _ = check(
        [
            cell("5 * 3;"),
            with_output("6 * 3  # not the end;", shown("18")),
            with_output("_ + 1", shown("19")),
            with_output("Out[2], _2, In[1], _i1", shown("(18, 18, '5 * 3;', '5 * 3;')")),
            cell("_ = 7"),
            with_output("_", shown("7")),
            with_output("Out[3]", shown("20")),
        ]
    )
    assert outcomes(reports) == "ppppppf"
    assert "stored 20 -> computed 19" in reports[6].longreprtext


def test_the_users_own_history_of_commands_is_not_written(check):
    reports, _ = check([with_output("get_ipython().history_manager.enabled", shown("False"))])
    assert outcomes(reports) == "p"


def test_what_a_widget_captures_is_no_output_of_the_cell(check):
    pytest.importorskip("ipywidgets")
    starts = "import ipywidgets\nout = ipywidgets.Output()\nwith out:\n    print(1)\nprint(2)"
    reports, _ = check(
        [
            cell(starts, "2\n"),
            cell("with out:\n    1 / 0\nprint(3)", "3\n"),
            cell("with out:\n    out.clear_output()\n    print(4)\nprint(5)", "6\n"),
            cell("shown = ipywidgets.interactive(lambda a: print(a), a=3)\nshown.update()"),
        ]
    )
    assert outcomes(reports) == "ppfp"
    assert "in 1 place" in reports[2].longreprtext


@pytest.mark.parametrize("magic", ["%no_such_magic", "%%no_such_magic", "%matplotlib no_such_backend"])
def test_a_magic_that_cannot_run_fails_in_the_lax_mode_too(check, magic):
    cells = [cell(f"{magic}\nx = 2"), cell("1"), cell(f"{magic}\nx = 2", tags=["raises-exception"])]
    reports, _ = check(cells, "--nbval-lax")
    assert outcomes(reports) == "fpp"
    assert "raised an exception" in reports[0].longreprtext
    assert "no_such" in reports[0].longreprtext.splitlines()[-1]


def unknown_kernel(pytester, name, cells=3):
    notebook = notebooks.new_notebook(cells=[cell("1") for _ in range(cells)])
    notebook.metadata["kernelspec"] = {"name": name, "display_name": name, "language": "python"}
    write(notebook, str(pytester.path / "other.ipynb"))


def test_a_kernel_that_is_not_installed_is_one_line_once(pytester):
    unknown_kernel(pytester, "env-of-another-machine")
    # -rN: pytest's own list of failures says it once more, where it runs in CI in full length.
    result = pytester.runpytest_inprocess("--nbval", *WITHOUT, "-rN", "other.ipynb")
    result.assert_outcomes(failed=1, xfailed=2)
    told = [line for line in result.outlines if "env-of-another-machine" in line]
    assert len(told) == 1
    assert told[0].startswith("other.ipynb, Cell 0: no kernel 'env-of-another-machine' is installed here (known: ")
    assert "--nbval-kernel-name" in told[0] and "--nbval-current-env" in told[0] and "python3" in told[0]
    assert "Traceback" not in result.stdout.str()
    assert "2 cells did not count: there is no kernel for this notebook" in result.stdout.str()


def test_a_kernel_that_is_not_installed_is_told_to_a_selected_cell_too(pytester):
    unknown_kernel(pytester, "env-of-another-machine")
    result = pytester.runpytest_inprocess("--nbval", *WITHOUT, "other.ipynb::Cell 2")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["other.ipynb, Cell 2: no kernel 'env-of-another-machine' *"])


def test_a_kernel_that_does_not_start_is_one_line_once(pytester, monkeypatch):
    folder = pytester.path / "jupyter" / "kernels" / "moved"
    folder.mkdir(parents=True)
    command = [str(pytester.path / "moved" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (folder / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "moved", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(pytester.path / "jupyter"))
    unknown_kernel(pytester, "moved")
    result = pytester.runpytest_inprocess("--nbval", *WITHOUT, "other.ipynb")
    result.assert_outcomes(failed=1, xfailed=2)
    result.stdout.fnmatch_lines(["other.ipynb, Cell 0: its kernel did not start: *No such file*moved/python*"])
    assert "Traceback" not in result.stdout.str()


def test_a_stored_output_that_lacks_a_part_is_a_sentence_and_its_cell_runs(pytester):
    cells = [cell("x = 1\nprint(x)", "1\n"), cell("print(x)", "1\n"), cell("1", error=("ValueError", "no"))]
    notebook = notebooks.new_notebook(cells=cells)
    del notebook.cells[0].outputs[0]["name"]
    del notebook.cells[2].outputs[0]["evalue"]
    pytester.path.joinpath("parts.ipynb").write_text(json.dumps(notebook))
    result = pytester.runpytest_inprocess("--nbval", *WITHOUT, "parts.ipynb")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "parts.ipynb, Cell 0: a stored stream has no name, so it cannot be compared; run the notebook *",
            "parts.ipynb, Cell 2: a stored error has no evalue, *",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    pytester.runpytest_inprocess("--nbval-lax", *WITHOUT, "parts.ipynb").assert_outcomes(passed=3)


def test_characters_are_overwritten_as_in_a_terminal(check):
    bar = "for k in (8, 9, 10):\n    print(f'\\r{k} of 10', end='')\nprint('\\rdone')"
    reports, _ = check(
        [
            cell(bar, "donef 10\n"),  # as JupyterLab stores it
            cell(bar, "\r8 of 10\r9 of 10\r10 of 10\rdone\n"),  # as nbclient does
            cell("print('12%\\b\\b\\b34%')", "34%\n"),
            cell("print('12%\\b\\b\\b34%')", "12%\n"),
        ]
    )
    assert outcomes(reports) == "pppf"


def test_pictures_of_any_kind_are_only_counted(check):
    drawing = "import uuid\nfrom IPython.display import SVG, display\nfor _ in range(COUNT):\n"
    drawing += (
        "    display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"ID\"/>'.replace('ID', str(uuid.uuid4()))))"
    )
    data = {"image/svg+xml": "<svg id='a'/>", "text/plain": "<IPython.core.display.SVG object>"}
    stored = notebooks.new_output("display_data", data=data)
    reports, _ = check([with_output(drawing.replace("COUNT", count), stored) for count in "12"])
    assert outcomes(reports) == "pf"
    assert "picture 2" in reports[1].longreprtext


def test_the_summary_says_how_many_numbers_have_few_digits_and_where(check, capsys):
    check(
        [
            cell("print(0.01, 0.4, 0.4321)", "0.01 0.4 0.4321\n"),
            cell("print(0.4321)", "0.4321\n"),
            cell("print(0.3)", "0.4\n"),
            cell("print(0.3)", "0.3\n", tags=["nbval-ignore-output"]),
        ]
    )
    said = capsys.readouterr().out
    assert "3 numbers with few digits: a change of 2 % could hide; print more digits to have them held" in said
    assert "lesson.ipynb: 3 numbers in Cell 0, 2" in said
    check([cell("print(0.4321)", "0.4321\n")])
    assert "few digits" not in capsys.readouterr().out


def test_a_tolerance_that_a_cell_names_is_what_it_says(check):
    cells = [cell("print(1.235)", "1.234\n", tolerance=each) for each in ("tiny", {"rtol": 1e-4, "atol": 0}, 1e-4)]
    assert outcomes(check([*cells, cell("print(1.235)", "1.234\n")])[0]) == "pffp"
