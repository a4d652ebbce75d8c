"""Read the docstrings below the fields of the models from their source, when they are needed.

Pydantic can read them when it creates a class, but that takes a tenth of the time of a short command. `field_table` has
them too.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise


@cache
def field_descriptions(model: type) -> dict[str, str]:
    """Return the docstring of each field of a model, by its name in Python; fields of base classes come first."""
    descriptions: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if part.__module__.startswith("newsld."):
            descriptions |= _own_descriptions(part)
    return descriptions


def described(model: type, field: str) -> str:
    """Return the docstring of one field on one line."""
    return " ".join(field_descriptions(model)[field].split())


@cache
def _own_descriptions(model: type) -> dict[str, str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(docstring.value.value)
        for field, docstring in pairwise(definition.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(docstring, ast.Expr)
        and isinstance(docstring.value, ast.Constant)
        and isinstance(docstring.value.value, str)
    }
