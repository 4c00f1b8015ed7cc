"""What MicroPython's builtins lack, in small files: a device loads one when a program calls what is in it.

finding.py says where each is. May live here: methods of builtin types, builtin functions and exceptions of CPython,
each with CPython's behaviour. May not: modules, which are compiled along with a program (sojourn_host/library).
"""

__all__: "list[str]" = []
