"""What will happen: chances with their ranges, as of a day; the sliders; and what a place's page tells of it."""

import datetime as dt
import re
import threading
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from groundgame.campaign.strategy.answers import answer, forget
from groundgame.campaign.strategy.coming import doughnut
from groundgame.campaign.strategy.coming.contests import chance_bar, contest_rows, mayor_rows
from groundgame.campaign.strategy.coming.forecasts import (
    KINDS,
    forecast_answer,
    last_poll,
    make,
    polls_mark,
    standpoint,
)
from groundgame.campaign.strategy.coming.needed import council_needed
from groundgame.campaign.strategy.coming.outlook import outlook
from groundgame.campaign.strategy.coming.tables import spread_tables
from groundgame.campaign.strategy.coming.turnout import expected_turnouts
from groundgame.campaign.strategy.coming.westminster import BY_LAW, IN_LONDON
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.templatetags.figures import percent
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting import Forecast, Spread
from groundgame.electoral.places import atlas

WARD, BARNET, CHIPPING_BARNET, BARNET_AND_CAMDEN = "E05013628", "E09000003", "E14001169", "E32000001"


def page(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/what-will-happen/{query}")
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def made(kind: str) -> Forecast:
    found = forecast_answer(kind, patience=300)  # the first learns from every poll, beside other tests
    assert found.value is not None, found.refusal
    return found.value


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_page_with_ranges_and_assumptions(director: Client, kind: str) -> None:
    found = made(kind)
    html = page(director, f"?of={kind}&wait=1")
    assert "What is assumed, and where it comes from" in html
    for assumption in found.assumptions:
        assert assumption.sentence in html
    assert 'class="wide"' in html
    assert "nine draws of ten" in html


@pytest.mark.slow
def test_the_figures_are_the_forecasts_own(director: Client) -> None:
    found = made("boroughs")
    html = page(director, "?of=boroughs&wait=1")
    seats = found.summary["labour"]["seats"]
    assert f"{seats.p05:,.0f} to {seats.p95:,.0f}" in html
    rows = contest_rows(found, "labour")
    assert len(rows) == 32
    assert [abs(row.ours - 0.5) for row in rows] == sorted(abs(row.ours - 0.5) for row in rows)
    contest = next(one for one in found.contests if one.id.startswith("local.barnet.20"))
    barnet = next(row for row in rows if row.name == "Barnet")
    assert barnet.ours == contest.chance_to_win["labour"]


@pytest.mark.slow
def test_londons_seats_are_told_apart_from_the_countrys() -> None:
    rows = contest_rows(made("general"), "labour")
    assert len(rows) == 75
    assert {row.area.boundary_set for row in rows} == {"pcon24"}
    london, country = spread_tables(made("general"), "labour")
    assert (london.measure, country.measure) == ("Seats in London", "Seats")
    assert sum(row.spread.mean for row in london.rows) == pytest.approx(75, abs=1)
    assert sum(row.spread.mean for row in country.rows) == pytest.approx(632, abs=2)


@pytest.mark.slow
def test_londons_seats_are_counted_draw_by_draw() -> None:
    """Their mean is the sum of the chances; their range is far wider than seats that err alone would have."""
    found = made("general")
    rows = contest_rows(found, "labour")
    spread = found.summary["labour"][IN_LONDON]
    assert isinstance(spread, Spread)
    assert spread.mean == pytest.approx(sum(row.ours for row in rows), abs=0.5)
    alone = sum(row.ours * (1 - row.ours) for row in rows) ** 0.5
    assert spread.p95 - spread.p05 > 1.5 * 2 * 1.645 * alone


@pytest.mark.slow
def test_westminster_is_shown_as_if_held_now_or_on_the_last_legal_day(director: Client) -> None:
    now = page(director, "?of=general&wait=1")
    assert "as if a general election were held on 9 January 2026" in now
    assert "Nobody has called one" in now
    assert '<a id="held-2" href="?of=general&when=law#forecast">On the last legal day</a>' in now
    law = page(director, "?of=general&when=law&wait=1")
    assert "the election of 15 August 2029" in law
    assert "the last day that the law allows, 1,314 days on" in law
    answer = forecast_answer("general", BY_LAW, patience=60)
    assert answer.value is not None
    spread = answer.value.summary["labour"]["seats"]
    assert f"{spread.p05:,.0f} to {spread.p95:,.0f}" in law
    assert "when=" not in page(director, "?of=mayor&when=law")


@pytest.mark.slow
def test_the_chances_for_mayor_add_up_and_are_drawn_to_scale() -> None:
    found = made("mayor").contests[0]
    assert sum(found.chance_to_win.values()) == pytest.approx(1)
    rows = mayor_rows(made("mayor"), "labour")
    assert [row.chance for row in rows] == sorted((row.chance for row in rows), reverse=True)
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%"', chance_bar(rows))]
    assert widths == [round(100 * row.chance, 1) for row in rows]


def test_an_election_whose_result_the_record_lacks_is_still_forecast_and_said_to_be_over() -> None:
    point = standpoint("boroughs", dt.date(2026, 11, 23))
    assert point.as_of == last_poll() + dt.timedelta(days=1)
    assert (point.stale, point.overdue) == (True, dt.date(2026, 5, 7))
    before = standpoint("boroughs", dt.date(2026, 1, 5))
    assert (before.as_of, before.stale, before.overdue) == (dt.date(2026, 1, 5), False, None)
    assert standpoint("general", dt.date(2025, 1, 5)).overdue is None


@pytest.mark.slow
def test_the_mayor_is_counted_by_the_law_of_today_and_the_page_says_so(director: Client) -> None:
    """The record's polls end before the act of April 2026, which is law today."""
    html = page(director, "?of=mayor&wait=1")
    assert "The mayor is elected by the supplementary vote on 4 May 2028, which is enacted" in html
    assert "expected, not yet ordered" in html
    assert "by the supplementary vote</p>" in html, "the card says it too"
    assert "Under first past the post the chances would be: Labour" in html
    as_of = standpoint("mayor", timezone.localdate()).as_of
    at_the_time = make("mayor", as_of, as_of)
    assert "by first past the post" in at_the_time.assumptions[0].sentence


OWN_POLL = "date,pollster,labour,conservative,liberal-democrat,reform,green\n{},Ours,20,20,14,27,12\n"


def test_polls_of_ones_own_move_the_day_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = last_poll()
    monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path))
    assert last_poll() == records
    before = polls_mark()
    (tmp_path / "polls.csv").write_text(OWN_POLL.format("2026-10-01"))
    assert last_poll() == dt.date(2026, 10, 1)
    assert polls_mark() != before, "what was worked out without them is not shown"
    point = standpoint("general", dt.date(2026, 11, 23))
    assert (point.as_of, point.stale) == (dt.date(2026, 10, 2), True)
    assert standpoint("general", dt.date(2026, 10, 2)).stale is False


def test_own_polls_that_cannot_be_read_are_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, director: Client
) -> None:
    monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path))
    (tmp_path / "polls.csv").write_text(OWN_POLL.format("2026-10-01").replace("27", "87"))
    assert "polls.csv: Line 2" in page(director, "?of=mayor&wait=1")


def test_what_is_not_a_kind_shows_the_first(director: Client) -> None:
    assert '<h2 id="forecast-title">Mayor</h2>' in page(director, "?of=nonsense")


def test_the_sliders_at_rest_are_the_last_elections(director: Client) -> None:
    html = page(director)
    assert "The sliders stand where the last elections were" in html
    result = record().result(record().contests(tier="mayor")[-1].id)
    votes = next(one.votes for one in result.candidates if one.party == our_party().id)
    assert f"{votes:,}" in html


def test_the_sliders_move_turnout_and_nothing_else() -> None:
    at = doughnut.sliders({"inner": "50", "outer": "30"})
    mayor, _, _, boroughs = doughnut.turned_rows(at, "labour")
    assert mayor.turnout == pytest.approx({"inner": 0.5, "outer": 0.3}, abs=1e-6)
    assert mayor.after.share > mayor.before.share, "Labour is stronger in inner London"
    assert boroughs.after.seats == boroughs.before.seats, "wards elect the same where all their voters move alike"
    told = doughnut.told(doughnut.turned_rows(at, "labour"), at, our_party())
    assert f"{100 * mayor.after.lead:.1f} points, not {100 * mayor.before.lead:.1f}" in told


@pytest.mark.parametrize("asked", ["", "abc", "0", "100", "-5", "9" * 400, "٣٠x", "33.3"])
def test_a_slider_at_no_turnout_stays_where_it_was(director: Client, asked: str) -> None:
    assert doughnut.sliders({"inner": asked}).inner is None
    director.get("/what-will-happen/", {"inner": asked})


def test_the_sliders_say_who_would_be_elected_instead(director: Client) -> None:
    html = page(director, "?inner=55&outer=31&who=1")
    assert "Inner 55%, outer 31%." in html
    assert "Borough councils: who would be elected instead" in html


@pytest.mark.slow
@pytest.mark.parametrize("code", [WARD, BARNET, CHIPPING_BARNET, BARNET_AND_CAMDEN])
def test_a_places_page_tells_its_chances_and_its_turnout(director: Client, code: str) -> None:
    html = unescape(director.get(f"/places/{code}/?wait=1").content.decode())
    section = html.split('id="outlook"')[1].split("</section>")[0]
    assert "Chances of Labour, seen from" in section
    assert "Turnout to expect" in section
    assert "being worked out" not in section
    found = outlook(atlas().area(code), "labour", patience=60)
    assert found is not None
    assert len(found.chances) == 1
    assert (found.departure is None) == (code == BARNET_AND_CAMDEN)
    for one in found.turnouts:
        assert 0 < one.expected.p05 < one.expected.middle < one.expected.p95 < 1
        assert percent(one.expected.middle, 0) in section


def test_a_places_page_waits_for_nothing_that_takes_seconds() -> None:
    forget()
    gate = threading.Event()
    answer("the one before", gate.wait, patience=0.0)  # answers are worked out one at a time: none is ready before it
    try:
        found = outlook(atlas().area(BARNET), "labour", patience=0.0)
    finally:
        gate.set()
    assert found is not None
    assert not found.ready
    assert (found.chances, found.council, found.turnouts) == ((), None, ())


def test_a_borough_votes_as_its_wards_do() -> None:
    days = {"borough": dt.date(2026, 5, 7)}
    wards = [expected_turnouts(atlas().area(code), days)[0] for code in atlas().wards_within(BARNET)]
    [barnet] = expected_turnouts(atlas().area(BARNET), days)
    assert (
        min(one.expected.middle for one in wards) < barnet.expected.middle < max(one.expected.middle for one in wards)
    )
    spreads = [one.expected.p95 - one.expected.p05 for one in wards]
    spread = barnet.expected.p95 - barnet.expected.p05
    assert spread < sum(spreads) / len(spreads), "a ward is known less well than its borough"


def test_the_city_and_former_places_have_no_outlook(director: Client) -> None:
    assert outlook(atlas().area("E12000007"), "labour") is None
    assert "What to expect here" not in director.get("/places/E12000007/").content.decode()


def test_what_a_council_needs_is_enough_and_no_more() -> None:
    """Beside the record: with the swing a majority of the seats is won, with a little less it is not."""
    one = council_needed(atlas().area(BARNET), "conservative")
    assert one is not None
    assert one.lead < 0
    assert one.swing is not None
    for swing, enough in ((one.swing + 1e-6, True), (one.swing - 1e-4, False)):
        won = total = 0
        for ward in atlas().wards_within(one.area.code):
            contest = next(c for c in record().contests(area=ward, tier="borough") if c.date.year == 2022)
            result = record().result(contest.id)
            means: dict[str, float] = {}
            for party in {candidate.party for candidate in result.candidates}:
                counts = [each.votes or 0 for each in result.candidates if each.party == party]
                means[party] = sum(counts) / len(counts)
            moved = min(swing * sum(means.values()), means.get(one.rival.id, 0.0))
            means[one.rival.id] = means.get(one.rival.id, 0.0) - moved
            means["conservative"] = means.get("conservative", 0.0) + moved
            won += contest.seats * (max(means, key=lambda party: means[party]) == "conservative")
            total += contest.seats
        assert (2 * won > total) == enough, (one.area.name, swing, won, total)


@pytest.mark.slow
def test_what_it_takes_is_told_for_a_party_that_is_behind(director: Client, settings: object) -> None:
    settings.GROUNDGAME_PARTY = "conservative"  # type: ignore[attr-defined]  # ours, unknown to Django
    html = page(director, "?of=mayor&wait=1")
    assert "It would take 5.6 points of the votes everywhere, from Labour to Conservative." in html
    assert "by the supplementary vote, in half of the forecast’s draws" in html
    assert "It takes 2.3 points of the votes everywhere, from Labour." in html
