"""Define the crosswalk between ninjs 3.1 and schema.org: which property maps to which term, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from newsld.model import Event, Organization, Person, Place
from newsld.model.node import Thing
from newsld.schemaorg.jsonld.own_terms import NAMESPACE

PRESERVED: Final = f"{NAMESPACE}ninjs"
"""The property of an article that holds, as a JSON literal, the parts of its item that schema.org has no term for."""

EMBEDDED_STORY: Final = {"role": "newsld", "contentType": "application/json"}
"""The marks of the body of an item that holds a whole newsld story."""


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A property of ninjs and the equivalent term of schema.org.

    `way` is the direction of the mapping: `both`, `write` (only into ninjs), or `preserved` for a property without a
    term, which is written again when the article is written as ninjs.
    """

    name: str
    term: str
    way: Literal["both", "write", "preserved"]
    note: str = ""


CROSSWALK: Final[tuple[CrosswalkRow, ...]] = (
    CrosswalkRow(
        "uri",
        "@id",
        "both",
        "Of an article that has none, its url or a `urn:uuid:` made of its content is written.",
    ),
    CrosswalkRow("language", "inLanguage", "both"),
    CrosswalkRow("contentCreated", "dateCreated", "both"),
    CrosswalkRow("versionCreated", "dateModified", "both", "When this version was made."),
    CrosswalkRow("expires", "expires", "both"),
    CrosswalkRow("version", "version", "both"),
    CrosswalkRow("title", "name", "both", "A name for the item, not a headline."),
    CrosswalkRow(
        "by",
        "author",
        "both",
        "Read as one author with this name, never split into persons. Written: the names of the authors.",
    ),
    CrosswalkRow(
        "copyrightHolder",
        "copyrightHolder",
        "both",
        "Read as one holder with this name. Written: the names of the holders.",
    ),
    CrosswalkRow("copyrightNotice", "copyrightNotice", "both"),
    CrosswalkRow("located", "locationCreated", "both", "Read as text. Written: the names of the places."),
    CrosswalkRow(
        "headlines",
        "headline, alternativeHeadline",
        "both",
        "The headline has the role `main`, or none, or is the only one; `subhead` is the alternative headline. "
        "The others are preserved.",
    ),
    CrosswalkRow(
        "descriptions",
        "description",
        "both",
        "The one with the role `main`, `summary`, `text` or none; captions, notes and credits are preserved.",
    ),
    CrosswalkRow(
        "bodies",
        "articleBody",
        "both",
        "The first of type `text/plain`, or else without markup, unchanged. Bodies with markup are preserved, and not "
        "read for their text.",
    ),
    CrosswalkRow(
        "people",
        "about, mentions (Person)",
        "both",
        "`name` and `uri`, `rel` if it is `about`; the rest is preserved.",
    ),
    CrosswalkRow("organisations", "about, mentions (Organization)", "both", "The same."),
    CrosswalkRow(
        "places",
        "about, mentions (Place)",
        "both",
        "The same; a GeoJSON Point is `latitude` and `longitude`.",
    ),
    CrosswalkRow(
        "events", "about, mentions (Event)", "both", "The same. Only asserted and planned events are written."
    ),
    CrosswalkRow("subjects", "keywords", "both", "Their names; codes and weights are preserved."),
    CrosswalkRow("genres", "genre", "both", "Their names; codes are preserved."),
    CrosswalkRow(
        "associations",
        "image",
        "both",
        "Pictures that have an address: the widest rendition is the url, with width, height and caption. "
        "The rest of them, and other associations, are preserved.",
    ),
    CrosswalkRow(
        "infoSources",
        "publisher",
        "write",
        "ninjs does not distinguish the publisher from other sources, so they are preserved.",
    ),
    CrosswalkRow(
        "rightsInfo",
        "license",
        "write",
        "As `linkedRights`, which may be no licence, and so is preserved.",
    ),
    CrosswalkRow(
        "type",
        "",
        "preserved",
        "`text` is written. An item of type picture, video, event and the like is no article.",
    ),
    CrosswalkRow("standard", "", "preserved", "ninjs 3.1 is written."),
    CrosswalkRow(
        "firstCreated", "", "preserved", "When the item was created, not when an article was published."
    ),
    CrosswalkRow(
        "embargoedUntil",
        "",
        "preserved",
        "No version may be published before this time. newsld does not enforce it.",
    ),
    CrosswalkRow(
        "pubStatus", "", "preserved", "`withheld` and `canceled` do not keep an item from being read."
    ),
    CrosswalkRow("urgency", "", "preserved", "From 1 to 9, for the desk."),
    CrosswalkRow("representationType", "", "preserved", "Whether the item is complete."),
    CrosswalkRow("profile", "", "preserved", "How the item is structured, in the agency's own names."),
    CrosswalkRow("altIds", "", "preserved", "Identifiers of the agency's own."),
    CrosswalkRow("edNote", "", "preserved", "For the desk that receives the item, and never for readers."),
    CrosswalkRow("slugline", "", "preserved", "A name for desks."),
    CrosswalkRow("usageTerms", "", "preserved", "The terms agreed with the recipients of the item."),
    CrosswalkRow("objects", "", "preserved", "Material things: a newsld story has no class for them."),
    CrosswalkRow(
        "renditions",
        "",
        "preserved",
        "Of the item itself, such as a PDF. Those of pictures are under `associations`.",
    ),
    CrosswalkRow("trustIndicators", "", "preserved", "Documents of the agency, not of the article."),
    CrosswalkRow(
        "digitalSourceType", "", "preserved", "How the content came about, by the agency's own codes."
    ),
    CrosswalkRow("eventDetails", "", "preserved", "Of items that are events."),
    CrosswalkRow("plannedCoverage", "", "preserved", "Of items that are plans."),
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
