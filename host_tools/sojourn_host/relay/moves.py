"""What the user asks for: migrate, stop, resume, rollback, push. Each is one transaction of the hand-over.

    stop at the source -> upload (only what is missing) -> stage at the target -> VOTE at the source
    -> the ledger's compare-and-swap to the next epoch: the decision -> GO to the target, GONE to the source

May live here: the order of these steps, and what is undone when one fails. May not: HTTP, bytes, the rules themselves
(store/ledger.py, sojourn.agent.ownership, decisions.py). Before the decision every failure lets the source run again;
after it the source never does. When the store dies during the decision itself, the outcome is asked for, and until it
is known nobody runs (`in-doubt`); `Relay` settles it once the store is back.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from sojourn_host.relay.carrier import Tell, stage, upload
from sojourn_host.relay.errors import RelayError
from sojourn_host.relay.relay import Relay
from sojourn_host.relay.session import DeviceSession
from sojourn_host.store.errors import StoreError
from sojourn_host.store.ledger import Change, Entry
from sojourn_host.store.manifest import Manifest

STOP_SECONDS = 60.0  # the longest atomic section that is waited for
STOP_TRIES = 5  # of a device that has no room for a version just now
STOP_PAUSE = 0.3
DOUBT_TRIES = 3


@asynccontextmanager
async def slot(relay: Relay, process: str) -> AsyncGenerator[None, None]:
    """One move of a process at a time. RelayError `move-in-progress`."""
    if process in relay.moving:
        raise RelayError("move-in-progress", f"process {process} is being moved already; wait for that to end")
    relay.moving.add(process)
    try:
        yield
    finally:
        relay.moving.discard(process)


@asynccontextmanager
async def room(relay: Relay, session: DeviceSession, process: str, wanted: bool = True) -> AsyncGenerator[None, None]:
    """Keeps a device for a process that is to run there, since it runs one at a time. RelayError `device-refused`.

    Asked before anything is stopped or decided: a process must not be given to a device that cannot run it.
    """
    device = session.name
    if not wanted or relay.hosting.get(device) == process:
        yield
        return
    if device in relay.hosting:
        raise RelayError("device-refused", f"{device}: busy: {relay.hosting[device]} is on its way there")
    relay.hosting[device] = process
    try:
        runs = (await session.request("status"))["running"]
        if runs not in (None, process):
            raise RelayError("device-refused", f"{device}: busy: {runs} runs on this device; stop it first")
        yield
    finally:
        del relay.hosting[device]


async def migrate(relay: Relay, process: str, to: str, tell: Tell) -> dict[str, Any]:
    """Moves a process to a device, and lets it go on there if it was running."""
    async with slot(relay, process):
        entry = await _entry(relay, process)
        if entry.owner == to:
            return {**_summary(entry), "moved": False}
        if entry.state in ("exited", "failed"):
            raise RelayError(
                "ended", f"process {process} has {entry.state}; roll it back to an earlier version instead"
            )
        if not entry.owner:
            return await _place(relay, entry, to, entry.head, tell)
        source = await relay.session(entry.owner)
        target = await relay.session(to, start=True)
        runs = entry.state == "running"
        async with room(relay, source, process, runs), room(relay, target, process, runs):
            return await _hand_over(relay, entry, source, target, tell)


async def _hand_over(
    relay: Relay, entry: Entry, source: DeviceSession, target: DeviceSession, tell: Tell
) -> dict[str, Any]:
    process, to = entry.process, target.name
    started = time.monotonic()
    owner = await _stop(relay, entry, source)
    txn, voted = secrets.token_hex(4), False
    try:
        manifest, entry, up = await upload(source, relay.store, entry, owner, entry.state, f"to {to}", tell)
        nonce, down = await stage(target, relay.store, process, manifest, txn, entry.epoch + 1, tell)
        voted = True
        await source.request("vote", process=process, txn=txn, epoch=entry.epoch)
        new = await _decide(relay, entry, Change(entry.epoch, epoch=entry.epoch + 1, owner=to, txn=txn))
    except Exception as e:
        if not _in_doubt(e):
            await _undo(relay, source, target, entry, txn, voted)
        raise
    stopped = time.monotonic() - started
    await _gone(relay, source, process, new.epoch)
    await _go(relay, target, process, new, nonce)
    return {
        "process": process,
        "device": to,
        "from": source.name,
        "moved": True,
        "epoch": new.epoch,
        "version": manifest.version,
        "state": new.state,
        "image_bytes": manifest.size,
        "uploaded_bytes": up.sent,
        "downloaded_bytes": down.sent,
        "from_vm": source.vm,
        "vm": target.vm,
        "seconds": round(stopped, 3),
    }


async def stop(relay: Relay, process: str, tell: Tell) -> dict[str, Any]:
    """Stores a process and lets it rest where it is."""
    async with slot(relay, process):
        entry = await _entry(relay, process)
        if not entry.owner or entry.state in ("exited", "failed"):
            return _summary(entry)
        source = await relay.session(entry.owner)
        async with room(relay, source, process, entry.state == "running"):
            owner = await _stop(relay, entry, source)
            try:
                manifest, entry, up = await upload(source, relay.store, entry, owner, "stopped", "stopped", tell)
            except Exception:
                await _start_again(relay, source, entry)
                raise
        return {**_summary(entry), "image_bytes": manifest.size, "uploaded_bytes": up.sent}


async def push(relay: Relay, process: str, note: str, tell: Tell) -> dict[str, Any]:
    """Stores a process as it is now and lets it go on where it is."""
    async with slot(relay, process):
        entry = await _entry(relay, process)
        if not entry.owner:
            return _summary(entry)
        source = await relay.session(entry.owner)
        runs = entry.state == "running"
        async with room(relay, source, process, runs):
            owner = await _stop(relay, entry, source) if runs else await _here(relay, source, process)
            try:
                note = note or "pushed"
                manifest, entry, up = await upload(source, relay.store, entry, owner, entry.state, note, tell)
            finally:
                await _start_again(relay, source, entry)
        return {**_summary(entry), "image_bytes": manifest.size, "uploaded_bytes": up.sent}


async def resume(relay: Relay, process: str, on: str, tell: Tell) -> dict[str, Any]:
    """A stopped process goes on from its newest version: where it is, or on another device."""
    async with slot(relay, process):
        entry = await _entry(relay, process)
        to = on or entry.owner
        if not to:
            raise RelayError("wrong-state", f"process {process} is on no device; say which: --on DEVICE")
        if entry.state in ("exited", "failed"):
            raise RelayError(
                "ended", f"process {process} has {entry.state}; roll it back to an earlier version instead"
            )
        if entry.state == "running" and to != entry.owner:
            raise RelayError("wrong-state", f"process {process} runs on {entry.owner}; use `sojourn migrate`")
        if to != entry.owner:
            return await _place(relay, entry, to, entry.head, tell)
        session = await relay.session(to, start=True)
        owner = await relay.record(session, process)
        if owner is not None and owner["epoch"] == entry.epoch:
            if owner["state"] == entry.state == "running":
                return _summary(entry)
            await _check_ended(relay, entry, session, owner)
            if owner["state"] == "voted":
                raise RelayError("wrong-state", f"a move of {process} away from {to} is not settled; try again")
        if owner is None or owner["epoch"] != entry.epoch or owner["state"] != "stopped":
            return await _place(relay, entry, to, entry.head, tell)  # the device lost its copy: take the store's
        async with room(relay, session, process):
            entry = await asyncio.to_thread(relay.store.change, process, Change(entry.epoch, state="running"))
            await session.request("start", process=process, epoch=entry.epoch)
        return _summary(entry)


async def rollback(relay: Relay, process: str, version: int, on: str, reclaim: bool, tell: Tell) -> dict[str, Any]:
    """Stops a process wherever it runs and lets it go on from an earlier version, at a new epoch.

    reclaim: go on even if the device that has it is not connected (it is told when it comes back).
    """
    async with slot(relay, process):
        entry = await _entry(relay, process)
        await asyncio.to_thread(relay.store.manifest, process, version)
        to = on or entry.owner
        if not to:
            raise RelayError("wrong-state", f"process {process} is on no device; say which: --on DEVICE")
        async with room(relay, await relay.session(to, start=True), process):
            return await _go_back(relay, entry, to, version, reclaim, tell)


async def _go_back(relay: Relay, entry: Entry, to: str, version: int, reclaim: bool, tell: Tell) -> dict[str, Any]:
    process = entry.process
    source = relay.sessions.get(entry.owner)
    if entry.owner and entry.state == "running":
        if source is not None:
            owner = await _stopped_for_rollback(relay, entry, source)
            if owner.get("state") == "stopped":
                try:  # what is rolled back stays in the history
                    _, entry, _ = await upload(source, relay.store, entry, owner, entry.state, "rolled back", tell)
                except (RelayError, StoreError) as e:
                    relay.log(f"{process}: the version that is rolled back is not kept: {e}")
        elif not reclaim:
            raise RelayError(
                "device-offline",
                f"{process} may be running on {entry.owner}, which is not connected; start that device, or say "
                "--reclaim if it must not matter",
            )
    try:
        return await _place(relay, entry, to, version, tell)
    except Exception as e:
        if not _in_doubt(e) and source is not None:
            await _start_again(relay, source, entry)
        raise


async def _stopped_for_rollback(relay: Relay, entry: Entry, source: DeviceSession) -> dict[str, Any]:
    """The record of a process that does not run there any more; {} when the device has none that can be read."""
    process = entry.process
    try:
        owner = await relay.record(source, process)
    except RelayError as e:
        if e.code != "corrupt":
            raise
        relay.log(f"{process}: {e}")
        owner = None
    if owner is None and (await source.request("status"))["running"] == process:
        raise RelayError("corrupt", f"{source.name} runs {process} and cannot read its record; restart that device")
    if owner is not None and owner["state"] == "running":
        owner = await _stop(relay, entry, source, anyway=True)
    return owner or {}


async def _place(relay: Relay, entry: Entry, to: str, version: int, tell: Tell) -> dict[str, Any]:
    """A stored version starts on a device at the next epoch; whoever had the process is told that it is gone."""
    process = entry.process
    manifest: Manifest = await asyncio.to_thread(relay.store.manifest, process, version)
    target = await relay.session(to, start=True)
    async with room(relay, target, process):
        return await _put(relay, entry, target, manifest, tell)


async def _put(relay: Relay, entry: Entry, target: DeviceSession, manifest: Manifest, tell: Tell) -> dict[str, Any]:
    process, to = entry.process, target.name
    started = time.monotonic()
    txn = secrets.token_hex(4)
    try:
        nonce, down = await stage(target, relay.store, process, manifest, txn, entry.epoch + 1, tell)
        change = Change(entry.epoch, epoch=entry.epoch + 1, owner=to, state="running", txn=txn, head=manifest.version)
        new = await _decide(relay, entry, change)
    except Exception as e:
        if not _in_doubt(e):
            await _quietly(relay, target, "unstage", process=process)
        raise
    if entry.owner and entry.owner != to and entry.owner in relay.sessions:
        await _gone(relay, relay.sessions[entry.owner], process, new.epoch)
    await _go(relay, target, process, new, nonce)
    return {
        **_summary(new),
        "version": manifest.version,
        "from": entry.owner,
        "vm": target.vm,
        "image_bytes": manifest.size,
        "downloaded_bytes": down.sent,
        "seconds": round(time.monotonic() - started, 3),
    }


async def _entry(relay: Relay, process: str) -> Entry:
    return await asyncio.to_thread(relay.store.entry, process)


def _summary(entry: Entry) -> dict[str, Any]:
    return {
        "process": entry.process,
        "device": entry.owner,
        "state": entry.state,
        "epoch": entry.epoch,
        "version": entry.head,
    }


async def _here(relay: Relay, session: DeviceSession, process: str) -> dict[str, Any]:
    owner = await relay.record(session, process)
    if owner is None or owner["state"] == "gone":
        raise RelayError("wrong-state", f"the ledger says {process} is on {session.name}, which has no copy of it")
    return owner


async def _stop(relay: Relay, entry: Entry, session: DeviceSession, anyway: bool = False) -> dict[str, Any]:
    """Stops a process on a device and returns its owner record. RelayError `ended` when it has ended by itself.

    anyway: also when it cannot be stored now, or has ended; it then is where its newest version is.
    """
    process = entry.process
    owner: dict[str, Any] = {}
    for left in reversed(range(STOP_TRIES)):
        try:
            owner = await session.request("stop", process=process, anyway=anyway, timeout=STOP_SECONDS)
            break
        except RelayError as e:
            if not left or " no-room: " not in e.message:
                raise
            # It runs on, and a moment later its memory is scattered otherwise: most often there is room then.
            relay.log(f"{process}: {e.message}; trying again")
            await asyncio.sleep(STOP_PAUSE)
    if owner.get("state") in ("exited", "failed") and anyway:
        return owner
    await _check_ended(relay, entry, session, owner)
    if owner.get("state") != "stopped":
        raise RelayError("wrong-state", f"process {process} is {owner.get('state')} on {session.name}")
    if owner.get("trouble") and not anyway:
        # The runtime failed, not the program, and what ran since the newest version is gone: nobody may take that for
        # a stop. The ledger says stopped, so that a person can go on from there.
        await asyncio.to_thread(relay.store.change, process, Change(entry.epoch, state="stopped"))
        raise RelayError(
            "device-refused",
            f"{process} failed on {session.name} and is at its version {owner['version']} there, without what it did "
            f"after it: {owner['trouble']}; `sojourn resume {process}` goes on from that version",
        )
    return owner


async def _check_ended(relay: Relay, entry: Entry, session: DeviceSession, owner: dict[str, Any]) -> None:
    """RelayError `ended` when it has ended by itself; the ledger hears of it, since a device says so only once."""
    if owner.get("state") in ("exited", "failed"):
        await asyncio.to_thread(relay.store.change, entry.process, Change(entry.epoch, state=owner["state"]))
        raise RelayError("ended", f"process {entry.process} has {owner['state']} on {session.name} already")


async def _decide(relay: Relay, entry: Entry, change: Change) -> Entry:
    """The decision. When its answer is lost, the ledger is asked what it was. RelayError `in-doubt`."""
    try:
        return await asyncio.to_thread(relay.store.change, entry.process, change)
    except StoreError as e:
        if e.code != "unreachable":
            raise
    for _ in range(DOUBT_TRIES):
        await asyncio.sleep(0.5)
        try:
            now = await asyncio.to_thread(relay.store.entry, entry.process)
            if now.epoch == change.epoch and now.txn == change.txn:
                return now
            # It did not arrive. Take its epoch, so that it never can.
            await asyncio.to_thread(
                relay.store.change, entry.process, Change(entry.epoch, epoch=entry.epoch + 1, txn="")
            )
        except StoreError as e:
            if e.code != "unreachable":
                raise
        else:
            raise StoreError("conflict", f"the store did not take the move of {entry.process}; it was called off")
    raise RelayError(
        "in-doubt",
        f"the store died while it decided about {entry.process}; it goes on, on one side, once the store is back",
    )


async def _undo(
    relay: Relay, source: DeviceSession, target: DeviceSession, entry: Entry, txn: str, voted: bool
) -> None:
    """Before the decision: the target forgets, the source goes on. What cannot be told now is settled at reconnect."""
    await _quietly(relay, target, "unstage", process=entry.process)
    epoch = entry.epoch
    if voted:
        try:
            epoch = (await _entry(relay, entry.process)).epoch
        except StoreError as e:
            relay.log(
                f"{entry.process}: the store does not answer ({e.code}); no decision was sent, going on at the source"
            )
        await _quietly(relay, source, "abort", process=entry.process, txn=txn, epoch=epoch)
    if entry.state == "running":
        await _quietly(relay, source, "start", process=entry.process, epoch=epoch)


async def _start_again(relay: Relay, source: DeviceSession, entry: Entry) -> None:
    if entry.state == "running" and not source.is_lost:
        await _quietly(relay, source, "start", process=entry.process, epoch=entry.epoch)


async def _go(relay: Relay, target: DeviceSession, process: str, new: Entry, nonce: str) -> None:
    """After the decision. A target that is lost now is told when it comes back."""
    try:
        await target.request("go", process=process, txn=new.txn, nonce=nonce, epoch=new.epoch)
        if new.state == "running":
            await target.request("start", process=process, epoch=new.epoch)
    except RelayError as e:
        if e.code != "device-lost":
            raise
        raise RelayError(
            e.code, f"{process} has moved to {target.name}, which went away; it goes on when that device is back"
        ) from e


def _in_doubt(e: Exception) -> bool:
    return isinstance(e, RelayError) and e.code == "in-doubt"


async def _gone(relay: Relay, source: DeviceSession, process: str, epoch: int) -> None:
    await _quietly(relay, source, "gone", process=process, epoch=epoch)


async def _quietly(relay: Relay, session: DeviceSession, op: str, **fields: Any) -> None:
    """A request whose failure is settled later, when the device connects again."""
    try:
        await session.request(op, **fields)
    except RelayError as e:
        relay.log(f"{op} {fields}: {e.message}")
