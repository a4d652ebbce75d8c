"""Read stories whose data refers to words of an unchanged text, which is in the story or in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from newsld.findings import Finding
from newsld.model.span_words import by_offsets, span_of
from newsld.model.text import Span, quoted_spans, trim_final_comma
from newsld.model.text.closest_match import suggest
from newsld.model.versions import STORY_VERSION
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Source, pointer
from newsld.syntax.read_file import read_file


def complete_story(document: Document, *, limit: int) -> Iterator[Document | Finding]:
    """Yield the findings about the document of one story, then the complete document.

    A body in a file is read (at most `limit` bytes) and replaces the name of the file; quotations are filled in from
    their citations. For data that is not a story, only NLD-SYN-006 is yielded.
    """
    data: Any = document.data
    if not isinstance(data, dict) or not ("newsld" in data or suggest("newsld", data)):
        reason = "no keys" if not isinstance(data, dict) else "no key `newsld`"
        message = f"this is not a newsld story: it has {reason}"
        suggestion = f"begin a story with `newsld: {STORY_VERSION}`; give JSON-LD the suffix .jsonld"
        yield document.place(Finding("NLD-SYN-006", message, suggestion=suggestion, pointer=""))
        return
    body = data.get("body")
    if isinstance(body, dict) and isinstance(body.get("file"), str) and body["file"] and "text" not in body:
        text, findings = _read_body_file(document.source, body["file"], limit)
        yield from map(document.place, findings)
        if text is None:
            return
        rest = {key: value for key, value in body.items() if key != "file"}
        document.data = {**data, "body": {"text": text, **rest}}
    document.data, findings = fill_quotations(document.data)
    yield from map(document.place, findings)
    yield document


def fill_quotations(data: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """Return the data of a story with its quotations filled in from their citations, and findings.

    A quotation without `words` gets the one quoted text in the words that its citation covers; none is NLD-GRD-001,
    several are NLD-GRD-002. A quotation without `speaker` gets the parties of the citation's last hop. Malformed data
    is not changed: the structure check reports it.
    """
    quotations, citations, body = data.get("quotations"), data.get("citations"), data.get("body")
    text = body.get("text") if isinstance(body, dict) else body
    if not isinstance(quotations, dict) or not isinstance(citations, dict) or not isinstance(text, str):
        return data, []
    findings: list[Finding] = []
    filled: dict[str, Any] = {}
    quotes: list[Span] | None = None
    for name, quotation in quotations.items():
        if not isinstance(quotation, dict) or ("speaker" in quotation and "words" in quotation):
            continue
        label = quotation.get("citation")
        citation = citations.get(label) if isinstance(label, str) else None
        if not isinstance(citation, dict):
            continue
        added: dict[str, Any] = {}
        if "speaker" not in quotation and (parties := _last_parties(citation)):
            added["speaker"] = parties
        if "words" not in quotation:
            quotes = quoted_spans(text) if quotes is None else quotes
            covered = _quotes_within(text, _covered(citation, text), quotes)
            if len(covered) == 1:
                added["words"] = by_offsets(text, covered[0])
            else:
                findings.append(_not_one_quote(name, str(label), len(covered)))
        if added:
            filled[name] = {**quotation, **added}
    return ({**data, "quotations": {**quotations, **filled}} if filled else data), findings


def _quotes_within(text: str, covered: list[Span], quotes: list[Span]) -> list[Span]:
    """Return the outermost of the quoted spans inside the covered ones, without a comma before the closing mark."""
    trimmed = (trim_final_comma(text, quote) for quote in quotes)
    inside = [quote for quote in trimmed if any(quote.within(span) for span in covered)]
    return [
        quote for quote in inside if not any(quote is not other and quote.within(other) for other in inside)
    ]


def _covered(citation: Mapping[str, Any], text: str) -> list[Span]:
    covers = citation.get("covers", [])
    spans = []
    for words in covers if isinstance(covers, list) else [covers]:
        with suppress(ValueError):  # the structure check reports it
            spans.append(span_of(words, text))
    return spans


def _last_parties(citation: Mapping[str, Any]) -> Any:
    chain = citation.get("chain")
    hop = chain[-1] if isinstance(chain, list) and chain else None
    return hop.get("parties") if isinstance(hop, dict) else None


def _not_one_quote(name: str, label: str, count: int) -> Finding:
    where = pointer("quotations", name)
    if count:
        message = f"the citation {label} covers {count} quoted texts, and {name} can be only one of them"
        return Finding("NLD-GRD-002", message, suggestion="add the `words` of the quotation", pointer=where)
    message = f"the citation {label} covers no words in quotation marks, and {name} has no `words`"
    suggestion = "add `words`, or extend `covers` of the citation"
    return Finding("NLD-GRD-001", message, suggestion=suggestion, pointer=where)


def _read_body_file(source: Source, name: str, limit: int) -> tuple[str | None, list[Finding]]:
    """Return the exact text of a body file, without a byte order mark, and findings; None if it cannot be read."""

    def refuse(code: str, message: str, suggestion: str) -> tuple[None, list[Finding]]:
        return None, [Finding(code, message, suggestion=suggestion, pointer="/body/file")]

    path = PurePosixPath(name)
    if (
        "\\" in name
        or "\0" in name
        or PureWindowsPath(name).anchor
        or path.is_absolute()
        or ".." in path.parts
    ):
        message = f"{name!r} is outside the story's folder"
        return refuse("NLD-SCH-005", message, "name a file in the story's folder or below: wire.txt")
    if source.path is None:
        message = f"{name} cannot be read: this input has no folder"
        return refuse("NLD-REF-007", message, "give the path of the story, or write the text as `text`")
    folder = source.path.parent
    file = folder / path
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            message = f"{name} is a link to a file outside the story's folder"
            return refuse("NLD-SCH-005", message, "replace the link with the file")
        if file.exists() and not file.is_file():
            message = f"{name} is not a file with text"
            return refuse("NLD-REF-007", message, "name a file in the story's folder or below: wire.txt")
        content = read_file(file, limit)
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror or error}"
        return refuse("NLD-REF-007", message, "give the path relative to the story's folder")
    text, findings = decode(content, limit=limit)
    display_name = str(PurePosixPath(source.name).parent / path)
    return text, [replace(finding, file=display_name) for finding in findings]
