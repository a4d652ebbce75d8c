"""Add the bodies and groups without a name that a text speaks of: "the army", "Castavia’s parliament", "divers"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import Kind
from newsld.model.text import Span
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_HEADS: Final = (
    r"government|army|navy|air force|parliament|council|police|coast ?guard|fire (?:service|brigade|department)|"
    r"authorities|military|opposition|ministry|central bank|(?:supreme|high|constitutional|appeals?) court|"
    r"(?:health|school) board|(?:licensing|planning|election|electoral) (?:committee|commission|board)"
)
_BODY: Final = lazy_pattern(
    rf"(?:\b[Tt]he |(?P<owner>\b[^\W\d_a-z][\w-]*[’']s? (?=[a-z])))(?P<bare>(?:[a-z]+ )?(?P<head>{_HEADS}))\b"
    r"(?! (?:[a-z]+er|chief|station|officer|officers|spokesm[ae]n|source|sources|official|officials|building|"
    r"party|parties|[a-z]+ist)\b| [^\W\d_a-z])"
    r"|\b[Aa]n? (?P<court>(?:[a-z]+ )?court in [^\W\d_a-z][\w’-]+(?: [^\W\d_a-z][\w’-]+)?)"
)
"""A public body with its article or its owner, or a court with its place."""
_COMPANIES: Final = word_set(
    "company firm club party charity union airline bank developer operator retailer manufacturer carmaker "
    "brewer startup insurer lender supplier organisation organization association federation"
)
"""What an organization with a name is called after its name."""
_OFTEN: Final = 3
"""The fewest mentions of an organization that a text is about."""
_INDEPENDENT: Final = frozenset({"opposition", "central bank"})
"""Bodies that are no part of a government."""


def add_unnamed(entities: Entities, groups: Iterable[Span]) -> None:
    """Add the public bodies without a name, each once, and groups that act: the subjects of verbs in a parse.

    Those that a name or description of the text means are left out.
    """
    for match in _BODY.finditer(entities.text):
        if match["court"]:
            _add(entities, Span(*match.span("court")), "court", [])
            continue
        span = Span(match.start("owner" if match["owner"] else "bare"), match.end("bare"))
        inside = [one for one in entities.within(Span(*match.span())) if one[0].end > match.start("bare")]
        _add(entities, span, match["head"].casefold(), inside)
    for span in groups:
        words = span.slice(entities.text)
        head = words.split()[-1].casefold()
        taken = any(head == one.head or head in one.name.casefold().split() for one in entities.all)
        if not taken and not any(one.overlaps(span) for one, _ in entities.spans):
            entities.add(Entity(words, "Group", "group: subject", span.start, {}, False, head), span)


def _add(entities: Entities, span: Span, head: str, inside: list[tuple[Span, Entity]]) -> None:
    if inside or any(_is_meant(one, head) for one in entities.all):
        return
    kind: Kind = "Organization" if head in _INDEPENDENT else "GovernmentOrganization"
    last = head.rpartition(" ")[2]
    entities.add(
        Entity(span.slice(entities.text), kind, "body: description", span.start, {}, False, last), span
    )


def _is_meant(one: Entity, head: str) -> bool:
    """Return whether an entity is the body of a head noun: "the ministry" is the Ministry of Works."""
    name = one.name.casefold()
    return name.endswith(head) or (one.head == head) or (one.head == "" and head in re.findall(r"\w+", name))


def organization_in_reach(entities: Entities, head: str, span: Span) -> Entity | None:
    """Return the organization with a name that "the company" means: the only one near, or the one named most by far."""
    if head not in _COMPANIES:
        return None
    text = entities.text
    before = [
        (at, one)
        for at, one in entities.before(span.start, limit=200)
        if one.kind == "Organization" and one.head == ""
    ]
    paragraph = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, span.start)))
    near = list(dict.fromkeys(one.name for at, one in before if at.start > paragraph))
    counts = Counter(one.name for _, one in before).most_common(2)
    name = near[0] if len(near) == 1 else ""
    if counts and counts[0][1] >= _OFTEN and (len(counts) == 1 or counts[0][1] >= 2 * counts[1][1]):
        name = name or counts[0][0]
    return next((one for _, one in before if one.name == name), None)
