"""Text that a publisher escaped once too often is read as readers see it; all other text stays as it is."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsld
from newsld.model.text import split_lines
from newsld.schemaorg.jsonld.foreign.body_text import body_data, text_of_body
from newsld.web.structured_data.escaped_text import plain_text

ESCAPED = {
    "<p>A.</p><p>B.</p>": "A.\n\nB.",
    "<div><p>A&nbsp;b.</p>\n<p>C <b>d</b>.</p></div>": "A\xa0b.\n\nC d.",
    "<h2>Fees</h2>They rise.<br>Soon.": "Fees\n\nThey rise.\nSoon.",
    "<strong>Skell</strong> – The ferry is back.": "Skell – The ferry is back.",
    "A.<br/>B.<br />C.": "A.\nB.\nC.",
    "It sails.</p><p>It is late.": "It sails.\n\nIt is late.",
    'The <a href="https://herald.example/skell">island of Skell</a> is small.': "The island of Skell is small.",
    'A <img src="/ferry.jpg" alt="ferry"> ferry.': "A ferry.",
    "&lt;p&gt;A.&lt;/p&gt;&lt;p&gt;B &amp;amp; C.&lt;/p&gt;": "A.\n\nB & C.",
    "&lt;p class=&quot;t&quot;&gt;Caf&amp;eacute;.&lt;/p&gt;": "Café.",
    "It isn&#8217;t late.": "It isn’t late.",
    "It isn&#x2019;t <b>late</b>.": "It isn’t late.",
    "&quot;No&quot;, he said": '"No", he said',
    "L&#039;&egrave; AT&amp;T": "L'è AT&T",
    "<p>Write &lt;b&gt; for bold.</p>": "Write <b> for bold.",
    "L&#39;uso di &lt;b&gt;testo&lt;/b&gt;.": "L'uso di <b>testo</b>.",
}
"""Texts as publishers write them, with the text as readers see it."""

PLAIN = (
    "The ferry is late.",
    "Writers put <b> before a word, and </b> after it.",
    "Use <b>bold</b> type.",
    "The <p> element begins a paragraph; <br> breaks a line.",
    "Many wrote &nbsp; between words, and “&copy;” at the end.",
    "AT&T and R&D; Q&A.",
    "AT&amp;T said no.",
    "1 < 2 & 3 > 2",
    "<3 forever",
    "<p> is a tag.",
    "&lt;b&gt; is the tag of bold type.",
    "a < b </p",
    "",
)
"""Texts that mean what they say."""


@pytest.mark.parametrize(("text", "plain"), ESCAPED.items())
def test_escaped_text_is_read_as_readers_see_it(text: str, plain: str) -> None:
    """No tags, references as their characters, a blank line between paragraphs; a second pass changes nothing."""
    assert plain_text(text) == plain
    assert plain_text(plain) is None


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_about_html_stays_as_it_is(text: str) -> None:
    """A tag or a reference that the words mention is no mistake."""
    assert plain_text(text) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The quay is open.\nThe flood left mud.\nIt sails.", 3),
        ("The quay is open.\r\nThe flood left mud.\r\n", 2),
        ("Fees rise\nThe port will ask for more.\nSo it said.", 3),
        ("“No.”\n“Why?”\n(It is late.)", 3),
        ("港は開いている。\n泥が残った。", 2),
        (f"{'A long line that no sign ends ' * 5}\n{'and another ' * 12}", 2),
        ("The quay is open.\n\nThe flood left mud.\nIt sails.", None),
        ("One line.", None),
        ("One line.\n", None),
        ("\n\nOne line.\n\n", None),
        ("", None),
        ("The quay of Port Aldane is\nopen again, and the flood left\nforty tonnes of mud on it.", None),
        ("Roses are red\nviolets are blue\nsugar is sweet", None),
    ],
)
def test_single_line_breaks_are_paragraphs_if_no_blank_line_is_there(text: str, lines: int | None) -> None:
    """Wrapped lines and verses are no paragraphs; the text itself stays as it is."""
    found = split_lines(text)
    assert (None if found is None else len(found)) == lines
    if found is not None:
        assert "".join(text[start:end] for start, end in found) == "".join(
            line.strip() for line in text.split("\n")
        )


def article(body: Any) -> bytes:
    """Return JSON-LD with this articleBody."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry",
        "articleBody": body,
    }
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    "body",
    [*ESCAPED, "A.\nB.\nC.", ["<p>A.</p>", "A.", "<p>B.</p>"], {"@language": "en", "@value": "<p>A.</p>"}],
)
@pytest.mark.parametrize("name", ["yaml", "markdown", "json", "csv", "jsonld"])
def test_the_form_of_the_publisher_is_written_back(body: Any, name: str) -> None:
    """The article has the text as readers see it; its JSON-LD has the value as it was, after any other format too."""
    (read,) = newsld.read(article(body), "jsonld")
    (again,) = newsld.read(newsld.write(read, name), name)
    assert again == read
    assert json.loads(newsld.write(again, "jsonld"))["articleBody"] == body


def test_lines_become_paragraphs_of_the_story() -> None:
    """Every format that shows paragraphs shows them, and one line in the front matter says what is between them."""
    (read,) = newsld.read(article("The quay is open.\nThe flood left mud.\nIt sails."), "jsonld")
    assert read.body is not None
    assert [block.kind for block in read.body.blocks] == ["paragraph"] * 3
    markdown = newsld.write(read, "markdown").decode()
    assert "The quay is open.\n\nThe flood left mud.\n\nIt sails.\n" in markdown
    assert 'between: "\\n"' in markdown
    longer = markdown.replace("It sails.", "It sails.\n\nIt is back.")
    (edited,) = newsld.read(longer.encode(), "markdown")
    assert edited.text == "The quay is open.\nThe flood left mud.\nIt sails.\nIt is back."


def test_a_repair_is_a_finding() -> None:
    """`export` and `check` report it, with the place of the value."""
    content = article("<p>A.</p><p>B.</p>")
    for findings in (newsld.load(content, "jsonld").findings, newsld.check(content, "jsonld")):
        assert [(one.code, one.severity, one.pointer) for one in findings if one.code == "NLD-SYN-020"] == [
            ("NLD-SYN-020", "warning", "/articleBody")
        ]
    assert newsld.load(article("A.\n\nB."), "jsonld").findings == ()


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(list("a<>/pb&;#39lt qu.\n=\"'x"))))
def test_any_text_is_read(text: str) -> None:
    """A text is read without an exception, and what is read has a form that leads to the same text."""
    plain = plain_text(text)
    assert plain is None or plain.strip()
    read = text_of_body(text)
    if read is not None:
        data = body_data(read)
        assert data == read or data["text"] == read


@pytest.mark.parametrize(
    "piece",
    ["<", "&", "&a", "<b>", "<b ", "<a href ", "a&#39", "x<br ", "x</p> ", "<div>", "</p><p", "a\n", "&#39;"],
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    """Half a million characters of any piece take seconds at most."""
    text = piece * (500_000 // len(piece))
    start = process_time()
    plain_text(text)
    split_lines(text)
    assert process_time() - start < 6
