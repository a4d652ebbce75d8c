"""Whether what a story attributes has sources: loops, quotations, figures and unnamed parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsld.findings import Finding
from newsld.syntax.document import pointer

__all__ = ["check_citations"]


def check_citations(data: Mapping[str, Any]) -> list[Finding]:
    """What a story attributes without a source that counts.

    Chains that rest on themselves (NLD-CIT-002), quotations without a speaker (-003), figures without
    a source (-004), unnamed parties that nothing describes (-005).
    Takes a story's plain data, which need not be sound.
    """
    citations = _items(data, "citations")
    findings = _loops(citations)
    for name, quotation in _items(data, "quotations").items():
        if not quotation.get("speaker") and not _last_parties(citations, quotation.get("citation")):
            findings.append(
                Finding(
                    "NLD-CIT-003",
                    f"nothing says who spoke the quotation {name}",
                    suggestion="add speaker:, or a citation whose last source said it",
                    pointer=pointer("quotations", name),
                )
            )
    for name, figure in _items(data, "figures").items():
        if "citation" not in figure:
            findings.append(
                Finding(
                    "NLD-CIT-004",
                    f"nothing says where the figure {name} comes from",
                    suggestion="add citation:, unless the story itself vouches for it",
                    pointer=pointer("figures", name),
                )
            )
    for collection in ("people", "organizations"):
        for name, party in _items(data, collection).items():
            if party.get("anonymous") is True and not _described(party):
                findings.append(
                    Finding(
                        "NLD-CIT-005",
                        f"the unnamed party {name} is not described",
                        suggestion="add name: with the words that the story has for it",
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


def _last_parties(citations: Mapping[str, Mapping[str, Any]], label: Any) -> Any:
    """The parties of the last hop of a citation: who spoke, where a quotation does not say."""
    citation = citations.get(label) if isinstance(label, str) else None
    chain = citation.get("chain") if citation else None
    last = chain[-1] if isinstance(chain, list) and chain else None
    return last.get("parties") if isinstance(last, dict) else None


def _leads(citation: Mapping[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    """The citations that one rests on, each with the steps to its label."""
    found: list[tuple[str, tuple[str | int, ...]]] = []
    if isinstance(label := citation.get("repeats"), str):
        found.append((label, ("repeats",)))
    chain = citation.get("chain")
    for place, hop in enumerate(chain if isinstance(chain, list) else ()):
        if isinstance(hop, dict) and isinstance(label := hop.get("inherited"), str):
            found.append((label, ("chain", place, "inherited")))
    return found


def _loops(citations: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """One finding a loop, at the label that closes it."""
    leads = {name: found for name, citation in citations.items() if (found := _leads(citation))}
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
    told = " rests on ".join(names) if len(names) > 2 else f"{names[0]} rests on itself"
    return Finding(
        "NLD-CIT-002",
        f"the citation {told}",
        suggestion="carry over from an earlier citation only",
        pointer=pointer("citations", owner, *steps),
    )
