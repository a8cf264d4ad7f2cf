"""Every lesson as Colab runs it, in every language: its kernel's versions, and of the course only what a cell installs.

    python -m tests.learner.as_colab [PYTHON]

Each copy for Colab runs whole in an empty folder; below it every answer of tests/exercises, right and wrong, is
checked; then the solution runs. PYTHON is what the environment is made with. Exit status: 1 when a check said anything
else than it should, a cell failed, or installing changed another package.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell

from course import places
from course.authoring import answer_samples, colab
from course.learner.installers import CPU_INDEX, silence
from course.lesson_environment import ONE_THREAD
from course.requirements import pins
from helpers.checks.shown import MIME
from tests.learner.wheel import PATIENCE_SECONDS, built

VERSIONS = Path(__file__).with_name("colab_versions.txt")
ADDRESS = "https://example.org/it"
KERNEL = "colab"
DOWNLOAD_SECONDS = 1800


def environment(folder, python):
    """The Python of an environment like Colab's, made in a folder."""
    subprocess.run([python, "-m", "venv", folder], check=True, timeout=PATIENCE_SECONDS)
    own = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    torch = pins((places.ROOT / "constraints.txt").read_text(encoding="utf-8"))["torch"]
    cpu = [] if silence(f"{CPU_INDEX}/torch/") else ["--extra-index-url", CPU_INDEX]
    wanted = [*cpu, f"torch=={torch}", "-r", VERSIONS]
    subprocess.run([own, "-m", "pip", "install", "--quiet", *wanted], check=True, timeout=DOWNLOAD_SECONDS)
    return own


def installed(python):
    """What pip lists of an environment, as a set of NAME==VERSION."""
    command = [python, "-m", "pip", "list", "--format=freeze"]
    return set(subprocess.check_output(command, text=True, timeout=PATIENCE_SECONDS).split())


def kernel(folder, python):
    """A function that gives a new manager of this Python's kernels, which find nothing in their environment."""
    home = folder / "home"
    (folder / "kernels" / KERNEL).mkdir(parents=True)
    home.mkdir()
    spec = {
        "argv": [str(python), "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": KERNEL,
        "language": "python",
        "env": {},
    }
    (folder / "kernels" / KERNEL / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    specs = KernelSpecManager(kernel_dirs=[str(folder / "kernels")], ensure_native_kernel=False)
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}  # Windows needs them
    # Colab's kernel is alone on its machine; these share one, where torch's threads would wait for one another.
    bare = {"HOME": str(home), "PATH": os.defpath, **kept, **ONE_THREAD}

    def run(notebook):
        manager = AsyncKernelManager(kernel_name=KERNEL, kernel_spec_manager=specs)
        client = NotebookClient(notebook, km=manager, timeout=120, resources={"metadata": {"path": str(home)}})
        client.execute(env=bare, cleanup_kc=True)

    return run


def copy_for_colab(lesson, wheel):
    """The notebook for Colab of a lesson, its helpers taken from a wheel, none of them where there is none."""
    text = colab.text(nbformat.read(lesson.notebook, as_version=4), lesson.language, ADDRESS)
    notebook = nbformat.reads(text, as_version=4)
    if wheel is None:
        del notebook.cells[0]
    else:
        notebook.cells[0].source = notebook.cells[0].source.replace(f"git+{ADDRESS}@main", wheel.as_posix())
    return notebook


def with_samples(notebook, lesson):
    """Add the lesson's sample answers, each with its check below; (exercise, outcome, mistake) of every check."""
    checks = {one.metadata["exercise"]: one.source for one in notebook.cells if "check" in one.metadata.get("tags", [])}
    wanted = [(exercise, "todo", None) for exercise in checks]
    for sample in answer_samples.read(places.ROOT / "tests" / "exercises" / f"lesson_{lesson.number}.py"):
        notebook.cells += [new_code_cell(sample.program), new_code_cell(checks[sample.words[0]])]
        wanted.append(sample.words)
    return wanted


def said(notebook):
    """(exercise, outcome, mistake) of every check in a notebook that has been run."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    shown = [one for one in shown if "outcome" in one]
    return [(one["exercise"], one["outcome"].replace("raised", "wrong"), one.get("mistake")) for one in shown]


def faults_of(lesson, run):
    """What goes wrong in a lesson, a line each."""
    where = f"{lesson.language or 'en'} {lesson.name}"
    copied, solution = copy_for_colab(lesson, None), nbformat.read(lesson.solution, as_version=4)
    wanted = with_samples(copied, lesson)
    right = [(exercise, "right", None) for exercise, outcome, _ in wanted[: len(said(solution))]]
    found = []
    for what, notebook, expected in (("copy", copied, wanted), ("solution", solution, right)):
        try:
            run(notebook)
        except CellExecutionError as error:
            found.append(f"{where}, {what}: {error.ename}: {error.evalue}")
            continue
        got = said(notebook)
        differ = [f"{one} for {two}" for one, two in zip(got, expected, strict=False) if one != two]
        found += [f"{where}, {what}: {one}" for one in differ]
        if len(got) != len(expected):
            found.append(f"{where}, {what}: {len(got)} verdicts for {len(expected)} checks")
    print(f"{where}: {len(wanted) + len(right)} checks, {len(found)} faults", flush=True)
    return found


def main(python=sys.executable):
    """Exit status: 0 when every lesson of every language did what it does elsewhere."""
    lessons = [replace(one, language=each) for each in ("", *places.languages()) for one in places.lessons()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = environment(folder / "environment", python)
        run = kernel(folder, own)
        (folder / "wheel").mkdir()
        first = copy_for_colab(lessons[0], built(folder / "wheel"))
        before = installed(own)
        run(first)
        added = {line.partition("==")[0] for line in before ^ installed(own)}
        faults = [] if added == {"course"} else [f"installing the helpers changed {sorted(added)}"]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            faults += [fault for found in pool.map(lambda lesson: faults_of(lesson, run), lessons) for fault in found]
    print(*faults, f"{len(lessons)} lessons, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
