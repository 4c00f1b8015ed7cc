# Linked lists, a binary search tree, a trie and a graph with cycles: node objects, recursion, iteration, identity.
class Cell:
    def __init__(self, value, rest=None):
        self.value = value
        self.rest = rest


class LinkedList:
    def __init__(self, items=()):
        self.first = None
        self.size = 0
        for item in reversed(list(items)):
            self.push(item)

    def push(self, value):
        self.first = Cell(value, self.first)
        self.size += 1

    def __iter__(self):
        return Walker(self.first)

    def __len__(self):
        return self.size

    def reverse(self):
        back = None
        cell = self.first
        while cell is not None:
            cell.rest, back, cell = back, cell, cell.rest
        self.first = back
        return self

    def remove(self, value):
        before, cell = None, self.first
        while cell is not None:
            if cell.value == value:
                if before is None:
                    self.first = cell.rest
                else:
                    before.rest = cell.rest
                self.size -= 1
                return True
            before, cell = cell, cell.rest
        return False

    def __repr__(self):
        return "[" + " > ".join([repr(x) for x in self]) + "]"


class Walker:
    def __init__(self, cell):
        self.cell = cell

    def __iter__(self):
        return self

    def __next__(self):
        cell = self.cell
        if cell is None:
            raise StopIteration
        self.cell = cell.rest
        return cell.value


numbers = LinkedList(range(8))
print(numbers, len(numbers), sum(numbers))
print(numbers.reverse(), numbers.remove(7), numbers.remove(3), numbers.remove(99), numbers, len(numbers))


class Tree:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None
        self.count = 1

    def insert(self, key):
        if key == self.key:
            self.count += 1
        elif key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif self.right is None:
            self.right = Tree(key)
        else:
            self.right.insert(key)

    def visit(self, function, depth=0):
        if self.left:
            self.left.visit(function, depth + 1)
        function(self, depth)
        if self.right:
            self.right.visit(function, depth + 1)

    def height(self):
        return 1 + max(self.left.height() if self.left else 0, self.right.height() if self.right else 0)

    def smallest(self):
        node = self
        while node.left:
            node = node.left
        return node


def remove(node, key):
    if node is None:
        return None
    if key < node.key:
        node.left = remove(node.left, key)
    elif key > node.key:
        node.right = remove(node.right, key)
    else:
        if node.left is None:
            return node.right
        if node.right is None:
            return node.left
        heir = node.right.smallest()
        node.key, node.count = heir.key, heir.count
        node.right = remove(node.right, heir.key)
    return node


tree = Tree(50)
for n in range(1, 22):
    tree.insert(n * 37 % 100)
    if n % 6 == 0:
        tree.insert(50)
seen = []
tree.visit(lambda node, depth: seen.append((node.key, depth)))
print(seen, tree.height())
for key in (50, 37, 1, 77):
    tree = remove(tree, key)
keys = []
tree.visit(lambda node, depth: keys.append(node.key))
print(keys, keys == sorted(keys), tree.key)


class Trie:
    def __init__(self):
        self.children = {}
        self.end = False

    def add(self, word):
        node = self
        for c in word:
            if c not in node.children:
                node.children[c] = Trie()
            node = node.children[c]
        node.end = True

    def words(self, prefix=""):
        found = [prefix] if self.end else []
        for c in sorted(self.children):
            found += self.children[c].words(prefix + c)
        return found

    def starting(self, prefix):
        node = self
        for c in prefix:
            node = node.children.get(c)
            if node is None:
                return []
        return node.words(prefix)


trie = Trie()
for word in "store stored storing send sent sender resume restore rest".split():
    trie.add(word)
print(trie.words())
print(trie.starting("sto"), trie.starting("rest"), trie.starting("x"))


class Person:
    def __init__(self, name):
        self.name = name
        self.friends = []


people = {}
for pair in "ann-bob bob-cat cat-ann dan-eve eve-dan fay-fay".split():
    pair = [people.setdefault(name, Person(name)) for name in pair.split("-")]
    pair[0].friends.append(pair[1])


def circle(person):
    path = []
    while person not in path:
        path.append(person)
        person = person.friends[0]
    return [p.name for p in path], person is path[0]


for name in sorted(people):
    print(name, circle(people[name]))
print(people["ann"].friends[0].friends[0].friends[0] is people["ann"])
