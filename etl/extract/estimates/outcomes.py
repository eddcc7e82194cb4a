"""What befell the counted: killed, injured, displaced, read from verbs, adjectives and nouns beside the number."""

from __future__ import annotations

from spacy.tokens import Span, Token

from etl.extract.estimates.counted import (
    Counted,
    Role,
    governors,
    is_descriptive,
    is_of_some,
    is_passive,
    modifiers,
    raised_verb,
)
from etl.extract.estimates.vocabulary import (
    Measure,
    measure_of_noun,
    measures,
    outcome_by_verb,
    words,
)

_LOST = frozenset({"killed", "injured"})
#: How far behind the number the outcome that is joined to another may stand, in tokens.
_JOINED_REACH = 12
_AUXILIARIES = 3
_DEADLY = frozenset({"fatally", "mortally"})
#: What joins two outcomes of the same people: "killed or wounded", "dead and injured".
_JOINING = frozenset({"or", "and", "/"})


def outcome_of(counted: Counted) -> Measure | None:
    """Killed, injured, displaced ...: from an adjective behind the number, a participle, or the verb over it."""
    for ask in (
        _by_adjective,
        _by_verb,
        _by_nominal,
        _by_part,
        _by_life,
        _by_company,
        _by_word_before,
        _by_words_after,
    ):
        if (found := ask(counted)) is not None:
            return measures()["casualties"] if found.code in _LOST and _are_told_as_one(counted) else found
    return None


def _are_told_as_one(counted: Counted) -> bool:
    """Whether the nearest outcome behind the number joins the dead and the wounded: "200 were killed or wounded"."""
    doc, last = counted.paragraph.doc, min(counted.number.end + _JOINED_REACH, counted.sentence.end - 2)
    for at in range(counted.number.end, last):
        if doc[at].like_num:
            return False
        if (one := _hurt(doc[at])) is not None and doc[at + 1].lower_ in _JOINING:
            other = _hurt(doc[at + 2])
            return other is not None and other != one and not _begins_count(doc[at + 3 : counted.sentence.end][:2])
    return False


def _hurt(token: Token) -> str | None:
    """``killed`` or ``injured`` where a word says so of people."""
    if token.tag_ in {"VB", "VBP", "VBZ", "VBG"}:
        return None
    found = outcome_by_verb("adjective").get(token.lower_)
    return found.code if found is not None and found.code in _LOST else None


def _begins_count(following: Span) -> bool:
    """Whether the wounded are counted apart: "were killed and wounded [at least 12]"."""
    first = following[0] if len(following) else None
    if first is None or (first.lower_ == "at" and following[-1].lower_ not in {"least", "most"}):
        return False
    return first.like_num or first.lower_ in {"some", "about", "at", "more", "nearly", "around", "another", "dozens"}


def _by_company(counted: Counted) -> Measure | None:
    """As in "six Germans were among the wounded", "among the dead were 14 children"."""
    verb, role = next(governors(counted.anchor), (None, "other"))
    if verb is None or verb.lemma_ != "be":
        return None
    among = [child for child in verb.children if child.lower_ == "among" and (role == "subject" or child.i < verb.i)]
    named = (token.lower_ for child in among for token in child.rights if token.dep_ == "pobj")
    return next((table[name] for name in named if name in (table := outcome_by_verb("adjective"))), None)


def _by_word_before(counted: Counted) -> Measure | None:
    """As in "killing at least 80 people as ...", where the parse takes the people for a subject of what follows."""
    begin = counted.quantity.start - counted.paragraph.start
    qualified = counted.paragraph.doc.char_span(begin, begin + 1, alignment_mode="expand")
    if qualified is None or qualified.start <= counted.sentence.start:
        return None
    before = counted.paragraph.doc[qualified.start - 1]
    noun = counted.noun.lemma_.lower() if counted.noun is not None else ""
    if noun and before.pos_ in {"VERB", "NOUN"} and (found := outcome_by_verb("object").get(f"{before.lemma_} {noun}")):
        return found  # "claims as many as 5,000 lives"
    return outcome_by_verb("object").get(before.lemma_.lower()) if before.tag_ == "VBG" else None


def _by_words_after(counted: Counted) -> Measure | None:
    """As in "between 60 and 90 people have been killed", whose verb the parse hangs elsewhere."""
    if is_descriptive(counted):
        return None  # "a man with two sons was killed"
    at = max(counted.number.end, counted.noun.i + 1 if counted.noun is not None else 0)
    seen: list[str] = []
    for token in counted.paragraph.doc[at : min(at + _AUXILIARIES + 1, counted.sentence.end)]:
        if token.lemma_.lower() not in {"have", "be"} or token.pos_ != "AUX":
            break
        seen.append(token.lemma_.lower())
    verb = counted.paragraph.doc[at + len(seen)] if at + len(seen) < counted.sentence.end else None
    if not seen or verb is None or verb.tag_ not in {"VBN", "VBD"} or is_of_some(counted):
        return None
    return outcome_by_verb("object" if "be" in seen else "subject").get(verb.lemma_.lower())


def _by_life(counted: Counted) -> Measure | None:
    """As in "claimed the lives of 12 people": an idiom of a verb with "lives" as its object."""
    of = counted.anchor.head
    if counted.anchor.dep_ != "pobj" or of.lower_ != "of" or of.head.lemma_.lower() != "life":
        return None
    verb, role = next(governors(of.head), (None, "other"))
    if verb is None or role == "other":
        return None  # "a wall in memory of the lives of 12 miners"
    return outcome_by_verb(role).get(f"{verb.lemma_.lower()} life")


def _by_part(counted: Counted) -> Measure | None:
    """As in "two of the dead"."""
    for of in counted.number.root.rights:
        for whole in of.children if of.lower_ in {"of", "among"} else ():
            found = measure_of_noun().get(whole.lemma_.lower()) or outcome_by_verb("adjective").get(whole.lower_)
            if found is not None and found.is_outcome:
                return found
    return None


def _by_adjective(counted: Counted) -> Measure | None:
    last = max(counted.number.end - 1, counted.noun.i if counted.noun is not None else 0)
    doc = counted.paragraph.doc
    if last + 1 < counted.sentence.end:
        following = doc[last + 1]
        if following.tag_ != "VBD" or counted.noun is None:
            found = outcome_by_verb("adjective").get(following.lower_)
            if found is not None and not _modifies_later_noun(following) and not _has_object(following):
                return found
    return next(
        (
            outcome_by_verb("adjective")[child.lower_]
            for child in (counted.noun.children if counted.noun is not None and counted.noun.i >= last else ())
            if child.lower_ in outcome_by_verb("adjective") and child.dep_ in {"amod", "acomp", "oprd"}
        ),
        None,
    )


def _has_object(token: Token) -> bool:
    """As in "workers missing a paycheck", who are not missing."""
    return token.tag_ == "VBG" and any(child.dep_ == "dobj" for child in token.rights)


def _modifies_later_noun(token: Token) -> bool:
    return token.dep_ in {"amod", "compound"} and token.head.i > token.i


def _by_verb(counted: Counted) -> Measure | None:
    noun = counted.noun.lemma_.lower() if counted.noun is not None else ""
    for verb, role in modifiers(counted):
        found = _of_verb(verb, "object" if role == "object" else "subject", noun)
        if found is not None:
            return found
    governor = None if is_descriptive(counted) else next(governors(counted.anchor), None)
    if governor is None or governor[1] == "other":
        return _of_level(counted, governor[0]) if governor is not None else None
    verb, role = governor
    told: Role = "object" if _is_heading(verb) else role
    return _of_verb(verb, told, noun) or _of_joined(verb, told, noun)


def _of_level(counted: Counted, verb: Token) -> Measure | None:
    """As in "bringing the number of soldiers [killed] this year to 16", a level that the parse hangs on the killed."""
    is_level = counted.noun is None and counted.anchor.dep_ == "pobj" and counted.anchor.head.lower_ in {"to", "at"}
    of = verb.head.head
    is_number = verb.dep_ == "acl" and of.lower_ == "of" and of.head.lemma_.lower() in {"number", "toll", "total"}
    return outcome_by_verb("object").get(verb.lemma_.lower()) if is_level and is_number else None


def _is_heading(verb: Token) -> bool:
    """As in "Thousands arrested", of which the parse makes a sentence: what is done to them, with the verb left out."""
    has_auxiliary = any(child.dep_ in {"aux", "auxpass", "dobj", "ccomp", "xcomp"} for child in verb.children)
    lemma = verb.lemma_.lower()
    is_done_to = lemma in outcome_by_verb("object") and lemma not in outcome_by_verb("subject")
    return verb.tag_ in {"VBD", "VBN"} and is_done_to and not has_auxiliary and verb.dep_ == "ROOT"


def _of_joined(verb: Token, role: Role, noun: str) -> Measure | None:
    """As in "were shot and [killed]": a verb joined to the first without a subject or object of its own."""
    for joined in verb.rights:
        is_verb = joined.dep_ == "conj" and joined.pos_ == "VERB" and joined.tag_ == verb.tag_
        if is_verb and not any(child.dep_ in {"nsubj", "nsubjpass", "dobj"} for child in joined.children):
            return _of_verb(joined, role, noun)
    return None


def _of_verb(verb: Token, role: Role, noun: str) -> Measure | None:
    """By the idiom a verb forms with the counted ``noun`` ("cost 12 lives") or with other words ("lost their lives",
    "took hostage"), by the verb alone, by what it governs.
    """
    table = outcome_by_verb(role)
    lemma = verb.lemma_.lower()
    if found := table.get(f"{lemma} {noun}"):
        return found
    for child in _idiom_words(verb, role):
        if found := table.get(f"{lemma} {child.lemma_.lower()}") or table.get(f"{lemma} {child.lower_}"):
            return found
    if any(child.dep_ == "advmod" and child.lower_ in _DEADLY for child in verb.children):
        return measures()["killed"]  # "were fatally shot", "were mortally wounded"
    return table.get(lemma) or _of_participle(verb) or _of_complement(verb)


def _idiom_words(verb: Token, role: Role) -> list[Token]:
    """Words that may make an idiom with a verb: of its subject those of its object, else its complements."""
    own = [child for child in verb.rights if child.dep_ not in {"punct", "conj", "cc"}]
    below = [token for child in own if child.dep_ == "prep" for token in child.rights if token.dep_ == "pobj"]
    return [child for child in (*own, *below) if role == "subject" or child.dep_ != "dobj"]


def _of_participle(verb: Token) -> Measure | None:
    """As in "two were missing", which the parse takes for a verb."""
    return outcome_by_verb("adjective").get(verb.lower_) if verb.tag_ == "VBG" and not _has_object(verb) else None


def _of_complement(verb: Token) -> Measure | None:
    """As in "12 were wounded or missing", "12 are believed to have deserted": an adjective or an infinitive below;
    "the hospital reported 12 people, two children among them, dying": a participle of those named.
    """
    raised = raised_verb(verb)
    if raised is not None:
        passive = is_passive(raised) or (raised.tag_ == "VBN" and not any(c.dep_ == "aux" for c in raised.children))
        found = outcome_by_verb("object" if passive else "subject").get(raised.lemma_.lower())
        return found or outcome_by_verb("adjective").get(raised.lower_)
    for child in verb.rights:
        if child.dep_ in {"acomp", "oprd"} and child.lower_ in outcome_by_verb("adjective"):
            return outcome_by_verb("adjective")[child.lower_]
        if child.dep_ == "advcl" and child.tag_ == "VBG" and verb.lemma_.lower() in words("counting_verbs"):
            return outcome_by_verb("subject").get(child.lemma_.lower())
        if child.dep_ == "xcomp" and child.lemma_.lower() in outcome_by_verb("subject"):
            return outcome_by_verb("subject")[child.lemma_.lower()]
    return None


def _by_nominal(counted: Counted) -> Measure | None:
    """As in "the killing of 12 people", "the deaths of 12": the noun that the counted hang on."""
    anchor = counted.anchor
    if anchor.dep_ != "pobj" or anchor.head.lower_ not in {"of", "to"}:
        return None
    over = anchor.head.head
    if over.dep_ == "pobj" and over.head.lower_ == "in" and over.ent_type_ in {"GPE", "LOC"}:
        over = over.head.head  # "the murder in Libya of 21 labourers"
    if over.lower_ == "those":  # "thousands of deaths, including those of 600 soldiers"
        earlier = counted.paragraph.doc[counted.scope.start : over.i]
        over = next((t for t in reversed(earlier) if t.pos_ == "NOUN" and t.lemma_.lower() in measure_of_noun()), over)
    found = measure_of_noun().get(over.lemma_.lower())
    if found is None and over.lower_.endswith("ing"):
        stem = over.lower_.removesuffix("ing")
        found = outcome_by_verb("object").get(stem) or outcome_by_verb("object").get(f"{stem}e")
    is_nominal = over.pos_ == "NOUN" or over.tag_ == "VBG"
    return found if found is not None and found.is_outcome and is_nominal else None
