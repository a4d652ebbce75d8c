"""Inputs that are made to hurt, of any size: `BOMBS` has a function from a size to the bytes of a file, by file name.

`STORIES` are those that are valid, so that they can be written too.

Each is one kind of thing in great number: findings in one line, unknown names, nested or repeated markup, long lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

FRONT: Final = "---\nnewsld: 2\nheadline: Quay reopens\nurl: https://herald.example/quay\n"
START: Final = '{"newsld": 2, "headline": "Quay reopens", "body": "Ines said hi.", '
ARTICLE: Final = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Quay reopens"}


def _markdown(front: Callable[[int], str], body: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda n: f"{FRONT}{front(n)}---\n{body(n)}\n".encode()


def _body(piece: str, end: str = "") -> Callable[[int], bytes]:
    return _markdown(lambda _: "", lambda n: "".join(piece.format(i) for i in range(n)) + end)


def _front(head: str, piece: str, body: str = "Quay.") -> Callable[[int], bytes]:
    return _markdown(lambda n: head + "".join(piece.format(i) for i in range(n)), lambda _: body)


def _story(piece: str, head: str = "", tail: str = "") -> Callable[[int], bytes]:
    def make(n: int) -> bytes:
        pieces = ", ".join(piece.replace("#", str(i)) for i in range(n))
        return f"{START}{head}{pieces}{tail}}}".encode()

    return make


def _jsonld(key: str, value: Callable[[int], Any]) -> Callable[[int], bytes]:
    return lambda n: json.dumps({**ARTICLE, key: [value(i) for i in range(n)]}).encode()


def _page(head: str = "", body: str = "", *, before: str = "", after: str = "") -> Callable[[int], bytes]:
    def make(n: int) -> bytes:
        inner = "".join(head.replace("#", str(i)) for i in range(n))
        rest = "".join(body.replace("#", str(i)) for i in range(n))
        return f"<!doctype html><html><head><title>t</title>{inner}</head><body>{before}{rest}{after}</body>".encode()

    return make


def _script(data: Any) -> str:
    return (
        f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'
    )


def _many_articles(n: int) -> bytes:
    return json.dumps([{**ARTICLE, "headline": f"h{i}", "dateline": 3} for i in range(n)]).encode()


def _chain(n: int) -> bytes:
    links = [{"@id": f"#{i}", "isPartOf": {"@id": f"#{i + 1}"}} for i in range(n)]
    return json.dumps({"@context": "https://schema.org", "@graph": [ARTICLE, *links]}).encode()


def _contexts(n: int) -> bytes:
    named = ["https://schema.org", {"x": "https://e.example/x"}] * n
    return json.dumps({**ARTICLE, "@context": named, "x": "y"}).encode()


STORIES: Final[dict[str, Callable[[int], bytes]]] = {
    "equal items.md": _body("- a\n"),
    "equal items of two kinds.md": _markdown(lambda _: "", lambda n: "- b\n" * n + "- a\n" * n),
    "equal halves.md": _markdown(lambda _: "", lambda n: "".join(f"- quay {i}\n" for i in range(n)) * 2),
    "equal quotes.md": _body("> The quay is open.\n\n"),
    "one letter in words and alone.md": _markdown(lambda _: "", lambda n: f"{'a' * n}\n\n" + "- a\n" * n),
    "bold words.md": _body("**a** *b* "),
    "footnotes of one paragraph.md": _markdown(
        lambda _: "people: {kai: Kai Lund}\n",
        lambda n: "".join(f"Same words.[^{i}] " for i in range(n))
        + "".join(f"\n\n[^{i}]: Kai Lund." for i in range(n)),
    ),
    "one footnote.md": _markdown(
        lambda _: "people: {kai: Kai Lund}\n", lambda n: "Same words.[^1] " * n + "\n\n[^1]: Kai Lund."
    ),
    "words that contain each other.json": lambda n: json.dumps(
        {
            "newsld": 2,
            "headline": "h",
            "body": "Kai " * n,
            "people": {"kai": {"name": "Kai"}},
            "quotations": {
                f"q{i}": {"words": {"start": i, "end": 4 * n - 1 - i}, "speaker": "kai"} for i in range(n)
            },
        }
    ).encode(),
}  # fmt: skip
"""Valid stories that repeat themselves, by the name of a file."""

BOMBS: Final[dict[str, Callable[[int], bytes]]] = {
    **STORIES,
    "ambiguous words.json": lambda n: json.dumps(
        {
            "newsld": 2,
            "headline": "h",
            "body": "Kai " * n,
            "people": {"kai": {"name": "Kai"}},
            "mentions": [{"words": "Kai", "of": "kai"}] * n,
        }
    ).encode(),
    "undefined footnotes in one line.md": _body("w[^{0}]. "),
    "undefined footnotes in lines.md": _body("w[^{0}].\n\n"),
    "unused footnotes.md": _body("[^{0}]: Reuters\n\n"),
    "footnotes that blanks part.md": _body("w[^{0}].\n \n[^{0}]: Reuters\n \n"),
    "rules.md": _body("a\n\n---\n\n"),
    "lines of dashes.md": _body("---\n"),
    "unknown labels.md": _body("[Ines][w{0}] "),
    "brackets.md": _body("[w{0}] "),
    "open brackets.md": _body("["),
    "stars.md": _body("*a _b "),
    "quotes in lines.md": _body("> a\n\nb\n\n"),
    "lists.md": _body("- a\n\n  b\n\n"),
    "headings.md": _body("# a\n\n"),
    "words of markup.md": _body("<b>a</b> &amp; "),
    "people and their labels.md": _markdown(
        lambda n: "people:\n" + "".join(f"  p{i}: Kai Number{i} Lund\n" for i in range(n)),
        lambda n: " ".join(f"[Kai Numbe{i} Lund]" for i in range(n)),
    ),
    "one name for many people.md": _markdown(
        lambda n: "people:\n" + "".join(f"  p{i}: Kai Lund\n" for i in range(n)), lambda n: "[Kai Lund] " * n
    ),
    "one name for many people.json": lambda n: json.dumps(
        {
            "newsld": 2,
            "headline": "h",
            "body": "Kai " * n,
            "people": {f"p{i}": {"name": "Kai"} for i in range(n)},
            "mentions": [{"words": {"exact": "Kai", "start": 4 * i}, "of": f"p{i}"} for i in range(n)],
        }
    ).encode(),
    "names in the text.md": _markdown(
        lambda n: "people:\n" + "".join(f"  p{i}: Kai Lund {i}\n" for i in range(n)),
        lambda n: " ".join(f"Kai Lund {i}." for i in range(n)),
    ),
    "names that are no mentions.md": _markdown(
        lambda _: "people: {kai: Kai Lund}\n", lambda n: "Kai Lund<!-- --> and [the late Kai Lund][kai] ran. " * n
    ),
    "entries of mentions.md": _markdown(
        lambda n: "people: {kai: Kai}\nmentions:\n" + "".join(f"  - {{kai: quay{i}}}\n" for i in range(n)),
        lambda n: " ".join(f"quay{i}" for i in range(n)),
    ),
    "figures with a citation each.md": _markdown(
        lambda n: "people: {kai: Kai}\nfigures:\n" + "".join(f"  f{i}: {{value: {i}}}\n" for i in range(n)),
        lambda n: "\n\n".join(f"[{i}][f{i}] quays.[^c{i}]\n\n[^c{i}]: Kai." for i in range(n)),
    ),
    "data blocks.md": _body("```yaml newsld\nplaces: {{}}\n```\n\n"),
    "people that nothing mentions.md": _front("people:\n", "  p{0}: Kai Lund {0}\n"),
    "unknown authors.md": _front("author: [kai]\npeople:\n", "  p{0}: {{name: Kai, affiliation: q{0}}}\n"),
    "unknown keys.md": _front("", "key{0}: 1\n"),
    "unknown keys in one line.json": _story('"key#": 1'),
    "unknown keys in lines.yaml": _front("", "kez{0}: 1\n"),
    "unknown references.json": _story('"p#": {"name": "N", "affiliation": "r#"}', '"people": {', "}"),
    "unknown words.json": _story('{"words": "words# that nobody said", "of": "x"}', '"mentions": [', "]"),
    "words outside the body.json": _story('{"words": {"start": #, "end": 99#}, "of": "x"}', '"mentions": [', "]"),
    "bad dates.json": _story('"e#": {"name": "E", "startDate": "2030-13"}', '"events": {', "}"),
    "null values.json": _story('"p#": null', '"people": {', "}"),
    "keys twice.json": _story('"author": []'),
    "spaces below the marker line.md": _markdown(
        lambda _: "", lambda n: f"Quay.\n\n<!-- newsld: for readers -->\n\n## People\n\n|a{' ' * n}b|"
    ),
    "values below a long key.json": lambda n: f'{START}"{"k" * n}": [{"null, " * n}1]}}'.encode(),
    "long text.json": lambda n: f'{START}"description": "{"quay " * n}"}}'.encode(),
    "bad escapes.json": _story('"key#": "\\q"'),
    "commas.json": _story('"key#": [1,]'),
    "lines with errors.jsonl": lambda n: b'{"newsld": 2, "headline": 3, "body": "b"}\n' * n,
    "lines without JSON.jsonl": lambda n: b"{,}\n" * n,
    "unknown terms.jsonld": _jsonld("isPartOf", lambda i: {"@type": "Thing", f"prop{i}": i}),
    "unknown types.jsonld": _jsonld("author", lambda i: {"@type": f"Persn{i}", "name": "Kai"}),
    "dangling ids.jsonld": _jsonld("author", lambda i: {"@id": f"#person{i}"}),
    "images.jsonld": _jsonld("image", lambda i: f"quay{i}.jpg"),
    "many articles.jsonld": _many_articles,
    "a chain of ids.jsonld": _chain,
    "contexts.jsonld": _contexts,
    "scripts without JSON.html": _page(_script("{,}")),
    "scripts with articles.html": _page(_script({**ARTICLE, "headline": "h#", "author": "a#"})),
    "one story many times.html": _page(_script({**ARTICLE, "url": "https://herald.example/q", "author": "a#"})),
    "publishers of one name.html": _page(
        _script(
            {
                **ARTICLE,
                "headline": "h#",
                "publisher": {"@type": "Organization", "name": "Herald", "ethicsPolicy": "https://herald.example/#"},
            }
        )
    ),
    "paid pages.html": _page(
        _script({
            "@context": "https://schema.org", "@type": "WebPage", "isAccessibleForFree": False,
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".p#"},
        })
    ),
    "places.json": _story('"p#": {"name": "N", "latitude": 91, "longitude": "-181"}', '"places": {', "}"),
    "teasers.html": _page(
        '<link rel="canonical" href="https://herald.example/q">'
        + _script({**ARTICLE, "headline": "h#", "url": "https://herald.example/#"})
    ),
    "authors of two descriptions.html": lambda n: _page(
        "", after=_script({**ARTICLE, "author": [f"Mara Lund{i}" for i in range(n)]}) * 2
    )(1),
    "escaped texts.jsonld": _jsonld("articleBody", lambda i: f"<p>It isn&#39;t {i}.</p>"),
    "escaped text.jsonld": lambda n: json.dumps({**ARTICLE, "articleBody": "<p>It isn&#39;t.</p>" * n}).encode(),
    "lines of text.jsonld": lambda n: json.dumps({**ARTICLE, "articleBody": "It is.\n" * n}).encode(),
    "scripts of nothing.html": _page(_script("")),
    "meta tags.html": _page('<meta property="og:title" content="t#"><meta property="article:author" content="a#">'),
    "items.html": _page("", '<p itemscope itemtype="https://schema.org/NewsArticle"><b itemprop=headline>h#</b></p>'),
    "items in items.html": _page("", "<i itemscope itemprop=x>"),
    "items of both kinds.html": _page(
        _script({**ARTICLE, "headline": "h#"}),
        '<p itemscope itemtype="https://schema.org/NewsArticle"><b itemprop=headline>g#</b></p>',
    ),
    "rdfa.html": _page("", '<p vocab="https://schema.org/" typeof=NewsArticle><b property=headline>h#</b></p>'),
    "rdfa in rdfa.html": _page("", '<p vocab="https://schema.org/" typeof=Thing property=about>'),
    "references to items.html": _page(
        "", '<p itemscope itemref="a# b#" itemtype="https://schema.org/Thing"></p><b id=a# itemprop=name>x</b>'
    ),
    "bylines.html": _page(
        "", "<p class=byline>By Kai Lund and Ines #</p>", before=_script({**ARTICLE, "author": "Zoe"})
    ),
    "scripts in drawings.html": _page("", "<svg><script>"),
    "open tags.html": _page("", "<a "),
    "comments.html": _page("", "<!-- "),
    "templates.html": _page("<template>"),
    "attributes.html": _page("", " a#=1", before="<p", after=">"),
}  # fmt: skip
"""A bomb for each kind, by the name of its file."""
