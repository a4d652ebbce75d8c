"""The page of the Python interface, from signatures and docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pages.layout import block, join, page, plain

__all__ = ["api"]


def api() -> str:
    """The page of every public name of the package, from signatures and docstrings."""
    import newsld

    parts = [
        page(
            "Python interface",
            "What `import newsld` offers. Everything else may change without notice, but for the classes of "
            "[the model](model.md), whose fields change as the story's shape does.",
        )
    ]
    for name in sorted(newsld.__all__, key=lambda name: (isinstance(getattr(newsld, name), type), name)):
        thing = getattr(newsld, name)
        parts += [f"## {name}", *_described_name(name, thing)]
    return join(parts)


def _described_name(name: str, thing: Any) -> Iterator[str]:
    said = inspect.cleandoc(thing.__doc__ or "") if callable(thing) else ""
    if inspect.isfunction(thing):
        yield block("text", _signature(name, thing))
        yield said
    elif isinstance(thing, type):
        head = f"class {name}(Exception)" if issubclass(thing, Exception) else f"class {name}"
        held = [f"    {field.name}: {field.type}" for field in fields(thing)] if is_dataclass(thing) else []
        yield block("text", "\n".join([head + ":" * bool(held), *held]))
        yield said
        if thing.__module__.startswith("newsld.model"):
            yield f"Its fields are in [the model](model.md#{name.lower()})."
        methods = [
            (member, found)
            for member, found in vars(thing).items()
            if inspect.isfunction(found) and not member.startswith("_")
        ]
        for member, found in methods if not thing.__module__.startswith("newsld.model") else ():
            said = plain(inspect.cleandoc(found.__doc__ or ""))
            yield f"`{_signature(f'{name}.{member}', found, method=True)}`: {said}"
    else:
        yield block("text", f"{name} = {thing!r}" if isinstance(thing, str | int) else name)


def _signature(name: str, function: Callable[..., Any], *, method: bool = False) -> str:
    signature = inspect.signature(function)
    taken = list(signature.parameters.values())[1 if method else 0 :]
    shown, keyword = [], False
    for parameter in taken:
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword:
            shown.append("*")
            keyword = True
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        shown.append(
            f"{'**' * (parameter.kind is parameter.VAR_KEYWORD)}{parameter.name}: {parameter.annotation}{default}"
        )
    line = f"{name}({', '.join(shown)}) -> {signature.return_annotation}"
    if len(line) <= 100:
        return line
    return f"{name}(\n    " + ",\n    ".join(shown) + f",\n) -> {signature.return_annotation}"
