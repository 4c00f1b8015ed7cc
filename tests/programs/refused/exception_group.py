# refused: 2:1 except*
try:
    raise ExceptionGroup("several", [ValueError(1), KeyError("k")])
except* ValueError as group:
    print(len(group.exceptions))
except* KeyError:
    print("key")
