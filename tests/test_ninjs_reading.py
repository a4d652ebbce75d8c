"""Items of ninjs are read as articles: what fits is typed, nothing is invented, and faults have positions."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import newsld
from newsld.findings import Finding
from newsld.model import NewsArticle

FOLDER = Path(__file__).parent.parent / "fixtures" / "ninjs"


def load(item: Any) -> tuple[NewsArticle | None, list[Finding]]:
    """Return the article of an item, None if there is none, and the findings about it."""
    loaded = newsld.load(json.dumps(item).encode(), "ninjs")
    return (loaded.articles[0] if loaded.articles else None), list(loaded.findings)


def read(**properties: Any) -> NewsArticle:
    """The article of a small item in which nothing is wrong."""
    article, findings = load({"uri": "urn:x-desk:1", "type": "text", **properties})
    assert article is not None
    assert not findings
    return article


@pytest.fixture(scope="module")
def strike() -> NewsArticle:
    """An item with every property that is for stories."""
    (article,) = newsld.read(FOLDER / "strike.json")
    return article


def test_what_schema_org_has_a_place_for_is_typed(strike: NewsArticle) -> None:
    """Texts, dates, the language and the subjects are in the equivalent fields."""
    assert strike.iri == "urn:newsml:coastwire.example:20250304:strike-ends"
    assert strike.headline == "Dockers at Port Aldane end four-day strike"
    assert strike.alternative_headline == "Containers move again"
    assert strike.description == "The gates opened at noon."
    assert (str(strike.date_created), str(strike.date_modified)) == (
        "2025-03-04T15:50:00Z",
        "2025-03-04T18:20:00Z",
    )
    assert strike.in_language == "en"
    assert strike.keywords == ("strike", "harbours")
    assert strike.genre == ("Current",)
    assert strike.text.startswith("Dockers at Port Aldane went back to work")


def test_nothing_is_invented(strike: NewsArticle) -> None:
    """An item knows no date of publication and no address for readers; a byline is one author, as it was written."""
    assert strike.date_published is None
    assert strike.url is None
    assert strike.publisher == ()
    (author,) = (one for one in strike.people if one.id in strike.author)
    assert author.name == author.extra["@value"] == "By Ines Farrow, Coast Wire"
    assert strike.license is None


def test_people_organisations_places_and_events_are_things_of_the_story(strike: NewsArticle) -> None:
    """They have ids, keep their IRIs, and are what the article is about if the item has `rel` about."""
    assert [(one.id, one.name, one.iri) for one in strike.people if one.id not in strike.author] == [
        ("lena-marsh", "Lena Marsh", "https://id.coastwire.example/people/17"),
        ("lena-marsh-2", "Lena Marsh", "_:"),
    ]
    assert strike.about == ("lena-marsh", "port-aldane", "dock-strike-at-port-aldane")
    aldane = strike.places[1]
    assert (float(aldane.latitude or 0), float(aldane.longitude or 0)) == (51.5, 4.25)
    assert strike.places[0].latitude is None, "a point with a height is more than latitude and longitude"


def test_names_are_grounded_where_only_one_thing_has_them(strike: NewsArticle) -> None:
    """Two people of one name are nobody's mention."""
    assert {mention.of for mention in strike.mentions} == {"port-aldane", "port-authority"}


def test_the_widest_rendition_of_a_picture_is_the_image(strike: NewsArticle) -> None:
    """With its size and its caption; its credit line is no caption."""
    (image,) = strike.image
    assert (image.url, image.width, image.height) == ("https://img.coastwire.example/1-l.jpg", 1600, 900)
    assert image.caption == "The north gate at noon."
    assert image.credit_text is None


@pytest.mark.parametrize(
    ("bodies", "text"),
    [
        ([{"value": "Plain."}], "Plain."),
        ([{"contentType": "text/html", "value": "<p>"}, {"contentType": "Text/Plain; a=b", "value": " Y\n"}], " Y\n"),
        ([{"contentType": "application/xhtml+xml", "value": "No marks"}], "No marks"),
        ([{"contentType": "text/html", "value": "<p>Marks</p>"}], ""),
        ([{"contentType": "text/html", "value": "AT&amp;T"}], ""),
        ([{"value": "a <b>c</b>"}], ""),
        ([{"contentType": "text/plain", "value": "a <b>c</b>"}], "a <b>c</b>"),
        ([{"contentType": "application/xml", "value": "words"}], ""),
        ([{"contentType": "text/plain", "value": ""}], ""),
    ],
)  # fmt: skip
def test_only_a_plain_body_is_the_text(bodies: list[dict[str, str]], text: str) -> None:
    """To the letter; markup is not scraped, and what is of another kind is left alone."""
    assert read(bodies=bodies).text == text


@pytest.mark.parametrize(
    ("headlines", "headline"),
    [
        ([{"value": "A"}], "A"),
        ([{"role": "web", "value": "A"}], "A"),
        ([{"role": "web", "value": "A"}, {"value": "B"}], "B"),
        ([{"value": "A"}, {"role": "main", "value": "B"}], "B"),
        ([{"role": "web", "value": "A"}, {"role": "print", "value": "B"}], None),
        ([{"role": "main", "contentType": "text/html", "value": "<b>A</b>"}], None),
    ],
)
def test_a_headline_is_chosen_only_where_it_is_clear(
    headlines: list[dict[str, str]], headline: str | None
) -> None:
    """Roles are the agency's own: of two that mean nothing to us neither is taken."""
    assert read(headlines=headlines).headline == headline


def test_values_that_do_not_fit_stay_as_they_are() -> None:
    """Under the term of schema.org, where the checks of published markup look at them."""
    article = read(versionCreated="4 March 2025", language="English (UK)")
    assert article.date_modified is None
    assert article.in_language is None
    assert (article.extra["dateModified"], article.extra["inLanguage"]) == ("4 March 2025", "English (UK)")


@pytest.mark.parametrize(
    ("values", "field", "meant"),
    [
        ({"versionCreated": "2025-05-12T07:30:00+0100"}, "date_modified", "2025-05-12T07:30:00+01:00"),
        ({"contentCreated": "12 May 2025 07:30 GMT"}, "date_created", "2025-05-12T07:30:00+00:00"),
        ({"language": "en_GB"}, "in_language", "en-GB"),
        ({"by": "Coast Wire staff"}, "author", "('coast-wire-staff',)"),
        ({"copyrightHolder": "Coast Wire Ltd"}, "copyright_holder", "('coast-wire-ltd',)"),
    ],
)
def test_values_mean_the_same_as_in_json_ld(values: dict[str, str], field: str, meant: str) -> None:
    """A value in another form has its meaning in the model and its form in the item, after JSON-LD too."""
    article = read(**values)
    assert str(getattr(article, field)) == meant
    (again,) = newsld.read(newsld.write(article, "jsonld"), "jsonld")
    assert again == article
    written = json.loads(newsld.write(again, "ninjs"))
    assert {name: written[name] for name in values} == values


def test_an_author_that_is_only_text_has_a_row_in_the_tables() -> None:
    """As an author of JSON-LD that is only text has."""
    tables = newsld.write(read(by="Ines Farrow"), "csv")
    with zipfile.ZipFile(io.BytesIO(tables)) as archive:
        rows = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".csv"))
    assert b"ines-farrow" in rows
    assert b"Ines Farrow" in rows


def test_lines_of_a_body_are_paragraphs() -> None:
    """As in JSON-LD, single line breaks separate paragraphs if the text has no blank line."""
    article = read(bodies=[{"contentType": "text/plain", "value": "The quay is open.\nIt sails."}])
    assert article.body is not None
    assert len(article.body.blocks) == 2
    assert json.loads(newsld.write(article, "ninjs"))["bodies"][0]["value"] == article.text


# -- what is no article ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["picture", "graphic", "audio", "video", "event", "planning", "component"])
def test_an_item_of_another_kind_is_no_article(kind: str) -> None:
    """It has a headline perhaps, and is no story."""
    article, findings = load({"uri": "urn:x", "type": kind, "headlines": [{"value": "A"}]})
    assert article is None
    assert [(one.code, one.pointer) for one in findings] == [("NLD-SYN-006", "/type")]


@pytest.mark.parametrize(
    "data", [{"uri": "urn:x"}, {"uri": "urn:x", "bodies": []}, [], {}, "text", 1, None, [[]]]
)
def test_what_holds_no_article_is_a_finding(data: Any) -> None:
    """Never a pass, and never an exception."""
    article, findings = load(data)
    assert article is None
    assert any(one.severity == "error" for one in findings)


def test_a_list_of_items_gives_its_stories_and_reports_the_skipped_items() -> None:
    """A feed has pictures and events among its stories."""
    loaded = newsld.load(FOLDER / "feed.json")
    assert [article.headline for article in loaded.articles] == [
        "Ferry late again",
        "Council asks for a second ferry",
    ]
    assert [(one.code, one.severity, one.pointer) for one in loaded.findings] == [
        ("NLD-INF-002", "info", "/0/type"),
        ("NLD-INF-002", "info", "/2/type"),
    ]


# -- what is wrong ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"uri": 7}, "NLD-SCH-002", "/uri"),
        ({"type": "story"}, "NLD-SCH-004", "/type"),
        ({"pubStatus": "cancelled"}, "NLD-SCH-004", "/pubStatus"),
        ({"urgency": 10}, "NLD-SCH-007", "/urgency"),
        ({"urgency": 4.5}, "NLD-SCH-002", "/urgency"),
        ({"urgency": True}, "NLD-SCH-002", "/urgency"),
        ({"headlines": "A"}, "NLD-SCH-002", "/headlines"),
        ({"headlines": [{"role": "main"}]}, "NLD-SCH-003", "/headlines/0"),
        ({"bodies": [None]}, "NLD-SCH-002", "/bodies/0"),
        ({"people": [{"name": ["A"]}]}, "NLD-SCH-002", "/people/0/name"),
        ({"people": [{"@id": "a"}]}, "NLD-SCH-001", "/people/0/@id"),
        ({"people": [{"name": "A", "contactInfo": [{"address": {"lines": [1]}}]}]}, "NLD-SCH-002",
         "/people/0/contactInfo/0/address/lines/0"),
        ({"associations": [{"uri": "urn:y"}]}, "NLD-SCH-003", "/associations/0"),
        ({"associations": [{"name": "a", "uri": "urn:y", "type": "photo"}]}, "NLD-SCH-004", "/associations/0/type"),
        ({"renditions": [{"name": "a", "width": "wide"}]}, "NLD-SCH-002", "/renditions/0/width"),
    ],
)  # fmt: skip
def test_a_fault_is_a_finding_at_the_value(change: dict[str, Any], code: str, pointer: str) -> None:
    """An error gives no article, and has a position."""
    article, findings = load({"uri": "urn:x", "headlines": [{"value": "A"}], **change})
    assert article is None
    assert [(one.code, one.pointer) for one in findings] == [(code, pointer)]
    assert findings[0].line == 1


def test_an_item_without_a_uri_is_at_fault() -> None:
    """It is the one property that every item has."""
    _, findings = load({"headlines": [{"value": "A"}]})
    assert [(one.code, one.pointer) for one in findings] == [("NLD-SCH-003", "")]


def test_a_key_of_an_older_version_is_reported_and_preserved() -> None:
    """Versions 1 and 2 write small letters; the item is read all the same."""
    item = {"uri": "urn:x", "versioncreated": "2025-03-04T18:20:00Z", "headlines": [{"value": "A"}]}
    article, findings = load(item)
    assert article is not None
    assert [(one.code, one.suggestion) for one in findings] == [
        ("NLD-NJS-001", "did you mean versionCreated?")
    ]
    assert json.loads(newsld.write(article, "ninjs")) == item


# -- hostile input ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b'{"uri": "urn:x", "headlines": [' + b"[" * 100_000,
        b'{"uri": "urn:x", "type": "text", "eventDetails": ' + b'{"a":' * 60 + b"1" + b"}" * 60 + b"}",
        b'{"uri": "urn:x", "type": "text", "type": "picture"}',
        b'{"uri": "urn:x", "type": "text", "urgency": 1e999}',
        b'{"uri": "urn:x", "type": "text", "by": "\\ud800"}',
        b'{"uri": "urn:x", "type": "text", "by": ' + b"9" * 5000 + b"}",
        b"\xff\xfe{",
        b"",
    ],
)
def test_hostile_text_is_a_finding(content: bytes) -> None:
    """No traceback, and no article from a text that cannot be read exactly."""
    loaded = newsld.load(content, "ninjs")
    assert not loaded.articles
    assert any(one.severity == "error" for one in loaded.findings)


def test_what_is_read_can_be_written_in_every_format() -> None:
    """The deepest item that is accepted can still be preserved in a story."""
    deep: Any = 1
    for _ in range(54):
        deep = [deep]
    article = read(eventDetails=deep)
    for name in ("jsonld", "json", "jsonl", "yaml", "markdown", "csv", "ninjs"):
        assert newsld.load(newsld.write(article, name), name).articles == (article,), name


def test_many_things_of_one_name_are_read_in_one_go() -> None:
    """Each gets an id of its own, without a search for each."""
    people = [{"name": "Lena Marsh"}] * 2_000
    article = read(people=people, subjects=[{"name": "a"}] * 2_000)
    assert len({one.id for one in article.people}) == 2_000
    assert json.loads(newsld.write(article, "ninjs"))["people"] == people


# -- how it is known -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ('{"standard": {"version": "3.1", "name": "ninjs"}}', True),
        ('{"uri": "urn:x", "type": "text", "headlines": [{"value": "A"}]}', True),
        ('\ufeff [{"versionCreated": "", "uri": ""}]', True),
        ('{"type": "text", "bodies": []}', False),
        ('{"name": "ninjs"}', False),
        ('{"a": {"uri": "", "headlines": []}}', False),
        ('{"a": "\\"uri\\": \\"headlines\\":"}', False),
        ('[{"uri": ""}, {"bodies": []}]', False),
        ('{"newsld": 2, "uri": "", "headlines": []}', False),
        ('{"uri": "', False),
    ],
)
def test_an_item_is_recognized_among_other_json(text: str, known: bool, tmp_path: Path) -> None:
    """In a folder, among files that are none of our business, only items and marked stories are taken."""
    from newsld.pipeline.format_detection import format_for
    from newsld.pipeline.input_paths import walk
    from newsld.syntax.document import Source

    file = tmp_path / "item.json"
    file.write_text(text, "utf-8")
    assert (format_for(Source(name="item.json", path=file)).name == "ninjs") == known
    assert bool(walk([str(tmp_path)])) == (known or "newsld" in text)


@pytest.mark.parametrize("words", [{"body_text": "The quay."}, {"headline": "Quay"}, {"byline": "Ada Roe"}])
def test_an_item_of_ninjs_1_is_one_error(words: dict[str, str]) -> None:
    """Nothing of it could be read, which must not look like success."""
    article, findings = load(
        {"uri": "urn:x", "type": "text", "versioncreated": "2025-05-12T07:30:00Z", **words}
    )
    assert article is None
    assert [(one.code, one.severity) for one in findings] == [("NLD-SYN-006", "error")]
