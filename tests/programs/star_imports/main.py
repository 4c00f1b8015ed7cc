# `from package.module import *` with and without `__all__`, module state, late imports.
import shapes
from shapes import Circle, area_sum as total
import util.text as ut
from util import VERSION, text
from util.nums import *
import state

shapes_list = [Circle(2), shapes.Square(3), shapes.Square(side=4)]
print(total(shapes_list), VERSION)
for s in shapes_list:
    print(ut.center(s.label(), 12), text.calls)
print(gcd(48, 36), lcm(4, 6), [n for n in primes(30)])
for i in range(5):
    state.bump(i)
print(state.value, state.history)
from state import value
state.value = 1000
state.bump(1)
print(value, state.value)
state.extra = "set from outside"
print(state.get_extra())
try:
    shapes.Square(-1)
except shapes.BadShape as e:
    print("bad:", e)
try:
    import not_there
except ImportError:
    print("no module")
def lazy():
    import late
    return late.go(3)
print(lazy(), lazy())
print(__name__, shapes.__name__, ut.__name__)
