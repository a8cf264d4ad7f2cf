"""What passes between the warm process and those who want a fork of it: one connection a child, packets of JSON.

The client's first packet carries descriptors: of the request, then of what becomes the child's 0, 1, 2 and so on. It
says ``{"remove": [file, ...]}``, later ones ``{"signal": number}`` or ``{"done": true}``. The answer is
``{"refused": reason}``, or ``{"pid": number}`` and later ``{"returncode": number}`` with the ``cpu_seconds`` and
``peak_bytes`` that the child took.
"""

import contextlib
import json
import os
import socket
import struct
from collections.abc import Sequence

PACKET_BYTES = 65536
MOST_DESCRIPTORS = 64
WAITING_CLIENTS = 128


def listen(address: str) -> socket.socket:
    """A socket that clients reach at ``address``: a name without a file, so that no file can be left behind."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind("\0" + address)
    listener.listen(WAITING_CLIENTS)
    return listener


def connect(address: str) -> socket.socket:
    """A connection to the warm process of this user at ``address``.

    Raises:
        ConnectionError: nobody listens there, or another user does.
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect("\0" + address)
        # After the warm process, anybody could listen there.
        if (owner := user_of(connection)) != os.getuid():
            raise ConnectionRefusedError(f"user {owner} listens at {address}, expected {os.getuid()}")
    except OSError:
        connection.close()
        raise
    return connection


def accept(listener: socket.socket) -> socket.socket | None:
    """The next client's connection; None for a client of another user, closed unread: a child runs what it is told."""
    connection, _ = listener.accept()
    if user_of(connection) == os.getuid():
        return connection
    connection.close()
    return None


def user_of(connection: socket.socket) -> int:
    """The user id at the other end: a name without a file has no permissions that could keep others away."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return struct.unpack("3i", credentials)[1]


def send(connection: socket.socket, message: dict, descriptors: Sequence[int] = ()) -> None:
    """Send one packet.

    Raises:
        ConnectionError: the other end is gone.
    """
    packet = json.dumps(message).encode()
    if descriptors:
        socket.send_fds(connection, [packet], descriptors)
    else:
        connection.send(packet)


def answer(connection: socket.socket, message: dict) -> None:
    """Send the client its answer; one that has gone away misses it, and the end of its connection is seen next."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        send(connection, message)


def receive(connection: socket.socket, flags: int = 0) -> tuple[dict | None, list[int]]:
    """The next packet's message and descriptors; None and no descriptors when the other end is gone."""
    try:
        packet, descriptors, _, _ = socket.recv_fds(connection, PACKET_BYTES, MOST_DESCRIPTORS, flags)
    except ConnectionResetError:  # it was killed with a packet unread
        packet, descriptors = b"", []
    return (json.loads(packet) if packet else None), descriptors


def read_request(descriptor: int) -> dict:
    """The request in this memory, wherever its descriptor stands."""
    return json.loads(os.pread(descriptor, os.fstat(descriptor).st_size, 0))
