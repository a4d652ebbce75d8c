"""The offline engine: who speaks, also where no verb of reporting is next to a name."""

from __future__ import annotations

import pytest

from newsld.draft.answer import Answer
from newsld.draft.engine.capture import capture
from newsld.draft.text_input import TextInput


def _captured(text: str) -> Answer:
    return capture(TextInput(text, published="2025-03-05", language="en"))


def _chains(text: str) -> list[tuple[str, ...]]:
    return [one.chain for one in _captured(text).citations]


def _speakers(text: str) -> list[str | None]:
    return [one.speaker for one in _captured(text).quotations]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ana Ruiz came on Monday.\n\nRuiz continued:\n\n“The gates were never closed.”", ["Ana Ruiz"]),
        (
            "Ana Ruiz, a docker, waited.\n\nRuiz went on to say:\n\n“It is late.”\n\n“And nobody has come here.”",
            ["Ana Ruiz", "Ana Ruiz"],
        ),
        ("Coast Wire reported:\n\n“The gates were never closed.”", ["Coast Wire"]),
        (
            "Ana Ruiz said the gates were old, adding:\n\n“They were never closed.”",
            ["Ana Ruiz"],
        ),
        ("Ana Ruiz came on Monday.\n\nThe gates have three locks:\n\n“None of them was closed.”", [None]),
        ("Ana Ruiz came on Monday.\n\nRuiz continued:\n\nThe list has three points.", []),
    ],
)
def test_a_paragraph_that_ends_with_a_colon_names_the_speaker_of_the_next_one(
    text: str, speakers: list[str | None]
) -> None:
    """The quotation is all of the next paragraph, and the subject before the colon says it."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Tom Bligh coaches the Rovers.\n\n“It is all over.” Bligh did not look up.", ["Tom Bligh"]),
        ("Tom Bligh coaches the Rovers.\n\n“It is all over.” He shrugged.", ["Tom Bligh"]),
        ("Tom Bligh coaches the Rovers.\n\n“It is all over.” Bligh has three more games.", [None]),
        ("Tom Bligh coaches the Rovers.\n\n“It is all over.” The stand was empty.", [None]),
    ],
)
def test_who_moves_after_a_quotation_has_said_it(text: str, speakers: list[str | None]) -> None:
    """A gesture shows who speaks, and other news about a person does not."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "‘A storm, not a breeze’\n\nTom Bligh spoke.\n\n“It was a storm, not a breeze,” he said.",
            ["Tom Bligh", "Tom Bligh"],
        ),
        (
            "“We lost it,” said Tom Bligh.\n\n‘Nobody came at all’\n\n“Nobody came at all,” said Ana Ruiz.",
            ["Tom Bligh", "Ana Ruiz", "Ana Ruiz"],
        ),
        ("‘City in shock’\n\nTom Bligh, the mayor, said the city was in shock.", ["Tom Bligh"]),
        ("‘City in shock’\n\nTom Bligh, the mayor, said a shock had hit the city.", [None]),
        ("“We lost it,” said Tom Bligh.\n\n‘Nobody came at all’\n\nThe road is closed.", ["Tom Bligh", None]),
    ],
)
def test_a_heading_in_quotation_marks_is_of_whom_the_text_quotes_below(
    text: str, speakers: list[str | None]
) -> None:
    """A heading does not go on with what the speaker before it says."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The prime minister of Lothmark, Agnes Tuvim, urged calm, the Daily Post reported. “It is cold,” she said.",
            ["Agnes Tuvim"],
        ),
        (
            "Its chairperson, Justice (retd) Sudha Narang, told reporters: “We have only facts.”",
            ["Sudha Narang"],
        ),
        ("“We are relieved,” Divisional Forest Officer Asha Rawat said.", ["Asha Rawat"]),
        ("The first officer said “go around” twice. First Officer Tara Lind was 31.", ["Tara Lind"]),
        ("Tom Bligh, the head coach, was late. “We were dreadful,” the manager said.", ["Tom Bligh"]),
        ("Tom Bligh, the baker, was late. “We were dreadful,” the manager said.", ["manager"]),
        (
            "A spokesman for the developer, Harbour Homes, told the Daily Post that it was safe. “It is,” he said.",
            ["spokesman for the developer"],
        ),
        ("A spokesman for the developer, Ivan Petrov, said: “It is safe to go.”", ["Ivan Petrov"]),
        ("The maker of the engines, Brandt & Lowe, said: “We are helping them.”", ["Brandt & Lowe"]),
    ],
)
def test_a_speaker_has_a_title_an_office_and_an_employer(text: str, speakers: list[str | None]) -> None:
    """Titles of several words, brackets and offices in other words lead to the person, and no further."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Vikram Deo, who by his own count has landed there “some 300 times”, is retired.", ["Vikram Deo"]),
        ("Vikram Deo has, by the count of the airline, landed there “some 300 times”.", [None]),
        ("Lise Holt answered an hour later, according to screenshots: “It is not.”", ["Lise Holt"]),
        (
            "Garrison Peak bought a stake and published a letter calling the firm “a payroll with a door”.",
            ["Garrison Peak"],
        ),
        ("Its head, Abel Nakar, called that “a firing squad,” per the newsletter Offcuts.", ["Abel Nakar"]),
    ],
)
def test_accounts_answers_and_letters_have_speakers(text: str, speakers: list[str | None]) -> None:
    """Whose account it is, who answers, and who publishes a letter says the quotation."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("Opposition MP Nandita Rao asked why a proposal had been returned.", [("Nandita Rao",)]),
        ("Nandita Rao asked whether the gate was open.", [("Nandita Rao",)]),
        ("Asked whether the gate was open, nobody answered.", []),
        ("A photograph of a broken wing is not of the accident, the site TrueLens found.", [("TrueLens",)]),
        ("Divers found a broken wing.", []),
        ("“We held it,” Ana Ruiz told this newspaper.", [("Ana Ruiz",)]),
        ("A draft of the text, seen by Coast Wire, spoke of “serious concern” over it.", [("Coast Wire",)]),
        ("Tom Bligh conceded shortly before midnight.", []),
        ("Ana Ruiz described the cases last week in a journal.", []),
        ("Ana Ruiz described the cases as a warning.", [("Ana Ruiz",)]),
        (
            "One of the delegates told Coast Wire that he had left. “He is gone,” the delegate said.",
            [("Coast Wire", "One of the delegates"), ("Coast Wire", "One of the delegates")],
        ),
        (
            "In Sarn, the capital, Irma Salk told parliament on Tuesday, a day before it closed, that all was well.",
            [("Irma Salk",)],
        ),
        (
            "Her son was calm. He told her from his hospital bed that he would sleep well, she said.",
            [("son",)],
        ),
    ],
)
def test_questions_findings_and_places_are_read_as_what_they_are(
    text: str, chains: list[tuple[str, ...]]
) -> None:
    """A question is a statement of who asks it; moments, places and finds are none."""
    assert _chains(text) == chains


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Foreign Minister Anton Relki thanked the army for its “discretion”.", ["Anton Relki"]),
        ("Anton Relki spoke of “a dark day for the port” on Monday.", ["Anton Relki"]),
        ("Anton Relki likened the rules to “burning the charter”.", ["Anton Relki"]),
        ("Anton Relki attacked the fort. “Nobody was in there.”", ["Anton Relki"]),
        ("Anton Relki thanked the army when “Hail to the chief” was played.", [None]),
        ("As Coast Wire put it, “the gate was a joke.”", ["Coast Wire"]),
        ("Ana Ruiz shot back, “I could have stayed at home.”", ["Ana Ruiz"]),
        ("Ana Ruiz put it away. “I could have stayed at home,” Tom Bligh said.", ["Tom Bligh"]),
        ("The closure has been described as “a hammer blow” by islanders.", ["islanders"]),
        ("Ana Ruiz was called “a disgrace” by the mayor, Tom Bligh.", ["Tom Bligh"]),
        ("The road was hailed by drivers in “the valley of tears” at night.", [None]),
    ],
)
def test_verbs_with_quoted_words_name_their_speaker(text: str, speakers: list[str | None]) -> None:
    """A quotation in the object of a verb is of its subject, and after a passive of whom "by" names."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Another passenger, who gave her name only as Dee, said the van “came out of nowhere”.", ["Dee"]),
        ("A man, who asked to be identified as Karl, said: “I saw it all.”", ["Karl"]),
        ("A man, who came with Karl, said: “I saw it all.”", ["man"]),
        ("She says to the Nevadans: “This one is for you.”", [None]),
        ("Ana Ruiz explained the Herald headline by saying: “It was rather late.”", ["Ana Ruiz"]),
        ("Ana Ruiz walked on before asking her, “Where do we go now?”", ["Ana Ruiz"]),
        ("Protesters marched through the streets, chanting, “Close the port now!”", ["Protesters"]),
        ("“What now, ‘who can help?’” Ana Ruiz asked reporters during Tuesday’s call.", ["Ana Ruiz"]),
        ("A sign at the gate says “please bear with us”.", [None]),
        ("An engineer’s report says two supports have “no strength at all”.", ["engineer’s report"]),
        ("“We held it in the flood year,” Ana Ruiz, its head, said to this newspaper.", ["Ana Ruiz"]),
    ],
)
def test_names_of_speakers_are_those_of_people_and_bodies(text: str, speakers: list[str | None]) -> None:
    """Whoever gives a name has it, who is spoken to is no speaker, and neither is a sign."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Ana Ruiz said the gate was old and that nobody was hurt.", ["the gate was old", "nobody was hurt"]),
        (
            "Ana Ruiz said that a short halt is no problem, but that a longer one could cost jobs.",
            ["a short halt is no problem", "a longer one could cost jobs"],
        ),
        ("Ana Ruiz said the gate was old and that is no joke.", ["the gate was old and that is no joke"]),
        ("Norvane Group halved its supply, blaming repairs to a station.", ["repairs to a station"]),
        ("Ana Ruiz left the hall, calling it “a farce”.", ["it “a farce”"]),
        ("Ana Ruiz left the hall, calling her sister.", []),
        ("Ana Ruiz called it the worst day of her life.", ["it the worst day of her life"]),
        ("Ana Ruiz called it the Fox.", []),
        (
            "The gate was old, Ana Ruiz said, because nobody paid.",
            ["The gate was old", "because nobody paid"],
        ),
    ],
)
def test_statements_of_a_sentence_are_read_one_by_one(text: str, statements: list[str]) -> None:
    """What "and that" joins is said twice, and what "calling it" or "because" adds is said as well."""
    assert [words for one in _captured(text).citations for words in one.words] == statements


def test_they_are_those_who_have_just_spoken_together() -> None:
    """Two people who speak at once go on together."""
    text = "Ana Ruiz and Tom Bligh said the gate was old. They also asked why it was open."
    assert _chains(text) == [("Ana Ruiz + Tom Bligh",), ("Ana Ruiz + Tom Bligh",)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“He is a bully.” ― Vera Cruz “I was there.” ― Ana Ruiz.", ["Vera Cruz", "Ana Ruiz"]),
        ("“He is a bully.” ― Vera Cruz, who had come with “a lot of hope”.", [None, None]),
        ("The team cited “blocked toilets and pipes” in the village.", ["team"]),
        ("The village has “blocked toilets and pipes”.", [None]),
        ("Farrow’s campaign laughed, telling reporters, “Nobody asked.”", ["Farrow’s campaign"]),
        (
            "“Who knows?” Tom Bligh told the largest station of the coast in an interview that was aired on Monday.",
            ["Tom Bligh"],
        ),
        ("“Who knows about it?” Tom Bligh told reporters that he would resign.", [None]),
    ],
)
def test_signatures_reasons_and_long_tags_name_speakers(text: str, speakers: list[str | None]) -> None:
    """A name after a dash signs a quotation; a new sentence with a statement of its own does not."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Evan Rooke had mud on his boots when he came out.\n\n“I just ran,” the Port Arden striker said.",
            ["Evan Rooke"],
        ),
        (
            (
                "Ray Costa, the coach, watched Evan Rooke score twice.\n\nCosta frowned.\n\n"
                "“I just ran,” the Port Arden striker said."
            ),
            ["Port Arden striker"],
        ),
        ("Mina Orr, 24, waited.\n\n“I am cold,” the 24-year-old student said.", ["Mina Orr"]),
        (
            "Evan Rooke scored twice on Sunday.\n\n“He is a gift,” the Port Arden coach said.",
            ["Port Arden coach"],
        ),
    ],
)
def test_an_epithet_means_the_player_named_before_it(text: str, speakers: list[str | None]) -> None:
    """Take "the striker" for the player named before, and for no coach."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            (
                "Priya Lanz told Radio Vale that crews were out.\n\nAround 70 people spent the night in the hall.\n\n"
                "Among them was Gwen Ardle, 83.\n\n“The water came fast,” she said."
            ),
            ["Gwen Ardle"],
        ),
        (
            (
                "Ada Nkem told The Harbour Sun: 'It is plain theft. I have paid my dues.\n\n"
                "'I could not believe my eyes when it came.'"
            ),
            ["Ada Nkem", "Ada Nkem"],
        ),
        (
            (
                "According to Fair Till, four chains do it. One of them, Barley Mills, joined in. "
                "“Come to us,” it wrote on X."
            ),
            ["Barley Mills"],
        ),
        (
            (
                "A nurse, who asked not to be named, said some had died.\n\nAnother resident, Mrs Abena Tofa, said the "
                "only pump in Kolpo broke down in 2022.\n\n“The pond is where our goats drink,” she lamented."
            ),
            ["Abena Tofa"],
        ),
        (
            "Her neighbour, Imran Sheikh, said he had lost his car.\n\n“It is gone,” he said.",
            ["Imran Sheikh"],
        ),
        (
            "Bev Tarrant spoke. Next to her sat Omar Haddad.\n\n“We were never asked,” he said.",
            ["Omar Haddad"],
        ),
        ("Greg Tull met the minister, Anna Voss.\n\n“We go on,” the minister said.", ["Anna Voss"]),
        ("Mina Farrow wrote three letters. One, sent to a judge, said: “I did not do it at all.”", [None]),
        ("The men came back at nine. One said: “We did not do it at all.”", ["One"]),
        ("Coxswain Dave Trigg came at nine. “We gave it all,” he said.", ["Dave Trigg"]),
        ("Forecaster Ben Arden said it would pass. “Stay home,” he said.", ["Ben Arden"]),
        ("Tyler Nkem said it would pass. “Stay home,” he said.", ["Tyler Nkem"]),
    ],
)
def test_a_pronoun_means_who_was_introduced_last(text: str, speakers: list[str | None]) -> None:
    """Pronouns mean who was introduced last."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“It is over,” said Harrow’s chief executive, Conrad Beale.", ["Conrad Beale"]),
        ("“It is over,” said the head of the Larkhill Trust, Ada Lind, on Monday.", ["Ada Lind"]),
        ("“It is over,” said a nurse at Larkhill Hospital, Anna Wren.", ["Anna Wren"]),
        ("“It is over,” said the mayor of Springfield, Ohio.", ["mayor of Springfield"]),
        ("“It is over,” said the mayor of Springfield, New York.", ["mayor of Springfield"]),
        ("According to the chief of Harrow Foods, Pia Lund, it is “dead and gone”.", ["Pia Lund"]),
        (
            "The umpire changed his mind, which Harrow’s manager, Omar Haddad, described as “justice by committee”.",
            ["Omar Haddad"],
        ),
        ("The ministry, which owns the rival grocer, Pantry Lane, said it was “over”.", ["ministry"]),
        ("“Bring your own chair,” says the poster.", [None]),
        ("Tom Moss had waited all night. “It is gone,” the father of three said.", ["Tom Moss"]),
        ("Tom Moss had waited all night. “It is gone,” the father of the boy said.", ["father of the boy"]),
        ("“Bring your own chair,” says the porter.", ["porter"]),
        ("Ana Ruiz spoke on Monday. Her daughter had fled “by boat, at night”, she said.", ["Ana Ruiz"]),
        ("Tom Moss spoke on Monday. His wife had fled “by boat, at night”, she said.", ["wife"]),
        (
            "Coast Leisure shut the pool. The ministry did not deny it. In a statement, it said it was “in line”.",
            ["ministry"],
        ),
    ],
)
def test_names_after_offices_with_other_names(text: str, speakers: list[str | None]) -> None:
    """The holder of an office speaks, and no place after it; a poster is nobody, and "her daughter" is another."""
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz wore a shirt with a slogan: “Go home”.",
        "Ana Ruiz opened the box and found a note: “Run.”",
        "The car speaks “French” now.",
        "Ana Ruiz referred him to the “Vanna Clinic” on Monday.",
    ],
)
def test_what_somebody_wears_finds_or_names_is_no_speech(text: str) -> None:
    """The words are those of nobody near."""
    assert _captured(text).citations == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tom Bligh disputed that.", ("disputed that",)),
        ("Tom Bligh denied this on Monday, and left.", ("denied this",)),
        ("Tom Bligh rejected that proposal.", None),
        ("Ana Ruiz wrote three plays and two novels.", None),
        ("Ana Ruiz wrote nothing for years.", None),
        ("Ana Ruiz wrote she would leave in May.", ("she would leave in May",)),
        (
            "Tom Bligh asked anyone who was on the quay to call the police.",
            ("anyone who was on the quay to call the police",),
        ),
        (
            "Towns like this, Ana Ruiz said, lost a third of their people.",
            ("Towns like this", "lost a third of their people"),
        ),
        (
            "By the time the boat arrived, Ana Ruiz said, only four tins were left.",
            ("By the time the boat arrived", "only four tins were left"),
        ),
        ("The port is shut, Ana Ruiz said, as it was last year.", ("The port is shut",)),
        ("The port was shut on Monday, Ana Ruiz said, and two ships left.", ("The port was shut on Monday",)),
        ("Kath Ormer, the mayor, and her deputy, Sam Vane, both said it was late.", None),
        ("The report, compiled by Openbooks, says the ministry lost it.", ("the ministry lost it",)),
        ("The board plans to publish a full report within 60 days.", None),
    ],
)
def test_what_is_a_statement_and_where_it_goes_on(text: str, words: tuple[str, ...] | None) -> None:
    """A denial, a call and an interrupted sentence are statements; what somebody writes or plans is none."""
    assert [one.words for one in _captured(text).citations] == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Her teacher, the Westlandic émigré Pal Hart, described her as “a mule”.", "Pal Hart"),
        ("Their daughter, the cellist Hanna Lye, recalled “a cold house”.", "Hanna Lye"),
        ("She went to Vardo, where her teacher, Pal Hart, described her as “a mule”.", "Pal Hart"),
        ("Jo Moss, of Harbour Watch, who has lived there for years, called it “brown”.", "Jo Moss"),
        ("The firm's owner, the retailer Harbour Foods, called it “shut”.", "Harbour Foods"),
        (
            "Ana Ruiz sang. Then, in May of that year, she sent Jo Moss a note that said only: “Sorry.”",
            "Ana Ruiz",
        ),
        (
            "Ray Kowal spoke, “It is late,” he said. Tom Bligh, 23, and Al Hay, 21, are held. “I am sad,” he said.",
            "Ray Kowal",
        ),
        ("Ray Kowal said a car was stopped. Tom Bligh was held. “I am innocent,” he said.", "Tom Bligh"),
        ("“It was cold,” recalled Pia Holt, a docker, “and nobody came.”", "Pia Holt"),
        ("“It was cold,” recalled Pia Holt, whose father built the boat, “and nobody came.”", "Pia Holt"),
        ("“I go,” said Dana Holt. Her husband, Karl, stayed. “He is stubborn,” she said.", "Dana Holt"),
        ("“I go,” said Dana Holt. Her husband, Karl, stayed. “She is stubborn,” he said.", "Karl"),
    ],
)
def test_who_a_description_or_a_pronoun_means(text: str, speaker: str) -> None:
    """A name after a description speaks, and "he" is none of two people whom "and" joins."""
    assert _speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    "who",
    [
        "Ines Farrow, 54, a docker,",
        "Ines Farrow, 54, of Harbour Watch,",
        "Ines Farrow, 54, who leads Harbour Watch,",
        "Ines Farrow, a docker, 54,",
        "In Port Aldane, Ines Farrow, 54, from Ossel,",
        "Ines Farrow – a docker in Port Aldane –",
    ],
)
@pytest.mark.parametrize("verb", ["said it was “a blow”.", "called it “a blow”.", "said: “It is a blow”."])
def test_an_aside_after_a_name_hides_nobody(who: str, verb: str) -> None:
    """A name, an age and a description before the verb are one subject, also between dashes."""
    assert _speakers(f"{who} {verb}") == ["Ines Farrow"]
