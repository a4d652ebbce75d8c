"""The crosswalk between ninjs 3.1 and schema.org: what of an item is what of an article, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from newsld.model import Event, Organization, Person, Place
from newsld.model.node import Thing
from newsld.schemaorg.jsonld.terms import NAMESPACE

__all__ = ["CARRIED", "CROSSWALK", "KEPT", "SCALARS", "THINGS", "Row"]

KEPT: Final = f"{NAMESPACE}ninjs"
"""The property of an article that holds, as a JSON literal, what of its item has no place in schema.org."""

CARRIED: Final = {"role": "newsld", "contentType": "application/json"}
"""What marks the body of an item that holds a whole story of ours."""


@dataclass(frozen=True, slots=True)
class Row:
    """A property of ninjs and the term of schema.org that says the same.

    `way` says in which direction it is carried over: `both`, `write` (only into ninjs), or `kept`: as it is, since
    schema.org has no term for it, which comes back when the article is written as ninjs.
    """

    name: str
    term: str
    way: Literal["both", "write", "kept"]
    note: str = ""


CROSSWALK: Final[tuple[Row, ...]] = (
    Row(
        "uri",
        "@id",
        "both",
        "Of an article that has none, its url or a `urn:uuid:` made of its content is written.",
    ),
    Row("language", "inLanguage", "both"),
    Row("contentCreated", "dateCreated", "both"),
    Row("versionCreated", "dateModified", "both", "When this version was made."),
    Row("expires", "expires", "both"),
    Row("version", "version", "both"),
    Row("title", "name", "both", "A name for the item. It is no headline."),
    Row("by", "author", "both", "Read as text, never split into persons. Written: the names of the authors."),
    Row("copyrightHolder", "copyrightHolder", "both", "Read as text. Written: the names of the holders."),
    Row("copyrightNotice", "copyrightNotice", "both"),
    Row("located", "locationCreated", "both", "Read as text. Written: the names of the places."),
    Row(
        "headlines",
        "headline, alternativeHeadline",
        "both",
        "The headline has the role `main`, or none, or is the only one; `subhead` is the alternative headline. "
        "The others are kept.",
    ),
    Row(
        "descriptions",
        "description",
        "both",
        "The one with the role `main`, `summary`, `text` or none; captions, notes and credits are kept.",
    ),
    Row(
        "bodies",
        "articleBody",
        "both",
        "The first of type `text/plain`, or else without markup, to the letter. Bodies with markup are kept, and not "
        "read for their text.",
    ),
    Row(
        "people",
        "about, mentions (Person)",
        "both",
        "`name` and `uri`, `rel` where it is `about`; the rest is kept.",
    ),
    Row("organisations", "about, mentions (Organization)", "both", "The same."),
    Row(
        "places",
        "about, mentions (Place)",
        "both",
        "The same; a GeoJSON Point is `latitude` and `longitude`.",
    ),
    Row(
        "events", "about, mentions (Event)", "both", "The same. Only asserted and planned events are written."
    ),
    Row("subjects", "keywords", "both", "Their names; codes and weights are kept."),
    Row("genres", "genre", "both", "Their names; codes are kept."),
    Row(
        "associations",
        "image",
        "both",
        "Pictures that have an address: the widest rendition is the url, with width, height and caption. "
        "The rest of them, and other associations, are kept.",
    ),
    Row(
        "infoSources",
        "publisher",
        "write",
        "ninjs does not say which of them is the publisher, so they are kept.",
    ),
    Row("rightsInfo", "license", "write", "As `linkedRights`, which need not be a licence, and so is kept."),
    Row(
        "type",
        "",
        "kept",
        "`text` is written. An item of type picture, video, event and the like is no article.",
    ),
    Row("standard", "", "kept", "ninjs 3.1 is written."),
    Row("firstCreated", "", "kept", "When the item was first made: not when an article was published."),
    Row(
        "embargoedUntil",
        "",
        "kept",
        "Before this moment no version may be published. newsld does not act on it.",
    ),
    Row("pubStatus", "", "kept", "`withheld` and `canceled` do not keep an item from being read."),
    Row("urgency", "", "kept", "From 1 to 9, for the desk."),
    Row("representationType", "", "kept", "Whether more is to be had elsewhere."),
    Row("profile", "", "kept", "How the item is built, by the agency's own names."),
    Row("altIds", "", "kept", "Identifiers of the agency's own."),
    Row("edNote", "", "kept", "For the desk that receives the item, and never for readers."),
    Row("slugline", "", "kept", "A name for desks."),
    Row("usageTerms", "", "kept", "What is agreed with those who receive the item."),
    Row("objects", "", "kept", "Material things: a story of ours has no class for them."),
    Row(
        "renditions",
        "",
        "kept",
        "Of the item itself, such as a PDF. Those of pictures are under `associations`.",
    ),
    Row("trustIndicators", "", "kept", "Documents of the agency, and not of the article."),
    Row("digitalSourceType", "", "kept", "How the content came about, by the agency's own codes."),
    Row("eventDetails", "", "kept", "Of items that are events."),
    Row("plannedCoverage", "", "kept", "Of items that are plans."),
)
"""Every property of an item of ninjs 3.1."""

SCALARS: Final[dict[str, str]] = {
    row.name: row.term
    for row in CROSSWALK
    if row.name
    in {
        "language", "contentCreated", "versionCreated", "expires", "version", "title", "by", "copyrightHolder",
        "copyrightNotice", "located",
    }
}  # fmt: skip
"""Properties whose value is one text, with their terms."""

THINGS: Final[dict[str, type[Thing]]] = {
    "people": Person,
    "organisations": Organization,
    "places": Place,
    "events": Event,
}
"""Lists of an item whose objects are things of a story."""
