# Object identity: shared references, aliases, cycles, default arguments, cells, bound methods; `is` must survive.
class Node:
    def __init__(self, name):
        self.name = name
        self.links = []
        self.owner = None

    def link(self, *others):
        for other in others:
            self.links.append(other)
        return self


def spin(n):
    total = 0
    for i in range(n):
        total += i
    return total


a = Node("a")
b = Node("b").link(a)
a.link(b, a)
spin(5)
print(a.links[0] is b, b.links[0] is a, a.links[1] is a, a.links[0].links[0].links[1] is a)

loop = [1, 2]
loop.append(loop)
table = {"self": None, "list": loop}
table["self"] = table
spin(5)
print(loop[2] is loop, loop[2][2][2][1], table["self"]["self"]["list"] is loop, len(loop))
mutual = ([], {})
mutual[0].append(mutual)
mutual[1]["back"] = mutual[0]
spin(3)
print(mutual[0][0] is mutual, mutual[1]["back"][0][1]["back"] is mutual[0])

shared = [0]
rows = [shared, shared, [0], list(shared)]
for n in range(4):
    rows[n % 2].append(n)
    spin(n)
print(rows, [row is shared for row in rows], [row == shared for row in rows])


def keeper(item, store=[]):
    store.append(item)
    return store


first = keeper("x")
for n in range(3):
    spin(n)
    again = keeper(n)
print(first is again, first)


def cells():
    box = []

    def put(x):
        spin(2)
        box.append(x)
        return box

    def get():
        return box

    def replace(new):
        nonlocal box
        box = new
        return box

    return put, get, replace


put, get, replace = cells()
print(put(1) is get(), put(2) is put(3), get())
mine = ["mine"]
print(replace(mine) is mine, put("more") is mine, mine)


class Tree:
    def __init__(self, parent=None):
        self.parent = parent
        self.children = []
        if parent:
            parent.children.append(self)

    def root(self):
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def count(self):
        return 1 + sum([child.count() for child in self.children])


root = Tree()
leaves = [root]
for n in range(15):
    leaves.append(Tree(leaves[n // 2]))
print(root.count(), [leaf.root() is root for leaf in leaves[-3:]], leaves[5].parent is leaves[2])
leaves[3].parent.children.remove(leaves[3])
leaves[3].parent = leaves[3].children[0]
seen = []
node = leaves[3]
while node not in seen:
    seen.append(node)
    node = node.parent
    spin(2)
print(len(seen), node is leaves[3], root.count())

nothing = None
print(nothing is None, True is not False, type(a) is Node, type(a) is type(b), a.__class__ is Node, Ellipsis is ...)
small = 5
print([x is y for x, y in zip([None, True, "", ()], [None, True, "", ()])], small is small)
registry = {}
for node in (a, b, a, b, a):
    registry.setdefault(node.name, []).append(node)
print([(name, len(registry[name]), registry[name][0] is registry[name][-1]) for name in sorted(registry)])
tuples = [(a, b), (b, a)]
for x, y in tuples:
    x.owner, y.owner = y, x
    spin(3)
print(a.owner is b, b.owner is a, a.owner.owner is a, tuples[0][0] is tuples[1][1])
errors = []
for n in range(3):
    try:
        raise ValueError(a, n)
    except ValueError as e:
        errors.append(e)
print([e.args[0] is a for e in errors], errors[0] is errors[1], [e.args[1] for e in errors])
data = bytearray(b"abc")
views = [data, data, bytearray(data)]
for view in views:
    view[0] += 1
    spin(2)
print(views, views[0] is views[1])
swap = [a, b]
swap[0], swap[1] = swap[1], swap[0]
print(swap[0] is b, swap[1] is a, a in swap, swap.index(a))
