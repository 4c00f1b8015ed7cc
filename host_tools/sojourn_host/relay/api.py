"""The relay's control API on loopback: what the command line asks for.

May live here: routes, the token, progress. May not: moves. A verb answers with lines of JSON: {"step", "done", "total"}
any number of times, then {"result": ...} or {"error": code, "message": text}. Every request carries the token that the
relay wrote into a file only its user can read.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sojourn_host.emulate import known_devices
from sojourn_host.relay import moves
from sojourn_host.relay.carrier import Tell
from sojourn_host.relay.errors import RelayError
from sojourn_host.relay.relay import Relay
from sojourn_host.store.errors import StoreError
from sojourn_host.store.manifest import checked_name

Verb = Callable[[Relay, dict[str, Any], Tell], Awaitable[dict[str, Any]]]


def _text(data: dict[str, Any], name: str, default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise RelayError("bad-request", f"{name} is missing or no text")
    return value


def _name(data: dict[str, Any], name: str, default: str | None = None) -> str:
    value = _text(data, name, default)
    return value if value == default else checked_name(value, name)


def _number(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1 << 53:
        raise RelayError("bad-request", f"{name} is missing or no number from 1 to 2**53")
    return value


VERBS: dict[str, Verb] = {
    "migrate": lambda r, d, t: moves.migrate(r, _name(d, "process"), _name(d, "to"), t),
    "stop": lambda r, d, t: moves.stop(r, _name(d, "process"), t),
    "push": lambda r, d, t: moves.push(r, _name(d, "process"), _text(d, "note", ""), t),
    "resume": lambda r, d, t: moves.resume(r, _name(d, "process"), _name(d, "on", ""), t),
    "rollback": lambda r, d, t: moves.rollback(
        r, _name(d, "process"), _number(d, "version"), _name(d, "on", ""), bool(d.get("reclaim")), t
    ),
}


async def _devices(relay: Relay) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, device in known_devices().items():
        found[name] = {"device": name, "vm": device.vm, "heap": device.heap, "connected": False}
    for name, session in list(relay.sessions.items()):
        row = found.setdefault(name, {"device": name, "heap": ""})
        row |= {"vm": session.vm, "connected": True}
        try:
            status = await session.request("status", timeout=5)
            row |= {"free_bytes": status["free"], "running": status["running"]}
        except RelayError as e:
            row["trouble"] = e.message
    return [found[name] for name in sorted(found)]


def make_app(relay: Relay, token: str, stop: Callable[[], None]) -> Starlette:
    """The application; `stop` ends the relay."""

    working: set[asyncio.Task[None]] = set()  # the event loop alone does not keep a task alive

    def allowed(request: Request) -> bool:
        said = request.headers.get("authorization", "").encode("utf-8", "replace")
        return hmac.compare_digest(said, f"Bearer {token}".encode())

    async def devices(request: Request) -> Response:
        if not allowed(request):
            return _denied()
        return JSONResponse({"devices": await _devices(relay)})

    async def records(request: Request) -> Response:
        """What the connected devices say they have."""
        if not allowed(request):
            return _denied()
        found: list[dict[str, Any]] = []
        for name, session in list(relay.sessions.items()):
            try:
                found += [{**r, "device": name} for r in await relay.records(session)]
            except RelayError as e:
                relay.log(f"{name}: {e.message}")
        return JSONResponse({"records": found})

    async def verb(request: Request) -> Response:
        if not allowed(request):
            return _denied()
        work = VERBS.get(request.path_params["verb"])
        try:
            data = json.loads(await request.body())
        except (ValueError, RecursionError):
            data = None
        if work is None or not isinstance(data, dict):
            return JSONResponse(
                {"error": "bad-request", "message": "no such verb, or its arguments are no object"}, 400
            )
        lines: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

        async def run() -> None:
            try:
                done = await work(
                    relay, cast(dict[str, Any], data), lambda step, n, total: lines.put_nowait(_step(step, n, total))
                )
                lines.put_nowait({"result": done})
            except (RelayError, StoreError) as e:
                lines.put_nowait({"error": e.code, "message": e.message})
            except Exception as e:  # noqa: BLE001  # one clear error for who asked, the traceback in the log
                lines.put_nowait({"error": "internal", "message": _unexpected(relay, request, e)})
            finally:
                lines.put_nowait(None)

        # The work goes on when the client goes away: half a move is worse than one nobody watches.
        task = asyncio.create_task(run())
        working.add(task)
        task.add_done_callback(working.discard)

        async def stream() -> AsyncIterator[bytes]:
            while (line := await lines.get()) is not None:
                yield json.dumps(line).encode() + b"\n"

        return StreamingResponse(stream(), media_type="application/x-ndjson")

    async def shutdown(request: Request) -> Response:
        if not allowed(request):
            return _denied()
        stop()
        return JSONResponse({})

    async def failed(request: Request, e: Exception) -> Response:
        return JSONResponse({"error": "internal", "message": _unexpected(relay, request, e)}, 500)

    async def no_route(request: Request, e: Exception) -> Response:
        assert isinstance(e, HTTPException)
        message = f"{request.method} {request.url.path}: {e.detail}"
        return JSONResponse({"error": "no-route", "message": message}, e.status_code)

    return Starlette(
        routes=[
            Route("/devices", devices),
            Route("/records", records),
            Route("/shutdown", shutdown, methods=["POST"]),
            Route("/{verb}", verb, methods=["POST"]),
        ],
        exception_handlers={HTTPException: no_route, Exception: failed},
    )


def _unexpected(relay: Relay, request: Request, e: Exception) -> str:
    """A fault of our own: where it happened goes into the relay's log, one line to who asked."""
    text = f"{request.method} {request.url.path} failed: {type(e).__name__}: {e}"
    relay.log(f"{text}\n{''.join(traceback.format_exception(e)).rstrip()}")
    return f"{text}; the relay's log says where"


def _step(step: str, done: int, total: int) -> dict[str, Any]:
    return {"step": step, "done": done, "total": total}


def _denied() -> Response:
    text = "the token is wrong; use the command line of the user who started the relay"
    return JSONResponse({"error": "unauthorized", "message": text}, 401)
