# Small objects and operators: a raytracer over spheres, printing a checksum of the picture.
import math


class Vec:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def plus(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def minus(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def times(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    def unit(self):
        return self.times(1.0 / math.sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, colour):
        self.centre = centre
        self.radius = radius
        self.colour = colour

    def hit(self, origin, ray):
        to = origin.minus(self.centre)
        b = to.dot(ray)
        d = b * b - to.dot(to) + self.radius * self.radius
        if d <= 0:
            return None
        t = -b - math.sqrt(d)
        return t if t > 0.001 else None


class Scene:
    def __init__(self):
        self.spheres = []
        self.lamp = Vec(-5.0, 6.0, -4.0)

    def add(self, sphere):
        self.spheres.append(sphere)

    def nearest(self, origin, ray):
        best = None
        found = None
        for sphere in self.spheres:
            t = sphere.hit(origin, ray)
            if t is not None and (best is None or t < best):
                best = t
                found = sphere
        return best, found

    def trace(self, origin, ray, depth):
        t, sphere = self.nearest(origin, ray)
        if sphere is None:
            return 0.2 + 0.3 * abs(ray.y)
        point = origin.plus(ray.times(t))
        normal = point.minus(sphere.centre).unit()
        to_lamp = self.lamp.minus(point).unit()
        light = 0.1
        if self.nearest(point, to_lamp)[1] is None:
            light += max(0.0, normal.dot(to_lamp)) * sphere.colour
        if depth:
            back = ray.minus(normal.times(2 * ray.dot(normal)))
            light = 0.7 * light + 0.3 * self.trace(point, back, depth - 1)
        return light


def picture(scene, width, height):
    checksum = 0
    for row in range(height):
        for col in range(width):
            ray = Vec((col - width / 2) / width, (height / 2 - row) / height, 1.0).unit()
            light = scene.trace(Vec(0.0, 0.0, -4.0), ray, 2)
            checksum = (checksum * 31 + int(light * 255)) & 0xFFFFFF
    return checksum


def main():
    scene = Scene()
    for n in range(6):
        scene.add(Sphere(Vec(n % 3 - 1.1, n // 3 - 0.6, 0.4 * n), 0.6, 0.5 + n * 0.1))
    print(picture(scene, 200, 150))


main()
