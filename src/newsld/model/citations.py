"""Define citations: every attributed statement with its whole chain of sources."""

from __future__ import annotations

from typing import Literal

from newsld.model.dated import Dated
from newsld.model.node import Part
from newsld.model.spans import BodySpan
from newsld.model.value_types import (
    AgentReference,
    AnyReference,
    AtLeastOne,
    CitationReference,
    Iri,
    Listed,
    Many,
    OrganizationReference,
    Slug,
    Text,
)


class Hop(Part):
    """One step of a chain of sources: the parties that the previous hop, or the article itself, cites."""

    parties: AtLeastOne[AgentReference]
    """Ids of the people, organizations or places that are the source together."""

    role: Text | None = None
    """The capacity in which the source speaks, if the story mentions it: "as mediator"."""

    date: Dated | None = None
    """The date of the source's statement, EDTF."""

    medium: OrganizationReference | None = None
    """Id of the organization whose service published the statement, such as Telegram or X."""

    form: Text | None = None
    """The form of the statement: post, video, statement, interview."""

    url: Iri | None = None
    """The address of the cited report or post."""

    headline: Text | None = None
    """The headline of the cited report."""

    words: Many[BodySpan] = ()
    """The spans of the words that name the source: "unidentified Kremlin officials"."""

    inherited: CitationReference | None = None
    """Id of the earlier citation that this hop is copied from, because the sentence does not name the source again."""


class Citation(Part):
    """A statement that the story attributes, with its chain of sources.

    The chain begins with the source nearest to the reader: the chain of "Reuters reported, citing Interfax" is
    Reuters, Interfax. A statement without a source has an empty chain.
    """

    id: Slug
    """The label, unique among the citations of the article: that of a footnote."""

    covers: Many[BodySpan] = ()
    """The spans of the attributed words; more than one if they are not contiguous."""

    mode: Literal["direct", "indirect", "mixed"] = "indirect"
    """Whether the words are the source's own (direct), those of the story (indirect), or both (mixed)."""

    act: Literal["statement", "directive", "designation"] = "statement"
    """The speech act of the source: a statement, an order to do something (directive), or the assignment of a status
    (designation)."""

    cues: Many[BodySpan] = ()
    """The spans of the words that attribute: "said", "according to"."""

    about: Many[AnyReference] = ()
    """Ids of the entities, events, quotations and figures that the statement is about."""

    repeats: CitationReference | None = None
    """Id of an earlier citation with the same statement."""

    chain: Listed[Hop] = ()
    """The hops, beginning with the one nearest to the reader."""

    origin: Literal["given", "not-given", "own"] = "given"
    """Where the statement comes from: the last hop (`given`), a source that the story does not name (`not-given`), or
    the publication itself, on its own authority (`own`)."""
