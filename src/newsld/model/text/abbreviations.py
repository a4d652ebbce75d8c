"""The table of abbreviations whose full stop does not end a sentence."""

from __future__ import annotations


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in words.split())


# Always before a name or a number: a sentence never ends with one of these.
LEADING: frozenset[str] = _words(
    # English
    "Mr Mrs Ms Mx Dr Prof Rev Hon Fr Mt Ft Msgr Gen Lt Col Maj Capt Cmdr Cdr Cpl Sgt Pvt Adm Brig Cmt "
    "Comdr Gov Sen Rep Reps Sens Pres Supt Det Insp Amb Sec Atty Pte Ald Messrs v vs cf viz "
    # German
    "Hr Fr Frl Dipl Ing Med Jur bzw ca evtl ggf inkl sog vgl geb "
    # French
    "M MM Mme Mmes Mlle Mlles Me Mgr Pr "
    # Spanish
    "Sra Srta Sres Sras Dra Dres Profa Lic Gral Cnel Pdte Pdta Vdo Vda Ud Uds Vd Vds Dn Dna Fco"
)

# Only before a number; before a word they are words themselves ("No. He left.").
NUMBERED: frozenset[str] = _words(
    # English
    "No Nos no nos Art art Arts arts Fig fig Figs figs Vol vol Vols vols Ch ch sec p pp para Para Ex ex "
    "Op op Pt pt Tel tel Ext ext Rs Re approx Approx "
    # German
    "Nr Nrn nr Abs Bd Kap Ziff S "
    # French
    "n chap al "
    # Spanish
    "Núm núm Nro nro Pág pág págs Cap cap Tfno"
)

# They end a sentence only before one of STARTERS, not before another capital or a number.
TRAILING: frozenset[str] = _words(
    # English
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Jr Sr St Ste Inc Ltd Co Cos Corp Bros Dept Univ "
    "Assn Bldg Ave Blvd Rd Hwy etc al dist Dist Ph Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky "
    "Md Mich Minn Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wis Wyo "
    # German
    "Jän Mär Okt Dez usw usf Jh Jhd Mio Mrd Str Hrsg Verf gest "
    # French
    "janv févr avr juil déc env Cie "
    # Spanish
    "EE UU ene abr dic Cía Avda Av pto"
)

# Words that usually begin a sentence and are seldom the next word of a name.
STARTERS: frozenset[str] = _words(
    # English
    "A After All Also Although And Another As At Because Before Both But By Despite During Each Earlier "
    "For From He Her His How However I If In Instead It Its Last Later Many Meanwhile More Most My No Not "
    "Now On Once One Only Or Other Others Our Our She Since So Some Still Such That The Their Then There "
    "These They This Those Though Thus To Two Under Until We What When Where Whether Which While Who Why "
    "With Yet You Your "
    # German
    "Aber Auch Bei Dann Der Die Dies Diese Dieser Doch Ein Eine Er Es Ich Ihr Im Mit Nach Sie Und Wir "
    "Zudem "
    # French
    "Cette Dans Elle Elles Il Ils Mais Nous Pour Selon Une Vous "
    # Spanish
    "Ella Ellas Ellos El En Esta Este Esto Pero Según También Una"
)

# After the number of a day: "am 9. Dezember".
GERMAN_MONTHS: frozenset[str] = _words(
    "Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember"
)
