"""Write an article as an item of ninjs: by the crosswalk, and whole in a body of its own if that is not all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from newsld.formats import WriteOptions
from newsld.formats.ninjs.crosswalk import EMBEDDED_STORY, PRESERVED, SCALARS, THINGS
from newsld.formats.ninjs.importer import ItemImporter, is_picture
from newsld.formats.ninjs.item_schema import is_article
from newsld.model import Entity, Event, Image, NewsArticle, Organization, Person, Place
from newsld.model.fields import COLLECTIONS, properties_of
from newsld.model.from_document import article_from
from newsld.model.numbers import json_number
from newsld.model.span_words import by_offsets
from newsld.model.to_document import story_data
from newsld.schemaorg.jsonld.foreign.field_types import reading
from newsld.schemaorg.jsonld.iris import BLANK, article_uuid
from newsld.syntax.json import dump_json

Data = dict[str, Any]

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_NAMED_FACTUALITY: Final = frozenset({"asserted", "planned"})
"""The factuality of events that an item can name: it cannot express that an event is only claimed."""


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """Return an article as one item in UTF-8 JSON, indented by two."""
    item = item_of(article)
    if options.jsonld == "full" and not _reads_back(item, article):
        item["bodies"] = [*_objects(item, "bodies"), embedded_story(article)]
    return dump_json(item, indent=True)


def embedded_story(article: NewsArticle) -> Data:
    """Return the body of an item that holds the whole article, as a story in JSON."""
    story = dump_json(story_data(article, words=by_offsets, single=False))
    return {**EMBEDDED_STORY, "value": story.decode().rstrip("\n")}


def item_of(article: NewsArticle) -> Data:
    """Return the item of an article by the crosswalk, with the preserved parts of the item that it was read from."""
    preserved = article.extra.get(PRESERVED)
    item = preserved.get("@value") if isinstance(preserved, dict) else None
    if isinstance(item, dict):
        # It may have been changed by hand, and be no part of an item any more.
        try:
            data = _ItemWriter(article, item).item
        except (TypeError, AttributeError):
            data = {}
        if is_article(data):
            return data
    return _ItemWriter(article, None).item


def _reads_back(item: Data, article: NewsArticle) -> bool:
    """Return whether an item reads back as the article."""
    try:
        return article_from(ItemImporter(item).data) == article
    except ValueError:  # pydantic's
        return False


class _ItemWriter:
    """Writes one article, with the `preserved` part of its item; None for an article from another format."""

    def __init__(self, article: NewsArticle, preserved: Data | None) -> None:
        self._article = article
        self._about = frozenset(article.about)
        self._preserved: Data = preserved or {}
        self.item: Data = (
            {"standard": dict(_STANDARD), "type": "text"} if preserved is None else dict(preserved)
        )
        self._identify()
        for name, term in SCALARS.items():
            self._scalar(name, term)
        self._headlines()
        self._set_text("descriptions", article.description, {"role": "main"})
        self._set_text("bodies", article.text or None, {"role": "main", "contentType": "text/plain"})
        self._names("subjects", article.keywords)
        self._names("genres", article.genre)
        self._things()
        self._images()
        if preserved is None:
            self._sources()

    def _identify(self) -> None:
        article = self._article
        if "uri" not in self._preserved:
            own = article.iri if article.iri != BLANK else None
            self.item["uri"] = own or article.url or article_uuid(article)

    def _scalar(self, name: str, term: str) -> None:
        article = self._article
        preserved = article.extra.get(term)
        field = next((field for field in properties_of(NewsArticle) if field.term == term), None)
        value = getattr(article, field.name) if field is not None and field.kind != "reference" else None
        if value is not None:
            # The value as it was in the item, if it still means the same.
            is_form = field is not None and isinstance(preserved, str) and reading(field, preserved) == value
            self.item[name] = preserved if is_form else str(value)
        elif isinstance(preserved, str) and preserved:
            self.item[name] = preserved
        elif field is not None and field.kind == "reference":
            names = self._names_of(getattr(article, field.name))
            if names:
                self.item[name] = ", ".join(names)

    def _names_of(self, slugs: Iterable[str]) -> list[str]:
        named = {entity.id: entity.name for entity in self._article.entities}
        return [name for slug in slugs if (name := named.get(slug))]

    def _headlines(self) -> None:
        """Write the headlines: each where it was in the item, the headline first otherwise."""
        article = self._article
        texts = {"subhead": article.alternative_headline, "main": article.headline}
        result = []
        for item in _objects(self._preserved, "headlines"):
            if isinstance(item, dict) and "value" not in item:
                role = "subhead" if item.get("role") == "subhead" and texts["subhead"] else "main"
                value, texts[role] = texts[role], None
                item = {**item, "value": value} if value else None
            result += [item] if item else []
        for role, value in texts.items():
            if value:
                result.insert(0 if role == "main" else len(result), {"role": role, "value": value})
        self._set_list("headlines", result)

    def _set_text(self, name: str, text: str | None, head: Data) -> None:
        """Write a text where it was in the item, or before the others."""
        result = _filled(_objects(self._preserved, name), text)
        if text is not None and not _has_gap(self._preserved, name):
            result.insert(0, {**head, "value": text})
        self._set_list(name, result)

    def _set_list(self, name: str, result: list[Any]) -> None:
        """Write a list; an empty one only if the item had an empty one."""
        if result or self._preserved.get(name) == []:
            self.item[name] = result
        elif isinstance(self._preserved.get(name), list):
            del self.item[name]

    def _names(self, name: str, texts: tuple[str, ...]) -> None:
        """Write the names of concepts: those of the item where they were, then the new ones."""
        left = Counter(texts)
        placed: Counter[str] = Counter()
        result = []
        for one in _objects(self._preserved, name):
            text = one.get("@id")
            if text is None:
                result.append(one)
            elif left[text] > placed[text]:
                placed[text] += 1
                result.append({"name": text, **_without_id(one)})
        for text in texts:
            if placed[text]:
                placed[text] -= 1
            else:
                result.append({"name": text})
        self._set_list(name, result)

    # -- things ----------------------------------------------------------------------------------------------

    def _things(self) -> None:
        article = self._article
        mentioned = {mention.of for mention in article.mentions} | {*article.content_location}
        makers = (*article.author, *article.editor, *article.contributor, *article.publisher)
        apart = {*makers, *article.copyright_holder, *article.location_created} - mentioned - self._about
        for name, kind in THINGS.items():
            collection = COLLECTIONS[kind]
            things: dict[str, Any] = {thing.id: thing for thing in getattr(article, collection)}
            result = []
            for item in _objects(self._preserved, name):
                slug = item.get("@id") if isinstance(item, dict) else None
                if slug is None:
                    result.append(item)
                elif isinstance(slug, str) and (thing := things.pop(slug, None)) is not None:
                    result.append({**self._thing(thing), **_without_id(item)})
            for slug, thing in things.items():
                if slug not in apart and thing.name and _is_nameable(thing):
                    data = self._thing(thing)
                    address = data.get("uri") or next(iter(thing.same_as), None)
                    data |= {"uri": address} if address else {}
                    data |= {"rel": "mentions"} if slug in mentioned and "rel" not in data else {}
                    result.append(data)
            self._set_list(name, result)

    def _thing(self, thing: Entity | Event) -> Data:
        data: Data = {"name": thing.name} if thing.name else {}
        if thing.id in self._about:
            data["rel"] = "about"
        if thing.iri is not None and thing.iri != BLANK:
            data["uri"] = thing.iri
        if isinstance(thing, Place) and thing.latitude is not None and thing.longitude is not None:
            point = [json_number(thing.longitude), json_number(thing.latitude)]
            if str not in map(type, point):
                data["geoJSON"] = {"type": "Point", "coordinates": point}
        return data

    # -- pictures and sources --------------------------------------------------------------------------------

    def _images(self) -> None:
        images = iter(self._article.image)
        result = []
        for item in _objects(self._preserved, "associations"):
            if not is_picture(item) or "uri" in item:
                result.append(item)
                continue
            # An image may have lost its id since it was read, so they are matched by order.
            if (image := next(images, None)) is not None:
                result.append(_picture(item, image))
        for number, image in enumerate(images, start=1):
            name = {"name": f"image-{number}", "type": "picture"}
            credit = {"by": image.credit_text} if image.credit_text else {}
            fresh = {**name, **credit, "renditions": [{"@id": image.url, "name": "main"}]}
            result.append(_picture(fresh, image))
        self._set_list("associations", result)

    def _sources(self) -> None:
        """Write the publisher and the licence of an article that was no item before."""
        article = self._article
        publishers = {one.id: one for one in (*article.people, *article.organizations)}
        data = []
        for slug in article.publisher:
            if (one := publishers.get(slug)) is not None and one.name:
                address = one.iri if one.iri != BLANK else None
                address = address or next(iter(one.same_as), None)
                data.append({"name": one.name, **({"uri": address} if address else {})})
        if data:
            self.item["infoSources"] = data
        if article.license:
            self.item["rightsInfo"] = {"linkedRights": article.license}


def _is_nameable(thing: Entity | Event) -> bool:
    """Return whether an item can name a thing: not an anonymous one, nor an event that is only claimed."""
    if isinstance(thing, Event):
        return thing.factuality in _NAMED_FACTUALITY
    return not (isinstance(thing, Person | Organization) and thing.anonymous)


def _picture(item: Data, image: Image) -> Data:
    """Return an associated picture with the values of an image."""
    sizes = {"width": image.width, "height": image.height}
    data = {key: value for key, value in sizes.items() if value is not None}
    renditions = [
        {**_without_id(one), "href": image.url, **data} if isinstance(one, dict) and "@id" in one else one
        for one in _objects(item, "renditions")
    ]
    result = {**item, "renditions": renditions}
    result["uri"] = image.iri if image.iri and image.iri != BLANK else image.url
    texts = _filled(_objects(item, "descriptions"), image.caption)
    if image.caption and not _has_gap(item, "descriptions"):
        texts.insert(0, {"role": "caption", "value": image.caption})
    if texts or item.get("descriptions") == []:
        result["descriptions"] = texts
    return result


def _without_id(item: Data) -> Data:
    return {key: value for key, value in item.items() if key != "@id"}


def _objects(preserved: Data, name: str) -> list[Any]:
    found = preserved.get(name)
    return found if isinstance(found, list) else []


def _has_gap(preserved: Data, name: str) -> bool:
    return any(isinstance(one, dict) and "value" not in one for one in _objects(preserved, name))


def _filled(items: list[Any], text: str | None) -> list[Any]:
    """Return the texts of a list, with `text` in the gap that reading it left; without a text, the gap is removed."""
    return list(_fill(items, text))


def _fill(items: list[Any], text: str | None) -> Iterator[Any]:
    for item in items:
        if isinstance(item, dict) and "value" not in item:
            if text is not None:
                yield {**item, "value": text}
        else:
            yield item
