"""The offline engine: ministries, groups of people and sources without a name, and who is one of them."""

from __future__ import annotations

import pytest

from newsld.draft.answer import Answer
from newsld.draft.engine.capture import capture
from newsld.draft.text_input import TextInput


def _captured(text: str) -> Answer:
    return capture(TextInput(text, published="2025-03-05", language="en"))


def _references(text: str) -> set[tuple[str, str | None]]:
    return {(one.words, one.entity) for one in _captured(text).references}


def _names(text: str) -> set[str]:
    return {one.name for one in _captured(text).entities}


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Traders in Ossel are divided.", "Traders in Ossel"),
        ("Talks failed. Analysts at Corder Bank expect a deal.", "Analysts at Corder Bank"),
        ("Regulars at the Red Lion were sad.", "Regulars at the Red Lion"),
    ],
)
def test_people_of_a_place_that_a_sentence_begins_with_are_a_group(text: str, group: str) -> None:
    """They are a party to what the sentence says."""
    assert group in _names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Numbers in Ossel are low.",
        "The chairman of Corder Bank was there.",
        "It rained on traders in Ossel.",
        "Papers at Corder Bank were burned.",
    ],
)
def test_what_is_nobody_or_no_subject_is_no_group(text: str) -> None:
    """Things, a single person and the people that something befalls are no groups that act."""
    assert not any(one.kind == "Group" for one in _captured(text).entities)


def test_each_ministry_of_a_state_is_its_own() -> None:
    """The foreign ministry is no defence ministry, and "the ministry" is the last one of the paragraph."""
    text = (
        "The defence ministry denied it. Prices rose.\n\n"
        "The envoy was summoned to the foreign ministry, the ministry said."
    )
    assert {"defence ministry", "foreign ministry"} <= _names(text)
    assert ("the ministry", "foreign ministry") in _references(text)


def test_a_ministry_that_sources_work_in_is_the_ministry() -> None:
    """Two officials in it are not the ministry."""
    text = "Units moved, said two officials in the Kesterian defence ministry.\n\nThe ministry denied the report."
    assert ("The ministry", "Kesterian defence ministry") in _references(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wanda Kessler broke a leg. A hospital spokesperson said she was stable.", "she"),
        (
            "The Courier reported the complaints. A spokesman for the regulator said it had learned lessons.",
            "it",
        ),
    ],
)
def test_who_a_source_speaks_of_is_left_open(text: str, words: str) -> None:
    """A source without a name may speak of itself, or of somebody whom the text has named."""
    assert all(one != words for one, _ in _references(text))


def test_he_said_after_a_comma_is_not_whom_the_sentence_is_about() -> None:
    """A policeman without a name does not report his own wound."""
    text = "Prosecutor Emil Castanho corrected her. A policeman had been treated for a wound, he said."
    assert ("he", "Emil Castanho") in _references(text)


def test_a_commissioner_is_a_person_whom_a_pronoun_may_mean() -> None:
    """A pronoun after an office fits the one who holds it, so that nobody else is sure."""
    text = "Mr Peter Ugba made the claim. Efforts to reach the commissioner failed, as he was abroad."
    assert ("he", "Peter Ugba") not in _references(text)


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("When the contractor, Hollin Engineering, withdrew its staff, work stopped.", ("its", "Hollin Engineering")),
        ("Rain fell, Northgate Research said. Its principal analyst was there.", ("Its", "Northgate Research")),
        ("Norvane Group said the council closed its mill.", ("its", "council")),
        ("Quillon, the maker of the Perch doorbell, has cut its staff.", ("its", "Quillon")),
        ("A spokeswoman for Norvane Group denied that it had walked away.", ("it", "Norvane Group")),
        ("Two men were held, Coast Radio said. It quoted a witness.", ("It", "Coast Radio")),
    ],
)  # fmt: skip
def test_its_means_the_organization_that_acts(text: str, references: tuple[str, str]) -> None:
    """Who does something has it; a spokeswoman and the office of somebody are of one organization."""
    assert references in _references(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lothmark would lend Ardland gas from its stores.",
        "Norvane Group and Coast Radio met. Its chairman was there.",
        "The mayor of Ossel said its bridges were old.",
    ],
)
def test_its_is_left_open_among_several(text: str) -> None:
    """What is owned by one of two, or by what has no name, is nobody’s for sure."""
    assert not any(word in ("its", "Its") and entity != "Lothmark" for word, entity in _references(text))


def test_the_team_and_the_authors_are_the_researchers() -> None:
    """Those who made the one study of a text are one group."""
    text = "Researchers called the result clear. The team said the pill worked. The authors wrote that it was safe."
    groups = [one for one in _captured(text).entities if one.kind == "Group"]
    assert len(groups) == 1


def test_a_name_that_a_witness_gives_is_that_of_the_witness() -> None:
    """The farmer is not somebody else."""
    text = (
        "One of the residents, a farmer who gave his name only as Ion, told the newspaper that it was loud."
    )
    assert "One of the residents" not in _names(text)
    assert "Ion" in _names(text)


def test_the_club_is_the_one_with_the_name_of_a_club() -> None:
    """A company next to it is none."""
    text = "Tidewater Sports bought Calder Athletic. Fans of the club sang."
    assert any("the club" in one.also for one in _captured(text).entities) or (
        "the club", "Calder Athletic",
    ) in _references(text)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        (
            "Chief Raymond Kowalski spoke. The men, Tyrell Banks, 23, and Joseph Medina, 21, are held, he said.",
            ("he", "Raymond Kowalski"),
        ),
        (
            "Ana Malverne learned it from a neighbour, Ada Finch. “There was nothing else,” she told the council.",
            ("she", "Ana Malverne"),
        ),
        (
            "Her mother wrote it. Their daughter, the cellist Hannah Lyle, left. Her daughter said it was late.",
            ("Her daughter", "Hannah Lyle"),
        ),
        (
            "Officers came, the police said. Elena Ruiz works for the Port Lawson Police Department.",
            ("the police", "Port Lawson Police Department"),
        ),
        (
            "“I am ill,” Jodie Marsden said. “You learn a lot,” the former nurse added.",
            ("the former nurse", "Jodie Marsden"),
        ),
    ],
)
def test_a_source_is_who_was_named(text: str, reference: tuple[str, str]) -> None:
    """A pronoun means neither one of several nor an object; a relative and a body have the name that a text gives."""
    assert reference in _references(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ms Ilse Korvin gave Ms Helena Brandt a mandate. If she fails, there will be a vote.",
        "Ana Ruiz and her sister, Eva Ruiz, came. Her mother said so.",
        "Moss’s son, Al Moss, left. Then Tom Hay arrived. His son said so.",
        "The mayor’s spokeswoman, Eva Ruiz, came. Farrow left. His spokeswoman said so.",
    ],
)
def test_who_may_be_somebody_else_is_left_open(text: str) -> None:
    """A condition is often about the object of the sentence before, and a relative without a name is nobody."""
    assert not {"she", "Her mother", "His spokeswoman", "His son"} & {words for words, _ in _references(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The deputy leader, Jonas Weil, left Ossel.", {"Jonas Weil", "Ossel"}),
        ("The broadcaster Belmora One reported it from Ossel.", {"Belmora One", "Ossel"}),
        ("Miners left the Ardent nickel mine near Ossel.", {"Ardent nickel mine", "Ossel"}),
        ("Host Ossel lost to Ana Ruiz, who won.", {"Ossel", "Ana Ruiz"}),
        ("Dan Price beat Ana Hughes. On March 3 Hughes said she would go.", {"Dan Price", "Ana Hughes"}),
        ("The opera The Salt Road was sung in Ossel.", {"Ossel"}),
        ("The Halden Quartet gave her String Quartet No 1 in Ossel.", {"Halden Quartet", "Ossel"}),
    ],
)
def test_numbers_and_nouns_belong_to_names_and_works_are_none(text: str, names: set[str]) -> None:
    """“One” and “nickel mine” end names, a German word is a surname in an English text, an opera is no place."""
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        (
            "Star striker Leo Adeyemi missed a penalty. On Sunday the striker was ill.",
            ("the striker", "Leo Adeyemi"),
        ),
        ("Mayor Tim Garza met the board. Ana Ruiz praised the mayor.", ("the mayor", "Tim Garza")),
        (
            "The agriculture ministry was late. Ruta Kalnina said so. The ministry said it was working.",
            ("The ministry", "agriculture ministry"),
        ),
        ("Lawson plc sued Dunmore United. The club said nothing was owed.", ("The club", "Dunmore United")),
    ],
)
def test_a_noun_means_the_only_one_of_its_kind(text: str, reference: tuple[str, str]) -> None:
    """The only holder of an office, the ministry of the paragraph and the only club are meant again."""
    assert reference in _references(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Tim Garza met Mayor Ana Ruiz. A vote followed, and the mayor left.",
        "A mayor from abroad met Mayor Tim Garza. The crowd cheered the mayor.",
    ],
)
def test_a_noun_for_several_is_left_open(text: str) -> None:
    """Of two mayors, either may be meant."""
    assert "the mayor" not in {words for words, _ in _references(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Former goalkeeper Pete “Bear” Lawson died. Lawson, known as Bear, was loud.", {"Pete “Bear” Lawson"}),
        ("The Ministry of Works met. Works minister Olaf Brekke spoke.", {"Ministry of Works", "Olaf Brekke"}),
        ("It sued Otterburn plc in Ossel. Otterburn won.", {"Otterburn plc", "Ossel"}),
        ("Sgt. Will Harper of Ossel Police said it was noon.", {"Will Harper", "Ossel Police"}),
        ("The Norland Football Association met. The FA said it was clear.", {"Norland Football Association"}),
    ],
)  # fmt: skip
def test_what_is_next_to_a_name_is_no_other_one(text: str, names: set[str]) -> None:
    """A nickname, a portfolio and a legal form are no further people or organizations."""
    assert _names(text) == names
