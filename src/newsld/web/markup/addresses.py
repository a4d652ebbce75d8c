"""Compare addresses of pages: two that lead a reader to the same page are equal, in any notation."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit

from newsld.syntax.patterns import lazy_pattern

_TRACKING: Final = lazy_pattern(
    r"utm_.*|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|cmpid|cid|ocid|ref|ref_src|referrer|source|src"
    r"|s_cid|ito|xtor|at_.*|_ga|spm|partner|share|smid|smtyp|sh|ns_.*|wt_.*|wt\.mc.*|mtm_.*|pk_.*",
    re.IGNORECASE,
)
_LONGEST: Final = 8192
_SHORT: Final = 3


class _Target(NamedTuple):
    """The target of an address; `host` is empty for a relative one."""

    host: str
    path: str
    query: frozenset[tuple[str, str]]


def same_address(one: str, other: str, base: str | None = None) -> bool | None:
    """Return whether two addresses are those of one page; None if they cannot be compared.

    Scheme, `www.`, case of the host, a final slash, fragments, percent-encoding and tracking parameters
    make no difference. Relative addresses are resolved against `base`; without one, only their paths are compared.
    """
    first, second = _target(one, base), _target(other, base)
    if first is None or second is None:
        return None
    if not first.host or not second.host:
        nameless = [place for place in (first, second) if not place.host]
        return first[1:] == second[1:] if all(place.path.startswith("/") for place in nameless) else None
    return first == second


def address_key(address: str) -> str | None:
    """Return a text that is equal for all addresses of one page, as in `same_address`; None for one without host."""
    place = _target(address, None)
    if place is None or not place.host:
        return None
    return f"//{place.host}{_path_key(place)}"


class AddressSet:
    """Addresses of pages, compared as in `same_address`: one without a host equals those of any host with its path."""

    def __init__(self, base: str | None) -> None:
        """Create an empty set of addresses that are relative to `base`."""
        self._base = base
        self._keys: set[str] = set()
        self._paths: set[str] = set()
        self._relative: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._keys or self._relative)

    def __contains__(self, address: str) -> bool:
        place = _target(address, self._base)
        if place is None:
            return False
        path = _path_key(place)
        if not place.host:
            return place.path.startswith("/") and (path in self._paths or path in self._relative)
        return f"//{place.host}{path}" in self._keys or path in self._relative

    def add(self, address: str) -> None:
        """Add an address; one that is not the address of a web page is left out."""
        place = _target(address, self._base)
        if place is None:
            return
        path = _path_key(place)
        if place.host:
            self._keys.add(f"//{place.host}{path}")
            self._paths.add(path)
        elif place.path.startswith("/"):
            self._relative.add(path)

    def key(self, address: str) -> str | None:
        """Return a text for the page of an address; None for what is not the address of one."""
        place = _target(address, self._base)
        return None if place is None else f"//{place.host}{_path_key(place)}"


def is_home(address: str) -> bool:
    """Return whether it is the address of the home page of a site."""
    place = _target(address, None)
    return place is not None and bool(place.host) and not place.path and not place.query


def _path_key(place: _Target) -> str:
    return f"{place.path}?{urlencode(sorted(place.query))}"


def same_site(address: str, page: str) -> bool | None:
    """Return whether two addresses have the same host or domain; None if one of them has no host."""
    first, second = _target(address, page), _target(page, None)
    if first is None or second is None or not second.host:
        return None
    one, other = first.host, second.host
    return (
        one == other
        or one.endswith(f".{other}")
        or other.endswith(f".{one}")
        or _domain(one) == _domain(other)
    )


def is_absolute(address: str) -> bool:
    """Return whether it is an http or https address with a host."""
    place = _target(address, None)
    return place is not None and bool(place.host)


def fragment(address: str) -> str:
    """Return the part after the number sign."""
    parts = _split(address)
    return parts.fragment if parts else ""


def has_query(address: str) -> bool:
    """Return whether it has parameters after a question mark."""
    parts = _split(address)
    return bool(parts and parts.query)


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address.strip()) if len(address) <= _LONGEST else None
    except ValueError:
        return None


def _target(address: str, base: str | None) -> _Target | None:
    """Return the target; None for what is not the address of a web page."""
    if len(address) > _LONGEST:
        return None
    try:
        whole = urljoin(base.strip(), address.strip()) if base else address
        parts = _split(whole)
        if parts is None or parts.scheme.lower() not in {"", "http", "https"}:
            return None
        host = _host(parts.hostname or "")
        if parts.port not in {None, 80, 443}:
            host = f"{host}:{parts.port}"
    except ValueError:
        return None
    try:
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return None
    kept = frozenset(pair for pair in pairs if not _TRACKING.fullmatch(pair[0]))
    return _Target(host, unquote(parts.path).rstrip("/"), kept)


def _host(name: str) -> str:
    """Return a host in lower case, without `www.`, in the form of the domain name system."""
    if not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("idna").decode("ascii")
    return name.lower().rstrip(".").removeprefix("www.")


def _domain(host: str) -> str:
    """Return the registered part of a host, guessed from its form: `a.co.uk` has three parts."""
    parts = host.split(".")
    takes_three = len(parts) > 2 and len(parts[-2]) <= _SHORT and len(parts[-1]) <= _SHORT - 1
    return ".".join(parts[-3 if takes_three else -2 :])
