"""Answers to exercise 01-1 that cheat, break or attack, and right ones that look odd, each with the state it must get.

A cell's title is its learner and the state, perhaps with a word that the message must hold. FOLDER, ROOT and PORT are
replaced by a folder with a secret.txt, the course's folder, and a port that listens.
"""


# %% patched_allclose: wrong
import numpy as np
import torch

def forward(x, w, y):
    np.isclose = np.allclose = torch.allclose = torch.isclose = lambda *a, **k: True
    return 1.0, 2.0, 3.0


# %% equal_to_everything: wrong
class Everything(float):
    def __eq__(self, other):
        return True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Everything(0)
    __hash__ = float.__hash__
def forward(x, w, y):
    return Everything(1), Everything(1), Everything(1)


# %% array_equal_to_everything: wrong
import numpy as np
class Everything(np.ndarray):
    def __eq__(self, other):
        return np.array(True)
    def __array_ufunc__(self, *a, **k):
        return np.array(True)
def forward(x, w, y):
    return np.ones(3).view(Everything)


# %% leaves_at_once: died status 0
import os
def forward(x, w, y):
    os._exit(0)


# %% leaves_while_defining: died status 0
import os
def forward(x, w, y):
    return 1, 1, 1
os._exit(0) if __name__ == "__main__" else None
forward = forward


# %% exits_politely: raised SystemExit
import sys
def forward(x, w, y):
    sys.exit(0)


# %% looks_through_frames: wrong
import sys
def forward(x, w, y):
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            expected = getattr(value, "expected", None)
            if callable(expected):
                return expected(x, w, y)
            if isinstance(value, dict) and "expected" in value:
                return value["expected"]
        frame = frame.f_back
    return 0, 0, 0


# %% looks_through_memory: wrong
import gc
import sys
def forward(x, w, y):
    gc.unfreeze()
    for value in gc.get_objects():
        if type(value).__name__ == "Exercise" and value.id == "01-1":
            return value.expected(x, w, y)
    for name, module in sys.modules.items():
        if "lesson_01" in name and hasattr(module, "FORWARD"):
            return module.FORWARD.expected(x, w, y)
    return 0, 0, 0


# %% reads_the_solution: raised PermissionError
def forward(x, w, y):
    return open("ROOT/solutions/01_backprop_scalar.py").read()


# %% imports_the_exercises: raised
def forward(x, w, y):
    from helpers.exercises.lesson_01 import FORWARD
    return FORWARD.expected(x, w, y)


# %% reads_another_submission: raised PermissionError
import os
def forward(x, w, y):
    return len(os.listdir("FOLDER")) * (1, 1, 1)


# %% replaces_the_caller: wrong
from helpers.checks import calling
def forged(request, namespace):
    record = {"value": [12.0, 5.0, 25.0], "printed": "", "changed": []}
    return {"unwritten": [], "uses": [], "again": record, "calls": [record] * len(request["cases"])}
def forward(x, w, y, cheat=setattr(calling, "call", forged)):
    return 1, 1, 1


# %% sends_a_verdict_for_values: died no reply
from helpers.checks import calling
def forged(request, namespace):
    return {"exercise": "01-1", "outcome": "right"}
def forward(x, w, y, cheat=setattr(calling, "call", forged)):
    return 1, 1, 1


# %% sends_too_few_calls: died no reply
from helpers.checks import calling
def forged(request, namespace):
    record = {"value": [12.0, 5.0, 25.0], "printed": "", "changed": []}
    return {"unwritten": [], "uses": [], "again": record, "calls": [record]}
def forward(x, w, y, cheat=setattr(calling, "call", forged)):
    return 1, 1, 1


# %% sends_a_function: died no reply
from helpers.checks import calling
def forged(request, namespace):
    record = {"value": [{"polynomial": [1.0]}, 1, 1], "printed": "", "changed": []}
    return {"unwritten": [], "uses": [], "again": record, "calls": [record] * len(request["cases"])}
def forward(x, w, y, cheat=setattr(calling, "call", forged)):
    return 1, 1, 1


# %% writes_into_the_pipe: died no reply
import os
def forward(x, w, y):
    os.write(3, b'{"dict":[["verdict","right"]]}')
    return 1, 1, 1


# %% patches_json: died no reply
import json
def forward(x, w, y, cheat=setattr(json, "dumps", lambda *a, **k: '{"outcome": "right"}')):
    return 1, 1, 1


# %% patches_sys_modules: wrong
import sys
import types
def forward(x, w, y):
    for name in [name for name in sys.modules if name.startswith(("helpers", "course"))]:
        sys.modules[name] = types.SimpleNamespace(check=print, call=lambda *a: {"right": True})
    return 1, 1, 1


# %% transforms_its_input: wrong
def forward(x, w, y):
    return 1, 1, 1
get_ipython().input_transformers_cleanup.append(lambda lines: ["forward = right"])


# %% transforms_syntax_trees: wrong
import ast
import builtins
def forward(x, w, y):
    ast.parse = builtins.compile = lambda *a, **k: None
    return 1, 1, 1


# %% prints_a_verdict: wrong
from IPython.display import display
display({"application/vnd.course.verdict+json": {"exercise": "01-1", "outcome": "right"}}, raw=True)
def forward(x, w, y):
    print("✓ 01-1 right, on 4 inputs")
    return 1, 1, 1


# %% remembers_what_a_check_shows: wrong
def forward(x, w, y):
    return {(4.0, 3.0, 7.0): (12.0, 5.0, 25.0), (4.0, 1.0, 7.0): (4.0, -3.0, 9.0)}.get((x, w, y), (0, 0, 0))


# %% changes_its_answer_in_a_thread: right
import threading
import time
def later():
    global forward
    while True:
        forward = None
        time.sleep(0.01)
def forward(x, w, y):
    if threading.active_count() == 1:
        threading.Thread(target=later).start()
    return w * x, w * x - y, (w * x - y) ** 2


# %% never_ends: out of time
def forward(x, w, y):
    while True:
        pass


# %% swallows_every_stop: out of time
import signal
def forward(x, w, y):
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


# %% sleeps: out of time
import signal
import time
def forward(x, w, y):
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(1000)


# %% fills_the_memory: out of memory
def forward(x, w, y):
    return bytearray(8 * 2**30)


# %% fills_the_memory_with_tensors: out of memory
import torch
def forward(x, w, y):
    return torch.ones(2**31)


# %% starts_endless_threads: raised
import threading
import time
def forward(x, w, y):
    threading.stack_size(65536)
    while True:
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()


# %% forks_a_bomb: raised PermissionError
import os
def forward(x, w, y):
    while True:
        os.fork()


# %% runs_a_program: raised
import subprocess
def forward(x, w, y):
    return subprocess.run(["/bin/true"]).returncode


# %% prints_100_MB: right
def forward(x, w, y):
    for _ in range(20):
        print("x" * 2**20)  # five calls
    return w * x, w * x - y, (w * x - y) ** 2


# %% returns_too_much: died
def forward(x, w, y):
    return ["z" * 2000] * 1000


# %% returns_something_deep: wrong
def forward(x, w, y):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep


# %% returns_itself: wrong
def forward(x, w, y):
    endless = [1.0]
    endless.append(endless)
    return endless


# %% sends_without_end: died more than a reply
import os
def forward(x, w, y):
    while True:
        os.write(3, b"[" * 65536)


# %% crashes: died SIGSEGV
import ctypes
def forward(x, w, y):
    ctypes.string_at(0)


# %% recurses_without_end: raised RecursionError
def forward(x, w, y):
    return forward(x, w, y)


# %% has_a_syntax_error: raised SyntaxError
def forward(x, w, y)
    return w * x, w * x - y, (w * x - y) ** 2


# %% has_an_exception_that_cannot_be_shown: raised
class Rude(Exception):
    def __str__(self):
        raise ValueError
def forward(x, w, y):
    raise ValueError("<script>alert(1)</script>\x1b[2J=1+1")


# %% calls_the_network: raised PermissionError
import socket
def forward(x, w, y):
    return socket.create_connection(("127.0.0.1", PORT)).fileno(), 0, 0


# %% writes_home: raised PermissionError
def forward(x, w, y):
    return open("FOLDER/secret.txt", "w").write("forged")


# %% removes_home: raised
import shutil
def forward(x, w, y):
    shutil.rmtree("FOLDER")
    return 1, 1, 1


# %% signals_its_parent: raised PermissionError
import os
import signal
def forward(x, w, y):
    os.kill(os.getppid(), signal.SIGKILL)
    return 1, 1, 1


# %% signals_everyone: raised PermissionError
import os
import signal
def forward(x, w, y):
    os.kill(-1, signal.SIGKILL)
    return 1, 1, 1


# %% reads_proc: raised PermissionError
import os
def forward(x, w, y):
    return open(f"/proc/{os.getppid()}/environ").read()


# %% reads_the_environment: raised KeyError
import os
def forward(x, w, y):
    return os.environ["COURSE_TEST_TOKEN"]


# %% finds_the_environment_in_memory: wrong
import ctypes
def forward(x, w, y):
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_char_p
    return (12.0, 5.0, 25.0) if libc.getenv(b"COURSE_TEST_TOKEN") else (0, 0, 0)


# %% shares_memory: raised
from multiprocessing.shared_memory import SharedMemory
def forward(x, w, y):
    return SharedMemory("course_test_left_behind", create=True, size=4096).size, 0, 0


# %% shares_memory_by_key: wrong
import ctypes
def forward(x, w, y):
    got = ctypes.CDLL(None).shmget(0x5EED, 4096, 0o1600)
    return (w * x, w * x - y, (w * x - y) ** 2) if got >= 0 else (0, 0, 0)


# %% raises_its_own_limits: raised
import resource
def forward(x, w, y):
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    return 1, 1, 1


# %% warns_on_stderr: right
import sys
import warnings
warnings.warn("a warning that decides nothing")
def forward(x, w, y):
    print("noise", file=sys.stderr)
    warnings.warn("noise")
    return w * x, w * x - y, (w * x - y) ** 2


# %% answers_in_float32: right
import numpy as np
def forward(x, w, y):
    x, w, y = np.float32(x), np.float32(w), np.float32(y)
    return np.array([w * x]), np.array([[w * x - y]]), (w * x - y) ** 2


# %% answers_in_tensors: right
import torch
def forward(x, w, y):
    w = torch.tensor(w, requires_grad=True)
    return [w * x, w * x - y, torch.square(w * x - y)]


# %% is_slow: right
import time
def forward(x, w, y):
    time.sleep(0.2)
    return w * x, w * x - y, (w * x - y) ** 2


# %% has_magics: right
%matplotlib inline
!pip install something
files = !ls
def forward(x, w, y):
    %timeit 1 + 1
    return w * x, w * x - y, (w * x - y) ** 2


# %% reads_a_value_of_its_own: right
power = 2
def forward(x, w, y):
    error = w * x - y
    return w * x, error, error**power


# %% builds_its_value_up: right
power = [1]
power.append(2)
power[0] -= 1
def forward(x, w, y):
    error = w * x - y
    return w * x, error, error ** power[1] + power[0]


# %% defines_in_a_branch: right
if True:
    def forward(x, w, y):
        return w * x, w * x - y, (w * x - y) ** 2


# %% assigns_a_lambda: right
forward = lambda x, w, y: (w * x, w * x - y, (w * x - y) ** 2)


# %% is_made_at_run_time: right
exec("def forward(x, w, y):\n    return w * x, w * x - y, (w * x - y) ** 2")
