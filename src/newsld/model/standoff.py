"""Stories whose text must not be touched: data tied by words to a body inline, or in a file beside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import orjson

from newsld.findings import Finding
from newsld.model.spans import resolve_span
from newsld.model.text import Span, quoted_spans, trim_final_comma
from newsld.model.text.closest_match import suggest
from newsld.model.to_document import by_offsets
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Source, pointer

__all__ = ["complete_story", "dump_json", "fill_quotations"]


def complete_story(document: Document, *, limit: int) -> Iterator[Document | Finding]:
    """The document of one story made whole, after what is wrong with it.

    A body in a file is read (at most `limit` bytes) and takes the place of its name; quotations get what
    their citations say of them. Data that is no story at all is NLD-SYN-006, and no document.
    """
    data: Any = document.data
    if not isinstance(data, dict) or not ("newsld" in data or suggest("newsld", data)):
        kind = "no keys" if not isinstance(data, dict) else "no key `newsld`"
        mend = "a story begins with `newsld: 1`; JSON-LD goes by the suffix .jsonld"
        fault = Finding(
            "NLD-SYN-006", f"there is no story in here: it has {kind}", suggestion=mend, pointer=""
        )
        yield document.place(fault)
        return
    body = data.get("body")
    if isinstance(body, dict) and isinstance(body.get("file"), str) and body["file"] and "text" not in body:
        words, findings = _beside(document.source, body["file"], limit)
        yield from map(document.place, findings)
        if words is None:
            return
        rest = {key: value for key, value in body.items() if key != "file"}
        document.data = {**data, "body": {"text": words, **rest}}
    document.data, findings = fill_quotations(document.data)
    yield from map(document.place, findings)
    yield document


def dump_json(data: Mapping[str, Any], *, indent: bool = False) -> bytes:
    """Plain data as UTF-8 JSON in the order of its keys, on one line or indented by two, with a line feed."""
    layout = orjson.OPT_INDENT_2 if indent else 0
    try:
        return orjson.dumps(data, option=layout | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # an integer of more than 64 bits
        lines = {"indent": 2} if indent else {"separators": (",", ":")}
        return json.dumps(data, ensure_ascii=False, **lines).encode() + b"\n"


def fill_quotations(data: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The data of a story with what its quotations leave to their citations, and where that is not clear.

    A quotation without `words` is the one quoted run in what its citation covers; none is NLD-GRD-001,
    several are NLD-GRD-002. One without `speaker` was said by the parties of the citation's last hop. What is
    malformed stays as it is: the structure check speaks of it.
    """
    quotations, citations, body = data.get("quotations"), data.get("citations"), data.get("body")
    text = body.get("text") if isinstance(body, dict) else body
    if not isinstance(quotations, dict) or not isinstance(citations, dict) or not isinstance(text, str):
        return data, []
    findings: list[Finding] = []
    filled: dict[str, Any] = {}
    runs: list[Span] | None = None
    for name, quotation in quotations.items():
        label = quotation.get("citation") if isinstance(quotation, dict) else None
        citation = citations.get(label) if isinstance(label, str) else None
        if not isinstance(citation, dict):
            continue
        added: dict[str, Any] = {}
        if "speaker" not in quotation and (parties := _last_parties(citation)):
            added["speaker"] = parties
        if "words" not in quotation:
            runs = quoted_spans(text) if runs is None else runs
            found = _quotes_within(text, _covered(citation, text), runs)
            if len(found) == 1:
                added["words"] = by_offsets(text, found[0])
            else:
                findings.append(_unclear(name, str(label), len(found)))
        if added:
            filled[name] = {**quotation, **added}
    return ({**data, "quotations": {**quotations, **filled}} if filled else data), findings


def _quotes_within(text: str, covered: list[Span], runs: list[Span] | None = None) -> list[Span]:
    """The outermost quoted runs inside what is covered, without marks and house commas.

    `runs` are those of the whole text, where they are known already.
    """
    runs = quoted_spans(text) if runs is None else runs
    trimmed = (trim_final_comma(text, run) for run in runs)
    inside = [run for run in trimmed if any(run.within(span) for span in covered)]
    return [run for run in inside if not any(run is not other and run.within(other) for other in inside)]


def _covered(citation: Mapping[str, Any], text: str) -> list[Span]:
    covers = citation.get("covers", [])
    found = (resolve_span(words, text) for words in (covers if isinstance(covers, list) else [covers]))
    return [span for span in found if span is not None]


def _last_parties(citation: Mapping[str, Any]) -> Any:
    chain = citation.get("chain")
    hop = chain[-1] if isinstance(chain, list) and chain else None
    return hop.get("parties") if isinstance(hop, dict) else None


def _unclear(name: str, label: str, count: int) -> Finding:
    where = pointer("quotations", name)
    if count:
        message = f"the citation {label} covers {count} quoted runs, and {name} can be only one"
        return Finding("NLD-GRD-002", message, suggestion="add `words`: those that are meant", pointer=where)
    message = f"the citation {label} covers no words in quotation marks, and {name} gives none"
    return Finding(
        "NLD-GRD-001", message, suggestion="add `words`, or let the citation cover them", pointer=where
    )


def _beside(source: Source, name: str, limit: int) -> tuple[str | None, list[Finding]]:
    """The text of a file beside the source, exactly but for a byte order mark, and what is wrong with it."""
    at = "/body/file"
    path = PurePosixPath(name)
    if (
        "\\" in name
        or "\0" in name
        or PureWindowsPath(name).anchor
        or path.is_absolute()
        or ".." in path.parts
    ):
        mend = "name a file beside the story or in a folder below: wire.txt"
        return None, [
            Finding("NLD-SCH-005", f"{name!r} leads out of the story's folder", suggestion=mend, pointer=at)
        ]
    if source.path is None:
        mend = "give the path of the story, or put the text under `text`"
        return None, [
            Finding(
                "NLD-REF-007", f"{name}: this input has no folder to look in", suggestion=mend, pointer=at
            )
        ]
    folder = source.path.parent
    file = folder / path
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            mend = "put the file itself there, and no link"
            message = f"{name} is a link that leads out of the story's folder"
            return None, [Finding("NLD-SCH-005", message, suggestion=mend, pointer=at)]
        content = _content(file, limit)
    except OSError as error:
        mend = "the name counts from the folder of the story"
        message = f"{name} cannot be read: {error.strerror or error}"
        return None, [Finding("NLD-REF-007", message, suggestion=mend, pointer=at)]
    text, findings = decode(content, limit=limit)
    shown = str(PurePosixPath(source.name).parent / path)
    return text, [replace(finding, file=shown) for finding in findings]


def _content(file: Path, limit: int) -> bytes:
    """Its bytes, one more than `limit` at most."""
    with file.open("rb") as stream:
        return stream.read(limit + 1)
