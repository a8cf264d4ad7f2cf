"""Say in OK and FAIL lines whether this machine can run the course, and what to do if not."""

# long because: one examination after another, each short

import subprocess
import sys
import tempfile
from dataclasses import dataclass

from course import OLDEST_PYTHON, command, languages
from course.learner.advice import completing
from course.learner.open_lab import prefer_own_kernel, trouble_at_home
from course.places import ROOT, WORK
from helpers.language import ENGLISH, say, speaking

KERNEL_START_SECONDS = 60
KERNEL_REPLY_SECONDS = 60
IMPORTED = ("helpers", "numpy", "torch", "matplotlib", "PIL")  # by lessons, after the learner's own files
HELPERS_PROBE = "import helpers.data"
GRADIENT_TOLERANCE = 1e-6  # central difference of a parabola in float64: exact but for rounding
FIRST_COMMAND = {"learner": "lab", "author": "build", "instructor": "grade"}  # for each role


@dataclass(frozen=True)
class Finding:
    """What one examination found.

    Attributes:
        fine: whether the course can run as far as this goes.
        text: what was found.
        advice: what to do when it is not fine.
    """

    fine: bool
    text: str
    advice: str = ""

    def __str__(self):
        """The line that is printed."""
        if self.fine:
            return say("OK    {text}", text=self.text)
        return say("FAIL  {text}. What to do: {advice}", text=self.text, advice=self.advice)


def arguments(parser):
    """Add what `doctor` takes."""
    what = "whether an author can build and test lessons, or an instructor compare and grade, besides a learner learn"
    parser.add_argument("role", nargs="?", choices=FIRST_COMMAND, default="learner", help=what)
    parser.add_argument(
        "--language", metavar="LANGUAGE", help="that it speaks to a learner, in two letters, such as es"
    )


def run(options, root=ROOT):
    """Exit status: 0 when the reader's role lacks nothing; what another role lacks is only said."""
    if options.language is None and (offer := languages.offer("doctor")):
        print(offer, flush=True)
    with speaking(languages.known(options.language or ENGLISH)):
        return _run(options, root)


def _run(options, root):
    failures = 0
    for role, examinations in EXAMINATIONS.items():
        needed = role in ("learner", options.role)  # everybody needs what a learner needs
        for finding in (finding for examine in examinations for finding in examined(examine, root)):
            if needed:
                print(finding, flush=True)
                failures += not finding.fine
            elif not finding.fine:
                words = {"role": role, "text": finding.text, "advice": finding.advice}
                print(say("note  for {role}s: {text}. What to do: {advice}", **words), flush=True)
    first = command(FIRST_COMMAND[options.role], *(["--language", options.language] if options.language else []))
    well = say("all that {role}s need is here: {command}", role=options.role, command=first)
    print(say("{count} to mend", count=failures) if failures else well)
    return 1 if failures else 0


def examined(examine, root):
    """Findings of one examination; one that breaks is a finding too."""
    try:
        return list(examine(root))
    except Exception as error:  # whatever a broken machine throws is what the doctor is for
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        return [Finding(False, f"{examine.__name__.replace('_', ' ')}: {reason}", completing(everything=False))]


def python_version(root):
    """The running Python."""
    found, needed = (".".join(map(str, version)) for version in (sys.version_info[:3], OLDEST_PYTHON))
    words = {"needed": needed, "command": command("setup", python=f"python{needed}")}
    advice = say("install Python {needed} or newer, then, with its name: {command}", **words)
    text = say("Python {found} ({place}), needed {needed}", found=found, place=sys.executable, needed=needed)
    yield Finding(sys.version_info >= OLDEST_PYTHON, text, advice)


def packages_for_lessons(root):
    """The packages that a lesson needs."""
    return _packages(root, None)


def packages_for_authors(root):
    """The further packages that building and testing need."""
    return _packages(root, ("authors", "tests"))


def packages_for_instructors(root):
    """The further packages that comparing and grading need."""
    return _packages(root, ("authors",))


def _packages(root, extras):
    from course.requirements import packages, release  # needs a package itself: its absence is a finding too

    repair, known = completing(everything=extras is not None), packages(root, extras)
    if missing := ", ".join(package.name for package in known if package.found is None):
        yield Finding(False, say("missing packages: {names}", names=missing), repair)
    for package in (package for package in known if package.found is not None):
        text = f"{package.name} {package.found}"
        if release(package.found) < release(package.lowest):
            text = say("{package}, needed {lowest} or newer", package=text, lowest=package.lowest)
            yield Finding(False, text, repair)
        elif package.tested and release(package.found) != release(package.tested):
            yield Finding(True, say("{package} (tested with {tested})", package=text, tested=package.tested))
        else:
            yield Finding(True, text)


def kernel(root):
    """A kernel, as JupyterLab starts it."""
    from jupyter_client.manager import start_new_kernel

    from course.lesson_environment import lesson_environment

    prefer_own_kernel()
    with tempfile.TemporaryDirectory() as elsewhere:  # lessons run from work/, not from the course's folder
        place = {"env": lesson_environment(), "cwd": elsewhere, "stderr": subprocess.DEVNULL}
        manager, client = start_new_kernel(KERNEL_START_SECONDS, "python3", **place)
        try:
            # On a busy machine late answers to "are you ready" come first; `reply` waits for that to this request.
            reply = client.execute(HELPERS_PROBE, store_history=False, reply=True, timeout=KERNEL_REPLY_SECONDS)
            content = reply["content"]
        except TimeoutError:
            late = say("in {seconds} s", seconds=KERNEL_REPLY_SECONDS)
            content = {"status": "error", "ename": say("no answer"), "evalue": late}
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    fine = content["status"] == "ok"
    if fine:
        yield Finding(True, say("a kernel starts and finds the lessons' helpers"))
    else:
        fault = f"{content['ename']}: {content['evalue']}"
        yield Finding(False, say("a kernel starts, but {fault}", fault=fault), completing(False))


def gradient(root):
    """One gradient computed three ways: y = 2x fitted from w = 0, where the slope of the mean squared error is -30."""
    import torch

    x = torch.tensor([1.0, 2.0, 3.0, 4.0], dtype=torch.float64)
    y, step = 2 * x, 1e-4

    def loss(w):
        return ((w * x - y) ** 2).mean()

    w = torch.zeros((), dtype=torch.float64, requires_grad=True)
    loss(w).backward()
    with torch.no_grad():
        ways = {
            say("closed form"): (2 * x * (w * x - y)).mean().item(),
            say("central difference"): ((loss(w + step) - loss(w - step)) / (2 * step)).item(),
            "autograd": w.grad.item(),
        }
    fine = max(ways.values()) - min(ways.values()) < GRADIENT_TOLERANCE
    values = ", ".join(f"{way} {value:.6g}" for way, value in ways.items())
    advice = say("torch computes wrongly here; install it again: {advice}", advice=completing(False))
    yield Finding(fine, say("one gradient, three ways: {values}", values=values), advice)


def work_folder(root):
    """The learner's folder."""
    place = root / WORK if (root / WORK).is_dir() else root  # it is not made before `lab` needs it
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as reason:
        advice = say("make it writable for you, free space, or move the course to a folder of your own")
        text = say("{folder}/ cannot be written to ({reason})", folder=WORK, reason=reason.strerror)
        yield Finding(False, text, advice)
    else:
        yield Finding(True, say("{folder}/ can be written to", folder=WORK))


def own_modules(root):
    """The learner's files that a lesson would import in the place of a package: Python looks beside the notebook."""
    folders = [root / WORK, *(root / WORK / language for language in languages.OTHERS)]
    names = [name for module in IMPORTED for name in (f"{module}.py", f"{module}/__init__.py")]
    found = [path for folder in folders for name in names if (path := folder / name).is_file()]
    for path in found:
        file = path.relative_to(root).as_posix().removesuffix("/__init__.py")
        text = say("{file} is imported in the place of the package that lessons need", file=file)
        yield Finding(False, text, say("give it another name, then restart the notebook's kernel"))
    if not found:
        yield Finding(True, say("no file in {folder}/ stands in the place of a package", folder=WORK))


def home_folder(root):
    """Where JupyterLab keeps its settings."""
    text, advice = trouble_at_home() or (say("JupyterLab can keep its settings"), "")
    yield Finding(not advice, text, advice)


def walls(root):
    """The walls around learners' code, without which a class is not graded."""
    from course.classroom.jail import wall
    from course.classroom.jail.wall import landlock

    refuses = f"no wall for learners' code here, so `{command('grade')}` refuses"
    if missing := wall.missing_walls():
        advice = f"grade on Linux 5.13 or newer; `{command('diff')}` needs no wall, for it runs nothing of a learner's"
        yield Finding(False, f"{refuses}: {' '.join(missing)}", advice)
    else:
        version = landlock.version()
        yield Finding(True, f"the walls that `{command('grade')}` needs: Landlock (version {version}), seccomp, limits")


# What each role needs, a learner's before it, in this order; add a generator of findings to examine more.
EXAMINATIONS = {
    "learner": [python_version, packages_for_lessons, kernel, gradient, work_folder, own_modules, home_folder],
    "author": [packages_for_authors],
    "instructor": [packages_for_instructors, walls],
}
