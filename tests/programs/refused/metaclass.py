# refused: 2:1 subclass of type
class Meta(type):
    def __new__(cls, name, bases, body, **options):
        body["options"] = sorted(options)
        return super().__new__(cls, name, bases, body)


class Made(metaclass=Meta, size=3):
    def report(self):
        return len(self.options)


print(Made().report())
