# refused: 3:1 subclass of type
# A class of classes, made by calling it.
class Registry(type):
    def size(cls):
        return len(cls.__name__)


Made = Registry("Made", (), {})
print(Made.size())
