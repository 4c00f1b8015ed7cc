# refused: 6:12 importlib.import_module()
import importlib


def load(name):
    return importlib.import_module(name)


print(load("math").floor(2.5))
