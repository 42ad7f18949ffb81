"""Councillors and councils gained and lost, on both bases."""

import pytest

from groundgame.electoral.swing import NoGainsError, gains
from groundgame.electoral.swing.gains_voting import alike, voting, when_fought
from groundgame.electoral.swing.gains_words import sentence


def test_labour_2023_is_large_since_the_eve_and_small_since_2019():
    found = gains(2023)
    labour = found.of("labour")
    assert found.since == 2019
    assert found.councils == 230
    assert labour.published == 305
    assert (labour.declared, labour.councils_declared) == (537, 22)
    assert labour.whole == pytest.approx(305, abs=20)
    assert labour.eve == pytest.approx(537, abs=60)
    assert labour.councils_eve == pytest.approx(22, abs=2)


def test_the_two_bases_differ_by_what_happened_between():
    for gain in gains(2023).parties:
        assert gain.whole == gain.eve + gain.between
    assert gains(2023).of("labour").between < -250


def test_the_sentence_says_both_and_why():
    found = gains(2023)
    text = sentence(found.of("labour"), found)
    assert "+592 councillors since the eve (declared: +537 and +22 councils)" in text
    assert "+292 since 2019 (House of Commons Library, England: +305)" in text
    assert "already lost 300" in text


@pytest.mark.parametrize(
    ("year", "labour", "conservative", "councils"), [(2014, 185, -105, 21), (2018, 63, -101, 21), (2022, 33, -107, 21)]
)
def test_london_boroughs(year, labour, conservative, councils):
    found = gains(year, "london")
    assert found.councils == 32
    assert found.of("labour").whole == labour
    assert found.of("conservative").whole == conservative
    assert found.of("labour").councils == councils


def test_where_the_source_repeats_the_last_elections_the_eve_is_not_claimed():
    found = gains(2006, "london")
    assert not found.eve_known
    assert sentence(found.of("labour"), found) == (
        "Labour: -182 councillors since 2002; who sat on the eve is not in the record."
    )
    assert gains(2010, "london").eve_known
    assert gains(2023).eve_known


def test_every_councillor_gained_is_one_that_somebody_lost_or_a_seat_more():
    found = gains(2022, "london")
    # 1,833 seats in 2018 became 1,817 in 2022.
    assert sum(gain.whole for gain in found.parties) == 1817 - 1833
    assert sum(gain.councillors for gain in found.parties) == 1817


def test_londons_councillors_are_those_elected_and_not_those_left_when_the_source_counted():
    # Declared: Labour 1,156, Conservatives 404; seven of Havering's had left them by the source's count.
    assert [gains(2022, "london").of(party).councillors for party in ("labour", "conservative")] == [1156, 404]
    assert gains(2018, "london").of("conservative").councillors == 511


def test_councils_with_by_elections_alone_did_not_vote():
    # England had elections in 124 councils in 2016, 150 in 2018 and 248 in 2019.
    assert [len(voting(year, "gb")) for year in (2016, 2018, 2019)] == [124, 150, 248]
    assert "surrey" not in voting(2018, "gb")


def test_seats_of_five_years_are_compared_with_when_they_were_fought():
    fought = when_fought(voting(2022, "gb"), 2022, "gb")
    assert list(fought) == [2018, 2017]
    assert {"cardiff", "powys", "north yorkshire"} <= fought[2017]
    assert "barnet" in fought[2018]
    # Who voted in 2021 is not known, and no reason to believe that nobody did.
    assert list(when_fought(voting(2024, "gb"), 2024, "gb")) == [2021]


def test_parties_that_were_put_together_before_are_put_together_after():
    names = {gain.party for gain in gains(2016).parties}
    assert "green" not in names
    assert "other" in names
    assert "green" in {gain.party for gain in gains(2023).parties}


def test_the_councils_of_every_year_are_found_under_whatever_name():
    assert len(voting(2024, "gb")) == 107
    assert len(voting(2025, "gb")) == 23
    assert alike("Bristol, City of") == alike("Bristol")
    assert alike("County Durham") == alike("Durham")


@pytest.mark.parametrize(
    ("year", "area"), [(2020, "gb"), (2021, "gb"), (1999, "gb"), (2021, "london"), (2022, "wales"), (2030, "london")]
)
def test_what_the_record_does_not_say_is_refused(year, area):
    with pytest.raises(NoGainsError, match=r"\d{4}|wales"):
        gains(year, area)
