"""Define the words by which a text names its sources: reporting verbs, "citing", "according to", unnamed sources."""

from __future__ import annotations

import re
from typing import Final, Literal

from newsld.syntax.patterns import lazy_pattern


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, which spaces separate."""
    return frozenset(text.split())


ReportingKind = Literal["say", "order", "judge"]
"""What a verb of reporting introduces: a statement, a call or order, a judgment of its object."""

CITES: Final = lazy_pattern(
    r"\b(?:citing|quoting|attributing (?:it|this|that) to|unter Berufung auf|mit Verweis auf)\b",
    re.IGNORECASE,
)
"""Words between a source and the one that it cites."""
TOLD: Final = lazy_pattern(r"\b(?:told|quoted by|cited by)\b", re.IGNORECASE)
"""Words between a source and the one that reports it."""
REPORTED: Final = lazy_pattern(r"\s+(?:has |had )?reported\b")
"""Words after a source that passes on what others say."""
UNNAMED: Final = lazy_pattern(
    r"\b(?:unidentified|unnamed|anonymous)\b|on condition of anonymity|(?:declined|asked|refused) (?:to be|not to be)"
    r" (?:named|identified)|(?:it|they|he|she) did not (?:identify|name)\b|"
    r"did not (?:want|wish) to be (?:named|identified)",
    re.IGNORECASE,
)
"""Words that say that the name of a source is withheld."""
_UNNAMED_PARTS: Final = (b"anonym", b"identif", b"unnamed", b"be named", b"not name")
"""One of these is in all words that `UNNAMED` finds, in lower case."""


def may_withhold_names(text: str) -> bool:
    """Return False for a text in which `UNNAMED` finds nothing, in a fiftieth of the time of a search."""
    lowered = text.encode("utf-8", "surrogatepass").lower()  # of bytes, which takes a tenth of the time
    return any(part in lowered for part in _UNNAMED_PARTS)


_SAY: Final = (
    "say says said|find finds found|show shows showed|tell tells told|add adds added adding|"
    "announce announces announced announcing|report reports reported reporting|claim claims claimed claiming|"
    "declare declares declared declaring|explain explains explained explaining|"
    "note notes noted noting|insist insists insisted insisting|write writes wrote written writing|"
    "tweet tweets tweeted|reply replies replied replying|respond responds responded|"
    "argue argues argued arguing|state states stated stating|"
    "acknowledge acknowledges acknowledged acknowledging|admit admits admitted admitting|"
    "allege alleges alleged alleging|assert asserts asserted|confirm confirms confirmed confirming|"
    "contend contends contended|deny denies denied denying|promise promises promised promising|"
    "predict predicts predicted predicting|testify testifies testified|"
    "recall recalls recalled recalling|concede concedes conceded|conclude concludes concluded|"
    "complain complains complained|vow vows vowed vowing|pledge pledges pledged pledging|"
    "estimate estimates estimated|emphasize emphasizes emphasized emphasise emphasises emphasised|"
    "stress stresses stressed stressing|indicate indicates indicated|observe observes observed|"
    "reiterate reiterates reiterated|remark remarks remarked|reveal reveals revealed|"
    "joke jokes joked|answer answers answered answering|maintain maintains maintained|"
    "caution cautions cautioned cautioning|comment comments commented|continue continues continued|"
    "suggest suggests suggested|"
    "warn warns warned warning|believe believes believed|post posts posted|disclose disclosed|"
    "quip quipped|recount recounts recounted|saying|telling|think thinks|fear fears feared|"
    "hope hopes hoped|agree agrees agreed|rule rules ruled|charge charges charged|threaten threatens threatened|"
    "lament laments lamented|boast boasts boasted|hint hints hinted|imply implies implied|counter counters countered|"
    "retort retorted|swear swears swore|affirm affirms affirmed|feel feels felt|expect expects expected|"
    "worry worries worried|understand understands|doubt doubts doubted|propose proposes proposed|"
    "speculate speculates speculated|learn learned|discover discovers discovered|accept accepts accepted|"
    "chant chants chanted chanting|shout shouts shouted shouting|yell yells yelled yelling|exclaim exclaims exclaimed|"
    "scream screams screamed screaming|whisper whispers whispered|mutter mutters muttered|tweeting|typed|"
    "assure assures assured"
)
_ORDER: Final = (
    "urge urges urged urging|instruct instructs instructed instructing|order orders ordered ordering|"
    "ask asks asked asking|call calls called calling|appeal appeals appealed appealing|"
    "advise advises advised|demand demands demanded demanding|request requests requested requesting|"
    "implore implored|invite invites invited|encourage encourages encouraged encouraging|"
    "plead pleads pleaded pleading|direct directs directed directing|command commanded|recommend recommends recommended"
)
_JUDGE: Final = (
    "accuse accuses accused accusing|credit credits credited crediting|blame blames blamed blaming|"
    "praise praises praised praising|condemn condemns condemned condemning|"
    "describe describes described describing|term terms termed terming|"
    "label labels labelled labeled labelling|"
    "criticize criticizes criticized criticise criticises criticised criticising|"
    "hail hails hailed hailing|denounce denounces denounced denouncing|"
    "dismiss dismisses dismissed dismissing|slam slams slammed|brand brands branded branding|"
    "dub dubs dubbed|welcome welcomes welcomed welcoming|reject rejects rejected rejecting|"
    "defend defends defended defending|list lists listed|rank ranks ranked|put puts|value values valued"
)
_GERMAN: Final = (
    "sagte sagten|erklärte erklärten|berichtete berichteten|meldete meldeten|betonte betonten|"
    "kündigte kündigten|teilte teilten|warnte warnten|schrieb schrieben|räumte räumten|"
    "bestätigte bestätigten|forderte forderten|behauptete behaupteten|ergänzte ergänzten|"
    "kritisierte kritisierten|nannte nannten|versicherte versicherten"
)


def _forms(table: str) -> frozenset[str]:
    return frozenset(form for verb in table.split("|") for form in verb.split())


_VERBS: Final[dict[str, dict[str, ReportingKind]]] = {
    "en": {
        **dict.fromkeys(_forms(_JUDGE), "judge"),
        **dict.fromkeys(_forms(_ORDER), "order"),
        **dict.fromkeys(_forms(_SAY), "say"),
    },
    "de": dict.fromkeys(_forms(_GERMAN), "say"),
}

MEDIA_NOUNS: Final = word_set(
    "agency agencies broadcaster broadcasters media newspaper newspapers paper papers radio television tv "
    "channel channels magazine newsletter outlet outlets daily weekly tabloid website agentur nachrichtenagentur "
    "sender zeitung rundfunk blatt"
)
"""Common nouns for news media, in lower case."""

SOURCE_NOUNS: Final = word_set(
    "official officials officer officers source sources person people witness witnesses resident "
    "residents police ministry minister spokesman spokeswoman spokesperson spokespeople diplomat "
    "diplomats lawyer lawyers expert experts analyst analysts aide aides adviser advisers insider "
    "insiders authorities government department prosecutors investigators activist activists group groups "
    "union unions court judge company researchers scientists doctors doctor engineer engineers rescuers "
    "relatives neighbours neighbors villagers farmers fishermen critics supporters organisers organizers "
    "organisation organization charity council committee commission board party opposition army military "
    "navy coastguard firefighters embassy mayor governor president leader leaders rebels rebel militia "
    "report document documents study survey statement letter memo filing filings figures data agency "
    "parliament senate members delegates teachers nurses workers employees management operator watchdog "
    "regulator man woman men women mother father brother sister son daughter captain crew passengers "
    "passenger survivors survivor protesters demonstrators lawmakers senators ministers campaigners "
    "residents' inspectors auditors colleagues friends neighbour neighbor driver pilot teacher nurse "
    "forces fighters soldiers troops coalition combatants negotiators mediators mediator envoy envoys"
) | MEDIA_NOUNS  # fmt: skip
"""Common nouns that name a source, in lower case."""


DOCUMENT_NOUNS: Final = word_set(
    "study report survey poll inquiry analysis investigation data figures research review audit document documents "
    "studies surveys polls reports records emails images statement letter memo filing message email paper results "
    "bulletin census plan plans proposal draft statements letters memos messages papers minutes transcript files post "
    "posts tweet note announcement notice release forecast assessment ledger ledgers filings indictment indictments "
    "transcripts affidavit affidavits lawsuit lawsuits log logs contract contracts cable cables "
    "count tally estimate calculations screenshot screenshots invitation"
)
"""Common nouns for what has an author and says something."""


def reporting_verbs(language: str | None = None) -> dict[str, ReportingKind]:
    """Return the forms of the reporting verbs of a language, with what each introduces; empty without a table."""
    return _VERBS.get((language or "en").partition("-")[0].casefold(), {})


def attributing_words(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Return the spans of the words of a text that plainly attribute a statement, in order.

    English only: "said", "told", "reported", "according to" and the like. Other languages have none.
    """
    if (language or "en").partition("-")[0].casefold() != "en":
        return []
    pattern = r"\b(?:said|says|told|added|reported|announced|claimed|insisted|according to)\b"
    return [match.span() for match in re.finditer(pattern, text)]
