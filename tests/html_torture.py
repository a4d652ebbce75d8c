"""Documents that are hard to read: each is markup that somebody has sent, or could, with JSON-LD in it or near it."""

from __future__ import annotations

from typing import Final


def _data(number: int) -> str:
    return f'<script type="application/ld+json">{{"n": {number}}}</script>'


_A, _B, _C = _data(1), _data(2), _data(3)
_OPEN: Final = '<script type="application/ld+json">'

_WRITTEN: Final = {
    # What says application/ld+json, and where it stands.
    "type in references": "".join(
        f'<script type="application/{kind}">{{"n": {number}}}</script>'
        for number, kind in enumerate(
            (
                "ld&plus;json",
                "ld&#43;json",
                "ld&#x2b;json",
                "ld&#043json",
                "ld&#X02Bjson",
                "l&#100;+json",
                "ld+&#106;son",
                "ld+j&#115;on",
                "LD+JS&#111;N",
                "ld+json&#59;x",
                "ld&plusjson",
                "ld+json&#32;",
                "l&#100+json",
            )
        )
    ),
    "type in references behind the data": f"{_A}<p>&amp;&amp;</p><script type='application/ld&#43;json'>[2]</script>",
    "type in references behind many": "&amp;" * 999
    + "<script type='application/ld&plus;json'>[2]</script>&amp;&",
    "type and what it is not": "".join(
        f"<script type={kind}>[]</script>"
        for kind in (
            "application/ld+json",
            "application/ld+json/",
            '"application/ld+jsonx"',
            "'application/ld+json\n'",
            '"application/ld+json ;"',
            '"application/ld +json"',
            '"application/x+json"',
            "APPLICATION/LD+JSON",
        )
    ),
    "type in a text": f"""{_A}<script>a = '<script type="application/ld+json">' + b</script>{_B}<p>ld+json</p>""",
    "type in a value": f"""<p data-x='<script type="application/ld+json">[1]</script>'>{_A}""",
    "scripts with markup in their text": "<script>/*<![CDATA[*/ x /*]]>*/</script>"
    f"{_A}<script>'<b>' + '</b>'</script>{_B}",
    "scripts with comments in their text": f"<script><!--//--><![CDATA[//><!--\nx//--><!]]></script>{_A}"
    f"<script>x<!-- <script</script>{_B}<script><!-- <script>x</script>{_C}--></script>{_A}",
    "scripts that name scripts": f"<script>'<script>' + '<!-' + '<scripts>'</script>{_A}"
    f"<script>'<!--</scripts>'</script>{_B}",
    "style and title with comments": f"<style><!-- p {{}} </style>{_A}<title><!-- </title>{_B}"
    f"<noscript><!-- </noscript>{_C}",
    # Comments, and what is taken for them.
    "in a comment": f"<!-- {_A} -->{_B}",
    "comment ends in a bang": f"<!-- {_A} --!>{_B}",
    "comment that is empty": f"<!-->{_A}-->",
    "comment that is one dash": f"<!--->{_A}-->",
    "comment of dashes alone": f"<!---->{_A}<!----->{_B}<!------>{_C}",
    "comment bang without dashes": f"<!--!>{_A}-->{_B}",
    "comment in a comment": f"<!-- <!-- {_A} --> {_B} -->",
    "comment that opens again": f"<!-- <!--> {_A} -->",
    "comment opened again and bang": f"<!-- a <!--!> {_A} --> {_B}",
    "comment dashes then end": f"<!-- -- > {_A} --->{_B}",
    "comment with a dash before the bang": f"<!-- {_A} --!-->{_B}",
    "comment that never ends": f"{_A}<!-- {_B}",
    "comment after one that is odd": f"<!--->-->{_A}<!-- {_B} -->",
    "conditional comment": f"<!--[if IE]>{_A}<![endif]-->{_B}",
    "conditional comment for all": f"<!--[if !IE]><!-->{_A}<!--<![endif]-->",
    "revealed conditional comment": f"<![if !IE]>{_A}<![endif]>",
    "bogus comment of a question": f'<?php echo ">"; ?>{_A}',
    "bogus comment of an end tag": f"</ {_A}>{_B}",
    "bogus comment of a bang": f"<!element '>'>{_A}",
    "bogus comment that never ends": f"{_A}<!x {_B}".replace(">", "", 0),
    "empty end tag": f"</>{_A}",
    "processing instruction": f'<?xml version="1.0"?>{_A}',
    "doctype in the middle": f"<p><!doctype html>{_A}",
    "cdata in html": f"<![CDATA[ > {_A} ]]>{_B}",
    "one dash": f"<!- {_A} ->{_B}",
    # Attributes.
    "value in an unquoted value": f'<p a=b="x>{_A}<p c=">{_B}">',
    "quote opened by an unquoted value": f'<p a=b="x c="{_A}>">{_B}',
    "equals in a tag name": f'<p="x>{_A}">{_B}',
    "equals in an end tag name": f'</p="x>{_A}">{_B}',
    "value that ends in an equals sign": f'<p a="x=" b=">{_A}">{_B}',
    "quotes of both kinds": f"""<p a="it's" b='">{_A}' c="'>{_B}">{_C}""",
    "name that is a quote": f"""<p "='>{_A}'>{_B}""",
    "space before and behind the equals sign": f"""<p a = '>{_A}' b= ">{_B}" c =">">{_C}""",
    "slash before the equals sign": f'<p a/="x>{_A}"><p b="y"/c=">{_B}">{_C}',
    "names that begin like others": f"<scripts>{_A}</scripts><styles>{_B}<titles><ti><s>"
    f"<i><x><svgs><ma>{_C}<plain>{_A}",
    "names in capitals": f"<P TITLE='>'>{_A}</P><SPAN A=\"{_B}\"><TEXTAREA>{_C}</TEXTAREA><IMG ALT='>{_A}'>",
    "end of script in an attribute": f'<p title="</script>{_A}">{_B}',
    "tag in an attribute": f"<p title='{_A}'>{_B}",
    "quote in an unquoted value": f'<p title=a"b>{_A}<p title="">{_B}',
    "attribute that is a quote": f'<p ">{_A}<p ">{_B}',
    "equals sign first": f'<p ="{_A}">{_B}',
    "equals sign after a slash": f'<p a/="{_A}">{_B}',
    "equals twice": f'<p a=="{_A}">{_B}',
    "value missing": f"<p a=>{_A}",
    "value over lines": f"<p a\n=\n'>{_B}'>{_A}",
    "quotes without a gap": f'<p a="x"b="{_A}"c>{_B}',
    "slash after a value": f'<p a="x"/>{_A}<p a=x/>{_B}',
    "attribute that never ends": f'{_A}<p a="{_B.replace(chr(34), "")}',
    "tag that never ends": f"{_A}<p a b c ",
    "less-than in a tag": f"<p <b a='{_A}'>{_B}",
    "less-than before a name": f"1 < 2 <3 <<p>{_A}",
    "end tag with attributes": f'<p></p a=">{_A}">{_B}',
    "type twice": f'<script type="text/plain" type="application/ld+json">{{"n": 1}}</script>{_B}',
    "type in capitals": '<SCRIPT TYPE="Application/LD+JSON">{"n": 1}</SCRIPT>',
    "type unquoted": '<script type=application/ld+json>{"n": 1}</script>',
    "type with parameters": "<script type='application/ld+json;charset=utf-8'>{\"n\": 1}</script>",
    "type with blanks": '<script type=" application/ld+json\n">{"n": 1}</script>',
    "type by references": '<script type="application/ld&#43;json">{"n": 1}</script>'
    '<script type="application/ld&plus;json">{"n": 2}</script>'
    '<script type="&#97;pplication/ld&#x2B;js&#111;n">{"n": 3}</script>',
    "type nearly": '<script type="application/json+ld">{"n": 1}</script>'
    '<script type="ld+json">{"n": 2}</script><script type="application/ld+jsonx">{"n": 3}</script>',
    "type with other white space": '<script type="application/ld+json\u00a0">{"n": 1}</script>' + _B,
    "type after a long value": f'<script data-x="{"y" * 5000}>" type="application/ld+json">{{"n": 1}}</script>',
    "type after a slash": '<script/type="application/ld+json"/>{"n": 1}</script>',
    "a thousand attributes": f"<p {' '.join(f'a{n}' for n in range(2500))} x='>{_A}'>{_B}",
    "script with a thousand attributes": "<script "
    + " ".join(f"a{n}=1" for n in range(2500))
    + ' type="application/ld+json">{"n": 1}</script>',
    "src as well": '<script type="application/ld+json" src="x.json">{"n": 1}</script>',
    "name with a letter more": f'<scripts>{_A}</scripts><script-x type="application/ld+json">{{"n": 2}}</script-x>',
    "name with a Kelvin sign": f"<lin\u212a><s\u017fcript>{_A}</s\u017fcript>",
    "name with a colon": f'<x:script type="application/ld+json">{{"n": 0}}</x:script>{_A}',
    "nul in a name": f"<scr\0ipt>{_A}</scr\0ipt><p a\0=b>{_B}",
    # Script data.
    "end tag with a gap": f'{_OPEN}{{"n": 1}}</script >{_B}',
    "end tag over lines": f'{_OPEN}{{"n": 1}}</script\n\n>{_B}',
    "end tag with attributes and a quote": f'{_OPEN}{{"n": 1}}</script a=">">{_B}',
    "end tag with a slash": f'{_OPEN}{{"n": 1}}</script/>{_B}',
    "end tag of another name": f'{_OPEN}{{"n": 1, "x": "</scripts> </scrip></ script>"}}</script>{_B}',
    "end tag in capitals": f'{_OPEN}{{"n": 1}}</sCRIPT>{_B}',
    "end tag in the data": f'{_OPEN}{{"n": "</script>"}}</script>{_B}',
    "comment in the data": f'{_OPEN}{{"n": "<!-- x -->"}}</script>{_B}',
    "comment opened in the data": f'{_OPEN}{{"n": "<!--"}}</script>{_B}',
    "comment and script in the data": f'{_OPEN}{{"n": "<!--<script>"}}</script>{_B}-->{_C}</script>{_A}',
    "comment and script with a name more": f'{_OPEN}{{"n": "<!--<scripty>"}}</script>{_B}',
    "comment and script closed again": f'{_OPEN}{{"n": "<!--<script></script>"}}</script>{_B}',
    "comment of no length and script": f'{_OPEN}{{"n": "<!--><script>"}}</script>{_B}',
    "comment of a dash and script": f'{_OPEN}{{"n": "<!---><script>"}}</script>{_B}',
    "comment with a bang and script": f'{_OPEN}{{"n": "<!-- --!><script>"}}</script>{_B}</script>{_C}',
    "comment, script, comment end": f'{_OPEN}{{"n": "<!--<script>-->"}}</script>{_B}',
    "comment twice and script": f'{_OPEN}{{"n": "<!--<script><!--></script>"}}</script>{_B}</script>{_C}',
    "script that never ends": f'{_A}{_OPEN}{{"n": 2}}',
    "script that never ends in an end tag": f'{_A}{_OPEN}{{"n": 2}}</script ',
    "script escaped to the end": f"<script><!--<script>{_A}",
    "cdata in the data": f'{_OPEN}//<![CDATA[\n{{"n": 1}}\n//]]></script>{_B}',
    "references in the data": f'{_OPEN}{{"n": "&quot;&amp;&lt;"}}</script>{_B}',
    "script in a script": f"<script>document.write('{_A}')</script>{_B}",
    "script written in pieces": "<script>document.write('<scr' + 'ipt>x</scr' + 'ipt>')</script>" + _A,
    "script self-closing": f"<script />{_A}</script>{_B}",
    "nul in the data": f'{_OPEN}{{"n": "\0"}}</script>{_B}',
    "line ends in the data": f'{_OPEN}\r\n{{"n":\r1}}\n</script>{_B}',
    # Elements whose content is text.
    "in a title": f"<title>{_A}</title>{_B}",
    "title that never ends": f"{_A}<title>{_B}",
    "title with references": f"<title>A &amp; B &copy &notit; &#x201c;C&#8221;\n  D</title>{_A}",
    "title twice": f"<title>one</title><title>two</title>{_A}",
    "title with a comment": f"<title><!-- </title>{_A}-->",
    "in a text area": f"<textarea>{_A}</textarea>{_B}",
    "in a style": f"<style>{_A}</style>{_B}",
    "style with a comment": f"<style><!-- </style>{_A}--></style>{_B}",
    "in noscript in the head": f"<head><noscript>{_A}</noscript>{_B}</head>",
    "in noscript in the body": f"<body><noscript>{_A}</noscript>{_B}",
    "in noscript in a comment": f"<noscript><!--</noscript>{_A}--></noscript>{_B}",
    "in an iframe": f"<iframe>{_A}</iframe>{_B}",
    "in noembed and noframes": f"<noembed>{_A}</noembed><noframes>{_B}</noframes>{_C}",
    "in xmp": f"<xmp>{_A}</xmp>{_B}",
    "in listing and pre": f"<listing>{_A}</listing><pre>{_B}</pre>",
    "in plaintext": f"{_A}<plaintext>{_B}</plaintext>{_C}",
    "in object and video": f"<object>{_A}</object><video>{_B}</video><canvas>{_C}</canvas>",
    "end tag without a start": f"</title></style></noscript></textarea>{_A}",
    "in a template": f"<template>{_A}</template>{_B}",
    "in a template in a template": f"<template><template>{_A}</template>{_B}</template>{_C}",
    "template that never ends": f"{_A}<template>{_B}",
    "template with a shadow root": f"<div><template shadowrootmode=open>{_A}</template>{_B}</div>",
    "template end without a start": f"</template>{_A}<template>{_B}</template></template>{_C}",
    "template in a comment": f"<!--<template>-->{_A}<template><!--</template>-->{_B}</template>{_C}",
    "template in a table": f"<table><template>{_A}</template><tr><td>{_B}</table>{_C}",
    # Where elements may not stand.
    "in a table": f"<table>{_A}<tr>{_B}<td>{_C}</table>",
    "in a select": f"<select>{_A}<option>{_B}</select>{_C}",
    "in a list that is not closed": f"<ul><li>{_A}<li>{_B}",
    "after the body": f"<html><body></body>{_A}</html>{_B}",
    "before everything": f"{_A}<!doctype html><html><head>{_B}</head>",
    "between head and body": f"<html><head></head>{_A}<body>{_B}",
    "text in the head": f"<html><head>stray{_A}</head><body>{_B}",
    "a div in the head": f"<html><head><div></div>{_A}</head><body>{_B}",
    "an end tag in the head": f"<html><head></div></p>{_A}</br>{_B}</head>",
    "two heads": f"<html><head>{_A}</head><head>{_B}</head><body>{_C}",
    "two bodies": f"<body class=a>{_A}<body id=b>{_B}",
    "two pages": f"<html><head>{_A}</head><body></body></html><html><head>{_B}</head><body>{_C}</html>",
    "no-break space before the head": f"\u00a0<html><head>{_A}</head>",
    "frameset": f"<head>{_A}</head><frameset><frame src=x>{_B}</frameset>{_C}",
    "frameset with noframes": f"<frameset><noframes>{_A}</noframes></frameset><noframes>{_B}</noframes>",
    "frameset too late": f"<body><p>x<frameset>{_A}</frameset>{_B}",
    # SVG and MathML.
    "in svg": f"<svg>{_A}</svg>{_B}",
    "in svg, self-closing": f'<svg><script type="application/ld+json" />{_A}</svg>{_B}',
    "svg self-closing": f"<svg/>{_A}<svg /><![CDATA[>{_B}]]>",
    "svg with a value that ends in a slash": f"<svg a=b/><![CDATA[{_A}]]></svg>{_B}",
    "cdata in svg": f"<svg><![CDATA[{_A}]]></svg>{_B}",
    "cdata in the script of svg": '<svg><script type="application/ld+json"><![CDATA[{"n": "<b>"}]]></script></svg>',
    "references in the script of svg": '<svg><script type="application/ld+json">{&quot;n&quot;: 1}</script></svg>'
    + _B,
    "style in svg": f"<svg><style>{_A}</style></svg>{_B}",
    "title in svg": f"<svg><title>{_A}</title></svg>{_B}<title>x</title>",
    "cdata in the title of svg": f"<svg><title><![CDATA[{_A}]]></title></svg>{_B}",
    "style in the title of svg": f"<svg><title><style>{_A}</style></title></svg>{_B}",
    "html in svg": f"<svg><foreignObject><style>{_A}</style>{_B}</foreignObject><style>{_C}</style></svg>",
    "svg left by a paragraph": f"<svg><p><style>{_A}</style></svg>{_B}",
    "svg left by a font": f"<svg><font color=red><style>{_A}</style></svg>{_B}",
    "svg not left by a font": f"<svg><font><style>{_A}</style></svg>{_B}",
    "svg not closed in a div": f"<div><svg><path></div><style>{_A}</style>{_B}",
    "svg in svg": f"<svg><svg></svg><style>{_A}</style></svg><style>{_B}</style>",
    "svg in a template": f"<template><svg></template><style>{_A}</style>{_B}",
    "template in svg": f"<svg><template>{_A}</template></svg>{_B}",
    "in math": f"<math>{_A}</math>{_B}",
    "style in math": f"<math><style>{_A}</style><mi><style>{_B}</style></mi></math>{_C}",
    "html in math": "<math><annotation-xml encoding='text/html'><style>"
    f"{_A}</style></annotation-xml><annotation-xml><style>{_B}</style></annotation-xml></math>",
    "svg in math": f"<math><annotation-xml><svg><style>{_A}</style></svg></annotation-xml></math>{_B}",
    "table in svg": f"<svg><desc><table><tr><td><svg><style>{_A}</style></table></desc></svg>{_B}",
    "paragraph in the object of svg": f"<svg><foreignObject><p>a<p>b</p></foreignObject><style>{_A}</style></svg>{_B}",
    "icon": f"<svg><g><path d='>'/></g><title>a</title></svg>{_A}",
}

DOCUMENTS: Final = {
    name: text if "<html" in text or "doctype" in text or "<head" in text else f"<!doctype html>{text}"
    for name, text in _WRITTEN.items()
}
"""Every document by what it is about."""
