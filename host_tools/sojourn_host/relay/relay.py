"""The relay: the devices that are connected, and what brings them in line with the ledger when they arrive.

May live here: sessions by name, greeting, reconciling, starting known emulated devices. May not: moves (moves.py), HTTP
(api.py).
"""

from __future__ import annotations

import asyncio
import subprocess
import traceback
from collections.abc import Callable
from typing import Any

from sojourn_host import home
from sojourn_host.emulate import EmulateError, known_devices, launch
from sojourn_host.emulate.device import log_file
from sojourn_host.relay import decisions
from sojourn_host.relay.console_log import ConsoleLog
from sojourn_host.relay.errors import RelayError
from sojourn_host.relay.session import DeviceSession
from sojourn_host.store.client import StoreClient
from sojourn_host.store.errors import StoreError
from sojourn_host.store.ledger import Change, Entry
from sojourn_transports.host.stream import StreamLink
from sojourn_transports.link import LinkError

RECONCILE_SECONDS = 2.0  # how often a device is looked at again while the store did not answer
ARRIVAL_SECONDS = 15.0  # how long a device that was started may take to dial


class Relay:
    """Connects devices to one store. `log` takes a line of text."""

    def __init__(self, store: StoreClient, log: Callable[[str], None]) -> None:
        self.store = store
        self.sessions: dict[str, DeviceSession] = {}
        self.moving: set[str] = set()
        self.hosting: dict[str, str] = {}  # device: the process that is to run there
        self.log = log
        self._arrived = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self._consoles: dict[str, ConsoleLog] = {}

    async def arrived(self, link: StreamLink) -> None:
        """Serves one connection until it ends."""
        try:
            session = await DeviceSession.greet(link, home.key_of)
        except (RelayError, LinkError, TimeoutError, OSError) as e:
            text = "no greeting in time" if isinstance(e, TimeoutError) else str(e)
            self.log(f"a device was turned away: {text}")
            await link.close()
            return
        session.on_event = lambda event: self._spawn(self._on_event(session, event))
        session.on_console = self._on_console
        old = self.sessions.get(session.name)
        self.sessions[session.name] = session
        if old is not None:  # the same device dialled again before we noticed that it was gone
            await old.close()
        self.log(f"device {session.name} ({session.vm}) is here")
        follow = asyncio.create_task(self._follow(session))
        async with self._arrived:
            self._arrived.notify_all()
        try:
            await session.serve()
        except Exception:  # noqa: BLE001  # a device must not take the relay along
            self.log(f"device {session.name}: {traceback.format_exc().rstrip()}")
        finally:
            follow.cancel()
            if self.sessions.get(session.name) is session:
                del self.sessions[session.name]
            self.log(f"device {session.name} is gone")
            await session.close()

    async def session(self, name: str, start: bool = False) -> DeviceSession:
        """A connected device. With `start`, an emulated one that is not running is started.

        RelayError `unknown-device` or `device-offline`.
        """
        if name in self.sessions:
            return self.sessions[name]
        known = known_devices().get(name)
        if known is None and not home.key_of(name).exists():
            raise RelayError("unknown-device", f"no device {name}; `sojourn emulate {name}` makes one")
        if known is None or not start:
            raise RelayError(
                "device-offline", f"device {name} is not connected; start it with `sojourn emulate {name}`"
            )
        child: subprocess.Popen[bytes] | None = None
        try:
            child = await asyncio.to_thread(launch, known)
            self._spawn(self._reap(child.wait))
            self.log(f"started device {name} as process {child.pid}")
        except EmulateError as e:
            if e.code != "exists":  # it runs already, and has not dialled yet
                raise RelayError("device-offline", f"device {name} cannot be started: {e}") from e
        try:
            async with asyncio.timeout(ARRIVAL_SECONDS), self._arrived:
                await self._arrived.wait_for(
                    lambda: name in self.sessions or (child is not None and child.poll() is not None)
                )
        except TimeoutError:
            if child is not None:
                child.terminate()
        if name not in self.sessions:
            how = "was started" if child else "runs already"
            raise RelayError("device-offline", f"device {name} {how} and did not connect; see {log_file(name)}")
        return self.sessions[name]

    async def records(self, session: DeviceSession) -> list[dict[str, Any]]:
        """What a device says it has: {"process", "owner", "staged"} each."""
        found: list[dict[str, Any]] = []
        while True:
            answer = await session.request("ps", **{"from": len(found)})
            found += answer["found"]
            if not answer["more"]:
                return found

    async def record(self, session: DeviceSession, process: str) -> dict[str, Any] | None:
        """The owner record of one process on a device."""
        for found in await self.records(session):
            if found["process"] == process:
                if found.get("trouble"):
                    raise RelayError("corrupt", f"{session.name}: {found['trouble']}")
                owner: dict[str, Any] | None = found["owner"]
                return owner
        return None

    async def close(self) -> None:
        """Hangs up on every device."""
        for session in list(self.sessions.values()):
            await session.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- events

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reap(self, wait: Callable[[], int]) -> None:
        await asyncio.to_thread(wait)
        async with self._arrived:
            self._arrived.notify_all()

    def _on_console(self, process: str, epoch: int, position: int, text: bytes) -> None:
        try:
            if epoch <= 1 or process not in self._consoles:  # a new process of an old name has a new file
                self._consoles[process] = ConsoleLog(home.console_file(process))
            taken_back = self._consoles[process].write(epoch, position, text)
        except OSError as e:
            self.log(f"cannot write the console of {process}: {e}")
            return
        if taken_back:
            self.log(f"{process}: output goes on from byte {position}; {taken_back} bytes after it are taken back")

    async def _on_event(self, session: DeviceSession, event: dict[str, Any]) -> None:
        if event.get("ev") == "end" and isinstance(event.get("process"), str):
            try:
                await self._settle(session, {"process": event["process"], "owner": event.get("owner"), "staged": None})
            except Exception as e:  # noqa: BLE001  # logged; asked again when it connects
                self.log(f"{event['process']} ended on {session.name}, and the store does not know yet: {_words(e)}")

    async def _follow(self, session: DeviceSession) -> None:
        """Registers and reconciles a device that arrived; again and again while the store does not answer."""
        said = ""
        while True:
            try:
                about = {"vm": session.vm, "runtime": session.runtime}
                await asyncio.to_thread(self.store.put_device, session.name, about)
                for found in await self.records(session):
                    await self._settle(session, found)
                return
            except Exception as e:  # noqa: BLE001  # whatever it is, it may be better the next time
                if isinstance(e, RelayError) and e.code == "device-lost":
                    return
                words = _words(e)
                if words != said:
                    self.log(f"{session.name}: {words}")
                said = words
            await asyncio.sleep(RECONCILE_SECONDS)

    async def _settle(self, session: DeviceSession, found: dict[str, Any]) -> None:
        process = str(found["process"])
        if found.get("trouble"):
            self.log(f"{session.name}: {found['trouble']}")
        if process in self.moving:
            return
        entry: Entry | None = None
        try:
            entry = await asyncio.to_thread(self.store.entry, process)
        except StoreError as e:
            if e.code != "unknown-process":
                raise
        if process in self.moving:  # it began while the store was asked: the ledger's answer may be old
            return
        for action in decisions.reconcile(entry, session.name, found["owner"], found["staged"]):
            self.log(f"{process} on {session.name}: {action.kind} {action.fields}")
            if action.kind == "report":
                change = Change(entry.epoch if entry else 0, state=action.fields["state"])
                await asyncio.to_thread(self.store.change, process, change)
            elif action.kind == "end_transaction":
                change = Change(action.fields["epoch"] - 1, epoch=action.fields["epoch"], txn="")
                await asyncio.to_thread(self.store.change, process, change)
            else:
                await session.request(action.kind, process=process, **action.fields)


def _words(e: Exception) -> str:
    """An error for the log: a known one as it is, any other with where it happened."""
    known = isinstance(e, (RelayError, StoreError))
    return str(e) if known else "".join(traceback.format_exception(e)).rstrip()
