"""Lowering operators that evaluate only some of their operands: and, or, if/else, chained comparison.

Nothing else lives here; every other expression is lowered in expressions.py.
"""

import ast
from collections.abc import Sequence


class OperatorLowering:
    out: list[ast.stmt]
    line: int

    def temp(self) -> str:
        raise NotImplementedError

    def store_raw(self, name: str, value: ast.expr) -> ast.stmt:
        raise NotImplementedError

    def expression(self, node: ast.expr) -> ast.expr:
        raise NotImplementedError

    def spill(self, value: ast.expr, force: bool = False) -> ast.expr:
        raise NotImplementedError

    def ordered(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        raise NotImplementedError

    def stable(self, node: ast.expr) -> bool:
        raise NotImplementedError

    def _branch(self, node: ast.expr, target: str) -> list[ast.stmt]:
        raise NotImplementedError

    def contained(self, node: ast.Compare, right: ast.expr) -> ast.expr:
        raise NotImplementedError

    def bool_op(self, node: ast.BoolOp) -> ast.expr:
        target = self.temp()
        statements = self._branch(node.values[-1], target)
        for value in reversed(node.values[:-1]):
            test: ast.expr = ast.Name(target, ast.Load())
            if isinstance(node.op, ast.Or):
                test = ast.UnaryOp(ast.Not(), test)
            statements = [*self._branch(value, target), ast.If(test, statements, [], lineno=self.line)]
        self.out += statements
        return ast.Name(target, ast.Load())

    def if_exp(self, node: ast.IfExp) -> ast.expr:
        test = self.expression(node.test)
        target = self.temp()
        body = self._branch(node.body, target)
        orelse = self._branch(node.orelse, target)
        self.out.append(ast.If(test, body, orelse, lineno=self.line))
        return ast.Name(target, ast.Load())

    def compare(self, node: ast.Compare) -> ast.expr:
        if len(node.ops) == 1:
            left, right = self.ordered([node.left, node.comparators[0]])
            return self.contained(ast.Compare(left, node.ops, [right]), node.comparators[0])
        target = self.temp()
        left = self.spill(self.expression(node.left))
        outer = self.out
        for index, (op, comparator) in enumerate(zip(node.ops, node.comparators, strict=False)):
            right = self.expression(comparator)
            if index < len(node.ops) - 1:
                right = self.spill(right, force=not self.stable(right))
            self.out.append(self.store_raw(target, ast.Compare(left, [op], [right])))
            if index < len(node.ops) - 1:
                branch: list[ast.stmt] = []
                self.out.append(ast.If(ast.Name(target, ast.Load()), branch, [], lineno=self.line))
                self.out = branch
            left = right
        self.out = outer
        return ast.Name(target, ast.Load())
