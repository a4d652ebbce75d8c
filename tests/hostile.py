"""Values that some format, parser or spreadsheet is known to take for something else."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = (
    "a", "word", " ", "  ", "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", ". ", "said. ", ", ",
    "*a*", "**", "_", "__b__", "`code`", "~~", "# ", "\n# head", "\n- item", "\n1. one", "\n> quote", "---",
    "\n---\n",
    "\n===\n", "    indented", "|", "| a | b |\n|---|---|", "[^1]: ", "[^1]", "[a][b]", "[a]: x", "[sic]",
    "![p](q)", "](", "[",
    "]", "\\", "\\\\", "\\n", "&amp;", "&#32;", "&lt", "&copy;", "<", ">", "</script>", "<!--", "-->", "]]>",
    "<b>x</b>",
    "<https://e.example>", "=1+1", "+1", "-1", "@SUM(A1)", "%", "${x}", "{{x}}", "{", "}", "#", "!", "^", ":",
    ": ", " #", "? ",
    '"', "'", "“said”", "“open,”", "‘a’", "«b»", "„c“", "”", "’", "…", "–",
    "é", "e\u0301", "\u212b", "\u00e5", "\U0001f600", "\U0001f468\u200d\U0001f469",
    "\u05e9\u05dc\u05d5\u05dd", "\u202eabc\u202c",
    "\u2028", "\u2029", "\u0085", "\u00a0", "\u200b", "\ufeff", "\u3000", "\ufffd", "\uffff", "\x01", "\x07",
    "\x0b", "\x0c", "\x1b", "\x1f",
    "\x7f", "\x9f", "中文。", "١٢", "NO", "null", "~", "true", "12:30", "2024-12-08", "0x1F", "1e3", ".5",
    "007", "<!-- newsld: for readers -->", "newsld: 2", "---\n", "...\n", "Dr. Smith ", "U.S. ",
    "carried over from",
    "citing", " and ", "; origin not given",
)  # fmt: skip
"""Pieces of text that some format, parser or spreadsheet is known to take for something else."""

EDTF_DATES = (
    "2024-12-08", "2011-03", "1971", "2024-12-08?", "2024-11~", "[..2000-07]", "2024-11-27/..",
    "2024-11-27/2024-12-08", "../1999", "-0044",
    "198X", "2001-21", "[1667,1668]", "2024-12-08T10:30:00Z", "2004-06-11%", "2024-02-29",
)  # fmt: skip
"""Dates of a story that are valid EDTF, plain and not."""

TIMESTAMPS = (
    "2025-03-04T18:20:00+00:00", "2025-03-04T18:20:00Z", "2024-12-08T23:59:59.123+05:30",
    "2024-12-08t00:00:00z", "1999-12-31T23:59:59-11:00",
)  # fmt: skip
"""Timestamps that are valid RFC 3339, in different spellings."""

SLUGS = (
    "a", "b", "c1", "no", "null", "true", "y", "123", "1e3", "0x1f", "2024", "2024-12-08", "2011-03", "12-30",
    "ines-farrow", "x-1-y",
    "kremlin", "newsld", "id", "extra", "a-b", "reuters", "coast-wire", "port-aldane", "strike", "held-up",
    "officials", "un",
)  # fmt: skip
LABELS = ("1", "2", "10", "a", "gates", "authority", "no", "2024-12-08", "x-1-y", "reuters")
ADDRESSES = (
    "https://herald.example/a", "https://herald.example/%E2%82%AC?q=1&r=2#top",
    "http://www.wikidata.org/entity/Q1", "https://es.example/año/(x)",
    "mailto:desk@herald.example", "urn:isbn:0451450523", "https://herald.example/a_b*c*",
)  # fmt: skip
NUMBERS = (
    "0",
    "1",
    "40000",
    "350000",
    "-3",
    "0.1",
    "3.14",
    "99.5",
    "1e24",
    "12345678901234567890.123456789",
    "-0.0000001",
    "1E+30",
)
LANGUAGES = ("en", "en-IN", "sr-Latn", "zh-Hant-TW", "no")
EXTRA = {
    "article": (
        "wordCount",
        "thumbnailUrl",
        "datePublished",
        "isAccessibleForFree",
        "author",
        "copyrightNotice",
        "https://ns.example/tone",
    ),
    "person": ("telephone", "gender", "birthDate", "name", "nationality"),
    "organization": ("slogan", "telephone", "foundingDate", "location"),
    "place": ("telephone", "latitude", "hasMap"),
    "event": ("duration", "startDate", "organizer", "inLanguage"),
    "image": ("representativeOfPage", "width", "contentSize"),
    "part": ("name", "isAccessibleForFree"),
    "correction": ("author", "datePublished"),
}
VALUES = (
    "09/12/2024", "True", "A Writer", "", " ", 300, 1.5, -7, True, False, ["one", "two"], "=1+1", "</script>",
    "“quoted” [x][y] \U0001f600",
    {"@type": "Person", "name": "A Writer"}, [{"@type": "Organization", "name": "A Desk"}, "B"],
    {"@id": "https://herald.example/#staff"},
)  # fmt: skip


def texts(*, nul: bool = False) -> st.SearchStrategy[str]:
    """Short texts, never empty: mostly hostile pieces, some of any characters but surrogates."""
    pieces = (*HOSTILE, "\0", "a\0b") if nul else HOSTILE
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="" if nul else "\0")
    return st.one_of(
        st.sampled_from(pieces),
        st.lists(st.sampled_from(pieces), min_size=2, max_size=4).map("".join),
        st.text(letters, min_size=1, max_size=6),
    )


def bodies(*, nul: bool = False) -> st.SearchStrategy[str]:
    """Texts of a body, which is never empty."""
    return st.lists(texts(nul=nul), min_size=1, max_size=12).map("".join)
