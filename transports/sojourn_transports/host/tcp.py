"""TCP on the host: dialling a listening device, and listening for devices that dial. Loopback only.

May live here: opening and accepting sockets. May not: protocol. Until the channel is secured (a later issue) nothing
here listens on, or dials, any address but this machine's own.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable

from sojourn_transports.host.stream import StreamLink
from sojourn_transports.link import LinkLost, LinkUsageError


def require_loopback(host: str) -> None:
    """LinkUsageError unless `host` is this machine's own address."""
    try:
        own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = False
    if not own:
        raise LinkUsageError(f"{host} is not a loopback address; the link is not encrypted yet: use 127.0.0.1")


def split_address(address: str) -> tuple[str, int]:
    """(host, port) of `host:port`. LinkUsageError when it is not one."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise LinkUsageError(f"tcp address {address!r} is not host:port")
    return host, int(port)


async def open_link(address: str) -> StreamLink:
    """Dials `host:port`. LinkLost when nobody answers, LinkUsageError for an address that is not loopback."""
    host, port = split_address(address)
    require_loopback(host)
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError as e:
        raise LinkLost(f"cannot reach tcp:{address} ({e})") from e
    return StreamLink(reader, writer)


async def listen(host: str, port: int, arrived: Callable[[StreamLink], Awaitable[None]]) -> asyncio.Server:
    """Listens on loopback; `arrived(link)` runs for each connection. Port 0 picks a free one."""
    require_loopback(host)

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await arrived(StreamLink(reader, writer))

    return await asyncio.start_server(accept, host, port)
