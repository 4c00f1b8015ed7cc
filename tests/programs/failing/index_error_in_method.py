# Ends in IndexError raised in a method called by another method.
class Grid:
    def __init__(self, width, height):
        self.rows = []
        for y in range(height):
            row = []
            for x in range(width):
                row.append(x * y)
            self.rows.append(row)

    def cell(self, x, y):
        return self.rows[y][x]

    def diagonal(self, length):
        total = 0
        for i in range(length):
            total += self.cell(i, i)
            print("diagonal", i, total)
        return total


grid = Grid(8, 6)
print(grid.diagonal(6))
print(grid.diagonal(8))
print("never")
