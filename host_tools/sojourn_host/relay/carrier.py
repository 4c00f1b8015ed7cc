"""Carries images between a device and the store: only what is missing, verified on both ends.

May live here: upload and staging of one image. May not: decisions, ownership. `tell` is called with (done, total, what)
bytes for progress.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sojourn.errors import HeapError
from sojourn_host.relay.errors import RelayError
from sojourn_host.relay.session import DeviceSession
from sojourn_host.store.client import StoreClient
from sojourn_host.store.image import check_segments
from sojourn_host.store.ledger import Change, Entry
from sojourn_host.store.manifest import Manifest, Segment

Tell = Callable[[str, int, int], None]
_PAGE = 16


@dataclass(frozen=True)
class Carried:
    """What was carried: bytes of the image, and bytes that had to travel."""

    image: int
    sent: int


async def segments_of(session: DeviceSession, process: str, version: int | None) -> tuple[Segment, ...]:
    """The segments that make up a version on a device (None: the newest)."""
    found: list[Segment] = []
    while True:
        fields = {} if version is None else {"version": version}
        answer = await session.request("segments", process=process, **fields, **{"from": len(found)})
        found += [Segment(*s) for s in answer["segments"]]
        if not answer["more"]:
            return tuple(found)


async def upload(
    session: DeviceSession, store: StoreClient, entry: Entry, owner: dict[str, Any], state: str, note: str, tell: Tell
) -> tuple[Manifest, Entry, Carried]:
    """The device's newest version of a process goes to the store and becomes the head, its ledger state `state`.

    A version that is the head already is not stored twice.
    """
    process = entry.process
    segments = await segments_of(session, process, None)
    if entry.head:
        head = await asyncio.to_thread(store.manifest, process, entry.head)
        if head.segments == segments:
            change = Change(entry.epoch, state=state)
            return head, await asyncio.to_thread(store.change, process, change), Carried(head.size, 0)
    lack = set(await asyncio.to_thread(store.lack, [s.sha256 for s in segments]))
    wanted = [s for s in segments if s.sha256 in lack]
    total, sent = sum(s.length for s in wanted), 0
    for segment in wanted:
        tell("store", sent, total)
        data = await session.get_segment(process, segment)
        await asyncio.to_thread(store.put_page, segment.sha256, data)
        sent += segment.length
    tell("store", sent, total)
    try:
        await asyncio.to_thread(check_segments, store, segments)
    except HeapError as e:
        raise RelayError("corrupt", f"{process} on {session.name} is damaged, an older version is not: {e}") from e
    except OSError as e:
        raise RelayError("io", f"{process} cannot be checked on this machine: {e}") from e
    manifest = Manifest(
        version=0,
        image=int(owner["version"]),
        parent=entry.head,
        epoch=entry.epoch,
        device=session.name,
        segments=segments,
        console=int(owner.get("console", 0)),
        note=note,
        meta={"vm": session.vm},
    )
    kept, now = await asyncio.to_thread(store.commit, process, manifest, Change(entry.epoch, state=state))
    return kept, now, Carried(manifest.size, sent)


async def stage(
    session: DeviceSession, store: StoreClient, process: str, manifest: Manifest, txn: str, epoch: int, tell: Tell
) -> tuple[str, Carried]:
    """A version goes from the store to a device, where it is durable and verified but not owned. Returns the nonce.

    The device numbers its next version behind the highest that any copy of this process has used.
    """
    last = max(m.image for m in await asyncio.to_thread(store.versions, process))
    folder = f"h{epoch}.{txn}"
    pages = [manifest.segments[at : at + _PAGE] for at in range(0, len(manifest.segments), _PAGE)]
    missing: set[str] = set()
    for page in pages:
        listed = [s.as_list() for s in page]
        answer = await session.request("have", process=process, folder=folder, segments=listed, timeout=120)
        missing |= set(answer["missing"])
    wanted = [s for s in manifest.segments if s.name in missing]
    total, sent = sum(s.length for s in wanted), 0
    for segment in wanted:
        tell("device", sent, total)
        data = await asyncio.to_thread(store.page, segment.sha256)
        await session.put_segment(process, folder, segment, data)
        sent += segment.length
    tell("device", sent, total)
    nonce = ""
    for page in pages:
        answer = await session.request(
            "stage",
            process=process,
            folder=folder,
            txn=txn,
            epoch=epoch,
            version=manifest.image,
            last=last,
            console=manifest.console,
            segments=[s.as_list() for s in page],
            done=page is pages[-1],
            timeout=120,
        )
        nonce = str(answer["nonce"])
    return nonce, Carried(manifest.size, sent)
