# refused: 4:9 exec()
class Shell:
    def run(self, line):
        exec(line)


Shell().run("print(1)")
