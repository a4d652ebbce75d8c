"""Choose the main story of a page: the article that the page is about, in all descriptions that the page has of it.

`check` and `export` both use this choice; docs/explanation/reading-pages.md documents it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from newsld.model.text.similarity import is_same_title, normalized_words
from newsld.web.markup.addresses import AddressSet, is_absolute, is_home
from newsld.web.markup.meta_tags import canonical, metas
from newsld.web.markup.story_identity import addresses_of, headlines_of, main_addresses_of, own_addresses_of

if TYPE_CHECKING:
    from newsld.web.markup.nodes import Markup, Node

Reason = Literal["only", "address", "title", "main entity", "first"]
"""What decided: it is the only article, has the page's address or title, is its main entity, or comes first."""

_MOST_TITLES: Final = 200
"""The number of articles whose headline is compared with the title of the page."""
_MOST_DESCRIPTIONS: Final = 50
"""The number of descriptions of one story that are read."""
_FEWEST_LISTED: Final = 3
"""The number of other stories that make a page a list of stories."""
_MOST_SHARING: Final = 2
"""More headlines that claim one page in mainEntityOfPage are those of teasers from one template."""


@dataclass(frozen=True, slots=True)
class MainStory:
    """The story of a page: its descriptions in the order JSON-LD, microdata, RDFa, of which the first takes precedence.

    `others` are the other articles of the page, such as teasers; `reason` is what decided.
    """

    descriptions: tuple[Node, ...]
    others: tuple[Node, ...]
    reason: Reason


def choose_main_story(
    articles: Sequence[Node], secondary: Sequence[Node], markup: Markup
) -> MainStory | None:
    """Return the main story of a page; None for a page without articles, or one that only lists other stories.

    `articles` are the candidates, without the entries of live blogs. `secondary` are articles that another node cites
    or lists: one of these is the main story only if it has the address of the page.
    """
    page = _PageSigns(markup)
    if not articles:
        articles = [article for article in secondary[:_MOST_TITLES] if page.address_level(article)]
        if not articles:
            return None
    chosen, reason = _choose(articles, page)
    if chosen is None:
        return None
    same = _descriptions(chosen, articles, page)
    known = set(same)
    others = [article for article in articles if article not in known]
    return MainStory(tuple(same), tuple(others), reason if others else "only")


def _choose(articles: Sequence[Node], page: _PageSigns) -> tuple[Node | None, Reason]:
    """Return the article that the page is about, and what decided; None if the page only lists stories."""
    if len(articles) == 1:
        return articles[0], "only"
    pool, reason = list(articles), None
    signs: tuple[tuple[Reason, Callable[[Node], int]], ...] = (
        ("address", page.address_level),
        ("title", page.title_level),
        ("main entity", page.entity_level),
    )
    for name, level_of in signs:
        levels = [level_of(article) for article in (pool if name == "address" else pool[:_MOST_TITLES])]
        best = max(levels)
        if best:
            pool = [article for article, level in zip(pool, levels, strict=False) if level == best]
            reason = reason or name
        if len(pool) == 1:
            break
    if reason is None and page.lists(articles):
        return None, "first"
    outer = [article for article in pool if not _is_in_article(article)]
    return (outer or pool)[0], reason or "first"


def _descriptions(chosen: Node, articles: Sequence[Node], page: _PageSigns) -> list[Node]:
    """Return the articles that describe the same story as the chosen one, which is among them, in their order."""
    group = _Group(chosen, articles, page.base)
    same = [article for article in articles if article is chosen or group.take(article)]
    if len(same) > _MOST_DESCRIPTIONS:
        at = min(same.index(chosen), len(same) - _MOST_DESCRIPTIONS)
        same = same[at : at + _MOST_DESCRIPTIONS]
    return same


class _Group:
    """What identifies one story, in all its descriptions."""

    def __init__(self, chosen: Node, articles: Sequence[Node], base: str | None) -> None:
        self._base = base
        self._ids: set[str] = set()
        self._headlines: set[str] = set()
        self._own = AddressSet(base)
        self._all = AddressSet(base)
        self._in_syntax = Counter(article.block.syntax for article in articles)
        self._chosen = chosen
        self._claims: dict[str, set[str]] = {}
        for article in articles:
            headline = min(headlines_of(article), default="")
            for address in main_addresses_of(article):
                if (key := self._all.key(address)) is not None:
                    self._claims.setdefault(key, set()).add(headline)
        self._add(chosen)

    def take(self, article: Node) -> bool:
        """Return whether an article is another description of the story; if it is, remember what identifies it."""
        if not self._has(article):
            return False
        self._add(article)
        return True

    def _add(self, article: Node) -> None:
        if article.id is not None and not article.id.startswith("_:"):
            self._ids.add(article.id)
        self._headlines |= headlines_of(article)
        for address in own_addresses_of(article):
            self._own.add(address)
        for address in addresses_of(article):
            self._all.add(address)

    def _has(self, article: Node) -> bool:
        if article.id in self._ids:
            return True
        own, headlines = own_addresses_of(article), headlines_of(article)
        if any(address in self._own for address in own):
            return True
        if self._own and own and not any(address in self._all or is_home(address) for address in own):
            return False  # its address is that of another story, even if the headline is the same
        if not headlines.isdisjoint(self._headlines):
            return True
        shared = [address for address in addresses_of(article) if address in self._all]
        if shared:
            return (
                not headlines
                or not self._headlines
                or self._is_similar(headlines)
                or all(self._sharing(address) <= _MOST_SHARING for address in shared)
            )
        return not (article.id or headlines or addresses_of(article)) and self._is_alone(article)

    def _is_similar(self, headlines: set[str]) -> bool:
        known = sorted(self._headlines)[:_MOST_SHARING]
        return any(is_same_title(one, other) for one in sorted(headlines)[:_MOST_SHARING] for other in known)

    def _sharing(self, address: str) -> int:
        """Return how many headlines claim to be the main entity of the page at this address."""
        key = self._all.key(address)
        return 0 if key is None else len(self._claims.get(key, ()))

    def _is_alone(self, article: Node) -> bool:
        """Return whether an article without any identity is the only one in a syntax of its own."""
        here, before = article.block.syntax, self._chosen.block.syntax
        return here != before and self._in_syntax[here] == self._in_syntax[before] == 1


class _PageSigns:
    """What a page says about its story: its address, its title and its main entity."""

    def __init__(self, markup: Markup) -> None:
        page = markup.page
        self._markup = markup
        self.base = page.address_base if page is not None else None
        self._addresses = AddressSet(self.base)
        tags = [meta.content for meta in metas(markup, "og:url")]
        for address in (canonical(markup), *tags):
            if address:
                self._addresses.add(address)
        title = page.title.text if page is not None and page.title is not None else ""
        self._titles = [
            text for text in (title, *(meta.content for meta in metas(markup, "og:title"))) if text
        ]
        self._entities: frozenset[Node] | None = None

    def address_level(self, article: Node) -> int:
        """Return 2 for an article with the address of the page, 1 if it also has another one, 0 without it."""
        if not any(address in self._addresses for address in addresses_of(article)):
            return 0
        own = own_addresses_of(article)
        return 1 if own and not any(address in self._addresses for address in own) else 2

    def title_level(self, article: Node) -> int:
        """Return 2 for an article whose headline begins the title of the page, 1 for a similar one, 0 for others."""
        level = 0
        for headline in article.texts("headline", "alternativeHeadline", "name"):
            words = normalized_words(headline)
            for title in self._titles if words else ():
                whole = normalized_words(title)
                if whole.startswith(words):
                    return 2
                if whole and is_same_title(title, headline):
                    level = 1
        return level

    def entity_level(self, article: Node) -> int:
        """Return 1 for the main entity of a page, 0 for any other article."""
        if article.term == "mainEntity" or any(value.boolean for value in article.values("mainEntityOfPage")):
            return 1
        if self._entities is None:
            self._entities = frozenset(self._find_entities())
        return int(article in self._entities)

    def lists(self, articles: Sequence[Node]) -> bool:
        """Return whether the page has an address and several articles, each with the address of another page."""
        return (
            bool(self._addresses)
            and len(articles) >= _FEWEST_LISTED
            and all(any(is_absolute(address) for address in addresses_of(article)) for article in articles)
        )

    def _find_entities(self) -> Iterator[Node]:
        for node in self._markup.nodes:
            if any(key.endswith("mainEntity") for key in node.data):
                yield from node.nodes("mainEntity")


def _is_in_article(article: Node) -> bool:
    """Return whether an article is a value of another one."""
    owner = article.owner
    while owner is not None:
        if owner.is_a("Article"):
            return True
        owner = owner.owner
    return False
