print("late loaded")
def go(n):
    return [go(n - 1)] if n else []
