"""The names of authors: one person each, only the name, and the type of who has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from newsld.findings import Finding
from newsld.model.text.bylines import (
    Byline,
    BylineExtra,
    BylineExtraKind,
    is_plain_name,
    is_publication,
    is_same_organization,
    parse_byline,
)
from newsld.model.text.shorten import quote, shorten
from newsld.model.vocabulary import is_class
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.queries import PEOPLE, authors, is_stub, language, plainly, stated_type

__all__ = ["CHECKS", "Author", "kinds", "names", "one_each", "only_names", "publisher_apart"]

_SAID: Final[dict[BylineExtraKind, str]] = {
    "introduction": "is an introduction",
    "title": "is a title",
    "suffix": "stands behind a name",
    "job": "is a job",
    "organization": "is an organization",
    "place": "is a place",
    "address": "is an address",
    "markup": "is markup",
    "account": "is an account",
}
_OTHER_HOUSES: Final = frozenset({"sourceOrganization", "provider"})
_OTHER_NAMES: Final = ("alternateName", "legalName")
_HOME: Final[dict[BylineExtraKind, str]] = {
    "title": "honorificPrefix",
    "suffix": "honorificSuffix",
    "job": "jobTitle",
    "organization": "affiliation or publisher",
    "address": "url or email",
}


class Author(NamedTuple):
    """One author as an article names them: who has the name, where it stands, and what is in it.

    `houses` are the names of those who publish the article.
    """

    node: Node | None
    name: Value
    byline: Byline
    houses: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name as it is written, in one line."""
        return " ".join((self.name.text or "").split())

    @property
    def is_organization(self) -> bool:
        """Whether it says to be one."""
        return self.node is not None and self.node.is_a("Organization")

    @property
    def is_house(self) -> bool:
        """Whether it has the name of who publishes the article."""
        return any(
            is_same_organization(name, house) for name in self.byline.names[:1] for house in self.houses
        )

    def finding(self, code: str, message: str, mend: str, at: Value | None = None) -> Finding:
        """A finding about the name, or about another value of the same author."""
        at = at or self.name
        return at.owner.finding(code, message, suggestion=mend, at=at)


def names(markup: Markup) -> Iterator[Finding]:
    """What is wrong with the names and the types of authors, each author of several articles once."""
    found = [author for article in markup.articles for author in _named(article)]
    for rule in (one_each, only_names, publisher_apart, kinds):
        yield from dict.fromkeys(rule(found))


def one_each(found: Iterable[Author]) -> Iterator[Finding]:
    """NLD-GOO-013: every author has an object of their own."""
    for author in found:
        several = author.byline.names
        if len(several) > 1 and (author.byline.collective or not author.is_organization):
            message = f"{quote(author.text)} is {len(several)} authors in one name"
            mend = f"write one author for each: {', '.join(map(quote, several))}"
            yield author.finding("NLD-GOO-013", message, mend)


def only_names(found: Iterable[Author]) -> Iterator[Finding]:
    """NLD-GOO-014: a name is only the name, without introduction, title, job or publisher."""
    for author in found:
        if extras := _beside(author):
            yield author.finding("NLD-GOO-014", _more(author, extras), _less(author.byline, extras))


def publisher_apart(found: Iterable[Author]) -> Iterator[Finding]:
    """NLD-GOO-050: the publisher's name stands in publisher, and not as the name of an author."""
    for author in found:
        if author.byline.collective and not author.is_organization and author.is_house:
            message = f"{quote(author.byline.names[0])} is the publisher’s name, given as the author’s"
            mend = "name who wrote it, or make the author an Organization"
            yield author.finding("NLD-GOO-050", message, mend)


def kinds(found: Iterable[Author]) -> Iterator[Finding]:
    """NLD-GOO-015: an author is a Person or an Organization, as who it is."""
    for author in found:
        node = author.node
        if node is None or not node.is_a("Person", "Organization"):
            yield from _untyped(author)
        elif author.byline.collective and not author.is_organization and not _may_be_called_so(author):
            message = f"{quote(author.text)} is typed Person, and names no person"
            mend = "write Organization, or name the person who wrote it"
            yield author.finding("NLD-GOO-015", message, mend, stated_type(node))


def _named(article: Node) -> Iterator[Author]:
    """Every author of an article, with each name that they have."""
    if _are_sound(article):
        return
    written = [(value, value.node) for value in authors(article)]
    if not written:
        return
    houses, tongue = tuple(_houses(article)), language(article)
    for value, node in written:
        said = [value] if node is None else list(node.values("name")) or [value]
        for name in said:
            text = name.text
            byline = parse_byline(text, language=tongue, organizations=houses) if text else Byline(())
            yield Author(node, name, byline, houses)


def _are_sound(article: Node) -> bool:
    """Whether there is nothing to say of the authors of an article at first sight."""
    people = plainly(article, article.data.get("author"))
    publishers = plainly(article, article.data.get("publisher"))
    if people is None or publishers is None or any(term in article.data for term in _OTHER_HOUSES):
        return False
    houses = []
    for publisher in publishers:
        if publisher.__class__ is not dict or any(term in publisher for term in _OTHER_NAMES):
            return False
        houses.append(publisher.get("name", ""))
    for person in people:
        if (
            person.__class__ is not dict
            or (kind := person.get("@type")).__class__ is not str
            or kind not in PEOPLE
        ):
            return False
        name = person.get("name")
        if name.__class__ is not str or not is_plain_name(name):
            return False
        if kind == "Person" and any(
            house.__class__ is not str or is_same_organization(name, house) for house in houses
        ):
            return False
    return True


def _houses(article: Node) -> Iterator[str]:
    """The names of the organizations that publish an article or had it first."""
    for term in ("publisher", *sorted(_OTHER_HOUSES)):
        for node in article.nodes(term):
            if not node.is_a("Person"):
                yield from node.texts("name", "alternateName", "legalName")


def _may_be_called_so(author: Author) -> bool:
    """Whether a person may have the name, which is the publisher's: somebody who publishes alone."""
    return author.is_house and not any(map(is_publication, author.byline.names))


def _untyped(author: Author) -> Iterator[Finding]:
    """What is wrong with the kind of thing that an author is, whatever its name."""
    node = author.node
    if node is None:
        shown = shorten(author.name.raw) if author.name.text is None else quote(author.text)
        message = f"the author is given as {shown}, and not as a thing with a name"
        mend = 'write {"@type": "Person", "name": …}, or Organization for a newsroom or an agency'
        yield author.finding("NLD-GOO-015", message, mend)
    elif is_stub(node):
        return
    elif not node.types:
        mend = 'add "@type": "Person", or Organization for a newsroom or an agency'
        yield node.finding("NLD-GOO-015", "the author has no type", suggestion=mend)
    elif all(map(is_class, node.types)):
        message = f"the author is a {node.types[0]}, which is neither Person nor Organization"
        yield node.finding(
            "NLD-GOO-015", message, suggestion="write Person or Organization", at=stated_type(node)
        )


def _beside(author: Author) -> list[BylineExtra]:
    """What a name has too much: of an organization's nothing can be told but what no name has.

    "By the Book Ltd" may be called so; an introduction is one before the name of who publishes the article.
    """
    if not author.is_organization:
        return list(author.byline.extras)
    plain = {"introduction", "address", "markup"} if author.is_house else {"address", "markup"}
    return [extra for extra in author.byline.extras if extra.kind in plain]


def _more(author: Author, extras: list[BylineExtra]) -> str:
    parts = list(dict.fromkeys(f"{quote(extra.words)} {_SAID[extra.kind]}" for extra in extras))
    if extras[0].words == author.text:
        return f"{parts[0]}, and no name"
    return f"{quote(author.text)} is more than a name: {', '.join(parts[:3])}"


def _less(byline: Byline, extras: list[BylineExtra]) -> str:
    """Only the name, where it can be told; where the rest goes, where there is a place."""
    homes = list(dict.fromkeys(_HOME[extra.kind] for extra in extras if extra.kind in _HOME))
    names = " and ".join(map(quote, byline.names))
    mend = f"write only {names}" if names else "write only the name"
    return f"{mend}; the rest goes to {', '.join(homes)}" if homes and names else mend


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-013", "NLD-GOO-014", "NLD-GOO-015", "NLD-GOO-050"), "markup", names),
)
