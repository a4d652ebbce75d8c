"""The page of the Python API, from signatures and docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pages.layout import block, join, page, plain


def api() -> str:
    """Return the page of every public name of the package."""
    import newsld

    parts = [
        page(
            "Python API",
            "The public names of `import newsld`. The classes of [the model](model.md) change only together with "
            "[the story schema](story.md). Everything else may change in any release.",
        )
    ]
    for name in sorted(newsld.__all__, key=lambda name: (isinstance(getattr(newsld, name), type), name)):
        thing = getattr(newsld, name)
        parts += [f"## {name}", *_described_name(name, thing)]
    return join(parts)


def _described_name(name: str, thing: Any) -> Iterator[str]:
    text = inspect.cleandoc(thing.__doc__ or "") if callable(thing) else ""
    if inspect.isfunction(thing):
        yield block("text", _signature(name, thing))
        yield text
    elif isinstance(thing, type):
        head = f"class {name}(Exception)" if issubclass(thing, Exception) else f"class {name}"
        lines = [f"    {field.name}: {field.type}" for field in fields(thing)] if is_dataclass(thing) else []
        yield block("text", "\n".join([head + ":" * bool(lines), *lines]))
        yield text
        if thing.__module__.startswith("newsld.model"):
            yield f"[The model](model.md#{name.lower()}) has its fields."
        methods = [
            (member, method)
            for member, method in vars(thing).items()
            if inspect.isfunction(method) and not member.startswith("_")
        ]
        for member, method in methods if not thing.__module__.startswith("newsld.model") else ():
            text = plain(inspect.cleandoc(method.__doc__ or ""))
            yield f"`{_signature(f'{name}.{member}', method, is_method=True)}`: {text}"
    else:
        yield block("text", f"{name} = {thing!r}" if isinstance(thing, str | int) else name)


def _signature(name: str, function: Callable[..., Any], *, is_method: bool = False) -> str:
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[1 if is_method else 0 :]
    shown, keyword = [], False
    for parameter in parameters:
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
