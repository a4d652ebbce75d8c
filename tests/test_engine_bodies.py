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
