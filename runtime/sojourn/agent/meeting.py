"""The handshake: host and device show each other that they have the same key.

May live here: proofs. A device loads this when a line is up and lets go of it then.
"""

import hashlib
from binascii import hexlify

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def meet(agent: "Any", m: "dict[str, Any]") -> None:
    """Takes the host's answer to our greeting: from then on it is trusted, or the line is hung up."""
    if "refused" in m:
        agent._log("the host refuses this device: %s" % m.get("message"))
        agent._hang_up("refused")
        return
    nonce = str(m.get("nonce", ""))
    if m.get("proof") != _proof(agent._key, b"host", agent._said, nonce):
        agent._log("the host does not have this device's key")
        agent._hang_up("not our host")
        return
    agent._say({"proof": _proof(agent._key, b"device", nonce, agent._said)})
    agent._trusted = True
    agent._backoff = 100


def _proof(key: bytes, side: bytes, first: str, second: str) -> str:
    return str(hexlify(hashlib.sha256(key + side + first.encode() + second.encode()).digest()), "ascii")
