"""Test how the engine reads chains of several sources: media that cite, carry, quote and interview each other."""

from __future__ import annotations

import pytest

from newsld.draft.answer import Answer
from newsld.draft.engine.capture import capture
from newsld.draft.text_input import TextInput

WIRE, HERALD, RUIZ = "Coast Wire", "Harbour Herald", "Ana Ruiz"


def _captured(text: str) -> Answer:
    return capture(TextInput(text, published="2025-03-05", language="en"))


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        (
            "It shut, Coast Wire said, citing the Vardo news agency, which in turn quoted two officials.",
            (WIRE, "Vardo", "two officials"),
        ),
        ("It shut, Coast Wire reported, citing Radio Vardo, citing police.", (WIRE, "Radio Vardo", "police")),
        (
            "It shut, Coast Wire reported, citing Radio Vardo, which cited police.",
            (WIRE, "Radio Vardo", "police"),
        ),
        (
            "According to Coast Wire, which refers to a police spokesman, the port shut.",
            (WIRE, "police spokesman"),
        ),
        ("According to Coast Wire, citing two officials, the port shut.", (WIRE, "two officials")),
        (
            "It shut, Coast Wire reported, attributing the information to two officials.",
            (WIRE, "two officials"),
        ),
        ("Coast Wire, citing Westland’s Harbour Police, said the port had shut.", (WIRE, "Harbour Police")),
        (
            "Coast Wire, citing Radio Vardo, which in turn quoted an officer, said the port had shut.",
            (WIRE, "Radio Vardo", "officer"),
        ),
        ("It shut, Coast Wire reported, quoting a hospital director.", (WIRE, "hospital director")),
        ("It shut, Coast Wire reported, citing the clearing house Centra.", (WIRE, "Centra")),
        ("It shut, Coast Wire reported, citing the effects of the storm.", (WIRE,)),
        ("It shut, the mayor said, with reference to the captain.", ("mayor",)),
    ],
)
def test_a_medium_that_cites_a_medium_that_cites_somebody(sentence: str, chain: tuple[str, ...]) -> None:
    """Each one that cites is a step, in the order of the words; what is no source is no step."""
    assert _captured(sentence).citations[0].chain == chain


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("In a statement carried by Coast Wire, Ana Ruiz said the port was shut.", (WIRE, RUIZ)),
        ("In an email to the Harbour Herald, Ana Ruiz said the port was shut.", (HERALD, RUIZ)),
        ("Writing in the Harbour Herald, Ana Ruiz said the port was shut.", (HERALD, RUIZ)),
        ("Contacted by the Harbour Herald, Ana Ruiz said the port was shut.", (HERALD, RUIZ)),
        ("When asked by the Harbour Herald, Ana Ruiz said the port was shut.", (HERALD, RUIZ)),
        (
            "In an interview with the Harbour Herald, quoted by Coast Wire, Ana Ruiz said the port was shut.",
            (WIRE, HERALD, RUIZ),
        ),
        ("Ana Ruiz, in an email to the Harbour Herald, said the port was shut.", (HERALD, RUIZ)),
        ("Ana Ruiz, quoted by Coast Wire, said the port was shut.", (WIRE, RUIZ)),
        (
            "A source in the delegation, cited by Coast Wire, said the port was shut.",
            (WIRE, "source in the delegation"),
        ),
        (
            "Ana Ruiz told the Harbour Herald in an interview published on Sunday that the port was shut.",
            (HERALD, RUIZ),
        ),
        (
            "The port was shut, Ana Ruiz said in remarks published on Friday by the Harbour Herald.",
            (HERALD, RUIZ),
        ),
        ("The port was shut, Ana Ruiz said in comments carried by the Coast Wire news agency.", (WIRE, RUIZ)),
        ("Ana Ruiz confirmed the cuts in an email to the Harbour Herald.", (HERALD, RUIZ)),
        ("Ana Ruiz called it “a joke” in an interview with the Harbour Herald.", (HERALD, RUIZ)),
        ("Ana Ruiz called it “a joke” in the Harbour Herald quiz.", (RUIZ,)),
        ("In a letter to the mayor, Ana Ruiz said the port was shut.", (RUIZ,)),
        ("Ana Ruiz, quoted at length, said the port was shut.", (RUIZ,)),
    ],
)
def test_the_medium_that_words_came_through(sentence: str, chain: tuple[str, ...]) -> None:
    """It is found before the speaker, in an aside, after the verb and after what is confirmed."""
    assert _captured(sentence).citations[0].chain == chain


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("As first reported by Coast Wire, the port will shut.", (WIRE,)),
        ("The port will shut, as first reported by Coast Wire.", (WIRE,)),
        ("The port will shut, Ana Ruiz said, as reported by Coast Wire.", (WIRE, RUIZ)),
        ("“The port is shut,” Coast Wire quoted Ana Ruiz as telling lawmakers.", (WIRE, RUIZ)),
        ("Coast Wire reported Ana Ruiz as saying the port was shut.", (WIRE, RUIZ)),
        ("Ana Ruiz was quoted in the Harbour Herald as saying the port was shut.", (HERALD, RUIZ)),
        ("Ana Ruiz was quoted on Friday as saying by Coast Wire that the port was shut.", (WIRE, RUIZ)),
        (
            "Coast Wire cites economists at the bank, who expect the port to shut.",
            (WIRE, "economists at the bank"),
        ),
        (
            "The Harbour Herald said it had been told by two officials that the port would shut.",
            (HERALD, "two officials"),
        ),
        (
            "The port would shut, Ana Ruiz told state television, Coast Wire reported.",
            (WIRE, "state television", RUIZ),
        ),
        ("The port would shut, a spokesman told reporters, Coast Wire said.", (WIRE, "spokesman")),
        ("Ana Ruiz was quoted as saying that the port was shut.", (RUIZ,)),
    ],
)
def test_a_medium_that_quotes_somebody(sentence: str, chain: tuple[str, ...]) -> None:
    """The reporter comes first, whatever the form of the verb."""
    found = _captured(sentence).citations
    assert [one.chain for one in found] == [chain]
    assert "by Coast Wire" not in found[0].words[0]


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("Ana Ruiz said the mayor wrote herself two checks.", (RUIZ,)),
        ("Ana Ruiz said the officers had told her that the port was shut.", (RUIZ,)),
        ("Coast Wire reported that the mayor had warned the port about the bridge.", (WIRE,)),
        ("Coast Wire reported that Ana Ruiz told her aides the port was shut.", (WIRE, RUIZ)),
        (
            "Coast Wire reported that two officials had warned that the port was shut.",
            (WIRE, "two officials"),
        ),
    ],
)
def test_what_people_say_of_others_is_theirs(sentence: str, chain: tuple[str, ...]) -> None:
    """Only a news medium passes on what another source says in the clause that it reports."""
    assert [one.chain for one in _captured(sentence).citations] == [chain]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Ana Ruiz told Radio Vardo’s breakfast programme that the port was shut.", "the port was shut"),
        ("Ana Ruiz told Harbour Herald reporter Jon Pike that the port was shut.", "the port was shut"),
        (
            "Ana Ruiz told parliament on Tuesday, the day before the vote, that the port was shut.",
            "the port was shut",
        ),
        (
            "Later, Coast Wire wrote, with reference to two officials, that the port was shut.",
            "the port was shut",
        ),
    ],
)
def test_words_for_a_medium_are_no_part_of_the_statement(sentence: str, words: str) -> None:
    """Programmes, reporters and asides between a verb and its “that” are no words of the speaker."""
    assert [one.words for one in _captured(sentence).citations] == [(words,)]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "It was deep, said a memo seen by the Harbour Herald.\n\nIn the memo, Ana Ruiz wrote that it was time.",
            (HERALD, RUIZ),
        ),
        (
            "A memo leaked to the Harbour Herald says the port will shut. In it, Ana Ruiz wrote that it was time.",
            (HERALD, RUIZ),
        ),
        (
            "Ana Ruiz confirmed it in an email to the Harbour Herald.\n\n“Yes,” Ana Ruiz wrote in the same email.",
            (HERALD, RUIZ),
        ),
        (
            "Screenshots were shared with the Harbour Herald. Ana Ruiz answered, according to the screenshots: “Yes.”",
            (HERALD, RUIZ),
        ),
        ("A letter was sent to the mayor. In the letter, Ana Ruiz wrote that it was time.", (RUIZ,)),
        (
            "A memo was seen by the Harbour Herald.\n\nIn a letter to staff, Ana Ruiz wrote that it was time.",
            (RUIZ,),
        ),
    ],
)
def test_a_document_that_a_medium_has(text: str, chain: tuple[str, ...]) -> None:
    """What somebody writes in it came through the medium that has seen it, or that it was sent to."""
    assert _captured(text).citations[-1].chain == chain


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("It was shut, according to a report in the Harbour Herald.", (HERALD,)),
        ("A report in the Harbour Herald said the port was shut.", (HERALD,)),
        ("The BBC, citing a report in the Harbour Herald, said it was shut.", ("BBC", HERALD)),
        (
            "It was shut, Coast Wire reported, citing a defence ministry statement.",
            (WIRE, "defence ministry"),
        ),
        ("A defence ministry statement carried by Coast Wire said it was shut.", (WIRE, "defence ministry")),
        ("It was shut, Coast Wire reported, citing court documents.", (WIRE,)),
    ],
)
def test_the_author_of_a_document(sentence: str, chain: tuple[str, ...]) -> None:
    """A report in a newspaper is the newspaper’s, a statement of a ministry the ministry’s."""
    assert [one.chain for one in _captured(sentence).citations] == [chain]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Ana Ruiz told Radio Vardo that it was shut, Coast Wire reported. “It is over,” it quoted Ruiz as saying.",
            (WIRE, "Radio Vardo", RUIZ),
        ),
        (
            "The storm hit the port, Coast Wire said. It quoted a harbour official as saying the port was shut.",
            (WIRE, "harbour official"),
        ),
        (
            "The Harbour Herald called it a mistake. Its correspondent in Vanna, Ana Ruiz, said that it was over.",
            (HERALD, RUIZ),
        ),
        (
            "The premier of Westland, Ana Ruiz, left, Coast Wire said. “It is over,” the agency quoted her as saying.",
            (WIRE, RUIZ),
        ),
        ("Ana Ruiz called that “a joke,” per the newsletter Harbour Notes.", ("Harbour Notes", RUIZ)),
        ("The price rose by two dollars, the firm said, per the terms of the deal.", ("firm",)),
        ("Ana Ruiz told this newspaper that the port was shut.", (RUIZ,)),
        (
            "Tom Moss sat with Ana Ruiz. He told her that he would never sail again, she recalled.",
            (RUIZ, "Tom Moss"),
        ),
        ("Ana Ruiz sat down. She said that she would never sail again, she recalled.", (RUIZ,)),
    ],
)
def test_who_passes_on_words(text: str, chain: tuple[str, ...]) -> None:
    """A medium that is “it” keeps its chain, its correspondent speaks through it, the reporting medium is no step."""
    assert _captured(text).citations[-1].chain == chain


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("It shut, Coast Wire reported citing two officials.", (WIRE, "two officials")),
        ("Coast Wire reported that, according to two officials, it had shut.", (WIRE, "two officials")),
        ("Ana Ruiz, who was speaking to Radio Vardo, said it had shut.", ("Radio Vardo", RUIZ)),
        ("Coast Wire quoted Ana Ruiz saying it had shut.", (WIRE, RUIZ)),
        (
            "Ana Ruiz told Radio Vardo, in comments reported by Coast Wire, that it had shut.",
            (WIRE, "Radio Vardo", RUIZ),
        ),
        ("Ana Ruiz said in a text message seen by the Harbour Herald that it had shut.", (HERALD, RUIZ)),
        (
            "It had shut, the union told its members in a message seen by the Harbour Herald.",
            (HERALD, "union"),
        ),
        ("Coast Wire reported that it had shut, citing no sources.", (WIRE,)),
    ],
)
def test_media_between_a_verb_and_its_statement(sentence: str, chain: tuple[str, ...]) -> None:
    """Without a comma, in brackets of commas, and after the occasion."""
    assert [one.chain for one in _captured(sentence).citations] == [chain]


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("Ana Ruiz said it was shut, Coast Wire reported, citing a diplomat.", (WIRE, "diplomat", RUIZ)),
        ("It was shut, Coast Wire reported, citing a diplomat.", (WIRE, "diplomat")),
        ("It was shut, Ana Ruiz told Coast Wire, citing two officials.", (WIRE, RUIZ, "two officials")),
        ("Ana Ruiz had demanded help, three officials told Coast Wire.", (WIRE, "three officials")),
        ("The broadcaster MRF, citing a diplomat, put it at no more than 24.", ("MRF", "diplomat")),
        ("It was shut, Ana Ruiz assured him, the ministry said.", ("ministry", RUIZ)),
    ],
)
def test_who_cites_comes_before_those_who_are_reported(sentence: str, chain: tuple[str, ...]) -> None:
    """Whom a medium cites is next to it, also when it reports what somebody else has said."""
    assert [one.chain for one in _captured(sentence).citations] == [chain]


@pytest.mark.parametrize(
    "start",
    [
        "At Coast Wire",
        "In the office of Coast Wire",
        "In the lobby of Radio Vardo",
        "During a strike at Coast Wire",
        "In a lawsuit against Coast Wire",
        "In a letter about Coast Wire",
    ],
)
def test_a_place_or_topic_is_no_medium_that_hears(start: str) -> None:
    """Who speaks at a medium, or about it, does not speak to it."""
    sentence = f"{start}, Ana Ruiz said it had shut."
    assert [one.chain for one in _captured(sentence).citations] == [(RUIZ,)]
    sentence = "On Coast Wire, Ana Ruiz said it had shut."
    assert [one.chain for one in _captured(sentence).citations] == [(WIRE, RUIZ)]


def test_a_statement_goes_on_after_who_reported_it() -> None:
    """The verb after the aside is a part of it."""
    text = "The bridge, as reported by Coast Wire, is closed."
    (found,) = _captured(text).citations
    assert [text[one.start : one.end] for one in found.spans] == ["The bridge", "is closed"]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Ana Ruiz had fled, two officials told Coast Wire, as Radio Vardo was the first to report.",
            ("Radio Vardo", WIRE, "two officials"),
        ),
        ("It was shut, Ana Ruiz said, speaking to Coast Wire on condition of anonymity.", (WIRE, RUIZ)),
        ("It was shut, Ana Ruiz said, speaking in a low voice.", (RUIZ,)),
        ("The Harbour Herald has learned from two officials that it was shut.", (HERALD, "two officials")),
        ("Ana Ruiz learned from two officials that it was shut.", (RUIZ,)),
        ("The deal failed, as the Harbour Herald was first to reveal.", (HERALD,)),
        ("The deal failed, as the Harbour Herald first reported.", (HERALD,)),
        (
            "Coast Wire said it was shut. “Nobody asked us,” Milan Horak, a farmer, told it.",
            (WIRE, "Milan Horak"),
        ),
        (
            "The union said it was shut. Milan Horak, a farmer, told it that nobody had asked.",
            ("Milan Horak",),
        ),
        ("Ana Ruiz spoke on Radio Vardo of “theatre with live fire”.", ("Radio Vardo", RUIZ)),
        ("Ana Ruiz, speaking to Radio Vardo, spoke of “theatre”.", ("Radio Vardo", RUIZ)),
        (
            "The union said it was over, Coast Wire reported.\n\nThe River League will meet on Friday, it announced.",
            ("River League",),
        ),
        (
            "Two envoys told Radio Vardo that Ana Ruiz had wept. “I cannot,” Ruiz replied, according to them.",
            ("Radio Vardo", "Two envoys", RUIZ),
        ),
        (
            "Two officials told Coast Wire that it was shut. According to the officials, Ana Ruiz had ordered it.",
            (WIRE, "Two officials"),
        ),
        ("According to the chief of police, Ana Ruiz, it was shut.", (RUIZ,)),
        ("It was shut, Ana Ruiz said in remarks carried live by Radio Vardo.", ("Radio Vardo", RUIZ)),
    ],
)
def test_who_is_meant_by_it_and_them(text: str, chain: tuple[str, ...]) -> None:
    """A medium that is told, a body that speaks of itself, and those who pass on an answer."""
    assert _captured(text).citations[-1].chain == chain


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        (
            "A letter from Dr Ines Farrow to managers, seen by Radio Vardo, says it will shut.",
            ("Radio Vardo", "Ines Farrow"),
        ),
        ("A memo written by Tom Bligh and obtained by Coast Wire said it would shut.", (WIRE, "Tom Bligh")),
        ("A report about Tom Bligh seen by Radio Vardo says it will shut.", ("Radio Vardo",)),
        ("A letter to Tom Bligh, seen by Radio Vardo, says it will shut.", ("Radio Vardo",)),
        ("A message from a friend of Tom Bligh, seen by Radio Vardo, says it will shut.", ("Radio Vardo",)),
    ],
)
def test_the_author_of_a_document_is_a_step_after_the_medium_that_has_seen_it(
    sentence: str, chain: tuple[str, ...]
) -> None:
    """Only a name right after "from" or "by" is the author: not the topic, and not who got it."""
    assert _captured(sentence).citations[0].chain == chain


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Coast Wire said it would shut. It cited two people with knowledge of the plan.",
            (WIRE, "two people with knowledge of the plan"),
        ),
        ("Coast Wire said it would shut. The agency cited a spokesman.", (WIRE, "spokesman")),
        ("Coast Wire said it would shut. It cited concerns about safety.", (WIRE,)),
        ("Coast Wire said it would shut. It cited a draft.", (WIRE,)),
        ("Ana Ruiz said it would shut. It cited two people.", (RUIZ,)),
        ("Coast Wire said it would shut.\n\nIt cited two people.", (WIRE,)),
        ("Coast Wire, citing a draft prepared for the envoys, said it would shut.", (WIRE,)),
        ("Coast Wire, citing a statement by the mayor, said it would shut.", (WIRE, "mayor")),
    ],
)
def test_a_medium_that_cites_somebody_in_a_sentence_of_its_own(text: str, chain: tuple[str, ...]) -> None:
    """The people cited are the next step; a reason and a document of nobody are none."""
    assert _captured(text).citations[0].chain == chain


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Coast Wire reported that Tom Bligh had asked the Harbour Board, which told the paper that it was shut.",
            (WIRE, "Harbour Board"),
        ),
        ("Tom Bligh left the Harbour Board, which said the port was shut.", ("Harbour Board",)),
        ("The group claims to have hit two ships, Coast Wire reported.", (WIRE, "group")),
        ("Harbour Homes disputes that, Coast Wire reported.", (WIRE, "Harbour Homes")),
        (
            "Coast Wire reported that it was shut. The ministry called that “unlawful”, according to the report.",
            (WIRE, "ministry"),
        ),
    ],
)
def test_what_a_medium_was_told_denied_or_called(text: str, chain: tuple[str, ...]) -> None:
    """A body with "which", a claim with an infinitive, and "the report" of a medium are read too."""
    assert _captured(text).citations[-1].chain == chain


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Josef Adler wrote in Die Warte that it was late.", ("Warte", "Josef Adler")),
        ("Josef Adler wrote in the Senate that it was late.", ("Josef Adler",)),
        ("Coast Wire quoted the army chief, General Oran Vesk, as saying it was late.", (WIRE, "Oran Vesk")),
        ("The survey, carried out by Marks for the Harbour Herald, found that it was late.", ("survey",)),
        ("It shut, the broadcaster Ostrel One reported.", ("Ostrel One",)),
        ("The deputy leader, Jonas Weil, said it was late.", ("Jonas Weil",)),
        (
            "Ana Ruiz came. “It is late,” the mother said on Harbour Live yesterday.",
            ("Harbour Live", "mother"),
        ),
        ("Ana Ruiz came. “It is late,” the mother said on Harbour Day.", ("mother",)),
        ("Born in Saltby, the daughter of a miner, Ana Ruiz said it was late.", ("Ana Ruiz",)),
    ],
)
def test_names_of_media_and_people_that_look_like_something_else(text: str, chain: tuple[str, ...]) -> None:
    """What somebody writes "in the" or says "on" is a medium by its name, a place is none."""
    assert _captured(text).citations[-1].chain == chain
