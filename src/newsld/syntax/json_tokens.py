"""The tokens of JSON, and of what people write in place of them."""

from __future__ import annotations

import re
from typing import Final

from newsld.syntax.json_strings import INVISIBLE, QUOTE
from newsld.syntax.patterns import lazy_pattern

TOKEN: Final = lazy_pattern(
    rf"""[ \t\n\r]*+(?:
      (?P<text>"[^"\\\x00-\x1f\ud800-\udfff]*+")
    | (?P<wrap>(?:(?://|/\*)[ \t]*+)?+(?:<!\[CDATA\[|(?:<!)?+\]\]>|<!--|-->)(?:[ \t]*+\*/)?+)
    | (?P<sign>[\[\]{{}},:])
    | (?P<number>-?(?:0|[1-9][0-9]*+)(?P<fraction>(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)(?![\w.+-]))
    | (?P<word>-?[A-Za-z_$@][\w$@-]*+)
    | (?P<quote>{QUOTE})
    | (?P<comment>//[^\n]*+|\#[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)
    | (?P<junk>[{INVISIBLE}]++)
    | (?P<escape>(?:\\[nrt])++)
    | (?P<foreign>;|=>?+)
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
WHITESPACE: Final = lazy_pattern(r"[ \t\n\r]*+")
COMMENT_TEXT: Final = lazy_pattern(r"\s*+[^\s\[{\"/<]")
COLON_NEXT: Final = lazy_pattern(r"[ \t\n\r]*+[:=]")
UNEXPECTED: Final = lazy_pattern(r"[-+.\w]{1,40}|.", re.DOTALL)

WORDS: Final = {"true": True, "false": False, "null": None}
NOT_NUMBERS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
PYTHON_WORDS: Final = frozenset({"True", "False", "None"})
JSON_WORDS: Final = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null"}
