"""A raytraced film in letters: balls on a chequered floor, with a lamp's soft shadows and reflections.

An ordinary program: nothing in it knows that it is moved. It draws picture after picture and has no end: whoever
watches stops it, and no machine is so fast that it is done before that.
"""

import math

WIDTH = 62
HEIGHT = 18
SAMPLES = 8  # rays for each letter: SAMPLES x SAMPLES
SHADES = " .,:;-=+*oxXO#%@"


class Ball:
    def __init__(self, x: float, y: float, z: float, radius: float, shine: float) -> None:
        self.x = x
        self.y = y
        self.z = z
        self.radius = radius
        self.shine = shine

    def distance(self, ox: float, oy: float, oz: float, dx: float, dy: float, dz: float) -> float:
        x = ox - self.x
        y = oy - self.y
        z = oz - self.z
        b = x * dx + y * dy + z * dz
        d = b * b - (x * x + y * y + z * z - self.radius * self.radius)
        return -b - math.sqrt(d) if d > 0.0 else 0.0

    def normal(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        return (x - self.x) / self.radius, (y - self.y) / self.radius, (z - self.z) / self.radius

    def brightness(self, x: float, z: float) -> float:
        return 1.0


class Floor:
    shine = 0.2

    def distance(self, ox: float, oy: float, oz: float, dx: float, dy: float, dz: float) -> float:
        return -(oy + 1.0) / dy if dy < -0.001 else 0.0

    def normal(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        return 0.0, 1.0, 0.0

    def brightness(self, x: float, z: float) -> float:
        return 0.95 if (math.floor(x) + math.floor(z)) % 2 else 0.2


hopping = Ball(0.5, -0.35, 3.0, 0.65, 0.25)
things: list[Ball | Floor] = [
    Ball(-1.3, 0.0, 4.2, 1.0, 0.5),
    hopping,
    Ball(1.9, 0.35, 5.2, 1.35, 0.6),
    Floor(),
]


def nearest(ox: float, oy: float, oz: float, dx: float, dy: float, dz: float) -> tuple[Ball | Floor | None, float]:
    found = None
    best = 60.0
    for thing in things:
        far = thing.distance(ox, oy, oz, dx, dy, dz)
        if 0.001 < far < best:
            best = far
            found = thing
    return found, best


def light(ox: float, oy: float, oz: float, dx: float, dy: float, dz: float, lamp: float, bounces: int) -> float:
    thing, far = nearest(ox, oy, oz, dx, dy, dz)
    if thing is None:
        return 0.05 + 0.4 * max(dy, 0.0)
    x = ox + dx * far
    y = oy + dy * far
    z = oz + dz * far
    nx, ny, nz = thing.normal(x, y, z)
    shade = 0.05
    facing = nx * lamp + ny * 0.74 - nz * 0.36
    if facing > 0.0 and nearest(x, y, z, lamp, 0.74, -0.36)[0] is None:
        shade += facing * thing.brightness(x, z)
    if bounces > 0:
        k = 2.0 * (dx * nx + dy * ny + dz * nz)
        mirrored = light(x, y, z, dx - k * nx, dy - k * ny, dz - k * nz, lamp, bounces - 1)
        shade += (mirrored - shade) * thing.shine
    return shade


def letter(row: int, column: int, lamp_x: float) -> str:
    total = 0.0
    for i in range(SAMPLES):
        lamp = lamp_x + 0.16 * i / SAMPLES  # each ray has a lamp of its own: that makes shadows soft
        for j in range(SAMPLES):
            x = (column + (i + 0.5) / SAMPLES - WIDTH / 2) / WIDTH * 2.4
            y = (HEIGHT / 2 - row - (j + 0.5) / SAMPLES) / HEIGHT * 1.45
            size = math.sqrt(x * x + y * y + 2.2)
            total += light(0.0, 0.35, -1.2, x / size, y / size, 1.48 / size, lamp, 3)
    return SHADES[min(len(SHADES) - 1, int(total / (SAMPLES * SAMPLES) * len(SHADES)))]


picture = 0
while True:
    step = picture % 12
    hopping.y = -0.35 + 0.035 * step * (12 - step)
    for row in range(HEIGHT):
        for column in range(WIDTH):
            print(letter(row, column, -0.65 + 0.09 * step), end="")
        print()
    picture += 1
