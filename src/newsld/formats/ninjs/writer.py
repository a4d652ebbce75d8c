"""From an article to an item of ninjs: by the crosswalk, and whole in a body of its own where that is not all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from newsld.formats import WriteOptions
from newsld.formats.ninjs.crosswalk import CARRIED, KEPT, SCALARS, THINGS
from newsld.formats.ninjs.importer import ArticleImporter, is_picture
from newsld.formats.ninjs.item_schema import is_article
from newsld.model import Entity, Event, Image, NewsArticle, Organization, Person, Place
from newsld.model.fields import COLLECTIONS
from newsld.model.from_document import article_from
from newsld.model.numbers import plain_number
from newsld.model.standoff import as_json
from newsld.model.to_document import by_offsets, story_data
from newsld.schemaorg.jsonld.foreign.field_types import fields
from newsld.schemaorg.jsonld.iris import BLANK, article_uuid

__all__ = ["item_of", "write"]

Data = dict[str, Any]

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_TOLD: Final = frozenset({"asserted", "planned"})
"""Events that an item can name as such: it has no way to say that somebody else says so."""


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """The article as one item in UTF-8 JSON, indented by two."""
    item = item_of(article)
    if options.profile == "full" and not _says(item, article):
        item["bodies"] = [*_objects(item, "bodies"), carried(article)]
    return as_json(item, indent=True)


def carried(article: NewsArticle) -> Data:
    """The body of an item that is the whole article, as a story in JSON."""
    story = as_json(story_data(article, words=by_offsets, single=False))
    return {**CARRIED, "value": story.decode().rstrip("\n")}


def item_of(article: NewsArticle) -> Data:
    """What of an article the crosswalk says in ninjs, with what was kept of the item that it was read from."""
    kept = article.extra.get(KEPT)
    item = kept.get("@value") if isinstance(kept, dict) else None
    if isinstance(item, dict):
        # Somebody may have changed it by hand, so that it is not kept of an item any more.
        try:
            made = _Writer(article, item).item
        except (TypeError, AttributeError):
            made = {}
        if is_article(made):
            return made
    return _Writer(article, None).item


def _says(item: Data, article: NewsArticle) -> bool:
    """Whether the item reads back as the article."""
    try:
        return article_from(ArticleImporter(item).data) == article
    except ValueError:  # pydantic's
        return False


class _Writer:
    """Writes one article, with what was `kept` of its item; None for one that was read from elsewhere."""

    def __init__(self, article: NewsArticle, kept: Data | None) -> None:
        self._article = article
        self._about = frozenset(article.about)
        self._kept: Data = kept or {}
        self.item: Data = {"standard": dict(_STANDARD), "type": "text"} if kept is None else dict(kept)
        self._identify()
        for name, term in SCALARS.items():
            self._scalar(name, term)
        self._headlines()
        self._lay_text("descriptions", article.description, {"role": "main"})
        self._lay_text("bodies", article.text or None, {"role": "main", "contentType": "text/plain"})
        self._names("subjects", article.keywords)
        self._names("genres", article.genre)
        self._things()
        self._images()
        if kept is None:
            self._sources()

    def _identify(self) -> None:
        article = self._article
        if "uri" not in self._kept:
            own = article.iri if article.iri != BLANK else None
            self.item["uri"] = own or article.url or article_uuid(article)

    def _scalar(self, name: str, term: str) -> None:
        article = self._article
        kept = article.extra.get(term)
        field = next((field for field in fields(NewsArticle) if field.term == term), None)
        value = getattr(article, field.name) if field is not None and field.fits is not None else None
        if value is not None:
            self.item[name] = str(value)
        elif isinstance(kept, str) and kept:
            self.item[name] = kept
        elif field is not None and field.fits is None:
            names = self._called(getattr(article, field.name))
            if names:
                self.item[name] = ", ".join(names)

    def _called(self, slugs: Iterable[str]) -> list[str]:
        named = {entity.id: entity.name for entity in self._article.entities}
        return [name for slug in slugs if (name := named.get(slug))]

    def _headlines(self) -> None:
        """The headline first; the place that it had, where it was read from an item."""
        article = self._article
        texts = {"subhead": article.alternative_headline, "main": article.headline}
        told = []
        for item in _objects(self._kept, "headlines"):
            if isinstance(item, dict) and "value" not in item:
                role = "subhead" if item.get("role") == "subhead" and texts["subhead"] else "main"
                value, texts[role] = texts[role], None
                item = {**item, "value": value} if value else None
            told += [item] if item else []
        for role, value in texts.items():
            if value:
                told.insert(0 if role == "main" else len(told), {"role": role, "value": value})
        self._lay("headlines", told)

    def _lay_text(self, name: str, text: str | None, head: Data) -> None:
        """A text where it was read from, or before the others."""
        told = _filled(_objects(self._kept, name), text)
        if text is not None and not _has_gap(self._kept, name):
            told.insert(0, {**head, "value": text})
        self._lay(name, told)

    def _lay(self, name: str, told: list[Any]) -> None:
        """Have a list of what is told; an empty one only where there was an empty one."""
        if told or self._kept.get(name) == []:
            self.item[name] = told
        elif isinstance(self._kept.get(name), list):
            del self.item[name]

    def _names(self, name: str, texts: tuple[str, ...]) -> None:
        """The names of concepts: those that were read where they were, then those that came since."""
        left = Counter(texts)
        placed: Counter[str] = Counter()
        told = []
        for one in _objects(self._kept, name):
            text = one.get("@id")
            if text is None:
                told.append(one)
            elif left[text] > placed[text]:
                placed[text] += 1
                told.append({"name": text, **_unnamed(one)})
        for text in texts:
            if placed[text]:
                placed[text] -= 1
            else:
                told.append({"name": text})
        self._lay(name, told)

    # -- things ----------------------------------------------------------------------------------------------

    def _things(self) -> None:
        article = self._article
        mentioned = {mention.of for mention in article.mentions} | {*article.content_location}
        makers = (*article.author, *article.editor, *article.contributor, *article.publisher)
        apart = {*makers, *article.copyright_holder, *article.location_created} - mentioned - self._about
        for name, kind in THINGS.items():
            collection = COLLECTIONS[kind]
            things: dict[str, Any] = {thing.id: thing for thing in getattr(article, collection)}
            told = []
            for item in _objects(self._kept, name):
                slug = item.get("@id") if isinstance(item, dict) else None
                if slug is None:
                    told.append(item)
                elif isinstance(slug, str) and (thing := things.pop(slug, None)) is not None:
                    told.append({**self._thing(thing), **_unnamed(item)})
            for slug, thing in things.items():
                if slug not in apart and thing.name and _is_told(thing):
                    made = self._thing(thing)
                    address = made.get("uri") or next(iter(thing.same_as), None)
                    made |= {"uri": address} if address else {}
                    made |= {"rel": "mentions"} if slug in mentioned and "rel" not in made else {}
                    told.append(made)
            self._lay(name, told)

    def _thing(self, thing: Entity | Event) -> Data:
        made: Data = {"name": thing.name} if thing.name else {}
        if thing.id in self._about:
            made["rel"] = "about"
        if thing.iri is not None and thing.iri != BLANK:
            made["uri"] = thing.iri
        if isinstance(thing, Place) and thing.latitude is not None and thing.longitude is not None:
            point = [plain_number(thing.longitude), plain_number(thing.latitude)]
            if str not in map(type, point):
                made["geoJSON"] = {"type": "Point", "coordinates": point}
        return made

    # -- pictures and sources --------------------------------------------------------------------------------

    def _images(self) -> None:
        images = iter(self._article.image)
        told = []
        for item in _objects(self._kept, "associations"):
            if not is_picture(item) or "uri" in item:
                told.append(item)
                continue
            # The one that it was read from, or the next: an image may have lost its name on its way.
            if (image := next(images, None)) is not None:
                told.append(_pictured(item, image))
        for number, image in enumerate(images, start=1):
            name = {"name": f"image-{number}", "type": "picture"}
            credit = {"by": image.credit_text} if image.credit_text else {}
            fresh = {**name, **credit, "renditions": [{"@id": image.url, "name": "main"}]}
            told.append(_pictured(fresh, image))
        self._lay("associations", told)

    def _sources(self) -> None:
        """What an item can say of the publisher and the licence of an article of ours."""
        article = self._article
        publishers = {one.id: one for one in (*article.people, *article.organizations)}
        made = []
        for slug in article.publisher:
            if (one := publishers.get(slug)) is not None and one.name:
                address = one.iri if one.iri != BLANK else None
                address = address or next(iter(one.same_as), None)
                made.append({"name": one.name, **({"uri": address} if address else {})})
        if made:
            self.item["infoSources"] = made
        if article.license:
            self.item["rightsInfo"] = {"linkedRights": article.license}


def _is_told(thing: Entity | Event) -> bool:
    """Whether a list of what a story tells of can name it: not who is unnamed, nor what is only claimed."""
    if isinstance(thing, Event):
        return thing.factuality in _TOLD
    return not (isinstance(thing, Person | Organization) and thing.anonymous)


def _pictured(item: Data, image: Image) -> Data:
    """An associated picture with what an image says of it."""
    sizes = {"width": image.width, "height": image.height}
    made = {key: value for key, value in sizes.items() if value is not None}
    renditions = [
        {**_unnamed(one), "href": image.url, **made} if isinstance(one, dict) and "@id" in one else one
        for one in _objects(item, "renditions")
    ]
    told = {**item, "renditions": renditions}
    told["uri"] = image.iri if image.iri and image.iri != BLANK else image.url
    texts = _filled(_objects(item, "descriptions"), image.caption)
    if image.caption and not _has_gap(item, "descriptions"):
        texts.insert(0, {"role": "caption", "value": image.caption})
    if texts or item.get("descriptions") == []:
        told["descriptions"] = texts
    return told


def _unnamed(item: Data) -> Data:
    return {key: value for key, value in item.items() if key != "@id"}


def _objects(kept: Data, name: str) -> list[Any]:
    found = kept.get(name)
    return found if isinstance(found, list) else []


def _has_gap(kept: Data, name: str) -> bool:
    return any(isinstance(one, dict) and "value" not in one for one in _objects(kept, name))


def _filled(items: list[Any], text: str | None) -> list[Any]:
    """The texts of a list, with the text in the gap that it left; the gap is closed where there is none."""
    return list(_fill(items, text))


def _fill(items: list[Any], text: str | None) -> Iterator[Any]:
    for item in items:
        if isinstance(item, dict) and "value" not in item:
            if text is not None:
                yield {**item, "value": text}
        else:
            yield item
