"""The store as the relay and the command line see it: one class over HTTP, blocking.

May live here: requests and the check of what comes back. May not: decisions. Every failure is a StoreError; a server
that is down or dies in the middle is `unreachable`. Safe to use from several threads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from types import TracebackType
from typing import Any, cast

import httpx

from sojourn_host.store.errors import StoreError
from sojourn_host.store.ledger import Change, Entry
from sojourn_host.store.manifest import Manifest

_LACK_AT_ONCE = 1000


class StoreClient:
    """Talks to the store at `url` (http://127.0.0.1:4770). timeout: seconds for one request.

    where: asked when nobody listens there any more; a store that came back elsewhere is found by it.
    """

    def __init__(self, url: str, timeout: float = 20.0, where: Callable[[], str] | None = None) -> None:
        self.url = url.rstrip("/")
        self._where = where
        try:
            self._http = httpx.Client(base_url=self.url, timeout=timeout, trust_env=False)
        except httpx.InvalidURL as e:
            raise StoreError("bad-request", f"{url!r} is no address of a store: {e}") from e

    def __enter__(self) -> StoreClient:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def _ask(self, method: str, path: str, data: Any = None, content: bytes | None = None) -> httpx.Response:
        try:
            try:
                answer = self._http.request(method, path, json=data, content=content)
            except httpx.ConnectError:  # nothing was asked, so it may be asked elsewhere
                if not self._moved():
                    raise
                answer = self._http.request(method, path, json=data, content=content)
        except (httpx.HTTPError, httpx.InvalidURL) as e:
            raise StoreError(
                "unreachable",
                f"the store at {self.url} does not answer ({type(e).__name__}: {e}); is `sojourn serve` running?",
            ) from e
        if answer.status_code >= 400:
            try:
                body: dict[str, Any] = answer.json()
                code, message = str(body.pop("error")), str(body.pop("message"))
            except (ValueError, KeyError, AttributeError):
                text = f"what answers at {self.url} is no sojourn store ({answer.status_code} to {method} {path})"
                code, message, body = "unreachable", text, {}
            if code == "no-route":  # a relay's answer, or that of a store of another version
                raise self._no_store()
            raise StoreError(code, message, body)
        return answer

    def _moved(self) -> bool:
        url = self._where().rstrip("/") if self._where is not None else self.url
        if url == self.url:
            return False
        self.url, self._http.base_url = url, httpx.URL(url)
        return True

    def _json(self, method: str, path: str, data: Any = None) -> Any:
        try:
            return self._ask(method, path, data).json()
        except json.JSONDecodeError as e:
            raise self._no_store() from e

    def _no_store(self) -> StoreError:
        return StoreError("unreachable", f"what answers at {self.url} is no sojourn store; is the address right?")

    @contextmanager
    def _understood(self) -> Generator[None, None, None]:
        """Around the reading of an answer: one of another shape is not a store's."""
        try:
            yield
        except (KeyError, TypeError, AttributeError) as e:
            raise self._no_store() from e

    def about(self) -> dict[str, Any]:
        """What the server says it is."""
        found = self._json("GET", "/")
        if not isinstance(found, dict) or cast(dict[str, Any], found).get("service") != "sojourn store":
            raise self._no_store()
        return cast(dict[str, Any], found)

    def lack(self, hashes: Iterable[str]) -> list[str]:
        """Which of these pages the store does not have."""
        wanted = list(hashes)
        found: list[str] = []
        for at in range(0, len(wanted), _LACK_AT_ONCE):
            with self._understood():
                found += self._json("POST", "/pages/lack", {"hashes": wanted[at : at + _LACK_AT_ONCE]})["lack"]
        return found

    def put_page(self, sha256: str, data: bytes) -> None:
        """Uploads a page; the store verifies it."""
        self._ask("PUT", f"/pages/{sha256}", content=data)

    def page(self, sha256: str) -> bytes:
        """Downloads a page and verifies it. StoreError `corrupt`, `unknown-page`."""
        data = self._ask("GET", f"/pages/{sha256}").content
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError("corrupt", f"page {sha256[:12]} did not arrive as the store said")
        return data

    def entries(self) -> list[Entry]:
        """The whole ledger."""
        with self._understood():
            return [Entry(**e) for e in self._json("GET", "/processes")["processes"]]

    def entry(self, process: str) -> Entry:
        """One ledger entry. StoreError `unknown-process`."""
        with self._understood():
            return Entry(**self._json("GET", f"/processes/{process}"))

    def change(self, process: str, change: Change) -> Entry:
        """Compare-and-swap. StoreError `conflict`."""
        with self._understood():
            return Entry(**self._json("POST", f"/processes/{process}/change", _set_fields(change)))

    def commit(self, process: str, manifest: Manifest, change: Change) -> tuple[Manifest, Entry]:
        """Commits a version and a ledger change together. StoreError `pages-missing`, `conflict`."""
        body = {"manifest": manifest.as_json(), "change": _set_fields(change)}
        done = self._json("POST", f"/processes/{process}/versions", body)
        with self._understood():
            return Manifest.from_json(done["manifest"]), Entry(**done["entry"])

    def versions(self, process: str) -> list[Manifest]:
        """Every stored version, oldest first."""
        with self._understood():
            return [Manifest.from_json(m) for m in self._json("GET", f"/processes/{process}/versions")["versions"]]

    def manifest(self, process: str, version: int = 0) -> Manifest:
        """One version, 0 for the head. StoreError `unknown-version`."""
        return Manifest.from_json(self._json("GET", f"/processes/{process}/versions/{version}"))

    def put_device(self, name: str, body: dict[str, Any]) -> None:
        """Registers a device."""
        self._json("PUT", f"/devices/{name}", body)

    def devices(self) -> list[dict[str, Any]]:
        """Every registered device."""
        with self._understood():
            found: list[dict[str, Any]] = self._json("GET", "/devices")["devices"]
            return found


def _set_fields(change: Change) -> dict[str, Any]:
    return {k: v for k, v in vars(change).items() if v is not None}
