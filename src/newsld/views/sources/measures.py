"""Define what a source audit counts."""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, str]] = {
    "person": "People",
    "group": "Groups of people",
    "institution": "Institutions",
    "place": "States and other places",
    "news_medium": "News media",
}
"""The kinds of sources, each with its heading."""

MEASURES: Final[dict[str, str]] = {
    "stories": "Stories.",
    "stories_without_source": "Stories without a source.",
    "stories_one_source": "Stories with exactly one source.",
    "stories_four_named": "Stories with at least four sources that they name.",
    "stories_unnamed": "Stories with at least one source that they do not name.",
    "stories_news_media": "Stories with at least one statement that reaches them through another news medium.",
    "sources": "Sources, each counted once for every story that has it.",
    "sources_named": "Sources that their story names.",
    "sources_unnamed": "Sources that their story does not name.",
    **{f"sources_{kind}": f"Sources of the kind “{title}”." for kind, title in KINDS.items()},
    "statements": "Attributed statements.",
    "given": "Statements whose origin the story gives.",
    "not_given": "Statements that somebody passes on, without an origin.",
    "own": "Statements that the publication makes on its own authority.",
    "unsourced": "Statements without any source.",
    "one_source": "Statements whose origin is one source, with those that repeat them.",
    "named": "Statements whose origins are all named.",
    "unnamed": "Statements with at least one origin that the story does not name.",
    "only_unnamed": "Statements with no origin that the story names.",
    "direct": "Statements that the story has from their origin itself.",
    "carried_over": "Statements with a part of their chain from an earlier one, as their sentence does not name it.",
    "news_media": "Statements that have another news medium anywhere in their chain.",
    "documents": "Statements whose origin said so in a document.",
    **{
        f"statements_{kind}": f"Statements with an origin of the kind “{title}”."
        for kind, title in KINDS.items()
    },
    "quotations": "Quotations.",
    "quotations_named": "Quotations whose speakers are all named.",
    "quotations_unnamed": "Quotations with at least one speaker whom the story does not name.",
    "quotations_nobody": "Quotations without a speaker.",
    "quotations_documents": "Quotations of statements whose origin said so in a document.",
    **{
        f"quotations_{kind}": f"Quotations with a speaker of the kind “{title}”."
        for kind, title in KINDS.items()
    },
}
"""What is counted for all stories, and by month, section and author, each with its meaning."""

SOURCE_MEASURES: Final[dict[str, str]] = {
    "stories": "The stories that have it as a source.",
    "statements": "The statements that come from it.",
    "direct": "Those of them that the story has from the source itself.",
    "documents": "Those of them that it made in a document.",
    "quotations": "Its quotations.",
    "passed_on": "The statements of others that it passed on, or passed on without an origin.",
}
"""What is counted for each source."""


def share(part: int, whole: int) -> float | None:
    """Return a part of a whole, from 0 to 1; None without a whole."""
    return part / whole if whole else None
