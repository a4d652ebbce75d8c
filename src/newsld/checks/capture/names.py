"""Check the names of people, organizations and places against the words that mention them."""

from __future__ import annotations

from collections.abc import Iterator

from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer


def check_names(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-009 for words tied to two people, and -010 for names that the story writes otherwise."""
    assert article.body is not None, "the caller checks for a body"
    text = article.body.text
    relatives = {
        one.id: {link.id for link in (*one.parent, *one.children, *one.sibling, *one.spouse)}
        for one in article.people
    }
    holders: dict[tuple[int, int], str] = {}
    for index, mention in enumerate(article.mentions):
        if mention.of is None or mention.of not in relatives or mention.form not in (None, "name", "alias"):
            continue
        first = holders.setdefault((mention.words.start, mention.words.end), mention.of)
        # "The Assad family" names several members of a family at once.
        if first != mention.of and mention.of not in relatives[first] and first not in relatives[mention.of]:
            words = text[mention.words.start : mention.words.end]
            yield Finding(
                "NLD-CAP-009",
                f"{quote(words)} is a name of {first} and of {mention.of} in one place",
                suggestion="keep the person whom the words mean",
                pointer=pointer("mentions", index),
            )
    names = {
        one.id: [name for name in (one.name, *one.alternate_name) if name]
        for one in (*article.people, *article.organizations, *article.places)
    }
    seen: set[tuple[str, str]] = set()
    for index, mention in enumerate(article.mentions):
        if mention.of is None or mention.form != "name" or not names.get(mention.of):
            continue
        words = text[mention.words.start : mention.words.end]
        if words in names[mention.of] or (mention.of, words) in seen:
            continue
        seen.add((mention.of, words))
        written = _normalized(words)
        if not any(written in name or name in written for name in map(_normalized, names[mention.of])):
            yield Finding(
                "NLD-CAP-010",
                f"the words {quote(words)} are a name of {mention.of}, which does not have this name",
                suggestion="correct the name, or add the words to alternateName:",
                pointer=pointer("mentions", index),
            )


def _normalized(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
