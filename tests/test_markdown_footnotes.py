"""The grammar of footnotes: what reads as English (or another language) parses as the chain, and the other way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markdown_story import documents, story, whole
from newsld.formats.markdown import write
from newsld.formats.markdown.connectors import connectors_for
from newsld.model.from_document import article_from

WIRE: dict[str, Any] = {"parties": ["coast-wire"]}
PA: dict[str, Any] = {"parties": ["port-authority"]}
TEXTS: dict[str, list[dict[str, Any]]] = {
    "[Coast Wire][coast-wire].": [WIRE],
    "Coast Wire.": [WIRE],
    "PA, citing [officials]": [PA, {"parties": ["officials"]}],
    "[Coast Wire] and [PA].": [{"parties": ["coast-wire", "port-authority"]}],
    "[Coast Wire], [PA], and port officials.": [{"parties": ["coast-wire", "port-authority", "officials"]}],
    "Coast Wire, PA and\nport officials, quoting [PA].": [
        {"parties": ["coast-wire", "port-authority", "officials"]},
        PA,
    ],
    "[PA], 4 March 2025.": [{**PA, "date": "2025-03-04"}],
    "[PA], March 4, 2025, citing [Coast Wire].": [{**PA, "date": "2025-03-04"}, WIRE],
    "[PA], 2024-11-27/.., citing [Coast Wire].": [{**PA, "date": "2024-11-27/.."}, WIRE],
    "[PA] (4 March 2025).": [{**PA, "date": {"date": "2025-03-04", "basis": "inferred"}}],
    "[PA], on 4 March 2025.": [{**PA, "date": {"date": "2025-03-04", "basis": "stated"}}],
    "[PA] in March 2025.": [{**PA, "date": {"date": "2025-03", "basis": "stated"}}],
    "[PA], [on Monday][2025-03-03].": [
        {**PA, "date": {"date": "2025-03-03", "basis": "stated", "words": {"start": 5, "end": 14}}}
    ],
    "[PA] ([on Monday][2025-03-03]).": [
        {**PA, "date": {"date": "2025-03-03", "basis": "inferred", "words": {"start": 5, "end": 14}}}
    ],
    "[PA] in a post on [Telegram], 4 March 2025.": [
        {**PA, "form": "post", "medium": "telegram", "date": "2025-03-04"}
    ],
    "[PA] in an interview.": [{**PA, "form": "interview"}],
    "[PA] in written remarks, citing [Coast Wire].": [{**PA, "form": "written remarks"}, WIRE],
    "[PA] on [Telegram] in a post.": [{**PA, "medium": "telegram", "form": "post"}],
    "[PA] as mediator, citing [Coast Wire].": [{**PA, "role": "mediator"}, WIRE],
    "[PA], as owner of the port, 2025.": [{**PA, "role": "owner of the port", "date": "2025"}],
    "[PA], [Gates open](https://pa.example/gates).": [
        {**PA, "headline": "Gates open", "url": "https://pa.example/gates"}
    ],
    "[PA], <https://pa.example/gates>, citing PA.": [{**PA, "url": "https://pa.example/gates"}, PA],
    "[PA], “Gates open, at last”, 4 March 2025.": [
        {**PA, "headline": "Gates open, at last", "date": "2025-03-04"}
    ],
    "No source given.": [],
    "no source given": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_footnote_is_parsed_as_its_chain(text: str) -> None:
    """Each form of the grammar gives its hops, nearest first, and whether the origin is not given."""
    document, findings = documents(story(f"Word on Monday.[^a]\n\n[^a]: {text}\n"))
    assert document is not None and findings == []
    assert document.data["citations"]["a"].get("chain", []) == TEXTS[text]
    unknown = text.removesuffix(".") + "; origin not given."
    document, findings = documents(story(f"Word on Monday.[^a]\n\n[^a]: {unknown}\n"))
    assert document is not None and findings == []
    assert document.data["citations"]["a"].get("chain", []) == TEXTS[text]
    assert document.data["citations"]["a"]["origin"] == "not-given"


def test_a_footnote_says_that_the_publication_speaks_for_itself() -> None:
    """Such a citation has no chain, and no other origin."""
    document, findings = documents(story("Word on Monday.[^a]\n\n[^a]: Own reporting.\n"))
    assert document is not None and findings == []
    assert document.data["citations"]["a"]["origin"] == "own"
    assert "chain" not in document.data["citations"]["a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Carried over from [^a].", [["coast-wire"], ["port-authority"], ["officials"]]),
        ("[officials], carried over from [^a].", [["coast-wire"], ["port-authority"], ["officials"]]),
        (
            "[PA], carried over from [^a], citing [Telegram].",
            [["coast-wire"], ["port-authority"], ["telegram"]],
        ),
        (
            "[Telegram], carried over from [^a].",
            [["coast-wire"], ["port-authority"], ["officials"], ["telegram"]],
        ),
    ],
)
def test_hops_are_carried_over_up_to_the_party_that_is_named(text: str, expected: list[list[str]]) -> None:
    """The hops of an earlier chain before the named party, or all of them, come first, marked as inherited."""
    chain = "[^a]: [Coast Wire], 4 March 2025, citing [PA], citing [officials]."
    document, findings = documents(story(f"One.[^a] Two.[^b]\n\n{chain}\n[^b]: {text}\n"))
    assert document is not None and findings == []
    hops = document.data["citations"]["b"]["chain"]
    assert [hop["parties"] for hop in hops] == expected
    named = len(expected) - 1 - text.count("citing") if not text.startswith("Carried") else len(expected)
    assert [hop.get("inherited") for hop in hops] == ["a"] * named + [None] * (len(expected) - named)
    assert hops[0]["date"] == "2025-03-04"


def test_a_chain_in_the_front_matter_needs_no_text_that_parses() -> None:
    """`chain` in the front matter replaces the text of the footnote, and the footnote itself."""
    front = "citations:\n  a: {chain: [{parties: officials}], cues: left}\n"
    for note in ("\n[^a]: Whoever it was.\n", ""):
        article = whole(story(f"[She][ines-farrow] left.[^a]\n{note}", front))
        assert [hop.parties for hop in article.citations[0].chain] == [("officials",)]
        assert [span.slice(article.text) for span in article.citations[0].covers] == ["She left."]


@pytest.mark.parametrize(
    ("body", "mode", "covers"),
    [
        ("He left. “It is over,” she said.[^a] Rain.", "direct", ["It is over"]),
        ("She said: “It is over.”[^a]", "direct", ["It is over."]),
        ("“It,” she said, “is over.”[^a]", "direct", ["It", "is over."]),
        ("She called it “over”.[^a]", "mixed", ["She called it “over”."]),
        ("She left.[^a] He did not. It rained.[^a]", "indirect", ["She left.", "It rained."]),
    ],
)
def test_a_citation_covers_its_sentence_or_its_quotation(body: str, mode: str, covers: list[str]) -> None:
    """Direct is a sentence that begins with a quotation, or ends with one after a colon: it covers that."""
    article = whole(story(f"{body}\n\n[^a]: [PA].\n"))
    assert article.citations[0].mode == mode
    assert [span.slice(article.text) for span in article.citations[0].covers] == covers


def test_what_is_stated_of_a_citation_wins() -> None:
    """A stated mode decides what is covered, and stated words decide the mode."""
    said = "He called it “over” and left.[^a]\n\n[^a]: [PA].\n"
    direct = whole(story(said, "citations: {a: {mode: direct}}\n")).citations[0]
    covered = whole(story(said, "citations: {a: {covers: “over”}}\n")).citations[0]
    assert (direct.mode, covered.mode) == ("direct", "direct")
    assert [direct.covers[0].start, covered.covers[0].start] == [14, 13]


HOPS = st.fixed_dictionaries(
    {"parties": st.lists(st.sampled_from(["wire", "desk", "mayor"]), min_size=1, max_size=3, unique=True)},
    optional={
        "role": st.sampled_from(["mediator", "owner of the port"]),
        "medium": st.just("wire"),
        "form": st.sampled_from(["post", "interview", "video"]),
        "date": st.sampled_from(
            [
                "2025-03-04",
                "2025",
                {"date": "2025-03-04", "basis": "inferred"},
                {"date": "2025-03", "basis": "stated"},
            ]
        ),
        "url": st.just("https://wire.example/1"),
        "headline": st.just("Gates open"),
    },
)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es-MX", "hi", "ar", "nl"])
@given(chain=st.lists(HOPS, max_size=3), other=st.booleans())
def test_a_chain_reads_back_in_every_language(language: str, chain: list[Any], other: bool) -> None:
    """An export needs no `chain` in the front matter: the footnote alone expresses it, in the language of the story."""
    article = article_from(
        {
            "inLanguage": language,
            "body": "One. Two.",
            "people": {"mayor": {"name": "Jo Hale"}},
            "organizations": {"wire": {"name": "Coast Wire"}, "desk": {}},
            "citations": {
                "a": {
                    "covers": "One.",
                    "chain": chain,
                    **({"origin": "not-given" if chain else "own"} if other else {}),
                }
            },
        }
    )
    content = write(article)
    assert b"chain:" not in content and b"origin:" not in content
    assert whole(content) == article
    if chain:
        assert connectors_for(language).citing in content.decode() or len(chain) == 1


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("[PA], on Tuesday.", "write the day of “Tuesday”"),
        ("A report.", "“Own reporting.” or “No source given.”"),
        ("Coast Wire, owner of the quay.", "as owner of the quay"),
        ("Coast Wire (in a statement).", "write “in a statement” without them"),
        ("Coast Wire and Reuters.", "if “Reuters” is another source, declare it"),
    ],
)
def test_what_is_no_chain_is_a_finding_with_what_to_write(text: str, advice: str) -> None:
    """The words that cannot be read decide."""
    _, findings = documents(story(f"The port is open.[^a]\n\n[^a]: {text}\n"))
    assert [one.code for one in findings] == ["NLD-CIT-001"]
    assert advice in str(findings[0].suggestion)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Coast Wire, am Dienstag.", "am 2026-04-21"),
        ("Coast Wire, inhaber des kais.", "“als”: als inhaber des kais"),
        ("Ein Bericht.", "“Eigene Angaben.” or “Keine Quelle genannt.”"),
    ],
)
def test_advice_has_the_words_of_the_language(text: str, advice: str) -> None:
    """A German footnote is corrected with German words, and what the advice says can be read."""
    _, findings = documents(story(f"The port is open.[^a]\n\n[^a]: {text}\n", "inLanguage: de\n"))
    assert [one.code for one in findings] == ["NLD-CIT-001"]
    assert advice in str(findings[0].suggestion)


def test_german_advice_can_be_read() -> None:
    """What the advice says to write is a chain."""
    for text in ("Coast Wire, am 2026-04-21.", "Coast Wire als inhaber des kais.", "Keine Quelle genannt."):
        whole(story(f"The port is open.[^a]\n\n[^a]: {text}\n", "inLanguage: de\n"))
