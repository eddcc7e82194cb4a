"""Where a report begins and ends, and what is none, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from etl.records import Quote

QuotesOf = Callable[[str], list[Quote]]


def told(quotes: list[Quote]) -> list[tuple[str, str]]:
    return [(quote.speakers[0].name if quote.speakers else "", quote.text) for quote in quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The speaker goes on by a participle or a past tense.
        ("Clara Lund said the port would not open, arguing that the road came first.",
         [("Clara Lund", "the port would not open"), ("Clara Lund", "the road came first")]),
        ("Clara Lund said he would not come, telling reporters the port was shut.",
         [("Clara Lund", "he would not come"), ("Clara Lund", "the port was shut")]),
        ("Clara Lund said pollsters could not tell who would win, saying the race was even.",
         [("Clara Lund", "pollsters could not tell who would win"), ("Clara Lund", "the race was even")]),
        ("Clara Lund said she would order a review of the docks and warned against thieves from the valley.",
         [("Clara Lund", "she would order a review of the docks"), ("Clara Lund", "thieves from the valley")]),
        # What somebody shouts inside a report stays in it; a verb whose past is its base form goes on in the clause.
        ("Clara Lund said the man ran off, shouting that he had a bomb.",
         [("Clara Lund", "the man ran off, shouting that he had a bomb")]),
        ("Clara Lund said the tax would raise the cost of boats and put the yards behind others.",
         [("Clara Lund", "the tax would raise the cost of boats and put the yards behind others")]),
        # Somebody else tells, or the writer remarks.
        ("The vendors have said the town did not test the gate until May, and a ministry memo said it had no seal.",
         [("vendors", "the town did not test the gate until May"), ("a ministry memo", "it had no seal")]),
        ("Clara Lund alleged that Weber was using his post to get help, a claim that Weber has rejected.",
         [("Clara Lund", "Weber was using his post to get help")]),
        # Clauses that the parse cuts or hangs elsewhere.
        ("The lawyers argued that if smugglers learn of it, it could lead more of them to come.",
         [("lawyers", "if smugglers learn of it, it could lead more of them to come")]),
        ("Clara Lund said after the vote she would not accept the post if it were offered.",
         [("Clara Lund", "she would not accept the post if it were offered")]),
        ("Clara Lund said police, acting on a tip after the fire, went to a house and soon saw the van leaving.",
         [("Clara Lund", "police, acting on a tip after the fire, went to a house and soon saw the van leaving")]),
        ("Trump charges that countries with an interest in the deal paid the club.",
         [("Donald Trump", "countries with an interest in the deal paid the club")]),
        # Whoever is asked is part of what is asked.
        ("Clara Lund urged the crew to leave the port.", [("Clara Lund", "the crew to leave the port")]),
        ("Jonas Weber called on the town council to act.", [("Jonas Weber", "the town council to act")]),
        ("Clara Lund encouraged sailors to stay at home.", [("Clara Lund", "sailors to stay at home")]),
        # Objects one after another; a tax is proposed, not what it pays for.
        ("Clara Lund promises better roads, new bridges.", [("Clara Lund", "better roads, new bridges")]),
        ("Clara Lund proposed a new tax to pay for the port.", [("Clara Lund", "a new tax to pay for the port")]),
        # "That" at the head of a sentence is the report's own.
        ("That report was shared with the port, Clara Lund said.",
         [("Clara Lund", "That report was shared with the port")]),
        # What polls and records show.
        ("Polls show a close contest in the valley.", [("Polls", "a close contest in the valley")]),
        ("Gifts to the club rose through August, an analysis of its reports shows.",
         [("an analysis of its reports", "Gifts to the club rose through August")]),
    ],
)  # fmt: skip
def test_where_a_report_ends(quotes_of: QuotesOf, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(quotes_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe, a lawyer for Weber, did not immediately respond to requests for comment.",
        "The port will be shut if the town does not agree to a joint inquiry.",
        "Clara Lund declared victory and her opponent conceded.",
        "If the people argue about nothing except boats, they are not thinking about important matters.",
        "But when Oslo cut the money two years later, Bergen said enough.",
        "The men fled; Das was declared dead at the camp.",
        "The board looks at the books when deciding who gets a seat.",
        "The port would be required to explain how it is hurting the town.",
        "The board voted to confirm Lund as harbour chief.",
        "But ask Lund for more of it and see.",
        "However, let us say that the port closes in May.",
        "It is odd to assert that this land is about to close its ports.",
        "The rule offers no guidance to judge what is bad.",
        "Candidates ought to talk about the roads. The media should talk about the clubs.",
        "But does he understand that it would help?",
        "Clara Lund is the author of “Not for the Faint of Heart: Lessons in Courage, Power and Persistence.”",
        "Clara Lund used a new book, “American Dreams: Restoring Chances for All Men” all day.",
    ],
)
def test_what_nobody_says(quotes_of: QuotesOf, text: str) -> None:
    assert told(quotes_of(text)) == []


def test_a_condition_inside_a_report_belongs_to_it(quotes_of: QuotesOf) -> None:
    assert told(quotes_of("If the plan fails, Clara Lund argued, there are other tools.")) == [
        ("Clara Lund", "If the plan fails"),
        ("Clara Lund", "there are other tools"),
    ]


def test_a_relative_clause_is_no_parenthesis(quotes_of: QuotesOf) -> None:
    text = (
        "The vote, which passed by a narrow margin, gives more power to Jonas Weber, "
        "who promised when he was elected in 2014 to be a “different kind of mayor.”"
    )
    assert told(quotes_of(text)) == [("Jonas Weber", "to be a “different kind of mayor.”")]


_WHOM = "James Lund: the former harbour chief, whom Weber fired in May and who has said Weber asked for “loyalty”."
_DECISION = (
    "Oslo pulled the release on Monday, a decision that Lund disparaged in a speech Friday, saying, "
    "“I had hoped that they would call.”"
)
_POST = (
    "Jane Roe met Clara Lund and Paul Weber. Weber said the bill was late.\n\n"
    "It is a good bill. Come in. — Jonas Novak (@novak) May 1, 2020\n\n“It is a good bill,” he tweeted."
)
_LOST = (
    "Clara Lund met Pavel Novak. “It is late,” Novak said.\n\n"
    "Gang of Eight leader Charles Schumer, D-N.Y., says he thinks many want to back it.\n\n“My hope is to pass it,” he says."
)
_WHOLE = "Oslo said on Monday that the ban had not weakened the nation.\n\n“The policy that they pursue would only harden us.”"
_BLOCK = (
    "Jonas Weber wrote:\n\nI play to the dreams of others, and I like it when they smile.\n\n"
    "Our town is what it is because Weber came here in all these years."
)
_CAPTION = (
    "Clara Lund met her guests in the hall. She is the mayor of the town and has been for years.\n\n"
    "JUST WATCHED Anna Berg says the ferries are late Replay More Videos ... MUST WATCH Anna Berg 02:14\n\n"
    "“We shall see,” she said."
)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“This vote is no sport,” huffed Jonas Weber in a press release.", "no sport", "Jonas Weber"),
        ("“The office called me and a man was on hold who wanted his boat,” read a post from Northshore Dock.",
         "The office called", "Northshore Dock"),
        ("“Come in,” said Democratic strategist and Herald contributor Paul Lund.", "Come in", "Paul Lund"),
        ("In the second part of Clara Lund's statement: “Weber has told the port to open its books.”",
         "open its books", "Clara Lund"),
        ("Calling it a “great lie” for rich firms, Clara Lund said the port would close.", "great lie", "Clara Lund"),
        ("Clara Lund published a letter to the head of the port's parent firm accusing the company of “censorship”.",
         "censorship", "Clara Lund"),
        (_WHOM, "loyalty", "James Lund"),
        (_DECISION, "I had hoped", "Lund"),
        (_POST, "It is a good bill,", "Jonas Novak"),
        (_LOST, "My hope", "Schumer"),
        (_WHOLE, "The policy", "Norway"),
        (_CAPTION, "We shall see", "Clara Lund"),
        ("A plurality of the judges met in Oslo. They wrote that the law was sound.", "was sound", "judges"),
        ("Prime Minister Theresa May condemned the attack as “sick and mad”.", "sick and mad", "Theresa May"),
        ("May, for her part, stressed that the harbour would stay open.", "stay open", "May"),
    ],
)  # fmt: skip
def test_whose_words(quotes_of: QuotesOf, text: str, words: str, speaker: str) -> None:
    found = [quote for quote in quotes_of(text) if words in quote.text]
    assert [speaker in party.name for quote in found[-1:] for party in quote.speakers] == [True]


_OFFICIAL = "U.S. Secretary of State Rex Tillerson left on Monday. Then a senior U.S. official said Oslo had come to a conclusion."
_AGENCY = "The District Court sat on Monday. No boats came, Mexico's immigration agency said."
_BARE = "Press secretary Sarah Sanders spoke on Monday. Sanders shared the letter, adding that it was a “fishing trip.”"
_VETERAN = "One expert advised on the package: Nicole Lurie, a Clinton administration veteran and doctor. “I like it,” she said."
_HEAD = (
    "Stephen Innes, chief market strategist at Verdi Bank, says oil is cheap. "
    "The head of the International Energy Agency said the firms would survive."
)
_NAMESAKES = (
    "Joe Biden and his son Hunter Biden met. Hunter recalled the talk. Hunter left. Biden said it was fine in the end."
)
_DEPUTY = "President Donald Trump met Vice President Joe Biden in Oslo. Biden left. The president tweeted: “It is a fine day.”"
_SENATOR = "Majority Leader Mitch McConnell spoke on Monday. The Kentucky Republican said races are big."


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Donald Trump flew to Oslo. The Trump administration said firms were late.", "firms", "Donald Trump's administration"),
        ("Stacey Abrams lost. The Abrams campaign said ballots were left.", "ballots", "Stacey Abrams's campaign"),
        (_OFFICIAL, "had come to", "senior U.S. official"),
        (_AGENCY, "No boats", "Mexico's immigration agency"),
        (_BARE, "fishing", "Sarah Huckabee Sanders"),
        (_VETERAN, "I like it", "Nicole Lurie"),
        (_HEAD, "would survive", "head of the International Energy Agency"),
        (_SENATOR, "races are big", "Mitch McConnell"),
        (_NAMESAKES, "it was fine", "Joe Biden"),
        (_DEPUTY, "a fine day", "Donald Trump"),
        ('"For us all, he is now the greatest coward of the town," hardline Republican Anna Berg wrote on Twitter.',
         "coward", "Anna Berg"),
        ("“So be it,” actor and conservative Paul Weber posted on Twitter.", "So be it", "Paul Weber"),
    ],
)  # fmt: skip
def test_who_a_wording_stands_for(quotes_of: QuotesOf, text: str, words: str, name: str) -> None:
    assert [party.name for quote in quotes_of(text) if words in quote.text for party in quote.speakers] == [name]


def test_a_block_ends_where_the_writer_names_its_speaker(quotes_of: QuotesOf) -> None:
    assert [text for _, text in told(quotes_of(_BLOCK))] == [
        "I play to the dreams of others, and I like it when they smile."
    ]


def test_a_clause_before_questions_introduces_no_block(quotes_of: QuotesOf) -> None:
    text = "After Clara Lund said that the port was shut, questions arose:\n\nWhat did she mean by that, we asked?"
    assert told(quotes_of(text))[0] == ("Clara Lund", "the port was shut")
    assert all(quote.kind != "direct" for quote in quotes_of(text))
