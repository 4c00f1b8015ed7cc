"""The relay's control API: what it answers to requests that are wrong, and when it fails itself.

May live here: requests to the application, without devices. May not: moves (tests/end_to_end).
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sojourn_host.relay import api
from sojourn_host.relay.relay import Relay
from sojourn_host.store.client import StoreClient

TOKEN = {"authorization": "Bearer secret"}


@pytest.fixture
def log() -> list[str]:
    return []


class Client:
    """Asks an application one thing after another, each in an event loop of its own."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
                return await http.request(method, path, **options)

        return asyncio.run(ask())


@pytest.fixture
def client(log: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of an application whose store does not answer."""
    monkeypatch.setenv("SOJOURN_HOME", str(tmp_path))
    with StoreClient("http://127.0.0.1:9") as store:
        yield Client(api.make_app(Relay(store, log.append), "secret", lambda: None))


def last(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.text.splitlines()[-1])
    return found


def test_a_fault_of_the_relay_is_one_error_and_a_traceback_in_its_log(
    client: Client, log: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> dict[str, Any]:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setitem(api.VERBS, "stop", broken)
    found = last(client.request("POST", "/stop", json={"process": "p"}, headers=TOKEN))
    assert found["error"] == "internal"
    assert "nobody thought of this" in found["message"]
    assert any("Traceback" in line and "in broken" in line for line in log), log


def test_a_fault_in_a_list_is_an_error_too(client: Client, log: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> dict[str, Any]:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(api, "known_devices", broken)
    answer = client.request("GET", "/devices", headers=TOKEN)
    assert (answer.status_code, answer.json()["error"]) == (500, "internal")
    assert any("in broken" in line for line in log), log


@pytest.mark.parametrize("header", [b"", b"Bearer ", b"Bearer \xe9", b"secret"])
def test_a_wrong_token(client: Client, header: bytes) -> None:
    for method, path in [("GET", "/devices"), ("GET", "/records"), ("POST", "/stop"), ("POST", "/shutdown")]:
        answer = client.request(method, path, headers={b"authorization": header})
        assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("migrate", "{}"),
        ("migrate", '{"process": "a/b", "to": "x"}'),
        ("migrate", '{"process": "", "to": "x"}'),
        ("rollback", '{"process": "p"}'),
        ("rollback", '{"process": "p", "version": "2"}'),
        ("rollback", '{"process": "p", "version": 1e999}'),
        ("rollback", '{"process": "p", "version": -1}'),
        ("stop", '{"process": ["p"]}'),
        ("stop", "[]"),
        ("stop", "[" * 100000),
        ("nothing", "{}"),
    ],
)
def test_wrong_arguments(client: Client, log: list[str], verb: str, body: str) -> None:
    assert last(client.request("POST", f"/{verb}", content=body, headers=TOKEN))["error"] == "bad-request"
    assert not log


def test_what_is_not_there(client: Client) -> None:
    answer = client.request("GET", "/processes/p", headers=TOKEN)
    assert (answer.status_code, answer.json()["error"]) == (404, "no-route")


def test_a_store_that_is_down_is_the_answer(client: Client) -> None:
    assert last(client.request("POST", "/stop", json={"process": "p"}, headers=TOKEN))["error"] == "unreachable"
