"""Hold the patterns of English that say whether a weekday or a month of a clause is over or to come."""

from __future__ import annotations

import re
from typing import Final

from newsld.syntax.patterns import lazy_pattern

END: Final = lazy_pattern(
    r"(?<! [A-Z])(?<![( ]Mr)(?<![( ]Ms)(?<![( ]Dr)(?<![( ]St)(?<![( ]Mrs)(?<![( ]Gen)(?<![( ]Sen)(?<![( ]Rep)"
    r"(?<![( ]Gov)(?<![( ]Rev)(?<![( ]Sgt)[.!?][\"”’»]*\s+(?=[“\"‘(]?[^\Wa-z])"
    r"(?!(?<=[ap]\.m\. )(?:[A-Z]{2,4} )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|\n\n"
)
"""The end of a sentence or paragraph, and not that of "at 2 p.m. Saturday"."""
CLOSE: Final = 40
"""The most characters before a weekday in which words that say which one is meant are looked for."""
BEFORE: Final = 160
AFTER: Final = 25
"""The most characters before and after an expression in which a word for the future counts."""

_PART_OF_DAY: Final = r"(?: (?:morning|afternoon|evening|night))?"
"""What may follow a weekday: "on Monday night"."""

PASTS: Final = (
    r"(?:was|were|had|did|said|began|fell|went|came|took|gave|told|spoke|saw|broke|rose|grew|drew|flew|wrote|drove"
    r"|chose"
    r"|sank|met|ran|became|threw|shook|blew|knew|wore|tore|stole|swore|froze|rode|withdrew|undertook|overtook|woke|ate)"
)
"""Verbs that are in the past whatever is around them, and no participles."""
PERFECT: Final = lazy_pattern(
    r"\b(?:had|has|(?<!will )(?<!would )(?<!may )(?<!could )have) (?!to\b|until\b|till\b)", re.IGNORECASE
)
"""What is over by a day: "By Monday, 20 had left"."""
PLUPERFECT: Final = lazy_pattern(r"\bhad (?!to\b|until\b|till\b)", re.IGNORECASE)
"""What was over after a day: "It had been shut until Monday", but not "has been shut until Monday"."""
OVER: Final = lazy_pattern(r"\b(?:after|following)\b[^,.;]*\Z")
PAST_VERB: Final = lazy_pattern(
    r"[\w ]{6,24}?(?<=\w) (?:was|were|had|did|left|found|fell|broke|began|\w{2,}ed)\b"
)
"""What happened on a day: "after a vote on Tuesday night was lost"."""
THAT: Final = lazy_pattern(r"\w+(?: (?:early )?(?:morning|afternoon|evening|night))?,? (?:that|dass)\b")
"""A weekday of a report: "ruled on Monday that"."""
MEETS: Final = lazy_pattern(
    r"\b(?<!-)(?:meets?|opens?|begins?|starts?|expires?|lapses?|convenes?|resumes?|departs?|arrives?|plays?|faces?"
    r"|hosts?"
    r"|travels?|awaits?"
    r"|votes? again|(?<=\ws )(?:vote|decide|choose|elect|reopen)|reopens|decides|goes|runs|sits|"
    r"flies|returns?|closes?|ends?|kicks? off|takes? (?:place|effect)|comes? into (?:force|effect)"
    r"|(?:go|goes) (?:up|down|to the polls|on (?:sale|trial))|(?:is|are|am|[’']re|[’']m) (?:meeting|holding|hosting"
    r"|playing|travell?ing|visiting|flying|voting|opening|launching|closing|returning|leaving|arriving|heading"
    r"|going)|is|are)"
    r"(?: (?!that\b)[\w’':-]+(?:\.m\.)?){0,6}\s+\Z"
)
"""A verb in the present for what is to come: "the assembly meets on Wednesday"."""
NOUN: Final = lazy_pattern(
    r"(?:the|an?|his|her|its|their) [a-z]+ (?:start|return|close|end|travel|vote|host)\b"
)
"""A noun that is a verb elsewhere: "off to a bright start on"."""
CALLED_FOR: Final = lazy_pattern(
    r"\b(?:call(?:s|ed|ing)? for an? (?:\w+[ -]){0,3}?(?:strike|march|rally|protest|vote|election|walkout|boycott|vigil"
    r"|session|summit|demonstration)|(?:is|are)(?: \w+){0,2} (?:questionable|doubtful|unlikely|eligible)"
    r"(?: (?!\w+ed\b)[\w’'-]+){0,4}) on \Z"
    r"|\b(?:has|have) called an? (?:[\w-]+ ){0,3}(?:strike|walkout|boycott) (?:from|for|on) \Z"
)
"""What is still to come: "called for a strike on Friday", "is doubtful for the game on Friday"."""
TO_COME: Final = lazy_pattern(
    r"\b(?:[Aa]head of|[Pp]repar(?:e|es|ing) for|in (?:force|effect|place) for|[Tt]ickets for)"
    r" (?:(?:an?|the|his|her|their) )?"
    r"(?:(?!\w+ed )[a-z-]+ ){0,3}(?:on )?\Z"
    r"|\bcalled for \Z|(?:\b(?:agrees?|agreed|likely|expected|urged|invited|ready|custody|bail)|,) to"
    r" (?!have\b|an?\b|the\b|his\b|her\b|its\b|their\b)(?:(?<!, to )|(?=be ))[a-z]+"
    r"(?: (?!had\b)[\w’'-]+){0,5} \Z|\b(?:until|till) (?:noon|midnight|\d[\d:.]* ?[ap]\.?m\.?) (?:on )?\Z"
    r"|\b(?:[Ii]f|[Uu]nless) (?!(?:[^,.;]* )?(?:had|was|were|did|[a-z]+ed)\b)[^,.;]*\Z"
)
"""What is still to come: "ahead of a vote on", "agreed to meet on", "if the bill passes on"."""
SAID: Final = lazy_pattern(
    r", (?:[^,.;“”]{0,60} )?(?:said|reported|announced|heard|was told|were told|told [^,.;“”]{1,30}) (?:(?:here"
    r"|late|early) )?(?:on )?\Z"
)
"""The report that a sentence ends with: "will confirm a theft, the papers said on"."""
AFTER_OWN: Final = lazy_pattern(
    r"\b(?:after|following) (?:his|her|their|its) (?:(?!to\b)[\w’'-]+ ){1,5}(?:on )?\Z"
)
"""What somebody did or had before: "will miss the game after his red card on"."""
STILL: Final = lazy_pattern(
    r"\b(?:is|are) (?:without|missing|available|suspended|out|fit|ready|back)\b[^.,;]{0,40} for \Z"
    r"|\b(?:fears?|hopes? for)\b[^.,;]{0,40} \Z"
)
"""What is so, or feared, for an event to come: "are without Obi for Saturday’s game"."""
BEFORE_DOING: Final = lazy_pattern(r"\bbefore [a-z]+ing (?:(?!to\b)[\w’'-]+ ){0,4}(?:on )?\Z")
RESULT: Final = (
    r"(?:wins?|victory|victories|loss|losses|defeats?|attacks?|shooting|arrests?|death|slaying|murder|killing|crash"
    r"|blast|walkout)"
)
OF_RESULT: Final = lazy_pattern(
    rf"(?:\b(?i:the|his|her|their|its)|[’']s) (?:[a-z]+ ){{0,2}}{RESULT}(?: (?:in|over|against|at"
    rf"|of) (?:the )?[A-Z][\w.’-]*"
    r"(?:(?:,|,? and)? [A-Z][\w.’-]*){0,5})? (?:on )?\Z"
)
ITS_RESULT: Final = lazy_pattern(rf"\w+(?: night)?(?:[’']s)? {RESULT}\b")
"""A weekday of what is known: "a boost from the win on Tuesday", "his Tuesday wins"."""
WHO_ON: Final = lazy_pattern(r"\b(?:who|which) (?:(?:late|early) )?(?:on )?\Z")
DOES: Final = lazy_pattern(
    rf"\w+{_PART_OF_DAY} (?:will|would|is|are|plans?|hopes?|faces?|plays?|meets?|am|shall)\b"
)
NEW_CLAUSE: Final = lazy_pattern(
    r"[“\"]|\b(?:and(?! (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|whether|if|that|who|which|but|said|told"
    r"|how|what|why)\b"
)
"""What begins a clause after a weekday, whose tense says nothing of it: "called her on Tuesday and will"."""
ONGOING: Final = lazy_pattern(
    r"(?:is|are) (?:coming off|reeling|recovering|responding|mourning|investigating|considering|denying|disputing"
    r"|suing)\b"
)
DOTS: Final = lazy_pattern(r"(?:(?<=\bMr)|(?<=\bMs)|(?<=\bDr)|(?<=\bMrs)|(?<=\bSt)|(?<=\b[A-Z]))\.")
"""The full stop of a title or an initial, which ends no clause."""
HELD: Final = lazy_pattern(
    r"(?<!\bbe )(?<!\bbeing )(?<!\bis )\bheld (?:in|at|by)\b[^,.;]*\Z|\bmade (?:it )?clear (?:on )?\Z"
    r"|\b(?:said|spoke|told \w+(?: \w+)?) (?:at|in|during) an? \Z"
)
"""What was held, or made clear, on a day: "a rally held at a school on"."""
NOUN_TOO: Final = lazy_pattern(r"(?:host|face|play|open|start|end|close|return|travel)\b")
MANY: Final = lazy_pattern(
    r"(?:\b(?:they|we|you|I|who|that|which|and|also|both|men|women|people|police|children|team|but|or)|\w[sS]|[”),])\Z",
    re.IGNORECASE,
)
"""Words before a verb in the present of more than one: "the two sides face", and not "with radio host"."""
ALREADY: Final = lazy_pattern(
    rf"\w+{_PART_OF_DAY}(?:[’']s \w+)?,? (?:(?!(?:to|will|would|could|must|may|is"
    rf"|are)\b)[\w.’'-]+ )"
    rf"{{0,6}}?(?:{PASTS}|(?!(?:need|expected|planned|scheduled|proposed)\b)[a-z]{{2,}}ed)\b"
)
"""What was so by a day that opens its sentence: "By 9 a.m. Sunday, he began"."""
TELLS: Final = lazy_pattern(
    r"\b(?:will|to) (?:say|tell|announce|confirm|argue|warn|declare|present|propose)\b[^.;]*\Z"
)
SAID_NOTHING: Final = lazy_pattern(
    r"\b(?:(?:would|could|did)(?: not|n[’']t) (?:immediately )?(?:say|comment|confirm|discuss|answer|name|give)\b[^.;]*"
    r"|would have\b[^,.;]*|(?:had been|originally|initially|previously) (?:planned|scheduled|due|set|expected)\b[^.;]*"
    r"|was to have\b[^,.;]*)\Z"
)
"""What did not happen on a day: "would not say on Monday whether", "had been planned for"."""
WAS_DUE: Final = lazy_pattern(
    r"(?:\b(?:was|were)|,) (?:due|expected|scheduled|set|planned|supposed)\b[^.;]*\Z"
)
CALLED_OFF: Final = lazy_pattern(rf"\w+{_PART_OF_DAY},? (?:but|was|were)\b")
"""What was due on a day that is over: "was due to appear on Tuesday but fell ill"."""
HAPPENED: Final = lazy_pattern(
    rf"\b(?:{PASTS}|(?:who|which|that) [a-z]+ed|(?:who|which|that|he|she|it|they|we|I) "
    r"(?:won|lost|left|held|made|got|beat|led|hit|sent|paid|sold|found|kept|spent|brought|bought|built|caught|struck"
    r"|shot|stood|fought|put|cut|set|shut))\b[^,.;]*\Z"
    r"|\bafter (?!which\b)(?:(?!(?:to|be|being)\b)[\w’'-]+ ){1,6}\w{2,}ed (?!to\b)[^,.;]*\Z"
    r"|, (?!(?:scheduled|planned|expected|slated|supposed|proposed|delayed|postponed)\b)[a-z]{2,}ed "
    r"(?:(?!to\b)[\w’'-]+ ){0,6}\Z"
)
"""A verb in the past, in the clause that ends with a weekday: "after she was hit by a van on"."""
UNREAL: Final = lazy_pattern(
    r"\b(?:will|would|shall"
    r"|(?<!managed )(?<!failed )(?<!began )(?<!started )(?<!continued )(?<!refused )"
    r"to (?!(?:the|an?|his|her|its|their|this|that|hospital|court|prison|jail|custody|safety"
    r"|police|parliament|reporters|journalists|lawmakers|work|school|death|land|power|injuries)\b)[a-z]+)\b"
)
"""Words after a verb in the past that open what may be still to come: "asked to pay by", not "taken to hospital on"."""
EVENTS: Final = (
    r"(?:elections?|vote|ballot(?:ing)?|polls?|referendum|match|game|final|semi-?final|meeting|hearing|summit|talks"
    r"|session"
    r"|debate|ceremony|rally|strike|parade|concert|race|derby|fixture|clash|tie|budget|auction|launch|service"
    r"|funeral|march)"
)
OWNS_EVENT: Final = lazy_pattern(
    rf"\w+[’']s (?:[\w’-]+ ){{0,3}}{EVENTS} (?:will|would(?! have\b)|could|may|might|is (?:expected|due|set|likely|to)"
    r"|are (?:expected|due|set|likely|to))\b"
)
"""A weekday of an event that is to come: "Sunday’s elections will go ahead"."""
DID: Final = lazy_pattern(
    rf"\w+{_PART_OF_DAY} (?:[a-z]+ly )?(?:{PASTS}|(?!(?:need|feed|speed|proceed|exceed"
    rf"|succeed"
    r"|expected|planned|scheduled|proposed|postponed|delayed)\b)[a-z]{2,}ed)"
    r" (?:the|an?|his|her|its|their|that|it|him|them|\d|[A-Z])"
)
"""What was done on a weekday before its verb: "on Monday sacked its manager"."""
OPENING: Final = lazy_pattern(
    rf"\w+{_PART_OF_DAY},? (?:(?!\b(?:{PASTS}|\w{{2,}}ed (?:that|the|an?|to|his|her|its"
    rf"|plans?))\b)"
    r"[^.;“”]){0,120}?\b(?:will|shall|plans? to|hopes? to|(?:is|are) (?:due|expected|set|scheduled|planned|to))\b"
)
"""A sentence that opens with a weekday, and whose first verb is in the future: "On Tuesday, the league plans to"."""
LOOKS: Final = lazy_pattern(rf"\w+{_PART_OF_DAY} (?:looks|promises|brings)\b")
PASSED: Final = lazy_pattern(rf"\w+{_PART_OF_DAY} (?:was|were|had|did|\w{{2,}}ed)\b")
HOUR: Final = (
    r"(?:(?<!\bto )(?:midnight|noon|midday|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
    r"(?: (?-i:[A-Z]{2,4}))? (?:on )?)?"
)
"""An hour between "until" and a weekday: "until midnight on Monday"."""
DONE: Final = lazy_pattern(
    r"(?<!\w)(?!(?:n|f|sp|br|bl|s|w|d|exc|proc|succ|ind)eed "
    r"|(?:bed|red|hundred|planned|scheduled|expected|slated|supposed|proposed|delayed|postponed) )"
    r"[A-Za-z]{2,}ed (?:(?:late |early )?on )?\Z"
)
"""What happened on a day, whatever is to come: "a bill introduced on Monday would", "Asked on Thursday whether"."""
WAS: Final = lazy_pattern(
    rf"\b(?:{PASTS}|(?<!be )(?<!is )(?<!are )(?<!to )(?:won|lost|left|led|held|made|got|beat|hit|sent|paid|sold|found"
    r"|kept|bought|built|brought|caught|struck|spent|fought|(?!(?:need|hundred|red|bed|expected|planned|scheduled"
    r"|United"
    r"|proposed|delayed|postponed)\b)[a-z]{2,}ed))\b"
)
"""A verb in the past."""
TURN: Final = lazy_pattern(r"[.;:](?!\d)|[“”]|\b(?:but|while|if|unless)\b")
BE: Final = lazy_pattern(r"\b(?:be|is|are|being|gets?|getting|will|(?<!according )to)\b(?: [\w’'-]+){0,3} \Z")
MEASURE: Final = lazy_pattern(r"\b(?:than|above|below|compared (?:with|to)|(?:up|down) from) \Z")
KNOWN: Final = lazy_pattern(r"\w+[’']s? (?!planned|scheduled|expected|upcoming|proposed)[a-z]")
CLOSED: Final = lazy_pattern(r"\w+[’']s? (?:close|closing|settlement|intraday)\b")
"""What a thing is measured by, which is known: "above Wednesday’s closing price"."""
SET: Final = lazy_pattern(r"\b(?:set|forecast|slated|fixed|listed|pencilled in|rescheduled) for\s+\Z")
WANTED: Final = lazy_pattern(
    r"\b(?:urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|wants?|promis(?:es|ed|ing)|pledg(?:es|ed|ing)|vow(?:s|ed|ing)?|aims?"
    r"|hopes?|orders?|ordered|told|call(?:s|ed|ing) on)\b(?: (?!had\b)[\w’'-]+){0,8} to [a-z]+"
    r"(?: (?!had\b)[\w’'-]+){0,8} by \Z"
)
"""A month by which somebody wants a thing done: "urged the council to open a road by March"."""
HABIT: Final = lazy_pattern(
    r"\b(?:normally|usually|typically|generally|traditionally|(?:every|each) (?:year|summer|winter|spring|autumn))\b"
    r"[^.;]*\Z"
)
"""What is so every year: "as much rain as normally falls between June and August"."""
FINISHED: Final = lazy_pattern(
    rf"(?:\b(?:{PASTS}|stood|brought|made|got|left|lost|won|spent|built|found)\b"
    r"|(?<!\w)(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bbeen )(?<!being )[a-z]{2,}ed\b)[^.;]*\Z"
)
PENDING: Final = lazy_pattern(
    r"\b(?:to (?!(?:the|an?|his|her|its|their|about|around|nearly|almost|more|\d)\b)|be\b|will\b|would\b|should\b"
    r"|must\b|can\b|could\b|may\b|might\b|expect|due\b|schedul|promis|plann|plan\b|demand|want|sought|requir|need"
    r"|ask|order"
    r"|request|set\b|given?\b|gave\b|hop(?:e|ed|ing)\b|call|vow|pledg|aim|deadline|ultimatum|invit|urg|adjourn|postpon"
    r"|delay|extend|suspend|remand|bail|clos|defer|barr|ban|valid|open\b|propos|offer|target|likely|possible|wait"
    r"|put off|told|said|says|warn|forecast|if\b|unless|until\b|till\b|agree|list|limit|resched|hold|held|stay|remain)"
)
"""Words of what is to be done by a day, after a verb in the past."""
BEGAN: Final = lazy_pattern(
    rf"\b(?:{PASTS}|(?:was|were) [a-z]+ed)\b(?:(?!\b(?:to (?!the\b)|will|would)\b)[^,.;])* (?:beginning"
    rf"|starting)(?: on)? \Z"
)
"""What began on a day that is over: "took to the airwaves beginning Wednesday"."""
OPENS: Final = lazy_pattern(r"\W*(?:By|Until|Till) (?:[\w.:]+ (?:[ap]\.?m\.? )?)?(?:on )?")
WHEN: Final = lazy_pattern(rf"\w+{_PART_OF_DAY},? when\b[^.;]*\b(?:\w+ed|was|were|said|had)\b")
INFINITIVE: Final = lazy_pattern(r"\bto [a-z]+(?: [a-z]+){0,4} (?:by|until|till)\s+\Z")
"""What is to happen by a day, whatever the tense before it: "had been told to leave by"."""
