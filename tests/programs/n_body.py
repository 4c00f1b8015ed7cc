# N-body: planets as objects, a symplectic integrator, energies printed with fixed digits.
PI = 3.141592653589793
SOLAR_MASS = 4 * PI * PI
DAYS = 365.24


class Body:
    def __init__(self, name, position, velocity, mass):
        self.name = name
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = [v * DAYS for v in velocity]
        self.mass = mass * SOLAR_MASS

    def kinetic(self):
        return 0.5 * self.mass * (self.vx * self.vx + self.vy * self.vy + self.vz * self.vz)

    def momentum(self):
        return self.vx * self.mass, self.vy * self.mass, self.vz * self.mass

    def __str__(self):
        return "%-8s %10.6f %10.6f %10.6f" % (self.name, self.x, self.y, self.z)


def system():
    return [
        Body("sun", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0),
        Body(
            "jupiter",
            (4.84143144246472090, -1.16032004402742839, -0.103622044471123109),
            (0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023),
            0.000954791938424326609,
        ),
        Body(
            "saturn",
            (8.34336671824457987, 4.12479856412430479, -0.403523417114321381),
            (-0.00276742510726411221, 0.00499852801234917238, 0.0000230417297573763929),
            0.000285885980666130812,
        ),
        Body(
            "uranus",
            (12.8943695621391310, -15.1111514016986312, -0.223307578892655734),
            (0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556),
            0.0000436624404335156298,
        ),
    ]


def pairs(items):
    out = []
    for i in range(len(items) - 1):
        for j in range(i + 1, len(items)):
            out.append((items[i], items[j]))
    return out


def offset(bodies):
    px = py = pz = 0.0
    for body in bodies:
        mx, my, mz = body.momentum()
        px += mx
        py += my
        pz += mz
    sun = bodies[0]
    sun.vx, sun.vy, sun.vz = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS


def energy(bodies, couples):
    total = 0.0
    for body in bodies:
        total += body.kinetic()
    for a, b in couples:
        dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        total -= a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def advance(bodies, couples, dt, steps):
    for _ in range(steps):
        for a, b in couples:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            mag = dt / (dx * dx + dy * dy + dz * dz) ** 1.5
            am = a.mass * mag
            bm = b.mass * mag
            a.vx -= dx * bm
            a.vy -= dy * bm
            a.vz -= dz * bm
            b.vx += dx * am
            b.vy += dy * am
            b.vz += dz * am
        for body in bodies:
            body.x += dt * body.vx
            body.y += dt * body.vy
            body.z += dt * body.vz


bodies = system()
couples = pairs(bodies)
offset(bodies)
print("%.9f" % energy(bodies, couples))
for year in range(3):
    advance(bodies, couples, 0.05, 20)
    print("year", year + 1)
    for body in bodies:
        print(body)
print("%.9f" % energy(bodies, couples))
