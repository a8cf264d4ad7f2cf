import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from warm_kernels import ONE_THREAD

from course.classroom.jail import wall
from course.classroom.jail.preload import LARGE_PAGES
from course.classroom.jail.wall import landlock, limits, linux, seccomp, system_calls
from course.classroom.jail.wall.landlock import readable_places, without_secrets
from tests.classroom import wall_attacks
from tests.classroom.wall_attacks import KINDS, NOBODY, Files, Others

ROOT = Path(__file__).parents[2]
# As root every test also runs as an ordinary user, which nobody else can do.
ACCOUNTS = {"root": 0, "ordinary": NOBODY} if os.getuid() == 0 else {"ordinary": os.getuid()}
LONGEST_SECONDS = 600  # for all attacks together
FIRST_LANDLOCK = 1  # Linux 5.13 to 5.18: no right for truncating, ports, or signals
# Refused without the wall as well, by a container, a debugger setting or a file system: no proof either way. The
# filter's own tests below hold the first four.
NO_PROOF = {"mount", "leave_for_namespaces", "trace_another", "read_anothers_memory", "change_an_attribute"}


def names(kind):
    return [name for name in vars(kind) if not name.startswith("_")]


def jobs():
    """Every job of this file, run in one go: importing torch takes longer than all of them."""
    for label, account in ACCOUNTS.items():
        for kind in KINDS:
            for name in names(KINDS[kind]):
                job = {"kind": kind, "name": name, "account": account, "label": label}
                limits = {"cpu_seconds": 1} if name == "a_loop_that_ignores_signals" else {}
                yield {**job, "walled": True, "limits": limits}
                if kind in ("files", "others") and label == next(iter(ACCOUNTS)):
                    yield {**job, "walled": True, "landlock_version": FIRST_LANDLOCK}
                    yield {**job, "walled": False}
        yield {"kind": "bombs", "name": "an_open_file", "account": account, "label": label, "walled": False}
        name = "a_library_and_not_the_secret_beside_it"
        yield {"kind": "work", "name": name, "account": account, "label": label, "walled": False}


@pytest.fixture(scope="module")
def run_all():
    if missing := wall.missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # pytest's own folders are closed to other accounts
        done = subprocess.run(
            [sys.executable, wall_attacks.__file__, folder, str(ROOT)],
            input=json.dumps(list(jobs())),
            env={"TOKEN": wall_attacks.ENVIRONMENT_SECRET, "HOME": str(Path.home()), **ONE_THREAD, **LARGE_PAGES},
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
    assert done.returncode == 0, done.stderr
    assert "/proc" not in done.stderr, done.stderr  # a library that must look there has to do it before the fork
    return json.loads(done.stdout)


@pytest.fixture
def outcome(run_all):
    def find(name, label, walled=True, landlock_version=None):
        wanted = (name, label, walled, landlock_version)
        found = [
            job for job in run_all if (job["name"], job["label"], job["walled"], job.get("landlock_version")) == wanted
        ]
        assert len(found) == 1
        assert "failed" not in (found[0]["reply"] or {}), found[0]["reply"]
        return found[0]

    return find


def expect_refusal(job):
    assert "refused" in job["reply"], job["reply"]
    assert job["reply"]["refused"] in ("PermissionError", "OSError", "ValueError", "KeyError"), job["reply"]
    assert not job["changed"]
    assert job["victim_lived"]
    assert job["ending"] == 0


@pytest.mark.parametrize("label", ACCOUNTS)
@pytest.mark.parametrize("name", [*names(Files), *names(Others)])
def test_an_attack_is_refused_and_changes_nothing(outcome, name, label):
    expect_refusal(outcome(name, label))


@pytest.mark.parametrize("name", [*names(Files), *names(Others)])
def test_an_attack_is_refused_by_the_first_kernels_with_landlock_too(outcome, name):
    expect_refusal(outcome(name, next(iter(ACCOUNTS)), landlock_version=FIRST_LANDLOCK))


@pytest.mark.parametrize("name", [name for name in (*names(Files), *names(Others)) if name not in NO_PROOF])
def test_the_same_attack_succeeds_without_the_wall(outcome, name):
    job = outcome(name, next(iter(ACCOUNTS)), walled=False)
    became_another_program = name == "become_another_program" and job["reply"] is None and job["ending"] == 0
    assert became_another_program or "got" in job["reply"], job["reply"]


@pytest.mark.parametrize("label", ACCOUNTS)
@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("memory", "MemoryError"),
        ("memory_of_tensors", "RuntimeError"),
        ("memory_to_share", "OSError"),
        ("threads", "RuntimeError"),
        ("descriptors", "OSError"),
        ("an_open_file", "OSError"),
    ],
)
def test_a_bomb_ends_as_an_error_in_its_own_child(outcome, name, refusal, label):
    job = outcome(name, label)
    assert job["reply"]["refused"] == refusal, job["reply"]
    assert not job["changed"]


@pytest.mark.parametrize("label", ACCOUNTS)
def test_an_open_file_grows_without_the_wall(outcome, label):
    assert outcome("an_open_file", label, walled=False)["changed"]


@pytest.mark.parametrize("label", ACCOUNTS)
def test_root_has_its_threads_counted_in_an_account_of_its_own(outcome, label):
    started = int(outcome("threads", label)["reply"]["text"].split()[0])
    # An ordinary user's threads are counted with all others of that user, so the limit lies as much higher.
    assert started < wall.Limits().threads or label == "ordinary"


@pytest.mark.parametrize("label", ACCOUNTS)
@pytest.mark.parametrize(
    ("name", "number"), [("a_loop_that_ignores_signals", signal.SIGKILL), ("a_crash", signal.SIGSEGV)]
)
def test_what_cannot_be_caught_ends_by_signal_and_leaves_no_core(outcome, name, number, label):
    job = outcome(name, label)
    assert job["reply"] is None
    assert job["ending"] == -number
    assert not job["core_left"]
    assert not job["changed"]


@pytest.mark.parametrize("label", ACCOUNTS)
@pytest.mark.parametrize(
    ("name", "got"),
    [
        ("matrices_and_gradients", "[250000.0, 1500.0]"),
        ("linear_algebra", "[0.5, 0.25]"),
        ("a_figure", "PNG"),
        ("twenty_threads", str(list(range(20)))),
        ("silence_and_chance", "9"),
        ("a_signal_to_itself", "2"),
        ("its_streams_and_session", "[True, b'', 7, 7, '/']"),
        ("its_powers", "[0, 1, 0]"),
    ],
)
def test_a_lesson_works_behind_the_wall(outcome, name, got, label):
    assert outcome(name, label)["reply"] == {"got": got}


@pytest.mark.parametrize("label", ACCOUNTS)
def test_a_module_is_imported_behind_the_wall_where_its_user_may_read_it(outcome, label):
    reply = outcome("a_module_not_imported_yet", label)["reply"]
    if reply.get("text") == "closed to this user":  # an interpreter in root's home, for another account
        assert label == "ordinary" and os.getuid() == 0
    else:
        assert reply == {"got": "['wave', 'sqlite3', 'xml.dom.minidom']"}


@pytest.mark.parametrize("label", ACCOUNTS)
def test_a_package_is_read_and_the_secret_installed_beside_it_is_not(outcome, label):
    reply = outcome("a_library_and_not_the_secret_beside_it", label, walled=False)["reply"]
    assert reply == {"got": "numpy six "}


def test_a_place_with_a_secret_is_opened_up_around_it(tmp_path):
    for name in ("lib/python/site-packages/numpy", "lib/python/site-packages/helpers", "lib/python/json", "bin"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "lib/python/site-packages/back").symlink_to(tmp_path)
    (tmp_path / "lib/python/site-packages/tools").symlink_to(tmp_path / "bin")
    opened = without_secrets([tmp_path / "lib", tmp_path / "gone"], [tmp_path / "lib/python/site-packages/helpers"])
    expected = ["bin", "lib/python/json", "lib/python/site-packages/numpy"]
    assert sorted(opened) == [tmp_path / name for name in expected]


def test_no_readable_place_holds_this_project_or_a_home():
    for place in readable_places():
        for closed in (ROOT, ROOT / "course", ROOT / "helpers" / "exercises", ROOT / "solutions", Path.home()):
            assert not closed.is_relative_to(place)


# Call: its number on x86_64 and aarch64 (syscall_64.tbl, asm-generic/unistd.h).
FORBIDDEN = {
    "execve": (59, 221),
    "execveat": (322, 281),
    "fork": (57, None),
    "vfork": (58, None),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "sendmsg": (46, 211),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "setrlimit": (160, 164),
    "setuid": (105, 146),
    "setresuid": (117, 147),
    "setsid": (112, 157),
    "capset": (126, 91),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "mount": (165, 40),
    "umount2": (166, 39),
    "fsopen": (430, 430),
    "open_tree": (428, 428),
    "unshare": (272, 97),
    "setns": (308, 268),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_by_handle_at": (304, 265),
    "truncate": (76, 45),
    "fchmod": (91, 52),
    "fchownat": (260, 54),
    "utimensat": (280, 88),
    "unlinkat": (263, 35),
    "splice": (275, 76),
    "vmsplice": (316, 75),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "personality": (135, 92),
    "modify_ldt": (154, None),
}
CHILD = 4321
THREAD, PROCESS = 0x3D0F00, 0x1200011  # the flags of glibc's pthread_create and fork
NEW_USER = 0x10000000


def verdict(machine, number, arguments=(), architecture=None):
    """What the filter says of one call, by running its steps as the kernel would."""
    words = [number, architecture or seccomp.AUDIT_MACHINE[machine], 0, 0]
    for argument in (*arguments, 0, 0, 0, 0, 0, 0)[:6]:
        words += [argument & 0xFFFFFFFF, argument >> 32 & 0xFFFFFFFF]
    steps = seccomp.filter_program(machine, CHILD)
    place, loaded = 0, 0
    while True:
        step = steps[place]
        place += 1
        if step.code == seccomp.RETURN:
            return step.constant
        if step.code == seccomp.LOAD:
            loaded = words[step.constant // 4]
        elif step.code == seccomp.AND:
            loaded &= step.constant
        else:
            met = loaded == step.constant if step.code == seccomp.JUMP_IF_EQUAL else loaded >= step.constant
            place += step.if_true if met else step.if_false


@pytest.mark.parametrize("machine", system_calls.COLUMN)
@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_filter_refuses(machine, name):
    number = FORBIDDEN[name][system_calls.COLUMN[machine]]
    if number is not None:  # aarch64 never had it
        assert verdict(machine, number) in (seccomp.NOT_PERMITTED, seccomp.NO_SUCH_CALL)


@pytest.mark.parametrize("machine", system_calls.COLUMN)
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("clone", (THREAD,), seccomp.ALLOW),
        ("clone", (PROCESS,), seccomp.NOT_PERMITTED),
        ("clone", (THREAD | NEW_USER,), seccomp.NOT_PERMITTED),
        ("kill", (CHILD, 9), seccomp.ALLOW),
        ("kill", (CHILD + 1, 0), seccomp.NOT_PERMITTED),
        ("kill", (-1, 9), seccomp.NOT_PERMITTED),
        ("kill", (0, 9), seccomp.NOT_PERMITTED),
        ("tgkill", (CHILD, 77, 6), seccomp.ALLOW),
        ("tgkill", (77, 77, 6), seccomp.NOT_PERMITTED),
        ("prlimit64", (0, 7, 0, 0x7FFF0000), seccomp.ALLOW),
        ("prlimit64", (0, 7, 0x7FFF0000, 0), seccomp.NOT_PERMITTED),
        ("prlimit64", (0, 7, 0x7FFF << 32, 0), seccomp.NOT_PERMITTED),
        ("prlimit64", (77, 7, 0, 0x7FFF0000), seccomp.NOT_PERMITTED),
        ("openat", (0, 0, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY), seccomp.ALLOW),
        ("openat", (0, 0, os.O_WRONLY | os.O_TRUNC | os.O_CREAT), seccomp.ALLOW),  # Landlock leaves only /dev/null
        ("openat", (0, 0, os.O_RDONLY | os.O_TRUNC), seccomp.NOT_PERMITTED),
        ("openat", (0, 0, 3), seccomp.NOT_PERMITTED),
        ("fcntl", (5, 1030), seccomp.ALLOW),
        ("fcntl", (5, 8), seccomp.NOT_PERMITTED),  # F_SETOWN
        ("fcntl", (5, 10), seccomp.NOT_PERMITTED),  # F_SETSIG
        ("ioctl", (0, 0x5401), seccomp.ALLOW),
        ("ioctl", (0, 0x5412), seccomp.NOT_PERMITTED),  # TIOCSTI types into a terminal
        ("prctl", (15,), seccomp.ALLOW),
        ("prctl", (1,), seccomp.NOT_PERMITTED),
    ],
)
def test_the_filter_reads_the_arguments_of(machine, name, arguments, answer):
    assert verdict(machine, system_calls.numbers(system_calls.JUDGED, machine)[name], arguments) == answer


@pytest.mark.parametrize("machine", system_calls.COLUMN)
def test_calls_the_filter_cannot_read_or_know_do_not_exist(machine):
    for number in (*system_calls.numbers(system_calls.UNREADABLE, machine).values(), 470, 100_000):
        assert verdict(machine, number) == seccomp.NO_SUCH_CALL


@pytest.mark.parametrize("machine", system_calls.COLUMN)
def test_calls_made_as_another_machine_kill(machine):
    assert verdict(machine, 11, architecture=0x40000003) == seccomp.KILL  # 32-bit x86, where 11 is execve
    assert verdict(machine, 0x40000000 | 59) == seccomp.NO_SUCH_CALL  # the x32 way to number execve


@pytest.mark.parametrize("machine", system_calls.COLUMN)
def test_no_number_stands_for_two_calls(machine):
    tables = (system_calls.HARMLESS, system_calls.JUDGED, system_calls.UNREADABLE)
    found = [number for table in tables for number in system_calls.numbers(table, machine).values()]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("user_map", "room"),
    [
        ("0 0 4294967295", True),
        ("0 1000 1\n1 100000 65536", True),
        ("0 1000 1", False),
    ],
    ids=["the whole machine", "a rootless container", "one account only"],
)
def test_a_spare_account_lies_inside_the_map_and_is_nobody_elses(user_map, room):
    found = [limits.spare_account(user_map, process) for process in range(1, 4000)]
    if room:
        last = sum(int(word) for word in user_map.splitlines()[-1].split()[::2]) - 1
        assert len(set(found)) == len(found)
        assert all(last / 2 - 2 < account < last for account in found)
    else:
        assert set(found) == {None}


@pytest.mark.parametrize(
    ("module", "function", "answer", "word"),
    [
        (landlock, "version", 0, "Landlock"),
        (seccomp, "available", False, "seccomp"),
        (limits, "can_leave_root", False, "thread limit"),
        (linux, "machine", None, "64-bit Linux"),
    ],
    ids=["Landlock", "seccomp", "threads", "machine"],
)
def test_a_machine_without_a_wall_is_refused_by_that_walls_name(monkeypatch, module, function, answer, word):
    monkeypatch.setattr(module, function, lambda: answer)
    assert any(word in sentence for sentence in wall.missing_walls())
    with pytest.raises(wall.WallError, match=word):
        wall.raise_wall(wall.Limits())


HALF_A_WALL = """
import threading, time
from course.classroom.jail import wall
from course.classroom.jail.wall import landlock
{before}
try:
    wall.raise_wall(wall.Limits(), keep=(1,))
except wall.WallError as refusal:
    print(refusal)
"""


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("threading.Thread(target=time.sleep, args=(5,), daemon=True).start()", "Found 2 threads, expected 1"),
        ("landlock.RESTRICT_SELF = 999", "'Landlock' was refused by the kernel"),
    ],
    ids=["a second thread", "a kernel that refuses"],
)
def test_half_a_wall_is_an_error(before, words):
    if missing := wall.missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    script = HALF_A_WALL.format(before=before)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert words in done.stdout, done.stderr


ORPHAN = """
import os, time
from course.classroom.jail import wall
reader, writer = os.pipe()
if os.fork() == 0:
    wall.raise_wall(wall.Limits(), keep=(1, writer))
    os.write(writer, b"up")
    time.sleep(600)
os.read(reader, 2)
os._exit(0)
"""


def test_a_child_dies_with_its_parent():
    if missing := wall.missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    # The pipe ends only when the child, which holds its other end, is gone as well.
    done = subprocess.run([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, cwd=ROOT, timeout=120)
    assert done.returncode == 0
