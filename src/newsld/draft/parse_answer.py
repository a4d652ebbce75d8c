"""Parse the answer of a language model: find its JSON, and keep every item that is valid by itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

from pydantic import ValidationError

from newsld.draft.answer import LISTS, Answer, AnswerItem, EntityItem
from newsld.findings import Finding, Position, Severity
from newsld.model.text.closest_match import did_you_mean
from newsld.syntax.decode import decode
from newsld.syntax.document import Positions, pointer
from newsld.syntax.json import json_positions, load_json
from newsld.syntax.lines import START, Lines
from newsld.syntax.patterns import lazy_pattern

MOST_ITEMS: Final = 5_000
"""The most items of one list that are used: a long article has some hundred."""

_MOST_REPEATED: Final = 20
"""The most equal items: the same words can have several places, but a model may also repeat itself without end."""
_FENCE: Final = lazy_pattern(r"^ {0,3}(```|~~~)[A-Za-z0-9+-]*[ \t]*\r?\n", re.MULTILINE)
_TOKEN: Final = lazy_pattern(r'"(?:[^"\\]|\\.)*+"|["{}\[\]]', re.DOTALL)
_STARTS: Final = 50
"""The most places at which the JSON of an answer is searched."""
_FIXED: Final = frozenset({"pointer", "rule", "spans"})


class AnswerSource:
    """The text of an answer, to place findings in it. `name` is the answer in reports."""

    def __init__(self, name: str, text: str, start: int = 0, end: int | None = None) -> None:
        """Place findings in `text`, whose JSON is from `start` to `end`."""
        self.later: dict[str, AnswerSource] = {}
        self.name = name
        self._lines = Lines(text)
        self._json = text[start:end]
        self._start = start
        self._positions: Positions | None = None

    def place(self, finding: Finding) -> Finding:
        """Return a finding with the file, the line and the column of its pointer.

        A pointer that begins with the number of a later answer is one into that answer.
        """
        number, slash, rest = (finding.pointer or "").partition("/")
        if number in self.later:
            return self.later[number].place(replace(finding, pointer=slash + rest))
        if finding.line is None and finding.pointer is not None:
            if self._positions is None:
                self._positions = json_positions(self._json, origin=self._lines.place(self._start))
            position = self._positions.find(finding.pointer) or START
            return finding.at(position, file=self.name, excerpt=self._lines.excerpt_at(position))
        if finding.line is None:
            return finding.at(None, file=self.name)
        position = Position(finding.line, finding.column or 1)
        return finding.at(position, file=self.name, excerpt=self._lines.excerpt_at(position))


def parse_answer(
    content: bytes | str, *, name: str = "<answer>"
) -> tuple[Answer, list[Finding], AnswerSource]:
    """Return the items of an answer that are valid, the findings, and what places later findings in it.

    A code fence around the JSON and text before and after it are ignored. Of an answer that is cut off, the complete
    items are used. Each item is validated by itself; an invalid one is left out (NLD-DRF-002). The answer is empty if
    there is no JSON in it (NLD-DRF-001). Raises nothing, whatever the content.
    """
    text, findings = decode(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    if text is None:
        source = AnswerSource(name, "")
        return Answer(), [source.place(one) for one in findings], source
    start, end, is_cut = _find_json(text)
    source = AnswerSource(name, text, start, end)
    if start < 0:
        message = "the answer contains no JSON object with the lists of an answer"
        suggestion = "ask the model again for one JSON object of the schema: newsld schema answer"
        missing = Finding("NLD-DRF-001", message, suggestion=suggestion, line=1, column=1)
        return Answer(), [source.place(missing)], source
    closing = ""
    if is_cut:
        end, closing = _last_complete(text, start)
        source = AnswerSource(name, text, start, end)
    position = Lines(text).place(start)
    data, faults = load_json(text[start:end] + closing, origin=position)
    findings = [one.downgraded() for one in faults]
    if is_cut:
        cut = Finding(
            "NLD-DRF-001",
            "the answer is cut off: only its complete items are used",
            suggestion="let the model write a longer answer, or capture the text in chunks",
            line=position.line,
            column=position.column,
        )
        findings.append(cut.with_severity("warning"))
    answer, more = _items(data, complete=not is_cut)
    return answer, [source.place(one) for one in (*findings, *more)], source


def parse_answers(
    contents: Sequence[tuple[str, bytes | str]],
) -> tuple[Answer, list[Finding], AnswerSource]:
    """Return the items of the answers to several parts of a text, each with its name in reports, as one answer.

    An entity that an earlier answer has by the same name is carried over and not repeated. See `parse_answer`.
    """
    name, first = contents[0]
    answer, findings, source = parse_answer(first, name=name)
    for number, (name, content) in enumerate(contents[1:], 2):
        more, found, source.later[f"{number}"] = parse_answer(content, name=name)
        findings += found
        known = {one.name for one in answer.entities}
        lists = {
            key: (
                *getattr(answer, key),
                *(
                    one.model_copy(update={"pointer": f"{number}{one.pointer}"})
                    for one in getattr(more, key)
                    if not (isinstance(one, EntityItem) and one.name in known)
                ),
            )
            for key in LISTS
        }
        answer = replace(answer, **lists)  # type: ignore[arg-type]
    return answer, findings, source


def _find_json(text: str) -> tuple[int, int, bool]:
    """Return the start and the end of the JSON object in a text, -1 without one, and whether it is cut off."""
    decoder = json.JSONDecoder(strict=False)
    first: tuple[int, int, bool] | None = None
    for start in _candidates(text):
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            if first is None and re.compile(r"\{\s*[\"'}]").match(text, start):
                end = _end_of_object(text, start)
                first = (start, end, False) if end > 0 else (start, len(text), True)
            continue
        if isinstance(value, dict) and not value.keys().isdisjoint(LISTS):
            return start, end, False
    return first or (-1, -1, False)


def _candidates(text: str) -> Iterator[int]:
    """Yield the offsets at which the object may begin: after a code fence, then anywhere."""
    tried = 0
    for fence in _FENCE.finditer(text):
        start = text.find("{", fence.end())
        if start >= 0 and not text[fence.end() : start].strip():
            yield start
            tried += 1
            if tried >= _STARTS:
                return
    start = text.find("{")
    while start >= 0 and tried < _STARTS:
        yield start
        tried += 1
        start = text.find("{", start + 1)


def _end_of_object(text: str, start: int) -> int:
    """Return the offset after the bracket that closes the object at `start`; -1 if it is not closed."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token[0] == '"':
            return -1
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
            if depth == 0:
                return token.end()
    return -1


def _last_complete(text: str, start: int) -> tuple[int, str]:
    """Return the end of the last complete item of an object that is cut off, and what closes the object there."""
    stack: list[str] = []
    end, closing = start + 1, "}"
    for token in _TOKEN.finditer(text, start):
        mark = token[0]
        if mark == '"':
            break
        if mark in "{[":
            stack.append("}" if mark == "{" else "]")
            if len(stack) == 2 and mark == "[":
                end, closing = token.end(), "]}"
        elif mark in "}]" and stack:
            stack.pop()
            if len(stack) in (1, 2):
                end, closing = token.end(), "".join(reversed(stack))
    return end, closing


def _items(data: Any, *, complete: bool) -> tuple[Answer, list[Finding]]:
    """Return the valid items of the data of an answer, and a finding for everything else."""
    findings: list[Finding] = []
    lists: dict[str, tuple[AnswerItem, ...]] = {}
    if not isinstance(data, dict):
        message = "the answer is no JSON object with lists of items"
        return Answer(), [Finding("NLD-DRF-001", message, suggestion="ask the model again", pointer="")]
    for key in data:
        if key not in LISTS:
            hint = did_you_mean(key, LISTS, f"the lists are {', '.join(LISTS)}")
            findings.append(_invalid(f"the answer has no list {key!r}", hint, pointer(key), "info"))
    for key, kind in LISTS.items():
        if key not in data:
            if complete:
                findings.append(
                    _invalid(f"the answer lacks the list {key}", "write an empty list", "", "info")
                )
            continue
        if not isinstance(data[key], list):
            findings.append(_invalid(f"{key} is no list", "write a list of items", pointer(key)))
            continue
        if len(data[key]) > MOST_ITEMS:
            message = f"{key} has {len(data[key]):,} items, of which the first {MOST_ITEMS:,} are used"
            findings.append(_invalid(message, "capture the text in chunks", pointer(key)))
        lists[key] = tuple(_valid_items(key, kind, data[key][:MOST_ITEMS], findings))
    return Answer(**lists), findings  # type: ignore[arg-type]


def _valid_items(
    key: str, kind: type[AnswerItem], values: list[Any], findings: list[Finding]
) -> Iterator[AnswerItem]:
    known = kind.model_fields.keys() - _FIXED
    seen: Counter[AnswerItem] = Counter()
    repeated = 0
    for index, value in enumerate(values):
        at = pointer(key, index)
        if not isinstance(value, dict):
            findings.append(_invalid(f"an item of {key} is no object", "write an object", at))
            continue
        given = {name: one for name, one in value.items() if name in known}
        if len(given) < len(value):
            unknown = ", ".join(sorted(map(str, value.keys() - known)))[:200]
            message = f"the {kind.label} has other keys than the schema: {unknown}"
            findings.append(_invalid(message, "leave them out", at, "info"))
        try:
            item = kind.model_validate({**_nulls(kind), **given})
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False)[0]
            steps = [step for step in fault["loc"] if isinstance(step, int) or step in given]
            message = f"the {kind.label} is left out: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            findings.append(
                _invalid(message, "write the item as newsld schema answer says", at + pointer(*steps))
            )
            continue
        seen[item] += 1
        if seen[item] > _MOST_REPEATED:
            repeated += 1
            continue
        yield item.model_copy(update={"pointer": at})
    if repeated:
        message = f"{repeated:,} items of {key} repeat earlier ones and are left out"
        findings.append(_invalid(message, "ask the model again if items are missing", pointer(key), "info"))


def _nulls(kind: type[AnswerItem]) -> dict[str, Any]:
    """Return null for every field that may be null: some models leave such fields out."""
    return {name: None for name, field in kind.model_fields.items() if _may_be_null(field.annotation)}


def _may_be_null(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def _invalid(message: str, suggestion: str, at: str, severity: Severity | None = None) -> Finding:
    finding = Finding("NLD-DRF-002", message, suggestion=suggestion, pointer=at)
    return finding.with_severity(severity) if severity else finding
