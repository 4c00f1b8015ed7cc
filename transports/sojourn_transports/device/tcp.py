"""TCP from a device that dials a host: a non-blocking wire that is polled.

May live here: the socket, on MicroPython and on CPython. May not: the link's rules (link.py, line.py).
"""

import select
import socket

from sojourn_transports.link import LinkLost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_AGAIN = (11, 35, 115, 10035)  # EAGAIN on Linux and macOS, EINPROGRESS, WSAEWOULDBLOCK


class TcpWire:
    """A connected TCP socket. Raises LinkLost when the connection is refused or gone."""

    def __init__(self, host: str, port: int) -> None:
        self._socket: "Any" = socket.socket()
        try:
            self._socket.connect(socket.getaddrinfo(host, port)[0][-1])
            self._socket.setblocking(False)
        except OSError as e:
            self._socket.close()
            raise LinkLost("cannot reach tcp:%s:%d (%s)" % (host, port, e))
        self._read: "Any" = getattr(self._socket, "readinto", None) or self._socket.recv_into
        self._poll: "Any" = select.poll()
        self._poll.register(self._socket, select.POLLIN)

    def read_into(self, buffer: "bytearray | memoryview") -> int:
        """Reads what is there, at most len(buffer) bytes; 0 when nothing is."""
        try:
            n = self._read(buffer)
        except OSError as e:
            if e.errno in _AGAIN:
                return 0
            raise LinkLost("read failed (%s)" % e)
        if n is None:
            return 0
        if n == 0:
            raise LinkLost("closed by the other end")
        return int(n)

    def write(self, data: "bytes | bytearray | memoryview") -> int:
        """Writes what the socket takes now; returns how many bytes that was."""
        try:
            n = self._socket.send(data)
        except OSError as e:
            if e.errno in _AGAIN:
                return 0
            raise LinkLost("write failed (%s)" % e)
        return int(n or 0)

    def wait(self, ms: int) -> None:
        """Returns when there is something to read, or after `ms` milliseconds."""
        self._poll.poll(ms)

    def close(self) -> None:
        """Closes the socket."""
        self._socket.close()


def open_wire(address: str) -> TcpWire:
    """`host:port` of a listening host. LinkLost when it cannot be reached, ValueError when it is no address."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit():
        raise ValueError("tcp address %r is not host:port" % address)
    return TcpWire(host, int(port))
