"""What the views of estimates, dates, updates and asides answer on the seeds: exact rows, as the questions ask them."""

HUR = "Main Directorate of Intelligence of Ukraine (HUR)"
NIS = "National Intelligence Service (NIS)"
SOURCE = "military intelligence source"
TOPIC = "north-korean-troops-in-russia"


def test_planned_dispatched_in_training_and_present_stand_apart(seed_rows):
    columns = "status, count_mentions, count_origins, lowest_stated, highest_stated"
    assert seed_rows("measure_status_matrix", columns, "measure = 'troops' AND population = 'North Korea'") == [
        ("dispatched", 2, 1, 1500, 1500),
        ("in_training", 2, 2, 3000, 11000),
        ("planned", 3, 2, 2600, 12000),
        ("preparing", 1, 1, 10000, 10000),
        ("present", 2, 2, 3000, 12000),
    ]


def test_who_says_how_many_north_koreans_were_killed_and_injured(seed_rows):
    where = "population = 'North Korea' AND kind = 'numeric'"
    assert seed_rows("casualties_by_source", "measure, low, best, high, origin, source_location", where) == [
        ("injured", 3, 3, 3, SOURCE, "002"),
        ("killed", 6, 6, 6, SOURCE, "002"),
    ]


def test_how_many_deserted(seed_rows):
    columns = "low, best, high, qualifier, population, source_location"
    assert seed_rows("desertions", columns) == [(None, 18, None, "an estimated", "North Korea", "003")]


def test_civilians_killed_and_injured(seed_rows):
    assert seed_rows("civilian_harm", "measure, best, population, source_location") == [
        ("injured", 19, "civilians of Ukraine", "000"),
        ("killed", 1, "civilians of Ukraine", "000"),
        ("killed", 2, "civilians of Ukraine", "000"),
        ("killed", 2, "civilians of Ukraine", "000"),
        ("killed", 5, "civilians of Ukraine", "000"),
    ]


def test_every_update_of_the_live_blog(seed_rows):
    assert seed_rows("live_updates", "time_as_written, source_location") == [
        ("0805 GMT", "000"), ("0903 GMT", "000"), ("1400 GMT", "000"), ("1714 GMT", "000"), ("ORIGINAL ENTRY", "000"),
    ]  # fmt: skip
    assert seed_rows("live_updates", "time_as_written, count_estimates, count_quotes, origins") == [
        ("0805 GMT", 3, 7, "United States, United States National Security Council"),
        ("0903 GMT", 8, 0, "unknown outlet"),
        ("1400 GMT", 0, 4, None),
        ("1714 GMT", 4, 6, HUR),
        ("ORIGINAL ENTRY", 3, 9, "NATO, unknown outlet"),
    ]


def test_only_two_pages_state_the_day_of_publication(seed_rows):
    assert seed_rows("date_quality", "source_location, published_from, published_precision, published_basis") == [
        ("000", None, "unknown", "unknown"),
        ("001", "2024-10-25", "day", "stated"),
        ("002", "2024-10-08", "day", "stated"),
        ("003", None, "unknown", "unknown"),
        ("004", None, "unknown", "unknown"),
    ]


def test_strengths_by_the_day_on_which_they_were_told(seed_rows):
    columns = "origin, surface, status, source_location, published_from"
    assert seed_rows("troop_estimates_timeline", columns, "population = 'North Korea'") == [
        (HUR, "2,600", "planned", "003", None),
        (HUR, "almost 11,000", "in_training", "003", None),
        (HUR, "around 12,000", "present", "001", "2024-10-25"),
        (NIS, "10,000", "planned", "004", None),
        (NIS, "about 1,500", "dispatched", "004", None),
        (NIS, "around 1,500", "dispatched", "003", None),
        (NIS, "between 10,000 and 12,000", "planned", "003", None),
        ("United States", "3,000", "present", "001", "2024-10-25"),
        ("United States", "at least 3,000", "in_training", "000", None),
        ("Volodymyr Zelensky", "about 10,000", "preparing", "003", None),
    ]


def test_asides_are_kept_and_count_nowhere(seed_rows):
    kinds = set(seed_rows("excluded_text", "passage_kind, source_location"))
    # Speech in page furniture is not read at all.
    assert kinds == {("appended_interview", "001"), ("teaser", "002")}
    aside, counted = (set(seed_rows(view, "quote_id")) for view in ("excluded_text", "quotes_by_speaker"))
    assert aside
    assert not aside & counted


def test_claims_without_a_number_hold_none_rather_than_zero(seed_rows):
    ids = seed_rows("unquantified_claims", "estimate_id")
    assert len(ids) > 5
    wanted = ", ".join(str(number) for (number,) in ids)
    assert set(seed_rows("evidence", "low, best, high", f"estimate_id IN ({wanted})")) == {(None, None, None)}
    involved = "measure = 'troops' AND population = 'North Korea'"
    assert seed_rows("unquantified_claims", "origin, status, source_location", involved) == [
        ("Interfax-Ukraine", "dispatched", "002"),
        (HUR, "at_front", "000"),
        (HUR, "at_front", "000"),
        (HUR, "dispatched", "001"),
        (HUR, "in_training", "000"),
        ("South Korea", "dispatched", "002"),
        ("United States", "dispatched", "000"),
        ("Volodymyr Zelensky", "dispatched", "004"),
        ("Volodymyr Zelensky", "dispatched", "004"),
    ]


def test_the_topic_s_sides_and_how_far_apart_they_are(seed_rows):
    columns = "side, count_figures, lowest_stated, highest_stated"
    assert seed_rows("topic_sides", columns, f"topic = '{TOPIC}' AND measure = 'troops'") == [
        ("NATO and its other members", 0, None, None),
        ("North Korea", 0, None, None),
        ("Russia", 0, None, None),
        ("South Korea", 4, 1500, 12000),
        ("Ukraine", 4, 2600, 12000),
        ("United States", 2, 3000, 3000),
    ]
    columns = "status, count_mentions, count_claims, count_origins, ratio"
    assert seed_rows("topic_disagreement", columns, f"topic = '{TOPIC}' AND measure = 'troops'") == [
        ("dispatched", 2, 1, 1, 1),
        ("in_training", 2, 2, 2, 3.67),
        ("planned", 3, 2, 2, 4.62),
        ("preparing", 1, 1, 1, 1),
        ("present", 2, 2, 2, 4),
    ]
