"""What `fuzz.py` demands of the commands that draft, review, show and compare stories, and of archives."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from click.testing import CliRunner, Result

import newsld
from newsld.cli import main

FIXTURES: Final = Path(__file__).resolve().parent.parent / "fixtures"
AT: Final = ("--at", "2025-03-04T18:20:00Z")
LONGEST_TEXT: Final = 4_000

Step = Callable[..., Any]
"""A context manager that measures a step of this name."""


class CommandFailed(Exception):
    """A command ended with an exit status that it does not have, or with what it must not print."""


def _run(
    step: Step, name: str, *arguments: object, expect: tuple[int, ...] = (0, 1, 2), stdin: bytes = b""
) -> Result:
    """Run a command and return its result. Raises what the command raised, and CommandFailed.

    Each line of `stdin` is a reply, after which a review saves the story: the time is that of one.
    """
    with step(name, stdin.count(b"\n") or 1):
        done = CliRunner().invoke(main, [name, *map(str, arguments)], input=stdin)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    if done.exit_code not in expect or "NLD-INT" in done.output or "Traceback" in done.output:
        raise CommandFailed(f"{name} ended with {done.exit_code}: {done.output[:500]}")
    return done


# -- drafts ------------------------------------------------------------------------------------------------------


def _text(content: bytes, folder: Path, random: Random, step: Step) -> None:
    """Draft a text, and use the draft."""
    raw, draft = folder / random.choice(("raw.txt", "raw.txt", "raw.md", "page.html")), folder / "draft.md"
    raw.write_bytes(content)
    _run(step, "draft", raw, "-o", draft, *AT)
    if random.random() < 0.2:
        _run(step, "draft", raw, "--prompt")
    if draft.exists():
        _use_draft(draft, folder, random, step)


def _answer(content: bytes, folder: Path, random: Random, step: Step) -> None:
    """Make a draft from the answer of a language model, and use it."""
    answer, draft = folder / "answer.json", folder / "draft.md"
    answer.write_bytes(content)
    raw = folder / "raw.txt"
    name, best = random.choice(sorted(_raw_texts())), 0
    for other, text in _raw_texts().items():  # mostly the text that the answer is about
        shared = sum(word in content for word in text.split()[:60])
        name, best = (other, shared) if shared > best else (name, best)
    raw.write_bytes(_raw_texts()[name])
    _run(step, "draft", raw, "--answer", answer, "-o", draft, *AT, *random.choice(((), ("--no-offline",))))
    if draft.exists():
        _use_draft(draft, folder, random, step)


def _use_draft(draft: Path, folder: Path, random: Random, step: Step) -> None:
    """Verify that a draft is a story without an error which reads back, and review it."""
    with step("check"):
        errors = [one for one in newsld.check(draft) if one.severity == "error"]
    if errors:
        raise CommandFailed(f"a draft has the error {errors[0].code}: {errors[0].message}")
    (article,) = newsld.load(draft).articles
    match random.randrange(4):
        case 0:
            _run(step, "review", draft, "--html", folder / "review.html", expect=(0, 1))
        case 1:
            _run(step, "view", draft, "-o", folder / "view.html", expect=(0,))
        case 2:
            replies = "".join(f"{random.choice('112sdeax')}\n" for _ in range(8)).encode()
            _run(step, "review", draft, "--by", "ines", *AT, stdin=replies)
        case _:
            items = (
                [*(article.draft.sure or ()), *(one.item for one in article.draft.look or ())]
                if article.draft
                else []
            )
            named = [
                part for item in random.sample(items, min(3, len(items))) for part in ("--confirm", item)
            ]
            _run(step, "review", draft, "--by", "ines", *AT, *(named or ["--confirm-all"]), stdin=b"q\n")
            _run(step, "review", draft, "--by", "ines", *AT, "--confirm-all", expect=(0,))
    after = newsld.load(draft).articles
    if len(after) != 1 or after[0].text != article.text:
        raise CommandFailed("a review changed the text")


# -- pages, audits and comparisons -------------------------------------------------------------------------------


def _view(content: bytes, folder: Path, random: Random, step: Step) -> None:
    """Show a story, audit its sources, and compare it with another one."""
    story = (
        folder
        / f"story{'.md' if content.startswith(b'---') else '.json' if content[:1] in b'{[' else '.yaml'}"
    )
    story.write_bytes(content)
    match random.randrange(4):
        case 0:
            _run(step, "view", story, "-o", folder / "view.html")
        case 1:
            _run(step, "view", folder, "-o", folder / "site")
        case 2:
            form = random.choice(("text", "csv", "json", "html"))
            done = _run(step, "sources", story, "-f", form)
            if form == "json":
                json.loads(done.stdout)
        case _:
            other = folder / "other.yaml"
            other.write_bytes(random.choice(_stories()))
            pair = random.choice(((story, other), (other, story), (story, story)))
            form = random.choice(("text", "json", "html"))
            done = _run(step, "diff", *pair, "-f", form)
            if pair == (story, story) and done.exit_code == 1:
                raise CommandFailed("a story differs from itself")


def _page(content: bytes, folder: Path, _random: Random, step: Step) -> None:
    """Take the text of a story from its visible page."""
    page = folder / "page.html"
    page.write_bytes(content)
    _run(step, "check", page, "--body", "page")
    _run(step, "export", page, "--body", "page", "-f", "json", "-o", folder / "out")


def _archive(content: bytes, folder: Path, random: Random, step: Step) -> None:
    """Check an archive, which may be compressed, and export its articles."""
    suffix, packed = content.split(b"\n", 1)
    archive = folder / f"archive{suffix.decode()}"
    archive.write_bytes(packed)
    _run(step, "check", archive, "--select", "ALL")
    form = random.choice(("jsonl", "parquet", "sqlite", "csv"))
    shards = ("--shards", "3") if form == "jsonl" and random.random() < 0.4 else ()
    compress = ("--compress", "gz") if form == "jsonl" and random.random() < 0.4 else ()
    done = _run(step, "export", archive, "-f", form, "-o", folder / "out", *shards, *compress)
    if done.exit_code == 0 and not shards:
        _run(step, "export", archive, "-f", form, "-o", folder / "out", *compress, "--check", expect=(0,))


COMMANDS: Final[dict[str, Callable[[bytes, Path, Random, Step], None]]] = {
    "text": _text,
    "answer": _answer,
    "view": _view,
    "visible": _page,
    "archive": _archive,
}
"""What runs the commands for each kind of input."""


# -- inputs ------------------------------------------------------------------------------------------------------


@cache
def _raw_texts() -> dict[str, bytes]:
    paths = sorted(FIXTURES.glob("eval/*.txt"))
    return {path.stem: path.read_bytes()[:LONGEST_TEXT] for path in paths}


@cache
def _stories() -> list[bytes]:
    return [path.read_bytes() for path in sorted(FIXTURES.glob("stories/*/story.yaml"))]


def make_texts() -> dict[str, list[bytes]]:
    """Return the texts and the answers of language models to mutate."""
    answers = [path.read_bytes() for path in sorted(FIXTURES.glob("eval/answers/*.json"))]
    return {"text": list(_raw_texts().values()), "answer": answers}


def make_archive(random: Random, lines: bytes) -> bytes:
    """Return JSON Lines as an archive: the suffix of its name, a line feed, and its bytes."""
    kind = random.choice((".jsonl", ".jsonl.gz", ".jsonl.gz", ".warc", ".warc.gz", ".parquet"))
    if kind.startswith(".warc"):
        records = [_record(one) for one in lines.split(b"\n")]
        packed = b"".join(gzip.compress(one, mtime=0) if kind == ".warc.gz" else one for one in records)
    elif kind == ".parquet":
        packed = _parquet(lines)
    else:
        packed = gzip.compress(lines, mtime=0) if kind.endswith(".gz") else lines
    return kind.encode() + b"\n" + packed


def _record(data: bytes) -> bytes:
    page = b"<title>Quay</title><script type=application/ld+json>" + data + b"</script><p>The quay is open."
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page)
    return (
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/quay\r\n"
            b"WARC-Date: 2025-03-04T18:20:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % len(http + page)
        )
        + http
        + page
        + b"\r\n\r\n"
    )


def _parquet(lines: bytes) -> bytes:
    import pyarrow
    from pyarrow import parquet

    column = [line.decode("utf-8", "replace") for line in lines.split(b"\n")]
    written = io.BytesIO()
    parquet.write_table(pyarrow.table({"article": pyarrow.array(column, pyarrow.string())}), written)
    return written.getvalue()
