"""A manifest: what makes up one stored version of a process.

May live here: its fields, and reading one from untrusted JSON. May not: SQL, HTTP.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

from sojourn_host.store.errors import StoreError

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")
MOST_SEGMENTS = 4096


def checked_name(name: Any, what: str = "name") -> str:
    """A process', device's or segment's name. StoreError bad-request."""
    if not isinstance(name, str) or not NAME.match(name):
        raise StoreError("bad-request", f"{what} {name!r}: use 1 to 64 letters, digits, _ - . (no dot first)")
    return name


def checked_hash(value: Any) -> str:
    """A SHA-256 in lower-case hexadecimal. StoreError bad-request."""
    if not isinstance(value, str) or not HASH.match(value):
        raise StoreError("bad-request", f"{value!r} is not a SHA-256 in lower-case hexadecimal")
    return value


@dataclass(frozen=True)
class Segment:
    """One file of a heap."""

    name: str
    length: int
    sha256: str

    def as_list(self) -> list[Any]:
        """[name, length, sha256], the form in which it travels."""
        return [self.name, self.length, self.sha256]


@dataclass(frozen=True)
class Manifest:
    """One version. `version` 0 asks the store for the next number; `image` is the heap's own number.

    `console` is the position of the output at this version, `meta` free JSON, `note` free text of the user.
    """

    version: int
    image: int
    parent: int
    epoch: int
    device: str
    segments: tuple[Segment, ...]
    branch: int = 0
    console: int = 0
    note: str = ""
    meta: dict[str, Any] = field(default_factory=dict[str, Any])
    created: float = 0.0

    @property
    def size(self) -> int:
        """Bytes of all segments."""
        return sum(s.length for s in self.segments)

    def as_json(self) -> dict[str, Any]:
        """The manifest as it goes over HTTP."""
        data = {k: getattr(self, k) for k in self.__dataclass_fields__}
        data["segments"] = [s.as_list() for s in self.segments]
        return data

    @classmethod
    def from_json(cls, data: Any) -> Manifest:
        """Reads a manifest from untrusted JSON. StoreError bad-request."""
        if not isinstance(data, dict):
            raise StoreError("bad-request", "a manifest is a JSON object")
        data = cast(dict[str, Any], data)
        if unknown := set(data) - set(cls.__dataclass_fields__):
            raise StoreError("bad-request", f"unknown fields in a manifest: {', '.join(sorted(unknown))}")
        numbers: dict[str, int] = {}
        for name in ("version", "image", "parent", "epoch", "branch", "console"):
            value = data.get(name, 0)
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 53:
                raise StoreError("bad-request", f"{name} must be a number from 0 to 2**53")
            numbers[name] = value
        listed = data.get("segments")
        items: list[Any] = listed if isinstance(listed, list) else []
        if not 0 < len(items) <= MOST_SEGMENTS:
            raise StoreError("bad-request", f"segments must be a list of 1 to {MOST_SEGMENTS}")
        segments: list[Segment] = []
        for item in items:
            parts: list[Any] = item if isinstance(item, list) else []
            if len(parts) != 3 or not isinstance(parts[1], int) or parts[1] < 0:
                raise StoreError("bad-request", "a segment is [name, length, sha256]")
            segments.append(Segment(checked_name(parts[0], "segment"), parts[1], checked_hash(parts[2])))
        if len({s.name for s in segments}) != len(segments):
            raise StoreError("bad-request", "a segment is named twice")
        note, found = data.get("note") or "", data.get("meta") or {}
        meta: dict[str, Any] = found if isinstance(found, dict) else {}
        if meta is not found and found or not isinstance(note, str) or len(note) > 1000:
            raise StoreError("bad-request", "meta must be an object and note a text of at most 1000 characters")
        created = data.get("created") or 0.0
        if not isinstance(created, (int, float)) or not 0 <= created < 1 << 53:
            raise StoreError("bad-request", "created must be seconds since 1970")
        return cls(
            **numbers,
            device=checked_name(data.get("device"), "device") if data.get("device") else "",
            segments=tuple(segments),
            note=note,
            meta=meta,
            created=float(created),
        )
