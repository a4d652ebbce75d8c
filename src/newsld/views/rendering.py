"""Render the templates of all views, which are data files of this package."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from newsld.model.dates import format_english
from newsld.model.literals import resolve_address

if TYPE_CHECKING:
    from newsld.model import Dated

_SCHEMES = frozenset({"http", "https"})


def render(template: str, **values: Any) -> str:
    """Return a template as text, such as `page/templates/page.html.j2`; every value in it is escaped."""
    return _environment().get_template(template).render(**values)


def read_asset(name: str) -> Markup:
    """Return a style sheet or a script of this package, to write it into a page as it is."""
    environment = _environment()
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])


def safe_link(address: object, base: object = None) -> str | None:
    """Return an address that a page can link to: an absolute one with http or https; None for any other.

    A relative address is resolved against `base`.
    """
    text = str(address or "").strip()
    if not text or any(character <= " " or character == "\x7f" for character in text):
        return None
    text = resolve_address(text, str(base) if base else None)
    try:
        parts = urlsplit(text)
        return text if parts.scheme.lower() in _SCHEMES and parts.hostname else None
    except ValueError:
        return None


def date_in_words(dated: Dated) -> str:
    """Return a date in English; one that is inferred from the text says so."""
    return format_english(dated.date) + (" (inferred)" if dated.basis == "inferred" else "")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("newsld.views", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_nul,
    )
    environment.filters["file_link"] = file_link
    return environment


def file_link(path: str) -> str:
    """Return the address of a file, relative to the page: its bytes, percent-encoded, in any encoding."""
    return quote(path.encode("utf-8", "surrogateescape"))


def _without_nul(value: Any) -> Any:
    """Replace the one character that HTML cannot carry in any form."""
    if type(value) is str and "\0" in value:
        return value.replace("\0", "\ufffd")
    return value
