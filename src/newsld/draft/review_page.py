"""Show the open items of a draft as one static HTML page, without scripts and without requests."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from typing import Final

from newsld.draft.review import Question, questions
from newsld.model import NewsArticle

_STYLE: Final = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;line-height:1.25}
article{border-top:1px solid #8888;padding:.9rem 0}
blockquote{margin:.3rem 0 .5rem;padding-left:.8rem;border-left:3px solid #8888}
mark{background:#ffe58a;color:#000}
ol{margin:.3rem 0 .3rem 1.2rem;padding:0}
p{margin:.2rem 0}
small,.why{color:#666}
@media (prefers-color-scheme:dark){small,.why{color:#aaa}}
code{font-size:.85em;overflow-wrap:anywhere}
"""


def review_page(article: NewsArticle, name: str) -> bytes:
    """Return the page of a draft: each open item with its sentence, the reason, the answers and its id.

    Everything that comes from the story is escaped; the policy of the page allows nothing but its own style.
    """
    return "".join(_page(article, name)).encode("utf-8", "replace")


def _page(article: NewsArticle, name: str) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    title = escape(article.headline or name)
    asked = list(questions(article))
    sure = article.draft.sure if article.draft is not None else ()
    language = f' lang="{escape(article.in_language)}"' if article.in_language else ""
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Review: {title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1><span{language}>{title}</span></h1>\n"
        f"<p>{len(asked)} to look at, {len(sure)} sure. The questions are in the order of what a mistake costs: who "
        "said it, identity, figures, dates. This page is for reading, and changes nothing: answer the questions with "
        f"<code>newsld review {escape(name)} --by NAME</code>, or confirm an item with "
        f"<code>newsld review {escape(name)} --by NAME --confirm ID</code>.</p>\n"
    )
    for question in asked:
        yield _question(question, language)
    if sure:
        items = ", ".join(f"<code>{escape(one)}</code>" for one in sure)
        yield f"<article>\n<h2>Sure</h2>\n<p>{items}</p>\n</article>\n"
    yield "</main>\n</body>\n</html>\n"


def _question(question: Question, language: str) -> str:
    item = question.item
    place = f"Paragraph {question.paragraph}" if question.paragraph is not None else "Not in the text"
    why = f'<p class="why">{escape(question.reason)}</p>\n' if question.reason else ""
    quoted = f"<blockquote{language}>{_marked(question)}</blockquote>\n" if question.sentence else ""
    answers = "".join(f"<li>{escape(answer)}</li>" for answer in question.answers)
    return (
        f"<article>\n<p><small>{place}</small></p>\n{quoted}"
        f"<p><strong>{escape(question.asked)}</strong></p>\n<ol>{answers}</ol>\n{why}"
        f"<p><code>{escape(item.item)}</code></p>\n</article>\n"
    )


def _marked(question: Question) -> str:
    """Return the sentence with the words of the item marked."""
    if question.marked is None:
        return escape(question.sentence)
    start, end = question.marked
    before, inside, after = question.sentence[:start], question.sentence[start:end], question.sentence[end:]
    return f"{escape(before)}<mark>{escape(inside)}</mark>{escape(after)}"
