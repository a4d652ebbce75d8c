"""Load the names and words that the rules of the engine know: countries, news media, titles, heads of names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias

from newsld.model.text.attribution import DOCUMENT_NOUNS, MEDIA_NOUNS, word_set
from newsld.pipeline.shared_entities import SharedEntities
from newsld.syntax.patterns import lazy_pattern

Kind: TypeAlias = Literal[
    "Person",
    "Group",
    "NewsMediaOrganization",
    "GovernmentOrganization",
    "Organization",
    "Country",
    "City",
    "Place",
]
"""What an entity is, in the words of the answer format."""


DETERMINERS: Final = word_set(
    "the a an this that these those its his her their our my some several many most all both another "
    "other no any each der die das ein eine einer eines dem den des diese dieser seine ihre"
)
_ENGLISH_WORDS: Final = DETERMINERS | word_set(
    "and or but nor so yet if when while whereas although though because since until unless as than that "
    "whether who which whom whose where what how why in on at by for from to of with without within into "
    "onto over under above below between among through during before after against about across along "
    "around near off out up down upon via per towards toward despite amid following according is are was "
    "were be been being has have had do does did will would can could may might must shall should not he "
    "she it they we you i him them us me there here then now also only just even still already again soon "
    "later earlier meanwhile however moreover separately instead yes one two three four five six seven "
    "nobody everybody everyone nothing everything anyone eight nine ten more less few once twice every "
    "either neither like unlike asked speaking additionally overall"
)
_GERMAN_WORDS: Final = word_set(
    "und oder aber doch denn weil als wenn dass ob wie wer was wo warum im in am an auf aus bei "
    "mit nach seit von vor zu zum zur über unter durch für gegen ohne um bis ist sind war waren hat haben "
    "hatte hatten wird werden wurde wurden soll sollen kann können nicht er sie es wir ihr ich man so "
    "millionen milliarden euro prozent "
    "auch nur noch schon dann danach zuvor laut später zudem dabei damit nun jetzt hier dort"
)  # fmt: skip
FUNCTION_WORDS: Final = _ENGLISH_WORDS | _GERMAN_WORDS
"""Words that begin no name."""
ONLY_GERMAN: Final = _GERMAN_WORDS - _ENGLISH_WORDS
"""Those of them that may be a surname in an English text: "Jonas Weil"."""

GOVERNMENT_NOUNS: Final = word_set(
    "ministry department government embassy court parliament senate congress police army navy military "
    "council commission authority authorities administration cabinet bureau consulate assembly "
    "legislature coastguard inspectorate regulator prosecutors presidency ministerium regierung polizei "
    "gericht staatsanwaltschaft parlament landtag bundestag innenministerium außenministerium "
    "umweltministerium verkehrsministerium behörde feuerwehr stadtrat gemeinderat küstenwache landratsamt"
)  # fmt: skip
_MEDIA_WORDS: Final = word_set(
    "News Times Post Radio TV Television Herald Tribune Press Gazette Journal Wire Observer Mail Daily "
    "Chronicle Echo Courier Telegraph Monitor Magazine Broadcasting Mercury Bulletin Dispatch Examiner "
    "Globe Argus Advertiser Standard Register Zeitung Rundfunk Tageblatt Anzeiger Kurier Nachrichten Bote "
    "Tagblatt"
)
_PRESS_END: Final = word_set(
    "Ledger Voice Beacon Mirror Star Sun Express Independent Sentinel Beacon Lantern Review Weekly Today Now"
)
_ORGANIZATION_WORDS: Final = word_set(
    "Union Group Party Bank University Institute Association Federation Company Inc Ltd Corp Corporation "
    "Foundation Club Hospital Nations Alliance Front League Society Trust Museum Airlines Airways Lines "
    "Ferries Shipping Energy Holdings College School Church Center Centre Organization Organisation "
    "Network Fund Team Committee Observatory Cooperative Partners Brothers Sons Industries Rail Railways "
    "LLC PLC plc NV AB ASA Oy Oyj SpA KK Pty Co LLP Bhd SAS BV United FC AFC SC CF Rovers Wanderers "
    "Rangers Albion Athletic "
    "Securities Capital Motors Motor Pharma Pharmaceuticals Electronics Optics Steel Steelworks Foods "
    "Brewery Technologies "
    "Systems Solutions Labs Semiconductor Semiconductors Aerospace Aviation Telecom Entertainment "
    "Studios Records Pictures "
    "Bancorp Financial Investments Ventures Equity Advisors Advisers Associates Consulting Analytics "
    "Resources Mining "
    "Minerals Petroleum Chemicals Chemical Properties Homes Construction Engineering Stores "
    "Supermarkets Hotels Resorts "
    "Societies Council Confederation Syndicate Chambers Academy Ballet Opera Philharmonic Choir Band "
    "Congregation Mosque "
    "Plan Alternative Rally List Bloc Utilities Aquarium Library Symphony "
    "Water Power Logistics Watch Movement Coalition Brigade Clinic Gewerkschaft Verband Verein "
    "Universität Klinik Partei Stiftung GmbH AG Genossenschaft Werke Bahn Reederei Amnesty International "
    "Forum Initiative Laboratory Observatories Orchestra Theatre Theater Zoo Charity Mission Exchange "
    "Insurance Infirmary Research Ratings Trains Aid Leisure Brands Biotech Therapeutics Robotics Dairies Retail"
)  # fmt: skip
_GOVERNMENT_WORDS: Final = frozenset(word.title() for word in GOVERNMENT_NOUNS) | word_set(
    "Agency Office Service Board Directorate Chamber Guard Coastguard Tribunal Secretariat Prosecutor "
    "Treasury Forces Force Staff Circuit Legislature Cabinet Customs Bundesamt Landesamt Ministerium Behörde"
)
_PLACE_WORDS: Final = word_set(
    "River Bay Island Islands Lake Mount Valley Street Square Bridge Province County Sea Strait Airport "
    "Hills Coast Desert Peninsula Cape Gulf Harbour Harbor Beach Forest Park Avenue Road District Region "
    "Mountains Ocean Canal Station Pass Isles Isle Quay Head Point Sound Reef Moor Dam Lane Market "
    "Cathedral Stadium East West North South Pavilion Arena Tower Towers Palace Castle Gardens Garden "
    "Plaza Raceway Speedway "
    "Falls Creek Ridge Canyon Plateau Volcano Glacier Range Basin Gorge Marsh Woods Springs Heights "
    "Territory Prefecture "
    "Oblast Governorate Township Mine Mall Prison Cemetery Abbey Monastery Terminal Highway Motorway "
    "Boulevard Wharf Pier "
    "Marina Lighthouse Coastline Delta Lagoon Reservoir Fjord Oilfield Refinery Zone Corridor Crossing "
    "Hall House Hill Mountain Straße Platz Brücke See Insel Wald Tal"
)
_SURNAMES: Final = word_set("Hall House Hill Woods Marsh Castle Springs Heights Band Steel Homes Lane Power")
"""Words for places and organizations that are frequent surnames."""
_FULL_NAME: Final = 2
_GERMAN_ENDINGS: Final[dict[str, Kind]] = {
    r"(?:agentur|zeitung|anzeigers?|rundfunk|tageblatt)\Z": "NewsMediaOrganization",
    r"(?:verband|werk|partei|liste|gewerkschaft|verein)s?\Z": "Organization",
    r"(?:ministerium|ministeriums|behörde|staatsanwaltschaft|landtag|polizei)\Z": "GovernmentOrganization",
}
PERSON_NOUNS: Final = word_set(
    "official officer source person witness resident spokesman spokeswoman spokesperson diplomat lawyer "
    "expert analyst aide adviser insider minister judge man woman mother father brother sister son "
    "daughter captain passenger survivor driver mayor governor president leader doctor engineer neighbour "
    "neighbor activist mediator envoy researcher scientist whistleblower prosecutor relative farmer "
    "fisherman teacher nurse pilot sprecher sprecherin colleague friend classmate roommate companion customer client "
    "guest spouse"
)  # fmt: skip
_COMPANY_NOUNS: Final = word_set(
    "insurer carrier operator retailer manufacturer supplier lender maker carmaker producer brewer grocer "
    "airline firm company employer developer distributor contractor exporter importer"
)
"""Nouns for companies, which end like nouns for people."""
_PERSON_ENDING: Final = lazy_pattern(
    r"[a-z]{3}(?:er|or|ist|ian|eer|ward|man|woman)\Z|(?:agent|student|president|resident)\Z"
)
_WOMEN: Final = word_set(
    "wife mother daughter sister widow girl girlfriend fiancée actress aunt niece grandmother lady heiress "
    "landlady waitress hostess queen princess duchess mum mom midwife nun stepmother granddaughter bride"
)
_MEN: Final = word_set(
    "husband father son brother widower boy boyfriend fiancé uncle nephew grandfather gentleman landlord "
    "king prince duke dad priest monk imam stepfather grandson groom"
)
_PLURAL_PEOPLE: Final = word_set(
    "people men women children police officials sources residents witnesses forces rebels fighters troops "
    "villagers fishermen authorities family relatives crew staff team delegates coalition militia "
    "opposition combatants allies several others many dozens hundreds thousands anwohner "
    "beamte fischer zeugen augenzeugen experten"
)

_KINDS: Final[Mapping[str, Kind]] = {"people": "Person", "organizations": "Organization", "places": "Place"}
"""What the collections of a newsroom’s entities have."""


@dataclass(frozen=True)
class Lexicon:
    """Known names with their kinds, titles before a name (longest first), and nouns for an office."""

    names: dict[str, Kind]
    titles: frozenset[str]
    roles: frozenset[str]
    genders: Mapping[str, str]
    """Given names that only women, "f", or only men, "m", usually have."""
    same_offices: Mapping[str, frozenset[str]]
    """The other words for an office, by each of them: "coach" is "manager"."""


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that comes with the engine."""
    data = tomllib.loads(files("newsld.draft.engine").joinpath("lexicon.toml").read_text("utf-8"))
    lists = {
        key: [name.strip() for name in " ".join(value.split()).split(";")] for key, value in data.items()
    }
    kinds: tuple[tuple[str, Kind], ...] = (
        ("cities", "City"),
        ("countries", "Country"),
        ("organizations", "Organization"),
        ("government", "GovernmentOrganization"),
        ("media", "NewsMediaOrganization"),
    )
    names = {name: kind for key, kind in kinds for name in lists[key]}
    genders = dict.fromkeys(lists["women"], "f") | dict.fromkeys(lists["men"], "m")
    same: dict[str, frozenset[str]] = {}
    for group in lists["same_offices"]:
        offices = frozenset(group.split("/"))
        same |= {office: same.get(office, frozenset()) | offices - {office} for office in offices}
    return Lexicon(names, frozenset(lists["titles"]), frozenset(lists["roles"]), genders, same)


def kind_of_words(name: str) -> Kind | None:
    """Return what the words of a name say that it is ("Ministry of Trade", "Coast Radio"); None if they do not."""
    words = re.findall(r"[^\W_][\w’'-]*", name)
    if not words:
        return None
    if "Rights" in words[:-1] and words[-1] in ("Monitor", "Watch", "Observer", "Observatory"):
        return "Organization"
    if len(words) > 1 and {"News", "Press", "Broadcasting"} & set(words[:-1]):
        return "NewsMediaOrganization"
    heads = words[: words.index("of")] if "of" in words else words
    head = next((one for one in reversed(heads) if not one.isdigit()), words[-1])  # "Highway 61"
    if words[:2] == ["House", "of"] and words[-1] in ("Assembly", "Commons", "Keys", "Deputies", "Delegates"):
        return "GovernmentOrganization"
    if words[:2] in (["Journal", "of"], ["Annals", "of"]):
        return "Organization"
    if head in _SURNAMES and len(words) == _FULL_NAME and words[0] in load_lexicon().genders:
        return None  # "Tom Hall"
    if head in _MEDIA_WORDS or (
        len(words) > 1
        and (
            head in _PRESS_END
            or (
                words[0] in ("Radio", "Daily", "TV", "Channel", "Agence", "Agencia", "Agenzia")
                and head not in ("Islands", "Tunnel")
            )
        )
    ):
        return "NewsMediaOrganization"
    for ending, kind in _GERMAN_ENDINGS.items():
        if re.search(ending, head, re.IGNORECASE) and len(head) > 6:
            return kind
    if head in _GOVERNMENT_WORDS or " ".join(words[-2:]) in ("Municipal District", "Investigation Branch"):
        return "GovernmentOrganization"
    if (
        head == "District"
        and len(words) > 1
        and words[-2] in ("Fire", "School", "Water", "Hospital", "Utility")
    ):
        return "Organization"
    if head in _ORGANIZATION_WORDS:
        return "Organization"
    if len(words) > 1 and (
        head in _PLACE_WORDS
        or words[0]
        in ("Mount", "Lake", "Cape", "Port", "Fort", "Saint", "St", "Bad", "River", "Gulf", "Strait", "Isle")
    ):
        return "Place"
    if any(word in _GOVERNMENT_WORDS for word in heads) and len(words) > 1:
        return "GovernmentOrganization"
    if any(word in _ORGANIZATION_WORDS for word in heads) and len(words) > 1:
        return "Organization"
    return None


def is_surname(word: str) -> bool:
    """Return whether a word for a place or an organization is a frequent surname: "Marsh"."""
    return word in _SURNAMES


def gender_of_noun(noun: str) -> str:
    """Return whether a noun in lower case means a woman, "f", or a man, "m"; "" for another one."""
    if noun in _WOMEN or noun.endswith("woman"):
        return "f"
    return "m" if noun in _MEN or (noun.endswith("man") and noun not in ("human", "german")) else ""


def kind_of_description(head: str, words: str) -> Kind:
    """Return what a source without a name is, from the head noun of its description."""
    low = head.casefold()
    if low in DOCUMENT_NOUNS or low in _COMPANY_NOUNS:
        return "Organization"
    if low in _PLURAL_PEOPLE and low not in GOVERNMENT_NOUNS:
        return "Group"
    if low in MEDIA_NOUNS and not re.search(
        r"(?i)\b(?:intelligence|space|aid|weather|relief|border|environment)", words
    ):
        return "NewsMediaOrganization"
    if low in GOVERNMENT_NOUNS:
        return "GovernmentOrganization"
    if (
        gender_of_noun(low)
        or low in PERSON_NOUNS
        or low in load_lexicon().roles
        or _PERSON_ENDING.search(low)
    ):
        return "Person"
    if low in {"family", "group", "groups", "coalition"} or (low.endswith("s") and not low.endswith("ss")):
        return "Group"
    return "Organization"


def known_names(shared: SharedEntities) -> dict[str, tuple[str, Kind]]:
    """Return every name of a newsroom's entities with the id and the kind of its entity."""
    found: dict[str, tuple[str, Kind]] = {}
    for key, item in shared.items.items():
        kind = _KINDS[shared.collections[key]]
        stated = item.get("type")
        for one in stated if isinstance(stated, list) else [stated]:
            if one in ("NewsMediaOrganization", "GovernmentOrganization", "Country", "City"):
                kind = one
        for name in _listed(item.get("name")) + _listed(item.get("alternateName")):
            found[name] = (key, kind)
    return found


def _listed(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
