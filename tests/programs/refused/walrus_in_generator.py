# refused: 2:11 assignment in a generator expression
found = ((x := n) * 2 for n in range(4))
print(list(found), x)
