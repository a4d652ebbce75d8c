"""Recognize the format of a text, and whether it is a news story, by its first bytes.

Every function takes what `head_of` returns. The text need not be well-formed: a broken story is still a story.
"""

from __future__ import annotations

import re
from typing import Final

from newsld.syntax.compression import compression_of, decompressed_head
from newsld.syntax.patterns import lazy_pattern

HEAD: Final = 64 * 1024
"""How many bytes of a file are read to recognize it."""

_FRONT_MATTER: Final = lazy_pattern(
    rb"\A---[ \t]*\n(.*?)(?:^(?:---|\.\.\.)[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_FRONT_MATTER_OPENING: Final = lazy_pattern(rb"\s*---[ \t]*\n")
_FRONT_MATTER_END: Final = lazy_pattern(rb"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LINKED_DATA: Final = lazy_pattern(rb'"@(?:context|graph|type|id)"\s*:')
_PAGE: Final = lazy_pattern(rb"\s*(?:<\?xml|<!--|<!doctype\s+html|</?[a-z][a-z0-9-]*[\s/>])", re.IGNORECASE)
_YAML_KEY: Final = lazy_pattern(rb"""^(?:---[ \t]+)?(["']?)newsld\1[ \t]*:(?=\s|\Z)""", re.MULTILINE)
_FLOW_OPENING: Final = lazy_pattern(rb"(?:[ \t]*+(?:[#%][^\n]*+)?+\n|---[ \t]*+)*+[ \t]*+[{\[]")
_FLOW_TOKEN: Final = lazy_pattern(
    rb"""(?P<key>"newsld"|'newsld'|(?<![^\s{,])newsld)\s*:|"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|(?P<open>[{\[])|(?P<close>[}\]])""",
    re.DOTALL,
)
_ITEM_TOKEN: Final = lazy_pattern(
    rb"""(?:"(?P<text>(?:[^"\\]|\\.)*+)(?:"|\\?\Z))\s*+(?P<key>:)?|(?P<open>[{\[])|(?P<close>[}\]])""",
    re.DOTALL,
)
_ITEM_KEYS: Final = frozenset({b"headlines", b"bodies", b"versionCreated", b"versioncreated"})


def head_of(content: bytes) -> bytes:
    """Return the first 64 KiB of a file as UTF-8 without a byte order mark, with line feeds alone."""
    head = content[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


# -- formats -----------------------------------------------------------------------------------------------------


def is_zip(head: bytes) -> bool:
    """Return whether a file is a zip archive."""
    return head.startswith(b"PK\x03\x04")


def is_markdown(head: bytes) -> bool:
    """Return whether a text begins with front matter that ends."""
    opening = _FRONT_MATTER_OPENING.match(head)
    return opening is not None and _FRONT_MATTER_END.search(head, opening.end()) is not None


def is_html(head: bytes) -> bool:
    """Return whether a text begins with a tag, a comment or a declaration of HTML or XHTML."""
    return _PAGE.match(head) is not None


def is_json(head: bytes) -> bool:
    """Return whether a text begins with an object or array of JSON."""
    return head.lstrip()[:1] in (b"{", b"[")


def is_jsonl(head: bytes) -> bool:
    """Return whether the first line is a whole object and another object follows it, or the file is compressed."""
    if compression_of(head) is not None:
        return True
    first, end, rest = head.lstrip().partition(b"\n")
    return (
        first.startswith(b"{")
        and bool(end)
        and first.rstrip().endswith(b"}")
        and rest.lstrip().startswith(b"{")
    )


def is_warc(head: bytes) -> bool:
    """Return whether a file is a WARC file, compressed or not."""
    return head.startswith(b"WARC/") or (
        head.startswith(b"\x1f\x8b") and decompressed_head(head)[:5] == b"WARC/"
    )


def is_parquet(head: bytes) -> bool:
    """Return whether a file is a Parquet file."""
    return head.startswith(b"PAR1")


def is_linked_data(head: bytes) -> bool:
    """Return whether a text is JSON with a keyword of JSON-LD as a key, and no story in JSON."""
    return is_json(head) and _LINKED_DATA.search(head) is not None and not has_json_mark(head)


def is_ninjs(head: bytes) -> bool:
    """Return whether a text is an item of ninjs, or a list of them, and no story in JSON.

    An item has `"standard": {"name": "ninjs"}`, or a `uri` and one of `headlines`, `bodies` and `versionCreated`.
    Keys count in the outermost object, or in the objects of the outermost list.
    """
    # Walking through the whole head takes longer than reading the article.
    may_be_item = b'"uri"' in head or b'"ninjs"' in head
    return may_be_item and not has_json_mark(head) and _is_item(head)


def _is_item(head: bytes) -> bool:
    trail: list[bytes] = []
    seen: set[bytes] = set()
    outermost = 1
    for token in _ITEM_TOKEN.finditer(head):
        if token["open"]:
            if not trail and token["open"] == b"[":
                outermost = 2
            trail.append(b"")
            if len(trail) == outermost:
                seen.clear()
        elif token["close"]:
            del trail[-1:]
        elif trail and token["key"]:
            trail[-1] = token["text"]
            if len(trail) == outermost:
                seen.add(token["text"])
                if b"uri" in seen and seen & _ITEM_KEYS:
                    return True
        elif token["text"] == b"ninjs" and trail[outermost - 1 :] == [b"standard", b"name"]:
            return True
    return False


# -- stories -----------------------------------------------------------------------------------------------------


def has_markdown_mark(head: bytes) -> bool:
    """Return whether the front matter of a text has the key `newsld` at its top."""
    front = _FRONT_MATTER.match(head)
    return front is not None and has_yaml_mark(front[1])


def has_yaml_mark(head: bytes) -> bool:
    """Return whether `newsld` begins a line, or is a key of the outermost braces."""
    if _FLOW_OPENING.match(head):
        return has_json_mark(head)
    return _YAML_KEY.search(head) is not None


def has_json_mark(head: bytes) -> bool:
    """Return whether `newsld` is a key of the outermost object, or of an object in the outermost array."""
    around: list[bytes] = []
    for token in _FLOW_TOKEN.finditer(head):
        if token["open"]:
            around.append(token["open"])
        elif token["close"]:
            del around[-1:]
        elif token["key"] and around in ([b"{"], [b"[", b"{"]):
            return True
    return False


def never(_: bytes) -> bool:
    """Return False: a folder walk takes no file of the format."""
    return False
