# refused: 8:15 slice beside a star
class Grid:
    def __getitem__(self, key):
        return len(key)


rest = (3, 4)
print(Grid(), Grid()[1:2, *rest])
