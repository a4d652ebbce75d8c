"""Import the articles of published JSON-LD as data in the shape of a story, without loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.vocabulary import classes, is_a
from newsld.schemaorg.jsonld.foreign.body_text import repaired_body_finding
from newsld.schemaorg.jsonld.foreign.importer import ArticleImporter, bare_types
from newsld.schemaorg.jsonld.foreign.story_merger import Description, merge_descriptions
from newsld.schemaorg.jsonld.graph.context_profile import detect_profile
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import GraphNode, top_objects
from newsld.schemaorg.jsonld.graph.syntax_errors import invalid_finding
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG
from newsld.syntax.document import Document, Positions, Source
from newsld.syntax.lines import Lines
from newsld.web.markup.contexts import HARMLESS, context_faults

Blocks = Iterable[tuple[Any, int | None]]

_ALIASES: Final = {"body": "articleBody"}
_MOST_KINDS: Final = 5
_MOST_COPIES: Final = 20
"""The limit of copies a node, on average: each article has its own copy of the nodes it shares with others."""
_MOST_SHARED: Final = 100_000
"""The number of copies that any page may have in addition."""


@dataclass(frozen=True, slots=True)
class ForeignArticle:
    """An article of published markup.

    `data` has the shape of a story, `block` is the number of the article's block, and `origin` translates a JSON
    Pointer into `data` to one into that block.
    """

    data: dict[str, Any]
    block: int | None
    origin: Callable[[str], str]


def _graph_of(blocks: Sequence[tuple[Any, int | None]], base: str | None = None) -> Graph:
    """Return the graph of all blocks."""
    articles = (data for data, _ in blocks if data and _has_article(data))
    first = next(articles, None) or next((data for data, _ in blocks if data), None)
    graph = Graph(profile=detect_profile(first), base=base)
    for data, number in blocks:
        graph.add(data, number)
    return graph


def _has_article(data: Any) -> bool:
    """Return whether one of the outermost objects of a block, or of its graph, has the type of an article."""
    for item, _ in top_objects(data, ""):
        for one, _ in [(item, ""), *top_objects(item.get("@graph", []), "")]:
            kinds = one.get("@type")
            names = [
                kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
            ]
            if any(re.split(r"[/#:]", name)[-1].lower() in _articles() for name in names):
                return True
    return False


def import_articles(
    blocks: Blocks, base: str | None = None, *, story: Sequence[Description] = ()
) -> Iterator[ForeignArticle | Finding]:
    """Yield each article that no other article refers to, with all nodes reachable from it, and findings.

    `blocks` are the data of JSON-LD blocks with their numbers, `base` is the address of their page. With `story`, the
    descriptions of the main story of a page, only that story is read. Nodes that articles share are in each of them.
    Nodes that no article reaches are ignored (NLD-INF-002). Blocks that are not valid JSON-LD (NLD-SYN-018) or have an
    unknown context (NLD-SYN-005) are read as far as possible. Stops with NLD-SYN-004 when articles share so many nodes
    that their copies would exceed a limit.
    """
    several = list(blocks)
    graph = _graph_of(several, base)
    for finding in (*_unknown(graph, several), *_invalid(graph, several)):
        yield finding.downgraded()
    seen: set[str] = set()
    left = _MOST_SHARED + _MOST_COPIES * len(graph.nodes)
    roots = _roots(graph)
    if story:
        for root in roots:  # other articles are left out on purpose
            graph.reachable(root, seen)
        articles = [node for node in graph.nodes.values() if _is_article(node)]
        main = merge_descriptions(graph, story, articles)
        roots = roots if main is None else [main]
    for root in roots:
        reached = graph.reachable(root, set())
        left -= len(reached)
        if left < 0:
            message = "the articles share too many nodes to be read each on its own"
            hint = "split the markup into files with fewer articles"
            yield Finding("NLD-SYN-004", message, suggestion=hint, pointer=root.pointer, block=root.block)
            return
        seen.update(node.key for node in reached)
        importer = ArticleImporter(graph, root, reached)
        if importer.is_body_repaired:
            yield repaired_body_finding(root.block, root.pointer)
        yield ForeignArticle(importer.data, root.block, _origin(root, importer.sources))
    yield from _unreached(graph, seen)


def unreached_findings(blocks: Blocks) -> Iterator[Finding]:
    """Yield NLD-INF-002 for each block with nodes that no article reaches."""
    graph = _graph_of(list(blocks))
    seen: set[str] = set()
    for root in _roots(graph):
        graph.reachable(root, seen)
    yield from _unreached(graph, seen)


def invalid_block_findings(blocks: Blocks) -> Iterator[Finding]:
    """Yield NLD-SYN-018 for each block that is not valid JSON-LD."""
    several = list(blocks)
    return _invalid(_graph_of(several), several)


def _invalid(graph: Graph, blocks: Blocks) -> Iterator[Finding]:
    """Yield a finding for each block that the graph could not parse exactly."""
    for data, number in blocks if graph.invalid else ():
        if number in graph.invalid and (finding := invalid_finding(data, number, graph.invalid[number])):
            yield finding


def _unknown(graph: Graph, blocks: Blocks) -> Iterator[Finding]:
    """Yield NLD-SYN-005 for each outermost context that was treated as schema.org's, as info without an article."""
    for data, number in blocks:
        known, has_article = True, _has_article(data)
        for item, at in top_objects(data, ""):
            context = item.get("@context", SCHEMA_ORG)
            for below, message, hint in (
                () if context == SCHEMA_ORG else context_faults(context, outermost=True)
            ):
                known = False
                pointer = f"{at}/@context{below}"
                finding = Finding("NLD-SYN-005", message, suggestion=hint, pointer=pointer, block=number)
                yield finding if has_article and hint not in HARMLESS else finding.with_severity("info")
        if known and number in graph.assumed:
            message = "the context is unknown and was treated as schema.org’s, since newsld fetches nothing"
            hint = 'write "@context": "https://schema.org"'
            yield Finding("NLD-SYN-005", message, suggestion=hint, pointer="", block=number)


def import_documents(
    source: Source,
    blocks: Blocks,
    *,
    base: str | None = None,
    story: Sequence[Description] = (),
    lines: Lines | None = None,
    locate: Callable[[int | None], Positions] | None = None,
    notes: bool = True,
) -> Iterator[Document | Finding]:
    """Yield the articles as documents of `source`, numbered from 1, and the findings; see `import_articles`.

    `lines` are those of the decoded input, and `locate` returns the positions of a block's values in it. Without
    `notes`, findings of severity info are omitted.
    """
    number = 0
    for item in import_articles(blocks, base, story=story):
        if isinstance(item, Finding):
            if notes or item.severity != "info":
                positions = locate(item.block) if locate else None
                yield item.at(positions.find(item.pointer) if positions else None, file=source.name)
            continue
        number += 1
        yield Document(
            item.data,
            source,
            locate=partial(locate, item.block) if locate else None,
            lines=lines,
            block=item.block,
            is_story=False,
            number=number,
            source_pointer=item.origin,
        )


def _roots(graph: Graph) -> list[GraphNode]:
    """Return the articles that no other article reaches, and the first of each group that reach each other."""
    articles = [node for node in graph.nodes.values() if _is_article(node)]
    seen: set[str] = set()
    candidates = []
    for article in articles:
        if article.key not in seen:
            candidates.append(article)
            graph.reachable(article, seen)
    # No candidate reaches a later one, so a second pass from the end finds those that a later one reaches.
    seen = set()
    found = []
    for article in reversed(candidates):
        if article.key not in seen:
            found.append(article)
            graph.reachable(article, seen)
    return found[::-1]


def _is_article(node: GraphNode) -> bool:
    names = bare_types(node)
    return is_a(names, "Article") or any(name.lower() in _articles() for name in names)


@cache
def _articles() -> frozenset[str]:
    """Return the types of articles in lower case."""
    return frozenset(name.lower() for name in classes() if is_a(name, "Article"))


def _unreached(graph: Graph, seen: set[str]) -> Iterator[Finding]:
    """Yield a finding for each block with unreached nodes: it points at the first and lists the types of all."""
    left = [node for node in graph.nodes.values() if node.key not in seen]
    referenced = {other.key for node in left for other in graph.references(node) if other is not node}
    by_block: dict[int | None, list[GraphNode]] = {}
    for node in left:
        if node.key in graph.top_nodes and node.key not in referenced:
            by_block.setdefault(node.block, []).append(node)
    if left and not by_block:  # they refer to each other
        by_block[left[0].block] = left[:1]
    for block, nodes in by_block.items():
        kinds = list(dict.fromkeys(", ".join(bare_types(node)) or "a thing" for node in nodes))
        more = f" and {len(kinds) - _MOST_KINDS} other types" if len(kinds) > _MOST_KINDS else ""
        yield Finding(
            "NLD-INF-002",
            f"{'; '.join(kinds[:_MOST_KINDS])}{more}: no article refers to it, so it is ignored",
            suggestion=(
                "if it is about the story, refer to it from the article, as with about, image or video; "
                "if it is about the site, leave it"
            ),
            pointer=nodes[0].pointer,
            block=block,
        )


def _origin(root: GraphNode, sources: dict[str, GraphNode]) -> Callable[[str], str]:
    def origin(pointer: str) -> str:
        head = pointer
        while head not in sources:
            head = head.rpartition("/")[0]
        node = sources[head]
        if node.block != root.block:
            return root.pointer
        rest = pointer[len(head) :].removeprefix("/extra")
        step, slash, more = rest[1:].partition("/")
        return node.pointer + (f"/{_ALIASES.get(step, step)}{slash}{more}" if rest else "")

    return origin
