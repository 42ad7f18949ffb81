"""The rule and the day of each of London's contests, against the record of what was held."""

from datetime import date

import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting import ForecastError, rule_of
from groundgame.electoral.forecasting.calendar import next_day, ordinary_day


@pytest.mark.parametrize("tier", ["mayor", "assembly", "assembly-list", "parliament"])
def test_the_record_was_counted_by_the_rule_of_its_day(tier):
    rules = record(None).index.filter(tier=tier).select("date", "rule").unique().iter_rows()
    assert all(rule_of(tier, day).rule == rule for day, rule in rules)


def test_second_choices_come_back_to_the_mayor_only_once_they_are_law():
    day = date(2028, 5, 4)
    assert rule_of("mayor", day, as_of=date(2026, 1, 8)).rule == "fptp"
    restored = rule_of("mayor", day, as_of=date(2026, 11, 1))
    assert (restored.rule, restored.in_force) == ("sv", None)
    assert "2026 (c. 23)" in restored.source


@pytest.mark.parametrize("contest", ["borough", "mayor"])
def test_the_next_day_is_that_on_which_the_vote_was_held(contest):
    index = record(None).index.filter(tier=contest)
    held = [day for (day,), areas in index.group_by("date") if contest == "mayor" or len(areas) > 100]
    assert held
    assert all(next_day(contest, day) == day for day in held)


def test_an_election_put_off_by_a_year_was_not_known_before():
    assert next_day("mayor", date(2019, 1, 1)) == ordinary_day(2020) == date(2020, 5, 7)
    assert next_day("mayor", date(2020, 4, 1)) == date(2021, 5, 6)


def test_the_boroughs_vote_next_on_the_first_thursday_of_may():
    assert next_day("borough", date(2026, 1, 8)) == date(2026, 5, 7)
    assert next_day("mayor", date(2026, 1, 8)) == date(2028, 5, 4)


@pytest.mark.parametrize("contest", ["borough", "mayor"])
def test_a_day_after_the_last_of_the_calendar_is_refused(contest):
    with pytest.raises(ForecastError, match=r"no election of the .* after 9999-12-31; name an earlier day"):
        next_day(contest, date.max)


def test_a_rule_of_ones_own_takes_the_place_of_the_law(tmp_path):
    own = "contest,from,rule,enacted,in_force,source\nmayor,2028-01-01,sv,2025-07-10,2028-01-01,A bill\n"
    (tmp_path / "rules.csv").write_text(own)
    day, as_of = date(2028, 5, 4), date(2026, 1, 8)
    assert rule_of("mayor", day, as_of=as_of, home=tmp_path).source == "A bill"
    assert rule_of("mayor", date(2024, 5, 2), home=tmp_path).rule == "fptp"


def test_a_rule_file_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "rules.csv").write_text("contest,rule\nmayor,sv\n")
    with pytest.raises(ForecastError, match="Give it the columns contest, from, rule"):
        rule_of("mayor", date(2028, 5, 4), home=tmp_path)


def test_a_rule_that_nobody_knows_is_refused():
    with pytest.raises(ForecastError, match="no rule of a contest 'parish'"):
        rule_of("parish", date(2024, 5, 2))
    with pytest.raises(ForecastError, match="the first is of 2000-05-04"):
        rule_of("mayor", date(1999, 1, 1))
