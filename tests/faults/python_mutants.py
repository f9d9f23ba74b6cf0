"""Mutants of Python source: one sign, comparison, constant, line or statement changed at a time."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Final, TypeAlias

Change: TypeAlias = tuple[str, Callable[[], None]]

_OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_CALLS: Final = {
    "debit": "credit", "credit": "debit", "min": "max", "max": "min", "all": "any", "any": "all",
}  # fmt: skip


@dataclass(frozen=True)
class PythonMutant:
    line: int
    what: str
    code: CodeType


def mutants(source: str, file: str) -> Iterator[PythonMutant]:
    """Every mutant of a module, each compiled."""
    for place in range(len([*_changes(ast.parse(source))])):
        tree = ast.parse(source)
        line, (what, change) = [*_changes(tree)][place]
        change()
        yield PythonMutant(line, what, compile(ast.fix_missing_locations(tree), file, "exec"))


def _changes(tree: ast.Module) -> Iterator[tuple[int, Change]]:
    for node in _nodes(tree):
        for change in (*_of_expression(node), *_of_list(node), *_of_block(node)):
            where = node.target if isinstance(node, ast.comprehension) else node
            yield getattr(where, "lineno", 0), change


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but annotations and names of types: those say nothing at run time."""
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _nodes(child)


def _of_expression(node: ast.AST) -> Iterator[Change]:
    yield from _of_operator(node)
    match node:
        case ast.Constant(value=bool(value)):
            yield _set(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield _set(node, "value", value + 1)
        case ast.Call(func=ast.Name(id=name) as function) if name in _CALLS:
            yield _set(function, "id", _CALLS[name])
        case ast.IfExp(body=body, orelse=orelse):
            yield "the other branch", lambda: _swap(node, body, orelse)
        case _:
            pass


def _of_operator(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.BinOp(op=operator) if type(operator) in _OPERATORS:
            yield _set(node, "op", _OPERATORS[type(operator)]())
        case ast.UnaryOp(op=ast.USub()):
            yield _set(node, "op", ast.UAdd())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _set(node, "operand", ast.UnaryOp(ast.Not(), operand))
        case ast.BoolOp(op=operator):
            yield _set(node, "op", ast.And() if isinstance(operator, ast.Or) else ast.Or())
        case ast.Compare(ops=[operator]) if type(operator) in _COMPARISONS:
            yield _set(node, "ops", [_COMPARISONS[type(operator)]()])
        case _:
            pass


def _of_list(node: ast.AST) -> Iterator[Change]:
    """A list, tuple or set with one element less; a call with one keyword less."""
    if isinstance(node, ast.List | ast.Set | ast.Tuple) and not _is_target(node):
        for place in range(len(node.elts)):
            yield f"without element {place + 1}", lambda at=place: node.elts.pop(at)  # type: ignore[misc]  # the default binds it
    elif isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield f"without condition {place + 1}", lambda at=place: node.ifs.pop(at)  # type: ignore[misc]  # the default binds it


def _of_block(node: ast.AST) -> Iterator[Change]:
    """A block with one statement less; what is left of an empty one is `pass`."""
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if not isinstance(block, list) or isinstance(node, ast.Module | ast.ClassDef):
            continue
        for place, statement in enumerate(block):
            if not _says_nothing(statement):
                what = f"without line {statement.lineno}"
                yield what, lambda at=place, of=block: of.__setitem__(at, ast.Pass())  # type: ignore[misc]  # the defaults bind them


def _says_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass | ast.FunctionDef) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _is_target(node: ast.List | ast.Set | ast.Tuple) -> bool:
    return not isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _set(node: ast.AST, name: str, value: object) -> Change:
    old = getattr(node, name)
    said = [
        type(one).__name__ if isinstance(one, ast.AST) else repr(one)
        for one in (old[0] if isinstance(old, list) else old,
                    value[0] if isinstance(value, list) else value)
    ]  # fmt: skip
    return " → ".join(said), lambda: setattr(node, name, value)


def _swap(node: ast.IfExp, body: ast.expr, orelse: ast.expr) -> None:
    node.body, node.orelse = orelse, body
