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
