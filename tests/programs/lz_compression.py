# LZ compression: LZ77 with a bounded window, LZW with a growing dictionary, run lengths; all must come back unchanged.
def lz77(data, window=64, longest=18):
    out = bytearray()
    at = 0
    while at < len(data):
        best_length = best_back = 0
        start = max(0, at - window)
        for back in range(at - 1, start - 1, -1):
            length = 0
            while length < longest and at + length < len(data) and data[back + length] == data[at + length]:
                length += 1
            if length > best_length:
                best_length = length
                best_back = at - back
                if length == longest:
                    break
        if best_length >= 3:
            out.append(0x80 | best_back & 0x7F)
            out.append(best_length)
            at += best_length
        else:
            if data[at] & 0x80:
                raise ValueError("only 7-bit text, not %d" % data[at])
            out.append(data[at])
            at += 1
    return bytes(out)


def unlz77(packed):
    out = bytearray()
    at = 0
    while at < len(packed):
        c = packed[at]
        at += 1
        if c & 0x80:
            back = c & 0x7F
            for _ in range(packed[at]):
                out.append(out[-back])
            at += 1
        else:
            out.append(c)
    return bytes(out)


class LZW:
    def __init__(self, limit=200):
        self.limit = limit

    def pack(self, text):
        table = {}
        for i in range(128):
            table[chr(i)] = i
        codes = []
        prefix = ""
        for c in text:
            if prefix + c in table:
                prefix += c
            else:
                codes.append(table[prefix])
                if len(table) < 128 + self.limit:
                    table[prefix + c] = len(table)
                prefix = c
        if prefix:
            codes.append(table[prefix])
        return codes

    def unpack(self, codes):
        table = [chr(i) for i in range(128)]
        previous = table[codes[0]]
        parts = [previous]
        for code in codes[1:]:
            if code < len(table):
                entry = table[code]
            elif code == len(table):
                entry = previous + previous[0]
            else:
                raise ValueError("bad code %d" % code)
            parts.append(entry)
            if len(table) < 128 + self.limit:
                table.append(previous + entry[0])
            previous = entry
        return "".join(parts)


def run_lengths(text):
    out = []
    for c in text:
        if out and out[-1][1] == c:
            out[-1][0] += 1
        else:
            out.append([1, c])
    return "".join(["%d%s" % (n, c) if n > 1 else c for n, c in out])


def checksum(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


texts = [
    "the rain in spain falls mainly in the plain",
    "abababababababababababab",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
    "no repeats",
]
for text in texts:
    data = text.encode()
    packed = lz77(data)
    print(len(data), len(packed), checksum(packed), unlz77(packed) == data)
    codes = LZW().pack(text)
    print("   ", len(codes), codes[-6:], LZW().unpack(codes) == text)
    print("   ", run_lengths(text))
try:
    lz77(b"plain \xff")
except ValueError as e:
    print(e)
try:
    LZW().unpack([65, 66, 500])
except ValueError as e:
    print(e)
print(lz77(texts[1].encode()))
