"""Make drafts of many texts: files, folders and JSON Lines, in several processes with bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from newsld.draft.text_input import NO_ENTITIES, TextInput, TextOptions, is_lines, read_line, read_text
from newsld.findings import Finding, Unwritable
from newsld.findings.errors import UsageError, unreadable_error
from newsld.findings.internal import internal_error
from newsld.findings.limit import limit_findings
from newsld.formats import WriteOptions, find_format
from newsld.formats.sniffing import HEAD, head_of, is_markdown
from newsld.model import NewsArticle
from newsld.pipeline.archive.processes import parallel_map
from newsld.pipeline.settings import find_settings
from newsld.pipeline.shared_entities import load_shared_entities
from newsld.syntax.document import Source
from newsld.syntax.read_file import bounded_lines, read_file

_SUFFIXES: Final = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson")
"""The suffixes of the files in a folder that are texts."""


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """How to make drafts. `at` is the time, RFC 3339; the others are those of `TextOptions`, with paths."""

    at: str
    published: str | None = None
    language: str | None = None
    entities: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Work:
    """One text to draft: a file, or a line of JSON Lines with its number."""

    name: str
    path: Path | None
    content: bytes | None = None
    line: int | None = None


@dataclass(slots=True)
class WrittenDraft:
    """The draft of one text as bytes, None if there is none, and its findings. `line` is that of JSON Lines."""

    name: str
    path: Path | None
    line: int | None
    content: bytes | None
    findings: list[Finding] = field(default_factory=list)
    counts: tuple[int, int, int] | None = None
    """Those of `DraftResult`."""


def find_texts(paths: Sequence[str]) -> list[Path]:
    """Return the files that paths name; of a folder all texts in it and below, sorted, without stories.

    Raises UsageError for a path that does not exist, and for a folder without a text.
    """
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = [
                one for one in sorted(path.rglob("*")) if one.suffix.lower() in _SUFFIXES and one.is_file()
            ]
            inside = [
                one for one in inside if not any(part.startswith(".") for part in one.relative_to(path).parts)
            ]
            inside = [one for one in inside if not _is_story(one)]
            if not inside:
                raise UsageError(
                    f"there is no text in {name}: name a file, or a folder of {', '.join(_SUFFIXES)}"
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(f"there is no file {name}")
    return list(dict.fromkeys(found))


def _is_story(path: Path) -> bool:
    """Return whether a file in a folder is Markdown with front matter: a story or a draft, and no raw text."""
    if path.suffix.lower() not in {".md", ".markdown"}:
        return False
    try:
        return is_markdown(head_of(read_file(path, HEAD)))
    except OSError:
        return False  # reported when it is read


def text_options(path: Path | None, options: DraftOptions) -> TextOptions:
    """Return what is known about a text: the entities are those of the options and of its configuration."""
    settings = find_settings(path if path is not None else Path())
    files = options.entities or settings.entities
    known = load_shared_entities(files) if files else NO_ENTITIES
    return TextOptions(options.published, options.language, known, settings.pipeline)


def draft_all(
    paths: Iterable[Path | None], options: DraftOptions, *, stdin: bytes = b"", jobs: int = 1
) -> Iterator[WrittenDraft]:
    """Yield the drafts of texts in order, made by the offline engine; None is standard input.

    Raises UsageError for a file that cannot be read and for a page without the extra `page`.
    """
    yield from parallel_map(_Drafter(options), _work(paths, stdin), jobs=jobs)


def _work(paths: Iterable[Path | None], stdin: bytes) -> Iterator[_Work]:
    for path in paths:
        if path is None:
            if is_lines("<stdin>", stdin):
                for number, line in enumerate(stdin.split(b"\n"), 1):
                    if line.strip():
                        yield _Work("<stdin>", None, line, number)
            else:
                yield _Work("<stdin>", None, stdin)
            continue
        name = path.as_posix()
        if not is_lines(name, b""):
            yield _Work(name, path)
            continue
        try:
            with path.open("rb") as stream:
                for number, line in enumerate(bounded_lines(stream), 1):
                    if line.strip():
                        yield _Work(name, path, line, number)
        except OSError as error:
            raise unreadable_error(name, error) from error


@dataclass(frozen=True, slots=True)
class _Drafter:
    """What makes the draft of one piece of work, in this or another process."""

    options: DraftOptions

    def __call__(self, work: _Work) -> WrittenDraft:
        result = WrittenDraft(work.name, work.path, work.line, None)
        try:
            text, findings = self._read(work)
            result.findings += findings
            if text is not None:
                self._draft(text, result)
        except OSError as error:
            raise unreadable_error(work.name, error) from error
        except UsageError:
            raise  # the pipeline of the configuration is not installed
        except Unwritable as refused:
            result.findings += [one.at(None, file=work.name) for one in refused.findings]
        except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other texts
            result.findings.append(internal_error(error, work.name, line=work.line))
        result.findings = limit_findings(in_order(result.findings))
        return result

    def _read(self, work: _Work) -> tuple[TextInput | None, list[Finding]]:
        options = text_options(work.path, self.options)
        if work.line is not None and work.content is not None:
            return read_line(work.content, work.name, work.line, options)
        source = (
            Source(work.content, name=work.name)
            if work.path is None
            else Source(name=work.name, path=work.path)
        )
        return read_text(source, options)

    def _draft(self, text: TextInput, result: WrittenDraft) -> None:
        from newsld.draft.make_draft import draft_offline

        draft = draft_offline(text, self.options.at)
        for one in draft.findings:
            place = (
                one if result.line is None else replace(one, file=result.name, line=result.line, column=None)
            )
            result.findings.append(place)
        result.content = write_draft(draft.article, lines=result.line is not None)
        result.counts = draft.counts


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of their places in a file, those without a place last."""
    return sorted(findings, key=lambda one: (one.line is None, one.line or 0, one.column or 0))


def write_draft(article: NewsArticle, *, lines: bool = False) -> bytes:
    """Return a draft as Markdown, or as a line of JSON Lines. Raises Unwritable for NUL and half surrogate pairs."""
    format_ = find_format("jsonl" if lines else "markdown")
    return format_.write_line(article, WriteOptions(), 1) if lines else format_.write(article, WriteOptions())
