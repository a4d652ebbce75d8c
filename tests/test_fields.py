"""Law 7: a field is declared once, in its model, and every format carries it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import build_field_table
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.article_tables import AGENT_PROPERTIES
from newsld.formats.tables.columns import LIST_TABLES, fields_in_columns
from newsld.model import Citation, Hop, NewsArticle, Participant, Quotation, Role
from newsld.model.fields import MODELS, ModelField, fields_of, properties_of
from newsld.model.node import Part, Thing
from newsld.model.vocabulary import is_property
from newsld.schemaorg.jsonld import records
from newsld.schemaorg.jsonld.property_writer import property_steps
from strategies import articles

ROOT = Path(__file__).resolve().parent.parent
FIELDS = [(model, field) for model in MODELS for field in fields_of(model)]
IDS = [f"{model.__name__}.{field.name}" for model, field in FIELDS]
NODE = {"id", "iri", "type", "extra"}
"""Fields that every table of things has in the same columns, and `extra` in the table of properties."""

TABLES_OF_PARTS = {
    "image", "has_part", "correction", "body", "people", "organizations", "places", "events", "quotations",
    "figures", "citations", "mentions", "roles", "participants", "chain",
}  # fmt: skip


def test_there_are_fields_to_test() -> None:
    """Tests without cases would pass without testing anything."""
    assert len(FIELDS) > 100


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=IDS)
def test_a_field_is_described(model: type[Part], field: ModelField) -> None:
    """Its docstring is the description of columns, schemas and docs."""
    assert field.description.endswith("."), f"{model.__name__}.{field.name} needs a docstring below it"


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, Thing)])
def test_a_property_is_one_term_of_schema_org(model: type[Thing]) -> None:
    """No two fields share a term, the writer has each once, and schema.org knows it."""
    terms = [field.term for field in properties_of(model)]
    assert terms and len(set(terms)) == len(terms)
    assert all(is_property(str(term)) for term in terms)
    for keys in ("field", "alias"):
        assert [term for _, term, _ in property_steps(model, keys)] == terms


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=IDS)
def test_a_field_is_in_one_column_or_table(model: type[Part], field: ModelField) -> None:
    """It is a column of its model's table, or it has a table: for a list, for its parts, for links."""
    places: list[str] = []
    if field.name in NODE:
        places.append("node")
    if field in fields_in_columns(model):
        places.append("column")
    if field.name in TABLES_OF_PARTS:
        places.append("parts")
    if field.alias in LIST_TABLES and field.many:
        places.append(LIST_TABLES[field.alias])
    if field.kind == "reference" and field.many:
        places.append(
            "article_authors" if model is NewsArticle and field.alias in AGENT_PROPERTIES else "links"
        )
    assert len(places) == 1, places


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_is_in_its_table_once(table: object) -> None:
    """Two columns with the same name would overwrite each other."""
    names = Counter(column.name for column in table.columns)  # type: ignore[attr-defined]
    assert names.most_common(1)[0][1] == 1, names


def test_generated_articles_have_every_field() -> None:
    """The strategies that generate articles for the laws use every field."""
    seen: set[str] = set()

    @settings(
        max_examples=25, derandomize=True, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(articles(full=True))
    def collect(article: NewsArticle) -> None:
        _collect(article, seen)

    collect()
    assert sorted(set(IDS) - seen) == []


def _collect(part: Part, seen: set[str]) -> None:
    for field in fields_of(type(part)):
        value = part.__dict__[field.name]
        if value not in (None, (), {}, field.default):
            seen.add(f"{type(part).__name__}.{field.name}")
        for item in value if type(value) is tuple else (value,):
            if isinstance(item, MODELS):
                _collect(item, seen)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Role, records.ROLE_FIELDS),
        (Participant, records.PARTICIPANT_FIELDS),
        (Hop, records.HOP_FIELDS),
        (Citation, records.CITATION_FIELDS),
        (Quotation, records.QUOTATION_FIELDS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_writer_of_json_ld_takes_every_field_of_a_part(
    model: type[Part], fields: tuple[str, ...]
) -> None:
    """Parts of chains and roles are written by hand: this test fails for a field that is added."""
    assert sorted(fields) == sorted(model.model_fields)


# -- a field is added to a model, and nothing else is touched ----------------------------------------------------

ADDED = {
    "a text of a person": ("entities.py", "class Person(Party):", "additional_name: Text | None = None"),
    "texts of a person": ("entities.py", "class Person(Party):", "award: Many[Text] = ()"),
    "a date of an organization": ("entities.py", "class Organization(Party):", "dissolution_date: Dated | None = None"),
    "a reference of a place": ("entities.py", "class Place(Entity):", "contains_place: PlaceReference | None = None"),
    "relations of a person": ("entities.py", "class Person(Party):", "knows: Many[PersonRelation] = ()"),
    "a relation of an event": ("events.py", "class Event(TypedThing):", "previous_event: EventRelation | None = None"),
    "references of an event": ("events.py", "class Event(TypedThing):", "performer: Many[AgentReference] = ()"),
    "an address of the article": ("article.py", "class NewsArticle(TypedThing):", "thumbnail_url: Iri | None = None"),
    "a number of an event": (
        "events.py", "class Event(TypedThing):", "maximum_attendee_capacity: Integer | None = None",
    ),
}  # fmt: skip
VALUES = {
    "additionalName": ("people", "ann", "“Al”, Jr."),
    "award": ("people", "ann", ["one; two", "three"]),
    "dissolutionDate": ("organizations", "org", {"date": "2024-11~", "basis": "inferred", "words": "Words"}),
    "containsPlace": ("places", "town", "quay"),
    "knows": ("people", "ann", ["bob", {"id": "cy", "basis": "inferred", "words": "Words"}]),
    "previousEvent": ("events", "gala", {"id": "ball", "basis": "stated", "words": "a body"}),
    "performer": ("events", "gala", ["ann", "org"]),
    "thumbnailUrl": ("", "", "https://herald.example/thumb.jpg"),
    "maximumAttendeeCapacity": ("events", "gala", 120),
}

PROGRAM = """
import sys
import newsld
from newsld.formats import FORMATS, ReadOptions
from newsld.model.fields import fields_of
from newsld.model.from_document import article_from
from newsld.pipeline.story_checks import check_article
from newsld.syntax.document import Source
values = {values!r}
story = {{
    "newsld": 2, "url": "https://herald.example/gala", "headline": "Gala", "body": "Words of a body.",
    "people": {{"ann": {{"name": "Ann"}}, "bob": {{"name": "Bob"}}, "cy": {{"name": "Cy"}}}},
    "organizations": {{"org": {{"name": "Org"}}}},
    "places": {{"town": {{"name": "Town"}}, "quay": {{"name": "Quay"}}}},
    "events": {{"gala": {{"name": "Gala"}}, "ball": {{"name": "Ball"}}}},
}}
for key, (collection, name, value) in values.items():
    (story[collection][name] if collection else story)[key] = value
article = article_from(story)
nodes = (article, *article.entities, *article.events)
names = {{field.alias for node in nodes for field in fields_of(type(node))}}
assert values.keys() <= names, "the fields are not there"
assert not any(one.extra for one in nodes), "a field is not typed"
formats = [one.name for one in FORMATS if one.reads and one.writes]
assert len(formats) > 5
for name in formats:
    loaded = newsld.load(newsld.write(article, name), name)
    assert loaded.articles == (article,), name
sys.stdout.write(" ".join(formats))
"""


def test_the_field_table_is_up_to_date() -> None:
    """`make schemas` regenerates it."""
    assert build_field_table.TABLE.read_bytes() == build_field_table.content()


def test_a_field_that_is_added_to_a_model_alone_survives_every_format(tmp_path: Path) -> None:
    """A new field needs only its declaration in the model, as nine kinds of fields show."""
    shutil.copytree(
        ROOT / "src" / "newsld", tmp_path / "newsld", ignore=shutil.ignore_patterns("__pycache__")
    )
    for file, heading, declaration in ADDED.values():
        path = tmp_path / "newsld" / "model" / file
        before, head, after = path.read_text("utf-8").partition(heading)
        start = after.index("default_type: ClassVar")
        start = after.index("\n", start) + 1
        added = f'\n    {declaration}\n    """A field that a test added."""\n'
        path.write_text("".join((before, head, after[:start], added, after[start:])), "utf-8")
    for file in {file for file, _, _ in ADDED.values()}:
        path = tmp_path / "newsld" / "model" / file
        names = "AgentReference, Integer, Iri, Many, PlaceReference, Text"
        head = "from __future__ import annotations\n"
        path.write_text(
            path.read_text("utf-8").replace(
                head,
                f"{head}\nfrom newsld.model.value_types import {names}\n"
                "from newsld.model.relation import EventRelation, PersonRelation\n",
                1,
            ),
            "utf-8",
        )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    table = ROOT / "tools" / "build_field_table.py"  # what `make schemas` runs
    subprocess.run([sys.executable, table], check=True, env=environment)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(values=VALUES)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert "csv" in done.stdout.split() and "jsonld" in done.stdout.split()
