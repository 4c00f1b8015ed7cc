# Tic-tac-toe by minimax with alpha-beta and a memory of positions; boards drawn as the two players move.
LINES = []
for n in range(3):
    LINES.append((n * 3, n * 3 + 1, n * 3 + 2))
    LINES.append((n, n + 3, n + 6))
LINES += [(0, 4, 8), (2, 4, 6)]


class IllegalMove(Exception):
    pass


class Board:
    def __init__(self, cells="." * 9):
        self.cells = cells

    def play(self, square, mark):
        if not 0 <= square < 9:
            raise IllegalMove("no square %d" % square)
        if self.cells[square] != ".":
            raise IllegalMove("square %d is taken by %s" % (square, self.cells[square]))
        return Board(self.cells[:square] + mark + self.cells[square + 1 :])

    def winner(self):
        for a, b, c in LINES:
            if self.cells[a] != "." and self.cells[a] == self.cells[b] == self.cells[c]:
                return self.cells[a]
        return None

    def free(self):
        return [i for i, cell in enumerate(self.cells) if cell == "."]

    def full(self):
        return "." not in self.cells

    def __str__(self):
        return "/".join([self.cells[i : i + 3] for i in (0, 3, 6)])


class Player:
    def __init__(self, mark):
        self.mark = mark
        self.looked = 0

    def other(self):
        return "O" if self.mark == "X" else "X"


class Careful(Player):
    def __init__(self, mark):
        super().__init__(mark)
        self.memory = {}

    def move(self, board):
        best = None
        for square in board.free():
            value = self.value(board.play(square, self.mark), False, -2, 2)
            if best is None or value > best[0]:
                best = (value, square)
                if value == 1:
                    break
        return best[1]

    def value(self, board, mine, low, high):
        self.looked += 1
        key = (board.cells, mine)
        if key in self.memory:
            return self.memory[key]
        won = board.winner()
        if won:
            return 1 if won == self.mark else -1
        if board.full():
            return 0
        best = -2 if mine else 2
        for square in board.free():
            value = self.value(board.play(square, self.mark if mine else self.other()), not mine, low, high)
            if mine:
                best = max(best, value)
                low = max(low, best)
            else:
                best = min(best, value)
                high = min(high, best)
            if low >= high:
                break
        else:
            self.memory[key] = best
        return best


class Scripted(Player):
    def __init__(self, mark, squares):
        super().__init__(mark)
        self.squares = list(squares)

    def move(self, board):
        self.looked += 1
        if self.squares:
            return self.squares.pop(0)
        return board.free()[-1]


def game(board, first, second):
    turn, waiting = first, second
    refused = 0
    while True:
        square = turn.move(board)
        try:
            board = board.play(square, turn.mark)
        except IllegalMove as e:
            print("   ", turn.mark, "tried:", e)
            refused += 1
            if refused > 3:
                return "forfeit by " + turn.mark
            continue
        print("   ", turn.mark, square, board)
        if board.winner():
            return board.winner() + " wins"
        if board.full():
            return "draw"
        turn, waiting = waiting, turn


careful = Careful("O")
print(game(Board("X...O...."), Scripted("X", [8, 4, 7]), careful), careful.looked, len(careful.memory))
careful = Careful("X")
print(game(Board("OX.....X."), Scripted("O", [8, 2]), careful), careful.looked, len(careful.memory))
one, two = Careful("X"), Careful("O")
print(game(Board("X.O.O...X"), one, two), one.looked, two.looked)
print(game(Board("XO......."), Scripted("X", [0, 0, 9, 1]), Careful("O")))
