"""When a forked kernel would be the same as a fresh one; where it would not, the reason against forking it."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.machinery import all_suffixes
from pathlib import Path
from types import ModuleType

# How the names of variables begin that Python, the libraries or the C library read once, when they are loaded; besides
# those that begin with the name of an imported package.
READ_WHILE_IMPORTING = (
    *("AOT", "ATEN_", "BLIS_", "CUDA", "CUTLASS", "DEBUGPY", "DNNL_", "GLIBC_", "GOMP_", "HF_", "HOME", "INDUCTOR_"),
    *("IPYTHON", "JUPYTER_PLATFORM", "KINETO", "KMP_", "LANG", "LC_", "LD_", "MALLOC_", "MATPLOTLIB", "MKL_", "MPL"),
    *("NPY_", "NUMEXPR", "NUMPY_", "NVIDIA_", "OMP_", "ONEDNN_", "OPENBLAS_", "PARTITIONER_", "PILLOW_", "PT2_"),
    *("PYDEV", "PYTHON", "PYTORCH", "PYZMQ", "SYMPY_", "TEMP", "TF_", "TMP", "TORCH", "TORNADO", "TRAITLETS", "TZ"),
    *("XDG_", "XLA_"),
)
READ_ANEW = {
    "PYTHONPATH",  # a forked kernel takes over its own
    "TORCHINDUCTOR_CACHE_DIR",  # torch sets it, in any process that made an optimizer
}
SAY_WHAT_RUNS = {"PYTEST_", "WARM_KERNELS_"}
# What a kernel may be started with besides; anything else needs a process of its own.
HARMLESS_OPTIONS = {"cwd", "env", "extra_arguments", "independent", "kernel_id", "stderr", "stdin", "stdout"}
LAUNCHERS = ("ipykernel_launcher", "ipykernel")
IMPORTED_BY_PYTHON = {"sitecustomize", "usercustomize"}


@dataclass
class WarmStart:
    """How the warm process was started, and what it was like when it had imported what any fresh kernel imports."""

    interpreter: str
    environment: Mapping[str, str]
    before_the_first_cell: set[str] = field(default_factory=set)  # top-level modules
    modules: dict[str, ModuleType] = field(default_factory=dict)  # all of them, by full name
    variables: dict[str, str] = field(default_factory=dict)  # those that the imports have set
    next_thread: int = 1  # the number in its name


def reason_against_asking(command: list[str], options: Mapping) -> str:
    """Why this kernel needs a process of its own, whatever the warm process is like; empty when it does not.

    Args:
        command: what would start the kernel afresh.
        options: what ``jupyter_client`` would pass to ``Popen``.
    """
    if command[1:2] != ["-m"] or command[2:3] == [] or command[2] not in LAUNCHERS:
        return "it is not started by `python -m ipykernel_launcher`"
    if unknown := set(options) - HARMLESS_OPTIONS:
        return f"it is started with {', '.join(sorted(unknown))}"
    if options.get("independent"):
        return "it is to outlive the process that starts it"
    if any(isinstance(options.get(name), int) and options[name] < 0 for name in ("stdin", "stdout", "stderr")):
        return "its output goes through a pipe of subprocess"
    return ""


def reason_against(request: Mapping, warm: WarmStart) -> str:
    """Why the kernel that a request asks for is not the same as a fork of this process; empty when it is.

    Args:
        request: the "environment" and "folder" of the kernel, and its "command" among the "arguments".
        warm: how this process was started.
    """
    folder, environment = Path(request["folder"]), request["environment"]
    changed = changed_variables(warm.environment, environment)
    if changed or not same_interpreter(warm.interpreter, request["arguments"]["command"][0]):
        names = f": {', '.join(changed)}" if changed else ""
        return f"its interpreter, or a variable read while importing, is another one{names}"
    if not folder.is_dir():
        return f"there is no folder {folder}"
    expected, search = import_folders(warm.environment), import_folders(environment, folder)
    if missing := [entry for entry in expected if entry not in search]:
        return f"its PYTHONPATH lacks {os.pathsep.join(missing)}"
    if [entry for entry in search if entry in expected] != expected:
        return "its PYTHONPATH has another order"
    others = [] if "matplotlib" not in sys.modules or not (folder / "matplotlibrc").exists() else ["matplotlibrc"]
    # The folder is searched only after a fresh kernel has started, those of PYTHONPATH before anything else.
    others += other_modules(folder, top_level_modules() - warm.before_the_first_cell)
    for entry in set(search) - set(expected):
        imported_first = top_level_modules() | sys.stdlib_module_names | IMPORTED_BY_PYTHON
        others += [entry] if Path(entry).is_file() else other_modules(Path(entry), imported_first)
    return f"it would import another {others[0]}" if others else ""


def changed_variables(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The names of the variables, read by what this process has imported, that differ between two environments."""
    packages = {f"{name.strip('_').upper()}_" for name in top_level_modules() - sys.stdlib_module_names}
    read = (*READ_WHILE_IMPORTING, *packages - SAY_WHAT_RUNS)
    names = {name for name in {*before, *now} - READ_ANEW if name.startswith(read)}
    return sorted(name for name in names if before.get(name) != now.get(name))


def same_interpreter(one: str, other: str) -> bool:
    """Whether two paths lead to one Python in one environment, as `python` and `python3` do."""
    same_environment = Path(one).parent.resolve() == Path(other).parent.resolve()
    return same_environment and Path(one).resolve() == Path(other).resolve()


def import_folders(environment: Mapping[str, str], folder: Path | str = "/") -> list[str]:
    """What PYTHONPATH puts on ``sys.path`` of a process started in ``folder``: absolute, each once."""
    entries = environment.get("PYTHONPATH", "")
    folders = (os.path.normpath(Path(folder, entry)) for entry in entries.split(os.pathsep))
    return list(dict.fromkeys(folders)) if entries else []


def top_level_modules() -> set[str]:
    """The names of the modules and packages that this process has imported, without what is in the packages."""
    return {name.partition(".")[0] for name in sys.modules} - set(sys.builtin_module_names)


def other_modules(folder: Path, names: Iterable[str]) -> list[str]:
    """The names, in order, for which ``import`` would find in ``folder`` another module than this process has."""
    try:
        present = {path.name.partition(".")[0] for path in folder.iterdir()}
    except OSError:  # Python passes over it, too
        return []
    others = []
    for name in sorted(present.intersection(names)):
        file, held = module_file(folder, name), getattr(sys.modules.get(name), "__file__", None)
        if file and (not held or file.resolve() != Path(held).resolve()):
            others.append(name)
    return others


def module_file(folder: Path, name: str) -> Path | None:
    """The file in ``folder`` that an import of ``name`` runs; None when there is none, and Python goes on looking."""
    places = [folder / name / "__init__", folder / name]
    files = [place.with_name(place.name + suffix) for place in places for suffix in all_suffixes()]
    return next((file for file in files if file.is_file()), None)
