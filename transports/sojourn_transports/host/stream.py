"""A link over a pair of asyncio streams, as a host uses it.

May live here: what every host wire that is a byte stream shares. May not: how a stream is opened (tcp.py and others).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time

from sojourn_transports.link import Link, LinkError, LinkLost, session_from

_READ = 65536
_WAITING = 256  # messages received and not yet taken, after which the wire is no longer read


def monotonic_ms() -> int:
    """Milliseconds of a clock that never runs backwards."""
    return time.monotonic_ns() // 1_000_000


class StreamLink:
    """One end of a link over `reader` and `writer`; make it inside a running event loop.

    Messages are sent with `send` and taken with `receive`; both raise LinkLost once the link is gone, for whatever
    reason. `close` ends it and never raises.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        max_payload: int = 4096,
        window: int = 32,
        buffer: int = 65536,
        timeout: int = 30000,
    ) -> None:
        self._link = Link(session_from(os.urandom(4)), monotonic_ms(), max_payload, window, buffer, timeout)
        self._reader = reader
        self._writer = writer
        self._inbox: asyncio.Queue[tuple[int, bytes]] = asyncio.Queue(_WAITING)
        self._wake = asyncio.Event()
        self._moved = asyncio.Event()
        self._gone = asyncio.Event()
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]

    @property
    def is_lost(self) -> bool:
        """Whether the link is gone for good."""
        return self._gone.is_set()

    async def send(self, channel: int, message: bytes) -> None:
        """Queues a message, waiting while there is no room for it. LinkLost, LinkUsageError."""
        while not self.is_lost and (self._link.state != "open" or self._link.room() < len(message)):
            self._moved.clear()
            await self._either(self._moved)
        self._link.send(channel, message)
        self._wake.set()

    async def receive(self) -> tuple[int, bytes]:
        """The next message as (channel, bytes). LinkLost when there will be none."""
        if self._inbox.empty() and not self.is_lost:
            get = asyncio.ensure_future(self._inbox.get())
            gone = asyncio.ensure_future(self._gone.wait())
            try:
                await asyncio.wait({get, gone}, return_when=asyncio.FIRST_COMPLETED)
                if get.done():
                    return get.result()
            finally:
                get.cancel()
                gone.cancel()
        if self._inbox.empty():
            raise LinkLost(f"link lost: {self._link.why}")
        return self._inbox.get_nowait()

    async def flush(self) -> None:
        """Returns when the other end has acknowledged everything sent. LinkLost."""
        while not self._link.idle() and not self.is_lost:
            self._moved.clear()
            await self._either(self._moved)
        if self.is_lost:
            raise LinkLost(f"link lost: {self._link.why}")

    async def close(self) -> None:
        """Says goodbye and closes the wire."""
        if not self.is_lost:
            with contextlib.suppress(OSError):
                self._writer.write(self._link.close())
        self._lose("closed")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def _either(self, event: asyncio.Event) -> None:
        tasks = [asyncio.ensure_future(event.wait()), asyncio.ensure_future(self._gone.wait())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    def _lose(self, why: str) -> None:
        self._link.lost(why)
        self._gone.set()

    async def _read(self) -> None:
        try:
            while data := await self._reader.read(_READ):
                self._link.receive(data, monotonic_ms())
                self._moved.set()
                self._wake.set()
                for message in self._link.messages:
                    await self._inbox.put(message)
                self._link.messages.clear()
            self._lose("closed by the other end")
        except (LinkError, OSError) as e:
            for message in self._link.messages:
                if not self._inbox.full():
                    self._inbox.put_nowait(message)
            self._lose(str(e))

    async def _write(self) -> None:
        try:
            while True:
                self._wake.clear()
                while data := self._link.outgoing(monotonic_ms()):
                    self._writer.write(data)
                await self._writer.drain()
                due = self._link.deadline()
                wait = None if due is None else max(0.005, (due - monotonic_ms()) / 1000)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)
        except (LinkError, OSError) as e:
            self._lose(str(e))
