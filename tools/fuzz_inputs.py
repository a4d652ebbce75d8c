"""Make inputs for `fuzz.py`: mutations of every fixture, and of the exports of the fixture stories, from a seed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

import newsld
from fuzz_commands import make_archive, make_texts
from newsld.formats import formats_of

FIXTURES: Final = Path(__file__).resolve().parent.parent / "fixtures"
LARGEST_SEED: Final = 16_000
LARGEST: Final = 48_000
LARGEST_PACKAGE: Final = 90_000
"""Bytes of a fixture that is mutated, of an input, and of a zip of tables that is."""

KINDS: Final = {
    "markdown": 22,
    "yaml": 12,
    "json": 12,
    "jsonl": 6,
    "jsonld": 14,
    "html": 18,
    "ninjs": 5,
    "csv": 5,
    "toml": 3,
    "ignore": 2,
    "folder": 1,
    "text": 1,
    "answer": 1,
    "view": 1,
    "visible": 1,
    "archive": 1,
}
"""What an input is, and how often it is of this kind: seldom of those that run whole commands, which take long."""

_JSON_KINDS: Final = frozenset({"json", "jsonl", "jsonld", "ninjs", "answer"})
_TOKEN: Final = re.compile(rb"\w+|[^\w\s]|\s+")

TOKENS: Final[tuple[bytes, ...]] = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        "\0", "\ufeff", "\u2028", "\x85", "\x0b", "\x1b[31m",
        "\ud800", "\udfff", "\u202e", "\u200d", "\U0001f600", "e\u0301",
        "::error ::x", "##[error]x", "=1+1", "@SUM(A1)",
        "\r", "\r\n", "\t", "\\", "\\u0000", "\\ud800", "\\x",
        "null", "true", "NaN", "Infinity", "-0", "1e400",
        "9" * 400, "0x1F", "0o7", "1_0", "2030-13", "2024-12-08T25:00",
        "+0000", "---\n", "...\n", "```\n", "```yaml newsld\n", "~~~\n",
        "|", ">-\n  ", "&a ", "*a", "!!binary ", "!x ", "<<: ", "? ",
        "%YAML 1.1\n", "[", "]", "{", "}", "[^1]", "[^1]: ",
        "[a][b]", "![x](y)", "](", "<", ">", "</script>", "<!--", "-->",
        "<![CDATA[", "]]>", "<script type=application/ld+json>",
        "<template>", "<svg>", "<math>", "<frameset>", "<plaintext>",
        "<base href=//x/>", "<meta charset=utf-16>", "itemscope ",
        "itemprop=a ", "itemref=a ", "vocab=x: ", "typeof=a ", "resource=#a ",
        "@id", "@type", "@graph", "@context", "@vocab", "@value", "@list",
        "@reverse", "@language", "@base", "_:a", "#a", "//", "http://[",
        "https://schema.org/", "newsld", "newsld: 1", "newsld: 2",
        "body", "people", "mentions", "words", "citations", "chain", "of",
        "extra", "inherited", "covers", "..", "../", "a/..", "C:",
        "$ref", "**/", "[!", "[b-a]", "\\ ", "size-limit", "9999999999999999999999",
    )
)  # fmt: skip
"""Text that some parser is known to take for something else."""

VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 3.5, 1e308, 10**30, "", " ", "\0",
    "\ud800", "#", "#a", "_:a", "_:", "a", "http://[", "//x", [], {},
    [[]], [None], [{}], {"": ""}, {"@id": "#a"}, {"@id": ""},
    {"@value": None}, {"@list": [1, []]}, {"@type": ["", 3]},
    {"start": 0, "end": 10**9}, {"start": -5, "end": 2}, {"exact": "a"},
    {"exact": ""}, {"date": []}, "2030-13", "2024-12-08", "XXXX",
    [1, "a", None, {}], "a" * 3_000, "https://schema.org/Person",
    "NewsArticle", {"file": "../x"}, {"file": "/dev/zero"},
)  # fmt: skip
"""Values that a place in a document may not expect."""


class FuzzInput(NamedTuple):
    """An input: what it is (a key of `KINDS`), and its bytes."""

    kind: str
    content: bytes


def make_input(seed: int, number: int) -> FuzzInput:
    """Return the input of this number, the same one in every run with this seed and these fixtures."""
    random = Random(f"{seed}:{number}")
    kind = random.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "csv":
        return FuzzInput(kind, _mutated_package(random))
    if kind == "archive":
        return FuzzInput(kind, _mutated_archive(random))
    content = random.choice(_seeds()[kind])
    if kind in _JSON_KINDS and random.random() < 0.6:
        content = _mutated_json(random, content)
    for _ in range(_rounds(random)):
        content = _mutated(random, content, kind)
    return FuzzInput(kind, content[:LARGEST])


def _mutated_archive(random: Random) -> bytes:
    """Return a few stories, of which some are mutated, packed as an archive; one in ten is mutated again."""
    lines = []
    for _ in range(random.randint(1, 6)):
        line = random.choice(_seeds()["jsonl"])[:LARGEST_SEED]
        for _ in range(_rounds(random) - 1):
            line = _mutated(random, line, "jsonl")
        lines.append(line.rstrip(b"\n"))
    name, packed = make_archive(random, b"\n".join(lines)).split(b"\n", 1)
    return name + b"\n" + (_mutated(random, packed, "jsonl") if random.random() < 0.1 else packed)


def _rounds(random: Random) -> int:
    rounds = 1
    while rounds < 8 and random.random() < 0.5:
        rounds += 1
    return rounds


# -- what is mutated ---------------------------------------------------------------------------------------------


@cache
def _seeds() -> dict[str, list[bytes]]:
    """Return the texts to mutate, by kind: fixtures, and what newsld writes of the fixture stories."""
    seeds: dict[str, list[bytes]] = {kind: [] for kind in KINDS if kind not in {"csv", "archive"}}
    for path in sorted(FIXTURES.rglob("*")):
        if not path.is_file() or path.stat().st_size > LARGEST_SEED or "csv" in path.parts:
            continue
        content = path.read_bytes()
        if path.suffix == ".toml":
            seeds["toml"].append(content)
            continue
        for known in formats_of(path.name)[:1]:
            if known.name in seeds:
                seeds[known.name].append(content)
        if "ninjs" in path.parts:
            seeds["ninjs"].append(content)
    for article in _articles():
        for kind in ("markdown", "yaml", "json", "jsonl", "jsonld", "ninjs"):
            content = newsld.write(article, kind)
            if len(content) <= LARGEST_SEED:
                seeds[kind].append(content)
    seeds["toml"] += _TOML
    seeds["ignore"] = _PATTERNS
    # Seeds for folders are stories: what is mutated are the names of files and links too (`fuzz_laws.py`).
    seeds["folder"] = [content for content in seeds["yaml"] if len(content) < 1_500]
    seeds |= make_texts()
    seeds["view"] = seeds["yaml"] + seeds["markdown"] + seeds["json"]
    seeds["visible"] = seeds["html"]
    assert all(seeds.values()), "a kind of input has no fixture"
    return seeds


_TOML: Final = [
    b'zone = "Asia/Kolkata"\nsize-limit = 1000\nexclude = ["a/", "*.md"]\nprofile = ["google", "trust"]\n',
    b'select = ["ALL", "GOO"]\nignore = ["NLD-SYN-001"]\n[per-file-ignores]\n"archive/**" = ["TRU"]\n',
    b'license = "https://creativecommons.org/licenses/by/4.0/"\nsitemap-address = "https://herald.example/"\n',
    b'"site/a.html" = "https://herald.example/a"\n"site/b.html" = "story.md"\n',
    b'name = "desk"\ndescription = "x"\nextends = ["google"]\nselect = ["GOO"]\n',
    b'[tool.newsld]\nzone = "UTC"\nentities = ["a.yaml"]\n',
]
_PATTERNS: Final = [
    b"a*b*c*d\n**/x/**/y\n!keep.md\n/root\ndir/\n*.[oa]\n\\#x\n[a-z]*\n",
    b"*a*a*a*a*a*a*a*a*b\n**/*a*/**/*b*/**\n?[!a]?\n",
    b"# comment\n\n *.md \\ \nfoo[bar\n[[:alpha:]]*\n***/a\n/**\n",
]


@cache
def _articles() -> list[newsld.NewsArticle]:
    paths = sorted([*FIXTURES.glob("stories/*/story.*"), *FIXTURES.glob("site/stories/*.md")])
    return [article for path in paths for article in newsld.load(path).articles]


@cache
def _packages() -> list[dict[str, bytes]]:
    """Return the files of some CSV packages."""
    packages = []
    for article in _articles():
        content = newsld.write(article, "csv")
        if len(content) < LARGEST_PACKAGE:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                packages.append({name: package.read(name) for name in package.namelist()})
    return packages


# -- how it is mutated -------------------------------------------------------------------------------------------


def _mutated_package(random: Random) -> bytes:
    files = dict(random.choice(_packages()))
    whole = random.random() < 0.1
    for _ in range(_rounds(random)):
        name = random.choice(list(files))
        files[name] = _mutated(random, files[name], "csv")
    if random.random() < 0.1:
        del files[random.choice(list(files))]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return _mutated(random, written.getvalue(), "csv") if whole else written.getvalue()


def _mutated(random: Random, content: bytes, kind: str) -> bytes:
    if random.random() < 0.1:
        return _splice(random, content, kind)[:LARGEST]
    return random.choice(MUTATIONS)(random, content)[: max(LARGEST, len(content))]


def _slice(random: Random, content: bytes, most: int = 400) -> tuple[int, int]:
    start = random.randint(0, len(content))
    return start, min(len(content), start + random.randint(1, most))


def _delete(random: Random, content: bytes) -> bytes:
    start, end = _slice(random, content)
    return content[:start] + content[end:]


def _repeat(random: Random, content: bytes) -> bytes:
    start, end = _slice(random, content, random.choice((1, 5, 60, 2_000)))
    times = random.choice((2, 3, 40, 400))
    return content[:end] + (content[start:end] * times)[:20_000] + content[end:]


def _insert(random: Random, content: bytes) -> bytes:
    at = random.randint(0, len(content))
    return content[:at] + random.choice(TOKENS) * random.choice((1, 1, 1, 2, 90)) + content[at:]


def _replace_token(random: Random, content: bytes) -> bytes:
    tokens = list(_TOKEN.finditer(content))
    if not tokens:
        return random.choice(TOKENS)
    found = random.choice(tokens)
    other = random.choice(tokens)[0] if random.random() < 0.5 else random.choice(TOKENS)
    return content[: found.start()] + other + content[found.end() :]


def _change_byte(random: Random, content: bytes) -> bytes:
    if not content:
        return bytes([random.randrange(256)])
    at = random.randrange(len(content))
    changed = content[at] ^ (1 << random.randrange(8)) if random.random() < 0.5 else random.randrange(256)
    return content[:at] + bytes([changed]) + content[at + 1 :]


def _lines(random: Random, content: bytes) -> bytes:
    """Delete, repeat, move, indent or join lines."""
    lines = content.splitlines(keepends=True) or [b""]
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines[at]
    match random.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, line)
        case 2:
            lines[at], lines[other] = lines[other], line
        case 3:
            lines[at] = random.choice((b" ", b"  ", b"\t", b"- ", b"> ", b"    ")) + line
        case 4:
            lines[at] = line.lstrip() if random.random() < 0.5 else line.rstrip()
        case _:
            lines[at:at] = [line] * random.choice((2, 30, 300))
    return b"".join(lines)


def _splice(random: Random, content: bytes, kind: str) -> bytes:
    seeds = _seeds()
    own = seeds[kind] if kind in seeds and random.random() < 0.8 else random.choice(list(seeds.values()))
    other = random.choice(own)
    at, there = random.randint(0, len(content)), random.randint(0, len(other))
    return content[:at] + other[there : there + random.choice((50, 500, 5_000))] + content[at:]


def _truncate(random: Random, content: bytes) -> bytes:
    return content[: random.randint(0, len(content))]


def _encode(random: Random, content: bytes) -> bytes:
    """Write the text in another encoding, or with other line ends or another case."""
    text = content.decode("utf-8", "replace")
    match random.randrange(8):
        case 0:
            return text.encode("utf-16")
        case 1:
            return text.encode("latin-1", "replace")
        case 2:
            return content.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n")))
        case 3:
            return b"\xef\xbb\xbf" + content
        case 4:
            start, end = _slice(random, content)
            return content[:start] + content[start:end].swapcase() + content[end:]
        case _:
            return _nested(random, content)


def _nested(random: Random, content: bytes) -> bytes:
    """Nest something deeply at a random place."""
    at, depth = random.randint(0, len(content)), random.choice((10, 70, 300, 3_000))
    opening, closing = random.choice(
        ((b"[", b"]"), (b'{"a":', b"}"), (b"<b>", b"</b>"), (b"> ", b""), (b"- ", b""), (b"{{", b""),
         (b"<i itemscope itemprop=a>", b""))
    )  # fmt: skip
    return (
        content[:at]
        + (opening * depth)[:12_000]
        + (closing * depth)[: random.choice((0, 12_000))]
        + content[at:]
    )


MUTATIONS: Final[tuple[Callable[[Random, bytes], bytes], ...]] = (
    _delete, _repeat, _insert, _insert, _replace_token, _replace_token, _change_byte, _lines, _lines,
    _truncate, _encode,
)  # fmt: skip


# -- JSON as values ----------------------------------------------------------------------------------------------


def _mutated_json(random: Random, content: bytes) -> bytes:
    """Change values, keys and their nesting in JSON; text that is not JSON stays as it is."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return content
    for _ in range(_rounds(random)):
        places = list(_places(data))
        if not places:
            break
        owner, key = random.choice(places)
        value = owner[key]
        match random.randrange(8):
            case 0 | 1:
                owner[key] = _copy(random.choice(VALUES))  # what is put in is changed by later rounds
            case 2:
                there, its_key = random.choice(places)
                owner[key] = _copy(there[its_key])
            case 3:
                del owner[key]
            case 4 if isinstance(owner, dict):
                names = [other for there, other in places if isinstance(other, str)]
                owner[random.choice(names) if names else "a"] = owner.pop(key)
            case 5:
                times = min(random.choice((0, 1, 200)), LARGEST // len(json.dumps(value)))
                owner[key] = [value, *(_copy(value) for _ in range(times))]
            case 6:
                owner[key] = {random.choice(("@list", "@value", "@id", "@set", "name", "words")): value}
            case _:
                owner[key] = str(value)[:2_000] + random.choice(TOKENS).decode("utf-8", "replace")
    try:
        indent = random.choice((None, None, 1))
        return json.dumps(data, indent=indent, ensure_ascii=random.random() < 0.5).encode(
            "utf-8", "surrogatepass"
        )
    except (ValueError, RecursionError):
        return content


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a value in JSON: its object or list, and its key or index."""
    waiting = [data]
    while waiting:
        owner = waiting.pop()
        keys = (
            list(owner) if isinstance(owner, dict) else range(len(owner)) if isinstance(owner, list) else ()
        )
        for key in keys:
            yield owner, key
            waiting.append(owner[key])
