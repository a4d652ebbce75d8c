"""Templates: a story's script stands in a page of Jinja or Django as `embed` would have put it there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import newsld
from embedding_cases import HOSTILE, hostile_story
from newsld.contrib import jsonld, script
from newsld.findings.errors import Unreadable, Unwritable, UsageError
from newsld.model import NewsArticle
from newsld.schemaorg.jsonld.writer import to_jsonld
from stories import fixture_articles, fixture_paths

LEFT = iter(HOSTILE)
GROUPS = list(iter(lambda: tuple(islice(LEFT, 5)), ()))
"""The names of hostile texts, a few to a story."""

Render = Callable[..., str]
"""A template as text and its variables, to the page that an engine makes of them."""


def _jinja(template: str, *, autoescape: bool = True, **variables: Any) -> str:
    jinja2 = pytest.importorskip("jinja2", reason="Jinja is not installed")
    from newsld.contrib.jinja import install

    environment = jinja2.Environment(autoescape=autoescape)
    install(environment)
    made: str = environment.from_string(template).render(**variables)
    return made


def _django(template: str, *, autoescape: bool = True, **variables: Any) -> str:
    django = pytest.importorskip("django", reason="Django is not installed")
    from django.conf import settings
    from django.template import Context, engines

    if not settings.configured:
        backend = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        settings.configure(INSTALLED_APPS=["newsld.contrib.django"], TEMPLATES=[backend])
        django.setup()
    made = engines["django"].from_string("{% load newsld %}" + template).template
    return str(made.render(Context(variables, autoescape=autoescape)))


TAGS = {
    "jinja": (_jinja, "{{ newsld_script(story) }}", "{{ newsld_script(story, nonce) }}", "{{ story | newsld_jsonld }}"),
    "django": (
        _django, "{% newsld_script story %}", "{% newsld_script story nonce=nonce %}", "{{ story|newsld_jsonld }}"
    ),
}  # fmt: skip
"""How each engine renders, and how its templates write the script, the script with a nonce, and the data alone."""


@pytest.fixture(params=TAGS)
def engine(request: pytest.FixtureRequest) -> tuple[Render, str, str, str]:
    """An engine with its tags."""
    return TAGS[request.param]


class _Scripts(HTMLParser):
    """The scripts of a page as the standard library finds them, and the other tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.tags: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["script"]:
            attributes, text = self.scripts[-1]
            self.scripts[-1] = attributes, text + data

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")


def _data(article: NewsArticle) -> Any:
    """What the page says of an article, by way of the writer alone."""
    return json.loads(json.dumps(to_jsonld(article, full=False), default=str))


@pytest.mark.parametrize("name", fixture_articles())
def test_the_script_has_the_data_of_the_page_profile(name: str, engine: tuple[Render, str, str, str]) -> None:
    """The same as `to_jsonld(full=False)` and as the file that export writes, for every fixture story."""
    render, tag, _, data_alone = engine
    article = fixture_articles()[name]
    (found,) = _Scripts(render(f"<head>{tag}</head>", story=article)).scripts
    assert found[0] == {"type": "application/ld+json", "data-newsld": None}
    assert json.loads(found[1]) == _data(article)
    assert render(data_alone, story=article).encode() == newsld.write(article, "jsonld", profile="page")


@pytest.mark.parametrize("autoescape", [True, False], ids=["escaping", "not escaping"])
@pytest.mark.parametrize("texts", GROUPS, ids=lambda texts: texts[0])
def test_no_text_breaks_out_of_the_script(
    texts: tuple[str, ...], autoescape: bool, engine: tuple[Render, str, str, str]
) -> None:
    """Hostile texts in every field, whether the engine escapes by itself or not: one script, and the same data."""
    render, tag, _, _ = engine
    article = hostile_story(*[HOSTILE[text] for text in texts])
    page = _Scripts(render(f"<head>{tag}</head><p>", autoescape=autoescape, story=article))
    assert page.tags == ["head", "script", "/script", "/head", "p"]
    ((_, text),) = page.scripts
    assert json.loads(text) == _data(article)
    assert not set("<>&\u2028\u2029") & set(text)


def test_a_nonce_is_an_attribute_and_no_nonce_is_none(engine: tuple[Render, str, str, str]) -> None:
    """Whatever is in it stays in the attribute; an empty one, or one that the template lacks, leaves no trace."""
    render, plain, tag, _ = engine
    (article, *_) = fixture_articles().values()
    for nonce in ("abc+/==", "\"><script>alert('1')</script>", "a&amp;b"):
        ((attributes, _),) = _Scripts(render(tag, story=article, nonce=nonce)).scripts
        assert attributes["nonce"] == nonce
    without = render(plain, story=article)
    assert render(tag, story=article, nonce=None) == render(tag, story=article, nonce="") == without
    assert render(tag, story=article) == without


def test_a_nonce_may_be_made_when_it_is_asked_for(engine: tuple[Render, str, str, str]) -> None:
    """Frameworks make one for the pages that use it, and it counts as false until then."""

    class Lazy:
        made = False

        def __bool__(self) -> bool:
            return self.made

        def __str__(self) -> str:
            self.made = True
            return "secret"

    render, _, tag, _ = engine
    (article, *_) = fixture_articles().values()
    assert ' nonce="secret">' in render(tag, story=article, nonce=Lazy())


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_stands_for_the_story_in_it(
    kind: Callable[[Path], str | Path], engine: tuple[Render, str, str, str]
) -> None:
    """The same script as of the article."""
    render, tag, _, _ = engine
    (name, *_) = fixture_articles()
    page = render(tag, story=kind(fixture_paths()[name]))
    assert page == render(tag, story=fixture_articles()[name])


def test_embedding_into_the_page_changes_nothing(engine: tuple[Render, str, str, str]) -> None:
    """`embed` knows the script as its own: the same story leaves the page alone, another one takes its place."""
    render, tag, _, _ = engine
    first, second, *_ = fixture_articles().values()
    page = render(f'<!doctype html>\n<meta charset="utf-8">\n<title>t</title>\n{tag}\n<p>w', story=first)
    assert newsld.embed(page, first) == page
    assert newsld.embed(page, second) == page.replace(jsonld(first), jsonld(second))


@pytest.mark.parametrize(
    ("story", "said"),
    [
        ({"headline": "a"}, "passed a dict as a story"),
        (b"newsld: 1", "passed a bytes as a story"),
        ([], "passed nothing"),
        (None, "passed nothing"),
        ("", "passed nothing"),
        ("no/such/story.md", "no/such/story.md"),
    ],
)  # fmt: skip
def test_what_is_no_story_is_refused_with_the_mend(
    story: Any, said: str, engine: tuple[Render, str, str, str]
) -> None:
    """A page without its data is a fault of the template, which whoever builds the site is told of."""
    render, tag, _, _ = engine
    with pytest.raises(UsageError, match=said):
        render(tag, story=story)


def test_a_variable_that_is_not_there_is_refused(engine: tuple[Render, str, str, str]) -> None:
    """A misspelt name never stands for this folder."""
    render, tag, _, _ = engine
    with pytest.raises(UsageError, match="newsld"):
        render(tag)


def test_a_story_with_an_error_is_refused(tmp_path: Path) -> None:
    """As `embed` does, from a file and from memory, with the findings; a file of two stories as well."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("newsld: 1\nheadline: a\nauthor: nobody\n", "utf-8")
    with pytest.raises(Unreadable, match="NLD-REF-001"):
        script(bad)
    (article, *_) = fixture_articles().values()
    broken = article.model_copy(update={"author": ("nobody",)})
    with pytest.raises(Unwritable, match="NLD-REF-001"):
        script(broken)
    two = tmp_path / "two.jsonl"
    two.write_text('{"newsld": 1, "headline": "a"}\n{"newsld": 1, "headline": "b"}\n', "utf-8")
    with pytest.raises(UsageError, match="contains 2 stories"):
        script(two)


def test_jinja_takes_it_as_an_extension_by_name() -> None:
    """As the settings of generators name extensions."""
    jinja2 = pytest.importorskip("jinja2", reason="Jinja is not installed")
    environment = jinja2.Environment(extensions=["newsld.contrib.jinja.NewsldExtension"])
    (article, *_) = fixture_articles().values()
    assert environment.from_string("{{ newsld_script(story) }}").render(story=article) == script(article)


def test_django_knows_the_app_by_its_label() -> None:
    """`newsld`, and not the last word of its name."""
    pytest.importorskip("django", reason="Django is not installed")
    _django("")
    from django.apps import apps

    assert apps.get_app_config("newsld").name == "newsld.contrib.django"


def test_no_framework_is_loaded_unless_it_is_used() -> None:
    """`import newsld` and the doors' own package know nothing of Jinja and Django."""
    program = (
        "import sys, newsld, newsld.contrib; print({'jinja2', 'django', 'markupsafe'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
