"""The lint of the rule dialect: what CPython and numba both run with the same bits.

The dialect: numbers, named tuples, records and enum members in, numbers out; ``if``, ``while``, ``for k in range``,
arithmetic without powers, calls of other functions by name. Everything not listed here is a fault.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

MATH = {"sqrt", "floor", "frexp", "ldexp", "copysign", "isfinite", "inf"}
BUILTINS = {"abs", "bool", "float", "int", "max", "min", "range"}
DECLARATIONS = {"NamedTuple", "IntEnum"}
ROOMS = {"Given", "Mechanism", "Member"}  # classes that declare; only Python reads what they say
OUTSIDE = {
    "__future__": {"annotations"},
    "collections.abc": {"Sequence", "MutableSequence"},  # for annotations, like typing
    "enum": {"IntEnum"},
    "math": MATH,
    "typing": {"Final", "NamedTuple"},
}
STATEMENTS = (
    *(ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.If, ast.While, ast.For, ast.Expr),
    *(ast.Pass, ast.Break, ast.Continue),
)
EXPRESSIONS = (
    *(ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call),
    *(ast.Attribute, ast.Subscript),
)
OPERATORS_OUT = (ast.Pow, ast.MatMult, ast.Is, ast.IsNot, ast.In, ast.NotIn)

Fault = tuple[ast.AST, str]


def faults(path: Path | str) -> list[str]:
    """Return every departure of a module from the dialect as ``file:line:column: what``, in order of line."""
    path = Path(path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = BUILTINS | _names(tree.body)
    found = [fault for statement in tree.body for fault in _top(statement, known)]
    places = sorted({(node.lineno, node.col_offset + 1, what) for node, what in found})  # type: ignore[attr-defined]
    return [f"{path}:{line}:{column}: {what}" for line, column, what in places]


def clashes(paths: Iterable[Path | str]) -> list[str]:
    """Return the names that two modules define, since all modules are merged into one namespace for numba."""
    seen: dict[str, Path] = {}
    found = []
    for path in map(Path, paths):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name in sorted(_names([node for node in tree.body if not isinstance(node, ast.ImportFrom)])):
            if name in seen:
                found.append(f"{path}: {name} is also defined in {seen[name]}")
            seen[name] = path
    return found


def _names(body: list[ast.stmt]) -> set[str]:
    """Return the names that the top level of a module binds."""
    names: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _top(node: ast.stmt, known: set[str]) -> Iterator[Fault]:
    """Yield the faults of a statement at the top level: imports, constants, declarations, functions."""
    if _is_text(node):
        return
    if isinstance(node, ast.ImportFrom):
        yield from _import(node)
    elif isinstance(node, ast.FunctionDef):
        yield from _function(node, known)
    elif isinstance(node, ast.ClassDef):
        yield from _declaration(node, known)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        yield from _expression(node.value, known)
        if any(isinstance(part, ast.Call) for part in ast.walk(node.value)):
            yield node, "a constant is a number, not the result of a call"
    else:
        yield node, f"{type(node).__name__} at the top level"


def _import(node: ast.ImportFrom) -> Iterator[Fault]:
    module = node.module or ""
    if node.level or not (module in OUTSIDE or module == "sim.model" or module.startswith("sim.model.")):
        yield node, f"import from {'.' * node.level}{module}"
    elif module in OUTSIDE:
        for alias in node.names:
            if alias.name not in OUTSIDE[module]:
                yield node, f"import of {alias.name} from {module}"
    for alias in node.names:
        if alias.name == "*" or alias.asname:
            yield node, "imported names keep their names"


def _declaration(node: ast.ClassDef, known: set[str]) -> Iterator[Fault]:
    bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
    if bases and bases <= ROOMS:
        return
    if len(node.bases) != 1 or not bases <= DECLARATIONS or node.decorator_list or node.keywords:
        yield node, "a class that is neither a NamedTuple nor an IntEnum"
    for part in node.body:
        if isinstance(part, ast.Assign | ast.AnnAssign):
            if part.value is not None:
                yield from _expression(part.value, known | _names(node.body))
        elif not _is_text(part):
            yield part, f"{type(part).__name__} in a declaration"


def _function(node: ast.FunctionDef, known: set[str]) -> Iterator[Fault]:
    arguments = node.args
    if node.decorator_list:
        yield node, "a decorator"
    if arguments.defaults or arguments.kw_defaults:
        yield node, "a default or a keyword-only parameter"
    if arguments.vararg or arguments.kwarg or arguments.posonlyargs:
        yield node, "star or position-only parameters"
    stored = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    local = known | stored | {argument.arg for argument in arguments.args}
    body = node.body[1:] if _is_text(node.body[0]) else node.body
    for part in body:
        yield from _statement(part, local)
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == node.name:
            yield part, "a call of itself"


def _statement(node: ast.stmt, known: set[str]) -> Iterator[Fault]:
    if not isinstance(node, STATEMENTS):
        yield node, type(node).__name__
        return
    if isinstance(node, ast.While | ast.For) and node.orelse:
        yield node, "else after a loop"
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call):
        yield node, "an expression without effect"
    if isinstance(node, ast.For):
        yield from _for(node, known)
    if isinstance(node, ast.Assign):
        yield from _assignment(node, known)
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        yield from _expression(node.target, known)
        if isinstance(node, ast.AugAssign) and isinstance(node.op, OPERATORS_OUT):
            yield node, f"operator {type(node.op).__name__}"
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.stmt):
            yield from _statement(part, known)
    for field in ("value", "test"):
        part = getattr(node, field, None)
        if isinstance(part, ast.expr):
            yield from _expression(part, known)


def _for(node: ast.For, known: set[str]) -> Iterator[Fault]:
    source = node.iter
    if not (isinstance(source, ast.Call) and isinstance(source.func, ast.Name) and source.func.id == "range"):
        yield node, "a for loop over something else than range"
    if not isinstance(node.target, ast.Name):
        yield node, "a for loop with something else than one name"
    yield from _expression(source, known)


def _assignment(node: ast.Assign, known: set[str]) -> Iterator[Fault]:
    if len(node.targets) != 1:
        yield node, "several targets"
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple):
        if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "frexp"):
            yield node, "a tuple target, which only frexp may have"
        return
    yield from _expression(target, known)


def _expression(node: ast.expr, known: set[str]) -> Iterator[Fault]:
    if not isinstance(node, EXPRESSIONS):
        yield node, type(node).__name__
        return
    yield from _leaf(node, known)
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.keyword):
            yield from _expression(part.value, known)
        elif isinstance(part, ast.Tuple) and isinstance(node, ast.Subscript):
            for index in part.elts:
                yield from _expression(index, known)
        elif isinstance(part, ast.expr):
            yield from _expression(part, known)


def _leaf(node: ast.expr, known: set[str]) -> Iterator[Fault]:
    """Yield what is wrong with the node itself, whatever hangs below it."""
    if isinstance(node, ast.Constant) and not isinstance(node.value, bool | int | float):
        yield node, f"the constant {node.value!r}"
    elif isinstance(node, ast.Name) and node.id not in known:
        yield node, f"the unknown name {node.id}"
    elif isinstance(node, ast.Call):
        yield from _call(node)
    operators = node.ops if isinstance(node, ast.Compare) else [node.op] if isinstance(node, ast.BinOp) else []
    for operator in operators:
        if isinstance(operator, OPERATORS_OUT):
            yield node, f"operator {type(operator).__name__}"


def _call(node: ast.Call) -> Iterator[Fault]:
    if not isinstance(node.func, ast.Name):
        yield node, "a call of something else than a function by its name"
    if any(keyword.arg is None for keyword in node.keywords):
        yield node, "a call with **"
