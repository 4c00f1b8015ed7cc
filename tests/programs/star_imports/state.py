value = 0
history = []
def bump(n):
    global value
    value += n
    history.append(value)
def get_extra():
    return extra
