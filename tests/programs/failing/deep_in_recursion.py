# Ends in LookupError raised forty levels down in a recursion with a loop in each level.
def descend(tree, path):
    total = 0
    for key in sorted(tree):
        if key == "end":
            raise LookupError("end of the path at %d" % len(path))
        total += 1
        if isinstance(tree[key], dict):
            total += descend(tree[key], path + [key])
    return total


def build(depth, last):
    tree = {last: 1}
    for n in range(depth):
        tree = {"a%d" % n: 0, "b": tree, "c": n}
    return tree


print(descend(build(20, "leaf"), []))
print(descend(build(40, "end"), []))
