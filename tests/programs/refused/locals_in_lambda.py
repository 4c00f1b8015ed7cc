# refused: 2:22 locals()
names = lambda a, b: locals()
print(sorted(names(1, 2)))
