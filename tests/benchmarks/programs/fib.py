# Calls: Fibonacci by recursion, the worst case for a check after every call.
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main():
    print(fib(32))


main()
