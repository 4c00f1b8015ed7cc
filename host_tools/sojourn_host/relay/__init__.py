"""The relay: a daemon that connects devices to the store and carries heap images between them.

May live here: sessions with devices, moves, the control API and its client. May not: the store's rules, output for
people.
"""

from sojourn_host.relay.client import RelayClient
from sojourn_host.relay.errors import RelayError

__all__ = ["RelayClient", "RelayError"]
