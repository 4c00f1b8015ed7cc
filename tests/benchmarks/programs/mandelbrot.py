# Float loops: the Mandelbrot set with a function for each point.
def escape(cr, ci, limit):
    zr = zi = 0.0
    for n in range(limit):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return n
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return limit


def main():
    checksum = 0
    for row in range(190):
        for col in range(290):
            checksum = (checksum * 31 + escape(col / 290 * 3.0 - 2.1, row / 190 * 2.4 - 1.2, 100)) & 0xFFFFFF
    print(checksum)


main()
