"""Markdown stories are read as the stories they describe, and their faults are reported."""

from __future__ import annotations

import pytest

from markdown_story import BODY, BODY_LINE, CAPTURES, documents, story, whole
from newsld.findings import Finding, Position
from newsld.model.text import Span
from newsld.syntax.document import Document, Source

# Body of a story with one fault; code, line within the body and column of its finding.
FAULTS = {
    "unknown label": ("The [harbour][harbor-x] is shut.\n", "NLD-LNK-001", 1, 15),
    "collapsed label": ("The [harbour][] is shut.\n", "NLD-LNK-001", 1, 5),
    "no words": ("The [][strike] is over.\n", "NLD-LNK-001", 1, 5),
    "ambiguous name": ("So [he][Twin] said.\n", "NLD-LNK-003", 1, 4),
    "a date that is none": ("It opens [2030-13].\n", "NLD-LNK-004", 1, 10),
    "a date in words": ("It began in [March 2011].\n", "NLD-LNK-004", 1, 13),
    "a name that is not declared": ("So [The Minister] said.\n", "NLD-LNK-004", 1, 4),
    "undefined footnote": ("All is well.\nSo é said.[^zz]\n", "NLD-REF-004", 2, 11),
    "undefined in a footnote": ("Well.[^a]\n\n[^a]: Carried over from [^zz].\n", "NLD-REF-004", 3, 25),
    "footnote taken for words": ("Well.[^a][Twin two][twin-two].\n\n[^a]: [PA].\n", "NLD-REF-004", 1, 6),
    "link in a link": ("The [head of [Coast Wire]][coast-wire] left.\n", "NLD-LNK-002", 1, 26),
    "link in an inline link": ("The [head of [Coast Wire]](https://a.example) left.\n", "NLD-LNK-002", 1, 26),
    "footnote in a link": ("The [head[^a] of][coast-wire] left.\n\n[^a]: [PA].\n", "NLD-LNK-002", 1, 17),
    "raw HTML": ("One.\n\n<div>\n", "NLD-SYN-014", 3, 1),
    "HTML around words": ("One <b>two</b>.\n", "NLD-SYN-014", 1, 5),
    "inline HTML": ("One <b>two.\n", "NLD-SYN-014", 1, 5),
    "comment": ("One. <!-- to do -->\n", "NLD-SYN-014", 1, 6),
    "code": ("One `two`.\n", "NLD-SYN-014", 1, 5),
    "code block": ("One.\n\n    two\n", "NLD-SYN-014", 3, 5),
    "table": ("a | b\n--|--\nc | d\n", "NLD-SYN-014", 1, 1),
    "thematic break": ("One.\n\n***\n\nTwo.\n", "NLD-SYN-014", 3, 1),
    "struck text": ("One ~~two~~.\n", "NLD-SYN-014", 1, 5),
    "definition": ("One.\n\n[Officials]: agreed\n", "NLD-SYN-015", 3, 1),
    "swallowed definition": ("One.[^a]\n\n[^a]: [PA].\n[x]: https://x.example\n", "NLD-SYN-015", 4, 1),
    "NUL": ("One\0.\n", "NLD-SYN-010", 1, 4),
    "no chain": ("One.[^a]\n\n[^a]: [PA], whoever they are.\n", "NLD-CIT-001", 3, 11),
    "two paragraphs": ("One.[^a]\n\n[^a]: [PA].\n\n    [PA].\n", "NLD-CIT-001", 3, 1),
    "no party": ("One.[^a]\n\n[^a]: somebody.\n", "NLD-CIT-001", 3, 7),
    "words of a date": ("One.[^a]\n\n[^a]: [PA], [on Monday][2025-03-03].\n", "NLD-CIT-001", 3, 13),
    "unknown source": ("One.[^a]\n\n[^a]: [Coast Wir][coast-wir].\n", "NLD-REF-003", 3, 7),
    "never used": ("One.\n\n[^a]: [PA].\n", "NLD-CIT-006", 3, 1),
    "defined twice": ("One.[^a]\n\n[^a]: [PA].\n\n[^a]: [PA].\n", "NLD-REF-002", 5, 1),
    "loop": ("One.[^a]\n\n[^a]: Carried over from [^a].\n", "NLD-CIT-002", 3, 1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_body_is_found_once_and_at_its_place(name: str) -> None:
    """Every construct that cannot be what was meant has one finding, with its line and column, and the line shown."""
    body, code, line, column = FAULTS[name]
    document, findings = documents(story(body))
    assert [(it.code, it.line, it.column) for it in findings] == [(code, BODY_LINE + line - 1, column)]
    assert findings[0].excerpt == body.split("\n")[line - 1]
    assert findings[0].file == "story.md" and findings[0].pointer is None
    assert document is not None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Only words.\n", "NLD-SYN-006"),
        (b"---\ntitle: A page\n---\nWords.\n", "NLD-SYN-006"),
        (b"---\n---\n", "NLD-SYN-006"),
        (b"---\nnewsld: 2\nWords.\n", "NLD-SYN-001"),
        (b"---\nnewsld: 2\nheadline: [a\n---\nWords.\n", "NLD-SYN-001"),
        (b"", "NLD-SYN-012"),
        (b"---\nnewsld: 2\n---\n\xff\n", "NLD-SYN-009"),
    ],
)
def test_a_file_without_a_story_is_a_finding_and_no_document(content: bytes, code: str) -> None:
    """A page, an empty file and broken front matter are never silently nothing."""
    document, findings = documents(content)
    assert document is None
    assert [finding.code for finding in findings] == [code]
    assert (findings[0].file == "story.md" and findings[0].line is not None) or code == "NLD-SYN-012"


def test_the_example_of_the_reference_is_read_as_its_story() -> None:
    """Links are mentions and figure words, footnotes are chains, and what is left unsaid has its default."""
    article = whole(story(BODY, CAPTURES))
    text = article.text
    assert "\n" not in text and text.startswith("“The gates are open,” officials said. More than")
    assert [(it.words.slice(text), it.of, it.form) for it in article.mentions] == [
        ("officials", "officials", "name"),
        ("Port Aldane", "port-aldane", "name"),
        ("four-day strike", "strike", "nominal"),
    ]
    gates = next(it for it in article.citations if it.id == "gates")
    authority = next(it for it in article.citations if it.id == "authority")
    assert [hop.parties for hop in gates.chain] == [("coast-wire",), ("officials",)]
    assert gates.chain[0].date is not None and gates.chain[0].date.date == "2025-03-04"
    assert gates.mode == "direct" and [span.slice(text) for span in gates.covers] == ["The gates are open"]
    assert authority.mode == "indirect" and authority.covers[0].slice(text).startswith("More than 40,000")
    quotation, figure = article.quotations[0], article.figures[0]
    assert quotation.words == gates.covers and quotation.speaker == ("officials",)
    assert [span.slice(text) for span in figure.words] == ["More than 40,000 containers"]


def test_values_in_the_body_have_positions_there() -> None:
    """A finding about a party, a mention or the words of a figure points into the body, others into the YAML."""
    document, _ = documents(story(BODY, CAPTURES))
    assert document is not None
    line = BODY_LINE + CAPTURES.count("\n")
    find = document.positions.find
    assert find("/citations/gates/chain/1/parties/0") == Position(line + 3, 58)
    assert find("/citations/gates/chain/1/role") == Position(line + 3, 58)
    assert find("/mentions/2") == Position(line + 1, 12)
    assert find("/figures/held-up/words/0") == Position(line, 49)
    assert find("/headline") == Position(3, 11)
    assert find("/body") == Position(line, 1)


def test_brackets_that_are_no_label_stay_text() -> None:
    """An aside and a bracket with other words in it are words of the story."""
    article = whole(story("He “saw it [sic]” [and left] \\[Twin two\\].\n"))
    assert article.text == "He “saw it [sic]” [and left] [Twin two]."
    assert article.mentions == ()


def test_a_label_is_an_id_a_name_or_a_date_whatever_its_case() -> None:
    """Labels compare as CommonMark's do: case and runs of white space make no difference."""
    article = whole(
        story(
            "[Officials], [port  Aldane], [the PA][pa], [a day earlier][2025-03-03], [once][\\[..2000-07\\]].\n"
        )
    )
    of = [it.of or str(it.date.date if it.date else "") for it in article.mentions]
    assert of == ["officials", "port-aldane", "port-authority", "2025-03-03", "[..2000-07]"]
    assert [it.form for it in article.mentions] == ["name", "name", "nominal", None, None]


def test_blocks_breaks_and_marks_are_preserved() -> None:
    """Headings, lists, quotes and emphasis lie over one text; a soft break is a space, a hard one a line feed."""
    body = "<!-- -->\n\n# A *very* big\n\n"
    body += 'One\ntwo\\\nthree.\n\n7. **Seven**\n8. Eight\n\n   > Said\n\n![A gate](g.jpg "Gate")\n'
    article = whole(story(body))
    assert article.body is not None
    assert article.text == "A very big\n\nOne two\nthree.\n\nSeven\n\nEight\n\nSaid"
    assert [(it.kind, it.words.slice(article.text), it.level or it.number) for it in article.body.blocks] == [
        ("heading", "A very big", 1),
        ("paragraph", "One two\nthree.", None),
        ("list-item", "Seven", 7),
        ("paragraph", "Seven", None),
        ("list-item", "Eight\n\nSaid", 8),
        ("paragraph", "Eight", None),
        ("block-quote", "Said", None),
        ("paragraph", "Said", None),
    ]
    marks = {it.kind: it for it in article.body.marks}
    assert (
        marks["emphasis"].words.slice(article.text) == "very"
        and marks["strong"].words.slice(article.text) == "Seven"
    )
    assert marks["picture"].words == Span(len(article.text), len(article.text))
    assert (marks["picture"].url, marks["picture"].title, marks["picture"].alternative) == (
        "g.jpg",
        "Gate",
        "A gate",
    )


def test_an_empty_comment_parts_what_would_run_together() -> None:
    """Two lists, or a footnote and a link, are separated by a comment that is not part of the text."""
    article = whole(story("- One\n\n<!-- -->\n\n- Two.[^a]<!-- -->[She][ines-farrow]\n\n[^a]: [PA].\n"))
    assert article.text == "One\n\nTwo.She"
    assert article.mentions[0].words == Span(9, 12)


def test_links_with_addresses_are_links_and_no_mentions() -> None:
    """An inline link, an automatic one and a label that CommonMark defines lead somewhere."""
    article = whole(
        story('[One](https://a.example "T"), <https://b.example>, [three][3].\n\n[3]: https://c.example/\n')
    )
    assert article.body is not None and article.mentions == ()
    assert [it.url for it in article.body.marks] == [
        "https://a.example",
        "https://b.example",
        "https://c.example/",
    ]


def test_everything_below_the_marker_is_ignored() -> None:
    """Tables and definitions that export adds are not read."""
    below = "<!-- newsld: for readers -->\n\n| a |\n|---|\n| <b> |\n\n[coast-wire]: #x\n"
    assert whole(story(f"{BODY}\n{below}", CAPTURES)) == whole(story(BODY, CAPTURES))


def test_crlf_means_the_same_as_lf() -> None:
    """A file from another system is the same story, with the same places."""
    content = story(BODY, CAPTURES)
    assert whole(content.replace(b"\n", b"\r\n")) == whole(content)


def test_a_mention_in_the_front_matter_refines_its_link() -> None:
    """The form or the basis of one link can be given by its words, and is not a second mention."""
    front = (
        "mentions:\n"
        "  - {words: a day earlier, date: {date: 2025-03-03, basis: inferred}}\n"
        "  - {words: She, of: ines-farrow, form: pronoun}\n"
    )
    article = whole(story("[She][ines-farrow] left [a day earlier][2025-03-03].\n", front))
    assert len(article.mentions) == 2
    assert article.mentions[0].form == "pronoun"
    assert article.mentions[1].date is not None and article.mentions[1].date.basis == "inferred"


def test_forms_override_the_default_form_of_linked_words() -> None:
    """`forms` covers every link to an id with these words; `unstated` leaves the form open."""
    front = "forms:\n  ines-farrow: {She: pronoun, the writer: unstated}\n"
    article = whole(
        story("[She][ines-farrow] is [the writer][ines-farrow]. [She][ines-farrow] said so.\n", front)
    )
    assert [it.form for it in article.mentions] == ["pronoun", None, "pronoun"]


@pytest.mark.parametrize(
    ("front", "code", "pointer"),
    [
        ("forms: {nobody: {x: name}}\n", "NLD-REF-001", "/forms/nobody"),
        ("forms: {ines-farrow: {She: noun}}\n", "NLD-SCH-004", "/forms/ines-farrow/She"),
        ("forms: [a]\n", "NLD-SCH-002", "/forms"),
        ("body: {gaps: {one: x}}\n", "NLD-SCH-002", "/body/gaps/one"),
        ("body: {blocks: []}\n", "NLD-SCH-001", "/body/blocks"),
        ("body: Other words\n", "NLD-SCH-007", "/body"),
        ("quotations: {q: {citation: a}}\n", "NLD-GRD-001", "/quotations/q"),
    ],
)
def test_a_fault_of_what_only_markdown_has_is_found_at_its_key(front: str, code: str, pointer: str) -> None:
    """`forms` and the layout under `body` are checked as they are read."""
    _, findings = documents(story("[She][ines-farrow] left.[^a]\n\n[^a]: [PA].\n", front))
    assert [(it.code, it.pointer) for it in findings if it.pointer] == [(code, pointer)]
    assert all(it.line == BODY_LINE - 1 for it in findings if it.pointer)


def test_shared_entities_are_labels_too() -> None:
    """What a newsroom defines once can be linked by id and by name without being defined in the story."""
    from newsld.formats import ReadOptions
    from newsld.formats.markdown import read
    from newsld.syntax.document import Document, Source

    options = ReadOptions(entities={"lamp-news": {"name": "Lamp News"}})
    found = list(read(Source(story("[Lamp News] and [it][lamp-news].\n")), options))
    assert len(found) == 1 and isinstance(found[0], Document)
    assert [(it["of"], it["form"]) for it in found[0].data["mentions"]] == [
        ("lamp-news", "name"),
        ("lamp-news", "pronoun"),
    ]


@pytest.mark.parametrize("mark", ["[", "![", "*", "_", ">", "[^a]", "`", "<", "[a](", "- ", "“", "&"])
def test_a_long_run_of_marks_is_read_in_bounded_depth(mark: str) -> None:
    """Text built to nest or to backtrack is read like any other, or refused where it nests too deeply."""
    from newsld.formats.markdown import read

    text = story(mark * 3000)
    found = list(read(Source(text if isinstance(text, bytes) else text.encode())))
    codes = {one.code for one in found if isinstance(one, Finding)}
    assert "NLD-SYN-004" in codes or any(isinstance(one, Document) for one in found)


@pytest.mark.parametrize(("opening", "column"), [("[", 66), ("{a: ", 255), ("- ", 129), ("[? ", 97)])
@pytest.mark.parametrize("times", [70, 1100, 20_000])
def test_too_deep_nesting_in_the_front_matter_has_its_place(opening: str, column: int, times: int) -> None:
    """The limit is newsld's own, whatever limit libyaml has."""
    from newsld.formats.markdown import read

    text = f"---\nnewsld: 2\nextra:\n  {opening * times}\n---\nWords.\n"
    finding = list(read(Source(text.encode())))[-1]
    assert isinstance(finding, Finding)
    assert (finding.code, finding.line, finding.column) == ("NLD-SYN-004", 4, column)


def test_escaped_brackets_are_never_the_words_of_a_link() -> None:
    """Only brackets without a backslash can hold a link inside of a link."""
    for body in ("\\[[One][2024-01-01]\\][:][2024-01-02]b\n", "\\^\\[[1][2024-01-01]\\][:][2024-01-02]\n"):
        assert len(whole(story(body)).mentions) == 2
    _, findings = documents(story("\\\\[[One][2024-01-01]][:][2024-01-02]b\n"))
    assert [finding.code for finding in findings] == ["NLD-LNK-002"]


def test_raw_html_is_found_once_a_line() -> None:
    """A tag and its end are one fault; a tag on another line is another one."""
    _, findings = documents(story("A <b>x</b> and <i>y</i>\nand <b>z</b>.\n"))
    assert [(finding.code, finding.line, finding.column) for finding in findings] == [
        ("NLD-SYN-014", BODY_LINE, 3),
        ("NLD-SYN-014", BODY_LINE + 1, 5),
    ]
