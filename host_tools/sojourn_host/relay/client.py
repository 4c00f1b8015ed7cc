"""The relay as the command line sees it.

May live here: requests to the control API. May not: output for people. Every failure is a RelayError.
"""

from __future__ import annotations

import json
import os
from typing import Any, cast

import httpx

from sojourn_host import home
from sojourn_host.relay.carrier import Tell
from sojourn_host.relay.errors import RelayError


class RelayClient:
    """Talks to the relay that this user started last (SOJOURN_RELAY overrides its address). Use as a context manager,
    or close it: its connections stay open for the next question.
    """

    def __init__(self) -> None:
        about = home.read_json(home.relay_file())
        url = os.environ.get("SOJOURN_RELAY") or str(home.settings().get("relay") or about.get("api") or "")
        if not url:
            raise RelayError("relay-down", "no relay is running here; start one with `sojourn relay`")
        self.url = home.own_address(url)
        self._http = httpx.Client(
            base_url=url,
            headers={"authorization": f"Bearer {about.get('token', '')}"},
            timeout=httpx.Timeout(10.0, read=180.0),
            trust_env=False,
        )

    def __enter__(self) -> RelayClient:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections; nothing can be asked afterwards."""
        self._http.close()

    def devices(self) -> list[dict[str, Any]]:
        """Every known or connected device."""
        return self._get("/devices", "devices")

    def records(self) -> list[dict[str, Any]]:
        """What the connected devices say they have."""
        return self._get("/records", "records")

    def shutdown(self) -> None:
        """Ends the relay."""
        self._checked(self._send("POST", "/shutdown"))

    def ask(self, verb: str, tell: Tell, **fields: Any) -> dict[str, Any]:
        """One verb; `tell` hears its progress."""
        try:
            with self._http.stream("POST", f"/{verb}", json=fields) as answer:
                if answer.status_code != 200:
                    answer.read()
                    self._checked(answer)
                for line in answer.iter_lines():
                    data = self._line(line)
                    if "step" in data:
                        tell(str(data["step"]), int(data["done"]), int(data["total"]))
                    elif "result" in data:
                        result: dict[str, Any] = data["result"]
                        return result
                    else:
                        raise RelayError(str(data["error"]), str(data["message"]))
        except httpx.HTTPError as e:
            raise self._down(e) from e
        except KeyboardInterrupt:
            text = f"interrupted; the relay goes on with it, `sojourn ps` says what became of {fields.get('process')}"
            raise RelayError("interrupted", text) from None
        raise RelayError("relay-down", "the relay ended in the middle; `sojourn ps` says what became of it")

    def _get(self, path: str, name: str) -> list[dict[str, Any]]:
        found: Any = self._checked(self._send("GET", path)).get(name)
        rows: list[Any] = found if isinstance(found, list) else [None]
        if not all(isinstance(row, dict) and "device" in row for row in rows):
            raise self._no_relay()
        return rows

    def _line(self, line: str) -> dict[str, Any]:
        try:
            data: Any = json.loads(line)
        except ValueError:
            data = None
        shapes: tuple[set[str], ...] = ({"step", "done", "total"}, {"result"}, {"error", "message"})
        if not isinstance(data, dict) or set(cast(dict[str, Any], data)) not in shapes:
            raise self._no_relay()
        return cast(dict[str, Any], data)

    def _no_relay(self) -> RelayError:
        return RelayError("relay-down", f"what answers at {self.url} is no relay; start one with `sojourn relay`")

    def _send(self, method: str, path: str) -> httpx.Response:
        try:
            return self._http.request(method, path)
        except httpx.HTTPError as e:
            raise self._down(e) from e

    def _down(self, e: httpx.HTTPError) -> RelayError:
        return RelayError("relay-down", f"the relay at {self.url} does not answer ({e}); start it with `sojourn relay`")

    def _checked(self, answer: httpx.Response) -> dict[str, Any]:
        try:
            found: Any = answer.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise self._no_relay()
        data = cast(dict[str, Any], found)
        if data.get("error") == "no-route":  # a store's answer, or that of a relay of another version
            raise self._no_relay()
        if answer.status_code >= 400:
            raise RelayError(str(data.get("error", "internal")), str(data.get("message", "")))
        return data
