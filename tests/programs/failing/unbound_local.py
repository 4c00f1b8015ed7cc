# Ends in UnboundLocalError (MicroPython: NameError): a loop that never ran leaves its variable unset.
def last_even(items):
    for item in items:
        if item % 2 == 0:
            found = item
    return found


total = 0
for n in range(2, 20):
    total += last_even(range(n))
    print(n, total)
print(last_even([1, 3, 5]))
