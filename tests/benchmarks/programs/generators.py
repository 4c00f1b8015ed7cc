# Generators in a row: numbers, a filter, windows over them, and walks through a tree.
class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    return
                node = node.right

    def walk(self):
        if self.left is not None:
            yield from self.left.walk()
        yield self.key
        if self.right is not None:
            yield from self.right.walk()


def numbers(count):
    state = 99
    for _ in range(count):
        state = (state * 1664525 + 1013904223) & 0x3FFFFFFF
        yield state >> 8


def odd(source):
    for value in source:
        if value & 1:
            yield value


def pairs(source):
    before = None
    for value in source:
        if before is not None:
            yield before, value
        before = value


def main():
    checksum = 0
    for first, second in pairs(odd(numbers(400000))):
        checksum = (checksum * 31 + (first ^ second)) & 0xFFFFFF
    root = Node(1 << 21)
    for key in numbers(700):
        root.insert(key)
    for _ in range(25):
        place = 0
        for key in root.walk():
            place += 1
            checksum = (checksum + key * place) & 0xFFFFFF
    print(checksum)


main()
