"""The store over HTTP: starlette routes over one Database.

May live here: requests, answers, limits. May not: SQL or rules. Every error is JSON {"error": code, "message", ...}.

    GET  /                                  what this is
    POST /pages/lack            {"hashes"} -> {"lack"}
    PUT  /pages/HASH            bytes      -> {"new"}          GET /pages/HASH -> bytes
    GET  /processes                        -> {"processes"}    GET /processes/P -> entry
    POST /processes/P/change    change     -> entry            compare-and-swap
    POST /processes/P/versions  {"manifest", "change"} -> {"manifest", "entry"}   commits both or neither
    GET  /processes/P/versions             -> {"versions"}     GET /processes/P/versions/V -> manifest (V 0: head)
    GET  /devices                          -> {"devices"}      PUT /devices/D  object -> {}
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sojourn_host import __version__
from sojourn_host.store.database import Database
from sojourn_host.store.errors import STATUS, StoreError
from sojourn_host.store.ledger import Change
from sojourn_host.store.manifest import Manifest, checked_hash, checked_name

MOST_PAGE = 64 << 20
MOST_JSON = 4 << 20


async def _body(request: Request, most: int) -> bytes:
    data = bytearray()
    try:
        async for piece in request.stream():
            data += piece
            if len(data) > most:
                raise StoreError("too-large", f"more than {most} bytes in one request")
    except ClientDisconnect:
        raise StoreError("bad-request", "the request was cut off") from None
    return bytes(data)


async def _json(request: Request) -> dict[str, Any]:
    try:
        data = json.loads(await _body(request, MOST_JSON))
    except (ValueError, RecursionError) as e:
        raise StoreError("bad-request", f"the request is not JSON: {e}") from e
    if not isinstance(data, dict):
        raise StoreError("bad-request", "the request must be a JSON object")
    return cast(dict[str, Any], data)


def make_app(database: Database) -> Starlette:
    """The application over an open database."""

    async def call(function: Callable[..., Any], *args: Any) -> Any:
        return await run_in_threadpool(function, *args)

    def process(request: Request) -> str:
        return checked_name(request.path_params["process"], "process")

    async def root(request: Request) -> Response:
        return JSONResponse({"service": "sojourn store", "version": __version__, "file": database.path})

    async def lack(request: Request) -> Response:
        hashes = (await _json(request)).get("hashes")
        if not isinstance(hashes, list):
            raise StoreError("bad-request", "hashes must be a list")
        asked: list[Any] = hashes
        return JSONResponse({"lack": await call(database.lack, [checked_hash(h) for h in asked])})

    async def page(request: Request) -> Response:
        sha = checked_hash(request.path_params["hash"])
        if request.method == "PUT":
            return JSONResponse({"new": await call(database.put_page, sha, await _body(request, MOST_PAGE))})
        return Response(await call(database.page, sha), media_type="application/octet-stream")

    async def processes(request: Request) -> Response:
        return JSONResponse({"processes": [e.as_json() for e in await call(database.entries)]})

    async def entry(request: Request) -> Response:
        return JSONResponse((await call(database.entry, process(request))).as_json())

    async def change(request: Request) -> Response:
        wanted = Change.from_json(await _json(request))
        return JSONResponse((await call(database.change, process(request), wanted)).as_json())

    async def versions(request: Request) -> Response:
        if request.method == "POST":
            data = await _json(request)
            manifest, wanted = Manifest.from_json(data.get("manifest")), Change.from_json(data.get("change"))
            kept, now = await call(database.commit, process(request), manifest, wanted)
            return JSONResponse({"manifest": kept.as_json(), "entry": now.as_json()})
        return JSONResponse({"versions": [m.as_json() for m in await call(database.versions, process(request))]})

    async def version(request: Request) -> Response:
        number = min(request.path_params["version"], (1 << 63) - 1)  # SQLite's largest; no version is that high
        return JSONResponse((await call(database.manifest, process(request), number)).as_json())

    async def devices(request: Request) -> Response:
        return JSONResponse({"devices": await call(database.devices)})

    async def device(request: Request) -> Response:
        await call(database.put_device, checked_name(request.path_params["device"], "device"), await _json(request))
        return JSONResponse({})

    async def refused(request: Request, e: Exception) -> Response:
        assert isinstance(e, StoreError)
        body = {"error": e.code, "message": e.message, **e.details}
        return JSONResponse(body, STATUS.get(e.code, 500))

    async def no_route(request: Request, e: Exception) -> Response:
        assert isinstance(e, HTTPException)
        message = f"{request.method} {request.url.path}: {e.detail}"
        return JSONResponse({"error": "no-route", "message": message}, e.status_code)

    async def failed(request: Request, e: Exception) -> Response:
        """A fault of our own: uvicorn logs where it happened, and who asked gets one line."""
        text = f"{request.method} {request.url.path} failed: {type(e).__name__}; the store's log says where"
        return JSONResponse({"error": "internal", "message": text}, 500)

    return Starlette(
        routes=[
            Route("/", root),
            Route("/pages/lack", lack, methods=["POST"]),
            Route("/pages/{hash}", page, methods=["GET", "PUT"]),
            Route("/processes", processes),
            Route("/processes/{process}", entry),
            Route("/processes/{process}/change", change, methods=["POST"]),
            Route("/processes/{process}/versions", versions, methods=["GET", "POST"]),
            Route("/processes/{process}/versions/{version:int}", version),
            Route("/devices", devices),
            Route("/devices/{device}", device, methods=["PUT"]),
        ],
        # A browser page that points its own name at 127.0.0.1 must not get in.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "testserver"])],
        exception_handlers={StoreError: refused, HTTPException: no_route, Exception: failed},
    )
