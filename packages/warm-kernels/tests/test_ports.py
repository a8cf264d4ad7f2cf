"""A kernel's ports are its own from the moment they are chosen."""

import socket
import sys

import pytest
import zmq
from warm_kernels.ports import PORTS, hold, release

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere ports are not held")


@pytest.fixture
def connection():
    """Five free ports, as a connection file would name them."""
    sockets = [socket.socket() for _ in PORTS]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return {"transport": "tcp", "ip": "127.0.0.1", **dict(zip(PORTS, ports, strict=True))}


@pytest.fixture
def held(connection):
    sockets = hold(connection)
    yield sockets
    release(sockets)


def test_a_held_port_is_nobody_elses(connection, held):
    with socket.socket() as another, pytest.raises(OSError, match="in use"):
        another.bind(("127.0.0.1", connection["shell_port"]))
    release(held)
    with socket.socket() as another:
        another.bind(("127.0.0.1", connection["shell_port"]))


def test_the_kernel_itself_may_listen_on_it_and_is_reached(connection, held):
    with zmq.Context() as context, context.socket(zmq.REP) as kernel, context.socket(zmq.REQ) as client:
        kernel.linger = client.linger = 0
        client.connect(f"tcp://127.0.0.1:{connection['shell_port']}")  # before the kernel is there, as jupyter does
        client.send(b"ready?")
        kernel.bind(f"tcp://127.0.0.1:{connection['shell_port']}")
        assert kernel.poll(10_000)
        assert kernel.recv() == b"ready?"


def test_a_port_that_somebody_listens_on_is_refused_and_none_is_kept(connection):
    with socket.socket() as another:
        another.bind(("127.0.0.1", connection["control_port"]))
        another.listen()
        with pytest.raises(OSError, match="in use"):
            hold(connection)
    release(hold(connection))


def test_kernels_without_ports_hold_none():
    assert hold({"transport": "ipc", "ip": "kernel-ipc", "shell_port": 1}) == []
