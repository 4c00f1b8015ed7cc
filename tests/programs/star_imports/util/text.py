calls = 0
def center(s, w):
    global calls
    calls += 1
    pad = w - len(s)
    return "." * (pad // 2) + s + "." * (pad - pad // 2)
