"""`base64` as devices get it: Base64, Base32 and Base16 over binascii.

Lives here: ordinary Python that is compiled along with a program.
"""

from binascii import a2b_base64, b2a_base64, hexlify, unhexlify

_THIRTYTWO = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def _bytes(s):
    return s.encode() if isinstance(s, str) else bytes(s)


def b64encode(s, altchars=None):
    made = b2a_base64(s)[:-1]
    return made if altchars is None else made.replace(b"+", altchars[:1]).replace(b"/", altchars[1:])


def b64decode(s, altchars=None, validate=False):
    data = _bytes(s)
    if altchars is not None:
        data = data.replace(_bytes(altchars)[:1], b"+").replace(_bytes(altchars)[1:], b"/")
    return a2b_base64(data)


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s):
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    return b64decode(s, b"-_")


def b16encode(s):
    return hexlify(s).upper()


def b16decode(s, casefold=False):
    return unhexlify(_bytes(s))


def b32encode(s):
    made = bytearray()
    for begin in range(0, len(s), 5):
        part = bytes(s[begin : begin + 5])
        number = int.from_bytes(part + b"\0" * (5 - len(part)), "big")
        letters = (len(part) * 8 + 4) // 5
        for at in range(8):
            made.append(_THIRTYTWO[number >> (35 - 5 * at) & 31] if at < letters else 61)
    return bytes(made)


def b32decode(s, casefold=False):
    data = _bytes(s)
    if casefold:
        data = data.upper()
    made = bytearray()
    number = bits = 0
    for letter in data.rstrip(b"="):
        place = _THIRTYTWO.find(bytes([letter]))
        if place < 0:
            raise ValueError("Non-base32 digit found")
        number = number << 5 | place
        bits += 5
        if bits >= 8:
            bits -= 8
            made.append(number >> bits)
            number &= (1 << bits) - 1
    return bytes(made)
