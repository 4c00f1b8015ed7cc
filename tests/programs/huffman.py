# Huffman codes by a tree of node objects, codes by recursion, bits packed into bytes, and adaptive move-to-front before it.
class Node:
    def __init__(self, weight, symbol=None, left=None, right=None):
        self.weight = weight
        self.symbol = symbol
        self.left = left
        self.right = right
        self.smallest = symbol if symbol is not None else min(left.smallest, right.smallest)

    def key(self):
        return self.weight, self.smallest

    def leaf(self):
        return self.symbol is not None

    def __repr__(self):
        if self.leaf():
            return "%s%d" % (self.symbol, self.weight)
        return "(%r %r)" % (self.left, self.right)


def count(text):
    counts = {}
    for c in text:
        if c in counts:
            counts[c] += 1
        else:
            counts[c] = 1
    return counts


def build(counts):
    nodes = [Node(counts[c], c) for c in sorted(counts)]
    while len(nodes) > 1:
        nodes.sort(key=lambda node: node.key())
        left = nodes.pop(0)
        right = nodes.pop(0)
        nodes.append(Node(left.weight + right.weight, None, left, right))
    return nodes[0]


def codes(root):
    table = {}

    def walk(node, prefix):
        if node.leaf():
            table[node.symbol] = prefix or "0"
            return 1
        return walk(node.left, prefix + "0") + walk(node.right, prefix + "1")

    leaves = walk(root, "")
    assert leaves == len(table)
    return table


class BitWriter:
    def __init__(self):
        self.data = bytearray()
        self.used = 8

    def write(self, bits):
        for bit in bits:
            if self.used == 8:
                self.data.append(0)
                self.used = 0
            if bit == "1":
                self.data[-1] |= 0x80 >> self.used
            self.used += 1
        return self


class BitReader:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        byte, bit = divmod(self.at, 8)
        if byte >= len(self.data):
            raise StopIteration
        self.at += 1
        return self.data[byte] >> (7 - bit) & 1


def encode(text):
    root = build(count(text))
    table = codes(root)
    writer = BitWriter()
    for c in text:
        writer.write(table[c])
    return root, table, bytes(writer.data)


def decode(root, data, length):
    out = []
    node = root
    for bit in BitReader(data):
        if not node.leaf():
            node = node.right if bit else node.left
        if node.leaf():
            out.append(node.symbol)
            node = root
            if len(out) == length:
                break
    else:
        raise ValueError("ran out at %d of %d" % (len(out), length))
    return "".join(out)


def move_to_front(text, alphabet):
    row = list(alphabet)
    out = []
    for c in text:
        at = row.index(c)
        out.append(alphabet[at])
        row.insert(0, row.pop(at))
    return "".join(out)


def undo_front(text, alphabet):
    row = list(alphabet)
    out = ""
    for c in text:
        symbol = row.pop(alphabet.index(c))
        out += symbol
        row.insert(0, symbol)
    return out


for text in ("abracadabra", "mississippi river", "aaaa", "the quick brown fox"):
    root, table, data = encode(text)
    print(text, root)
    print("   ", sorted(table.items()))
    print("   ", len(text) * 8, sum([len(table[c]) for c in text]), data)
    print("   ", decode(root, data, len(text)) == text)
    alphabet = "".join(sorted(set(text)))
    moved = move_to_front(text, alphabet)
    root, table, data = encode(moved)
    print("   ", moved, len(data), undo_front(decode(root, data, len(text)), alphabet))
try:
    decode(root, data[:3], len(text))
except ValueError as e:
    print(e)
