"""Templates: Jinja and Django write the script of a story into a page as `embed` does."""

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
from newsld.findings import Unreadable, Unwritable
from newsld.findings.errors import UsageError
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
    """Return a template engine with its tags."""
    return TAGS[request.param]


class _Scripts(HTMLParser):
    """Collects the scripts of a page and the other tags, with the parser of the standard library."""

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
    """Return the data of an article as the writer produces it."""
    return json.loads(json.dumps(to_jsonld(article, full=False), default=str))


@pytest.mark.parametrize("name", fixture_articles())
def test_the_script_has_the_data_of_the_page_profile(name: str, engine: tuple[Render, str, str, str]) -> None:
    """The same as `to_jsonld(full=False)` and as the file that export writes, for every fixture story."""
    render, tag, _, data_alone = engine
    article = fixture_articles()[name]
    (found,) = _Scripts(render(f"<head>{tag}</head>", story=article)).scripts
    assert found[0] == {"type": "application/ld+json", "data-newsld": None}
    assert json.loads(found[1]) == _data(article)
    assert render(data_alone, story=article).encode() == newsld.write(article, "jsonld", jsonld="page")


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
    """Any nonce stays in the attribute; an empty or undefined one gives no attribute."""
    render, plain, tag, _ = engine
    (article, *_) = fixture_articles().values()
    for nonce in ("abc+/==", "\"><script>alert('1')</script>", "a&amp;b"):
        ((attributes, _),) = _Scripts(render(tag, story=article, nonce=nonce)).scripts
        assert attributes["nonce"] == nonce
    without = render(plain, story=article)
    assert render(tag, story=article, nonce=None) == render(tag, story=article, nonce="") == without
    assert render(tag, story=article) == without


def test_a_nonce_may_be_lazy(engine: tuple[Render, str, str, str]) -> None:
    """Frameworks create it on first use; until then it is false."""

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
def test_a_path_is_read_as_a_story(
    kind: Callable[[Path], str | Path], engine: tuple[Render, str, str, str]
) -> None:
    """The script is the same as for the article."""
    render, tag, _, _ = engine
    (name, *_) = fixture_articles()
    page = render(tag, story=kind(fixture_paths()[name]))
    assert page == render(tag, story=fixture_articles()[name])


def test_embedding_into_the_page_changes_nothing(engine: tuple[Render, str, str, str]) -> None:
    """`embed` recognizes the script: the same story changes nothing, another one replaces it."""
    render, tag, _, _ = engine
    first, second, *_ = fixture_articles().values()
    page = render(f'<!doctype html>\n<meta charset="utf-8">\n<title>t</title>\n{tag}\n<p>w', story=first)
    assert newsld.embed(page, first) == page
    assert newsld.embed(page, second) == page.replace(jsonld(first), jsonld(second))


@pytest.mark.parametrize(
    ("story", "message"),
    [
        ({"headline": "a"}, "passed a dict as a story"),
        (b"newsld: 2", "passed a bytes as a story"),
        ([], "passed nothing"),
        (None, "passed nothing"),
        ("", "passed nothing"),
        ("no/such/story.md", "no/such/story.md"),
    ],
)  # fmt: skip
def test_other_arguments_are_refused_with_a_suggestion(
    story: Any, message: str, engine: tuple[Render, str, str, str]
) -> None:
    """A wrong argument is an error in the template, and is raised."""
    render, tag, _, _ = engine
    with pytest.raises(UsageError, match=message):
        render(tag, story=story)


def test_a_variable_that_is_not_there_is_refused(engine: tuple[Render, str, str, str]) -> None:
    """An undefined variable is never read as the current folder."""
    render, tag, _, _ = engine
    with pytest.raises(UsageError, match="newsld"):
        render(tag)


def test_a_story_with_an_error_is_refused(tmp_path: Path) -> None:
    """As `embed` does, from a file and from memory, with the findings; a file of two stories as well."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("newsld: 2\nheadline: a\nauthor: nobody\n", "utf-8")
    with pytest.raises(Unreadable, match="NLD-REF-001"):
        script(bad)
    (article, *_) = fixture_articles().values()
    broken = article.model_copy(update={"author": ("nobody",)})
    with pytest.raises(Unwritable, match="NLD-REF-001"):
        script(broken)
    two = tmp_path / "two.jsonl"
    two.write_text('{"newsld": 2, "headline": "a"}\n{"newsld": 2, "headline": "b"}\n', "utf-8")
    with pytest.raises(UsageError, match="contains 2 stories"):
        script(two)


def test_jinja_takes_it_as_an_extension_by_name() -> None:
    """As in the settings of site generators."""
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
    """`import newsld` and `newsld.contrib` import neither Jinja nor Django."""
    program = (
        "import sys, newsld, newsld.contrib; print({'jinja2', 'django', 'markupsafe'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
