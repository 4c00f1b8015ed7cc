"""Values to bytes and back: the subset of CBOR (RFC 8949) that records are made of.

The numbers of the tags live here; writing is encoding.py's, reading decoding.py's: a device loads what it needs. Every
form has one encoding only (the shortest head, floats always of 8 bytes), so equal values give equal bytes. `cbor2`
decodes it; tags 6 to 15 are ours (SPEC.md). Nesting is at most DEPTH_MOST.
"""

REFERENCE = 6  # unsigned: position in the record's list of oids
TUPLE = 7  # array
SET = 8  # array, in iteration order
FROZENSET = 9  # array, in iteration order
BYTEARRAY = 10  # byte string
SURROGATES = 11  # byte string: text that UTF-8 forbids
TABLE = 12  # [slots, bitmap, dict or set]: the hash table of a MicroPython dict or set
WORLD = 13  # [tag, early, late]: described by the program's world
INSTANCE = 14  # [class, payload, attributes]
OTHER = 15  # [kind, ...]
DEPTH_MOST = 24
