"""Check the names and types of authors: one object an author, only the name, the right type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

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
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.queries import (
    AUTHOR_TYPES,
    authors,
    first_type,
    is_reference_only,
    language,
    plain_values,
)
from newsld.web.markup.story_markup import StoryMarkup

_PERSON: Final = lazy_pattern(r"[^\W\d_a-z]\w*[^\W\dA-Z_](?:[\s.-]+[^\W\d_a-z]\w*\.?){1,2}")
"""Two or three words that each begin with a capital, as the names of persons who publish under their own."""
_EXTRA_TEXTS: Final[dict[BylineExtraKind, str]] = {
    "introduction": "is an introduction",
    "title": "is a title",
    "suffix": "is a suffix",
    "job": "is a job title",
    "organization": "is an organization",
    "place": "is a place",
    "address": "is an address",
    "markup": "is markup",
    "account": "is an account",
}
_OTHER_PUBLISHERS: Final = frozenset({"sourceOrganization", "provider"})
_OTHER_NAMES: Final = ("alternateName", "legalName")
_PROPERTY_OF_EXTRA: Final[dict[BylineExtraKind, str]] = {
    "title": "honorificPrefix",
    "suffix": "honorificSuffix",
    "job": "jobTitle",
    "organization": "affiliation or publisher",
    "address": "url or email",
}


class Author(NamedTuple):
    """One name of one author of an article.

    `node` is the author, None if it is only text. `name` is the name as a value with its place, `byline` what was
    parsed from it, and `publisher_names` are the names of the article's publishers.
    """

    node: Node | None
    name: Value
    byline: Byline
    publisher_names: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the name on one line."""
        return " ".join((self.name.text or "").split())

    @property
    def is_organization(self) -> bool:
        """Return whether the author has the type Organization or a subtype."""
        return self.node is not None and self.node.is_a("Organization")

    @property
    def has_publisher_name(self) -> bool:
        """Return whether the first name is that of a publisher of the article."""
        return any(
            is_same_organization(name, publisher)
            for name in self.byline.names[:1]
            for publisher in self.publisher_names
        )

    @property
    def has_plain_publisher_name(self) -> bool:
        """Return whether the name is a publisher's and, without it, could be that of a person."""
        return self.has_publisher_name and not any(map(is_publication, self.byline.names[:1]))

    def finding(self, code: str, message: str, suggestion: str, at: Value | None = None) -> Finding:
        """Return a finding about the name, or about another value of the same author."""
        at = at or self.name
        return at.owner.finding(code, message, suggestion=suggestion, at=at)


def check_author_names(markup: Markup) -> Iterator[Finding]:
    """Yield the findings about names and types of authors; an author of several articles is checked once."""
    people = [author for article in markup.articles for author in _authors_of(article)]
    for rule in (
        authors_are_separate,
        names_have_no_extras,
        publisher_is_not_author,
        authors_have_right_type,
    ):
        # A live blog names the same people in many updates.
        yield from {finding.message: finding for finding in reversed(list(rule(people)))}.values()


def authors_are_separate(people: Iterable[Author]) -> Iterator[Finding]:
    """Yield NLD-GOO-013 for every name that contains several names."""
    for author in people:
        names = author.byline.names
        if len(names) > 1 and (author.byline.collective or not author.is_organization):
            message = f"the author name {quote(author.text)} contains {len(names)} names"
            suggestion = f"write a separate author for each: {', '.join(map(quote, names))}"
            yield author.finding("NLD-GOO-013", message, suggestion)


def names_have_no_extras(people: Iterable[Author]) -> Iterator[Finding]:
    """Yield NLD-GOO-014 for every name with an introduction, a title, a job or a publisher in it."""
    for author in people:
        if extras := _extras(author):
            message, suggestion = _extras_message(author, extras), _extras_suggestion(author, extras)
            yield author.finding("NLD-GOO-014", message, suggestion)


def publisher_is_not_author(people: Iterable[Author]) -> Iterator[Finding]:
    """Yield NLD-GOO-050 for every Person with the publisher's name, unless a person publishes under their own."""
    for author in people:
        if _has_wrong_type(author) and author.has_plain_publisher_name:
            message = f"the author name {quote(author.byline.names[0])} is the name of the publisher"
            suggestion = "name the person who wrote the article, or set the author’s type to Organization"
            yield author.finding("NLD-GOO-050", message, suggestion)


def authors_have_right_type(people: Iterable[Author]) -> Iterator[Finding]:
    """Yield NLD-GOO-015 for every author who is neither a Person nor an Organization, or the wrong one.

    NLD-GOO-050 is about names that only the publisher's shows to be none, NLD-GOO-013 about several names in one.
    """
    for author in people:
        node = author.node
        if node is None or not node.is_a("Person", "Organization"):
            yield from _type_findings(author)
        elif _has_wrong_type(author) and not author.has_plain_publisher_name:
            message = f"the author {quote(author.text)} has the type Person, but this is not a person’s name"
            suggestion = "set the type to Organization, or name the person who wrote the article"
            yield author.finding("NLD-GOO-015", message, suggestion, first_type(node))


def _authors_of(article: Node) -> Iterator[Author]:
    """Yield every name of every author of an article."""
    if _are_plainly_valid(article):
        return
    people = [(value, value.node) for value in authors(article)]
    if not people:
        return
    publisher_names, code = tuple(_publisher_names(article)), language(article)
    for value, node in people:
        names = [value] if node is None else list(node.values("name")) or [value]
        for name in names:
            text = name.text
            byline = parse_byline(text, language=code, organizations=publisher_names) if text else Byline(())
            yield Author(node, name, byline, publisher_names)


def _are_plainly_valid(article: Node) -> bool:
    """Return whether a quick look at the JSON shows that the authors have no findings."""
    people, publishers = _plain_agents(article, "author"), _plain_agents(article, "publisher")
    if people is None or publishers is None or any(term in article.data for term in _OTHER_PUBLISHERS):
        return False
    publisher_names = []
    for publisher in publishers:
        if publisher.__class__ is not dict or any(term in publisher for term in _OTHER_NAMES):
            return False
        publisher_names.append(publisher.get("name", ""))
    for person in people:
        if (
            person.__class__ is not dict
            or (kind := person.get("@type")).__class__ is not str
            or kind not in AUTHOR_TYPES
        ):
            return False
        name = person.get("name")
        if name.__class__ is not str or not is_plain_name(name):
            return False
        if kind == "Person" and any(
            publisher.__class__ is not str or is_same_organization(name, publisher)
            for publisher in publisher_names
        ):
            return False
    return True


def _plain_agents(article: Node, term: str) -> list[Any] | None:
    """Return the raw people and organizations of a term, references resolved; None if `Node.values` is needed."""
    if isinstance(article.markup, StoryMarkup):
        return article.markup.plain_agents(term)
    return plain_values(article, article.data.get(term))


def _publisher_names(article: Node) -> Iterator[str]:
    """Yield the names of the organizations that publish an article or provided it."""
    for term in ("publisher", *sorted(_OTHER_PUBLISHERS)):
        for node in article.nodes(term):
            if not node.is_a("Person"):
                yield from node.texts("name", "alternateName", "legalName")


def _has_wrong_type(author: Author) -> bool:
    """Return whether an author has the type Person and one name, which is not that of a person."""
    return (
        author.node is not None
        and author.node.is_a("Person")
        and author.byline.collective
        and len(author.byline.names) < 2
        and not author.is_organization
        and not _is_self_published(author)
    )


def _is_self_published(author: Author) -> bool:
    """Return whether a person publishes under their own name, so that author and publisher have one name."""
    return author.has_publisher_name and any(
        _PERSON.fullmatch(name) and not is_publication(name) for name in author.byline.names
    )


def _type_findings(author: Author) -> Iterator[Finding]:
    """Yield NLD-GOO-015 if an author is no object, has no type, or has a type that cannot write."""
    node = author.node
    if node is None and author.name.block.syntax == "opengraph":
        return  # Open Graph has nothing but text
    if node is None:
        shown = shorten(author.name.raw) if author.name.text is None else quote(author.text)
        message = f"the author is {shown}, not an object with a name"
        suggestion = 'write {"@type": "Person", "name": …}, or use Organization for a newsroom or an agency'
        yield author.finding("NLD-GOO-015", message, suggestion)
    elif is_reference_only(node):
        return
    elif not node.types:
        suggestion = 'add "@type": "Person", or Organization for a newsroom or an agency'
        yield node.finding("NLD-GOO-015", "the author has no type", suggestion=suggestion)
    elif all(map(is_class, node.types)):
        message = f"the author has the type {node.types[0]}, not Person or Organization"
        yield node.finding(
            "NLD-GOO-015", message, suggestion="set the type to Person or Organization", at=first_type(node)
        )


def _extras(author: Author) -> list[BylineExtra]:
    """Return the parts of a name that do not belong in it.

    An organization may have almost any name ("By the Book Ltd"), so only addresses and markup count there; before
    the publisher's own name, an introduction counts too.
    """
    if not author.is_organization:
        return list(author.byline.extras)
    plain = {"introduction", "address", "markup"} if author.has_publisher_name else {"address", "markup"}
    return [extra for extra in author.byline.extras if extra.kind in plain]


def _extras_message(author: Author, extras: list[BylineExtra]) -> str:
    parts = list(dict.fromkeys(f"{quote(extra.words)} {_EXTRA_TEXTS[extra.kind]}" for extra in extras))
    if extras[0].words == author.text:
        return f"the author name {parts[0]}, not a name"
    return f"the author name {quote(author.text)} contains more than a name: {', '.join(parts[:3])}"


def _extras_suggestion(author: Author, extras: list[BylineExtra]) -> str:
    """Return the name to write, if it is known, and the properties for the rest, if there are any."""
    properties = list(
        dict.fromkeys(_PROPERTY_OF_EXTRA[extra.kind] for extra in extras if extra.kind in _PROPERTY_OF_EXTRA)
    )
    if any(extra.kind == "account" for extra in extras):
        return "write the name as readers see it on the page"
    if author.name.block.syntax == "microdata" and extras[0].kind == "address" == extras[-1].kind:
        return (
            "write only the name: put itemprop=name on an element inside the link, whose value is its address"
        )
    names = " and ".join(map(quote, author.byline.names))
    suggestion = f"write only {names}" if names else "write only the name"
    return (
        f"{suggestion} and move the rest to {', '.join(properties)}" if properties and names else suggestion
    )


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-013", "NLD-GOO-014", "NLD-GOO-015", "NLD-GOO-050"), "markup", check_author_names),
)
