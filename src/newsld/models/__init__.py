"""The models: what an article is, in Pydantic, with schema.org's names."""

from __future__ import annotations

from newsld.models.article import Correction, Image, NewsArticle, PagePart
from newsld.models.body import Block, Body, Mark
from newsld.models.captures import Figure, Mention, Quotation
from newsld.models.citations import Citation, Hop
from newsld.models.dated import Dated
from newsld.models.entities import Entity, Organization, Person, Place, Role
from newsld.models.events import Event, Participant

__all__ = [
    "Block",
    "Body",
    "Citation",
    "Correction",
    "Dated",
    "Entity",
    "Event",
    "Figure",
    "Hop",
    "Image",
    "Mark",
    "Mention",
    "NewsArticle",
    "Organization",
    "PagePart",
    "Participant",
    "Person",
    "Place",
    "Quotation",
    "Role",
]
