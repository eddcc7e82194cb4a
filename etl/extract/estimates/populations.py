"""Whose people or forces are counted: the state or bloc, "civilians of" it for civilians."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted, Role, governors, modifiers, shared_noun
from etl.extract.estimates.vocabulary import Measure, measure_of_noun, statuses, words
from etl.knowledge import KnownEntity, load_knowledge

_GROUP_TYPES = frozenset({"state", "military_formation"})
#: Subtypes of the knowledge base whose members are states.
_BLOCS = frozenset({"bloc", "alliance", "union", "forum"})
_CIVILIAN_LEMMAS = frozenset({"civilian", "noncombatant"})
_NO_SOLDIERS = frozenset({"woman", "child", "boy", "girl", "baby", "infant"})
#: "from Pyongyang", "of NATO": prepositions that name whose the counted are.
_OF = frozenset({"of", "from"})
#: "losses among the North Koreans".
_AMONG = frozenset({"among", "amongst"})
_SENDING_ROLES = frozenset({"nsubj", "agent", "poss"})
_NEW = frozenset({"New", "Central", "Latin"})
_SIDES = frozenset({"pro", "anti", "non"})
_LONGEST_NAME = 3
#: How far before a bare number, in tokens, the people it counts are looked for.
_FAR_BACK = 150


def population_of(counted: Counted, measure: Measure | None, place_name: str | None) -> str | None:
    """The population as far as the quantity's own clause names it; ``place_name`` is the state of its place."""
    noun = counted.noun or shared_noun(counted)
    group = _group_of_phrase(noun) if noun is not None else None
    group = group or (_group_of_phrase(counted.anchor) if counted.anchor != noun else None)
    if noun is not None and noun.lemma_.lower() in _CIVILIAN_LEMMAS:
        return _civilians(group or place_name)
    if group is None:
        group = _loser(counted)
    if group is not None or measure is None:
        return group
    if measure.code == "training_sites":
        return _trainees(counted)
    if measure.code in {"troops", "officers", "generals", "trainers"}:
        return _sender(counted)
    if measure.is_outcome and (counted.noun is None or counted.noun.lemma_.lower() in words("person_nouns")):
        return _people_before(counted)
    return None


def _trainees(counted: Counted) -> str | None:
    """Who trains at a site: "camps where [Sudanese recruits] train"; "[the Cubans] are trained at five grounds"; "they"
    are the soldiers that the paragraph spoke of.
    """
    for clause, _ in modifiers(counted):
        if clause.dep_ in {"relcl", "acl"} and (found := group_named(clause.subtree)):
            return found
    verb = next((verb for verb, _ in governors(counted.anchor)), None)
    told = [child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}] if verb is not None else []
    if any(child.lower_ == "they" for child in told):
        return _force_before(counted, first=0)
    return next((found for child in told if (found := group_named(child.subtree))), None)


def _loser(counted: Counted) -> str | None:
    """Whose the lost are: "Russia lost 1,350 soldiers and 28 tanks"."""
    verb, role = next(governors(counted.anchor), (None, "other"))
    if verb is None or role != "object" or verb.lemma_.lower() not in {"lose", "suffer"}:
        return None
    return next((found for c in verb.lefts if c.dep_ == "nsubj" and (found := group_named(c.subtree))), None)


def force_of(noun: Token) -> str | None:
    """Whose force a noun for soldiers names: in its phrase, or by who sends, moves or uses it."""
    kind = measure_of_noun().get(noun.lemma_.lower()) or measure_of_noun().get(noun.lower_)
    if kind is None or kind.code != "troops" or noun.lemma_.lower() not in words("soldier_nouns"):
        return None
    if found := _group_of_phrase(noun):
        return found
    for verb, role in governors(noun):
        if role == "object":
            planner = verb.head if verb.dep_ == "xcomp" else verb
            subjects = [c for c in (*verb.lefts, *planner.lefts) if c.dep_ == "nsubj"]
            return next((found for c in subjects if (found := group_named(c.subtree))), None)
        break
    return None


def is_of_nationals(counted: Counted) -> bool:
    """Whether the counted are called by their nation alone ("12,000 North Koreans") and not by how they live."""
    noun = counted.noun
    if noun is None or noun.tag_ not in {"NNPS", "NNS"} or (known_group(noun.text) is None and not _is_demonym(noun)):
        return False
    return all(verb.lemma_.lower() not in words("civil_verbs") for verb, _ in governors(noun))


def _is_demonym(noun: Token) -> bool:
    before = noun.nbor(-1).text if noun.i > 0 else ""
    return known_group(f"{before} {noun.text}") is not None


def its_owner(counted: Counted, source: str | None) -> str | None:
    """Whose "its soldiers" are in the words of a state: the state's."""
    hosts = [token for token in (counted.noun, counted.anchor) if token is not None]
    inner = [leaf for host in hosts for child in host.rights if child.lower_ == "of" for leaf in child.subtree]
    owned = any(t.lower_ in {"its", "our"} for t in (*inner, *(c for host in hosts for c in host.lefts)))
    return known_group(source) if owned and source is not None else None


def _people_before(counted: Counted) -> str | None:
    """Whose the bare "six" killed are: the people of a state that the paragraph last spoke of."""
    doc = counted.paragraph.doc
    phrase = counted.anchor.subtree if counted.noun is not None else ()
    counts_women_or_children = any(token.lemma_.lower() in _NO_SOLDIERS for token in phrase)
    for at in range(counted.number.start - 1, max(-1, counted.number.start - _FAR_BACK), -1):
        if at >= counted.scope.start and (found := _among(doc[at])):
            return found
        kind = measure_of_noun().get(doc[at].lemma_.lower()) or measure_of_noun().get(doc[at].lower_)
        if kind is None or kind.counts not in {"person", "affected"}:
            continue
        if doc[at].lemma_.lower() in _CIVILIAN_LEMMAS:
            return None
        if doc[at].lemma_.lower() in words("source_nouns"):
            continue
        if kind.code == "police":
            continue  # "British police arrested two men"
        if any(child.lower_ in {"a", "an"} for child in doc[at].lefts):
            continue  # "a captured Jordanian pilot" is no people that others could be of
        if kind.code == "troops" and counts_women_or_children:
            continue  # "blamed Serbian troops for a raid that killed two women"
        if found := _group_of_phrase(doc[at]):
            return found
    return None


def _among(preposition: Token) -> str | None:
    if preposition.lower_ not in _AMONG:
        return None
    return next((group for noun in preposition.children if (group := _nationals(noun))), None)


def _nationals(noun: Token) -> str | None:
    """The nation by whose name alone people are called: "losses among [the North Koreans]"."""
    is_plural = noun.tag_ in {"NNPS", "NNS"}
    return group_named(noun.subtree) if is_plural and (known_group(noun.text) or _is_demonym(noun)) else None


def _civilians(group: str | None) -> str | None:
    return f"civilians of {group}" if group else None


def _group_of_phrase(noun: Token) -> str | None:
    """The state or bloc named inside a noun phrase: "North Korean soldiers", "NATO's 32 members", "men of Serbia"."""
    own = [token for token in noun.lefts if token.dep_ not in {"nsubj", "nsubjpass", "aux"}]
    words = [leaf for token in own for leaf in token.subtree if leaf.i < noun.i]
    found = group_named([*words, noun])
    if found is not None:
        return found
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in _OF:
            found = next((group for item in child.children if (group := _group_within(item))), None)
            if found is not None:
                return found
    return None


def _group_within(noun: Token) -> str | None:
    """The group that a phrase names by itself, not by what is added ("10 states: [Texas, Georgia]") or where they are
    ("immigrants in [Canada]").
    """
    joined = [noun, *(child for child in noun.rights if child.dep_ == "conj")]
    own = [leaf for head in joined for child in (*head.lefts, head) for leaf in _words_of(child, head)]
    return group_named(own) or next(
        (
            group
            for child in noun.rights
            if child.dep_ == "prep" and child.lower_ in _OF
            for item in child.children
            if (group := group_named(item.subtree))
        ),
        None,
    )


def _words_of(child: Token, head: Token) -> list[Token]:
    return [head] if child == head else list(child.subtree)


def _sender(counted: Counted) -> str | None:
    """Whose a bare "10,000 soldiers" are when a state sends them: the subject of the sending verb."""
    pairs: list[tuple[Token, Role]] = [*modifiers(counted), *governors(counted.anchor)]
    for verb, role in pairs:
        if role == "subject" or verb.lemma_.lower() not in _sending_verbs() | words("owning_verbs"):
            continue
        planner = verb.head if verb.dep_ == "xcomp" else verb
        for child in (*verb.lefts, *planner.lefts):
            is_raised = planner != verb and child.dep_ == "nsubjpass"  # "North Korea is believed to have sent 12,000"
            if (child.dep_ in _SENDING_ROLES or is_raised) and (found := group_named(child.subtree)):
                return found
    return _force_before(counted)


def _force_before(counted: Counted, first: int | None = None) -> str | None:
    """Whose soldiers were spoken of before, from token ``first``, else in the sentence: "the Serbian troops ... with a
    first group of 200 soldiers".
    """
    doc = counted.paragraph.doc
    for at in range(counted.number.start - 1, (counted.scope.start if first is None else first) - 1, -1):
        kind = measure_of_noun().get(doc[at].lemma_.lower()) or measure_of_noun().get(doc[at].lower_)
        is_force = kind is not None and kind.code == "troops" and not _is_single(doc[at])
        if is_force and (found := _group_of_phrase(doc[at])):
            return found
    return None


def _is_single(noun: Token) -> bool:
    """As in "a fighter from Armenia", who is no force."""
    return noun.tag_ == "NN" and noun.lemma_.lower() not in words("collective_nouns")


@cache
def _sending_verbs() -> frozenset[str]:
    return next(status.object_verbs for status in statuses() if status.code == "dispatched")


def group_named(tokens: Iterable[Token]) -> str | None:
    """The first state, bloc or force that a run of words names, longest name first."""
    run = [token for token in tokens if not token.is_punct and not _is_prefixed(token)]
    for at in range(len(run)):
        for length in range(min(_LONGEST_NAME, len(run) - at), 0, -1):
            words = " ".join(token.text for token in run[at : at + length])
            if not words[:1].isupper():
                break
            known = known_group(words)
            if known is not None and not _is_inner(run, at) and not _is_hyphenated_american(run, at, length):
                return known
    return None


def _is_inner(run: list[Token], at: int) -> bool:
    """Whether a state's name is the end of another place's: "New [Mexico]"."""
    return at > 0 and run[at - 1].text in _NEW and run[at - 1].i + 1 == run[at].i


def _is_hyphenated_american(run: list[Token], at: int, length: int) -> bool:
    """As in "Indian Americans", who are Americans."""
    after = run[at + length] if at + length < len(run) else None
    return after is not None and after.text in {"American", "Americans"} and after.i <= run[at + length - 1].i + 2


def _is_prefixed(token: Token) -> bool:
    """As in "pro-Russia", "anti-NATO": sides taken, and not whose people they are."""
    return token.i > 1 and token.nbor(-1).text in {"-", "–"} and token.nbor(-2).lower_ in _SIDES


@cache
def known_group(words: str) -> str | None:
    knowledge = load_knowledge()
    for known, _ in knowledge.named(words) or knowledge.named(words.removesuffix("s")):
        if known.type == "state" or _is_bloc(known):
            return known.name
        if known.subtype == "armed_group":
            return known.name
        if known.type in _GROUP_TYPES and known.state is not None:
            return knowledge.by_key[known.state].name
    return None


def _is_bloc(known: KnownEntity) -> bool:
    return known.subtype in _BLOCS


@cache
def is_bloc(name: str) -> bool:
    """Whether a name is an alliance's or another union's of states."""
    return any(_is_bloc(known) for known, _ in load_knowledge().named(name))


@cache
def state_of_place(words: str) -> str | None:
    """Name of the state that a place name lies in, where the knowledge base knows the place."""
    knowledge = load_knowledge()
    for known, _ in knowledge.named(words):
        key = knowledge.state_of(known.key)
        if key is not None:
            return knowledge.by_key[key].name
    return None
