"""The relay's control API on loopback: what the command line asks for.

May live here: routes, the token, progress. May not: moves. A verb answers with lines of JSON: {"step", "done", "total"}
any number of times, then {"result": ...} or {"error": code, "message": text}. Every request carries the token that the
relay wrote into a file only its user can read.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, cast

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sojourn_host.emulate import known_devices
from sojourn_host.relay import moves
from sojourn_host.relay.carrier import Tell
from sojourn_host.relay.errors import RelayError
from sojourn_host.relay.relay import Relay
from sojourn_host.store.errors import StoreError

Verb = Callable[[Relay, dict[str, Any], Tell], Awaitable[dict[str, Any]]]


def _text(data: dict[str, Any], name: str, default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise RelayError("bad-request", f"{name} is missing or no text")
    return value


VERBS: dict[str, Verb] = {
    "migrate": lambda r, d, t: moves.migrate(r, _text(d, "process"), _text(d, "to"), t),
    "stop": lambda r, d, t: moves.stop(r, _text(d, "process"), t),
    "push": lambda r, d, t: moves.push(r, _text(d, "process"), _text(d, "note", ""), t),
    "resume": lambda r, d, t: moves.resume(r, _text(d, "process"), _text(d, "on", ""), t),
    "rollback": lambda r, d, t: moves.rollback(
        r, _text(d, "process"), int(d["version"]), _text(d, "on", ""), bool(d.get("reclaim")), t
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

    def allowed(request: Request) -> bool:
        return hmac.compare_digest(request.headers.get("authorization", ""), f"Bearer {token}")

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
            except (KeyError, ValueError, TypeError) as e:
                lines.put_nowait({"error": "bad-request", "message": f"{request.path_params['verb']}: {e!r}"})
            finally:
                lines.put_nowait(None)

        # The work goes on when the client goes away: half a move is worse than one nobody watches.
        task = asyncio.create_task(run())

        async def stream() -> AsyncIterator[bytes]:
            while (line := await lines.get()) is not None:
                yield json.dumps(line).encode() + b"\n"
            await task

        return StreamingResponse(stream(), media_type="application/x-ndjson")

    async def shutdown(request: Request) -> Response:
        if not allowed(request):
            return _denied()
        stop()
        return JSONResponse({})

    return Starlette(
        routes=[
            Route("/devices", devices),
            Route("/records", records),
            Route("/shutdown", shutdown, methods=["POST"]),
            Route("/{verb}", verb, methods=["POST"]),
        ]
    )


def _step(step: str, done: int, total: int) -> dict[str, Any]:
    return {"step": step, "done": done, "total": total}


def _denied() -> Response:
    text = "the token is wrong; use the command line of the user who started the relay"
    return JSONResponse({"error": "unauthorized", "message": text}, 401)
