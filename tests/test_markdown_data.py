"""The data of a Markdown story: its block, its short forms, its head, and what an export of it measures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import newsld
from markdown_story import documents, whole
from newsld.checks.references import check_references
from newsld.findings import Finding
from newsld.formats.markdown import write
from newsld.formats.markdown.data_shorthand import expand_data, expand_names, short_data
from newsld.formats.markdown.file_parts import MARKER, FileParts, split_file
from newsld.formats.markdown.words import expand_words, short_words
from newsld.model.to_document import story_data
from stories import fixture_articles
from test_markdown_law import read_back

STORIES = Path(__file__).parent.parent / "fixtures" / "stories"
BODY = "Jo Hale, the “former” mayor [sic] of Skell, left on Sunday."
FRONT = "---\nnewsld: 2\nheadline: Mayor leaves\n---\n"


def block(data: str) -> bytes:
    """A story with this data block."""
    return f"{FRONT}{BODY}\n\n```yaml newsld\n{data}```\n".encode()


def test_data_may_be_in_the_front_matter_or_in_the_block() -> None:
    """Both give the same article."""
    data = "people: {jo: Jo Hale}\n"
    assert whole(block(data)) == whole(
        f"---\nnewsld: 2\nheadline: Mayor leaves\n{data}---\n{BODY}\n".encode()
    )
    assert whole(f"{FRONT}```yaml newsld\n{data}```\n\n{BODY}\n".encode()) == whole(block(data))


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        ("headline: x\n", "NLD-SYN-002", 8, 1),
        ("- x\n", "NLD-SCH-002", 8, 1),
        ("people: {jo: {name: Jo Hale}\n", "NLD-SYN-001", 8, 9),
        ("people: {jo: Jo}\n```\n\n```yaml newsld\nplaces: {}\n", "NLD-SYN-013", 11, 1),
    ],
)
def test_a_fault_of_the_block_has_its_place(data: str, code: str, line: int, column: int) -> None:
    """Findings point into the block below the text."""
    _, findings = documents(block(data))
    assert [(it.code, it.line, it.column) for it in findings] == [(code, line, column)]


def test_a_block_that_is_not_closed_is_a_finding() -> None:
    """The rest of the file would be data."""
    _, findings = documents(block("people: {jo: Jo Hale}\n")[: -len("```\n")])
    assert [(it.code, it.line) for it in findings] == [("NLD-SYN-001", 7)]


PLACES = """\
---
newsld: 2
headline: Mayor leaves
---
Jo Hale left [Skell] and Hale and she and he.

```yaml newsld
people:
  jo:
    name: Jo Hale
    roles:
      - {former: mayor, of: skell, words: and Hale}
      - {current: clerk}
places: {skell: Skell}
events:
  exit: {name: exit, participants: [{about: [jo, skell]}, {organizer: jo}], startDate: 2025-03 left}
mentions:
  - {jo: [she, he]}
  - {words: and Hale, of: jo, form: nominal}
```
"""


@pytest.mark.parametrize(
    ("pointer", "written"),
    [
        ("/people/jo/roles/0/words", "and Hale}\n      - {"),
        ("/people/jo/roles/1/roleName", "{current: clerk}"),
        ("/events/exit/participants/1", "{about: [jo"),
        ("/events/exit/participants/2/party", "{organizer: jo}"),
        ("/events/exit/startDate/words", "2025-03 left"),
        ("/mentions/1/words", "he]}"),
        ("/mentions/2/of", "jo, form"),
        ("/mentions/3", "[Skell]"),
        ("/mentions/4", "Jo Hale left"),
    ],
)
def test_a_value_of_a_short_form_has_its_place(pointer: str, written: str) -> None:
    """A pointer into the data leads to the line and column of what was written."""
    document, findings = documents(PLACES.encode())
    assert document is not None and findings == []
    place = document.place(Finding("NLD-GRD-004", "x", pointer=pointer))
    before = PLACES[: PLACES.index(written)]
    assert (place.line, place.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("people: {a: Jo Hale}", {"people": {"a": {"name": "Jo Hale"}}}),
        (
            "people: {a: 'Jo (Person, anonymous, Q1) — who left'}",
            {
                "people": {
                    "a": {
                        "name": "Jo",
                        "type": "Person",
                        "anonymous": True,
                        "sameAs": "http://www.wikidata.org/entity/Q1",
                        "disambiguatingDescription": "who left",
                    }
                }
            },
        ),
        (
            "organizations: {a: {name: 'Coast Wire (news)', of: b, in: c, for: d}}",
            {
                "organizations": {
                    "a": {
                        "name": "Coast Wire",
                        "type": "NewsMediaOrganization",
                        "parentOrganization": "b",
                        "location": "c",
                        "areaServed": "d",
                    }
                }
            },
        ),
        ("events: {a: {in: b, by: c}}", {"events": {"a": {"location": "b", "organizer": "c"}}}),
        ("places: {a: Congress (India)}", {"places": {"a": {"name": "Congress (India)"}}}),
        (
            "places: {a: {name: Skell (City), sameAs: Q2}}",
            {
                "places": {
                    "a": {"name": "Skell", "type": "City", "sameAs": "http://www.wikidata.org/entity/Q2"}
                }
            },
        ),
        ("events: {a: {claimed: exit}}", {"events": {"a": {"name": "exit", "factuality": "claimed"}}}),
        (
            "events: {a: {startDate: 2025-03-02 on Sunday, endDate: 2025 2025, location: b of Skell}}",
            {
                "events": {
                    "a": {
                        "startDate": {"date": "2025-03-02", "basis": "inferred", "words": "on Sunday"},
                        "endDate": {"date": "2025", "basis": "stated", "words": "2025"},
                        "location": {"id": "b", "basis": "stated", "words": "of Skell"},
                    }
                }
            },
        ),
        (
            "people: {a: {roles: [{former: mayor, words: the mayor}, {memberOf: b, as: clerk}]}}",
            {
                "people": {
                    "a": {
                        "roles": [
                            {
                                "roleName": "mayor",
                                "status": "former",
                                "basis": "stated",
                                "words": "the mayor",
                            },
                            {"property": "memberOf", "at": "b", "roleName": "clerk"},
                        ]
                    }
                }
            },
        ),
        (
            "events: {a: {participants: [b, {about: [c, d], as: hurt}]}}",
            {
                "events": {
                    "a": {
                        "participants": [
                            {"party": "b"},
                            {"party": "c", "property": "about", "roleName": "hurt"},
                            {"party": "d", "property": "about", "roleName": "hurt"},
                        ]
                    }
                }
            },
        ),
        (
            "events: {a: {to: [c and d as hurt, {e as heard: of Skell}], with: b, date: July 2000}}",
            {
                "events": {
                    "a": {
                        "startDate": {"date": "2000-07", "basis": "stated", "words": "July 2000"},
                        "participants": [
                            {"party": "b"},
                            {"party": "c", "property": "about", "roleName": "hurt"},
                            {"party": "d", "property": "about", "roleName": "hurt"},
                            {"party": "e", "property": "about", "roleName": "heard", "words": "of Skell"},
                        ],
                    }
                }
            },
        ),
        (
            "people: {Jo Hale: {is: Q6, roles: {former mayor of skell: the mayor, memberOf b as clerk: {start: 9}}}}",
            {
                "people": {
                    "jo-hale": {
                        "name": "Jo Hale",
                        "sameAs": "http://www.wikidata.org/entity/Q6",
                        "roles": [
                            {
                                "roleName": "mayor",
                                "status": "former",
                                "of": "skell",
                                "basis": "stated",
                                "words": "the mayor",
                            },
                            {"property": "memberOf", "at": "b", "roleName": "clerk", "start": 9},
                        ],
                    }
                }
            },
        ),
        (
            "organizations: {Coast Wire: 'news, in skell — a wire', AP: {}, x: 'X (group, of ap)'}",
            {
                "organizations": {
                    "coast-wire": {
                        "name": "Coast Wire",
                        "type": "NewsMediaOrganization",
                        "location": "skell",
                        "disambiguatingDescription": "a wire",
                    },
                    "ap": {"name": "AP"},
                    "x": {"name": "X", "group": True, "parentOrganization": "ap"},
                }
            },
        ),
        (
            "events: {a: 'vote (planned, by b, about c, about d)'}",
            {
                "events": {
                    "a": {"name": "vote", "factuality": "planned", "organizer": "b", "about": ["c", "d"]}
                }
            },
        ),
        ("quotations: {a: b}", {"quotations": {"a": {"citation": "b"}}}),
        (
            "figures: {a: over 2.5 million crowns — cost (about b), c: {is: 9 — boats, approximate: true}}",
            {
                "figures": {
                    "a": {
                        "measures": "cost",
                        "min": 2.5,
                        "exclusive": True,
                        "unit": "million crowns",
                        "about": "b",
                    },
                    "c": {"measures": "boats", "value": 9, "approximate": True},
                }
            },
        ),
        (
            "figures: {a: 150 to 160 people — on board, b: about 8.5 crowns — cost, c: about 1 to 2 — boats}",
            {
                "figures": {
                    "a": {"measures": "on board", "min": 150, "max": 160, "unit": "people"},
                    "b": {"measures": "cost", "value": 8.5, "unit": "crowns", "approximate": True},
                    "c": {"measures": "boats", "min": 1, "max": 2, "approximate": True},
                }
            },
        ),
        ("figures: {a: {over: 5}}", {"figures": {"a": {"min": 5, "exclusive": True}}}),
        ("figures: {a: {min: 5, under: 9}}", {"figures": {"a": {"min": 5, "max": 9, "exclusive": "max"}}}),
        ("figures: {a: {over: 5, under: 9}}", {"figures": {"a": {"min": 5, "max": 9, "exclusive": True}}}),
    ],
)
def test_a_short_form_means_one_thing_and_is_written_for_it(short: str, full: dict[str, Any]) -> None:
    """Each form of the reference page, in both directions."""
    from newsld.syntax.yaml import load_yaml

    data, findings = load_yaml(short)
    assert findings == []
    expanded = expand_data(expand_names(data, findings), BODY, findings)
    assert expanded == full
    assert (
        expand_data(expand_names(short_data(full, BODY, lambda value: value), findings), BODY, findings)
        == full
    )
    assert findings == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("left", "left"),
        ("Hale … Skell", {"from": "Hale", "to": "Skell"}),
        ("[left] on", {"exact": "left", "suffix": " on"}),
        ("mayor [[sic]] of", "mayor [[sic]] of"),
        ("mayor [sic] of", "mayor [sic] of"),
    ],
)
def test_words_are_short_unless_the_text_has_them(text: str, words: Any) -> None:
    """Brackets and an ellipsis that occur in the text are part of the words."""
    assert expand_words(text, BODY) == words
    assert expand_words(short_words(words, BODY), BODY) == words


def test_a_part_of_the_id_of_a_person_is_enough() -> None:
    """In labels, references and entries, if no other id has it; ids and names of the story come first."""
    content = block(
        "people: {jo-hale: Jo Hale, an-lee: An Lee, bo-lee: Bo Lee}\nevents: {exit: {organizer: [hale, lee]}}\n"
        "mentions: [{hale: mayor}]\n"
    ).replace(b"left", b"[left][hale]")
    article = whole(content)
    assert [one.id for one in article.events[0].organizer] == ["jo-hale", "lee"]
    assert [one.of for one in article.mentions] == ["jo-hale"] * 3
    assert b"[mayor][hale]" in write(article) and whole(write(article)) == article


def test_a_part_of_several_ids_is_reported_with_these_ids() -> None:
    """In a label, in a chain, in the data, and in brackets alone."""
    story = (
        "---\nnewsld: 2\n---\nThe [roads][roads-office] and [it][press-office] of [who][office].[^a] And [office].\n\n"
        "[^a]: [x][office].\n\n```yaml newsld\norganizations: {roads-office: Roads, press-office: Press}\n"
        "places: {Skell: {in: office}}\nmentions: [{skell: And}]\n```\n"
    )
    document, findings = documents(story.encode())
    assert [one.code for one in findings] == ["NLD-LNK-001", "NLD-LNK-004", "NLD-REF-003"]
    assert document is not None
    findings += check_references(document.data)
    assert findings[-1].code == "NLD-REF-001"
    for one in findings:
        assert "part of several ids" in one.message
        assert "write the whole id: " in str(one.suggestion)
        assert "roads-office or press-office" in str(one.suggestion)


def test_the_head_is_shown_and_is_no_part_of_the_text() -> None:
    """It gives headline and standfirst where the front matter has none, and an empty comment ends it."""
    head = "# Mayor *leaves*\n\n*By nobody*\n\n**In a\nhurry**\n\n"
    article = whole(f"---\nnewsld: 2\n---\n{head}**Skell**\n".encode())
    assert (article.headline, article.description, article.text) == ("Mayor leaves", "In a hurry", "Skell")
    article = whole(f"---\nnewsld: 2\n---\n<!-- -->\n\n{head}Skell\n".encode())
    assert article.headline is None and article.text.startswith("Mayor leaves\n\nBy nobody")
    article = whole(b"---\nnewsld: 2\n---\n# Mayor\n\n<!-- -->\n\n*Skell*\n")
    assert (article.headline, article.text) == ("Mayor", "Skell")
    content = write(article)
    assert b"# Mayor\n\n<!-- -->\n\n*Skell*\n" in content and whole(content) == article


# -- what follows ---------------------------------------------------------------------------------------------------


def test_a_citation_is_about_what_its_words_mention() -> None:
    """Apart from its sources, in the order of the text; the data changes this, or says something else."""
    story = """\
---
newsld: 2
---
Jo Hale will leave Skell for Port Aldane, the council of Skell said.[^a]

[^a]: council of Skell.

```yaml newsld
people: {Jo Hale: {}}
organizations: {council of Skell: government}
places: {Skell: City, Port Aldane: City, Mole: in skell}
citations: {a: {cues: the council of Skell said, %s}}
```
"""
    for about, ids in (
        ("mode: indirect", ("jo-hale", "skell", "port-aldane")),
        ("about: not skell", ("jo-hale", "port-aldane")),
        ("about: [not hale, also mole]", ("skell", "port-aldane", "mole")),
        ("about: mole", ("mole",)),
        ("about: []", ()),
    ):
        article = whole((story % about).encode())
        assert article.citations[0].about == ids
        content = write(article)
        assert whole(content) == article
        assert about == "mode: indirect" or about.encode() in content


def test_covered_words_reach_to_the_ends_of_their_sentence() -> None:
    """An ellipsis after the first words, or before the last ones; what it cannot find is a finding."""
    story = "---\nnewsld: 2\n---\nFirst. He left Skell in March, the mayor said.[^a]\n\n[^a]: No source given.\n\n%s"
    for covers, words in (
        ("… in March", "He left Skell in March"),
        ("left Skell …", "left Skell in March, the mayor said"),
        ("[He …, the mayor …]", "He left Skell in March, the mayor said"),
    ):
        article = whole((story % f"```yaml newsld\ncitations: {{a: {{covers: {covers}}}}}\n```\n").encode())
        assert article.citations[0].covers[0].slice(article.text) == words
        assert whole(write(article)) == article
    data = "```yaml newsld\ncitations: {a: {covers: First …}}\n```\n"
    _, findings = read_back((story % data).encode())
    assert [one.code for one in findings] == ["NLD-GRD-001"]


def test_covered_words_with_brackets_or_an_ellipsis_are_written_whole() -> None:
    """`… the[^1]past week` would mean the words between the brackets."""
    for body in ("Floods hit it in the\\[^1\\]past week", "Floods hit … it in a … week"):
        story = f"---\nnewsld: 2\n---\n{body}, the mayor said.[^a]\n\n[^a]: No source given.\n\n"
        data = "```yaml newsld\ncitations: {a: {covers: {from: Floods, to: week}}}\n```\n"
        article = whole((story + data).encode())
        assert article.citations[0].covers[0].slice(article.text) == body.replace("\\", "")
        assert whole(write(article)) == article


def test_cues_are_looked_for_in_the_sentences_of_the_footnote() -> None:
    """Words that occur in other sentences too need nothing around them; others are looked for everywhere."""
    story = (
        "---\nnewsld: 2\n---\nHe said so. It leaks, the mayor said.[^a] He left, they said.[^b] Told again.[^a]\n\n"
        "[^a]: No source given.\n\n[^b]: No source given.\n\n"
        "```yaml newsld\ncitations: {a: {cues: [said, Told, so]}, b: {cues: said}}\n```\n"
    )
    article = whole(story.encode())
    first, second = article.citations
    assert [one.slice(article.text) for one in (*first.cues, *second.cues)] == ["said", "Told", "so", "said"]
    assert article.text[: first.cues[0].start].endswith("the mayor ")
    assert article.text[: second.cues[0].start].endswith("they ")
    assert b"cues: said" in write(article)
    assert whole(write(article)) == article


def test_two_names_with_one_id_are_a_finding_at_the_second() -> None:
    """The id follows from the name."""
    _, findings = documents(block("people: {Jo Hale: {}, jo hale: {}}\n"))
    assert [(it.code, it.line, it.column) for it in findings] == [("NLD-SYN-002", 8, 23)]


@pytest.mark.parametrize(
    ("data", "column", "advice"),
    [
        ("people: {Ann Poe: mayor}", 19, "write a role under `roles`"),
        ("people: {Ann Poe: {name: Ann B. Poe}}", 19, "remove `name`"),
        ("organizations: {Coast Wire: NewsMediaOrganisation}", 29, "did you mean NewsMediaOrganization?"),
        ("organizations: {line: Sound Lines (Companyy)}", 23, "line: Line (Corporation)"),
        ("organizations: {line: 'Sound Lines (group, of The City)'}", 23, "give an id after “of”"),
        ("organizations: {line: {name: Sound Lines (hm), roles: []}}", 23, "use the name as the key"),
        ("places: {skell: 'Skell (City, Landform) - an island'}", 17, "long dash: “— an island”"),
        ("places: {Skell: City - an island}", 17, "“City — an island”"),
        ("places: {orlow: city}", 17, "orlow: Orlow (City)"),
        ("places: {Dam: Dam of Skell (CivicStructure)}", 15, "write “Dam: CivicStructure”"),
        ("figures: {a: 5% — share}", 14, "write “5 % — share”"),
        ("figures: {a: 300 people}", 14, "write “300 people — what it measures”"),
        ("figures: {a: 300 people - lost}", 14, "write “300 people — lost”"),
        ("figures: {a: 'between 2,800 and 3100 crowns — cost'}", 14, "write “2800 to 3100 crowns — cost”"),
        ("figures: {a: 5-6 boats — lost}", 14, "write “5 to 6 boats — lost”"),
        ("figures: {a: more than 5 boats — lost}", 14, "write “over 5 boats — lost”"),
        ("figures: {a: {is: some 5 boats — lost, period: 2024}}", 14, "write “about 5 boats — lost”"),
    ],
)
def test_a_short_form_without_a_meaning_is_one_finding_with_the_form_that_was_meant(
    data: str, column: int, advice: str
) -> None:
    """Nothing else is reported: the entry keeps its id, and a figure what can be read."""
    text = "---\nnewsld: 2\nmentions: explicit\n---\nText.\n\n```yaml newsld\n" + data + "\n```\n"
    _, findings = documents(text.encode())
    assert [(one.code, one.line, one.column) for one in findings] == [("NLD-SCH-009", 8, column)]
    assert advice in str(findings[0].suggestion)


def test_parentheses_with_a_capital_that_resemble_no_type_belong_to_the_name() -> None:
    """So do all those of a key that is the name."""
    data = block(
        "organizations: {pp: Partido Popular (PP), dc: 'DC (1998)', u: Union (Skell)}\n"
        "places: {Springfield (Illinois): City}\n"
    )
    article = whole(data)
    assert {one.name for one in article.organizations} == {
        "Partido Popular (PP)",
        "DC (1998)",
        "Union (Skell)",
    }
    assert [(one.id, one.name) for one in article.places] == [
        ("springfield-illinois", "Springfield (Illinois)")
    ]
    assert whole(write(article)) == article


def test_names_that_look_like_notes_are_written_so_that_they_stay_names() -> None:
    """Parentheses and dashes of a name are no notes."""
    names = (
        "Foo (news)",
        "Bar (group) — x",
        "Baz — y",
        "Qux (in skell, of foo)",
        "Quux (Q1)",
        "Corge (claimed)",
        "Grault (a town)",
        "Garply (City) - here",
        "city",
        "Waldo (PP)",
    )
    article = newsld.NewsArticle.model_validate(
        {
            "organizations": [{"id": f"o-{at}", "name": name} for at, name in enumerate(names)],
            "events": [{"id": f"e-{at}", "name": name, "about": ["o-1"]} for at, name in enumerate(names)],
            "body": "Text.",
        }
    )
    assert whole(write(article)) == article


# -- what an export measures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", fixture_articles())
def test_the_front_matter_is_what_a_publishing_system_has(name: str) -> None:
    """At most 12 lines, and none of the captured data."""
    parts = split_file(write(fixture_articles()[name]).decode())
    assert isinstance(parts, FileParts)
    assert parts.front.count("\n") <= 13
    assert not re.search(r"(?m)^(people|organizations|places|events|citations|mentions):", parts.front)


def test_the_short_story_of_asylum_is_short() -> None:
    """The data of the most detailed story takes much less room than it did: 7.7 bytes for a byte of text."""
    article = fixture_articles()["asylum"]
    source, _, _ = write(article).decode().partition(MARKER)
    body = len(article.text.encode())
    assert len(source.encode()) <= SIZE * body
    assert (STORIES / "asylum" / "story.md").read_text("utf-8").rstrip() == source.rstrip()


SIZE = 4.5
"""The most bytes of a file, without the tables for readers, for a byte of the text."""


@pytest.mark.parametrize("name", fixture_articles())
def test_no_link_of_an_exported_story_is_dead(name: str) -> None:
    """Every link into the page has a target, and no reference shows its brackets, in an independent parser."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    judge = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    page = judge.render(write(fixture_articles()[name]).decode())
    targets = set(re.findall(r'id="([^"]+)"', page))
    text = page.replace(page[page.find("<pre>") : page.find("</pre>")], "")
    assert set(re.findall(r'href="#([^"]+)"', text)) <= targets
    assert not re.search(r"\]\[|\[\^", text)


@pytest.mark.parametrize("name", fixture_articles())
def test_a_short_form_loses_nothing(name: str) -> None:
    """The data of every fixture survives its short forms."""
    article = fixture_articles()[name]
    data = story_data(article)
    assert newsld.read(write(article)) == [article]
    assert (
        expand_data(
            expand_names(short_data(data, article.text, lambda value: value), []), article.text, []
        ).keys()
        == data.keys()
    )
