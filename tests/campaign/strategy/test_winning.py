"""How do we win: the page of the plan, what its address asks for, and whom it refuses."""

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from groundgame.campaign.strategy.coming.forecasts import standpoint
from groundgame.campaign.strategy.coming.sentences import overdue, written
from groundgame.campaign.strategy.maps.plan import draw_plan
from groundgame.campaign.strategy.maps.shapes import UserShapes
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.winning import planned
from groundgame.campaign.strategy.winning.asked import address, asked, weight_sliders
from groundgame.campaign.strategy.winning.planned import plan_answer
from groundgame.campaign.strategy.winning.shown import Shown
from groundgame.electoral.places import atlas, hex_layout


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/how-do-we-win/{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def made(query: dict[str, str]) -> Shown:
    found = plan_answer(our_party(), asked(query), patience=300)
    assert found.value is not None, found.refusal
    return found.value


@pytest.mark.parametrize(
    ("query", "hours", "weeks", "weights"),
    [
        ({}, 10_000, 8, {"boroughs": 1.0, "councils": 3.0}),
        ({"hours": "2500", "weeks": "3", "boroughs": "0", "councils": "0", "mayor": "9"}, 2500, 3, {"mayor": 9.0}),
        ({"hours": "-4", "weeks": "99", "mayor": "many"}, 10_000, 12, {"boroughs": 1.0, "councils": 3.0}),
        ({"hours": "9999999999999"}, 10_000, 8, {"boroughs": 1.0, "councils": 3.0}),
        ({"boroughs": "0", "councils": "0"}, 10_000, 8, {"boroughs": 1.0}),
    ],
)
def test_an_address_asks_for_a_plan_and_nonsense_for_the_usual_one(query, hours, weeks, weights):
    ask = asked(query)
    assert (ask.hours, ask.weeks, dict(ask.weights)) == (hours, weeks, weights)
    again = dict(pair.split("=") for pair in address(ask).removeprefix("?").split("&"))
    assert asked(again) == ask
    assert len(weight_sliders(query)) == 5


@pytest.mark.slow
def test_the_page_shows_where_when_why_and_what_changes(director: Client):
    plan = made({"hours": "4000"})
    html = page(director, "?hours=4000&wait=1")
    assert plan.told in html
    for row in plan.wards[:5]:
        assert row.name in html
        assert row.why[1:] in html
    for path in plan.paths:
        assert path.name in html
        assert path.lacking in html
        assert all(f'href="{ward.address}">{ward.name}</a>' in html for ward in path.through)
    for one in plan.totals:
        assert one.name in html
    assert 'max="50000" step="500" value="4000"' in html
    assert '<span class="muted" id="at-hours">4,000</span>' in html
    assert "What is assumed, and where it comes from" in html
    point = standpoint("boroughs", timezone.localdate())
    assert f"Seen from {written(point.as_of)}" in html
    assert overdue(point) in html
    for one in plan.assumptions:
        assert one.sentence in html
    assert html.count("<tr><th scope=") >= len(plan.wards) + len(plan.weeks)


@pytest.mark.slow
def test_hours_of_the_weeks_and_the_map_are_those_of_the_plan():
    plan = made({"hours": "4000"})
    assert sum(row.hours for row in plan.weeks) == pytest.approx(sum(plan.hours.values()))
    assert [row.hours for row in plan.wards] == sorted(plan.hours.values(), reverse=True)[: len(plan.wards)]
    drawn = draw_plan(plan.hours, dict.fromkeys(hex_layout(), "/"), "Hours", UserShapes(None, None, ""))
    assert sum(key.wards for key in drawn.legend) == len(hex_layout())
    none = next(key for key in drawn.legend if key.words == "none")
    assert none.wards == len(hex_layout()) - len(plan.hours)


@pytest.mark.slow
def test_the_calendar_has_every_hour_of_the_plan_once():
    plan = made({"hours": "4000"})
    assert plan.calendars
    for each in plan.calendars:
        assert list(each.weeks) == sorted(each.weeks)
        assert [row.hours for row in each.rows] == sorted((row.hours for row in each.rows), reverse=True)
        assert all(sum(cell.hours for cell in row.cells) == pytest.approx(row.hours) for row in each.rows)
        assert all(bool(cell.css) == bool(cell.hours) for row in each.rows for cell in row.cells)
    given = sum(row.hours for each in plan.calendars for row in each.rows)
    assert given == pytest.approx(sum(plan.hours.values()))


@pytest.mark.slow
def test_a_path_to_a_council_leads_through_its_own_wards_with_most_hours():
    plan = made({"hours": "4000"})
    assert plan.paths
    for path in plan.paths:
        assert path.chance.after >= path.chance.before
        assert path.through
        hours = [ward.hours for ward in path.through]
        assert hours == sorted(hours, reverse=True)
        for ward in path.through:
            area = atlas().area(ward.address.strip("/").split("/")[-1])
            assert atlas().area(area.borough or "").name == path.chance.name
        assert "make the majority" in path.lacking


@pytest.mark.slow
def test_no_hours_are_told_in_a_sentence(director: Client):
    html = page(director, "?hours=0&wait=1")
    assert "No hours are planned, so nothing changes" in html
    assert "Why here?" not in html


def test_while_it_is_worked_out_the_page_says_so(director: Client, monkeypatch):
    monkeypatch.setattr(planned, "PATIENCE_SECONDS", 0.0)
    html = page(director, "?hours=31500&weeks=11&mayor=3")
    assert "Hours are being weighed" in html
    assert "wait=1#plan" in html


def test_a_party_that_forecasts_do_not_follow_gets_a_sentence(director: Client, settings):
    settings.GROUNDGAME_PARTY = "respect"
    assert "Forecasts do not follow" in page(director, "?wait=1")


def test_nobody_without_a_role_sees_it(client: Client):
    assert client.get("/how-do-we-win/").status_code == 302
