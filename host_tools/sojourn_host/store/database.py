"""The store's one SQLite file: pages by hash, manifests, ledger, devices.

May live here: SQL and transactions. May not: HTTP, or rules of the ledger (ledger.py). WAL and synchronous=FULL: what
was answered survives kill -9 and power loss as far as the disk keeps its word. One connection, one lock: a request is
one short transaction. A page is verified when it is put and when it is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sojourn_host.store.errors import StoreError
from sojourn_host.store.ledger import Change, Entry, apply
from sojourn_host.store.manifest import Manifest, Segment

FORMAT = 1
_SCHEMA = """
CREATE TABLE pages(hash BLOB NOT NULL UNIQUE, data BLOB NOT NULL);
CREATE TABLE manifests(process TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE(process, version));
CREATE TABLE segments(process TEXT NOT NULL, version INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
    length INTEGER NOT NULL, hash BLOB NOT NULL, UNIQUE(process, version, place));
CREATE TABLE ledger(process TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL, owner TEXT NOT NULL, state TEXT NOT NULL,
    head INTEGER NOT NULL, txn TEXT NOT NULL);
CREATE TABLE devices(name TEXT NOT NULL UNIQUE, body TEXT NOT NULL, seen REAL NOT NULL);
"""


class Database:
    """Opens (makes) the file. StoreError `corrupt` when it is not a store or of a later format."""

    def __init__(self, path: Path | str) -> None:
        self.path = str(path)
        self._lock = threading.Lock()
        try:
            if not Path(path).exists():  # what processes hold is nobody else's business
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
            self._db = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None, timeout=10)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            found = self._db.execute("PRAGMA user_version").fetchone()[0]
            if found == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                self._db.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version={FORMAT};COMMIT;")
            elif found != FORMAT:
                raise StoreError("corrupt", f"{self.path} is not a store of format {FORMAT} (it says {found})")
        except (sqlite3.OperationalError, OSError) as e:
            raise StoreError("io", f"{self.path} cannot be opened as a store: {e}") from e
        except sqlite3.Error as e:
            raise StoreError("corrupt", f"{self.path} cannot be opened as a store: {e}") from e

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _transaction(self, write: bool = True) -> Generator[sqlite3.Connection, None, None]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                try:
                    yield self._db
                    self._db.execute("COMMIT")
                finally:
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
            except sqlite3.OperationalError as e:  # a full disk, a file that may not be written
                raise StoreError("io", f"the store cannot use its file {self.path}: {e}") from e
            except sqlite3.DatabaseError as e:
                raise StoreError("corrupt", f"the store's file {self.path} is damaged: {e}") from e

    # --- pages

    def lack(self, hashes: Iterable[str]) -> list[str]:
        """Which of these pages are not here, in the order asked."""
        with self._transaction(write=False) as db:
            return _lack(db, hashes)

    def put_page(self, sha256: str, data: bytes) -> bool:
        """Keeps a page; returns whether it is new. StoreError `corrupt` when the bytes are not of that hash."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError("corrupt", f"page {sha256[:12]} did not arrive as it was sent; send it again")
        with self._transaction() as db:
            done = db.execute("INSERT OR IGNORE INTO pages VALUES (?, ?)", (bytes.fromhex(sha256), data))
            return done.rowcount > 0

    def page(self, sha256: str) -> bytes:
        """A page's bytes, verified. StoreError `unknown-page`, `corrupt`."""
        with self._transaction(write=False) as db:
            row = db.execute("SELECT data FROM pages WHERE hash=?", (bytes.fromhex(sha256),)).fetchone()
        if row is None:
            raise StoreError("unknown-page", f"no page {sha256[:12]} here")
        if hashlib.sha256(row[0]).hexdigest() != sha256:
            raise StoreError("corrupt", f"page {sha256[:12]} is damaged in {self.path}; go on from another version")
        return bytes(row[0])

    # --- ledger and versions

    def change(self, process: str, change: Change) -> Entry:
        """Compare-and-swap of the ledger entry. StoreError `conflict` and what else ledger.apply raises."""
        with self._transaction() as db:
            if change.head is not None and not _has_version(db, process, change.head):
                raise StoreError("unknown-version", f"{process}@{change.head} is not stored here")
            entry = apply(_entry(db, process), process, change)
            _write(db, entry)
            return entry

    def commit(self, process: str, manifest: Manifest, change: Change) -> tuple[Manifest, Entry]:
        """Keeps a version and makes it the head, if every page is here and the entry is as expected: all or nothing."""
        with self._transaction() as db:
            lacking = _lack(db, [s.sha256 for s in manifest.segments])
            if lacking:
                raise StoreError(
                    "pages-missing", f"{len(lacking)} pages of the manifest are not here", {"lack": lacking}
                )
            for s in manifest.segments:
                row = db.execute("SELECT length(data) FROM pages WHERE hash=?", (bytes.fromhex(s.sha256),)).fetchone()
                if row[0] != s.length:
                    raise StoreError("bad-request", f"segment {s.name} is {row[0]} bytes, not {s.length}")
            entry = _entry(db, process)
            last = db.execute("SELECT max(version) FROM manifests WHERE process=?", (process,)).fetchone()[0] or 0
            if manifest.parent and not _has_version(db, process, manifest.parent):
                raise StoreError("unknown-version", f"parent {process}@{manifest.parent} is not stored here")
            number = manifest.version or max(last + 1, manifest.image)
            if number <= last:
                raise StoreError("conflict", f"{process}@{number} is stored already; versions never repeat")
            kept = replace(manifest, version=number, created=time.time())
            entry = apply(entry, process, change, head=number)
            body = kept.as_json()
            del body["segments"]
            db.execute("INSERT INTO manifests VALUES (?, ?, ?)", (process, number, json.dumps(body)))
            for place, s in enumerate(kept.segments):
                row = (process, number, place, s.name, s.length, bytes.fromhex(s.sha256))
                db.execute("INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)", row)
            _write(db, entry)
            return kept, entry

    def entry(self, process: str) -> Entry:
        """The ledger entry. StoreError `unknown-process`."""
        with self._transaction(write=False) as db:
            entry = _entry(db, process)
        if entry is None:
            raise StoreError("unknown-process", f"the store knows no process {process}; `sojourn ps` lists them")
        return entry

    def entries(self) -> list[Entry]:
        """Every ledger entry, by name."""
        with self._transaction(write=False) as db:
            return [Entry(*row) for row in db.execute("SELECT * FROM ledger ORDER BY process")]

    def versions(self, process: str) -> list[Manifest]:
        """Every stored version, oldest first. StoreError `unknown-process`."""
        self.entry(process)
        with self._transaction(write=False) as db:
            rows = db.execute("SELECT version FROM manifests WHERE process=? ORDER BY version", (process,)).fetchall()
            return [_manifest(db, process, row[0]) for row in rows]

    def manifest(self, process: str, version: int) -> Manifest:
        """One version (0: the head). StoreError `unknown-process`, `unknown-version`."""
        version = version or self.entry(process).head
        with self._transaction(write=False) as db:
            if not _has_version(db, process, version):
                raise StoreError(
                    "unknown-version", f"no {process}@{version} here; `sojourn history {process}` lists the versions"
                )
            return _manifest(db, process, version)

    # --- devices

    def put_device(self, name: str, body: dict[str, Any]) -> None:
        """Registers a device, or what is new about it."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO devices VALUES (?, ?, ?)", (name, json.dumps(body), time.time()))

    def devices(self) -> list[dict[str, Any]]:
        """Every registered device, by name."""
        with self._transaction(write=False) as db:
            rows = db.execute("SELECT name, body, seen FROM devices ORDER BY name").fetchall()
        return [{**json.loads(body), "name": name, "seen": seen} for name, body, seen in rows]


def _lack(db: sqlite3.Connection, hashes: Iterable[str]) -> list[str]:
    sql = "SELECT 1 FROM pages WHERE hash=?"
    return [h for h in dict.fromkeys(hashes) if db.execute(sql, (bytes.fromhex(h),)).fetchone() is None]


def _entry(db: sqlite3.Connection, process: str) -> Entry | None:
    row = db.execute("SELECT * FROM ledger WHERE process=?", (process,)).fetchone()
    return Entry(*row) if row else None


def _write(db: sqlite3.Connection, e: Entry) -> None:
    db.execute(
        "INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?)", (e.process, e.epoch, e.owner, e.state, e.head, e.txn)
    )


def _has_version(db: sqlite3.Connection, process: str, version: int) -> bool:
    row = db.execute("SELECT 1 FROM manifests WHERE process=? AND version=?", (process, version)).fetchone()
    return row is not None


def _manifest(db: sqlite3.Connection, process: str, version: int) -> Manifest:
    body = db.execute("SELECT body FROM manifests WHERE process=? AND version=?", (process, version)).fetchone()[0]
    rows = db.execute(
        "SELECT name, length, hash FROM segments WHERE process=? AND version=? ORDER BY place", (process, version)
    )
    return Manifest(segments=tuple(Segment(n, size, h.hex()) for n, size, h in rows), **json.loads(body))
