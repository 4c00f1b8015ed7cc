"""The store server: heap images as pages by hash, manifests, and the ledger of who owns which process.

May live here: the server (`server`, over one `database`) and its client (`client`). May not: devices, links, relays.
"""

from sojourn_host.store.client import StoreClient
from sojourn_host.store.errors import StoreError
from sojourn_host.store.ledger import Change, Entry
from sojourn_host.store.manifest import Manifest, Segment

__all__ = ["Change", "Entry", "Manifest", "Segment", "StoreClient", "StoreError"]
