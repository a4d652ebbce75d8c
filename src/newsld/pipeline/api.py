"""The Python API: read, load, check, write, embed and export, which `import newsld` provides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final, Unpack, get_args, overload

from newsld.checks.profiles import ProfileName, Selection
from newsld.findings import Finding, Unreadable, Unwritable
from newsld.findings.errors import UsageError
from newsld.formats import BY_DEFAULT, BodySource, WriteOptions, written_format
from newsld.formats.format import JsonldChoice, ReadFormat, ShapeChoice, WriteFormat, WriteKeywords
from newsld.model import NewsArticle
from newsld.model.text.closest_match import did_you_mean
from newsld.pipeline import flow, story_checks
from newsld.pipeline.archive import ExportResult, export_articles, export_inputs, first_setting, prepare_input
from newsld.pipeline.flow import LoadResult
from newsld.pipeline.in_memory import integrity_findings
from newsld.pipeline.input_paths import Input, walk
from newsld.pipeline.same_address import SeenAddresses
from newsld.pipeline.settings import Settings, find_settings
from newsld.syntax.compression import Compression
from newsld.syntax.document import Source

_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "jsonld": get_args(JsonldChoice),
    "shape": get_args(ShapeChoice),
}


def read(
    source: str | Path | bytes,
    format: ReadFormat | None = None,  # noqa: A002 -- plain for callers
    *,
    all_articles: bool | None = None,
    body: BodySource | None = None,
) -> list[NewsArticle]:
    """Return the articles of a file, a folder or bytes; see `load`.

    Raises Unreadable, with the findings that explain it, when no article can be read.
    """
    loaded = load(source, format, all_articles=all_articles, body=body)
    if not loaded.articles:
        raise Unreadable(loaded.findings)
    return list(loaded.articles)


def load(
    source: str | Path | bytes,
    format: ReadFormat | None = None,  # noqa: A002 -- plain for callers
    *,
    all_articles: bool | None = None,
    body: BodySource | None = None,
) -> LoadResult:
    """Return the articles and the findings of a file, a folder (all its stories) or bytes.

    Without `format`, the format is detected from the file name or the content. Of a page, the main story is read, or
    with `all_articles` all articles. With `body="page"`, its text may come from the visible page, which needs the extra
    `newsld[page]`. Both default to the configuration. Articles with errors are left out; invalid input never raises.
    Raises UsageError for a path or a format that does not exist and ConfigurationError for invalid settings.
    """
    articles: list[NewsArticle] = []
    findings: list[Finding] = []
    documents = 0
    seen = SeenAddresses()
    for one, settings in _sources(source, all_articles, body):
        result = flow.load(one, format, settings, seen=seen)
        articles += result.articles
        findings += result.findings
        documents += result.documents
    return LoadResult(tuple(articles), tuple(findings), documents)


def check(
    source: str | Path | bytes | NewsArticle,
    format: ReadFormat | None = None,  # noqa: A002 -- plain for callers
    *,
    profiles: ProfileName | Path | Iterable[ProfileName | Path] = (),
    select: str | Iterable[str] = (),
    extend_select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    all_articles: bool | None = None,
    body: BodySource | None = None,
) -> list[Finding]:
    """Return the findings of a file, a folder, bytes, or an article in memory (then without line numbers).

    The configuration nearest to each file selects the rules. `profiles` and `select` replace its profiles and selected
    rules; `extend_select` enables and `ignore` disables rules in addition. Rules are codes, groups or `ALL`.
    `all_articles` and `body` as in `load`. Raises UsageError for a path, a format, a profile or a rule that does not
    exist and ConfigurationError for invalid settings.
    """
    overrides = [
        (str(value),) if isinstance(value, str | Path) else tuple(map(str, value))
        for value in (profiles, select, extend_select, ignore)
    ]
    if isinstance(source, NewsArticle):
        return story_checks.check_article(source, rules=Selection().override(*overrides).codes())
    findings: list[Finding] = []
    seen = SeenAddresses()
    for one, settings in _sources(source, all_articles, body):
        rules = settings.rules.override(*overrides).codes(one.path)
        findings += flow.check(one, format, settings, rules=rules, seen=seen)
    return findings


def write(
    article: NewsArticle,
    format: WriteFormat,  # noqa: A002 -- plain for callers
    **options: Unpack[WriteKeywords],
) -> bytes:
    """Return an article written in a format, such as `jsonld`; `csv` and `parquet` give a zip of the tables.

    Options: `jsonld` (`full` or `page`), `claims` (attributed statements in `page`), `annotations` (Web Annotations in
    `full`), `shape` (`nested` or `graph`), `pending`, `license`, `excel`; for `news-sitemap`, `as_of` (a datetime with
    an offset, required) and `address`. Raises Unwritable when the format
    cannot represent the article, or when a reference, id or span in it is invalid, and UsageError for an unknown format
    or option.
    """
    known, settled = written_format(format), write_options(options)
    if errors := [one for one in integrity_findings(article) if one.severity == "error"]:
        raise Unwritable(errors)
    return known.write(article, settled)


@overload
def embed(
    html: str,
    article: NewsArticle,
    *,
    meta: bool = ...,
    claims: bool = ...,
    drafts: bool = ...,
    nonce: str | None = ...,
) -> str: ...
@overload
def embed(
    html: bytes,
    article: NewsArticle,
    *,
    meta: bool = ...,
    claims: bool = ...,
    drafts: bool = ...,
    nonce: str | None = ...,
) -> bytes: ...
def embed(
    html: str | bytes,
    article: NewsArticle,
    *,
    meta: bool = False,
    claims: bool = False,
    drafts: bool = False,
    nonce: str | None = None,
) -> str | bytes:
    """Return a page with the article as a JSON-LD script in its head, replacing an earlier script by newsld.

    Nothing else in the page changes, and a second call changes nothing. With `meta`, Open Graph and article tags are
    written before the script, except those that the page already has; `claims` adds the attributed statements, `drafts`
    allows a draft; `nonce`
    becomes an attribute of the script. A page is text, or bytes in the encoding that it declares. Raises Unwritable,
    with the findings that explain it, for an article with an error and for a page that cannot hold the script safely.
    """
    from newsld.pipeline.embedding.embed_page import build_insert, embed_page

    errors = [one for one in story_checks.check_article(article) if one.severity == "error"]
    if errors:
        raise Unwritable(errors)
    content = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    result = embed_page(content, build_insert(article, meta=meta, claims=claims, drafts=drafts), nonce=nonce)
    if result.content is None:
        raise Unwritable(result.findings)
    return result.content.decode("utf-8", "surrogatepass") if isinstance(html, str) else result.content


def export(
    source: str | Path | Iterable[str | Path | NewsArticle],
    directory: str | Path,
    formats: WriteFormat | Iterable[WriteFormat] = BY_DEFAULT,
    *,
    check: bool = False,
    prune: bool = False,
    jobs: int = 1,
    compress: Compression | None = None,
    all_articles: bool | None = None,
    body: BodySource | None = None,
    **options: Unpack[WriteKeywords],
) -> ExportResult:
    """Write stories to a folder: files under their names, articles in memory as `article.jsonld` and so on.

    With `check` nothing is written, and the result lists the files that are missing, stale or orphaned (their story is
    gone); with `prune`, orphaned files are removed. `compress` is how outputs of lines are compressed.
    `all_articles` and `body` are those of `load`, the options those of `write`.
    Articles with errors are skipped; the findings explain why.
    Raises UsageError, before anything is written, when two inputs share an output or an output is an input, and
    OutputError when a file cannot be written.
    """
    sources = [source] if isinstance(source, str | Path) else list(source)
    formats = [formats] if isinstance(formats, str) else list(formats)
    for name in formats:
        written_format(name)
    articles = [one for one in sources if isinstance(one, NewsArticle)]
    if articles:
        if len(articles) != len(sources) or check or prune or compress:
            message = (
                "articles in memory cannot be exported together with paths, or with check, prune or compress"
            )
            raise UsageError(message)
        return export_articles(articles, Path(directory), formats, write_options(options))
    paths = [str(one) for one in sources]
    items = [
        prepare_input(one, _settings(one.path, all_articles, body))
        for one in _inputs(paths, output=Path(directory))
    ]
    settled = write_options(options)
    if settled.license is None:
        settled = replace(settled, license=first_setting(items, "license"))
    if settled.address is None:
        settled = replace(settled, address=first_setting(items, "sitemap_address"))
    partial = any(Path(path).is_file() for path in paths)
    return export_inputs(
        items,
        Path(directory),
        formats,
        settled,
        compare=check,
        partial=partial,
        prune=prune,
        jobs=jobs,
        compress=compress,
    )


def _sources(
    source: str | Path | bytes, all_articles: bool | None, body: BodySource | None
) -> Iterator[tuple[Source, Settings]]:
    if isinstance(source, bytes):
        yield Source(source), _settings(None, all_articles, body)
        return
    inputs = _inputs([str(source)])
    if not inputs:
        raise UsageError(f"there is no story in {source}")
    for one in inputs:
        yield (
            Source(name=one.name, path=one.path, walked=one.walked, fault=one.fault),
            _settings(one.path, all_articles, body),
        )


def _inputs(paths: Iterable[str], *, output: Path | None = None) -> list[Input]:
    """Return the inputs that paths name, without those that the nearest configuration excludes."""
    inputs: dict[Path | None, Input] = {}
    for path in paths:
        here = _settings(Path(path))
        for one in walk([path], output=output, exclude=here.exclude, folder=here.folder):
            inputs.setdefault(one.path.resolve() if one.path else None, one)
    return list(inputs.values())


def _settings(
    path: Path | None, all_articles: bool | None = None, body: BodySource | None = None
) -> Settings:
    """Return the settings for a path, with those of the call in their place."""
    settings = find_settings(path) if path is not None else Settings()
    if all_articles is None and body is None:
        return settings
    return replace(
        settings,
        all_articles=settings.all_articles if all_articles is None else all_articles,
        body=body or settings.body,
    )


def write_options(options: Mapping[str, Any]) -> WriteOptions:
    """Return the options of `write` in these keywords. Raises UsageError for an unknown one, and an unknown value."""
    names = [one.name for one in fields(WriteOptions)]
    for name, value in options.items():
        if name not in names:
            hint = did_you_mean(name, names, f"the options are {', '.join(names)}")
            raise UsageError(f"there is no option {name!r}: {hint}")
        if name in _CHOICES and value not in _CHOICES[name]:
            raise UsageError(f"{name} cannot be {value!r}: use one of {', '.join(_CHOICES[name])}")
    return WriteOptions(**options)
