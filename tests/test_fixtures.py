"""The stories in fixtures/ hold what they are there to show, whole and exact."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from newsld.findings import Finding
from newsld.formats import ReadOptions, format_of
from newsld.formats.markdown.file_parts import FileParts, split_file
from newsld.model import Citation, Hop, NewsArticle, Relation
from newsld.model.from_document import read_article
from newsld.pipeline.input_paths import walk
from newsld.pipeline.settings import find_settings
from newsld.syntax.document import Source
from newsld.syntax.yaml import load_yaml

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "fixtures" / "stories"
SEED = ROOT.parent / "shared" / "seed" / "article.txt"

NAMES = sorted(path.parent.name for path in STORIES.glob("*/story.*"))
ALONE = [name for name in NAMES if name != "shared"]
"""The stories that can be read without the settings of a newsroom."""

LONGEST_COPY = 7
"""The most words in a row that the retold story may share with the article it retells, quoted words aside."""

LONGEST_QUOTATION = 12
"""The most words of a speaker that the retold story may quote in a row."""

CHAINS = {
    "added-assessment": "(ap) > joe-biden",
    "advocates": "ministry-of-external-affairs",
    "arrived": "reuters > interfax + state-media > kremlin-officials",
    "asylum": "reuters > russian-news-agencies > ?",
    "declared": "syrian-state-television > men-in-video",
    "displaced": "united-nations",
    "embraces": "abu-mohammed-al-jolani",
    "fled": "(united-nations)",
    "granted": "(reuters) > (interfax + state-media) > kremlin-officials",
    "guarantee": "ap > state-media-of-guarantee > ?",
    "instructed": "abu-mohammed-al-jolani",
    "integrity": "ministry-of-external-affairs",
    "justice": "(ap) > joe-biden",
    "killed": "united-nations",
    "left": "reuters > russian-foreign-ministry",
    "listed": "united-states + united-nations",
    "needed": "",
    "seen-as": "",
    "session": "ap > dmitry-polyansky",
    "shifted": "ap > joe-biden",
    "urged": "opposition-groups",
    "watching": "ministry-of-external-affairs",
    "weakened": "(ap) > joe-biden",
}
"""The chains of the retold story, nearest first: (carried over), parties joined by +, `?` for no origin."""

APART = {
    "declared": [
        "“tyrant al-Assad has been toppled”",
        "the prisons of Damascus had been emptied, all of the prisoners freed",
    ],
    "integrity": ["All parties", "should work for Syria’s “unity, sovereignty and territorial integrity”"],
    "watching": [
        "it was keeping watch on Syria",
        (
            "its embassy in Damascus, it added, was in touch with the Indian community there "
            "about its safety and security"
        ),
    ],
    "weakened": [
        "What the United States and its allies had done",
        (
            "had weakened those who backed Syria, among them Russia, Iran and Hezbollah, "
            "a militant group based in Lebanon"
        ),
    ],
}
"""The citations of the retold story whose words do not stand together."""

QUOTATIONS = {
    "act-of-justice": ("fundamental act of justice", "joe-biden"),
    "asylum-granted": ("Russia has granted them asylum on humanitarian grounds", "kremlin-officials"),
    "balance-of-power": ("approach has shifted the balance of power in the Middle East", "joe-biden"),
    "family-arrived": ("members of his family have arrived in Moscow", "kremlin-officials"),
    "integrity-of-syria": ("unity, sovereignty and territorial integrity", "ministry-of-external-affairs"),
    "peaceful-and-inclusive": (
        "peaceful and inclusive Syrian-led political process",
        "ministry-of-external-affairs",
    ),
    "peaceful-and-inclusive-heading": ("peaceful and inclusive", "ministry-of-external-affairs"),
    "right-things": ("saying the right things now", "joe-biden"),
    "risk-and-uncertainty": ("moment of risk and uncertainty", "joe-biden"),
    "tyrant": ("tyrant al-Assad has been toppled", "men-in-video"),
}
"""The quotations of the retold story: the words, and whose they are."""

FIGURES = {
    "displaced-inside": ("6.7 million", "= 6700000", "(united-nations)"),
    "family-rule-years": ("50-year", "= 50", None),
    "fled": ("Over 6 million", "> 6000000", "(united-nations)"),
    "in-need": ("More than 14 million", "> 14000000", ""),
    "killed": ("more than 3.5 lakh", "> 350000", "united-nations"),
    "newly-displaced": ("at least 3.7 lakh", ">= 370000", "united-nations"),
    "rule-years": ("nearly 25 years", "< 25", None),
    "unrest-years": ("more than 13 years", "> 13", None),
}
"""The figures of the retold story: the wording, the bounds, and the chain of its source.

No chain (`None`) is a figure that the story states itself; an empty one, one that it gives no source for.
"""

FACTUALITY = {
    "claimed": {
        "action", "arrival", "asylum", "departure", "embassy-contact", "freeing", "guarantee", "monitoring",
    },
    "planned": {"assessment"},
    "requested": {"emergency-session", "political-process", "transfer-of-power"},
    "asserted": {
        "break", "broadcast", "civil-war", "fall", "hafez-death", "latest-fighting", "offensive",
        "succession", "support", "unrest",
    },
}  # fmt: skip
"""The events of the retold story, by how the story tells them."""


@cache
def story(name: str) -> NewsArticle:
    """The article that one of the stories is, read as newsld reads it; a finding fails the test."""
    file = next((STORIES / name).glob("story.*"))
    known = format_of(file.name)
    assert known is not None
    source = Source(name=file.relative_to(ROOT).as_posix(), path=file)
    [document] = known.load().read(source, ReadOptions())
    assert not isinstance(document, Finding), document
    article, findings = read_article(document)
    assert not findings, findings
    assert article is not None, "the models do not take it: the schema says why"
    return article


@pytest.fixture(scope="module")
def asylum() -> NewsArticle:
    """The retold story."""
    return story("asylum")


def _words_of(article: NewsArticle, spans: object) -> list[str]:
    assert isinstance(spans, tuple)
    return [span.slice(article.text) for span in spans]


def _chain(citation: Citation) -> str:
    hops = [_hop(hop) for hop in citation.chain]
    return " > ".join(hops + ["?"] * (citation.origin == "not-given"))


def _hop(hop: Hop) -> str:
    parties = " + ".join(hop.parties)
    return f"({parties})" if hop.inherited else parties


def _bounds(value: Decimal | None, least: Decimal | None, most: Decimal | None, exclusive: object) -> str:
    if value is not None:
        assert least is None and most is None
        return f"= {value}"
    assert (least is None) != (most is None)
    sign = ">" if least is not None else "<"
    return f"{sign}{'' if exclusive else '='} {least if least is not None else most}"


def _used(article: NewsArticle) -> set[str]:
    """Every id that something in the article refers to, other than a mention."""
    hops = [hop for citation in article.citations for hop in citation.chain]
    roles = [role for party in (*article.people, *article.organizations) for role in party.roles]
    return {
        *article.author, *article.editor, *article.publisher, *article.about, *article.content_location,
        *(party for hop in hops for party in hop.parties), *(hop.medium for hop in hops if hop.medium),
        *(target for role in roles for target in (role.of, role.at) if target),
        *(target for citation in article.citations for target in citation.about),
        *(target for event in article.events for target in (*event.location, *event.organizer)),
        *(participant.party for event in article.events for participant in event.participants),
    }  # fmt: skip


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_there_is_a_story_of_every_kind() -> None:
    """The seven stories that docs and tests speak of are there, as Markdown and as YAML."""
    assert NAMES == ["arabic", "asylum", "brief", "opinion", "shared", "strike", "wire"]
    assert {path.suffix for path in STORIES.glob("*/story.*")} == {".md", ".yaml"}


@pytest.mark.parametrize("name", ALONE)
def test_a_story_reads_without_a_finding(name: str) -> None:
    """Every story that we show is a good example."""
    article = story(name)
    assert article.headline
    assert article.text


@pytest.mark.parametrize("name", ALONE)
def test_whatever_a_story_describes_it_mentions_or_uses(name: str) -> None:
    """No entity or event is described that nothing in its story speaks of."""
    article = story(name)
    mentioned = {mention.of for mention in article.mentions}
    described = {entity.id for entity in article.entities} | {event.id for event in article.events}
    assert described - mentioned - _used(article) == set()


@pytest.mark.parametrize("name", ALONE)
def test_spans_hold_words(name: str) -> None:
    """What is captured begins and ends with a word or a mark, never with white space."""
    article = story(name)
    spans = [mention.words for mention in article.mentions]
    for part in (*article.citations, *article.quotations, *article.figures):
        spans += getattr(part, "covers", ()) or getattr(part, "words", ())
    assert spans or name == "brief"
    for span in spans:
        words = span.slice(article.text)
        assert words and words == words.strip()


def test_each_entity_of_the_retold_story_is_tied_to_its_words(asylum: NewsArticle) -> None:
    """All but the author and the publisher are mentioned in its body; so are all events."""
    mentioned = {mention.of for mention in asylum.mentions}
    described = {entity.id for entity in asylum.entities} | {event.id for event in asylum.events}
    unmentioned = described - mentioned
    assert unmentioned == {*asylum.author, *asylum.publisher}


def test_chains_of_the_retold_story_are_whole(asylum: NewsArticle) -> None:
    """One is three hops deep, several are carried over, two have no origin, and two are empty and kept."""
    assert {citation.id: _chain(citation) for citation in asylum.citations} == CHAINS


def test_the_longest_chain_is_told_in_reverse(asylum: NewsArticle) -> None:
    """The words name the officials first and Reuters last, and the chain still begins with Reuters."""
    [arrived] = [citation for citation in asylum.citations if citation.id == "arrived"]
    after = arrived.covers[0].end
    places = [
        min(
            mention.words.start
            for mention in asylum.mentions
            if mention.of == hop.parties[0] and mention.words.start > after
        )
        for hop in arrived.chain
    ]
    assert len(places) == 3
    assert places == sorted(places, reverse=True)


def test_carried_over_hops_name_an_earlier_citation(asylum: NewsArticle) -> None:
    """What is carried over stands in the chain that it is carried over from, earlier in the story."""
    citations = {citation.id: citation for citation in asylum.citations}
    carried = [(citation, hop) for citation in asylum.citations for hop in citation.chain if hop.inherited]
    assert len({citation.id for citation, _ in carried}) == 5
    for citation, hop in carried:
        assert hop.inherited is not None
        source = citations[hop.inherited]
        assert hop.parties in [earlier.parties for earlier in source.chain]
        assert source.covers[0] < citation.covers[0]


def test_words_that_stand_apart_are_covered_apart(asylum: NewsArticle) -> None:
    """An attribution in the middle of a statement is not part of what is stated."""
    apart = {
        citation.id: _words_of(asylum, citation.covers)
        for citation in asylum.citations
        if len(citation.covers) > 1
    }
    assert apart == APART


def test_acts_are_told_apart(asylum: NewsArticle) -> None:
    """Orders are directives, the listing is a designation by two parties, all else is stated."""
    acts = {citation.id: citation.act for citation in asylum.citations if citation.act != "statement"}
    assert acts == {"instructed": "directive", "urged": "directive", "listed": "designation"}


def test_quotations_have_their_words_and_speakers(asylum: NewsArticle) -> None:
    """The words are exact, without marks and without the house's comma, and each has its speaker."""
    citations = {citation.id: citation for citation in asylum.citations}
    found = {}
    for quotation in asylum.quotations:
        assert quotation.citation is not None
        [words] = _words_of(asylum, quotation.words)
        [speaker] = quotation.speaker or citations[quotation.citation].chain[-1].parties
        found[quotation.id] = (words, speaker)
    assert found == QUOTATIONS


def test_figures_have_their_bounds_and_sources(asylum: NewsArticle) -> None:
    """A lakh is 100,000, "more than" excludes its bound, "at least" does not, and sources are not guessed."""
    chains = {citation.id: _chain(citation) for citation in asylum.citations}
    found = {}
    for figure in asylum.figures:
        [words] = _words_of(asylum, figure.words)
        bounds = _bounds(figure.value, figure.min, figure.max, figure.exclusive)
        found[figure.id] = (words, bounds, chains[figure.citation] if figure.citation else None)
    assert found == FIGURES
    periods = {figure.id: str(figure.period.date) for figure in asylum.figures if figure.period}
    assert periods == {"killed": "2011-03/..", "newly-displaced": "2024-11-27/.."}


def test_events_are_as_certain_as_the_story_tells_them(asylum: NewsArticle) -> None:
    """The session is requested, the assessment planned, the escape claimed, the fall asserted."""
    found: dict[str, set[str]] = {}
    for event in asylum.events:
        found.setdefault(event.factuality, set()).add(event.id)
    assert found == FACTUALITY
    assert {event.id: event.super_event.id for event in asylum.events if event.super_event} == {
        "latest-fighting": "civil-war",
        "offensive": "latest-fighting",
    }


def test_what_is_only_claimed_has_a_claim(asylum: NewsArticle) -> None:
    """Every event that the story does not assert is what some citation is about."""
    told = {target for citation in asylum.citations for target in citation.about}
    assert {event.id for event in asylum.events if event.factuality != "asserted"} <= told


def test_days_that_follow_from_the_date_of_the_story_are_inferred(asylum: NewsArticle) -> None:
    """A weekday has no date until the day of publication is known; a year in the text is not inferred."""
    bases: dict[str, set[str | None]] = {}
    for mention in asylum.mentions:
        if mention.date is not None:
            assert mention.form is None
            bases.setdefault(mention.words.slice(asylum.text), set()).add(mention.date.basis)
    assert bases == {
        "1971": {None},
        "A day earlier": {"inferred"},
        "July 2000": {None},
        "March 2011": {None},
        "Monday": {"inferred"},
        "November 27": {"inferred"},
        "Sunday": {"inferred"},
        "past week": {"inferred"},
    }


def test_father_and_son_are_told_apart(asylum: NewsArticle) -> None:
    """The name Assad is one or the other, or both where the family is meant."""
    meant = [
        (asylum.text[mention.words.start - 6 : mention.words.start], mention.of)
        for mention in asylum.mentions
        if mention.words.slice(asylum.text) == "Assad"
    ]
    assert {of for _, of in meant} == {"bashar-al-assad", "hafez-al-assad"}
    people = {person.id: person for person in asylum.people}
    assert people["bashar-al-assad"].parent == (Relation(id="hafez-al-assad"),)
    assert people["hafez-al-assad"].children == (Relation(id="bashar-al-assad"),)


def test_metonyms_demonyms_and_pronouns_are_marked(asylum: NewsArticle) -> None:
    """Moscow is the city in one sentence and stands for Russia in another."""
    forms = {
        (mention.words.slice(asylum.text), mention.of, mention.form)
        for mention in asylum.mentions
        if mention.of is not None
    }
    assert {
        ("Moscow", "moscow", "name"),
        ("Moscow", "russia", "metonym"),
        ("Washington", "united-states", "metonym"),
        ("Syrian", "syria", "demonym"),
        ("he", "bashar-al-assad", "pronoun"),
        ("He", "joe-biden", "pronoun"),
        ("dictator", "bashar-al-assad", "nominal"),
        ("UN", "united-nations", "alias"),
    } <= forms


def test_several_mentions_share_their_words(asylum: NewsArticle) -> None:
    """The pronoun “them” is Assad and his family at once."""
    shared: dict[object, set[str | None]] = {}
    for mention in asylum.mentions:
        shared.setdefault(mention.words, set()).add(mention.of)
    assert {frozenset(of) for of in shared.values() if len(of) > 1} == {
        frozenset({"bashar-al-assad", "assads-family"}),
        frozenset({"bashar-al-assad", "hafez-al-assad"}),
        frozenset({"russia", "iran"}),
    }


def test_roles_say_who_and_whether_still(asylum: NewsArticle) -> None:
    """Offices are current, former or yet to come, and each is tied to the words that say so."""
    roles = {
        (person.id, role.role_name, role.of, role.at, role.status)
        for person in asylum.people
        for role in person.roles
        if role.role_name
    }
    assert roles == {
        ("abu-mohammed-al-jolani", "leader", "rebel-forces", None, "current"),
        ("abu-mohammed-al-jolani", "head", "hayat-tahrir-al-sham", None, "current"),
        ("abu-mohammed-al-jolani", "leader", "syria", None, "designate"),
        ("abu-mohammed-al-jolani", "commander", None, "al-qaeda", "former"),
        ("bashar-al-assad", "president", "syria", None, "former"),
        ("dmitry-polyansky", "deputy ambassador", "russia", "united-nations", "current"),
        ("hafez-al-assad", "president", "syria", None, "former"),
        ("joe-biden", "president", "united-states", None, "current"),
    }
    stated = [role for person in asylum.people for role in person.roles if role.basis == "stated"]
    assert all(role.words for role in stated)


def test_the_retold_story_has_a_heading_that_quotes(asylum: NewsArticle) -> None:
    """The one heading parts the last section off, and what it quotes is the ministry's."""
    assert asylum.body is not None
    [heading] = [block for block in asylum.body.blocks if block.kind == "heading"]
    assert heading.level == 2
    quoted = [
        quotation.id
        for quotation in asylum.quotations
        for words in quotation.words
        if words.within(heading.words)
    ]
    assert quoted == ["peaceful-and-inclusive-heading"]


def test_the_retold_story_is_in_its_own_words(asylum: NewsArticle) -> None:
    """It shares no run of eight words with the article it retells, except inside short quotations."""
    if not SEED.is_file():
        pytest.skip(f"the article it retells is not here: {SEED}")
    seed = _tokens(SEED.read_text("utf-8"))
    size = LONGEST_COPY + 1
    runs = {tuple(seed[at : at + size]) for at in range(len(seed) - LONGEST_COPY)}
    pieces, start = [], 0
    for span in sorted(words for quotation in asylum.quotations for words in quotation.words):
        assert len(_tokens(span.slice(asylum.text))) <= LONGEST_QUOTATION
        pieces.append(asylum.text[start : span.start])
        start = span.end
    pieces += [asylum.text[start:], asylum.headline or "", asylum.description or ""]
    copied = [
        " ".join(tokens[at : at + size])
        for tokens in map(_tokens, pieces)
        for at in range(len(tokens) - LONGEST_COPY)
        if tuple(tokens[at : at + size]) in runs
    ]
    assert copied == []


def test_the_shared_story_leans_on_its_entity_file() -> None:
    """Its settings name the file, with an IRI for each entity, and the story defines none again."""
    folder = STORIES / "shared"
    settings = find_settings(folder)
    assert settings.entities == (folder / "entities.yaml",)
    shared, faults = load_yaml((folder / "entities.yaml").read_text("utf-8"))
    assert not faults and "newsld" not in shared
    parts = split_file((folder / "story.md").read_text("utf-8"))
    assert isinstance(parts, FileParts) and parts.data is not None
    front, faults = load_yaml(parts.front)
    data, more = load_yaml(parts.data)
    assert not faults and not more
    defined = {name: item for entities in shared.values() for name, item in entities.items()}
    assert all(item["iri"].startswith("https://") for item in defined.values())
    assert not defined.keys() & data["places"].keys()
    assert front["publisher"] in defined
    assert data["events"]["replacement"]["organizer"] in defined


def test_the_walk_takes_the_stories_and_nothing_beside_them() -> None:
    """A text or entity file beside a story is no story of its own."""
    found = [one.relative.as_posix() for one in walk([str(STORIES)], exclude=["expected/"], folder=STORIES)]
    assert [path.split("/")[0] for path in found] == NAMES
    assert {Path(path).stem for path in found} == {"story"}


def test_the_brief_is_brief() -> None:
    """Two sentences and one source are a story."""
    article = story("brief")
    assert article.body is not None
    assert len(article.body.blocks) == 1
    assert [_chain(citation) for citation in article.citations] == ["harbour-trust"]


def test_the_arabic_story_runs_right_to_left_beyond_the_first_plane() -> None:
    """It begins with a letter that runs to the left, and its spans hold where signs take four bytes."""
    article = story("arabic")
    assert unicodedata.bidirectional(article.text[0]) == "AL"
    beyond = {sign for sign in article.text if ord(sign) > 0xFFFF}
    assert beyond == set("📚𠮷𐎀𐎁𐎂")
    quoted = {quotation.id: _words_of(article, quotation.words) for quotation in article.quotations}
    assert quoted == {"kutub": ["الكتب بيت للجميع 📚"], "jamil": ["يوم جميل"]}
    assert [_chain(citation) for citation in article.citations] == [
        "al-nawras > salma-al-haddad",
        "salma-al-haddad",
        "zair",
    ]


def test_the_opinion_piece_is_paywalled_and_corrected() -> None:
    """It says what is for subscribers, and what was put right after it was published."""
    article = story("opinion")
    assert article.types == ("OpinionNewsArticle",)
    assert article.is_accessible_for_free is False
    [part] = article.has_part
    assert (part.is_accessible_for_free, part.css_selector) == (False, (".paywall",))
    [correction] = article.correction
    assert correction.date_published == article.date_modified
    assert article.date_published is not None and article.date_modified is not None
    assert article.date_modified.to_datetime() > article.date_published.to_datetime()
    [image] = article.image
    assert (image.width, image.height) == (1600, 900)
    assert image.caption and article.backstory and article.license
    assert article.body is not None
    assert {block.kind for block in article.body.blocks} == {"paragraph", "list-item", "block-quote"}
    assert {mark.kind for mark in article.body.marks} == {"emphasis", "strong", "link"}


def test_the_wire_story_is_left_as_it_came() -> None:
    """Its text is the file to the last byte, with its slug line, broken lines and blank lines at the end."""
    article = story("wire")
    assert article.text.encode() == (STORIES / "wire" / "wire.txt").read_bytes()
    assert article.text.endswith("-30-\n\n")


def test_the_wire_story_quotes_across_its_own_words() -> None:
    """One quotation has two runs, parted by who says it; the second goes over broken lines."""
    article = story("wire")
    quotations = {quotation.id: _words_of(article, quotation.words) for quotation in article.quotations}
    assert quotations["scrape"] == [
        "We felt a long scrape, like a chair on a stone floor",
        "Then\nthe lights\nwent out.",
    ]


def test_the_wire_story_has_ranges() -> None:
    """A figure “between 12 and 15” has two bounds, “up to” has one."""
    figures = {
        figure.id: (figure.value, figure.min, figure.max, figure.approximate)
        for figure in story("wire").figures
    }
    assert figures == {
        "crew-size": (9, None, None, False),
        "in-hospital": (None, 12, 15, False),
        "passengers": (148, None, None, False),
        "repair-cost": (None, None, 2500000, True),
        "wind-speed": (None, 90, 100, False),
    }
