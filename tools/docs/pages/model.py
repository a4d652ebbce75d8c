"""The page of the model, from the fields and docstrings of its classes."""

from __future__ import annotations

import inspect
import types
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pages.layout import join, page, plain, table


def model() -> str:
    """Return the page of every class and field of the model."""
    from newsld import model

    parts = [
        page(
            "Model",
            "Every class and field of an article. The names are those of [the story schema](story.md). In Python they "
            "are in snake_case: `datePublished` is `date_published`. The classes are pydantic models. They are "
            "immutable and accept no other fields. `model_validate_json` reads what `model_dump_json` writes.",
        ),
        _forms(),
    ]
    classes = [getattr(model, name) for name in model.__all__]
    classes.sort(key=lambda kind: (kind is not model.NewsArticle, kind is not model.Body))
    for kind in classes:
        parts += [f"## {kind.__name__}", inspect.cleandoc(kind.__doc__ or ""), _fields(kind)]
    return join(parts)


_FORMS: Final = {
    "text": "text that is not empty",
    "id": "a slug, `[a-z0-9]+(-[a-z0-9]+)*`; ids refer to things in the same article",
    "type name": "the name of a schema.org type without its namespace: `NewsMediaOrganization`",
    "address": "an absolute IRI (RFC 3987)",
    "address or `_:`": "an absolute IRI, or `_:` for an imported node without one",
    "language": "a BCP 47 tag: `en-IN`",
    "timestamp": "RFC 3339 with an offset, preserved as written: `2025-03-04T18:20:00+00:00`",
    "EDTF date": "a date in the story, preserved as written: see [dates](dates.md)",
    "number": "an exact decimal number, of at most 4,000 digits; as text where JSON's numbers would lose digits",
    "whole number": "1, or 1.0, which is the same number",
    "words of the body": "see [words](story.md#words)",
    "one or more": "a single value, or a list",
    "list": "a list, even of a single value",
    "by id": "a map whose keys are ids",
}


def _forms() -> str:
    return "Forms of values:\n\n" + table(("form", "meaning"), _FORMS.items())


def _fields(kind: Any) -> str:
    from newsld.model.field_docs import field_descriptions

    hints, words = get_type_hints(kind, include_extras=True), field_descriptions(kind)
    rows = []
    for name, field in sorted(kind.model_fields.items(), key=lambda pair: pair[0] in {"iri", "extra"}):
        required = " (required)" if field.is_required() else ""
        shown = "" if name == "id" else required
        default = (
            field.get_default(call_default_factory=True, validated_data={})
            if not field.is_required()
            else None
        )
        form = _form(hints[name]) + shown
        if default not in (None, (), {}, False):
            form += f"; default `{default}`"
        rows.append((f"`{field.alias or name}`", form, plain(words.get(name, ""))))
    return table(("field", "form", "meaning"), rows)


def _form(hint: Any) -> str:
    """Return the form of the values of a field, as the table of forms names it."""
    from newsld.model import value_types as kinds
    from newsld.model.spans import BodySpan

    known = {
        "text": kinds.Text, "id": kinds.Slug, "type name": kinds.TypeName, "address": kinds.Iri,
        "address or `_:`": kinds.NodeIri, "language": kinds.Language, "timestamp": kinds.DateTime,
        "EDTF date": kinds.Date, "number": kinds.Number, "whole number": kinds.Integer, "words of the body": BodySpan,
    }  # fmt: skip
    for words, alias in known.items():
        if hint == alias:
            return words
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        for mark in marks:
            wrapped = {"OneOrMore": "one or more", "ListOnly": "list", "KeyedById": "by id"}.get(
                type(mark).__name__
            )
            if wrapped:
                return f"{wrapped}: {_form(get_args(inner)[0])}"
        return _form(inner)
    if origin in {Union, types.UnionType}:
        return " or ".join(_form(one) for one in get_args(hint) if one is not type(None))
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if origin is dict:
        return "properties by name"
    simple = {bool: "true or false", int: "whole number", str: "text"}
    return simple[hint] if hint in simple else f"[{hint.__name__}](#{hint.__name__.lower()})"
