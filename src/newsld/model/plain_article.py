"""Build what a check reads of an article from plain data, without the models and without Pydantic.

This is the door between two ways to check a story. Importing Pydantic and building the models takes several times as
long as everything else that the check of one file does. So the data of a story first comes here:

    data --+-- in a form that is plainly valid --> plain article --+--> checks --> findings
           |                                                       |
           +-- anything else ------------------> models -----------+

`plain_article` accepts less than the models do, never more, and what it returns has the same attributes with equal
values. It explains nothing: a story with an error goes through the models, which do. Code that writes the article
needs the models too. The fields are those of `field_table`, so a new field of a model needs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter, itemgetter, lt
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol, TypeAlias, cast

import orjson

from newsld.model.dates import is_iri, is_language_tag, parse_edtf, parse_moment
from newsld.model.field_table import FieldFacts, facts_of
from newsld.model.numbers import excluded_bounds, parse_number
from newsld.model.span_words import span_of
from newsld.model.text import split_paragraphs
from newsld.model.versions import STORY_VERSION

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_Reader: TypeAlias = Callable[[Any, str], Any]
"""Return the value that the models have for a value of a story, whose body has this text.

Raises ValueError, TypeError or KeyError for a value that needs the models.
"""


def plain_article(data: Mapping[str, Any], *, surrogates: bool = True) -> NewsArticle | None:
    """Return an object with the attributes of the article of a story's data; None for data that needs the models.

    It has no methods of the models but `text`, `entities` and `is_draft`. Generated and verified stories need the
    models, and so do properties of schema.org that the models do not have. `surrogates` is False if surely no text has
    half a surrogate pair.
    """
    version, body = data.get("newsld"), data.get("body", "")
    text = body.get("text") if type(body) is dict else body
    if type(version) is not int or version != STORY_VERSION or type(text) is not str:
        return None
    try:
        if surrogates:
            orjson.dumps(data)  # fails for half a surrogate pair, which the models reject wherever it is
        article = _part_reader("NewsArticle")({key: data[key] for key in data if key != "newsld"}, text)
    except (ValueError, TypeError, KeyError):
        return None
    return cast("NewsArticle", article)


# -- parts -------------------------------------------------------------------------------------------------------------


class _PlainPart:
    """A part of an article: the values of a story are its attributes, and the defaults are those of its class."""


class _PlainArticle(_PlainPart):
    body: Any
    people: tuple[Any, ...]
    organizations: tuple[Any, ...]
    places: tuple[Any, ...]
    status: str | None

    @property
    def is_draft(self) -> bool:
        return self.status is not None  # one with open items needs the models

    @property
    def text(self) -> str:
        return "" if self.body is None else cast("str", self.body.text)

    @property
    def entities(self) -> tuple[Any, ...]:
        return (*self.people, *self.organizations, *self.places)


class _PartReader(Protocol):
    """Return a part with the values of an object of a story; its id is `key`, if it has one."""

    def __call__(self, values: Any, body: str, key: str | None = None) -> Any: ...


@cache
def _part_reader(model: str) -> _PartReader:
    fields, short_form, _ = facts_of(model)
    kind, readers = _kind_of(model), _field_readers(model)
    required = [one.name for one in fields.values() if one.required]
    last_step = _LAST_STEPS.get(model)

    def read(values: Any, body: str, key: str | None = None) -> Any:
        if type(values) is str and short_form is not None:
            values = {short_form: values}
        elif type(values) is not dict:
            _refuse()
        part = kind()
        attributes = part.__dict__
        if key is not None:
            attributes["id"] = key
        for alias, value in values.items():
            name, read_value = readers[alias]
            # Half of the values are texts, and a call takes longer than this.
            is_text = read_value is _text and type(value) is str and value
            attributes[name] = value if is_text else read_value(value, body)
        for name in required:
            if name not in attributes:
                _refuse()
        if last_step is not None:
            last_step(attributes)
        return part

    return read


@cache
def _kind_of(model: str) -> type[Any]:
    """Return the class of the parts of a model, which has the defaults of its fields."""
    fields, _, default_type = facts_of(model)
    defaults = {one.name: () if one.container else one.default for one in fields.values() if not one.required}
    if default_type is not None:
        defaults |= {"default_type": default_type, "extra": {}}
    return type(model, (_PlainArticle if model == "NewsArticle" else _PlainPart,), defaults)


@cache
def _field_readers(model: str) -> dict[str, tuple[str, _Reader]]:
    """Return the name and the reader of each field; the id of a part is its key in a collection, but for relations."""
    return {
        alias: (one.name, _field_reader(model, one))
        for alias, one in facts_of(model).fields.items()
        if alias != "id" or model == "Relation"
    }


def _parts_reader(model: str) -> _Reader:
    """Return the reader of a list of parts: by columns if there are many and all have the same keys."""
    read, read_alike = _part_reader(model), _alike_reader(model)

    def read_all(objects: Any, body: str) -> tuple[Any, ...]:
        if len(_expect(list, objects)) >= _MANY:
            keys = objects[0]
            try:
                columns = {key: list(map(itemgetter(key), objects)) for key in keys}
            except (KeyError, TypeError):
                columns = {}
            if columns and set(map(len, objects)) == {len(keys)}:
                return tuple(read_alike(objects, columns, body))
        return tuple([read(one, body) for one in objects])

    return read_all


def _alike_reader(model: str) -> Callable[[list[Any], dict[str, list[Any]], str], list[Any]]:
    """Return the reader of parts with the same keys, whose values are also given by columns, one for each key."""
    kind, readers, last_step = _kind_of(model), _field_readers(model), _LAST_STEPS.get(model)
    fields = facts_of(model).fields
    required = {alias for alias, one in fields.items() if one.required and alias in readers}
    texts = {
        alias: frozenset(one.choices)
        for alias, one in fields.items()
        if one.kind == "choice" and not one.container
    }

    def read(objects: list[Any], columns: dict[str, list[Any]], body: str) -> list[Any]:
        parts, attributes = [kind() for _ in objects], list(map(dict.copy, objects))
        for part, values in zip(parts, attributes, strict=True):
            part.__dict__ = values
        for alias, column in columns.items():
            name, read_value = readers[alias]
            if name == alias and set(map(type, column)) == {str}:
                if read_value is _text and all(column):
                    continue  # texts that stay as they are
                if alias in texts and texts[alias].issuperset(column):
                    continue
            for values, value in zip(attributes, column, strict=True):
                values[alias] = read_value(value, body)
            if name != alias:
                for values in attributes:
                    values[name] = values.pop(alias)
        if not required <= columns.keys():
            _refuse()
        if last_step is not None:
            for values in attributes:
                last_step(values)
        return parts

    return read


def _exclude_existing_bounds(figure: dict[str, Any]) -> None:
    if "exclusive" in figure:
        figure["exclusive"] = excluded_bounds(figure["exclusive"], "min" in figure, "max" in figure)


def _lay_out(body: dict[str, Any]) -> None:
    if "blocks" not in body:
        spans = split_paragraphs(body["text"])
        body["blocks"] = tuple([_kind_of("Block")() for _ in spans])
        for block, span in zip(body["blocks"], spans, strict=True):
            block.words = span
    if "marks" in body:
        marks = [
            ((*one.words, one.kind, one.url or "", one.title or "", one.alternative or ""), one)
            for one in body["marks"]
        ]
        body["marks"] = tuple([one for _, one in sorted(marks, key=itemgetter(0))])


def _sort_mentions(article: dict[str, Any]) -> None:
    """Sort mentions by position. Raises ValueError for two with the same meaning, and for one without a meaning."""
    mentions = article.get("mentions", ())
    if None in map(attrgetter("of"), mentions) or any(map(attrgetter("date"), mentions)):
        for one in mentions:
            if (one.of is None) is (one.date is None):
                _refuse()
    starts = [one.words[0] for one in mentions]
    if all(map(lt, starts, starts[1:])):
        return  # in order, as newsld writes them, and no two have the same words
    keys = [
        (*one.words, one.of or "", "" if one.date is None else one.date.date, one.form or "")
        for one in mentions
    ]
    if len({key[:4] for key in keys}) < len(keys):
        _refuse()
    ordered = sorted(zip(keys, mentions, strict=True), key=itemgetter(0))
    article["mentions"] = tuple([one for _, one in ordered])


_LAST_STEPS: Final[Mapping[str, Callable[[dict[str, Any]], None]]] = {
    "Body": _lay_out,
    "Figure": _exclude_existing_bounds,
    "NewsArticle": _sort_mentions,
}
"""What the models do with the values of a part when all are read."""

_MANY: Final = 8
"""Parts of a list from which reading by columns is faster."""

# -- values ------------------------------------------------------------------------------------------------------------


def _field_reader(model: str, field: FieldFacts) -> _Reader:
    """Return the reader of a field, with all of its values."""
    read = _value_reader(model, field)
    match field.container:
        case "keyed":
            return _keyed_reader(_part_reader(field.part))
        case "list":  # of parts
            return _parts_reader(field.part)
        case "many":
            omitted = (facts_of(model).default_type,) if field.name == "type" else None
            return _many_reader(read, field.bounds[0] or 0, omitted)
    return read


def _value_reader(model: str, field: FieldFacts) -> _Reader:
    """Return the reader of one value of a field."""
    if field.pattern is not None:
        matches = re.compile(field.pattern.removesuffix("$")).fullmatch
        return lambda value, _body: value if matches(value) else _refuse()
    if field.is_relation or field.kind == "date":
        return _part_reader("Relation" if field.is_relation else "Dated")
    if field.kind == "part":
        return _part_reader(field.part)
    if field.kind == "choice":
        choices = {(type(one), one) for one in field.choices}  # True is equal to 1, which is no choice
        return lambda value, _body: value if (type(value), value) in choices else _refuse()
    if field.kind in {"integer", "pixels"}:
        return lambda value, _body: _whole_number(value, *field.bounds)
    if (model, field.name) == ("Dated", "date"):
        return lambda value, _body: parse_edtf(_expect(str, value))
    return _READERS.get(field.kind, _need_models)


def _many_reader(read: _Reader, fewest: int, omitted: tuple[Any, ...] | None) -> _Reader:
    """Return the reader of one value or a list; these are no values if they are `omitted`."""
    is_text = read is _text

    def read_many(value: Any, body: str) -> tuple[Any, ...]:
        if type(value) is not list:
            values: tuple[Any, ...] = (read(value, body),)
        elif len(value) < fewest:
            _refuse()
        else:
            values = tuple(
                [one if is_text and type(one) is str and one else read(one, body) for one in value]
            )
        return () if values == omitted else values

    return read_many


def _keyed_reader(read: _PartReader) -> _Reader:
    """Return the reader of an object with ids as keys; its parts are in the order of the ids."""
    is_id = re.compile((facts_of("Person").fields["id"].pattern or "").removesuffix("$")).fullmatch
    return lambda value, body: tuple(
        [
            read(item, body, key) if is_id(key) else _refuse()
            for key, item in sorted(_expect(dict, value).items())
        ]
    )


def _expect(kind: type, value: Any) -> Any:
    return value if type(value) is kind else _refuse()


def _refuse() -> NoReturn:
    raise ValueError("the value needs the models")


def _need_models(_value: Any, _body: str) -> NoReturn:
    _refuse()


def _text(value: Any, _body: str) -> Any:
    return value if type(value) is str and value else _refuse()


def _whole_number(value: Any, least: int | None, most: int | None) -> Any:
    is_valid = type(value) is int and (least is None or value >= least) and (most is None or value <= most)
    return value if is_valid else _refuse()


_READERS: Final[Mapping[str, _Reader]] = {
    "text": _text,
    "reference": _text,
    "boolean": lambda value, _body: _expect(bool, value),
    "iri": lambda value, _body: value if is_iri(_expect(str, value)) else _refuse(),
    "language": lambda value, _body: value if is_language_tag(_expect(str, value)) else _refuse(),
    "number": lambda value, _body: parse_number(value),
    "timestamp": lambda value, _body: parse_moment(_expect(str, value)),
    "words": span_of,
}
"""The readers of the kinds of values; a value of another kind needs the models."""
