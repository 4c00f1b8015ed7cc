# lowered: f-strings with quotes, braces, lambdas and walrus inside, which MicroPython's parser does not take
log = []


def f(n):
    log.append(n)
    return n


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        total = 0
        for _ in range(self.cents % 7):
            total += 1
        return "%s$%d.%02d" % (spec, self.cents // 100, self.cents % 100)

    def __repr__(self):
        return "Money(%d)" % self.cents


x = 3
s = "ab"
w = 10
print(f"{x=} {x = } {x + 1=} {f(x)=} {x!r:>4} {x=:>4} {x=!r}")
print(f"{f(1)=:>{f(6)}}|", log)
print(f"{'a' + f'{1 + f(2)}'}", f"{f'{w}':>{w}}|", f"{{}} {{{w}}}")
print(f"{w:>{w}}|{w:0{w//2}d}|{3.14159:.{f(3)}f}|{3.14159:{f(8)}.{f(2)}f}|")
print(f'{"q"} {chr(39)} {"it" + chr(34)}', f"{'yes' if w > 5 else 'no'} {w if f(0) else f(9)}")
print(f"{(lambda q: q * 2)(4)} {[i for i in range(3)]} {(1, 2)} {w!s} {w!r} {s!r:>6}")
print(f"{w}" "b" 'c' f'{w + 1}' r'\n' f"\t{w}\n")
print(f"""several
{w}
  lines {f(
3)} '''{s}'''""")
print(f"{dict(a=1)['a']} {'{'} {'}'} {'a:b'} {'a!b'} {s[::-1]} {s[0:1]} { {'k': 5}['k'] } { {1} }")
print(rf"\d{w}\n", fr'{w}\x', f"", f"{1_000:d}", f"{s}{s!r}{s:}")
for i in range(3):
    print(f"{(n := w + i)} {n} {n:=5}|{(q := i):>3}|{q}")
for x in (0, 5, -17, 1000000):
    print(f"{x:d}|{x:5}|{x:<5}|{x:^7}|{x:+d}|{x:05d}|{x:x}|{x:#x}|{x:o}|{x:b}|{x:,}|{x: d}")
for x in (0.5, -2.75, 1e10):
    print(f"{x:.2f}|{x:10.3f}|{x:<10.1f}|{x:e}|{x:.1%}|{x:g}|{x:+.1f}|{x:010.2f}")
for s in ("", "a", "abcdef"):
    print(f"{s:>5}|{s:<5}|{s:^5}|{s:*^7}|{s:.3}|{s!r}|{s!r:>9}|{s[::-1]}|{s + 'x':>{len(s) + 2}}")
print(f"{Money(1234).cents} {Money(5)!r} {[Money(7)]}")


def table(rows):
    """Parts that take their time, in the order in which they stand."""
    lines = []
    for row in rows:
        lines.append(f"{f(row)}: {', '.join([f'{f(k)}={v!r}' for k, v in sorted(row_items(row))])} {f(-row)}")
    return lines


def row_items(n):
    total = 0
    for i in range(n * 3):
        total += i
    return [("k%d" % n, total), ("a", n)]


log.clear()
for line in table([1, 2, 3]):
    print(line)
print(log)
