"""The articles that publishers put into their pages, as data in the shape of a story, with nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.vocabulary import classes, is_a
from newsld.schemaorg.jsonld.foreign.importer import Teller, bare_types
from newsld.schemaorg.jsonld.graph.context_profile import dialect_of
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import Subject, top
from newsld.schemaorg.jsonld.graph.syntax_errors import invalid_finding
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG
from newsld.syntax.document import Document, Positions, Source
from newsld.web.markup.contexts import context_faults

__all__ = ["FoundArticle", "found_articles", "found_documents", "invalid_blocks", "left_out"]

Blocks = Iterable[tuple[Any, int | None]]

_ALIASES: Final = {"body": "articleBody"}
_MOST_KINDS: Final = 5
_MOST_TOLD: Final = 20
"""How often the nodes of a page may be told, all in all: each article tells all that it shares with others."""
_MOST_SHARED: Final = 100_000
"""How many nodes may be told beside that: in a small page, any number."""


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that stands in published markup.

    `data` has the shape of a story; `block` is the number of the block that tells the article, `origin` turns a JSON
    Pointer into `data` to one into that block.
    """

    data: dict[str, Any]
    block: int | None
    origin: Callable[[str], str]


def _graph_of(blocks: Sequence[tuple[Any, int | None]], base: str | None = None) -> Graph:
    """What the blocks say together."""
    first = next((data for data, _ in blocks if data), None)
    graph = Graph(dialect=dialect_of(first), base=base)
    for data, number in blocks:
        graph.add(data, number)
    return graph


def found_articles(blocks: Blocks, base: str | None = None) -> Iterator[FoundArticle | Finding]:
    """Every article that no other article reaches, with all that can be reached from it.

    `blocks` are the data of blocks of JSON-LD, each with its number; `base` is the address of their page. Nodes that
    several articles share are told in each. What no article reaches is left out, and NLD-INF-002 says so; a block
    that is no JSON-LD (NLD-SYN-018), or of an unknown context (NLD-SYN-005), is read as far as it can be. Time grows
    with the input, and with what articles share: out of all proportion, the rest is not read (NLD-SYN-004).
    """
    several = list(blocks)
    graph = _graph_of(several, base)
    for finding in (*_unknown(graph, several), *_invalid(graph, several)):
        yield finding.downgraded()
    seen: set[str] = set()
    left = _MOST_SHARED + _MOST_TOLD * len(graph.subjects)
    for root in _roots(graph):
        reached = graph.reach(root, set())
        left -= len(reached)
        if left < 0:
            message = "its articles share so much that telling each in full has no end"
            mend = "split it into files of fewer articles"
            yield Finding("NLD-SYN-004", message, suggestion=mend, pointer=root.at, block=root.block)
            return
        seen.update(subject.key for subject in reached)
        teller = Teller(graph, root, reached)
        yield FoundArticle(teller.data, root.block, _origin(root, teller.places))
    yield from _outside(graph, seen)


def left_out(blocks: Blocks, base: str | None = None) -> Iterator[Finding]:
    """What no article reaches: NLD-INF-002, once a block."""
    graph = _graph_of(list(blocks), base)
    seen: set[str] = set()
    for root in _roots(graph):
        graph.reach(root, seen)
    yield from _outside(graph, seen)


def invalid_blocks(blocks: Blocks) -> Iterator[Finding]:
    """What keeps blocks from being JSON-LD: NLD-SYN-018, once a block."""
    several = list(blocks)
    return _invalid(_graph_of(several), several)


def _invalid(graph: Graph, blocks: Blocks) -> Iterator[Finding]:
    """What is wrong with the blocks that are no JSON-LD."""
    for data, number in blocks if graph.invalid else ():
        if number in graph.invalid and (fault := invalid_finding(data, number, graph.invalid[number])):
            yield fault


def _unknown(graph: Graph, blocks: Blocks) -> Iterator[Finding]:
    """The contexts that were taken for schema.org's, as far as they hold for whole blocks."""
    for data, number in blocks:
        known = True
        for item, at in top(data, ""):
            context = item.get("@context", SCHEMA_ORG)
            for below, message, mend in (
                () if context == SCHEMA_ORG else context_faults(context, outermost=True)
            ):
                known = False
                pointer = f"{at}/@context{below}"
                yield Finding("NLD-SYN-005", message, suggestion=mend, pointer=pointer, block=number)
        if known and number in graph.assumed:
            message = "a context that is not known, and not fetched, was taken for schema.org’s"
            mend = 'write "@context": "https://schema.org"'
            yield Finding("NLD-SYN-005", message, suggestion=mend, pointer="", block=number)


def found_documents(
    source: Source,
    blocks: Blocks,
    *,
    base: str | None = None,
    text: str | None = None,
    locate: Callable[[int | None], Positions] | None = None,
    notes: bool = True,
) -> Iterator[Document | Finding]:
    """The same as documents of `source`, numbered from 1, whose faults are no errors of ours.

    `text` is the decoded input, and `locate` gives the places of the values of a block in it. Without `notes`,
    findings that are only information are left out.
    """
    number = 0
    for found in found_articles(blocks, base):
        if isinstance(found, Finding):
            if notes or found.severity != "info":
                places = locate(found.block) if locate else None
                yield found.at(places.find(found.pointer) if places else None, file=source.name)
            continue
        number += 1
        yield Document(
            found.data,
            source,
            locate=partial(locate, found.block) if locate else None,
            text=text,
            block=found.block,
            is_story=False,
            number=number,
            source_pointer=found.origin,
        )


def _roots(graph: Graph) -> list[Subject]:
    """The articles that no other article reaches; of those that reach each other, the first."""
    articles = [subject for subject in graph.subjects.values() if _is_article(subject)]
    seen: set[str] = set()
    candidates = []
    for article in articles:
        if article.key not in seen:
            candidates.append(article)
            graph.reach(article, seen)
    # None of them reaches a later one; what a later one reaches falls away.
    seen = set()
    found = []
    for article in reversed(candidates):
        if article.key not in seen:
            found.append(article)
            graph.reach(article, seen)
    return found[::-1]


def _is_article(subject: Subject) -> bool:
    names = bare_types(subject)
    return is_a(names, "Article") or any(name.lower() in _articles() for name in names)


@cache
def _articles() -> frozenset[str]:
    """The types of articles, for those who do not mind the case of letters."""
    return frozenset(name.lower() for name in classes() if is_a(name, "Article"))


def _outside(graph: Graph, seen: set[str]) -> Iterator[Finding]:
    """What no article reaches, a finding a block: it points at the first, and names the kinds of all."""
    left = [subject for subject in graph.subjects.values() if subject.key not in seen]
    named = {other.key for subject in left for other in graph.named(subject) if other is not subject}
    by_block: dict[int | None, list[Subject]] = {}
    for subject in left:
        if subject.key in graph.tops and subject.key not in named:
            by_block.setdefault(subject.block, []).append(subject)
    if left and not by_block:  # they name each other
        by_block[left[0].block] = left[:1]
    for block, subjects in by_block.items():
        kinds = list(dict.fromkeys(", ".join(bare_types(subject)) or "a thing" for subject in subjects))
        more = f" and {len(kinds) - _MOST_KINDS} other kinds" if len(kinds) > _MOST_KINDS else ""
        yield Finding(
            "NLD-INF-002",
            f"{'; '.join(kinds[:_MOST_KINDS])}{more}: no article points there, and it is left out",
            suggestion="what belongs to an article is named by it: isPartOf, mainEntityOfPage",
            pointer=subjects[0].at,
            block=block,
        )


def _origin(root: Subject, places: dict[str, Subject]) -> Callable[[str], str]:
    def origin(pointer: str) -> str:
        head = pointer
        while head not in places:
            head = head.rpartition("/")[0]
        subject = places[head]
        if subject.block != root.block:
            return root.at
        rest = pointer[len(head) :].removeprefix("/extra")
        step, slash, more = rest[1:].partition("/")
        return subject.at + (f"/{_ALIASES.get(step, step)}{slash}{more}" if rest else "")

    return origin
