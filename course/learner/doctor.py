"""Say in OK and FAIL lines whether this machine can run the course, and what to do if not."""

# long because: one examination after another, each short

import subprocess
import sys
import tempfile
from dataclasses import dataclass

from course import OLDEST_PYTHON, command
from course.learner.advice import completing
from course.places import ROOT, WORK

KERNEL_START_SECONDS = 60
KERNEL_REPLY_SECONDS = 60
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
        return f"OK    {self.text}" if self.fine else f"FAIL  {self.text}. What to do: {self.advice}"


def arguments(parser):
    """Add what `doctor` takes."""
    what = "whether an author can build and test lessons, or an instructor compare and grade, besides a learner learn"
    parser.add_argument("role", nargs="?", choices=FIRST_COMMAND, default="learner", help=what)


def run(options, root=ROOT):
    """Exit status: 0 when the reader's role lacks nothing; what another role lacks is only said."""
    failures = 0
    for role, examinations in EXAMINATIONS.items():
        needed = role in ("learner", options.role)  # everybody needs what a learner needs
        for finding in (finding for examine in examinations for finding in examined(examine, root)):
            if needed:
                print(finding, flush=True)
                failures += not finding.fine
            elif not finding.fine:
                print(f"note  for {role}s: {finding.text}. What to do: {finding.advice}", flush=True)
    well = f"all that {options.role}s need is here: {command(FIRST_COMMAND[options.role])}"
    print(f"{failures} to mend" if failures else well)
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
    advice = f"install Python {needed} or newer, then, with its name: {command('setup', python=f'python{needed}')}"
    yield Finding(sys.version_info >= OLDEST_PYTHON, f"Python {found} ({sys.executable}), needed {needed}", advice)


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
        yield Finding(False, f"missing packages: {missing}", repair)
    for package in (package for package in known if package.found is not None):
        text = f"{package.name} {package.found}"
        if release(package.found) < release(package.lowest):
            yield Finding(False, f"{text}, needed {package.lowest} or newer", repair)
        elif package.tested and release(package.found) != release(package.tested):
            yield Finding(True, f"{text} (tested with {package.tested})")
        else:
            yield Finding(True, text)


def kernel(root):
    """A kernel, as JupyterLab starts it."""
    from jupyter_client.manager import start_new_kernel

    from course.lesson_environment import lesson_environment

    with tempfile.TemporaryDirectory() as elsewhere:  # lessons run from work/, not from the course's folder
        place = {"env": lesson_environment(), "cwd": elsewhere, "stderr": subprocess.DEVNULL}
        manager, client = start_new_kernel(KERNEL_START_SECONDS, "python3", **place)
        try:
            # On a busy machine late answers to "are you ready" come first; `reply` waits for that to this request.
            reply = client.execute(HELPERS_PROBE, store_history=False, reply=True, timeout=KERNEL_REPLY_SECONDS)
            content = reply["content"]
        except TimeoutError:
            content = {"status": "error", "ename": "no answer", "evalue": f"in {KERNEL_REPLY_SECONDS} s"}
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    fine = content["status"] == "ok"
    text = "a kernel starts and finds the lessons' helpers"
    yield Finding(
        fine, text if fine else f"a kernel starts, but {content['ename']}: {content['evalue']}", completing(False)
    )


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
            "closed form": (2 * x * (w * x - y)).mean().item(),
            "central difference": ((loss(w + step) - loss(w - step)) / (2 * step)).item(),
            "autograd": w.grad.item(),
        }
    fine = max(ways.values()) - min(ways.values()) < GRADIENT_TOLERANCE
    text = "one gradient, three ways: " + ", ".join(f"{way} {value:.6g}" for way, value in ways.items())
    yield Finding(fine, text, f"torch computes wrongly here; install it again: {completing(False)}")


def work_folder(root):
    """The learner's folder."""
    place = root / WORK if (root / WORK).is_dir() else root  # it is not made before `lab` needs it
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as reason:
        advice = "make it writable for you, free space, or move the course to a folder of your own"
        yield Finding(False, f"{WORK}/ cannot be written to ({reason.strerror})", advice)
    else:
        yield Finding(True, f"{WORK}/ can be written to")


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
    "learner": [python_version, packages_for_lessons, kernel, gradient, work_folder],
    "author": [packages_for_authors],
    "instructor": [packages_for_instructors, walls],
}
