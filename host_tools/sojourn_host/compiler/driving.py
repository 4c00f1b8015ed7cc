"""Methods of generators that are taken as values: `feed = parser.send`, `iter(source.__next__, None)`.

Lives here: finding them in a module as it was written, and the calls of library/sojourn_driving.py in their place.  A
bound method of a native generator would run it as native code does, which no cut may go through; what stands there
instead is a function of the program.
"""

import ast

from .meanings import place_first

DRIVING = "sojourn_driving"
_LOCAL = "sojourn_driving_"  # what a module that has some calls it
_METHODS = {"send": "send", "throw": "throw", "close": "close", "__next__": "following"}
_SELF = {"self", "cls"}


def import_driving(tree: ast.Module) -> None:
    """Let a module that takes such methods as values import what stands in their place."""
    driving = _Driving(tree)
    driving.visit(tree)
    if driving.found:
        place_first(tree, ast.Import([ast.alias(DRIVING, _LOCAL)]))


class _Driving(ast.NodeTransformer):
    def __init__(self, tree: ast.Module) -> None:
        self.found = False
        nodes = list(ast.walk(tree))
        self.getattr = not any(isinstance(node, ast.FunctionDef) and node.name == "getattr" for node in nodes)
        self.known = _SELF | {node.name for node in nodes if isinstance(node, ast.ClassDef)}  # they are no generators
        for node in nodes:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self.known |= {alias.asname or alias.name.split(".")[0] for alias in node.names}

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Attribute):  # called at once
            node.func.value = self.visit(node.func.value)
            node.args = [self.visit(argument) for argument in node.args]
            node.keywords = [self.visit(keyword) for keyword in node.keywords]
            return node
        self.generic_visit(node)
        if self.getattr and isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) == 2:
            name = node.args[1]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                return self.made(node, node.args[0], name.value) or node
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return (self.made(node, node.value, node.attr) if isinstance(node.ctx, ast.Load) else None) or node

    def made(self, node: ast.expr, holder: ast.expr, name: str) -> ast.expr | None:
        """What stands for the attribute `name` of `holder`; None where that is no generator."""
        if name not in _METHODS or isinstance(holder, ast.Name) and holder.id in self.known:
            return None
        if isinstance(holder, ast.Call) and isinstance(holder.func, ast.Name) and holder.func.id == "super":
            return None
        self.found = True
        function = ast.Attribute(ast.Name(_LOCAL, ast.Load()), _METHODS[name], ast.Load())
        call = ast.Call(function, [holder], [])
        for leaf in (call, function, function.value):
            ast.copy_location(leaf, node)
        return call
