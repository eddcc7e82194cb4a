"""What the views answer about claims, echoes, quotes and names: exact rows on the seeds, as the questions ask them."""

HUR = "Main Directorate of Intelligence of Ukraine (HUR)"
NIS = "National Intelligence Service (NIS)"


def test_ten_strength_mentions_are_seven_claims_of_four_origins_of_three_states(seed_rows):
    assert seed_rows(
        "independence",
        "count_mentions, count_claims, count_origins, count_states, count_undecided",
        "measure = 'troops' AND population = 'North Korea'",
    ) == [(10, 7, 4, 3, 0)]


def test_echoes_of_one_origin(seed_rows):
    assert seed_rows("echoes", "origin, source_location, surface, count_mentions") == [
        (NIS, "003", "around 1,500", 2),
        (NIS, "003", "between 10,000 and 12,000", 2),
        (NIS, "004", "10,000", 2),
        (NIS, "004", "about 1,500", 2),
        ("United States", "000", "at least 3,000", 2),
        ("United States", "001", "3,000", 2),
    ]


def test_the_american_figure_loses_its_at_least_and_the_korean_one_its_range(seed_rows):
    columns = (
        "origin, first_surface, surface, qualifier_drift, bounds_drift, status_drift, place_drift, reference_basis"
    )
    range_lost = "10,000 -> between 10,000 and 12,000"
    assert seed_rows("relay_drift", columns) == [
        (NIS, "10,000", "between 10,000 and 12,000", "exactly -> between", range_lost, None, None, "fewest_relays"),
        (NIS, "about 1,500", "around 1,500", None, None, None, "lost: Russia", "undirected"),
        ("United States", "at least 3,000", "3,000", "at least -> exactly", None, "in_training -> present", None, "undirected"),
    ]  # fmt: skip


def test_vague_words_are_near_a_claim_and_tell_none(seed_rows):
    assert seed_rows("undecided_mentions", "relation, surface, origin", "relation <> 'unquantified'") == [
        ("vague", "thousands of", "United States")
    ]


def test_first_reported_says_how_it_knows(seed_rows):
    strengths = "measure = 'troops' AND population = 'North Korea'"
    assert seed_rows("first_reported", "origin, surface, first_outlet, first_basis, count_mentions", strengths) == [
        (HUR, "2,600", "Newsweek", "only_mention", 1),
        (HUR, "almost 11,000", "Newsweek", "only_mention", 1),
        (HUR, "around 12,000", "unknown outlet", "only_mention", 1),
        (NIS, "10,000", "The Epoch Times", "fewest_relays", 2),
        (NIS, "about 1,500", "The Epoch Times", "undirected", 2),
        ("United States", "at least 3,000", "unknown outlet", "undirected", 2),
        ("Volodymyr Zelensky", "about 10,000", "Newsweek", "only_mention", 1),
    ]


def test_figures_that_exclude_each_other_in_one_article(seed_rows):
    columns = "source_location, measure, origin, surface, other_origin, other_surface, is_same_status"
    assert seed_rows("same_article_conflict", columns, "measure IN ('troops', 'training_sites')") == [
        ("000", "training_sites", HUR, "five", "United States National Security Council", "three", False),
        ("001", "troops", HUR, "around 12,000", "United States", "3,000", True),
        ("003", "troops", HUR, "2,600", "Volodymyr Zelensky", "about 10,000", False),
        ("003", "troops", HUR, "almost 11,000", "Volodymyr Zelensky", "about 10,000", False),
    ]


def test_how_many_training_sites(seed_rows):
    columns = "origin, surface, other_origin, other_surface, place"
    assert seed_rows("contradictions", columns, "measure = 'training_sites'") == [
        (HUR, "five", "United States National Security Council", "three", "eastern Russia")
    ]


def test_parts_beside_their_wholes(seed_rows):
    columns = "source_location, surface, whole_surface"
    assert seed_rows("subsets", columns, "measure IN ('troops', 'officers', 'generals', 'killed')") == [
        ("000", "Two", "Five"),
        ("000", "Two", "Five"),
        ("000", "one", "Five"),
        ("001", "3", "around 12,000"),
        ("001", "500", "around 12,000"),
        ("003", "around 1,500", "between 10,000 and 12,000"),
        ("004", "about 1,500", "10,000"),
    ]


def test_the_full_chain_of_the_eleven_thousand_and_of_the_six(seed_rows):
    columns = "surface, position, role, name"
    assert seed_rows("relay_chain", columns, "surface IN ('almost 11,000', 'Six')") == [
        ("Six", 0, "origin", "military intelligence source"),
        ("Six", 1, "relay", "Interfax-Ukraine"),
        ("Six", 2, "outlet", "The Kyiv Independent"),
        ("almost 11,000", 0, "origin", HUR),
        ("almost 11,000", 1, "outlet", "Newsweek"),
    ]


def test_the_quote_that_stands_in_two_articles(seed_rows):
    assert seed_rows("quote_reuse", "source_location, speaker, kind, count_articles") == [
        ("002", "Kim Yong-hyun", "direct", 2),
        ("003", "Kim Yong-hyun", "direct", 2),
    ]


def test_who_said_clear_escalation(seed_rows):
    assert seed_rows("same_words", "speaker, kind", "phrase = 'clear escalation'") == [
        ("Volodymyr Zelensky", "direct"),
        ("ministry spokeswoman in Berlin", "partial"),
    ]


def test_bare_kim_is_three_people(seed_rows):
    assert seed_rows("alias_ambiguity", "source_location, entity", "surface = 'Kim'") == [
        ("002", "Kim Yong-hyun"),
        ("003", "Kim Jong Un"),
        ("004", "Kim Hong-kyun"),
    ]


def test_seven_forms_of_one_name_and_two_agencies_of_like_names(seed_rows):
    named = "kind IN ('name', 'surname', 'acronym')"
    assert seed_rows("entity_aliases", "surface, kind", f"entity = 'Volodymyr Zelensky' AND {named}") == [
        ("Volodymyr Zelenskiy", "name"), ("Volodymyr Zelensky", "name"), ("Volodymyr Zelenskyy", "name"),
        ("Zelenskiy", "surname"), ("Zelensky", "surname"), ("Zelenskyj", "surname"), ("Zelenskyy", "surname"),
    ]  # fmt: skip
    assert seed_rows("entity_aliases", "surface, kind", f"entity = '{HUR}'") == [
        ("Defense Intelligence Directorate", "name"), ("HUR", "acronym"), ("The agency", "role"),
        ("Ukraine military intelligence", "role"), ("Ukrainian intelligence", "role"),
    ]  # fmt: skip
    assert seed_rows("entity_aliases", "surface, entity_key", "surface LIKE 'Interfax%'") == [
        ("Interfax", "outlet:interfax"),
        ("Interfax-Ukraine", "outlet:interfax-ukraine"),
    ]


def test_what_was_told_later_than_it_was_true(seed_rows):
    assert seed_rows("bitemporal", "source_location, surface, days_late") == [("001", "dozens of", 76)]


def test_which_side_the_strengths_come_from(seed_rows):
    strengths = "measure = 'troops' AND population = 'North Korea'"
    found = seed_rows("source_bloc", "coalesce(bloc, ''), coalesce(state, ''), origin", strengths)
    assert {(state, origin) for _, state, origin in found} == {
        ("South Korea", NIS), ("Ukraine", HUR), ("Ukraine", "Volodymyr Zelensky"), ("United States", "United States"),
    }  # fmt: skip
    assert {origin for bloc, _, origin in found if bloc == "NATO"} == {"United States"}
    assert seed_rows("source_bloc", "state, surface, source_location", f"bloc = 'NATO' AND {strengths}") == [
        ("United States", "3,000", "001"),
        ("United States", "at least 3,000", "000"),
    ]


def test_figures_roll_up_to_every_level_once(seed_rows):
    level = "estimates_by_source_level"
    assert seed_rows(level, "level, level_name", "surface = 'about 10,000' AND level <> 'bloc'") == [
        ("person", "Volodymyr Zelensky"),
        ("state", "Ukraine"),
    ]
    assert seed_rows(level, "level, level_name", "surface = '2,600' AND level <> 'bloc'") == [
        ("agency", HUR),
        ("state", "Ukraine"),
    ]
