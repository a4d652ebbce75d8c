"""Import an item of ninjs as the data of a story: typed fields where they fit, the rest preserved unchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from newsld.formats.ninjs.crosswalk import EMBEDDED_STORY, PRESERVED, SCALARS, THINGS
from newsld.model import Image, NewsArticle, Place
from newsld.model.dates import is_iri
from newsld.model.fields import COLLECTIONS, properties_of
from newsld.model.node import Thing
from newsld.model.versions import STORY_VERSION
from newsld.schemaorg.jsonld.foreign.body_text import body_data
from newsld.schemaorg.jsonld.foreign.entity_mentions import find_mentions
from newsld.schemaorg.jsonld.foreign.field_types import NAMED_BY_TEXT, agent_of, fits, reading, short_slug
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.syntax.patterns import lazy_pattern

Data = dict[str, Any]

ROLES: Final[Mapping[str, tuple[str | None, ...]]] = {
    "headline": ("main", None),
    "alternativeHeadline": ("subhead",),
    "description": ("main", "summary", "text", None),
    "caption": ("caption", "main", "text", None),
}
"""The roles that the text of a field may have in ninjs, the likeliest first."""

_MARKUP: Final = lazy_pattern(r"<[a-z/!?]|&#?\w+;", re.IGNORECASE)


def is_embedded_story(body: Any) -> bool:
    """Return whether a body of an item holds a newsld story."""
    return (
        isinstance(body, dict)
        and EMBEDDED_STORY.items() <= body.items()
        and isinstance(body.get("value"), str)
    )


def is_picture(association: Any) -> bool:
    """Return whether an associated item is a picture."""
    return isinstance(association, dict) and association.get("type") == "picture"


class ItemImporter:
    """Imports one item that matches ninjs: `data` has the shape of a story.

    `item_pointers` maps JSON Pointers into `data` to the pointers into the item that the values were read from.
    """

    def __init__(self, item: Data) -> None:
        self.item_pointers: dict[str, str] = {}
        self.data: Data = {"newsld": STORY_VERSION}
        self._extra: Data = {}
        self._seen: set[str] = set()
        self._slugs: dict[str, int] = {}
        self._mentions: list[Data] = []
        self._text = ""
        rest = dict(item)
        self._identify(rest)
        for name, term in SCALARS.items():
            self._scalar(rest, name, term)
        self._words(rest, "headlines", "headline", alone=True)
        self._words(rest, "headlines", "alternativeHeadline")
        self._words(rest, "descriptions", "description")
        self._body(rest)
        self._names(rest, "subjects", "keywords")
        self._names(rest, "genres", "genre")
        for name, kind in THINGS.items():
            self._things(rest, name, kind)
        self._images(rest)
        if self._mentions:
            self._extra["mentions"] = self._mentions[0] if len(self._mentions) == 1 else self._mentions
        self._extra[PRESERVED] = {"@type": "@json", "@value": rest}
        self.data["extra"] = self._extra
        self.item_pointers["/extra"] = ""
        things = {
            slug: thing for kind in COLLECTIONS.values() for slug, thing in self.data.get(kind, {}).items()
        }
        if self._text and things and (mentions := find_mentions(self._text, things)):
            self.data["mentions"] = mentions

    def source_pointer(self, pointer: str) -> str:
        """Return the JSON Pointer into the item for a pointer into the data."""
        head = pointer
        while head and head not in self.item_pointers:
            head = head.rpartition("/")[0]
        return self.item_pointers.get(head, "")

    def _set(self, alias: str, value: Any, pointer: str) -> None:
        self.data[alias] = value
        self.item_pointers[f"/{alias}"] = pointer

    def _identify(self, rest: Data) -> None:
        iri = rest["uri"]
        self.data["iri"] = BLANK
        if is_iri(iri):
            self._set("iri", rest.pop("uri"), "/uri")
            self._seen.add(iri)

    def _scalar(self, rest: Data, name: str, term: str) -> None:
        """Import a text into its field if it fits there, otherwise unchanged under its term."""
        value = rest.get(name)
        if not isinstance(value, str) or not value:
            return
        del rest[name]
        field = next((field for field in properties_of(NewsArticle) if field.term == term), None)
        if field is not None and fits(field, value):
            self._set(field.alias, value, f"/{name}")
        elif field is not None and term in NAMED_BY_TEXT and (agent := agent_of(value, term)) is not None:
            self._set(field.alias, [self._agent(*agent)], f"/{name}")
        else:
            meant = None if field is None else reading(field, value)
            if field is not None and meant is not None:
                self._set(field.alias, meant, f"/{name}")
            self._extra[term] = value
            self.item_pointers[f"/extra/{term}"] = self.item_pointers[f"/{term}"] = f"/{name}"

    def _agent(self, kind: type[Thing], name: str) -> str:
        """Add a person or an organization of which the item has only the name, and return its id."""
        slug = self._slug(name)
        thing = {"iri": BLANK, "name": name, "extra": {"@value": name}}
        self.data.setdefault(COLLECTIONS[kind], {})[slug] = thing
        return slug

    def _words(self, rest: Data, name: str, alias: str, *, alone: bool = False) -> None:
        """Import the text of a list that belongs to a field; with `alone`, also an only text of another role."""
        items = rest.get(name)
        if not isinstance(items, list):
            return
        index = _find_text(items, ROLES[alias])
        if index is None and alone and len(items) == 1 and _is_plain(items[0]):
            index = None if items[0].get("role") in ROLES["alternativeHeadline"] else 0
        if index is not None:
            self._set(alias, items[index]["value"], f"/{name}/{index}/value")
            rest[name] = _drop_keys(items, index, "value")

    def _body(self, rest: Data) -> None:
        """Import the text of the article: a plain body, or one that holds no markup."""
        bodies = rest.get("bodies")
        if not isinstance(bodies, list):
            return
        plain = [index for index, body in enumerate(bodies) if _type(body) == "text/plain" and body["value"]]
        bare = [
            index
            for index, body in enumerate(bodies)
            if _type(body) in {"", "text/html", "application/xhtml+xml"}
            and body["value"]
            and not _MARKUP.search(body["value"])
        ]
        for index in (*plain, *bare)[:1]:
            self._text = bodies[index]["value"]
            self._set("body", body_data(self._text), f"/bodies/{index}/value")
            rest["bodies"] = _drop_keys(bodies, index, "value")

    def _names(self, rest: Data, name: str, alias: str) -> None:
        """Import the names of concepts; their other keys are preserved with the name."""
        items = rest.get(name)
        if isinstance(items, list) and (
            names := [concept["name"] for concept in items if concept.get("name")]
        ):
            self._set(alias, names, f"/{name}")
            rest[name] = [_name_as_id(concept) if concept.get("name") else concept for concept in items]

    # -- things ----------------------------------------------------------------------------------------------

    def _things(self, rest_of_item: Data, name: str, kind: type[Thing]) -> None:
        """Import the things of a list by id; keys without a field are preserved with the id."""
        items = rest_of_item.get(name)
        if not isinstance(items, list):
            return
        preserved = []
        for index, item in enumerate(items):
            uri = item.get("uri", "")
            has_iri = is_iri(uri) and uri not in self._seen
            if not item.get("name") and not has_iri:
                preserved.append(item)
                continue
            rest, thing = dict(item), {"iri": BLANK}
            slug = self._slug(item.get("name") or kind.default_type)
            if has_iri:
                thing["iri"] = rest.pop("uri")
                self._seen.add(uri)
            if rest.get("name"):
                thing["name"] = rest.pop("name")
            if kind is Place:
                _locate(rest, thing)
            if rest.get("rel") == "about":
                del rest["rel"]
                self.data.setdefault("about", []).append(slug)
            else:
                iri = thing["iri"]
                self._mentions.append({"@id": f"{BLANK}{slug}" if iri == BLANK else iri})
            collection = COLLECTIONS[kind]
            self.data.setdefault(collection, {})[slug] = thing
            self.item_pointers[f"/{collection}/{slug}"] = f"/{name}/{index}"
            preserved.append({"@id": slug, **rest})
        rest_of_item[name] = preserved

    def _slug(self, name: str) -> str:
        slug = free = short_slug(name)
        while free in self._slugs:
            self._slugs[slug] += 1
            free = f"{slug}-{self._slugs[slug]}"
        self._slugs[free] = 1
        return free

    # -- pictures --------------------------------------------------------------------------------------------

    def _images(self, rest_of_item: Data) -> None:
        """Import the pictures among the associations. The preserved part of one has no `uri`."""
        items = rest_of_item.get("associations")
        if not isinstance(items, list):
            return
        preserved = []
        for number, item in enumerate(items):
            index = _widest(item.get("renditions")) if is_picture(item) else None
            uri = item["uri"]
            if index is None or not is_iri(uri) or uri in self._seen:
                preserved.append(item)
                continue
            self._seen.add(uri)
            renditions = item["renditions"]
            rest = {key: value for key, value in item.items() if key != "uri"}
            rest["renditions"] = _drop_keys(renditions, index, "href", *_sizes(renditions[index]))
            rest["renditions"][index]["@id"] = uri
            image = {"iri": uri, "url": renditions[index]["href"], **_sizes(renditions[index])}
            texts = item.get("descriptions", [])
            if (caption := _find_text(texts, ROLES["caption"])) is not None:
                image["caption"] = texts[caption]["value"]
                rest["descriptions"] = _drop_keys(texts, caption, "value")
            preserved.append(rest)
            images = self.data.setdefault("image", [])
            self.item_pointers[f"/image/{len(images)}"] = f"/associations/{number}"
            images.append(image)
        rest_of_item["associations"] = preserved


def _type(body: Mapping[str, Any]) -> str:
    """Return the media type of a text, without parameters."""
    return str(body.get("contentType", "")).partition(";")[0].strip().lower()


def _is_plain(text: Mapping[str, Any]) -> bool:
    return text["value"] != "" and _type(text) in {"", "text/plain"}


def _find_text(items: Sequence[Mapping[str, Any]], roles: Sequence[str | None]) -> int | None:
    """Return the index of the first plain text with the first of these roles that any text has; None without one."""
    for role in roles:
        for index, item in enumerate(items):
            if item.get("role") == role and "value" in item and _is_plain(item):
                return index
    return None


def _drop_keys(items: Sequence[Data], index: int, *keys: str) -> list[Data]:
    """Return the items, with these keys dropped from the one at an index."""
    rest = {key: value for key, value in items[index].items() if key not in keys}
    return [*items[:index], rest, *items[index + 1 :]]


def _name_as_id(concept: Data) -> Data:
    return {"@id": concept["name"], **{key: value for key, value in concept.items() if key != "name"}}


def _locate(rest: Data, thing: Data) -> None:
    """Move the point of a place from its geometry to `thing`, if the geometry is only a point."""
    shape = rest.get("geoJSON")
    if not isinstance(shape, dict) or shape.keys() != {"type", "coordinates"} or shape["type"] != "Point":
        return
    where = shape["coordinates"]
    fields = {field.term: field for field in properties_of(Place)}
    if isinstance(where, list) and len(where) == 2:
        point = dict(zip(("longitude", "latitude"), where, strict=True))
        if all(fits(fields[term], value) for term, value in point.items()):
            thing |= point
            del rest["geoJSON"]


def _widest(renditions: Any) -> int | None:
    """Return the index of the widest rendition of a picture that has an address; None if none has one."""
    with_address = [
        index
        for index, one in enumerate(renditions if isinstance(renditions, list) else ())
        if is_iri(one.get("href", "")) and _type(one).partition("/")[0] in {"", "image"}
    ]
    return max(with_address, key=lambda index: renditions[index].get("width", 0), default=None)


def _sizes(rendition: Mapping[str, Any]) -> Data:
    """Return the width and height of a rendition that fit the fields of an image."""
    fields = {field.term: field for field in properties_of(Image)}
    return {
        key: rendition[key]
        for key in ("width", "height")
        if key in rendition and fits(fields[key], rendition[key])
    }
