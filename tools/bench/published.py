"""Published input of the benchmarks: JSON-LD without a fault, exports completed for Google, and web pages.

The articles have names, addresses and words of their own, so that nothing that is remembered of one helps with the
next. Web pages are those of `../shared/corpus` if it exists; otherwise they are made up.
"""

from __future__ import annotations

import gzip
import random
from typing import Any

import orjson

import newsld
from bench.rounds import ROOT
from newsld.formats import WriteOptions
from newsld.formats.jsonld import write
from newsld.pipeline.embedding import build_insert

STORIES = ROOT / "fixtures" / "stories"
CORPUS = ROOT.parent / "shared" / "corpus" / "pages"
HOUSE = "https://herald.example"
GIVEN, ENDS, FAMILY, TAILS, PLACES, WORDS = map(
    str.split,
    (
        "Mar Tal Ines Jor Wil Hed Oska Bren Lio Pet Sova Nur Kael Dim Fre Yav Ott Gre Ruz Ham",
        "a en is or ika ut ela an o im",
        "Lunn Varg Thor Ostr Halb Frei Quen Marl Drav Sten Bohl Kress Wint Rast Pell Ard Jans Torv Elm Hask",
        "mann ow berg quist ley ard ser ick ova by ström é feld ani ez",
        "Skell Aldane Norrvik Teesworth Brannock Ulveshed Castrel Hollin Marrow Pendle",
        (
            "the harbour council voted on Tuesday to keep every ferry that sails at night until a new quay is ready "
            "and said that fares would stay as they are while engineers look for rot under its oldest pier because "
            "nobody could tell how long repairs may take or what they will cost; islanders who had feared for their "
            "winter trade called it a fair decision but asked for written terms before spring"
        ),
    ),
)


def made_page(size: int, *, block: bytes = b"", late: bool = False) -> bytes:
    """Return a page of about this size, with a block of JSON-LD in its head or at its end if there is one."""
    script = b'<script type="application/ld+json">' + block + b"</script>\n" if block else b""
    head = (
        b'<!DOCTYPE html>\n<html lang="en" class="no-js">\n<head>\n<meta charset="utf-8">\n'
        b'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Ferries sail again</title>\n'
        + b"".join(
            b'<meta property="og:image" content="https://post.example/%d.jpg">\n' % n for n in range(30)
        )
        + b"".join(
            b'<link rel="preload" as="font" href="/fonts/%d.woff2" crossorigin>\n' % n for n in range(20)
        )
        + b"<style>.a > .b { margin: 0 } </style>\n<script>window.a = {b: 1 < 2 && 3, c: '<p>' + 4}</script>\n"
    )
    rows: list[bytes] = []
    while len(rows) * 200 < size - len(head) - len(script):
        rows.append(
            b'<div class="card card-%d" data-id="%d"><a href="/story/%d?a=1&amp;b=2" class="link"><span>The harbour '
            b"council</span></a>\n<p class=text>Every ferry sails \xe2\x80\x93 again &mdash; it says.</p></div>\n"
            % ((len(rows),) * 3)
        )
    body = b"</head>\n<body>\n" + b"".join(rows)
    return head + (body + script if late else script + body) + b"</body>\n</html>\n"


def pages() -> tuple[str, list[bytes]]:
    """Return web pages, and what they are."""
    files = sorted(CORPUS.glob("*.html.gz"))
    if files:
        return f"{len(files)} published pages", [gzip.decompress(file.read_bytes()) for file in files]
    block = block_of("strike/story.md")
    made = [
        made_page(size, block=block, late=late)
        for size in (40_000, 120_000, 200_000)
        for late in (False, True)
    ]
    return f"{len(made)} pages that are made up", made


def block_of(story: str) -> bytes:
    """Return the JSON-LD that `newsld embed` puts into a page for a fixture."""
    (article,) = newsld.read(STORIES / story)
    return build_insert(article).data


def completed_page_data(story: str) -> bytes:
    """Return the JSON-LD for pages of a fixture, completed to an article without findings."""
    (article,) = newsld.read(next((STORIES / story).glob("story.*")))
    data = orjson.loads(write(article, WriteOptions(jsonld="page")))
    # What the story leaves out, and Google asks for.
    data.setdefault("dateModified", data["datePublished"])
    data.setdefault("image", f"{HOUSE}/img/{story}.jpg")
    for agent in (data["author"], data["publisher"]):
        for one in agent if isinstance(agent, list) else [agent]:
            one.setdefault("url", f"{HOUSE}/staff")
    return orjson.dumps(data, option=orjson.OPT_INDENT_2)


def articles(number: int) -> list[bytes]:
    """So many articles as compact JSON, no two of which share a name, an address or a sentence."""
    return [orjson.dumps(made(place)) for place in range(number)]


def made(number: int) -> dict[str, Any]:
    """Return an article of a page, about 20 kB: 8 people, 14 organizations, 10 places, 6 events, 15 sources.

    It is the size of the article of docs/explanation/performance.md, some 370 triples.
    """
    chance = random.Random(number)
    slug = f"{chance.choice(PLACES).lower()}-{number}"
    address = f"{HOUSE}/news/{slug}"
    people = [_person(chance, f"{number}-{place}") for place in range(8)]
    houses = [_organization(chance, f"{number}-{place}") for place in range(14)]
    towns = [_place(chance, f"{number}-{place}") for place in range(10)]
    events = [_event(chance, towns[place]) for place in range(6)]
    day = f"{2015 + number % 10}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": _text(chance, 9),
        "alternativeHeadline": _text(chance, 7),
        "description": _text(chance, 30),
        "articleSection": ["Region", chance.choice(PLACES)],
        "keywords": ", ".join(_text(chance, 2) for _ in range(8)),
        "inLanguage": "en-GB",
        "wordCount": 640 + number,
        "isAccessibleForFree": True,
        "datePublished": f"{day}T07:{number % 60:02d}:00+01:00",
        "dateModified": f"{day}T09:{number % 60:02d}:30+01:00",
        "author": people[:2],
        "editor": people[2],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": f"{HOUSE}/#publisher",
            "name": "The Aldane Herald",
            "url": HOUSE,
            "logo": _image(f"{HOUSE}/static/logo-{number}.png", 600, 60, "The masthead"),
            "publishingPrinciples": f"{HOUSE}/principles",
            "correctionsPolicy": f"{HOUSE}/corrections",
            "sameAs": ["https://www.wikidata.example/Q1", "https://social.example/@herald"],
        },
        "copyrightYear": 2015 + number % 10,
        "copyrightHolder": {"@id": f"{HOUSE}/#publisher"},
        "image": [
            _image(f"{HOUSE}/img/{slug}-{width}x{height}.jpg", width, height, _text(chance, 14))
            for width, height in ((1600, 900), (1600, 1200), (1600, 1600))
        ],
        "thumbnailUrl": f"{HOUSE}/img/{slug}-small.jpg",
        "contentLocation": towns[0],
        "about": [*events[:2], *houses[:3]],
        "mentions": [*people[3:], *houses[3:], *towns[1:], *events[2:]],
        "citation": [_source(chance, f"{slug}-{place}") for place in range(15)],
        "articleBody": "\n\n".join(_text(chance, 90) for _ in range(8)),
    }  # fmt: skip


def _person(chance: random.Random, key: str) -> dict[str, Any]:
    given, family = chance.choice(GIVEN) + chance.choice(ENDS), chance.choice(FAMILY) + chance.choice(TAILS)
    return {
        "@type": "Person",
        "name": f"{given} {chance.choice('ABCDEFGHJKLMNPRSTW')}. {family}",
        "url": f"{HOUSE}/people/{key}",
        "description": _text(chance, 40),
    }


def _organization(chance: random.Random, key: str) -> dict[str, Any]:
    name = f"{chance.choice(PLACES)} {chance.choice(FAMILY)} Works {key}"
    return {
        "@type": "Organization",
        "name": name,
        "url": f"https://org-{key}.example/",
        "description": _text(chance, 40),
    }


def _place(chance: random.Random, key: str) -> dict[str, Any]:
    return {
        "@type": "Place",
        "@id": f"https://places.example/{key}",
        "name": f"{chance.choice(PLACES)} {key}",
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": round(chance.uniform(-60, 60), 4),
            "longitude": round(chance.uniform(-170, 170), 4),
        },
    }


def _event(chance: random.Random, place: dict[str, Any]) -> dict[str, Any]:
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return {
        "@type": "Event",
        "name": _text(chance, 15),
        "startDate": f"2024-{month:02d}-{day:02d}",
        "location": {"@id": place["@id"]},
    }


def _source(chance: random.Random, key: str) -> dict[str, Any]:
    return {
        "@type": "Report" if chance.random() < 0.5 else "WebPage",
        "name": _text(chance, 18),
        "url": f"https://sources.example/{key}",
        "datePublished": f"2023-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "publisher": {"@type": "Organization", "name": f"{chance.choice(PLACES)} Record Office"},
    }


def _image(address: str, width: int, height: int, caption: str) -> dict[str, Any]:
    return {"@type": "ImageObject", "url": address, "width": width, "height": height, "caption": caption}


def _text(chance: random.Random, words: int) -> str:
    text = " ".join(chance.choices(WORDS, k=words))
    return text[0].upper() + text[1:]
