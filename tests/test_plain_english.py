"""Documentation, help texts and docstrings use plain English and the words that readers search for.

`AVOIDED` lists words of a dialect that the project once had, each with what to write instead. Code, quotations and the
phrases in `ALLOWED` are ignored. `KNOWN` has the places that still use such words: a number there may only get smaller.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent

AVOIDED: Final[dict[str, str]] = {
    r"anew": "again; regenerate",
    r"aloud": "reported; explicit",
    r"as (?:it|they|one) should be": "up to date; valid",
    r"ask(?:s|ed|ing)? (?:of|(?:all |the |these |those |its |other )?(?:rules?|profiles?))": "enable; run; check",
    r"(?:rules?|profiles?)(?: that)?(?: is| are| be)? asked": "enabled; checked",
    r"at hand": "available",
    r"besides?": "in addition to; next to",
    r"came of it|come of it|came out of it": "result",
    r"lays?|laid|laying": "write; set",
    r"(?:leaves?|left) (?:\w+ )?alone": "ignore; skip; keep",
    r"mend(?:s|ed|ing)?": "fix",
    r"nothing to report": "no problems found",
    r"what [\w ]{1,40} of what|what of": "name the thing",
    r"ours|theirs": "newsld's; of other publishers",
    r"pass(?:es|ed|ing)? over": "ignore; skip",
    r"(?:rid(?:e|es|ing)|rode) along": "is preserved",
    r"(?:is|are|was|were|be) said": "is written; is reported",
    r"shel(?:f|ves)|glance": "index; scan",
    r"stands?|stood|standing": "is; occurs; appears",
    r"tells?|told|telling": "write; show; report",
    r"who(?:so)?ever|wherever": "anybody; anywhere",
}
"""What to avoid, as patterns of whole words, and what to write instead."""

ALLOWED: Final[dict[str, str]] = {
    "could not tell a fact": "tell apart",
    "tell the tests": "comments do instruct the tests",
    "read aloud": "by a voice",
    "stands for": "means",
    "Lay out": "arrange blocks in a layout",
    "One pass over": "a pass is a noun here",
}
"""Phrases in which a word of the list is the right one, and why."""

KNOWN: Final[dict[str, int]] = {}
"""How often a page, the help or a package of src/newsld still uses such words. Numbers only get smaller."""

_PATTERN: Final = re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(AVOIDED)})(?![\w-])")
_IGNORED: Final = re.compile(
    r"(?ms)^ {0,3}(`{3,}).*?^ {0,3}\1 *$|<!--.*?-->|``.*?``|`[^`]+`|“[^”]*”|\"[^\"\n]*\"|\]\([^)\s]*\)"
)
_PHRASES: Final = re.compile("|".join(re.escape(phrase) for phrase in ALLOWED))


def avoided_words(text: str) -> list[str]:
    """Return the words to avoid in a text, without its code, its quotations and what is allowed."""
    prose = re.sub(r"\s+", " ", _IGNORED.sub(" ", text))
    return [match[0] for match in _PATTERN.finditer(_PHRASES.sub(" ", prose))]


def instead_of(word: str) -> str:
    """Return a word with what to write instead."""
    return next(
        f"{word!r} ({advice})"
        for pattern, advice in AVOIDED.items()
        if re.fullmatch(pattern, word, re.IGNORECASE)
    )


def _pages() -> dict[str, str]:
    readmes = [ROOT / folder / "README.md" for folder in ("fixtures", "tests/judges", "tools")]
    paths = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *readmes]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


def _help() -> Iterator[str]:
    import click

    from newsld.cli import main

    context = click.Context(main, info_name="newsld")
    yield main.help or ""
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield command.help or ""
        yield from (one.help or "" for one in command.params if isinstance(one, click.Option))


def _docstrings(package: Path) -> Iterator[str]:
    for path in [package] if package.is_file() else sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            value = node.value if isinstance(node, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


PAGES: Final = _pages()
PACKAGES: Final = {
    f"src/newsld/{path.name}": list(_docstrings(path))
    for path in sorted((ROOT / "src" / "newsld").iterdir())
    if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
}
TEXTS: Final[dict[str, list[str]]] = {
    **{name: [text] for name, text in PAGES.items()},
    **PACKAGES,
    "newsld --help": list(_help()),
}


def test_there_are_texts() -> None:
    """Pages, help texts and docstrings are found."""
    assert {"README.md", "docs/tutorial.md", "docs/reference/findings.md"} <= PAGES.keys()
    assert {"src/newsld/pipeline", "src/newsld/model", "src/newsld/formats"} <= PACKAGES.keys()
    assert len(TEXTS["newsld --help"]) > 30
    assert sum(map(len, PACKAGES.values())) > 500


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The file is mended, and the rest rides along.", ["mended", "rides along"]),
        ("It stands beside the story.", ["stands", "beside"]),
        ("Tables below a marker line\nthat is passed over on reading.", ["passed over"]),
        ("Rules are asked by profiles; ask rules besides.", ["Rules are asked", "ask rules", "besides"]),
        ('The `told` field, “told Coast Wire” and "it stands" are code and quotations.', []),
        ("Readers understand a standard; a rest stands-in.", []),
    ],
)
def test_words_to_avoid_are_found(text: str, words: list[str]) -> None:
    """Words are found across lines, but not in code, quotations or longer words."""
    assert avoided_words(text) == words


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_in_plain_english(name: str) -> None:
    """No text uses words to avoid more often than is known."""
    words = [word for text in TEXTS[name] for word in avoided_words(text)]
    assert len(words) <= KNOWN.get(name, 0), (
        f"{name}: {', '.join(sorted({instead_of(word) for word in words}))}"
    )


def test_what_is_known_and_allowed_is_still_there() -> None:
    """Lists of exceptions have no entry that is no longer needed."""
    assert KNOWN.keys() <= TEXTS.keys()
    everything = " ".join(re.sub(r"\s+", " ", text) for texts in TEXTS.values() for text in texts)
    assert [phrase for phrase in ALLOWED if phrase not in everything] == []
