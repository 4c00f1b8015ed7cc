# Shortest paths with a heap of our own: a binary heap class, Dijkstra over a grid and a graph, and Floyd-Warshall to check.
class Heap:
    def __init__(self):
        self.items = []
        self.moves = 0

    def __len__(self):
        return len(self.items)

    def push(self, item):
        items = self.items
        items.append(item)
        at = len(items) - 1
        while at:
            up = (at - 1) // 2
            if items[up] <= items[at]:
                break
            items[up], items[at] = items[at], items[up]
            self.moves += 1
            at = up

    def pop(self):
        items = self.items
        if not items:
            raise IndexError("empty heap")
        top = items[0]
        last = items.pop()
        if items:
            items[0] = last
            self._down(0)
        return top

    def _down(self, at):
        items = self.items
        while True:
            child = 2 * at + 1
            if child >= len(items):
                return
            if child + 1 < len(items) and items[child + 1] < items[child]:
                child += 1
            if items[at] <= items[child]:
                return
            items[at], items[child] = items[child], items[at]
            self.moves += 1
            at = child


class Unreachable(Exception):
    pass


class Graph:
    def __init__(self):
        self.edges = {}

    def add(self, a, b, cost):
        self.edges.setdefault(a, []).append((b, cost))
        self.edges.setdefault(b, []).append((a, cost))

    def shortest(self, start, goal):
        best = {start: 0}
        came = {}
        heap = Heap()
        heap.push((0, start))
        while heap:
            cost, node = heap.pop()
            if node == goal:
                path = [node]
                while node in came:
                    node = came[node]
                    path.append(node)
                path.reverse()
                return cost, path
            if cost > best[node]:
                continue
            for other, step in self.edges.get(node, ()):
                new = cost + step
                if other not in best or new < best[other]:
                    best[other] = new
                    came[other] = node
                    heap.push((new, other))
        raise Unreachable("%s to %s" % (start, goal))


def all_pairs(graph):
    nodes = sorted(graph.edges)
    table = {}
    for a in nodes:
        for b in nodes:
            table[a, b] = 0 if a == b else 9999
        for b, cost in graph.edges[a]:
            table[a, b] = min(table[a, b], cost)
    for k in nodes:
        for a in nodes:
            for b in nodes:
                through = table[a, k] + table[k, b]
                if through < table[a, b]:
                    table[a, b] = through
    return table


heap = Heap()
for n in range(20):
    heap.push(n * 37 % 23)
drained = []
while heap:
    drained.append(heap.pop())
print(drained, heap.moves)
try:
    heap.pop()
except IndexError as e:
    print(e)

graph = Graph()
for line in "A B 4,A C 2,C B 1,B D 5,C D 8,D E 3,C E 10,X Y 1".split(","):
    a, b, cost = line.split()
    graph.add(a, b, int(cost))
table = all_pairs(graph)
for goal in "BCDEAX":
    try:
        cost, path = graph.shortest("A", goal)
        print(goal, cost, "-".join(path), table["A", goal] == cost)
    except Unreachable as e:
        print("unreachable:", e, table["A", goal])

MAZE = """
S.#....
..#.##.
....#..
###.#.#
......G
"""
rows = MAZE.split()
grid = Graph()
start = goal = None
for r, row in enumerate(rows):
    for c, mark in enumerate(row):
        if mark == "#":
            continue
        if mark == "S":
            start = (r, c)
        elif mark == "G":
            goal = (r, c)
        for r2, c2 in ((r + 1, c), (r, c + 1)):
            if r2 < len(rows) and c2 < len(row) and rows[r2][c2] != "#":
                grid.add((r, c), (r2, c2), 1 + (r * c) % 3)
cost, path = grid.shortest(start, goal)
print(cost, len(path))
canvas = [list(row) for row in rows]
for r, c in path[1:-1]:
    canvas[r][c] = "*"
for row in canvas:
    print("".join(row))
