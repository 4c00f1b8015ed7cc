# Game of life: a class over a set of cells, wrapping and unbounded, patterns recognised by period and shift.
def parse(picture):
    cells = set()
    for r, line in enumerate(picture.split("/")):
        for c, mark in enumerate(line):
            if mark == "#":
                cells.add((r, c))
    return cells


class Life:
    def __init__(self, cells, wrap=None):
        self.cells = set(cells)
        self.wrap = wrap
        self.age = 0

    def neighbours(self, cell):
        r, c = cell
        out = []
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                if dr == 0 and dc == 0:
                    continue
                nr, nc = r + dr, c + dc
                if self.wrap:
                    nr %= self.wrap
                    nc %= self.wrap
                out.append((nr, nc))
        return out

    def step(self):
        counts = {}
        for cell in self.cells:
            for other in self.neighbours(cell):
                counts[other] = counts.get(other, 0) + 1
        born = set()
        for cell in counts:
            n = counts[cell]
            if n == 3 or n == 2 and cell in self.cells:
                born.add(cell)
        self.cells = born
        self.age += 1
        return self

    def normal(self):
        if not self.cells:
            return ()
        top = min([r for r, c in self.cells])
        left = min([c for r, c in self.cells])
        return tuple(sorted([(r - top, c - left) for r, c in self.cells]))

    def picture(self):
        shape = self.normal()
        if not shape:
            return ["(empty)"]
        height = max([r for r, c in shape]) + 1
        width = max([c for r, c in shape]) + 1
        rows = []
        for r in range(height):
            row = ""
            for c in range(width):
                row += "#" if (r, c) in shape else "."
            rows.append(row)
        return rows


def classify(cells, limit=12):
    life = Life(cells)
    seen = {life.normal(): (0, sorted(life.cells)[:1])}
    while life.age < limit:
        life.step()
        shape = life.normal()
        if not shape:
            return "dies at %d" % life.age
        if shape in seen:
            age, corner = seen[shape]
            kind = "moves" if sorted(life.cells)[:1] != corner else "still" if life.age - age == 1 else "blinks"
            return "%s, period %d" % (kind, life.age - age)
        seen[shape] = (life.age, sorted(life.cells)[:1])
    return "unknown after %d" % limit


patterns = {
    "block": "##/##",
    "blinker": "###",
    "toad": ".###/###",
    "glider": ".#./..#/###",
    "pair": "##",
    "r-pentomino": ".##/##./.#.",
}
for name in sorted(patterns):
    print(name, classify(parse(patterns[name]), 5))
life = Life(parse(patterns["r-pentomino"]))
for _ in range(5):
    life.step()
print(life.age, len(life.cells))
print("\n".join(life.picture()))
torus = Life(parse(patterns["glider"]), wrap=6)
start = torus.normal()
for generation in range(8):
    print(generation, sorted(torus.cells))
    torus.step()
print(torus.normal() == start, Life([]).picture())
