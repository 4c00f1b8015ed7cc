class Tree:
    def __init__(self, depth):
        self.depth = depth
        self.left = Tree(depth - 1) if depth else None

    def total(self):
        return self.depth + (self.left.total() if self.left else 0)


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


print(Tree(10).total(), fib(15))
