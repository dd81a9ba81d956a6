"""What the text of a test says it calls and which numbers stand in it, read from its syntax tree."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.response import RESPONSES
from tools.responses import FUNCTIONS

RESPONSE = "sim.response"


@dataclass(frozen=True)
class Module:
    """A file of tests: its functions, the values of its names, and what it imports from the responses."""

    functions: dict[str, ast.FunctionDef]
    values: dict[str, ast.expr]
    imported: frozenset[str]


@cache
def module_of(path: Path) -> Module:
    """Return what a file of tests holds."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        name.asname or name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(RESPONSE)
        for name in node.names
    }
    values = {
        name.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return Module(functions, values, frozenset(names))


def known(name: str) -> bool:
    """Return whether docs/responses.md has a response or a function of that name."""
    return name in RESPONSES or name in {function.__name__ for function, *_ in FUNCTIONS}


def bare(function: ast.FunctionDef) -> list[ast.AST]:
    """Return what a function is made of, its docstring left out."""
    return [*function.decorator_list, *(function.body[1:] if ast.get_docstring(function) else function.body)]


def text_of(path: Path, test: str) -> list[ast.AST]:
    """Return the nodes of a test and of the functions and values of its file that it names."""
    module = module_of(path)
    wanted, seen = [test], set[str]()
    nodes: list[ast.AST] = []
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        parts = bare(module.functions[name]) if name in module.functions else [module.values[name]]
        found = [node for part in parts for node in ast.walk(part)]
        nodes += found
        names = {node.id for node in found if isinstance(node, ast.Name)}
        wanted += sorted(names & (module.functions.keys() | module.values.keys()))
    return nodes


def called_by(path: Path, test: str) -> set[str]:
    """Return the responses and functions of responses that a test calls, itself or through a function of its file.

    A response counts when its name stands in a text that looks names up in RESPONSES; a function, when it is called.
    """
    imported, nodes = module_of(path).imported, text_of(path, test)
    called = (node.func for node in nodes if isinstance(node, ast.Call))
    found = set()
    for function in called:
        if isinstance(function, ast.Name) and function.id in imported:
            found.add(function.id)
        elif isinstance(function, ast.Attribute) and ast.unparse(function.value) in imported:
            found.add(function.attr)
    subscripts = [node for node in nodes if isinstance(node, ast.Subscript)]
    if any(ast.unparse(node.value) == "RESPONSES" for node in subscripts):
        fields = {id(node.slice) for node in subscripts if ast.unparse(node.value) != "RESPONSES"}
        constants = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in fields]
        found |= {node.value for node in constants if node.value in RESPONSES}
    return found


def constants_of(path: Path, test: str) -> list[object]:
    """Return the constants that stand in a test and in the functions of its file that it calls."""
    return [node.value for node in text_of(path, test) if isinstance(node, ast.Constant)]
