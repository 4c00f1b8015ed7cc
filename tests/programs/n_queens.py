# N-queens three ways: recursion with sets, bit masks, and a class with explicit backtracking; boards drawn as text.
def by_sets(n):
    solutions = []
    columns, rising, falling = set(), set(), set()

    def place(row, chosen):
        if row == n:
            solutions.append(chosen)
            return
        for col in range(n):
            if col in columns or row + col in rising or row - col in falling:
                continue
            columns.add(col)
            rising.add(row + col)
            falling.add(row - col)
            place(row + 1, chosen + [col])
            columns.remove(col)
            rising.remove(row + col)
            falling.remove(row - col)

    place(0, [])
    return solutions


def by_bits(n, row=0, columns=0, left=0, right=0):
    if row == n:
        return 1
    count = 0
    free = ((1 << n) - 1) & ~(columns | left | right)
    while free:
        bit = free & -free
        free ^= bit
        count += by_bits(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


class Board:
    def __init__(self, n):
        self.n = n
        self.queens = []
        self.tries = 0

    def attacked(self, col):
        row = len(self.queens)
        for r, c in enumerate(self.queens):
            self.tries += 1
            if c == col or abs(c - col) == row - r:
                return True
        return False

    def first(self):
        col = 0
        while len(self.queens) < self.n:
            while col < self.n:
                if not self.attacked(col):
                    self.queens.append(col)
                    col = 0
                    break
                col += 1
            else:
                if not self.queens:
                    return None
                col = self.queens.pop() + 1
        return self.queens

    def __str__(self):
        rows = []
        for col in self.queens:
            rows.append("." * col + "Q" + "." * (self.n - col - 1))
        return "\n".join(rows)


for n in range(1, 6):
    found = by_sets(n)
    print(n, len(found), by_bits(n), found[0] if found else None)
for n in (5, 6):
    board = Board(n)
    print(board.first(), board.tries)
    print(board)
print(Board(3).first())
symmetric = [s for s in by_sets(5) if [4 - c for c in s][::-1] == s]
print(symmetric)
