"""Define the connecting words of footnotes, one table for each language."""

from __future__ import annotations

from typing import Final, NamedTuple


class Connectors(NamedTuple):
    """The connecting words of one language. Each is written as it is, and read with any white space and comma before.

    `citing` comes before a further hop and `cited` after it; `also_citing` are alternatives that are only read. `both`
    comes before the last party of a hop, `on` before a medium, `within` before a form (the first is written, the
    longest is tried first), `role` before a role, `dated` and `dated_in` before a date that the story states. `carried`
    comes after a party, `carried_all` at the start of a footnote, `unknown_origin` at its end. `no_source` and `own`,
    for what the publication says itself, are whole footnotes.
    """

    citing: str
    both: str
    on: str
    within: tuple[str, ...]
    role: str
    dated: str
    dated_in: str
    carried: str
    carried_all: str
    unknown_origin: str
    no_source: str
    own: str
    also_citing: tuple[str, ...] = ()
    cited: str = ""
    comma: str = ", "
    stop: str = "."
    english_dates: bool = False


ENGLISH: Final = Connectors(
    citing=", citing ",
    also_citing=(", quoting ", ", who cited ", ", which cited "),
    both=" and ",
    on=" on ",
    within=(" in a ", " in an ", " in "),
    role=" as ",
    dated=", on ",
    dated_in=", in ",
    carried=", carried over from ",
    carried_all="Carried over from ",
    unknown_origin="; origin not given",
    no_source="No source given",
    own="Own reporting",
    english_dates=True,
)

_TABLES: Final[dict[str, Connectors]] = {
    "en": ENGLISH,
    "de": Connectors(
        citing=", unter Berufung auf ",
        also_citing=(", zitiert ", ", mit Verweis auf "),
        both=" und ",
        on=" auf ",
        within=(" in einem ", " in einer ", " in "),
        role=" als ",
        dated=", am ",
        dated_in=", im ",
        carried=", übernommen von ",
        carried_all="Übernommen von ",
        unknown_origin="; Ursprung nicht genannt",
        no_source="Keine Quelle genannt",
        own="Eigene Angaben",
    ),
    "fr": Connectors(
        citing=", citant ",
        also_citing=(", qui cite ",),
        both=" et ",
        on=" sur ",
        within=(" dans un ", " dans une ", " dans "),
        role=" en tant que ",
        dated=", le ",
        dated_in=", en ",
        carried=", repris de ",
        carried_all="Repris de ",
        unknown_origin="; origine non précisée",
        no_source="Aucune source indiquée",
        own="Information de la rédaction",
    ),
    "es": Connectors(
        citing=", que cita a ",
        also_citing=(", citando a ", ", citando "),
        both=" y ",
        on=" por ",
        within=(" en un ", " en una ", " en "),
        role=" como ",
        dated=", el ",
        dated_in=", en ",
        carried=", retomado de ",
        carried_all="Retomado de ",
        unknown_origin="; origen no indicado",
        no_source="Sin fuente indicada",
        own="Información propia",
    ),
    "hi": Connectors(
        citing=", जिसने ",
        cited=" का हवाला दिया",
        both=" और ",
        on=", माध्यम ",
        within=(", रूप ",),
        role=", बतौर ",
        dated=", दिनांक ",
        dated_in=", दिनांक ",
        carried=", पहले की तरह ",
        carried_all="पहले की तरह ",
        unknown_origin="; मूल स्रोत नहीं बताया गया",
        no_source="कोई स्रोत नहीं बताया गया",
        own="अपनी रिपोर्ट",
        stop="।",
    ),
    "ar": Connectors(
        citing="، نقلاً عن ",
        also_citing=("، نقلا عن ",),
        both=" و",
        on=" عبر ",
        within=(" في ",),
        role=" بصفة ",
        dated="، بتاريخ ",
        dated_in="، بتاريخ ",
        carried="، تكملةً لما في ",
        carried_all="تكملةً لما في ",
        unknown_origin="؛ المصدر الأصلي غير مذكور",
        no_source="لم يُذكر مصدر",
        own="معلومات خاصة بالصحيفة",
        comma="، ",
    ),
}


def connectors_for(language: object) -> Connectors:
    """Return the table of a language (a BCP 47 tag); English for a language without one."""
    if not isinstance(language, str):
        return ENGLISH
    return _TABLES.get(language.partition("-")[0].casefold(), ENGLISH)
