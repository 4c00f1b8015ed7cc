# Nested loops over a grid of bytes: the game of life on a torus.
def step(grid, width, height):
    out = bytearray(width * height)
    for y in range(height):
        above = (y - 1) % height * width
        here = y * width
        below = (y + 1) % height * width
        for x in range(width):
            left = (x - 1) % width
            right = (x + 1) % width
            near = grid[above + left] + grid[above + x] + grid[above + right] + grid[here + left]
            near += grid[here + right] + grid[below + left] + grid[below + x] + grid[below + right]
            if near == 3 or (near == 2 and grid[here + x]):
                out[here + x] = 1
    return out


def main():
    width, height = 48, 32
    grid = bytearray(width * height)
    state = 5
    for i in range(width * height):
        state = (state * 1103515245 + 12345) & 0x3FFFFFFF
        grid[i] = state >> 16 & 1
    for _ in range(600):
        grid = step(grid, width, height)
    checksum = 0
    for cell in grid:
        checksum = (checksum * 31 + cell) & 0xFFFFFF
    print(sum(grid), checksum)


main()
