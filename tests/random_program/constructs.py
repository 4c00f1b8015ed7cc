"""Counts the constructs of a program's text, for histograms of what random programs are made of."""

import ast
from collections import Counter


def constructs(source: str) -> "Counter[str]":
    """How often each construct stands in the text: names of the ast's nodes, and what is nested in what."""
    found: Counter[str] = Counter()

    def visit(node: ast.AST, inside: tuple[str, ...]) -> None:
        kind = type(node).__name__
        if isinstance(node, (ast.stmt, ast.expr)) and not isinstance(node, (ast.Name, ast.Constant)):
            found[kind] += 1
        if isinstance(node, (ast.For, ast.While)) and node.orelse:
            found[kind + " else"] += 1
        if isinstance(node, (ast.Return, ast.Break, ast.Continue, ast.Raise)) and inside:
            found[f"{kind} in {inside[-1]}"] += 1
        if isinstance(node, (ast.FunctionDef, ast.Lambda)) and "function" in inside:
            found["closure"] += 1
        if isinstance(node, ast.Try):
            parts = [("try", node.body), ("else", node.orelse), ("finally", node.finalbody)]
            parts += [("except", handler.body) for handler in node.handlers]
            for name, statements in parts:
                if statements and name != "try":
                    found["Try " + name] += 1
                for statement in statements:
                    visit(statement, (*inside, name))
            return
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            inside = (*inside, "function")
        elif isinstance(node, (ast.For, ast.While)):
            inside = (*inside, "loop")
        elif isinstance(node, ast.With):
            inside = (*inside, "with")
        for child in ast.iter_child_nodes(node):
            visit(child, inside)

    visit(ast.parse(source), ())
    return found
