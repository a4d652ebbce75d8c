"""Check that attributions have sources: citation loops, quotations, figures and unnamed sources."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from newsld.findings import Finding
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer


def check_citations(data: Mapping[str, Any], *, has_rare_keys: bool = True) -> list[Finding]:
    """Return the findings about attributions without a source.

    These are citations that rest on themselves (NLD-CIT-002), quotations without a speaker (-003), figures without
    a source (-004) and unnamed sources without a description (-005).
    `data` is the plain data of a story, which may be invalid. `has_rare_keys` is False if surely no citation rests on
    another one and no source is unnamed.
    """
    citations = _items(data, "citations")
    findings = _loops(citations) if has_rare_keys else []
    for name, quotation in _items(data, "quotations").items():
        label = quotation.get("citation")
        if not quotation.get("speaker") and not _is_attributed(citations, label):
            findings.append(
                Finding(
                    "NLD-CIT-003",
                    f"the quotation {quote(name)} has no speaker",
                    suggestion="add speaker:, or a citation whose last source is the speaker",
                    pointer=pointer("quotations", name),
                )
            )
    for name, figure in _items(data, "figures").items():
        if "citation" not in figure:
            findings.append(
                Finding(
                    "NLD-CIT-004",
                    f"the figure {quote(name)} has no citation",
                    suggestion="add a citation, with `origin: own` if nobody else says it "
                    "(in Markdown: “Own reporting.”)",
                    pointer=pointer("figures", name),
                )
            )
    for collection in ("people", "organizations") if has_rare_keys else ():
        for name, party in _items(data, collection).items():
            if "anonymous" in party and party["anonymous"] is True and not _described(party):
                findings.append(
                    Finding(
                        "NLD-CIT-005",
                        f"the unnamed source {quote(name)} has no description",
                        suggestion="add name: with the words that the story uses for it",
                        pointer=pointer(collection, name),
                    )
                )
    return findings


def _items(data: Mapping[str, Any], collection: str) -> dict[str, dict[str, Any]]:
    items = data.get(collection)
    if not isinstance(items, dict):
        return {}
    if set(map(type, items.values())) <= {dict}:
        return items
    return {name: item for name, item in items.items() if isinstance(item, dict)}


def _described(party: Mapping[str, Any]) -> bool:
    return any(party.get(key) for key in ("name", "description", "disambiguatingDescription"))


def _is_attributed(citations: Mapping[str, Mapping[str, Any]], label: Any) -> bool:
    """Return whether a citation says who spoke: the parties of its last hop, or the publication itself."""
    citation = citations.get(label) if isinstance(label, str) else None
    if citation is None:
        return False
    chain = citation.get("chain")
    last = chain[-1] if isinstance(chain, list) and chain else None
    return citation.get("origin") == "own" or (isinstance(last, dict) and bool(last.get("parties")))


def _may_lead(citations: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether a quick look shows that a citation may rest on another one: few stories have one."""
    try:
        chains = [citation["chain"] for citation in citations.values() if "chain" in citation]
        hops = itertools.chain.from_iterable(chains)
        return "repeats" in set().union(*citations.values()) or "inherited" in set().union(*hops)
    except TypeError:  # a chain or a hop is of a wrong type
        return True


def _leads(citation: Mapping[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the labels of the citations that one rests on, each with the steps to it."""
    leads: list[tuple[str, tuple[str | int, ...]]] = []
    if isinstance(label := citation.get("repeats"), str):
        leads.append((label, ("repeats",)))
    chain = citation.get("chain")
    for index, hop in enumerate(chain if isinstance(chain, list) else ()):
        if isinstance(hop, dict) and isinstance(label := hop.get("inherited"), str):
            leads.append((label, ("chain", index, "inherited")))
    return leads


def _loops(citations: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """Return one finding for each loop, at the label that closes it."""
    if not _may_lead(citations):
        return []
    leads = {name: labels for name, citation in citations.items() if (labels := _leads(citation))}
    findings: list[Finding] = []
    done: set[str] = set()
    for first, follow in leads.items():
        if first in done:
            continue
        path = [first]
        rest = [iter(follow)]
        while path:
            step = next(rest[-1], None)
            if step is None:
                done.add(path.pop())
                rest.pop()
                continue
            label, steps = step
            if label in path:
                findings.append(_loop([*path[path.index(label) :], label], path[-1], steps))
            elif label in leads and label not in done:
                path.append(label)
                rest.append(iter(leads[label]))
    return findings


def _loop(names: list[str], owner: str, steps: tuple[str | int, ...]) -> Finding:
    loop = " rests on ".join(names) if len(names) > 2 else f"{names[0]} rests on itself"
    return Finding(
        "NLD-CIT-002",
        f"the citation {loop}",
        suggestion="repeat or inherit from an earlier citation only",
        pointer=pointer("citations", owner, *steps),
    )
