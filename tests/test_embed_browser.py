"""No text that newsld embeds breaks any page in a real browser.

The matrix: every hostile text in every field of a story in a plain page, and every hostile text in some field in every
page. Chromium loads each page from its file, before and after. Without Chromium these tests are skipped:
install chromium (`apt install chromium`) to run them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from browser import CHROMIUM, seen_in_frames
from embedding_cases import HOSTILE, PAGES, hostile_story
from newsld.pipeline.embedding import Insert, build_insert, embed_page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="NO BROWSER: nothing holds that pages are not broken; install chromium (apt install chromium)",
    ),
]

NONCE: Final = "abc"
TURNS: Final = 4
"""How many stories go into every page, each with all hostile texts, in other fields each time."""


def _inserts() -> dict[str, Insert]:
    """Return the content to embed by name: each text in all fields, and all texts in turn."""
    texts = list(HOSTILE.values())
    turned = {
        f"turn {n}": texts[at:] + texts[:at] for n in range(TURNS) if (at := n * len(texts) // TURNS) >= 0
    }
    alone = {name: [text] for name, text in HOSTILE.items()}
    return {name: build_insert(hostile_story(*some), meta=True) for name, some in (alone | turned).items()}


def _pairs() -> Iterator[tuple[str, str]]:
    """Return the pages and the stories to embed in them."""
    for page in PAGES:
        yield from ((page, f"turn {n}") for n in range(TURNS))
    yield from (("plain", name) for name in HOSTILE)


def _file(page: str, insert: str = "") -> str:
    numbers = [list(PAGES).index(page), *([list(INSERTS).index(insert)] if insert else [])]
    return f"{'-'.join(map(str, numbers))}.{'xhtml' if page.endswith('xml') else 'html'}"


INSERTS: Final = _inserts() if CHROMIUM is not None else {}
PAIRS: Final = list(_pairs())


@pytest.fixture(scope="module")
def embedded() -> dict[tuple[str, str], bytes]:
    """Return the pages with the stories embedded."""
    made = {}
    for page, insert in PAIRS:
        splice = embed_page(PAGES[page], INSERTS[insert], nonce=NONCE)
        assert splice.content is not None, (page, insert, splice.findings)
        made[page, insert] = splice.content
    return made


@pytest.fixture(scope="module")
def seen(
    embedded: dict[tuple[str, str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """Return what the browser parses from every page, before and after."""
    before = {_file(page): content for page, content in PAGES.items()}
    after = {_file(*pair): content for pair, content in embedded.items()}
    return seen_in_frames(before | after, tmp_path_factory.mktemp("pages"))


def test_the_matrix_is_complete() -> None:
    """At least 25 texts, all of them in all pages; as many fields as texts, so that each turn has them all."""
    fields = json.dumps(json.loads(build_insert(hostile_story("⌘")).data), ensure_ascii=False).count("⌘")
    size = f"{len(HOSTILE)} texts x {len(PAGES)} pages x {fields} fields in {len(PAIRS)} loads"
    assert (len(HOSTILE) >= 25, len(PAGES) >= 20, fields >= len(HOSTILE)) == (True, True, True), size


@pytest.mark.parametrize("page", PAGES)
def test_every_text_arrives_and_the_page_stays_whole(
    page: str, seen: dict[str, dict[str, Any]], embedded: dict[tuple[str, str], bytes]
) -> None:
    """The DOM has one block, in its head, with the same data; nothing of it runs; the rest of the page is as before."""
    before = seen[_file(page)]
    assert before["blocks"] == [] and not before["broken"]
    for _, insert in [pair for pair in PAIRS if pair[0] == page]:
        after = seen[_file(page, insert)]
        assert len(after["blocks"]) == 1 and after["places"] == [True], insert
        data = INSERTS[insert].data_with_absolute_ids() if page == "base" else INSERTS[insert].data
        assert json.loads(after["blocks"][0]) == json.loads(data), insert
        assert not after["broken"], insert
        assert after["ran"] == before["ran"], insert
        assert after["rest"] == before["rest"], insert
        assert _is_insertion(PAGES[page], embedded[page, insert]), insert


@pytest.mark.parametrize("page", [page for page in PAGES if page != "other tags"])
def test_the_tags_have_the_texts_of_the_story(page: str, seen: dict[str, dict[str, Any]]) -> None:
    """In every encoding, tags have the texts of the story, except for characters that no tag can contain."""
    for _, insert in [pair for pair in PAIRS if pair[0] == page]:
        expected = [[name, _held(text)] for name, text in INSERTS[insert].tags]
        assert seen[_file(page, insert)]["metas"] == expected, insert


def test_the_browser_sees_a_page_that_is_broken(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The test can fail: the same texts, embedded without escapes, break out."""
    broken = {}
    for number, text in enumerate(HOSTILE.values()):
        block = (
            f'<script type="application/ld+json" data-newsld>{json.dumps({"name": text})}</script>\n</head>'
        )
        broken[f"{number}.html"] = PAGES["plain"].replace(b"</head>", block.encode(), 1)
    seen = seen_in_frames({"plain.html": PAGES["plain"], **broken}, tmp_path_factory.mktemp("broken"))
    ran = sum(seen[name]["broken"] for name in broken)
    changed = sum(seen[name]["rest"] != seen["plain.html"]["rest"] for name in broken)
    assert ran >= 3 and changed >= 7


def _is_insertion(before: bytes, after: bytes) -> bool:
    """Return whether the page is preserved, byte for byte, around one insertion."""
    size = len(after) - len(before)
    at = next(
        (n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before)
    )
    # What is inserted may begin as what follows it does: then the first difference comes later than the place.
    return size > 0 and any(
        before[place:] == after[place + size :] for place in range(max(0, at - 99), at + 1)
    )


def _held(text: str) -> str:
    """Return a text as an attribute value contains it."""
    lost = {*range(32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF} - {9, 10, 13}
    return "".join("\ufffd" if ord(sign) in lost else sign for sign in text)
