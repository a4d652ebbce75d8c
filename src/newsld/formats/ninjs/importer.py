"""From an item of ninjs to the data of a story: what fits is typed, the rest is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from newsld.formats.ninjs.crosswalk import CARRIED, KEPT, SCALARS, THINGS
from newsld.model import Image, NewsArticle, Place
from newsld.model.dates import is_iri
from newsld.model.fields import COLLECTIONS
from newsld.model.node import Thing
from newsld.model.to_document import VERSION
from newsld.schemaorg.jsonld.foreign.entity_mentions import find_mentions
from newsld.schemaorg.jsonld.foreign.field_types import fields, short_slug
from newsld.schemaorg.jsonld.iris import BLANK

__all__ = ["ROLES", "ArticleImporter", "is_carried", "is_picture"]

Data = dict[str, Any]

ROLES: Final[Mapping[str, tuple[str | None, ...]]] = {
    "headline": ("main", None),
    "alternativeHeadline": ("subhead",),
    "description": ("main", "summary", "text", None),
    "caption": ("caption", "main", "text", None),
}
"""Which roles the texts of a field have in ninjs, the likeliest first."""

_MARKUP: Final = re.compile(r"<[a-z/!?]|&#?\w+;", re.IGNORECASE)


def is_carried(body: Any) -> bool:
    """Whether a body of an item holds a story of ours."""
    return isinstance(body, dict) and CARRIED.items() <= body.items() and isinstance(body.get("value"), str)


def is_picture(association: Any) -> bool:
    """Whether an associated item is a picture."""
    return isinstance(association, dict) and association.get("type") == "picture"


class ArticleImporter:
    """Tells one item, which has the shape that ninjs asks for: `data` has the shape of a story.

    `places` has, by JSON Pointer into `data`, the pointers into the item of what was read from there.
    """

    def __init__(self, item: Data) -> None:
        self.places: dict[str, str] = {}
        self.data: Data = {"newsld": VERSION}
        self._extra: Data = {}
        self._seen: set[str] = set()
        self._slugs: dict[str, int] = {}
        self._mentioned: list[Data] = []
        kept = dict(item)
        self._identify(kept)
        for name, term in SCALARS.items():
            self._scalar(kept, name, term)
        self._words(kept, "headlines", "headline", alone=True)
        self._words(kept, "headlines", "alternativeHeadline")
        self._words(kept, "descriptions", "description")
        self._body(kept)
        self._names(kept, "subjects", "keywords")
        self._names(kept, "genres", "genre")
        for name, kind in THINGS.items():
            self._things(kept, name, kind)
        self._images(kept)
        if self._mentioned:
            self._extra["mentions"] = self._mentioned[0] if len(self._mentioned) == 1 else self._mentioned
        self._extra[KEPT] = {"@type": "@json", "@value": kept}
        self.data["extra"] = self._extra
        self.places["/extra"] = ""
        things = {
            slug: thing for kind in COLLECTIONS.values() for slug, thing in self.data.get(kind, {}).items()
        }
        if "body" in self.data and things and (mentions := find_mentions(self.data["body"], things)):
            self.data["mentions"] = mentions

    def origin(self, pointer: str) -> str:
        """The pointer into the item of what a pointer into the data leads to."""
        head = pointer
        while head and head not in self.places:
            head = head.rpartition("/")[0]
        return self.places.get(head, "")

    def _typed(self, alias: str, value: Any, place: str) -> None:
        self.data[alias] = value
        self.places[f"/{alias}"] = place

    def _identify(self, kept: Data) -> None:
        iri = kept["uri"]
        self.data["iri"] = BLANK
        if is_iri(iri):
            self._typed("iri", kept.pop("uri"), "/uri")
            self._seen.add(iri)

    def _scalar(self, kept: Data, name: str, term: str) -> None:
        """A text: into its field where it fits there, or under its term as it is."""
        value = kept.get(name)
        if not isinstance(value, str) or not value:
            return
        field = next((field for field in fields(NewsArticle) if field.term == term), None)
        if field is not None and field.fits is not None and field.fits(value):
            self._typed(field.alias, value, f"/{name}")
        else:
            self._extra[term] = value
            self.places[f"/extra/{term}"] = self.places[f"/{term}"] = f"/{name}"
        del kept[name]

    def _words(self, kept: Data, name: str, alias: str, *, alone: bool = False) -> None:
        """The text of a list of texts that a field has; with `alone`, whatever its role where it is the only one."""
        items = kept.get(name)
        if not isinstance(items, list):
            return
        found = _chosen(items, ROLES[alias])
        if found is None and alone and len(items) == 1 and _is_plain(items[0]):
            found = None if items[0].get("role") in ROLES["alternativeHeadline"] else 0
        if found is not None:
            self._typed(alias, items[found]["value"], f"/{name}/{found}/value")
            kept[name] = _without(items, found, "value")

    def _body(self, kept: Data) -> None:
        """The text of the article: a plain one, or one that cannot but be plain."""
        bodies = kept.get("bodies")
        if not isinstance(bodies, list):
            return
        plain = [place for place, body in enumerate(bodies) if _type(body) == "text/plain" and body["value"]]
        bare = [
            place
            for place, body in enumerate(bodies)
            if _type(body) in {"", "text/html", "application/xhtml+xml"}
            and body["value"]
            and not _MARKUP.search(body["value"])
        ]
        for place in (*plain, *bare)[:1]:
            self._typed("body", bodies[place]["value"], f"/bodies/{place}/value")
            kept["bodies"] = _without(bodies, place, "value")

    def _names(self, kept: Data, name: str, alias: str) -> None:
        """The names of concepts; what else is said of one is kept beside its name."""
        items = kept.get(name)
        if isinstance(items, list) and (names := [one["name"] for one in items if one.get("name")]):
            self._typed(alias, names, f"/{name}")
            kept[name] = [_renamed(one) if one.get("name") else one for one in items]

    # -- things ----------------------------------------------------------------------------------------------

    def _things(self, kept: Data, name: str, kind: type[Thing]) -> None:
        """The things of a list, by ids; what there is no place for is kept beside the id."""
        items = kept.get(name)
        if not isinstance(items, list):
            return
        told = []
        for place, item in enumerate(items):
            uri = item.get("uri", "")
            named = is_iri(uri) and uri not in self._seen
            if not item.get("name") and not named:
                told.append(item)
                continue
            rest, thing = dict(item), {"iri": BLANK}
            slug = self._slug(item.get("name") or kind.default_type)
            if named:
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
                self._mentioned.append({"@id": f"{BLANK}{slug}" if iri == BLANK else iri})
            collection = COLLECTIONS[kind]
            self.data.setdefault(collection, {})[slug] = thing
            self.places[f"/{collection}/{slug}"] = f"/{name}/{place}"
            told.append({"@id": slug, **rest})
        kept[name] = told

    def _slug(self, name: str) -> str:
        slug = free = short_slug(name)
        while free in self._slugs:
            self._slugs[slug] += 1
            free = f"{slug}-{self._slugs[slug]}"
        self._slugs[free] = 1
        return free

    # -- pictures --------------------------------------------------------------------------------------------

    def _images(self, kept: Data) -> None:
        """The pictures among the associations. What is kept of one has no `uri`."""
        items = kept.get("associations")
        if not isinstance(items, list):
            return
        told = []
        for place, item in enumerate(items):
            found = _widest(item.get("renditions")) if is_picture(item) else None
            uri = item["uri"]
            if found is None or not is_iri(uri) or uri in self._seen:
                told.append(item)
                continue
            self._seen.add(uri)
            renditions = item["renditions"]
            rest = {key: value for key, value in item.items() if key != "uri"}
            rest["renditions"] = _without(renditions, found, "href", *_sizes(renditions[found]))
            rest["renditions"][found]["@id"] = uri
            image = {"iri": uri, "url": renditions[found]["href"], **_sizes(renditions[found])}
            texts = item.get("descriptions", [])
            if (caption := _chosen(texts, ROLES["caption"])) is not None:
                image["caption"] = texts[caption]["value"]
                rest["descriptions"] = _without(texts, caption, "value")
            told.append(rest)
            images = self.data.setdefault("image", [])
            self.places[f"/image/{len(images)}"] = f"/associations/{place}"
            images.append(image)
        kept["associations"] = told


def _type(body: Mapping[str, Any]) -> str:
    """The media type of a text, without its parameters."""
    return str(body.get("contentType", "")).partition(";")[0].strip().lower()


def _is_plain(text: Mapping[str, Any]) -> bool:
    return text["value"] != "" and _type(text) in {"", "text/plain"}


def _chosen(items: Sequence[Mapping[str, Any]], roles: Sequence[str | None]) -> int | None:
    """The place of the first plain text with the first of these roles that any has."""
    for role in roles:
        for place, item in enumerate(items):
            if item.get("role") == role and "value" in item and _is_plain(item):
                return place
    return None


def _without(items: Sequence[Data], place: int, *keys: str) -> list[Data]:
    """The items, the one at a place without these keys."""
    kept = {key: value for key, value in items[place].items() if key not in keys}
    return [*items[:place], kept, *items[place + 1 :]]


def _renamed(concept: Data) -> Data:
    return {"@id": concept["name"], **{key: value for key, value in concept.items() if key != "name"}}


def _locate(rest: Data, thing: Data) -> None:
    """Take the point of a place out of its geometry, where the geometry is no more than that."""
    shape = rest.get("geoJSON")
    if not isinstance(shape, dict) or shape.keys() != {"type", "coordinates"} or shape["type"] != "Point":
        return
    where = shape["coordinates"]
    tests = {field.term: field.fits for field in fields(Place)}
    if isinstance(where, list) and len(where) == 2:
        point = dict(zip(("longitude", "latitude"), where, strict=True))
        if all((fits := tests[term]) is not None and fits(value) for term, value in point.items()):
            thing |= point
            del rest["geoJSON"]


def _widest(renditions: Any) -> int | None:
    """The place of the rendition of a picture that shows the most of it; None where none has an address."""
    found = [
        place
        for place, one in enumerate(renditions if isinstance(renditions, list) else ())
        if is_iri(one.get("href", "")) and _type(one).partition("/")[0] in {"", "image"}
    ]
    return max(found, key=lambda place: renditions[place].get("width", 0), default=None)


def _sizes(rendition: Mapping[str, Any]) -> Data:
    """Width and height of a rendition, where they have a place in an image."""
    tests = {field.term: field.fits for field in fields(Image)}
    return {
        key: rendition[key]
        for key in ("width", "height")
        if key in rendition and (fits := tests[key]) is not None and fits(rendition[key])
    }
