# refused: 4:14 eval()
total = 0
for n in range(5):
    total += eval("n * n")
print(total)
