# refused: 5:16 dir()
class Report:
    def names(self):
        first = 1
        return dir(), first


print(len(Report().names()))
