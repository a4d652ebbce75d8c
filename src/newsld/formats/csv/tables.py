"""Every table of the CSV package, declared once: for writing, reading, metadata and docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

__all__ = ["TABLES", "Column", "Kind", "Table", "find_table"]

Kind = Literal["text", "integer", "number", "boolean", "list", "json"]

BASES: Final = ("stated", "inferred", "given")


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    `kind` is the type of its values: numbers and booleans stand without quotes, all else in quotes; a `list` is
    names parted by spaces, `json` one JSON value. `required` says that no cell of it is null. `refers` names
    the table whose keys its values are. `values` are all that it may hold. `derived` says that it repeats, for
    analysts, what another column says: it is written, and passed over on reading. `field` is
    its name in a story, where that is not its own in camelCase.
    """

    name: str
    description: str
    kind: Kind = "text"
    required: bool = False
    refers: str | None = None
    values: tuple[str, ...] = ()
    derived: bool = False
    field: str = ""

    @property
    def title(self) -> str:
        """Its name for people: `birth_date` is "Birth date"."""
        return self.name.replace("_", " ").capitalize()

    @property
    def quoted(self) -> bool:
        """Whether its values stand in quotation marks."""
        return self.kind in {"text", "list", "json"}

    @property
    def story_name(self) -> str:
        """The name of its value in a story."""
        if self.field:
            return self.field
        first, *rest = self.name.split("_")
        return first + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True, eq=False)
class Table:
    """One table: a file of its name with the suffix `.csv`. Its first column is its primary key."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        """The name of its file in the package."""
        return f"{self.name}.csv"

    @cached_property
    def stated(self) -> tuple[Column, ...]:
        """The columns that are read back, in order."""
        return tuple(column for column in self.columns if not column.derived)

    @cached_property
    def quotes(self) -> int:
        """How many quotation marks its template has."""
        return 2 * sum(column.quoted for column in self.columns)


def _columns(*parts: Column | Iterable[Column]) -> tuple[Column, ...]:
    def flat() -> Iterator[Column]:
        for part in parts:
            if isinstance(part, Column):
                yield part
            else:
                yield from part

    return tuple(flat())


def _derived(*columns: Column) -> tuple[Column, ...]:
    return tuple([replace(column, derived=True) for column in columns])


def _choice(name: str, description: str, *values: str, required: bool = False) -> Column:
    return Column(name, description, values=values, required=required)


def _date(name: str, description: str) -> tuple[Column, Column]:
    return (
        Column(name, f"{description}, EDTF."),
        _choice(f"{name}_basis", f"How `{name}` is known.", *BASES),
    )


def _thing(
    name: str, description: str, *, derived: bool = False, field: str = "", required: bool = False
) -> Column:
    return Column(name, description, refers="things", derived=derived, field=field, required=required)


def _flag(name: str, description: str, *, required: bool = True) -> Column:
    return Column(name, description, "boolean", required)


_KEY = Column(
    "key",
    "Primary key: the article's key, `#`, and what tells the row from others of the article.",
    required=True,
)
_ARTICLE = Column("article", "The article that the row belongs to.", required=True, refers="articles")
_ID = Column("id", "Its id within the article.", required=True)
_IRI = Column("iri", "Its own IRI, where it was read with one; `_:` where it was read without any.")
_POSITION = Column("position", "Its place among its like, from 1.", "integer", required=True)
_TYPE = Column("type", "Its schema.org types, parted by spaces, where it states any.", "list")
_NAME = Column("name", "The name that the story knows it by.")
_DESCRIPTION = Column("description", "What it is, in a sentence.")
_URL = Column("url", "Its own page.")
_PARTY_NAME = Column("party_name", "Name of the party.")
_WORDS = Column("words", "The words of the body; several runs are parted by ` … `.", derived=True)
_START = Column(
    "start", "Where the words start in the body, in code points from 0.", "integer", required=True
)
_END = Column("end", "Where the words end in the body.", "integer", required=True)
_HEAD = (_KEY, _ARTICLE)
_ENTITY = (
    *_HEAD,
    _ID,
    _IRI,
    _TYPE,
    _NAME,
    _DESCRIPTION,
    Column("disambiguating_description", "A few words that tell it from others of its name."),
    _URL,
)
_PARTY = (
    _flag("anonymous", "The story does not name this party."),
    Column("anonymous_reason", "The words of the body that say why it is not named.", derived=True),
)
_SOURCE = (Column("citation", "The citation that attributes it.", refers="citations"),)

TABLES: Final[tuple[Table, ...]] = (
    Table(
        "articles",
        "Articles",
        "One row an article: its metadata and its text.",
        _columns(
            Column(
                "key",
                "Primary key: the article's address, or `urn:uuid:` of its content where it has none. A second article of the same key has ` 2` after it, and so on.",
                required=True,
            ),
            _IRI,
            Column("url", "Its canonical address."),
            _TYPE,
            Column("headline", "The headline."),
            Column("alternative_headline", "A second headline."),
            Column("description", "A summary."),
            Column("date_published", "When it was first published, RFC 3339 with an offset."),
            Column("date_modified", "When it was last changed, RFC 3339 with an offset."),
            Column("date_created", "When it was written, RFC 3339 with an offset."),
            Column("authors", "Names of its authors, parted by `; `.", derived=True),
            Column("publishers", "Names of its publishers, parted by `; `.", derived=True),
            Column("in_language", "Its language, a BCP 47 tag."),
            _flag("is_accessible_for_free", "False behind a paywall.", required=False),
            Column("dateline", "The dateline as printed."),
            Column("copyright_year", "Year of the copyright.", "integer"),
            Column("credit_text", "Whom to credit."),
            Column("print_page", "The page it was printed on."),
            Column("print_section", "The section of the paper it was printed in."),
            Column("print_edition", "The edition it was printed in."),
            Column("backstory", "How it came about and was reported."),
            Column("license", "The licence that it is under."),
            Column("body", "The text, exact to the code point."),
        ),
    ),
    Table(
        "article_authors",
        "Authors and publishers",
        "Who wrote, edited, published an article, or holds its copyright: one row each.",
        _columns(
            _HEAD,
            _choice(
                "property",
                "In what part.",
                "author",
                "editor",
                "contributor",
                "publisher",
                "copyrightHolder",
                required=True,
            ),
            _POSITION,
            _thing("party", "The person or organization.", required=True),
            _derived(_PARTY_NAME, Column("party_kind", "`person`, `organization` or `place`.")),
        ),
    ),
    Table(
        "article_terms",
        "Sections, keywords and genres",
        "One row a section, keyword or genre of an article.",
        _columns(
            _HEAD,
            _choice("property", "What the term is.", "articleSection", "keywords", "genre", required=True),
            _POSITION,
            Column("value", "The term.", required=True),
        ),
    ),
    Table(
        "images",
        "Images",
        "Pictures that stand for an article.",
        _columns(
            _HEAD,
            _POSITION,
            _IRI,
            Column("url", "Address of the picture.", required=True),
            Column("caption", "What it shows."),
            Column("credit_text", "Whom to credit."),
            Column("width", "Width in pixels.", "integer"),
            Column("height", "Height in pixels.", "integer"),
        ),
    ),
    Table(
        "page_parts",
        "Parts of the page",
        "Parts of an article's page, such as what stands behind the paywall.",
        _columns(
            _HEAD,
            _POSITION,
            _IRI,
            _flag("is_accessible_for_free", "False for a part that is for subscribers.", required=False),
            Column("css_selector", "The classes that it has on the page: a JSON array.", "json"),
        ),
    ),
    Table(
        "corrections",
        "Corrections",
        "What was put right in an article since it was published.",
        _columns(
            _HEAD,
            _POSITION,
            _IRI,
            Column("text", "The correction, as readers are told.", required=True),
            Column("date_published", "When it was made, RFC 3339 with an offset."),
            Column("url", "Where it stands."),
        ),
    ),
    Table(
        "body",
        "Blocks and marks",
        "How the text is laid out: its blocks in order, then its links, emphasis and pictures.",
        _columns(
            _HEAD,
            _choice("part", "Whether it is a block or a mark.", "block", "mark", required=True),
            _POSITION,
            _choice(
                "kind",
                "What it is.",
                "paragraph",
                "heading",
                "list-item",
                "block-quote",
                "link",
                "emphasis",
                "strong",
                "picture",
                required=True,
            ),
            _START,
            _END,
            Column("level", "The level of a heading, 1 to 6.", "integer"),
            Column("number", "The number of an item in a numbered list.", "integer"),
            Column("url", "Where a link leads, or the address of a picture."),
            Column("title", "The title of a link or picture."),
            Column("alternative", "The words that stand for a picture."),
            _WORDS,
        ),
    ),
    Table(
        "things",
        "Things",
        "Every person, organization, place, event, quotation and figure: what the other tables refer to.",
        tuple(
            [
                replace(column, derived=True)
                for column in _columns(
                    _HEAD,
                    _ID,
                    _choice(
                        "kind",
                        "The class of it.",
                        "person",
                        "organization",
                        "place",
                        "event",
                        "quotation",
                        "figure",
                        required=True,
                    ),
                    Column(
                        "type",
                        "Its schema.org types, with the plain type of its class where it states none.",
                        "list",
                    ),
                    _NAME,
                )
            ]
        ),
    ),
    Table(
        "people",
        "People",
        "The people of an article.",
        _columns(
            _ENTITY,
            _PARTY,
            Column("given_name", "Given name."),
            Column("family_name", "Family name."),
            Column("honorific_prefix", "A title before the name."),
            Column("honorific_suffix", "A title after the name."),
            _date("birth_date", "Date of birth"),
            _date("death_date", "Date of death"),
        ),
    ),
    Table(
        "organizations",
        "Organizations",
        "The organizations and groups of an article.",
        _columns(
            _ENTITY,
            _PARTY,
            _flag("group", "A collective without an organization's form: rebel forces, a family."),
            Column("legal_name", "Its registered name."),
            _date("founding_date", "When it was founded"),
            Column("logo", "Address of its logo."),
        ),
    ),
    Table(
        "places",
        "Places",
        "The places of an article.",
        _columns(
            _ENTITY,
            Column("latitude", "Degrees north, WGS 84.", "number"),
            Column("longitude", "Degrees east, WGS 84.", "number"),
        ),
    ),
    Table(
        "entity_names",
        "Names",
        "Every name and spelling of a person, organization, place or event.",
        _columns(
            _HEAD,
            _thing("thing", "What is called so.", required=True),
            _choice(
                "kind", "`name` repeats the name of its own table.", "name", "alternateName", required=True
            ),
            _POSITION,
            Column("name", "The name.", required=True),
        ),
    ),
    Table(
        "same_as",
        "Identities",
        "Addresses that identify a person, organization, place or event beyond doubt.",
        _columns(
            _HEAD,
            _thing("thing", "What is identified.", required=True),
            _POSITION,
            Column("url", "The address.", required=True),
            _derived(_NAME),
        ),
    ),
    Table(
        "roles",
        "Roles",
        "The roles that people and organizations have, as the story tells them.",
        _columns(
            _HEAD,
            _thing("party", "Who has the role.", required=True),
            _derived(_PARTY_NAME),
            _POSITION,
            _choice(
                "property",
                "The schema.org property it stands in.",
                "hasOccupation",
                "memberOf",
                "affiliation",
                "worksFor",
                "alumniOf",
                required=True,
            ),
            Column("role_name", "What it is called."),
            _thing("of", "Whom it is held for."),
            _derived(Column("of_name", "Name of `of`.")),
            _thing("at", "Where it is held."),
            _derived(Column("at_name", "Name of `at`.")),
            _date("start", "When it began"),
            _date("end", "When it ended"),
            _choice(
                "status",
                "Whether it is held when the story is told.",
                "current",
                "former",
                "designate",
                "disputed",
            ),
            _choice("basis", "How it is known.", *BASES),
            _WORDS,
        ),
    ),
    Table(
        "links",
        "Links",
        "What is about, located at, part of, related to what: every list of ids that has no table of its own.",
        _columns(
            _HEAD,
            _choice(
                "table",
                "The table of the subject.",
                "articles",
                "people",
                "organizations",
                "places",
                "events",
                "citations",
                "figures",
                required=True,
            ),
            Column("subject", "Key of the article, thing or citation that has the property.", required=True),
            Column(
                "property",
                "The property: `about`, `contentLocation`, `parent`, `location` ...",
                required=True,
            ),
            _POSITION,
            _thing("object", "What it is tied to.", required=True),
            _derived(Column("object_name", "Name of the object.")),
        ),
    ),
    Table(
        "mentions",
        "Mentions",
        "The words of the body that mean an entity, an event or a date.",
        _columns(
            _HEAD,
            _POSITION,
            _WORDS,
            replace(_START, derived=True),
            replace(_END, derived=True),
            _choice("form", "How they mean it.", "name", "alias", "nominal", "pronoun", "demonym", "metonym"),
            _thing("thing", "What they mean.", field="of"),
            _derived(Column("thing_name", "Its name."), Column("thing_kind", "Its class.")),
            _date("date", "The date that they mean"),
        ),
    ),
    Table(
        "events",
        "Events",
        "The events of an article.",
        _columns(
            _HEAD,
            _ID,
            _IRI,
            _TYPE,
            _NAME,
            _DESCRIPTION,
            _URL,
            _choice(
                "factuality",
                "Whether the story itself says that it happened.",
                "asserted",
                "claimed",
                "planned",
                "requested",
                required=True,
            ),
            _date("start_date", "When it began"),
            _date("end_date", "When it ended"),
            Column("locations", "Names of the places where it happened, parted by `; `.", derived=True),
            _thing("super_event", "The event that it is a part of."),
        ),
    ),
    Table(
        "event_participants",
        "Parties to events",
        "Who took what part in an event.",
        _columns(
            _HEAD,
            _thing("event", "The event.", required=True),
            _derived(Column("event_name", "Name of the event.")),
            _POSITION,
            _thing("party", "The person, organization or place.", required=True),
            _derived(_PARTY_NAME),
            Column("role_name", "Its part, in words."),
            _choice(
                "property",
                "The schema.org property that ties it to the event.",
                "contributor",
                "organizer",
                "about",
                required=True,
            ),
            _WORDS,
        ),
    ),
    Table(
        "citations",
        "Citations",
        "Who says what, citing whom: one row a hop and party; a statement without a source is one row without a party.",
        _columns(
            _HEAD,
            Column("citation", "The citation; all its rows have the same.", required=True),
            _derived(Column("covers", "The words that are attributed; several runs are parted by ` … `.")),
            _choice(
                "mode",
                "Whether the words are the source's own.",
                "direct",
                "indirect",
                "mixed",
                required=True,
            ),
            _choice(
                "act",
                "What the source did with its words.",
                "statement",
                "directive",
                "designation",
                required=True,
            ),
            _derived(Column("cues", "The words that attribute: said, according to.")),
            Column("repeats", "The earlier citation whose statement it makes again.", refers="citations"),
            _choice(
                "origin",
                "Whether the last hop is where the statement comes from.",
                "known",
                "not-given",
                required=True,
            ),
            _derived(
                Column(
                    "depth",
                    "How many hops the chain has; 0 is a statement without a source.",
                    "integer",
                    required=True,
                )
            ),
            Column("hop", "The hop, from 1: the one nearest to the reader.", "integer"),
            Column("position", "The place of the party among those of the hop, from 1.", "integer"),
            _thing("party", "Who said it."),
            _derived(
                _PARTY_NAME,
                Column("party_kind", "`person`, `organization` or `place`."),
                Column("party_type", "Its schema.org types.", "list"),
                _flag("anonymous", "The story does not name the party.", required=False),
                _flag(
                    "is_origin",
                    "The statement comes from this hop: the last of a chain whose origin is known.",
                    required=False,
                ),
            ),
            Column("role", "In what capacity they said it."),
            _date("date", "When they said it"),
            _thing("medium", "The organization on whose service it was said."),
            _derived(Column("medium_name", "Name of the medium.")),
            Column("form", "What it was said in: post, statement, interview."),
            Column("url", "Address of the cited report or post."),
            Column("headline", "Headline of the cited report."),
            Column(
                "inherited", "The earlier citation that the hop is carried over from.", refers="citations"
            ),
        ),
    ),
    Table(
        "quotations",
        "Quotations",
        "Words that the story gives as somebody's own.",
        _columns(
            _HEAD,
            _ID,
            _WORDS,
            _derived(Column("speakers", "Names of who said them, parted by `; `.")),
            _SOURCE,
        ),
    ),
    Table(
        "quotation_speakers",
        "Speakers",
        "Who said the words of a quotation.",
        _columns(
            _HEAD,
            _thing("quotation", "The quotation.", required=True),
            _POSITION,
            _thing("speaker", "Who said them.", required=True),
            _derived(Column("speaker_name", "Name of the speaker.")),
        ),
    ),
    Table(
        "figures",
        "Figures",
        "The quantities that the story states, with their bounds, unit and source.",
        _columns(
            _HEAD,
            _ID,
            Column("measures", "What is measured."),
            Column("value", "The quantity, where it is one number.", "number"),
            Column("min", "The least it can be.", "number"),
            Column("max", "The most it can be.", "number"),
            _choice(
                "exclusive", "Which of the bounds are excluded.", "none", "min", "max", "both", required=True
            ),
            _flag("approximate", "The story says about, around, some."),
            Column("unit", "What is counted, or the unit."),
            _date("as_of", "The date for which it holds"),
            _date("period", "The time over which it adds up"),
            _WORDS,
            _derived(Column("about", "Names of what it is about, parted by `; `.")),
            _SOURCE,
            _derived(Column("sources", "Names of those that the citation ends with, parted by `; `.")),
        ),
    ),
    Table(
        "spans",
        "Spans",
        "Every run of the body that a row of another table rests on.",
        _columns(
            _HEAD,
            Column(
                "owner",
                "Key of the row that rests on it; of a citation's hop, without the party.",
                required=True,
            ),
            Column(
                "field",
                "In what way: `words`, `covers`, `cues`, `anonymousReason`, or the date that it gives.",
                required=True,
            ),
            _POSITION,
            _START,
            _END,
            Column("exact", "The words."),
        ),
    ),
    Table(
        "properties",
        "Properties",
        "All that has no column of its own: what was read and is kept as it was.",
        _columns(
            _HEAD,
            Column("node", "Key of the row that has the property.", required=True),
            Column("property", "Name of the property.", required=True),
            Column(
                "position",
                "The place of the value in a list, from 1; null for a value that is no list.",
                "integer",
            ),
            Column("value", "The value, as JSON.", "json", required=True),
        ),
    ),
)
"""The tables in the order in which they are written."""

_BY_NAME: Final = {table.name: table for table in TABLES}


def find_table(name: str) -> Table:
    """The table of this name. Raises KeyError where there is none."""
    return _BY_NAME[name]
