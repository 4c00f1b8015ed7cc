# Floats in attributes: the n-body simulation.
class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx * 365.24, vy * 365.24, vz * 365.24
        self.mass = mass * 39.47841760435743


BODIES = (
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    (4.84143144, -1.16032004, -0.103622044, 0.00166007664, 0.00769901118, -0.0000690460016, 0.000954791938),
    (8.34336671, 4.12479856, -0.403523417, -0.00276742510, 0.00499852801, 0.0000230417297, 0.000285885980),
    (12.8943695, -15.1111514, -0.223307578, 0.00296460137, 0.00237847173, -0.0000296589568, 0.0000436624404),
    (15.3796971, -25.9193146, 0.179258772, 0.00268067772, 0.00162824170, -0.0000951592254, 0.0000515138902),
)


def pairs_of(bodies):
    out = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            out.append((bodies[i], bodies[j]))
    return out


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        square = dx * dx + dy * dy + dz * dz
        pull = dt / (square * square**0.5)
        a_pull = a.mass * pull
        b_pull = b.mass * pull
        a.vx -= dx * b_pull
        a.vy -= dy * b_pull
        a.vz -= dz * b_pull
        b.vx += dx * a_pull
        b.vy += dy * a_pull
        b.vz += dz * a_pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies, pairs):
    total = 0.0
    for body in bodies:
        total += 0.5 * body.mass * (body.vx**2 + body.vy**2 + body.vz**2)
    for a, b in pairs:
        total -= a.mass * b.mass / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2) ** 0.5
    return total


def main():
    bodies = [Body(*row) for row in BODIES]
    pairs = pairs_of(bodies)
    print("%.8f" % energy(bodies, pairs))
    for _ in range(30000):
        advance(bodies, pairs, 0.01)
    print("%.8f" % energy(bodies, pairs))


main()
