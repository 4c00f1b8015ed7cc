# Ends in ZeroDivisionError raised by module code, after a loop at the top level.
total = 0
for i in range(60):
    total += i * i
    if i % 20 == 0:
        print("at", i, total)
print("total", total)
for divisor in range(3, -1, -1):
    print("quotient", total // divisor)
print("never")
