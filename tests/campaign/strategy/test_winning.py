"""How do we win: the page of the plan, what its address asks for, and whom it refuses."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from groundgame.campaign.strategy.coming import forecasts
from groundgame.campaign.strategy.coming.forecasts import standpoint
from groundgame.campaign.strategy.coming.sentences import overdue, written
from groundgame.campaign.strategy.maps.plan import draw_plan
from groundgame.campaign.strategy.maps.shapes import UserShapes
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.winning import planned
from groundgame.campaign.strategy.winning.asked import address, asked, weight_sliders
from groundgame.campaign.strategy.winning.planned import firm_answer, plan_answer
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
        ({"branch_hours": "30", "leaflet": "1", "pounds": "£2,500"}, 10_000, 8, {"boroughs": 1.0, "councils": 3.0}),
        ({"pounds": "0", "leaflet": "yes"}, 10_000, 8, {"boroughs": 1.0, "councils": 3.0}),
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


def test_an_address_asks_for_floors_and_a_spending_limit():
    ask = asked({"branch_hours": "30", "leaflet": "1", "pounds": "£2,500"})
    assert (ask.branch_hours, ask.leaflet, ask.limit_pence) == (30.0, True, 250_000.0)
    assert asked({"pounds": "0"}).limit_pence == 0.0
    usual = asked({"branch_hours": "-3", "leaflet": "yes", "pounds": "as little as can be"})
    assert (usual.branch_hours, usual.leaflet, usual.limit_pence) == (0.0, False, None)


def test_a_limit_that_cannot_be_read_is_refused_and_not_taken_for_none(director: Client):
    html = page(director, "?pounds=2500.50&wait=1")
    assert "'2500.50' is no whole number. Write one, as 2500, or nothing for no limit." in html
    assert 'name="pounds" maxlength="12" value="2500.50"' in html
    assert "Keep this plan" not in html


@pytest.mark.slow
def test_a_plan_of_the_mayor_alone_says_nothing_of_the_boroughs_day(director: Client):
    html = page(director, "?hours=4000&boroughs=0&councils=0&mayor=10&wait=1")
    assert "before 4 May 2028" in html
    assert "This election was held on" not in html
    assert "as a rehearsal" not in html


@pytest.mark.slow
def test_the_page_shows_where_when_why_and_what_changes(director: Client):
    plan = made({"hours": "4000"})
    html = page(director, "?hours=4000&wait=1")
    assert plan.told in html
    for row in plan.wards[:5]:
        assert row.name in html
        assert all(sentence in html for sentence in row.why)
    assert f"The 25 wards with most hours, of {len(plan.wards)}" in html
    assert f"All leaflets together cost about £{plan.leaflets_cost:,.0f}" in html
    for path in plan.paths:
        assert path.name in html
        assert path.lacking in html
        assert all(f'href="{ward.address}">{ward.name}</a>' in html for ward in path.through)
    for one in plan.totals:
        assert one.name in html
    assert 'max="100000" step="500" value="4000"' in html
    assert '<span class="muted" id="at-hours">4,000</span>' in html
    assert "What is assumed, and where it comes from" in html
    point = standpoint("boroughs", timezone.localdate())
    assert f"Seen from {written(point.as_of)}" in html
    assert overdue(point) in html
    for one in plan.assumptions:
        assert one.sentence in html
    assert html.count("<tr><th scope=") >= 25 + len(plan.weeks)


@pytest.mark.slow
def test_hours_of_the_weeks_and_the_map_are_those_of_the_plan():
    plan = made({"hours": "4000"})
    assert sum(row.hours for row in plan.weeks) == pytest.approx(sum(plan.hours.values()))
    assert [row.hours for row in plan.wards] == sorted(plan.hours.values(), reverse=True)
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
            assert f"{atlas().area(area.borough or '').name} council" == path.name
        assert "make the majority" in path.lacking


@pytest.mark.slow
def test_every_branch_gets_its_floor_and_leaflets_cost_no_more_than_the_limit():
    free, held = made({"hours": "4000"}), made({"hours": "4000", "branch_hours": "40", "pounds": "200"})
    assert set(free.places.boroughs) == set(held.places.boroughs)

    def by_branch(plan: Shown) -> list[float]:
        spent = dict.fromkeys(plan.places.boroughs, 0.0)
        for code, branch in zip(plan.places.codes, plan.places.boroughs, strict=True):
            spent[branch] += plan.hours.get(code, 0.0)
        return sorted(spent.values())

    assert by_branch(free)[0] < 20 < 30 <= by_branch(held)[0]  # an evening of ten is the last to be given or not
    assert held.leaflets_cost <= 200 < free.leaflets_cost


@pytest.mark.slow
def test_floors_that_cannot_be_are_told_in_a_sentence(director: Client):
    html = page(director, "?hours=500&branch_hours=100&wait=1")
    assert "100 hours for every one of 32 branches take 3,200; there are 500" in html
    assert "Traceback" not in html
    html = page(director, "?hours=1000&leaflet=1&wait=1")
    assert "A leaflet for every ward with a candidate takes" in html
    assert "at least 40 hours for every branch; leaflets for no more than £200" in page(
        director, "?hours=4000&branch_hours=40&pounds=200&wait=1"
    )


@pytest.mark.slow
def test_a_leaflet_for_every_ward_with_a_candidate():
    plan = made({"hours": "60000", "leaflet": "1"})
    assert len(plan.hours) == len(plan.places.codes)
    assert "where it is close" in plan.told


@pytest.mark.slow
def test_any_ward_is_told_why_with_hours_or_without(director: Client):
    plan = made({"hours": "4000"})
    assert set(plan.why) == set(plan.places.codes)
    with_hours, without = plan.wards[-1], next(code for code in plan.places.codes if code not in plan.hours)
    html = page(director, f"why/?hours=4000&wait=1&ward={with_hours.name}")
    assert with_hours.why[0] in html
    assert f"{with_hours.hours:,.0f} hours ({with_hours.spent})" in html
    html = page(director, f"why/?hours=4000&wait=1&ward={without}")
    assert f"Why here? {atlas().area(without).name}" in html
    assert plan.why[without][0] in html
    assert "no hours." in html
    html = page(director, "why/?hours=4000&wait=1&ward=Chids Hill")
    assert "The plan has no ward 'Chids Hill'. Is it Childs Hill" in html
    html = page(director, "why/?hours=4000&wait=1")
    assert all(row.name in html and row.why[0] in html for row in plan.wards)
    assert "so no ward has any" in page(director, "why/?hours=0&wait=1")


@pytest.mark.slow
def test_before_two_polling_days_a_ward_has_a_reason_for_each():
    plan = made({"hours": "4000", "boroughs": "1", "councils": "0", "mayor": "10"})
    assert {len(sentences) for sentences in plan.why.values()} == {2}
    assert all(sentence.startswith("Before ") for sentences in plan.why.values() for sentence in sentences)


@pytest.mark.slow
def test_how_good_and_how_firm_is_told_in_sentences_and_what_would_change_it(director: Client):
    found = firm_answer(our_party(), asked({"hours": "4000"}), patience=300).value
    assert found is not None
    gap = re.search(r"no plan of these hours could gain (\d+\.\d)% more than this one", found.gap)
    assert gap is not None
    assert 0 < float(gap[1]) < 2
    assert "What whole evenings cost is part of that;" in found.gap
    assert "Tried in 10 cases" in found.steady
    keep = re.search(r"(\d+) of (\d+) wards keep at least half", found.steady)
    assert keep is not None
    assert 0 < int(keep[1]) <= int(keep[2]) == len(made({"hours": "4000"}).wards)
    kept = [*found.firmest, *found.loosest]
    assert found.firmest[0].part == min(one.part for one in kept) < max(one.part for one in kept) <= 1
    assert found.nearest
    assert all(one.part >= 1 and not one.hours for one in found.nearest)
    assert sum(one.steady for one in found.kept) == int(keep[1])
    assert [one.hours for one in found.kept] == sorted((one.hours for one in found.kept), reverse=True)
    assert all((int(one.cases.partition(" ")[0]) >= 9) == one.steady for one in found.kept)
    assert all(one.shares in {"at any", "at none"} or one.shares.endswith("%") for one in found.kept)
    firmest = next(one for one in found.kept if one.code == found.firmest[0].code)
    assert (firmest.steady, firmest.part) == (True, found.firmest[0].part)
    html = page(director, "firm/?hours=4000&wait=1")
    assert re.findall("<h[3-6]>(.*?)</h", html) == ["Firmest", "First to go", "First to come in"]
    assert "<h4" not in html  # no level is left out below the section's h2
    assert all(one.name in html for one in found.kept)
    for words in (found.gap, found.steady, *(one.name for one in (*kept, *found.nearest))):
        assert words in html
    assert f"<b>{100 * found.firmest[0].part:.0f}%</b>" in html
    assert "there is nothing to try" in page(director, "firm/?hours=0&wait=1")


@pytest.mark.slow
def test_a_leaflet_that_every_ward_gets_makes_no_ward_firm():
    found = firm_answer(our_party(), asked({"hours": "60000", "leaflet": "1"}), patience=300).value
    assert found is not None
    given = re.search(r"of (\d+) wards keeps? at least half", found.steady)
    assert given is not None
    assert len(found.kept) == int(given[1]) < 600
    assert found.nearest
    assert not {one.code for one in found.nearest} & {one.code for one in found.kept}
    assert [one.hours for one in found.kept] == sorted((one.hours for one in found.kept), reverse=True)


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


@pytest.mark.slow
def test_without_recent_polls_the_page_has_a_plan_and_says_from_what_it_starts(director: Client, monkeypatch):
    """Where polls are taken for newer than they are, the day before an election without a result is the last one."""
    monkeypatch.setattr(forecasts, "last_poll", timezone.localdate)
    plan = made({"hours": "1500"})
    assert plan.hours
    assert plan.for_want[0].startswith("No poll of the 90 days before ")
    assert plan.for_want[0] in page(director, "?hours=1500&wait=1")
