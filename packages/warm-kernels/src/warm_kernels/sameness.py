"""When a forked child would be the same as a fresh process: same interpreter, same variables read while importing."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

# How the names of variables begin that Python, the libraries or the C library read once, when they are loaded.
READ_WHILE_IMPORTING = (
    *("AOT", "ATEN_", "BLIS_", "CUDA", "CUTLASS", "DEBUGPY", "DNNL_", "GOMP_", "HOME", "INDUCTOR_", "IPYTHON"),
    *("JUPYTER_PLATFORM", "KINETO", "KMP_", "LANG", "LC_", "LD_", "MALLOC_", "MATPLOTLIB", "MKL_", "MPL", "NPY_"),
    *("NUMEXPR", "NUMPY_", "NVIDIA_", "OMP_", "ONEDNN_", "OPENBLAS_", "PARTITIONER_", "PILLOW_", "PT2_", "PYDEV"),
    *("PYTHON", "PYTORCH", "PYZMQ", "SYMPY_", "TEMP", "TMP", "TORCH", "TORNADO", "TRAITLETS", "TZ", "XDG_"),
)
# Packages that the warm process holds: a module of this name elsewhere would be found first by a fresh kernel.
HELD = {"IPython", "PIL", "ipykernel", "matplotlib", "mpmath", "networkx", "numpy", "psutil", "sympy", "torch", "zmq"}
# What a kernel may be started with besides; anything else needs a process of its own.
HARMLESS_OPTIONS = {"cwd", "env", "extra_arguments", "independent", "kernel_id", "stderr", "stdin", "stdout"}
LAUNCHERS = ("ipykernel_launcher", "ipykernel")


def fingerprint(interpreter: str, environment: Mapping[str, str]) -> str:
    """16 hexadecimal digits, equal for two processes that import to the same state."""
    read = {name: value for name, value in environment.items() if name.startswith(READ_WHILE_IMPORTING)}
    read.pop("PYTHONPATH", None)  # a forked kernel takes over its own
    read.pop("TORCHINDUCTOR_CACHE_DIR", None)  # torch sets it, in any process that made an optimizer; it reads it anew
    # `python` and `python3` of one environment are one interpreter; that of another environment is not.
    identity = [str(Path(interpreter).absolute().parent), str(Path(interpreter).resolve()), sorted(read.items())]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:16]


def reason_against(command: list[str], options: Mapping, warm_fingerprint: str) -> str:
    """Why this kernel needs a process of its own; empty when a fork of the warm process is the same.

    Args:
        command: what would start the kernel afresh.
        options: what ``jupyter_client`` would pass to ``Popen``, with ``env`` among them.
        warm_fingerprint: of the warm process.
    """
    folder, environment = Path(options.get("cwd") or "."), options["env"]
    if command[1:2] != ["-m"] or command[2:3] == [] or command[2] not in LAUNCHERS:
        return "it is not started by `python -m ipykernel_launcher`"
    if unknown := set(options) - HARMLESS_OPTIONS:
        return f"it is started with {', '.join(sorted(unknown))}"
    if options.get("independent"):
        return "it is to outlive the process that starts it"
    if any(isinstance(options.get(name), int) and options[name] < 0 for name in ("stdin", "stdout", "stderr")):
        return "its output goes through a pipe of subprocess"
    if fingerprint(command[0], environment) != warm_fingerprint:
        return "its interpreter, or a variable read while importing, is another one"
    if not folder.is_dir():
        return f"there is no folder {folder}"
    search, expected = import_folders(environment), import_folders(os.environ)
    if missing := [entry for entry in expected if entry not in search]:
        return f"its PYTHONPATH lacks {os.pathsep.join(missing)}"
    changes = ["matplotlibrc"] if (folder / "matplotlibrc").exists() else modules_in(folder, HELD)
    for entry in set(search) - set(expected):
        changes += modules_in(Path(entry), HELD | sys.stdlib_module_names | {"sitecustomize", "usercustomize"})
    return f"it would import another {changes[0]}" if changes else ""


def import_folders(environment: Mapping[str, str]) -> list[str]:
    """What PYTHONPATH puts on ``sys.path``: absolute, each once."""
    entries = environment.get("PYTHONPATH", "")
    folders = (os.path.abspath(entry) for entry in entries.split(os.pathsep))  # noqa: PTH100  as Python itself does
    return list(dict.fromkeys(folders)) if entries else []


def modules_in(folder: Path, names: Iterable[str]) -> list[str]:
    """The names, in order, of which ``folder`` holds a module or a package."""
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return sorted(
        name
        for name in names
        if f"{name}.py" in present or (name in present and (folder / name / "__init__.py").exists())
    )
