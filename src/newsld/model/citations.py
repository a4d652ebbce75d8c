"""Who says what, citing whom: every attributed statement with its whole chain of sources."""

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

__all__ = ["Citation", "Hop"]


class Hop(Part):
    """One step of a chain: who said it to whoever stands before."""

    parties: AtLeastOne[AgentReference]
    """Ids of the people, organizations or places that said it together: at least one."""

    role: Text | None = None
    """In what capacity, where the story says so: "as mediator"."""

    date: Dated | None = None
    """When they said it, EDTF."""

    medium: OrganizationReference | None = None
    """Id of the organization on whose service it was said: Telegram, X."""

    form: Text | None = None
    """What it was said in: post, video, statement, interview."""

    url: Iri | None = None
    """Address of the cited report or post."""

    headline: Text | None = None
    """Headline of the cited report."""

    inherited: CitationReference | None = None
    """Id of the earlier citation that this hop is carried over from: the sentence itself does not repeat
    it."""


class Citation(Part):
    """A statement that the story attributes, and the chain of sources it came through.

    The chain begins with the source nearest to the reader: "Reuters reported, citing Interfax" is Reuters,
    then Interfax. An empty chain is a statement without a source, and is kept as one.
    """

    id: Slug
    """Its label within the article: a footnote's."""

    covers: Many[BodySpan] = ()
    """The words that are attributed; several runs where they are not contiguous."""

    mode: Literal["direct", "indirect", "mixed"] = "indirect"
    """Whether the words are the source's own (direct), the story's (indirect) or both."""

    act: Literal["statement", "directive", "designation"] = "statement"
    """What the source did with its words: state, tell somebody to do something, or give something a
    status."""

    cues: Many[BodySpan] = ()
    """The words that attribute: "said", "according to"."""

    about: Many[AnyReference] = ()
    """Ids of the entities, events, quotations and figures that the statement is about."""

    repeats: CitationReference | None = None
    """Id of an earlier citation whose statement this one makes again."""

    chain: Listed[Hop] = ()
    """The hops, nearest first."""

    origin: Literal["known", "not-given"] = "known"
    """Whether the last hop is where the statement comes from, or the story does not say who that is."""
