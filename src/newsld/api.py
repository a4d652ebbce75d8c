"""What Python programs use: read, load, check, write, embed and export, under the names that `import newsld` offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, overload

from newsld.checks.profiles import Selection
from newsld.findings import Finding
from newsld.findings.errors import Unreadable, Unwritable, UsageError
from newsld.formats import BY_DEFAULT, WriteOptions, written_format
from newsld.model import NewsArticle
from newsld.model.text.closest_match import suggest
from newsld.pipeline import flow
from newsld.pipeline.archive import Export, export_articles, export_inputs, first_set, item_for
from newsld.pipeline.flow import Loaded
from newsld.pipeline.input_paths import walk
from newsld.pipeline.settings import Settings, find_settings
from newsld.syntax.document import Source

__all__ = ["check", "embed", "export", "load", "read", "write"]


def read(source: str | Path | bytes, format: str | None = None) -> list[NewsArticle]:  # noqa: A002 -- plain for callers
    """The articles of a file, a folder or some bytes; see `load`.

    Raises Unreadable, with the findings that say why, when not one article came of it.
    """
    loaded = load(source, format)
    if not loaded.articles:
        raise Unreadable(loaded.findings)
    return list(loaded.articles)


def load(source: str | Path | bytes, format: str | None = None) -> Loaded:  # noqa: A002 -- plain for callers
    """The articles and the findings of a file, a folder (all its stories) or some bytes.

    The format is the one named, or that of the file's name or its text. An article with an error is
    not among the articles; bad input is never an exception. Raises UsageError for a path or a
    format that does not exist and ConfigurationError for broken settings.
    """
    articles: list[NewsArticle] = []
    findings: list[Finding] = []
    documents = 0
    for one, settings in _sources(source):
        loaded = flow.load(one, format, settings)
        articles += loaded.articles
        findings += loaded.findings
        documents += loaded.documents
    return Loaded(tuple(articles), tuple(findings), documents)


def check(
    source: str | Path | bytes | NewsArticle,
    format: str | None = None,  # noqa: A002 -- plain for callers
    *,
    profiles: str | Iterable[str] = (),
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
) -> list[Finding]:
    """What is wrong with a file, a folder, some bytes, or an article in memory (which has no lines).

    The rules are those that the configuration nearest to each file chooses. `profiles` take the place of its own;
    rules in `select` and `ignore` (codes, groups or `ALL`) are asked or not whatever it says. Raises UsageError
    for a path, a format, a profile or a rule that does not exist and ConfigurationError for broken settings.
    """
    said = [(value,) if isinstance(value, str) else tuple(value) for value in (profiles, select, ignore)]
    if isinstance(source, NewsArticle):
        return flow.check_article(source, rules=Selection().override(*said).codes())
    findings: list[Finding] = []
    for one, settings in _sources(source):
        rules = settings.rules.override(*said).codes(one.path)
        findings += flow.check(one, format, settings, rules=rules)
    return findings


def write(article: NewsArticle, format: str, **options: Any) -> bytes:  # noqa: A002 -- plain for callers
    """An article in a format, such as `jsonld`; `csv` is a zip of the package of tables.

    Options: `profile` (`full` or `page`), `shape` (`nested` or `graph`), `pending`, `license`, `excel`; of
    `news-sitemap`, `as_of` (a datetime with its offset, which must be given) and `address`. Raises Unwritable when the
    format cannot carry the article, UsageError for an unknown format or option.
    """
    return written_format(format).write(article, _options(options))


@overload
def embed(html: str, article: NewsArticle, *, meta: bool = ..., nonce: str | None = ...) -> str: ...
@overload
def embed(html: bytes, article: NewsArticle, *, meta: bool = ..., nonce: str | None = ...) -> bytes: ...
def embed(
    html: str | bytes, article: NewsArticle, *, meta: bool = False, nonce: str | None = None
) -> str | bytes:
    """A page with the article in its head as a script of JSON-LD, in place of an earlier one that newsld put there.

    Nothing else of the page changes, and doing it again changes nothing. With `meta`, Open Graph and article tags
    stand before the script, except those that the page has already; `nonce` goes on the script. A page is text,
    or bytes in whatever encoding it states. Raises Unwritable, with the findings that say why, for an article with an
    error and for a page that cannot hold the script safely.
    """
    from newsld.pipeline.embedding.embed_page import embed_page, insert_for

    errors = [one for one in flow.check_article(article) if one.severity == "error"]
    if errors:
        raise Unwritable(errors)
    content = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    made = embed_page(content, insert_for(article, meta=meta), nonce=nonce)
    if made.content is None:
        raise Unwritable(made.findings)
    return made.content.decode("utf-8", "surrogatepass") if isinstance(html, str) else made.content


def export(
    source: str | Path | Iterable[str | Path | NewsArticle],
    directory: str | Path,
    formats: Iterable[str] = BY_DEFAULT,
    *,
    check: bool = False,
    jobs: int = 1,
    **options: Any,
) -> Export:
    """Write stories below a folder: paths under their names, articles in memory as `article.jsonld` and so on.

    With `check` nothing is written, and what is missing or stale is in the answer. The options are those of
    `write`. An article with an error is not written; the findings say why. Raises UsageError for two inputs
    of one output and an output that is an input, before anything is written, and OutputError when the
    system refuses.
    """
    things = [source] if isinstance(source, str | Path) else list(source)
    formats = [formats] if isinstance(formats, str) else list(formats)
    for name in formats:
        written_format(name)
    articles = [thing for thing in things if isinstance(thing, NewsArticle)]
    if articles:
        if len(articles) != len(things) or check:
            raise UsageError("export articles from memory by themselves, and without check")
        return export_articles(articles, Path(directory), formats, _options(options))
    paths = [str(thing) for thing in things]
    found = walk(paths, output=Path(directory))
    items = [item_for(one, _settings(one.path)) for one in found]
    for name, key in (("license", "license"), ("address", "sitemap_address")):
        if options.get(name) is None:
            options[name] = first_set(items, key)
    part = any(Path(path).is_file() for path in paths)
    return export_inputs(
        items, Path(directory), formats, _options(options), compare=check, part=part, jobs=jobs
    )


def _sources(source: str | Path | bytes) -> Iterator[tuple[Source, Settings]]:
    if isinstance(source, bytes):
        yield Source(source), Settings()
        return
    found = walk([str(source)])
    if not found:
        raise UsageError(f"there is no story in {source}")
    for one in found:
        yield Source(name=one.name, path=one.path), _settings(one.path)


def _settings(path: Path | None) -> Settings:
    return find_settings(path) if path is not None else Settings()


def _options(options: dict[str, Any]) -> WriteOptions:
    names = [one.name for one in fields(WriteOptions)]
    for name in options:
        if name not in names:
            near = suggest(name, names)
            hint = f"did you mean {near[0]}?" if near else f"the options are {', '.join(names)}"
            raise UsageError(f"there is no option {name!r}; {hint}")
    return WriteOptions(**options)
