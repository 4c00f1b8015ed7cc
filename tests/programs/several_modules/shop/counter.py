asked = []


def __getattr__(name):
    for _ in range(2):
        asked.append(name)
    if name.startswith("_") or name == "closed":
        raise AttributeError(name)
    return "counter " + name
