# A raytracer drawing in ASCII: vectors with operators, spheres and a floor, shadows, one reflection.
import math


class Vec:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def reflect(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Thing:
    shine = 0.0

    def light(self, point):
        return 1.0


class Sphere(Thing):
    def __init__(self, centre, radius, shine):
        self.centre = centre
        self.radius = radius
        self.shine = shine

    def hit(self, origin, direction):
        oc = origin - self.centre
        b = oc.dot(direction)
        c = oc.dot(oc) - self.radius * self.radius
        d = b * b - c
        if d < 0:
            return None
        root = math.sqrt(d)
        for t in (-b - root, -b + root):
            if t > 0.001:
                return t
        return None

    def normal(self, point):
        return (point - self.centre).unit()


class Floor(Thing):
    def __init__(self, y):
        self.y = y

    def hit(self, origin, direction):
        if abs(direction.y) < 0.0001:
            return None
        t = (self.y - origin.y) / direction.y
        return t if t > 0.001 else None

    def normal(self, point):
        return Vec(0.0, 1.0, 0.0)

    def light(self, point):
        return 1.0 if (math.floor(point.x) + math.floor(point.z)) % 2 else 0.45


class Scene:
    def __init__(self, things, lamp):
        self.things = things
        self.lamp = lamp
        self.rays = 0

    def nearest(self, origin, direction):
        best = None
        what = None
        for thing in self.things:
            t = thing.hit(origin, direction)
            if t is None:
                continue
            if best is None or t < best:
                best, what = t, thing
        return best, what

    def trace(self, origin, direction, depth=0):
        self.rays += 1
        t, thing = self.nearest(origin, direction)
        if thing is None:
            return 0.25 + 0.25 * direction.y if direction.y > 0 else 0.0
        point = origin + direction * t
        normal = thing.normal(point)
        to_lamp = (self.lamp - point).unit()
        blocked, _ = self.nearest(point, to_lamp)
        light = 0.08
        if blocked is None:
            light += max(0.0, normal.dot(to_lamp)) * thing.light(point)
        if thing.shine and depth < 2:
            light = light * (1 - thing.shine) + thing.shine * self.trace(point, direction.reflect(normal), depth + 1)
        return light


def draw(scene, width, height):
    ramp = " .:-=+*#%@"
    for row in range(height):
        line = ""
        for col in range(width):
            x = (col - width / 2.0 + 0.53) / width * 2.0
            y = (height / 2.0 - row - 0.47) / height * 1.4
            light = scene.trace(Vec(0.0, 0.3, -3.0), Vec(x, y, 1.7).unit())
            line += ramp[min(len(ramp) - 1, int(light * len(ramp)))]
        print("|" + line + "|")


scene = Scene(
    [
        Sphere(Vec(-0.75, 0.1, 0.3), 0.8, 0.3),
        Sphere(Vec(0.85, -0.2, -0.3), 0.5, 0.0),
        Floor(-0.71),
    ],
    Vec(-3.0, 4.0, -3.5),
)
draw(scene, 20, 7)
print(scene.rays)
