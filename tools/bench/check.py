"""The benchmark of checking: published JSON-LD without a fault, beside a bare parse of the same bytes and a peer.

`make bench` prints it. The articles are made up, each with names, addresses and words of its own, so that nothing that
is remembered of one helps with the next. The peer is Adobe's validator in Node, given the same bytes: it is run where
`ADOBE_VALIDATOR` names the folder of the package `@adobe/structured-data-validator` and `SCHEMA_ORG` the file
`schemaorg-all-https.jsonld` that it wants.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson

import newsld
from newsld.checks.profiles import Selection
from newsld.formats import WriteOptions
from newsld.formats.jsonld import write
from newsld.pipeline.flow import check
from newsld.syntax.document import Source

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "fixtures" / "stories"
ROUNDS = 7
MANY = 300
MOST = 8.0
"""How many times as long as a bare parse the check may take."""

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
PEER = """
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
const [folder, vocabulary, articles, rounds] = process.argv.slice(2)
const { default: Validator } = await import(pathToFileURL(folder + '/src/index.js'))
const validator = new Validator(JSON.parse(readFileSync(vocabulary, 'utf8')))
const lines = readFileSync(articles, 'utf8').split('\\n').filter(Boolean)
const taken = []
let issues = 0
for (let round = 0; round <= Number(rounds); round++) {
  const start = process.cpuUsage()
  for (const line of lines) {
    const data = JSON.parse(line)
    issues += (await validator.validate({ jsonld: { [data['@type']]: [data] } })).length
  }
  const { user, system } = process.cpuUsage(start)
  if (round) taken.push((user + system) / 1e6 / lines.length)
}
console.log(JSON.stringify({ taken, issues: issues / lines.length / (Number(rounds) + 1) }))
"""


def main() -> None:
    """Measure everything and print the table."""
    several = articles(MANY)
    inputs: dict[str, list[bytes]] = {
        f"{MANY} articles, each its own": several,
        "one of them, again and again": several[:1],
        "our page of stories/wire": [page_of("wire")],
        "our page of stories/asylum": [page_of("asylum")],
    }
    gc.freeze()
    # As the commands do: articles make no circles.
    gc.set_threshold(100_000, 20, 100)
    print("| check of | profile | bytes | CPU time | orjson.loads | ratio | to reach | articles/s |")
    print("|---|---|---|---|---|---|---|---|")
    for name, contents in inputs.items():
        for profile in ("default", "google"):
            print(f"| {name} | {profile} | {' | '.join(compared(contents, profile))} |", flush=True)
    print()
    print(f"Adobe's structured-data-validator on the {MANY} articles: {peer(several)}")


def compared(contents: list[bytes], profile: str) -> tuple[str, ...]:
    """Return the cells of a row: medians per article of both sides, measured in turns."""
    rules = Selection((profile,)).codes()
    for content in contents:
        assert check(Source(content, name="a.jsonld"), "jsonld", rules=rules) == []
    often = max(1, 100 // len(contents))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        for content in contents * often:
            check(Source(content, name="a.jsonld"), "jsonld", rules=rules)
        ours.append((time.process_time() - start) / often / len(contents))
        start = time.process_time()
        for content in contents * often * 4:
            orjson.loads(content)
        theirs.append((time.process_time() - start) / often / 4 / len(contents))
    one, floor = statistics.median(ours), statistics.median(theirs)
    size = sum(map(len, contents)) // len(contents)
    return (
        f"{size:,}", f"{one * 1e6:,.0f} µs", f"{floor * 1e6:,.0f} µs", f"{one / floor:.1f}", f"≤ {MOST:.0f}",
        f"{1 / one:,.0f}",
    )  # fmt: skip


def peer(contents: list[bytes]) -> str:
    """How many articles a second Adobe's validator checks, where it is at hand."""
    folder, vocabulary, node = (
        os.environ.get("ADOBE_VALIDATOR"),
        os.environ.get("SCHEMA_ORG"),
        shutil.which("node"),
    )
    if not (folder and vocabulary and node):
        return "not measured"
    with tempfile.TemporaryDirectory() as scratch:
        lines, program = Path(scratch, "articles.jsonl"), Path(scratch, "peer.mjs")
        lines.write_bytes(b"\n".join(contents))
        program.write_text(PEER, "utf-8")
        done = subprocess.run(
            [node, str(program), folder, vocabulary, str(lines), str(ROUNDS)],
            capture_output=True,
            check=False,
        )
    if done.returncode:
        return f"not measured ({done.stderr.decode(errors='replace').strip().splitlines()[-1]})"
    told = orjson.loads(done.stdout)
    one = statistics.median(told["taken"])
    return f"{one * 1e6:,.0f} µs, {1 / one:,.0f} articles/s, {told['issues']:.1f} issues an article"


def page_of(story: str) -> bytes:
    """Return the page export of a fixture, completed to an article without findings."""
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


if __name__ == "__main__":
    main()
