"""Runs each attack in a child of one warm process, behind the wall or without it: ``python wall_attacks.py JOBS``.

An attack is a method that returns what it got hold of, and raises when it was refused. Prints, as JSON, for each job
what the child replied, how it ended, and whether its files were changed.
"""

import ctypes
import fcntl
import importlib
import json
import mmap
import os
import random
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

NOBODY = 65534
ENVIRONMENT_SECRET = "a-token-of-the-instructor"
REPLY_TIMEOUT_SECONDS = 120
libc = ctypes.CDLL(None, use_errno=True)


def called(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


class Here:
    """What an attack is pointed at."""

    def __init__(self, folder, listener, victim, root):
        self.folder, self.port, self.victim, self.root = folder, listener.getsockname()[1], victim, root
        self.open_secret = os.open(folder / "secret.txt", os.O_RDONLY)
        self.kept_file = os.open(folder / "kept.txt", os.O_WRONLY)


class Files(Here):
    def read_a_file(self):
        return (self.folder / "secret.txt").read_text()

    def list_a_folder(self):
        return [path.name for path in self.folder.iterdir()]

    def read_this_course(self):
        return (Path(self.root) / "course" / "classroom" / "jail" / "wall" / "__init__.py").read_text()[:20]

    def read_passwords(self):
        return Path("/etc/passwd").read_text()[:20]

    def read_own_proc(self):
        return Path("/proc/self/status").read_text()[:20]

    def read_parents_proc(self):
        return Path(f"/proc/{os.getppid()}/status").read_text()[:20]

    def make_a_file(self):
        (self.folder / "new.txt").write_text("new")
        return "made"

    def overwrite_a_file(self):
        (self.folder / "secret.txt").write_text("forged")
        return "overwritten"

    def overwrite_a_library(self):
        (self.folder / "library" / "module.py").write_text("forged")
        return "overwritten"

    def truncate_a_library_while_reading(self):
        return os.open(self.folder / "library" / "module.py", os.O_RDONLY | os.O_TRUNC)

    def truncate_a_library_with_neither_right(self):
        return os.open(self.folder / "library" / "module.py", 3 | os.O_TRUNC)

    def truncate_by_name(self):
        os.truncate(self.folder / "library" / "module.py", 0)
        return "truncated"

    def delete_a_file(self):
        (self.folder / "library" / "module.py").unlink()
        return "deleted"

    def rename_a_file(self):
        (self.folder / "library" / "module.py").rename(self.folder / "library" / "other.py")
        return "renamed"

    def link_a_file(self):
        os.link(self.folder / "library" / "module.py", self.folder / "library" / "other.py")
        return "linked"

    def make_a_folder(self):
        (self.folder / "new").mkdir()
        return "made"

    def change_a_mode(self):
        (self.folder / "library" / "module.py").chmod(0o777)
        return "changed"

    def change_an_owner(self):
        os.chown(self.folder / "secret.txt", os.geteuid(), os.getegid())
        return "changed"

    def change_a_time(self):
        os.utime(self.folder / "secret.txt", (0, 0))
        return "changed"

    def change_an_attribute(self):
        os.setxattr(self.folder / "secret.txt", "user.note", b"1")
        return "changed"

    def change_folder(self):
        os.chdir(self.folder)
        return "changed"

    def read_an_open_descriptor(self):
        return os.pread(self.open_secret, 100, 0).decode()

    def read_the_environment(self):
        import posix

        libc.getenv.restype = ctypes.c_char_p
        values = [os.environ.get("TOKEN"), posix.environ.get(b"TOKEN"), libc.getenv(b"TOKEN")]
        if not any(values):
            raise KeyError("TOKEN")
        return str(values)


class Others(Here):
    def connect(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=5):
            return "connected"

    def send_a_datagram(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            return sender.sendto(b"answers", ("127.0.0.1", self.port))

    def open_a_unix_socket(self):
        return str(socket.socketpair())

    def become_another_program(self):
        os.execv("/bin/true", ["true"])

    def run_a_program(self):
        return subprocess.run(["/bin/true"], check=True, timeout=60).returncode

    def run_a_program_by_spawn(self):
        return os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)[1]

    def fork(self):
        child = os.fork()
        if child == 0:
            os._exit(0)
        return os.waitpid(child, 0)[1]

    def signal_another(self):
        os.kill(self.victim, signal.SIGCONT)
        return "sent"

    def signal_the_parent(self):
        os.kill(os.getppid(), signal.SIGCONT)
        return "sent"

    def signal_everyone(self):
        os.kill(-1, 0)
        return "sent"

    def queue_a_signal(self):
        return called(libc.sigqueue(self.victim, signal.SIGCONT, None))

    def signal_through_a_descriptor(self):
        return signal.pidfd_send_signal(os.pidfd_open(self.victim), signal.SIGCONT) or "sent"

    def have_another_signalled(self):
        reader, _ = os.pipe()
        return fcntl.fcntl(reader, fcntl.F_SETOWN, self.victim)

    def trace_another(self):
        return called(libc.ptrace(0x4206, self.victim, None, None))  # PTRACE_SEIZE

    def read_anothers_memory(self):
        buffer = ctypes.create_string_buffer(8)
        pair = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
        return called(libc.process_vm_readv(self.victim, pair, 1, pair, 1, 0))

    def read_anothers_limits(self):
        return resource.prlimit(self.victim, resource.RLIMIT_NOFILE)

    def slow_another_down(self):
        os.setpriority(os.PRIO_PROCESS, self.victim, 5)
        return "slowed"

    def move_another_to_a_core(self):
        return os.sched_setaffinity(self.victim, os.sched_getaffinity(self.victim)) or "moved"

    def share_memory_by_key(self):
        segment = called(libc.shmget(0, 4096, 0o600))
        return called(libc.shmctl(segment, 0, None))

    def share_memory_by_name(self):
        with Path(f"/dev/shm/{os.getpid()}").open("xb") as memory:
            return Path(memory.name).unlink() or "shared"

    def make_a_file_in_memory(self):
        return os.memfd_create("hidden")

    def raise_own_limits(self):
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, limit)
        return limit

    def change_account(self):
        os.setresuid(-1, -1, -1)
        return os.getresuid()

    def outlive_the_parent(self):
        return called(libc.prctl(1, 0, 0, 0, 0))  # PR_SET_PDEATHSIG

    def allow_tracing(self):
        return called(libc.prctl(4, 1, 0, 0, 0))  # PR_SET_DUMPABLE

    def leave_for_namespaces(self):
        return called(libc.unshare(0x04000000))  # CLONE_NEWUTS

    def mount(self):
        called(libc.mount(b"none", str(self.folder).encode(), b"tmpfs", 0, None))
        return called(libc.umount2(str(self.folder).encode(), 0))


class Bombs(Here):
    def memory(self):
        return len(bytearray(4 * 2**30))

    def memory_of_tensors(self):
        import torch

        return torch.ones(2**29, dtype=torch.float64).sum()

    def memory_to_share(self):
        return len(mmap.mmap(-1, 4 * 2**30))

    def threads(self):
        threading.stack_size(64 * 1024)
        for started in range(5000):
            try:
                threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
            except RuntimeError as refusal:
                raise RuntimeError(f"{started} threads, then: {refusal}") from refusal
        return "5000 threads"

    def descriptors(self):
        return [os.pipe() for _ in range(500)]

    def an_open_file(self):
        return os.write(self.kept_file, b"x" * 100)

    def a_loop_that_ignores_signals(self):
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        while True:
            pass

    def a_crash(self):
        ctypes.string_at(0)


class Work(Here):
    def matrices_and_gradients(self):
        import torch

        weight = torch.ones(50, 50, dtype=torch.float64, requires_grad=True)
        (weight @ weight).sum().backward()
        torch.set_num_threads(2)
        torch.optim.Adam([weight]).step()
        return [weight.grad.sum().item(), (torch.ones(1500, 1500) @ torch.ones(1500, 1500))[0, 0].item()]

    def linear_algebra(self):
        import numpy

        return numpy.linalg.solve(numpy.diag([2.0, 4.0]), [1.0, 1.0]).tolist()

    def a_figure(self):
        import io

        from matplotlib import pyplot

        figure, axes = pyplot.subplots()
        axes.plot([1, 2], label="loss")
        axes.set_title("$x^2$")
        figure.savefig(drawn := io.BytesIO())
        return drawn.getvalue()[1:4].decode()

    def a_module_not_imported_yet(self):
        names = ("wave", "sqlite3", "xml.dom.minidom")
        if set(names) & set(sys.modules):
            raise AssertionError("the warm process has them already")
        try:
            Path(os.__file__).open().close()
        except PermissionError as refusal:
            raise PermissionError("closed to this user") from refusal
        return [importlib.import_module(name).__name__ for name in names]

    def twenty_threads(self):
        found = []
        workers = [threading.Thread(target=found.append, args=(number,)) for number in range(20)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sorted(found)

    def silence_and_chance(self):
        with Path(os.devnull).open("w") as nowhere:
            print("unheard", file=nowhere)
        print("unheard")
        return len(os.urandom(4)) + len(Path("/dev/urandom").open("rb").read(4)) + int(random.random() < 1)

    def its_streams_and_session(self):
        own = os.getsid(0) == os.getpid() == os.getpgid(0)
        return [own, os.read(0, 10), os.write(1, b"unheard"), os.write(2, b"unheard"), str(Path.cwd())]

    def its_powers(self):
        sets = (ctypes.c_uint32 * 6)()
        called(libc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), sets))
        return [sum(sets), libc.prctl(39, 0, 0, 0, 0), libc.prctl(3, 0, 0, 0, 0)]  # no_new_privs, dumpable

    def a_signal_to_itself(self):
        got = []
        signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number))
        os.kill(os.getpid(), signal.SIGUSR1)
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
        return len(got)

    def a_library_and_not_the_secret_beside_it(self):
        """Put up without the rest of the wall: an installed course lies among the packages it must not be read from."""
        from course.classroom.jail.wall import landlock, linux

        packages = self.folder / "lib" / "site-packages"
        linux.control(linux.PR_SET_NO_NEW_PRIVS, 1)
        landlock.confine(landlock.without_secrets([self.folder / "lib"], [packages / "helpers"]))
        read = (packages / "numpy" / "__init__.py").read_text() + (packages / "six.py").read_text()
        try:
            return read + (packages / "helpers" / "answers.py").read_text()
        except PermissionError:
            return read


KINDS = {"files": Files, "others": Others, "bombs": Bombs, "work": Work}


def made_folder(folder, account):
    texts = {
        "secret.txt": "the solution",
        "kept.txt": "",
        "library/module.py": "pass",
        "lib/site-packages/numpy/__init__.py": "numpy ",
        "lib/site-packages/six.py": "six ",
        "lib/site-packages/helpers/answers.py": "answers",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, account, account)
    return folder


def state_of(folder):
    paths = [folder, *sorted(folder.rglob("*"))]
    return [(str(path), path.stat()[:2], path.stat()[4:7], path.stat().st_mtime_ns, text(path)) for path in paths]


def text(path):
    return path.read_text() + str(os.listxattr(path)) if path.is_file() else ""


def become(account):
    if account != os.getuid():
        os.setgroups([])
        os.setresgid(account, account, account)
        os.setresuid(account, account, account)


def child(job, here, writer):
    from course.classroom.jail import wall
    from course.classroom.jail.wall import landlock

    try:
        become(job["account"])
        if job.get("landlock_version"):
            landlock.version = lambda: job["landlock_version"]
        if job["walled"]:
            places = (*wall.readable_places(), here.folder / "library")
            wall.readable_places = lambda: places
            wall.raise_wall(wall.Limits(**job.get("limits", {})), keep=(writer, here.kept_file))
    except BaseException as fault:
        os.write(writer, json.dumps({"failed": repr(fault)}).encode())
        os._exit(1)
    try:
        reply = {"got": str(getattr(here, job["name"])())}
    except BaseException as refusal:
        reply = {
            "refused": type(refusal).__name__,
            "number": getattr(refusal, "errno", None),
            "text": str(refusal)[:300],
        }
    os.write(writer, json.dumps(reply).encode())
    os._exit(0)


def made_victim(account):
    victim = os.fork()
    if victim == 0:
        become(account)
        time.sleep(3600)
        os._exit(0)
    return victim


def outcome(job, folder, listener, victim, root):
    made_folder(folder, job["account"])
    before = state_of(folder)
    reader, writer = os.pipe()
    here = KINDS[job["kind"]](folder, listener, victim, root)
    process = os.fork()
    if process == 0:
        child(job, here, writer)
    os.close(writer)
    os.close(here.open_secret)
    os.close(here.kept_file)
    reply = b""
    while ready := select.select([reader], [], [], REPLY_TIMEOUT_SECONDS)[0]:
        if not (piece := os.read(reader, 65536)):
            break
        reply += piece
    os.close(reader)
    if not ready:
        os.kill(process, signal.SIGKILL)
    status = os.waitpid(process, 0)[1]
    ending = os.waitstatus_to_exitcode(status)
    changed = before != state_of(folder)
    shutil.rmtree(folder)
    return {
        **job,
        "reply": json.loads(reply) if reply else None,
        "ending": ending,
        "changed": changed,
        "core_left": os.WCOREDUMP(status),
        "victim_lived": os.waitpid(victim, os.WNOHANG) == (0, 0),
    }


def main(jobs, folder, root):
    sys.path.insert(0, root)
    import matplotlib

    matplotlib.use("Agg")
    import encodings.idna

    import numpy
    import torch
    from matplotlib import pyplot

    from course.classroom.jail import wall

    assert encodings.idna  # connecting needs it, and a library closed to this user must not be what stops that
    torch.set_num_threads(1)
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    torch.ones(2, 2) @ torch.ones(2, 2)
    numpy.ones(1)
    pyplot.get_backend()
    wall.readable_places()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        victims = {account: made_victim(account) for account in {job["account"] for job in jobs}}
        results = [
            outcome(job, Path(folder, str(place)), listener, victims[job["account"]], root)
            for place, job in enumerate(jobs)
        ]
    for victim in victims.values():
        os.kill(victim, signal.SIGKILL)
    print(json.dumps(results))


if __name__ == "__main__":
    main(json.loads(sys.stdin.read()), *sys.argv[1:])
