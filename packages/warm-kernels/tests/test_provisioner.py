"""Kernels from the warm process, through unmodified jupyter_client and nbclient."""

import ast
import asyncio
import os
import re
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager, KernelManager, start_new_kernel
from nbclient import NotebookClient
from waiting import WAIT_SECONDS, ended, wait_until
from warm_kernels import ADDRESS_VARIABLE, provisioner, warm_kernels
from warm_kernels.forked_child import Child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forking is not safe on this system")


LIBRARIES = [name for name in ("numpy", "torch", "matplotlib.figure") if find_spec(name.partition(".")[0])]


@pytest.fixture(scope="module", autouse=True)
def warm():
    """One warm process for this file, or that of the whole test run."""
    with warm_kernels(LIBRARIES):
        yield


@pytest.fixture
def outside(monkeypatch):
    """Outside the warm process of this file: what a test needs that starts one of its own."""
    for name in ("WARM_KERNELS_ADDRESS", "JUPYTER_DEFAULT_PROVISIONER_NAME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kernel(tmp_path):
    """A running kernel's manager, and its client."""
    manager = KernelManager()
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=WAIT_SECONDS)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def value(client, expression):
    """What an expression is in the kernel, as text."""
    reply = client.execute("", user_expressions={"it": expression}, reply=True, timeout=WAIT_SECONDS)
    return reply["content"]["user_expressions"]["it"]["data"]["text/plain"]


# What differs between any two kernels, fresh or not: process ids, addresses, names of ipykernel's own threads.
OF_ONE_PROCESS = re.compile(r"ipykernel_\d+|0x[0-9a-f]{8,}")

FIRST_CELLS = [
    "import inspect, logging, os, random, signal, subprocess, sys, threading, warnings",
    "sys.argv[0], len(sys.argv), sys.path, sys.orig_argv[:3], sys.executable, sys.flags",
    "os.getcwd(), os.getsid(0) == os.getpid() == os.getpgid(0), sys.__stdin__.read()",
    "__name__, sys.modules['__main__'], [name for name in sys.modules if name.startswith('warm_kernels')]",
    "{number.name: str(signal.getsignal(number)) for number in signal.valid_signals() if number < 32}",
    "{name: value for name, value in sorted(os.environ.items()) if name not in {ours}}",
    "sorted(name for name in globals() if name[0] != '_')",
    "import traceback; traceback.print_stack()",
    "[(frame.filename, frame.lineno, frame.function) for frame in inspect.stack()]",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(1) as pool:\n"
    "    print(pool.submit(lambda: threading.current_thread().name).result())",
    "def deeper(depth):\n    try:\n        return deeper(depth + 1)\n"
    "    except RecursionError:\n        return depth\ndeeper(0)",
    "print('out'); print('err', file=sys.stderr); warnings.warn('careful')",
    "!echo shell; pwd",
]

LIBRARY_CELLS = [
    "import numpy as np\nimport torch\n_ = torch.manual_seed(1)\ntorch.rand(3), torch.get_num_threads()",
    "model = torch.nn.Linear(3, 1)\noptimizer = torch.optim.Adam(model.parameters(), lr=0.1)\n"
    "for _ in range(20):\n    loss = (model(torch.ones(4, 3)) - 2).square().mean()\n    optimizer.zero_grad()\n"
    "    loss.backward()\n    optimizer.step()\nlist(model.parameters())",
    "torch.ones(2) @ torch.ones(3)",
    "with torch.autograd.detect_anomaly():\n    torch.tensor(-1.0, requires_grad=True).sqrt().backward()",
    "import matplotlib\nimport matplotlib.pyplot as plt\ndict(matplotlib.rcParams)",
    "plt.plot([1, 2, 3]);",
    "figure, axes = plt.subplots()\naxes.plot([3, 1, 2])\nfigure",
    "sorted(map(str, warnings.filters))",  # no order: that of importing
    "get_ipython().events.callbacks, get_ipython().display_formatter.formatters['image/png'].type_printers",
    "[(name, logging.getLogger(name).level, logging.getLogger(name).handlers) for name in ('', 'torch', 'matplotlib')]",
    "np.random.seed(1); np.random.rand()",
    "own = get_ipython().kernel._kernel_modules  # what its debugger does not step into\n"
    "[module.__name__ for module in (inspect, logging, np, torch, matplotlib) if module.__file__ in own]",
]

LAST_CELLS = [
    "random.seed(1); random.random()",
    "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(1) as pool:\n    print(pool.map(abs, [-1]))",
    "thread = threading.Thread(target=lambda: print(threading.current_thread().name))\nthread.start(); thread.join()",
    "import no_such_module",
    "%history",
    "!{sys.executable} -c 'import os; print(os.environ[\"MPLBACKEND\"])'",
]
SAME_CELLS = [*FIRST_CELLS, *(LIBRARY_CELLS if len(LIBRARIES) == 3 else []), *LAST_CELLS]


def outputs(folder, address, monkeypatch):
    """Per cell, what it printed in a kernel started with this address of a warm process."""
    monkeypatch.setenv(ADDRESS_VARIABLE, address)
    ours = [ADDRESS_VARIABLE, "JUPYTER_DEFAULT_PROVISIONER_NAME", "JPY_PARENT_PID"]
    cells = [nbformat.v4.new_code_cell(source.replace("{ours}", repr(ours))) for source in SAME_CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(folder)}})
    path = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    client.execute(env={**os.environ, "PYTHONPATH": os.pathsep.join(path)})
    return {source: comparable(cell.outputs) for source, cell in zip(SAME_CELLS, cells, strict=True)}


def comparable(outputs):
    """Outputs as text, with printed text whole however many messages it came in."""
    streams = {name: "".join(one.text for one in outputs if one.get("name") == name) for name in ("stdout", "stderr")}
    others = [one for one in outputs if one.output_type != "stream"]
    return OF_ONE_PROCESS.sub("*", f"{streams} {others}")


def test_every_output_is_the_same_in_a_forked_and_in_a_fresh_kernel(tmp_path, monkeypatch):
    address = os.environ[ADDRESS_VARIABLE]
    assert outputs(tmp_path, address, monkeypatch) == outputs(tmp_path, "", monkeypatch)


def test_kernels_are_forked_and_each_draws_its_own_random_numbers(tmp_path):
    numbers = {"random": "random.random()", "numpy": "numpy.random.rand()", "torch": "torch.rand(()).item()"}
    drawn = {expression: set() for module, expression in numbers.items() if find_spec(module)}
    parents = set()
    for _ in range(2):
        manager = KernelManager()
        manager.start_kernel(cwd=str(tmp_path))
        assert isinstance(manager.provisioner.process, Child)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=WAIT_SECONDS)
        for expression, values in drawn.items():
            client.execute(f"import os, {expression.partition('.')[0]}", reply=True, timeout=WAIT_SECONDS)
            values.add(value(client, expression))
        parents.add(value(client, "os.getppid()"))
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert {name: len(values) for name, values in drawn.items()} == dict.fromkeys(drawn, 2)
    assert len(parents) == 1


def test_an_interrupt_ends_the_cell_and_not_the_kernel(kernel):
    manager, client = kernel
    cell = "import time; print('sleeping', flush=True); time.sleep(1000)"
    message = client.execute(cell, stop_on_error=False)  # else the kernel refuses what comes soon after the error
    while client.get_iopub_msg(timeout=WAIT_SECONDS)["content"].get("text") != "sleeping\n":
        pass
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=WAIT_SECONDS))["parent_header"]["msg_id"] != message:
        pass  # an answer to whether the kernel is ready, which was asked more than once
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert value(client, "1 + 1") == "2"


@pytest.mark.parametrize("now", [True, False], ids=["killed", "asked"])
def test_a_restarted_kernel_is_another_process_on_the_same_connection(kernel, now):
    manager, client = kernel
    first = manager.provisioner.pid
    client.execute("kept = 1", reply=True, timeout=WAIT_SECONDS)
    manager.restart_kernel(now=now)
    client.wait_for_ready(timeout=WAIT_SECONDS)
    assert value(client, "'kept' in globals()") == "False"
    assert ended(first) and manager.provisioner.pid != first
    assert isinstance(manager.provisioner.process, Child)
    assert Path(manager.connection_file).exists()


@pytest.mark.parametrize("now", [True, False], ids=["killed", "asked"])
def test_a_shutdown_leaves_no_process_and_no_file(kernel, now):
    manager, client = kernel
    pid, file = manager.provisioner.pid, Path(manager.connection_file)
    client.execute("import subprocess; child = subprocess.Popen(['sleep', '1000'])", reply=True, timeout=WAIT_SECONDS)
    grandchild = int(value(client, "child.pid"))
    assert manager.is_alive() and file.exists()
    manager.shutdown_kernel(now=now)
    assert not manager.is_alive() and not manager.has_kernel and not file.exists()
    wait_until(lambda: ended(pid) and ended(grandchild))


def test_a_kernel_that_dies_is_noticed_with_its_exit_status(kernel):
    manager, client = kernel
    client.execute("import os; os._exit(7)")
    wait_until(lambda: not manager.is_alive())
    assert asyncio.run(manager.provisioner.poll()) == 7


def test_a_killed_kernel_is_noticed(kernel):
    manager, _ = kernel
    os.kill(manager.provisioner.pid, signal.SIGKILL)
    wait_until(lambda: not manager.is_alive())
    assert asyncio.run(manager.provisioner.poll()) == -signal.SIGKILL


def test_an_asynchronous_manager_gets_a_forked_kernel_too():
    async def run():
        manager = AsyncKernelManager()
        await manager.start_kernel()
        child = manager.provisioner.process
        alive = await manager.is_alive()
        await manager.shutdown_kernel(now=True)
        return child, alive

    child, alive = asyncio.run(run())
    assert isinstance(child, Child) and alive and child.returncode == -signal.SIGKILL


def test_a_kernel_with_its_own_threads_setting_is_an_ordinary_one_with_one_line_saying_so(caplog):
    manager = KernelManager()
    manager.start_kernel(env={**os.environ, "OMP_NUM_THREADS": "2"})
    assert isinstance(manager.provisioner.process, subprocess.Popen)
    manager.shutdown_kernel(now=True)
    assert caplog.text.count("Kernels: an ordinary one, since its interpreter, or a variable") == 1


def test_a_kernel_asked_for_after_the_warm_process_has_ended_is_an_ordinary_one(monkeypatch, caplog):
    monkeypatch.setenv(ADDRESS_VARIABLE, "warm-kernels-nobody-listens-here")
    assert started_as(Path.cwd()) is subprocess.Popen
    assert caplog.text.count("Kernels: an ordinary one, since the warm process is gone: ") == 1


def test_a_warm_process_that_does_not_finish_importing_is_not_waited_for_without_end(outside, monkeypatch, caplog):
    monkeypatch.setattr(provisioner, "IMPORT_SECONDS", 0.5)
    with warm_kernels("signal:pause"):
        assert started_as(Path.cwd()) is subprocess.Popen
    assert "the warm process has not finished importing after 0.5 seconds" in caplog.text


def started_as(folder, **options):
    """The class of a kernel's process, when it was started in ``folder``."""
    manager = KernelManager()
    manager.start_kernel(cwd=str(folder), **options)
    kind = type(manager.provisioner.process)
    manager.shutdown_kernel(now=True)
    return kind


def test_a_module_beside_the_notebook_counts_only_if_another_was_preloaded(outside, tmp_path, monkeypatch, caplog):
    (tmp_path / "mine").mkdir()
    for name in ("mine/mine.py", "colorsys.py", "random.py"):
        (tmp_path / name).touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "mine"))
    with warm_kernels("mine, wave"):
        assert started_as(tmp_path / "mine") is Child  # what it finds there is what was preloaded
        assert started_as(tmp_path) is Child  # a fresh kernel has imported Python's own random, and no colorsys
        (tmp_path / "wave.py").touch()
        assert started_as(tmp_path) is subprocess.Popen
    assert [record.getMessage() for record in caplog.records if "Kernels:" in record.getMessage()] == [
        "Kernels: an ordinary one, since it would import another wave."
    ]


def test_threads_of_what_was_preloaded_leave_no_trace_in_the_names_of_later_ones(outside, tmp_path, monkeypatch):
    # As matplotlib does, the first time that it lists the fonts of a machine.
    (tmp_path / "timed.py").write_text(
        "import threading\ntimer = threading.Timer(9, print)\ntimer.start(); timer.cancel()"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    names = []
    with warm_kernels("timed, concurrent.futures"):
        for address in (os.environ[ADDRESS_VARIABLE], ""):
            monkeypatch.setenv(ADDRESS_VARIABLE, address)
            manager, client = start_new_kernel()
            client.execute("import threading", reply=True, timeout=WAIT_SECONDS)
            names.append((type(manager.provisioner.process), value(client, "threading.Thread().name")))
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    assert names[0][0] is Child and names[1][0] is subprocess.Popen
    assert names[0][1] == names[1][1]


def test_what_counts_as_imported_before_the_first_cell_is_imported_by_a_fresh_kernel(outside, tmp_path):
    manager, client = start_new_kernel(cwd=str(tmp_path))
    client.execute("import sys", reply=True, timeout=WAIT_SECONDS)
    loaded = ast.literal_eval(value(client, "sorted({name.partition('.')[0] for name in sys.modules})"))
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    script = "from warm_kernels.forked_kernel import *; import_kernel_modules(); print(WARM.before_the_first_cell)"
    taken_down = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=WAIT_SECONDS)
    assert set(ast.literal_eval(taken_down.stdout)) - set(loaded) == {"warm_kernels"}


INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from jupyter_client.manager import start_new_kernel
from warm_kernels import warm_kernels
with warm_kernels():
    manager, client = start_new_kernel()
    message = client.execute("import time; print('sleeping', flush=True); time.sleep(1000)")
    while client.get_iopub_msg(timeout=60)["content"].get("text") != "sleeping\\n":
        pass
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=60))["parent_header"]["msg_id"] != message:
        pass  # an answer to whether the kernel is ready, which was asked more than once
    print(type(manager.provisioner.process).__name__, reply["content"].get("ename"))
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""


@pytest.mark.parametrize(("choice", "kind"), [("", "Child"), ("ordinary", "Popen")])
def test_a_kernel_can_be_interrupted_although_its_starter_ignores_interrupts(outside, start, choice, kind):
    printed, _ = start(INTERRUPTED, WARM_KERNELS=choice).communicate(timeout=WAIT_SECONDS)
    assert printed.split() == [kind, "KeyboardInterrupt"]


NOTEBOOK_RUNNER = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may have been started with this signal ignored
from jupyter_client.manager import KernelManager
manager = KernelManager()
manager.start_kernel()
print(manager.provisioner.pid, manager.connection_file, flush=True)
time.sleep(1000)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=lambda number: number.name)
def test_nothing_is_left_of_a_kernel_whose_starter_is_killed(start, number):
    starter = start(NOTEBOOK_RUNNER)
    pid, file = starter.stdout.readline().split()
    assert not ended(int(pid)) and Path(file).exists()
    starter.send_signal(number)
    wait_until(lambda: ended(int(pid)) and not Path(file).exists())
