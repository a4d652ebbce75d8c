"""Score the engine against public corpora in the folder $NEWSLD_CORPORA: attribution in PolNeAR, names in GUM.

The folder has `polnear/` (a clone of networkdynamics/PolNeAR) and `gum/` (files GUM_news_*.conllu of amir-zeldes/gum).
A corpus that is missing is skipped with a warning. Nothing of them is part of the project.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from eval_scores import Score
from newsld.draft.answer import Answer, CitationItem
from newsld.draft.text_input import TextInput
from newsld.model.text import Span

Engine = Callable[[TextInput], Answer]
_SHARED: Final = 0.5
"""The smallest part of the shorter content that two attributions share."""
_ARTICLES: Final = frozenset(
    {"the", "a", "an", "of", "for", "s", "in", "at", "to", "and", "who", "his", "her"}
)
_RELATIVE: Final = frozenset({"who", "which", "that"})
_ANTECEDENT: Final = 40
"""How many characters before a relative pronoun are the words that it means."""
_OPENED: Final = re.compile(r"\(([^()]+)|\d*\)")


class Report(NamedTuple):
    """What a corpus says: a line of scores, and right and found by rule."""

    text: str
    rules: dict[str, list[int]]


class GoldAttribution(NamedTuple):
    """An attribution of PolNeAR: the spans of its content, and the words of its source."""

    content: tuple[Span, ...]
    source: str


def corpora(engine: Engine) -> Iterator[Report]:
    """Yield a report for each corpus that is available; write a warning for each other one."""
    folder = os.environ.get("NEWSLD_CORPORA")
    root = Path(folder) if folder else None
    for name, pattern, score in (
        ("polnear", "**/test/text/*.txt", _score_polnear),
        ("gum", "*.conllu", _score_gum),
    ):
        files = sorted((root / name).glob(pattern)) if root is not None else []
        if not files:
            print(f"SKIPPED {name}: set NEWSLD_CORPORA to a folder with {name}/", file=sys.stderr)
            continue
        yield score(files, engine)


def _score_polnear(files: list[Path], engine: Engine) -> Report:
    total, found, speakers = Score(), Score(), Score()
    rules: dict[str, list[int]] = {}
    for file in files:
        text = file.read_text("utf-8")
        notes = sorted(file.parent.parent.joinpath("attributions").glob(f"{file.stem}_*.ann"))
        if not notes:
            continue
        gold = polnear_attributions(notes[0].read_text("utf-8"), text)
        answer = engine(TextInput(text, file.name, language="en"))
        used: set[int] = set()
        counted: dict[str, list[int]] = {}
        counted_spans: list[Span] = []
        for one in answer.citations:
            # What a speaker adds is part of one attribution there; the same words do not count again.
            same = [i for i, other in enumerate(gold) if _is_same(one, other)]
            again = any(span.overlaps(other) for span in one.spans for other in counted_spans)
            match = None if again else next((i for i in same if i not in used), next(iter(same), None))
            counts = counted.setdefault(one.rule or "", [0, 0])
            counts[1] += 1
            if match is not None:
                used.add(match)
                counts[0] += 1
                counted_spans += one.spans
            quoted = text[max(0, one.spans[0].start - 1) : one.spans[0].start + 1]
            if any(mark in quoted for mark in '“"'):
                speakers.add(Score(int(match is not None), 1, 0))
        for rule, (right, count) in counted.items():
            counts = rules.setdefault(rule, [0, 0])
            counts[0], counts[1] = counts[0] + right, counts[1] + count
        found.add(Score(len(used), len(gold), len(gold)))
        total.add(Score(sum(counts[0] for counts in counted.values()), len(answer.citations), 0))
    text = (
        f"PolNeAR, {len(files)} articles of its test part: attributions with their source have a precision of "
        f"{total.precision:.0%} and a recall of {found.recall:.0%} of {found.gold}; those in quotation marks have a "
        f"precision of {speakers.precision:.0%} of {speakers.found}"
    )
    return Report(text, rules)


def polnear_attributions(notes: str, text: str) -> list[GoldAttribution]:
    """Return the attributions with a source in annotations of a text in brat's format.

    The source of a relative clause is the words before "who", which mean the same.
    """
    spans: dict[str, tuple[tuple[Span, ...], str]] = {}
    found: list[GoldAttribution] = []
    for line in notes.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            where, _, words = rest.partition("\t")
            _, _, offsets = where.partition(" ")
            pieces = tuple(Span(*map(int, piece.split())) for piece in offsets.split(";"))
            if words.casefold() in _RELATIVE:
                words = text[max(0, pieces[0].start - _ANTECEDENT) : pieces[0].start]
            spans[key] = (pieces, words)
        elif key.startswith("E"):
            roles = dict(part.split(":") for part in rest.split() if ":" in part)
            content, source = roles.get("Content"), roles.get("Source")
            if content in spans and source in spans:
                found.append(GoldAttribution(spans[content][0], spans[source][1]))
    return found


def _is_same(ours: CitationItem, gold: GoldAttribution) -> bool:
    """Return whether two attributions share most of the shorter content, and the words for the source."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in ours.spans for b in gold.content)
    sizes = [sum(span.end - span.start for span in spans) for spans in (ours.spans, gold.content)]
    words = {word.casefold() for word in re.findall(r"\w+", gold.source)} - _ARTICLES
    named = {word.casefold() for word in re.findall(r"\w+", " ".join((ours.because, *ours.chain)))}
    return shared >= _SHARED * min(sizes) > 0 and bool(words & named)


def _score_gum(files: list[Path], engine: Engine) -> Report:
    found, precise = Score(), Score()
    for file in files:
        text, mentions, linked = gum_names(file.read_text("utf-8"))
        answer = engine(TextInput(text, file.name, language="en"))
        names = {name for one in answer.entities for name in (one.name, *one.also) if name[:1].isupper()}
        everything = "\n".join(mentions)
        precise.add(Score(sum(name in everything for name in names), len(names), len(names)))
        known = sum(
            any(name in words for name in names for words in mentions) for mentions in linked.values()
        )
        found.add(Score(known, len(linked), len(linked)))
    text = (
        f"GUM, {len(files)} news texts: {found.recall:.0%} of {found.gold} things with an article in Wikipedia are "
        f"found, and {precise.precision:.0%} of {precise.found} found names are mentions"
    )
    return Report(text, {})


def _bare(name: str) -> str:
    return re.sub(r"\A[Tt]he |[’']s?\Z", "", name)


def gum_names(conllu: str) -> tuple[str, set[str], dict[str, set[str]]]:
    """Return a text in CoNLL-U, the words of every mention, and the mentions with a capital by linked identity."""
    parts: list[str] = []
    mentions: set[str] = set()
    linked: dict[str, set[str]] = {}
    length = 0
    opened: list[tuple[int, str]] = []
    for line in conllu.splitlines():
        if line.startswith("# newpar") and parts:
            parts.append("\n\n")
            length += 2
        fields = line.split("\t")
        if len(fields) != 10 or not fields[0].isdecimal():
            continue
        start = length
        gap = "" if "SpaceAfter=No" in fields[9] else " "
        parts.append(fields[1] + gap)
        length += len(fields[1]) + len(gap)
        entity = re.search(r"Entity=([^|]+)", fields[9])
        for match in _OPENED.finditer(entity[1] if entity else ""):
            if match[1]:
                attributes = match[1].split("-")
                opened.append((start, attributes[7] if len(attributes) > 7 else ""))
            elif opened:
                begin, identity = opened.pop()
                words = _bare("".join(parts)[begin : start + len(fields[1])])
                mentions.add(words)
                if identity and any(one.isupper() for one in words):
                    linked.setdefault(identity, set()).add(words)
    return "".join(parts).strip(), mentions, linked
