# A sudoku solver (4x4 and 6x6) by constraint and backtracking: the number of guesses and of dead ends is printed.
class Dead(Exception):
    pass


class Sudoku:
    def __init__(self, size, box_rows, box_cols, text):
        self.size = size
        self.box_rows = box_rows
        self.box_cols = box_cols
        self.everything = (1 << size) - 1
        self.cells = [self.everything] * (size * size)
        self.guesses = self.dead_ends = self.deepest = 0
        self.peers = [self.peers_of(i) for i in range(size * size)]
        for i, mark in enumerate(text):
            if mark != ".":
                self.assign(self.cells, i, 1 << (int(mark) - 1))

    def peers_of(self, i):
        r, c = divmod(i, self.size)
        out = set()
        for k in range(self.size):
            out.add(r * self.size + k)
            out.add(k * self.size + c)
        top = r - r % self.box_rows
        left = c - c % self.box_cols
        for dr in range(self.box_rows):
            for dc in range(self.box_cols):
                out.add((top + dr) * self.size + left + dc)
        out.remove(i)
        return sorted(out)

    def assign(self, cells, i, bit):
        if not cells[i] & bit:
            raise Dead(i)
        cells[i] = bit
        for peer in self.peers[i]:
            if cells[peer] & bit:
                cells[peer] &= ~bit
                if not cells[peer]:
                    raise Dead(peer)
                if single(cells[peer]):
                    self.assign(cells, peer, cells[peer])

    def choose(self, cells):
        best = None
        for i, options in enumerate(cells):
            if single(options):
                continue
            n = count(options)
            if best is None or n < best[0]:
                best = (n, i)
                if n == 2:
                    break
        return best

    def solve(self, cells=None, depth=0):
        if cells is None:
            cells = self.cells
        self.deepest = max(self.deepest, depth)
        choice = self.choose(cells)
        if choice is None:
            return cells
        _, i = choice
        options = cells[i]
        while options:
            bit = options & -options
            options ^= bit
            attempt = cells[:]
            self.guesses += 1
            try:
                self.assign(attempt, i, bit)
                return self.solve(attempt, depth + 1)
            except Dead:
                self.dead_ends += 1
        raise Dead(i)

    def show(self, cells):
        for r in range(self.size):
            row = cells[r * self.size : (r + 1) * self.size]
            print(" ".join([str(value(x)) if single(x) else "." for x in row]))


def single(options):
    return options & (options - 1) == 0


def count(options):
    n = 0
    while options:
        options &= options - 1
        n += 1
    return n


def value(options):
    n = 1
    while options > 1:
        options >>= 1
        n += 1
    return n


PUZZLES = [
    (4, 2, 2, "1.....3..4....2."),
    (6, 2, 3, "1....6..3..........2.5......4.......2..."[:36]),
    (6, 2, 3, "." * 36),
    (4, 2, 2, "12..34.........."),
]
for number, (size, rows, cols, text) in enumerate(PUZZLES):
    print("puzzle", number)
    try:
        puzzle = Sudoku(size, rows, cols, text)
        puzzle.show(puzzle.cells)
        print("-" * 11)
        puzzle.show(puzzle.solve())
    except Dead as e:
        print("no solution, dead at", e.args[0])
    else:
        print("guesses", puzzle.guesses, "dead ends", puzzle.dead_ends, "deepest", puzzle.deepest)
try:
    Sudoku(4, 2, 2, "11..............")
except Dead as e:
    print("contradiction at", e.args[0])
