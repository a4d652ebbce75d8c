"""What embedding is tried with: texts that break out of scripts, stories full of them, and pages of all kinds."""

from __future__ import annotations

import codecs
import json
from itertools import cycle
from typing import Any, Final

import newsld
from newsld.model import NewsArticle

_RUN: Final = "top.broken = true"

HOSTILE: Final = {
    "end of script": f"</script><script>{_RUN}</script>",
    "end of script with a space": f"</script ><script>{_RUN}</script>",
    "end of script with a line": f"</script\n><script>{_RUN}</script>",
    "end of script with a slash": f"</script/><img src=x onerror='{_RUN}'>",
    "end of script in capitals": f"</SCRIPT><SCRIPT>{_RUN}</SCRIPT>",
    "end of script in letters of Turkey": f"</ſcrıpt></scr\u0130pt><script>{_RUN}</script>",
    "double escape": "<!--<script>",
    "double escape in capitals": "<!-- <SCRIPT ",
    "comment opens": "<!--",
    "comment ends": "--> --!> ->",
    "cdata": f"]]><script>{_RUN}</script><![CDATA[",
    "xml": f'<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml"><script>{_RUN}</script></x>',
    "image": f'"><img src=x onerror="{_RUN}">',
    "svg": f"<svg onload='{_RUN}'><script>{_RUN}</script></svg>",
    "style": f"</style><style onload='{_RUN}'>",
    "title and head": f"</title></head><body onload='{_RUN}'>",
    "template": "</template><template>",
    "noscript": f"</noscript><noscript><p title='</noscript><script>{_RUN}</script>'>",
    "line separators": "one\u2028two\u2029three\u0085four",
    "quotes": "\"double\" 'single' `back` “typographic”",
    "references": "A &amp; B &quot;C&quot; &lt;b&gt; &#60;script&#62; &copy &notit; &",
    "escaped slash": "<\\/script> <\\/ \\u003c/script\\u003e",
    "backslashes": '\\ \\\\ \\" \\n \\u0041 \\x3c \\',
    "template literals": f"${{{_RUN}}} `${{1}}` {{{{ 7*7 }}}} {{% raw %}} <% {_RUN} %> <?php {_RUN}; ?>",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u2067x\u2069 العربية",
    "four bytes": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U00020bb7 \U0010fffd",
    "controls": "a\x01b\x08c\x0bd\x0ce\x1bf\x7fg\x80h\x9f\ufeffi\ufffej\uffff",
    "nul": "a\x00b\x00",
    "line ends": "a\r\nb\rc\nd\te",
    "javascript": f"javascript:{_RUN}//",
    "json": '{"@context": "https://schema.org", "@type": "Person"}, "author": null, // /* */',
    "proto": "__proto__ constructor toString",
    "percent and utf-7": f"%3C/script%3E +ADw-script+AD4-{_RUN}+ADw-/script+AD4- \ufeff",
    "equals and at": "=1+1 @import url(x) -moz-binding",
}
"""Texts by what they try. Whatever runs sets `top.broken`."""

_FIELDS: Final = (
    "headline", "alternativeHeadline", "description", "dateline", "backstory", "printPage", "printSection",
    "printEdition", "creditText",
)  # fmt: skip


def hostile_story(*texts: str) -> NewsArticle:
    """A story with these texts, in turn, in every field that takes words and goes into a page: more than there are."""
    left = cycle(texts)

    def text() -> str:
        return next(left)

    said = text()
    quoted = {"start": 15, "end": 15 + len(said)}
    told = [
        {"parties": ["agency"], "headline": text(), "role": text(), "form": text()},
        {"parties": ["witness"]},
    ]
    data: dict[str, Any] = {
        "newsld": 2,
        "url": "https://herald.example/hostile",
        "inLanguage": "en-GB",
        "datePublished": "2025-03-04T18:20:00Z",
        **{field: text() for field in _FIELDS},
        **{field: [text(), f"{text()}2"] for field in ("articleSection", "keywords", "genre")},
        "accessMode": text(),  # schema.org's, without a field of its own
        "abstract": [text(), {"@type": "Thing", "name": text(), "description": text()}],
        "author": ["writer"],
        "publisher": ["paper"],
        "about": ["strike"],
        "image": [{"url": "https://herald.example/a.jpg", "caption": text(), "creditText": text()}],
        "correction": [{"text": text()}],
        "hasPart": [{"isAccessibleForFree": False, "cssSelector": [text()]}],
        "people": {
            "writer": {"name": text(), "alternateName": [text()], "description": text()},
            "witness": {"name": text(), "anonymous": True, "disambiguatingDescription": text()},
        },
        "organizations": {
            "paper": {"type": "NewsMediaOrganization", "name": text(), "legalName": text()},
            "agency": {"name": text()},
        },
        "places": {"port": {"type": "City", "name": text(), "description": text()}},
        "events": {
            "strike": {
                "name": text(),
                "description": text(),
                "startDate": "2025-03-01",
                "location": "port",
                "organizer": "agency",
                "participants": [{"party": "witness", "roleName": text()}],
            }
        },
        "body": f"Somebody said: {said}, and others told it to 40 people.",
        "citations": {"told": {"covers": quoted, "chain": told, "about": ["strike"]}},
        "quotations": {"words": {"words": quoted, "speaker": "witness", "citation": "told"}},
        "figures": {
            "forty": {
                "measures": text(),
                "value": 40,
                "unit": text(),
                "words": "40 people",
                "citation": "told",
            }
        },
        "mentions": [{"words": "others", "of": "agency"}, {"words": "told it", "of": "strike"}],
    }
    (article,) = newsld.read(json.dumps(data).encode(), "json")
    return article


_TITLE: Final = "<title>A page &amp; its words</title>"
_PLAIN: Final = (
    f'<!doctype html>\n<html lang="en">\n<head>\n  <meta charset="utf-8">\n  {_TITLE}\n</head>\n'
    "<body class='a b'>\n<h1>Words — “quoted”</h1>\n<p>and <b>more<p>unclosed\n</body>\n</html>\n"
)


def _with(head: str = "", body: str = "", *, begin: str = "<!doctype html>\n") -> str:
    return (
        f'{begin}<html lang="en"><head><meta charset="utf-8">{_TITLE}\n{head}\n</head>\n'
        f"<body><p>Words — und Wörter</p>{body}</body></html>\n"
    )


_OWN: Final = "<script>window.ran = (window.ran || 0) + 1</script>"
_CSP: Final = (
    "<meta http-equiv=content-security-policy content=\"default-src 'none'; script-src 'nonce-abc'; "
    "base-uri 'none'; require-trusted-types-for 'script'\">"
)
_OTHERS: Final = '<script type="application/ld+json">{"@type": "WebSite", "name": "x </b> y"}</script>'

_WRITTEN: Final = {
    "plain": _PLAIN,
    "lines of Windows": _PLAIN.replace("\n", "\r\n"),
    "lines of old Macs": _PLAIN.replace("\n", "\r"),
    "one line": _PLAIN.replace("\n", ""),
    "capitals": "<!DOCTYPE HTML><HTML><HEAD><META CHARSET=UTF-8><TITLE>A</TITLE></HEAD><BODY>b</BODY></HTML>",
    "comments": _with("<!-- </head> --><!-- a -- b --!><!--><!-- <script> -->", "<!-- </body> -->"),
    "conditional comments": _with(
        "<!--[if lt IE 9]><script src=x.js></script><![endif]--><!--[if !IE]><!--><!--<![endif]-->"
    ),
    "cdata": _with("<script>//<![CDATA[\nwindow.ran = 1;\n//]]></script>", "<![CDATA[ x ]]>"),
    "templates": _with(f"<template><title>t</title>{_OTHERS}<p></template>", "<template></head></template>"),
    "scripts": _with(f"{_OWN}<script>var a = '</head>', b = '<!-- x -->';</script>{_OWN}", _OWN),
    "script unclosed after the head": _with(_OWN, "<script>var a = 1; </body>"),
    "script escaped": _with("<script><!-- <script> </script> --></script>" + _OWN),
    "strict csp": _with(f"{_CSP}<script nonce=abc>window.ran = 1</script>{_OWN}", _OWN),
    "noscript": _with(
        "<noscript><link rel=stylesheet href=data:text/css,><meta name=a></noscript>",
        "<noscript><p></noscript>",
    ),
    "svg": _with(
        "",
        f"<svg><title></head></title><style><a></style><script>window.ran = 1</script></svg>"
        f"<math><mi></mi></math>{_OWN}",
    ),
    "other data": _with(_OTHERS, _OTHERS),
    "other tags": _with('<meta property="og:title" content="Theirs"><meta name="description" content="a">'),
    "xhtml as html": (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xml:lang="en"><head>{_TITLE}<meta charset="utf-8" /><link rel="a" href="data:," /></head>'
        "<body><p>W</p></body></html>\n"
    ),
    "xhtml as xml": (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">\n'
        f"<head>{_TITLE}<script>//<![CDATA[\nwindow.ran = 1 && 2;\n//]]></script></head><body><p>W</p></body></html>\n"
    ),
    "without tags": "<!doctype html><meta charset=utf-8><title>Bare</title><p>Words.",
    "without a head": '<!doctype html><html lang="en"><body><p>Words.</p></body></html>',
    "without a body": f"<!doctype html><html><head><meta charset=utf-8>{_TITLE}</head>",
    "without an end": "<!doctype html><head><meta charset=utf-8><title>t</title>\n<h1>Words",
    "quirks": f"<html><head>{_TITLE}</head><body><table><p>x<tr><td>y</table></body></html>",
    "noframes and style": _with("<style>a::after { content: '</head>' }</style><noframes></head></noframes>"),
    "odd attributes": _with("<meta name='a' content='</head>'><link a=b/c d='\"' e=\"'>\" f>"),
    "base": _with('<base href="data:,"><link rel=canonical href=/hostile>'),
    "textarea and comments in the body": _with(
        "", "<textarea></head><!--</textarea><xmp></body></xmp><!-- x"
    ),
    "amp": (
        "<!doctype html><html ⚡ lang=en><head><meta charset=utf-8><title>t</title>"
        "<style amp-custom>a{}</style></head><body>w</body></html>"
    ),
    "late charset": (
        f"<!doctype html><html><head>{_TITLE}<!--{'x' * 900}--><meta charset=utf-8></head><body>é</body></html>"
    ),
    "no charset": f"<!doctype html><html><head>{_TITLE}</head><body>Words</body></html>",
}


def _in(encoding: str, label: str, words: str) -> bytes:
    return _with().replace("utf-8", label, 1).replace("Words — und Wörter", words).encode(encoding)


PAGES: Final[dict[str, bytes]] = {
    **{name: text.encode() for name, text in _WRITTEN.items()},
    "byte order mark": codecs.BOM_UTF8 + _PLAIN.replace('<meta charset="utf-8">', "").encode(),
    "windows-1252": _in("cp1252", "windows-1252", "Wörter – “so”"),
    "iso-8859-1": _in("latin-1", "iso-8859-1", "Wörter"),
    "koi8-r": _in("koi8-r", "koi8-r", "Слова"),
    "shift_jis": _in("cp932", "shift_jis", "表示 ソ 能 十 言葉"),
    "euc-jp": _in("euc-jp", "euc-jp", "言葉"),
    "gb18030": _in("gb18030", "gb18030", "词语 €"),
    "big5": _in("big5", "big5", "許功蓋 詞語"),
    "iso-2022-jp": _in("iso2022-jp", "iso-2022-jp", "言葉"),
    "utf-16": codecs.BOM_UTF16_LE + _PLAIN.encode("utf-16-le"),
    "utf-16 of the other order": codecs.BOM_UTF16_BE + _PLAIN.encode("utf-16-be"),
}
"""Pages that a block can go into, as the bytes that a server would send."""
