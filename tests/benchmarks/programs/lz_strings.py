# Strings and a dictionary: LZW packing and unpacking of a text that is built first.
WORDS = "lease stay move heap page device segment frame resume store send serial".split()


def text(count):
    state = 12345
    parts = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        parts.append(WORDS[(state >> 16) % len(WORDS)])
    return " ".join(parts)


def pack(data):
    table = {}
    for i in range(128):
        table[chr(i)] = i
    codes = []
    prefix = ""
    for c in data:
        longer = prefix + c
        if longer in table:
            prefix = longer
        else:
            codes.append(table[prefix])
            if len(table) < 4096:
                table[longer] = len(table)
            prefix = c
    codes.append(table[prefix])
    return codes


def entry_of(code, table, previous):
    if code < len(table):
        return table[code]
    return previous + previous[0]


def unpack(codes):
    table = [chr(i) for i in range(128)]
    previous = table[codes[0]]
    parts = [previous]
    for code in codes[1:]:
        entry = entry_of(code, table, previous)
        parts.append(entry)
        if len(table) < 4096:
            table.append(previous + entry[0])
        previous = entry
    return "".join(parts)


def main():
    checksum = 0
    for n in range(60):
        data = text(900 + n * 20)
        codes = pack(data)
        if unpack(codes) != data:
            raise ValueError("round %d came back different" % n)
        for code in codes:
            checksum = (checksum * 31 + code) & 0xFFFFFF
    print(checksum)


main()
