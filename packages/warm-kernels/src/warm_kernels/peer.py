"""Who is at the other end of a connection: a name without a file has no permissions that could say so."""

import socket
import struct


def peer_user(connection: socket.socket) -> int:
    """The user id at the other end, as the operating system knows it."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return struct.unpack("3i", credentials)[1]
