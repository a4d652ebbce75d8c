"""What extruct reads in a page, and what newsld does, in a form in which the two can be compared."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from newsld.model.vocabulary import local_name
from newsld.web.html.page import Page, read_page
from newsld.web.structured_data import extract_items

_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"

BASE = "https://site.example/a/page"
"""Where a page is taken to stand: extruct makes every address of RDFa absolute."""

_LONGEST = 300
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*>")
"""An XML declaration, with which extruct does not read text."""


def published_pages() -> Iterator[tuple[str, str]]:
    """Yield the pages of publishers in the corpus, each with its publisher; the test is skipped without a corpus."""
    if not _CORPUS.is_dir():
        pytest.skip("the corpus is not there: no real page was compared")
    for entry in json.loads((_CORPUS / "pages.json").read_bytes()):
        page, _ = read_page(gzip.decompress((_CORPUS / entry["file"]).read_bytes()))
        assert page is not None
        yield entry["publisher"], page.text


def _bare(name: str) -> str:
    return local_name(name) or name


def _squeezed(text: str) -> str:
    """A text without white space, of which the two have different notions; the end of a long one is not compared."""
    return re.sub(r"\s+", "", text)[:_LONGEST]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _without_base(page: str) -> Page:
    """A page whose addresses stay as written: the two are compared before they are resolved."""
    found = Page(page)
    found.__dict__["address_base"] = None
    return found


def items_of_ours(page: str) -> list[Any]:
    """The items of microdata that newsld finds, as types and values."""
    told, findings = extract_items(_without_base(page))
    assert findings == []
    return [_item(one.data) for one in told if one.syntax == "microdata"]


def _item(data: dict[str, Any]) -> Any:
    values = {
        key: [
            _squeezed(value["@id"])
            if isinstance(value, dict) and value.keys() == {"@id"} and not value["@id"].startswith("_:")
            else _item(value)
            if isinstance(value, dict)
            else _squeezed(value)
            for value in _list(value)
        ]
        for key, value in data.items()
        if not key.startswith("@")
    }
    return sorted(map(_bare, _list(data.get("@type", [])))), values


def items_of_extruct(page: str) -> list[Any]:
    """The items with a type that extruct finds, without those that are a property of nothing."""
    import extruct

    page = _DECLARED.sub("", page)
    found = extruct.extract(page, syntaxes=["microdata"], base_url=None)["microdata"]
    return [_their_item(item) for item in found if item.get("type")]


def _their_item(item: dict[str, Any]) -> Any:
    values: dict[str, list[Any]] = {}
    kinds = _list(item.get("type", []))
    for key, value in item.get("properties", {}).items():
        name = key if ":" in key or not kinds or _bare(kinds[0]) != kinds[0] else _bare(key)
        if ":" not in name and kinds and _bare(kinds[0]) == kinds[0]:
            name = kinds[0].rpartition("/")[0] + "/" + name
        values[name] = [_their_item(one) if isinstance(one, dict) else _squeezed(one) for one in _list(value)]
    return sorted(map(_bare, kinds)), values


def nodes_of_ours(page: str) -> list[Any]:
    """The things with a type that newsld finds in RDFa: types, and literals and addresses by property."""
    told, findings = extract_items(_without_base(page))
    assert {finding.code for finding in findings} <= {"NLD-INF-007"}
    found: list[Any] = []
    waiting: list[Any] = [one.data for one in told if one.syntax == "rdfa"]
    while waiting:
        data = waiting.pop()
        values: dict[str, set[str]] = {}
        for key, value in data.items():
            if key.startswith("@"):
                continue
            for one in _list(value):
                if isinstance(one, dict) and "@value" in one:
                    values.setdefault(_bare(key), set()).add(_address(one["@value"]))
                elif isinstance(one, dict) and "@list" in one:
                    waiting.append({key: one["@list"]})
                elif isinstance(one, dict):
                    waiting.append(one)
                    if not one.get("@id", "_:").startswith("_:"):
                        values.setdefault(_bare(key), set()).add(_address(one["@id"]))
                else:
                    values.setdefault(_bare(key), set()).add(_address(one))
        if "@type" in data:
            found.append(
                (sorted(map(_bare, _list(data["@type"]))), {key: sorted(v) for key, v in values.items()})
            )
    return sorted(found, key=repr)


def _address(text: str) -> str:
    """A value as the page of it may mean it: relative addresses cannot be told from words, so all become absolute."""
    return _squeezed(urljoin(BASE, re.sub(r"\s+", "", text)))


def nodes_of_extruct(page: str) -> list[Any]:
    """The same as extruct finds them."""
    import extruct

    found = []
    for node in extruct.extract(_DECLARED.sub("", page), syntaxes=["rdfa"], base_url=BASE)["rdfa"]:
        values: dict[str, set[str]] = {}
        for key, several in node.items():
            for one in several if not key.startswith("@") else ():
                stated = str(one.get("@value", one.get("@id")))
                if not ("@id" in one and stated.startswith("_:")):
                    values.setdefault(_bare(key), set()).add(_address(stated))
        if "@type" in node:
            kinds = sorted(map(_bare, node["@type"]))
            found.append((kinds, {key: sorted(v) for key, v in values.items()}))
    return sorted(found, key=repr)
