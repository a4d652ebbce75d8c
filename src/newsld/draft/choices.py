"""Change or remove one item in the data of a story, as a reviewer decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from newsld.checks.capture.attribution import mode_of
from newsld.checks.references import IdReference, references
from newsld.draft.entity_table import unique_id
from newsld.findings.errors import UsageError
from newsld.formats.markdown.figure_forms import expand_figure, figure_in_words
from newsld.formats.markdown.labels import Labels, names
from newsld.formats.markdown.name_shorthand import notes_data
from newsld.model import Organization, Person, Place
from newsld.model.dates import parse_english
from newsld.model.draft_state import OpenItem
from newsld.model.numbers import json_number, parse_number
from newsld.model.reference_targets import CITATION_KIND
from newsld.model.text import Span, SpanSet, quoted_spans
from newsld.model.text.closest_match import did_you_mean
from newsld.model.text.shorten import quote
from newsld.model.text.slugs import slugify
from newsld.model.vocabulary import is_a

_PARTIES: Final = ("people", "organizations", "places")
_BOUNDS: Final = ("value", "min", "max", "over", "under", "exclusive", "approximate")
_OF_FIGURES: Final = ("unit", "measures")
_BOUND: Final = re.compile(rf",\s*(?=(?:{'|'.join((*_BOUNDS, *_OF_FIGURES))}):)")
_COMMON: Final = frozenset(
    field.alias or name
    for name, field in Person.model_fields.items()
    if name in Organization.model_fields and name in Place.model_fields
) | {"type", "group", "anonymous"}
"""The fields that a person, an organization and a place have in common: with others, an entity is of its kind."""
_ARTICLE: Final = re.compile(r"\A(?:the|an?)-")
_UNNAMED: Final = re.compile(r"\bunnamed\b")
_GROUP: Final = re.compile(r"\bGroup\b")
_MOST_NAMED: Final = 6
"""The most names that a message lists."""
_MOST_REFERRING: Final = 3
_YES_OR_NO: Final = {"true": True, "yes": True, "false": False, "no": False}
_KINDS: Final = (("Person", "people"), ("Organization", "organizations"), ("Place", "places"))
_FACTUALITIES: Final = ("asserted", "claimed", "planned", "requested")


def apply_choice(data: dict[str, Any], kind: str, item: OpenItem, value: str) -> None:
    """Give an item another value: a chain `ap > joe-biden`, a speaker, bounds `min: 350000`, a date, a kind.

    Raises UsageError for a value that does not fit.
    """
    change = _CHANGES.get(kind)
    if change is None:
        raise UsageError(
            f"{item.item} cannot be changed here: edit the file, and delete the item from draft:"
        )
    change(data, item, value.strip())


def drop_item(data: dict[str, Any], kind: str, item: OpenItem) -> None:
    """Remove an item from the data of a story.

    Raises UsageError for an entity or event that something refers to, and for what is no part of the data.
    """
    name = item.item
    if kind == "citation":
        label = name.removeprefix("cite-")
        _drop(data, "citations", label)
        for collection in ("quotations", "figures"):
            for one in data.get(collection, {}).values():
                if one.get("citation") == label:
                    del one["citation"]
        for one in data.get("citations", {}).values():
            _forget(one, label)
    elif kind in {"quotation", "figure"}:
        _drop(data, f"{kind}s", name)
        _drop_references(data, name)
    elif kind in {"entity", "event"}:
        collection = next(one for one in (*_PARTIES, "events") if name in data.get(one, {}))
        held = data[collection].pop(name)
        data["mentions"] = [one for one in data.get("mentions", []) if one.get("of") != name]
        _drop_references(data, name)
        if referring := list(dict.fromkeys(_referring(data, name))):
            known = next(iter(names(held)), name)
            reasons = ", and ".join(referring[:_MOST_REFERRING])
            raise UsageError(f"{known} cannot be dropped, because it is {reasons}: drop or change that first")
    elif kind == "date":
        mention = _date_mention(data, item)
        data["mentions"] = [one for one in data["mentions"] if one is not mention]
    elif kind == "role":
        person, _, number = name.rpartition("-role-")
        roles = data.get("people", {}).get(person, {}).get("roles", [])
        if not roles or not number.isdigit():
            raise UsageError(f"the story has no {name} any more: delete the item from draft:")
        _drop_role(roles, int(number), item)
    data_keys = [key for key, value in data.items() if value in ({}, [])]
    for key in data_keys:
        del data[key]


def keep_item(data: dict[str, Any], item: OpenItem, words: Span) -> None:
    """Add what only the rules found to the data of a story, with these words.

    Raises UsageError for a source that the story does not have.
    """
    text, span, value = data["body"], words._asdict(), item.instead or ""
    kind = item.item.split("-")[1]
    taken = {one for part in (*_PARTIES, "events", "quotations", "figures") for one in data.get(part, {})}
    if kind == "citation":
        chain = [] if value == "no source" else _chain(data, value)
        citation: dict[str, Any] = {
            "covers": [span],
            "mode": mode_of(text, [words], SpanSet(quoted_spans(text))),
        }
        citation |= {"chain": chain} if chain else {"origin": "not-given"}
        label = chain[-1]["parties"][0] if chain else "unattributed"
        citations = data.setdefault("citations", {})
        citations[unique_id(label, citations)] = citation
    elif kind == "quotation":
        quotation: dict[str, Any] = {"words": span}
        if value != "nobody":
            quotation["speaker"] = [_party(data, value)]
        data.setdefault("quotations", {})[unique_id(words.slice(text), taken)] = quotation
    else:
        figure = {"words": span, **figure_values(value, {})}
        data.setdefault("figures", {})[unique_id(words.slice(text), taken)] = figure


def _drop(data: dict[str, Any], collection: str, name: str) -> None:
    if name not in data.get(collection, {}):
        raise UsageError(f"the story has no {name} any more: delete the item from draft:")
    del data[collection][name]


def _forget(citation: dict[str, Any], label: str) -> None:
    """Remove references to a citation from another one."""
    if citation.get("repeats") == label:
        del citation["repeats"]
    for hop in citation.get("chain", []):
        if hop.get("inherited") == label:
            del hop["inherited"]


def _drop_references(data: dict[str, Any], name: str) -> None:
    """Remove an id from what figures and citations are about."""
    for collection in ("citations", "figures"):
        for one in data.get(collection, {}).values():
            if name in one.get("about", ()):
                one["about"] = [slug for slug in one["about"] if slug != name]


def _referring(data: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield what an entity or event is for other things, in words: a source of “The bridge is closed”."""
    for one in references(data):
        if one.kinds != CITATION_KIND and any(slug == name for slug, _ in one.ids()):
            yield _use(data, one)


def _use(data: Mapping[str, Any], reference: IdReference) -> str:
    """Return what the target of a reference is for its owner."""
    if len(reference.owner) < 2:
        return f"the {reference.key} of the story"
    collection, label = map(str, reference.owner[:2])
    owner = data[collection][label]
    match collection:
        case "citations":
            return f"a source of {quote(' '.join(_exact(owner.get('covers'))))}"
        case "quotations":
            return f"the speaker of {quote(' '.join(_exact(owner.get('words'))))}"
    named = quote(str(next(iter(names(owner)), label)))
    if reference.owner[2:]:
        return f"in the {reference.owner[2]} of {named}"
    return f"the {re.sub('(?=[A-Z])', ' ', reference.key).lower()} of {named}"


def _exact(words: Any) -> list[str]:
    """Return the words of spans that `by_offsets` wrote."""
    spans = words if isinstance(words, list) else [words]
    return [" ".join(str(one.get("exact", "")).split()) for one in spans if isinstance(one, dict)]


def _drop_role(roles: list[dict[str, Any]], number: int, item: OpenItem) -> None:
    named = [one for one in roles if item.what and str(one.get("roleName", "")) in item.what]
    chosen = named[0] if len(named) == 1 else roles[min(number, len(roles)) - 1]
    roles.remove(chosen)


# -- other values ----------------------------------------------------------------------------------------------


def _change_citation(data: dict[str, Any], item: OpenItem, value: str) -> None:
    citation = data["citations"][item.item.removeprefix("cite-")]
    old = {tuple(sorted(hop["parties"])): hop for hop in citation.get("chain", [])}
    if value == "no source":
        citation.pop("chain", None)
        citation["origin"] = "not-given"
        return
    citation["chain"] = [old.get(tuple(sorted(hop["parties"])), hop) for hop in _chain(data, value)]
    citation.pop("origin", None)


def _chain(data: Mapping[str, Any], value: str) -> list[dict[str, Any]]:
    """Return the hops of a chain such as `ap > joe-biden`; the parties of one hop have " + " between them."""
    labels = Labels({part: data.get(part, {}) for part in _PARTIES})
    steps = [one.strip() for one in re.split(r"\s*>\s*|, citing ", value)]
    parties = [[one] if labels.find(one) is not None else re.split(r"\s+\+\s+", one) for one in steps]
    return [{"parties": [_party(data, one) for one in hop]} for hop in parties]


def _change_quotation(data: dict[str, Any], item: OpenItem, value: str) -> None:
    quotation = data["quotations"][item.item]
    if value == "nobody":
        quotation.pop("speaker", None)
        quotation["speaker"] = []
    else:
        quotation["speaker"] = [_party(data, value)]


def _change_figure(data: dict[str, Any], item: OpenItem, value: str) -> None:
    figure = data["figures"][item.item]
    given = figure_values(value, figure)
    if any(key not in _OF_FIGURES for key in given):
        for key in (*_BOUNDS, "unit") if figure_in_words(value) is not None else _BOUNDS:
            figure.pop(key, None)
    figure.update(given)


def figure_values(value: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a figure: `over 1200 people — dockers on strike` as in Markdown, or `min: 1200, unit: people`.

    What it measures and its unit are those of `old` where the words have none. Raises UsageError for other text.
    """
    measured = old.get("measures")
    for text in (value, f"{value} — {measured}") if measured else (value,):
        words = expand_figure(text)
        if isinstance(words, dict):
            if "unit" not in words and "—" not in value and "unit" in old:
                words["unit"] = old["unit"]
            return words
    given: dict[str, Any] = {}
    for part in _BOUND.split(value):
        key, colon, text = (one.strip() for one in part.partition(":"))
        if not colon or not text or key not in (*_BOUNDS, *_OF_FIGURES):
            hint = "write over 1200 people — what it measures, min: 1200, or measures: dockers on strike"
            raise UsageError(f"{part.strip()} is no value of a figure: {hint}")
        if key in _OF_FIGURES:
            given[key] = text
        elif key in {"exclusive", "approximate"}:
            ends = ("min", "max") if key == "exclusive" else ()
            if text not in (*_YES_OR_NO, *ends):
                raise UsageError(f"{key} cannot be {text}: write {' or '.join(('true', 'false', *ends))}")
            given[key] = _YES_OR_NO.get(text, text)
        else:
            try:
                given[key] = json_number(parse_number(text))
            except ValueError:
                raise UsageError(f"{text} is no number: write it in digits, without separators") from None
    expanded: dict[str, Any] = expand_figure(given)
    return expanded


def _change_date(data: dict[str, Any], item: OpenItem, value: str) -> None:
    date = parse_english(value)
    if date is None:
        raise UsageError(f"{value} is no date: write 4 March 2025, 2025-03-04 or 2025-03")
    _date_mention(data, item)["date"] = str(date)


def _change_entity(data: dict[str, Any], item: OpenItem, value: str) -> None:
    wrong: list[str] = []
    notes = notes_data(_GROUP.sub("group", _UNNAMED.sub("anonymous", value)), (), wrong)
    types = notes.get("type", [])
    types = types if isinstance(types, list) else [types]
    if wrong or not value:
        raise UsageError(
            f"{value} is no kind of entity: write Person, Organization, Place, group, news, government or another type "
            "of schema.org such as City or Corporation, and unnamed after a comma"
        )
    collection = next(one for one in _PARTIES if item.item in data.get(one, {}))
    fitting = _collection_of(types, notes, collection)
    entity = data[collection][item.item]
    if collection != fitting:
        if others := entity.keys() - _COMMON:
            raise UsageError(
                f"{item.item} is in {collection} with {', '.join(sorted(others))}: drop that first, or edit the file"
            )
        del data[collection][item.item]
        data.setdefault(fitting, {})[item.item] = entity
        if not data[collection]:
            del data[collection]
    if notes.keys() & {"group", "anonymous"} and fitting == "places":
        raise UsageError("a place has no unnamed and no group: write its kind alone")
    for key in ("type", "group"):
        entity.pop(key, None)
    if fitting == "places":
        entity.pop("anonymous", None)
    if types := [one for one in types if one not in {"Person", "Organization", "Place"}]:
        notes["type"] = types
    else:
        notes.pop("type", None)
    entity.update(notes)


def _collection_of(types: list[str], notes: Mapping[str, Any], otherwise: str) -> str:
    """Return the collection of an entity of these types. Raises UsageError for a type of another kind of thing."""
    if not types:
        return "organizations" if "group" in notes else otherwise
    fitting = [collection for kind, collection in _KINDS if all(is_a(one, kind) for one in types)]
    if fitting:
        return "organizations" if "group" in notes else otherwise if otherwise in fitting else fitting[0]
    raise UsageError(
        f"{' and '.join(types)} is the type of no person, organization or place: write another one"
    )


def _change_event(data: dict[str, Any], item: OpenItem, value: str) -> None:
    if value not in _FACTUALITIES:
        raise UsageError(f"{value} is not one of {', '.join(_FACTUALITIES)}")
    data["events"][item.item]["factuality"] = value


def _party(data: Mapping[str, Any], given: str) -> str:
    """Return the id of the entity with this id, name, other name or part of an id.

    Raises UsageError for none, and for several.
    """
    parties: dict[str, Any] = {slug: one for part in _PARTIES for slug, one in data.get(part, {}).items()}
    if given in parties:
        return given
    found = Labels({part: data.get(part, {}) for part in _PARTIES}).find(given.strip("“”\"'"))
    if found is not None and found.kind == "entity":
        return found.id
    known = {name: slug for slug, one in parties.items() for name in (slug, *names(one))}
    part = _ARTICLE.sub("", slugify(given))
    rivals = found.rivals if found is not None else ()
    rivals = rivals or tuple(slug for slug in parties if part and f"-{part}-" in f"-{slug}-")
    if len(rivals) == 1:
        return rivals[0]
    if rivals:
        raise UsageError(f"{given} may be {' or '.join(rivals[:_MOST_NAMED])}: write one of these")
    first = [next(iter(names(one)), slug) for slug, one in parties.items()][:_MOST_NAMED]
    more = " and others" if len(parties) > len(first) else ""
    words = {word: word for slug in parties for word in slug.split("-")}
    hint = did_you_mean(given, {**words, **known}, f"it has {', '.join(first)}{more}")
    raise UsageError(f"the story has no person, organization or place {given}: {hint}")


def _date_mention(data: Mapping[str, Any], item: OpenItem) -> dict[str, Any]:
    """Return the mention of a date with the words and the date of an item."""
    for one in data.get("mentions", []):
        date = one.get("date")
        date = date.get("date") if isinstance(date, dict) else date
        if date is not None and date == item.what and one["words"].get("exact") == item.words:
            found: dict[str, Any] = one
            return found
    raise UsageError(f"the story has no mention of {item.what} any more: delete the item from draft:")


_CHANGES: Final[Mapping[str, Callable[[dict[str, Any], OpenItem, str], None]]] = {
    "citation": _change_citation,
    "quotation": _change_quotation,
    "entity": _change_entity,
    "figure": _change_figure,
    "date": _change_date,
    "event": _change_event,
}

CHANGEABLE: Final = {
    "citation": "the names in order, such as Associated Press > Joe Biden, or: no source",
    "quotation": "the name of the speaker, or: nobody",
    "entity": "the kind, such as Person, group or Corporation, and unnamed after a comma",
    "figure": "the figure, such as over 1200 people — dockers on strike, or a part: measures: dockers",
    "date": "the date, such as 4 March 2025 or 2025-03",
    "event": f"one of {', '.join(_FACTUALITIES)}",
}
"""The kinds of items that can have another value, each with the form of that value."""
