"""One connected device: the handshake, requests and answers, segments both ways.

May live here: the messages of transports/SPEC.md as methods. May not: decisions, the store. Every failure of a request
is a RelayError: `device-lost` when the link went away, `device-refused` (with the device's own code first in the text)
when the device said no.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from sojourn_host.relay.errors import RelayError
from sojourn_host.store.manifest import NAME, Segment
from sojourn_transports.host.stream import StreamLink
from sojourn_transports.link import BULK, CONSOLE, CONTROL, LinkError

PUT_PIECE = 500  # bytes of a segment in one message: one packet, which is what a small device can join
GREETING_SECONDS = 10.0
_NUMBER = r"[0-9]{1,15}"


def _proof(key: bytes, side: bytes, first: str, second: str) -> str:
    return hashlib.sha256(key + side + f"{first}{second}".encode("utf-8", "replace")).hexdigest()


class DeviceSession:
    """A device that proved its key. Make it with `greet`; `serve` must run while it is used."""

    def __init__(self, link: StreamLink, hello: dict[str, Any]) -> None:
        self.name: str = hello["device"]
        self.vm: str = str(hello.get("vm", "?"))
        self.runtime: str = str(hello.get("runtime", "?"))
        self.on_event: Callable[[dict[str, Any]], None] = lambda event: None
        self.on_console: Callable[[str, int, int, bytes], None] = lambda process, epoch, position, text: None
        self._link = link
        self._pending: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._next = 1
        self._bulk = bytearray()
        self._bulk_most = 0
        self._bulk_lock = asyncio.Lock()

    @classmethod
    async def greet(cls, link: StreamLink, key_of: Callable[[str], Path]) -> DeviceSession:
        """The handshake, with proofs of the shared key both ways. RelayError, LinkError when it fails."""

        async def hear() -> dict[str, Any]:
            channel, message = await link.receive()
            try:
                data = json.loads(message)
            except (ValueError, RecursionError) as e:
                raise RelayError("device-refused", "a device that does not speak JSON") from e
            if channel != CONTROL or not isinstance(data, dict):
                raise RelayError("device-refused", "a device that does not greet")
            return cast(dict[str, Any], data)

        async with asyncio.timeout(GREETING_SECONDS):
            hello = await hear()
            name, theirs = hello.get("device"), str(hello.get("nonce", ""))
            path = key_of(name) if isinstance(name, str) and NAME.match(name) else None
            if path is None or not path.exists():
                text = f"no key for device {name!r} here; start it with `sojourn emulate {name}`"
                await link.send(CONTROL, json.dumps({"refused": "unknown-device", "message": text}).encode())
                await link.flush()
                raise RelayError("unknown-device", text)
            key, ours = path.read_bytes().strip(), secrets.token_hex(16)
            welcome = {"nonce": ours, "proof": _proof(key, b"host", theirs, ours)}
            await link.send(CONTROL, json.dumps(welcome).encode())
            answer = await hear()
            proof = str(answer.get("proof", "")).encode("utf-8", "replace")
            if not hmac.compare_digest(proof, _proof(key, b"device", ours, theirs).encode()):
                raise RelayError("unknown-device", f"device {name} does not have the key it shares with this host")
        return cls(link, hello)

    @property
    def is_lost(self) -> bool:
        """Whether the device is gone."""
        return self._link.is_lost

    async def serve(self) -> None:
        """Reads until the device is gone; never raises because of what it sends."""
        try:
            while True:
                channel, message = await self._link.receive()
                if channel == CONSOLE:
                    self._take_console(message)
                elif channel == BULK:
                    if len(self._bulk) + len(message) <= self._bulk_most:
                        self._bulk += message
                elif channel == CONTROL:
                    self._take_control(message)
        except LinkError as e:
            lost = RelayError("device-lost", f"device {self.name} went away: {e}")
            for future in self._pending.values():
                if not future.done():
                    future.set_exception(lost)
            self._pending.clear()

    async def close(self) -> None:
        """Hangs up."""
        await self._link.close()

    async def request(self, op: str, *, timeout: float = 30.0, **fields: Any) -> dict[str, Any]:
        """Asks the device and returns its answer."""
        return await self._answered(*await self._ask(op, fields), timeout)

    async def get_segment(self, process: str, segment: Segment) -> bytes:
        """A segment's bytes, verified. RelayError `corrupt` when they are not what the device said they were."""
        async with self._bulk_lock:
            self._bulk, self._bulk_most = bytearray(), segment.length
            await self.request("get", process=process, name=segment.name, timeout=120)
            data = bytes(self._bulk)
        if hashlib.sha256(data).hexdigest() != segment.sha256:
            raise RelayError("corrupt", f"segment {segment.name} of {process} is damaged on {self.name} or on the way")
        return data

    async def put_segment(self, process: str, folder: str, segment: Segment, data: bytes) -> None:
        """Sends a segment; the device verifies it before it answers."""
        async with self._bulk_lock:
            fields: dict[str, Any] = {"process": process, "folder": folder, "name": segment.name}
            fields |= {"length": segment.length, "sha256": segment.sha256}
            q, future = await self._ask("put", fields)
            try:
                for at in range(0, len(data), PUT_PIECE):
                    if future.done():
                        break
                    await self._link.send(BULK, data[at : at + PUT_PIECE])
            except LinkError as e:
                raise RelayError("device-lost", f"device {self.name} went away: {e}") from e
            await self._answered(q, future, 120)

    async def _ask(self, op: str, fields: dict[str, Any]) -> tuple[int, asyncio.Future[dict[str, Any]]]:
        q, self._next = self._next, self._next + 1
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._pending[q] = future
        try:
            await self._link.send(CONTROL, json.dumps({"q": q, "op": op, **fields}, separators=(",", ":")).encode())
        except LinkError as e:
            self._pending.pop(q, None)
            future.cancel()
            raise RelayError("device-lost", f"device {self.name} went away: {e}") from e
        return q, future

    async def _answered(self, q: int, future: asyncio.Future[dict[str, Any]], timeout: float) -> dict[str, Any]:
        try:
            async with asyncio.timeout(timeout):
                answer = await future
        except TimeoutError as e:
            raise RelayError("device-lost", f"device {self.name} did not answer for {timeout:.0f} s") from e
        finally:
            self._pending.pop(q, None)
        if "error" in answer:
            code = answer["error"] if answer["error"] in ("unstorable", "corrupt") else "device-refused"
            if answer["error"] == "no-room":
                answer["message"] = (
                    f"it cannot be stored now for want of memory or space, and runs on: {answer['message']}"
                )
            raise RelayError(code, f"{self.name}: {answer['error']}: {answer.get('message', '')}")
        return answer

    def _take_control(self, message: bytes) -> None:
        try:
            data = json.loads(message)
        except (ValueError, RecursionError):
            return
        if not isinstance(data, dict):
            return
        told = cast(dict[str, Any], data)
        future = self._pending.get(told["r"]) if isinstance(told.get("r"), int) else None
        if future is not None and not future.done():
            future.set_result(told)
        elif "ev" in told:
            self.on_event(told)

    def _take_console(self, message: bytes) -> None:
        head, newline, text = message.partition(b"\n")
        words = head.decode("utf-8", "replace").split(" ")
        if newline and len(words) == 3 and NAME.match(words[0]) and all(re.fullmatch(_NUMBER, w) for w in words[1:]):
            self.on_console(words[0], int(words[1]), int(words[2]), text)
