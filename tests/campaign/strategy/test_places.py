"""A page for every place, with the record's figures, and contact figures for those whose role covers it."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass.models import ElectorState
from groundgame.campaign.strategy.places import successors
from groundgame.electoral.contests import record
from groundgame.electoral.places import BOUNDARY_SETS, atlas, hex_layout

pytestmark = pytest.mark.django_db

WARD, BARNET = "E05013628", "E09000003"


def page(client: Client, code: str) -> str:
    answer = client.get(f"/places/{code}/")
    assert answer.status_code == 200, code
    return unescape(answer.content.decode())


@pytest.mark.slow
@pytest.mark.parametrize("boundary_set", BOUNDARY_SETS)
def test_every_sort_of_place_has_a_page(director: Client, boundary_set: str) -> None:
    areas = atlas().areas(boundary_set)
    for area in (areas[0], areas[len(areas) // 2], areas[-1]):
        assert area.name in page(director, area.code)


def test_a_place_that_there_is_not_says_so(director: Client) -> None:
    answer = director.get("/places/E05999999/")
    assert answer.status_code == 404
    assert "There is no place with the code “E05999999”" in answer.content.decode()


def test_a_wards_history_is_the_records(director: Client) -> None:
    html = page(director, WARD)
    contest = next(c for c in record().contests(tier="borough", area=WARD) if c.date.year == 2022)
    result = record().result(contest.id)
    means: dict[str, list[int]] = {}
    for candidate in result.candidates:
        means.setdefault(candidate.party, []).append(candidate.votes or 0)
    strengths = {party: sum(votes) / len(votes) for party, votes in means.items()}
    for party in ("labour", "conservative", "green", "liberal-democrat"):
        share = strengths[party] / sum(strengths.values())
        assert f"{100 * share:.1f}%" in html, party
    assert f"{100 * (result.ballots or 0) / (result.electorate or 1):.1f}%" in html


def test_a_constituencys_latest_result_is_the_records(director: Client) -> None:
    code = "E14001169"
    contest = max(record().contests(tier="parliament", area=code), key=lambda contest: contest.date)
    votes = {candidate.party: candidate.votes or 0 for candidate in record().result(contest.id).candidates}
    html = page(director, code)
    for party in ("labour", "conservative"):
        assert f"{100 * votes[party] / sum(votes.values()):.1f}%" in html


def test_a_ward_links_what_holds_it_and_a_borough_its_wards(director: Client) -> None:
    ward = page(director, WARD)
    for holder in atlas().containing(WARD).values():
        if holder != "E12000007":
            assert f'href="/places/{holder}/"' in ward
    borough = page(director, BARNET)
    assert all(f'href="/places/{code}/"' in borough for code in atlas().wards_within(BARNET))


def test_a_former_ward_leads_to_its_successors(director: Client) -> None:
    today = {area.code for area in atlas().areas("ward22")}
    former = next(area for area in atlas().areas("ward14") if area.code not in today)
    found = successors(atlas().area(former.code))
    assert 0.95 <= sum(successor.share for successor in found) <= 1.0001
    html = page(director, former.code)
    assert "no longer drawn" in html
    assert all(f'href="/places/{successor.area.code}/"' in html for successor in found)


def test_a_plot_has_words_and_its_table(director: Client) -> None:
    html = page(director, WARD)
    assert len(re.findall(r'<svg role="img" aria-label="[^"]*shares by party', html)) == 5
    assert html.count("The figures: ") == 5


def contacted(field_work: Any) -> None:
    cache.delete(f"electors:{WARD}")  # the count of a ward's electors is kept for a minute, over several tests
    elector = field_work.elector(ward=WARD)
    field_work.elector(ward=WARD)
    ElectorState.objects.create(
        elector=elector, borough=BARNET, ward=WARD, attempts=2, conversations=1,
        last_attempt_at=timezone.now(), last_contact_at=timezone.now(), promise="yes",
    )  # fmt: skip


def test_an_organiser_sees_what_was_learnt_in_her_wards_alone(organiser: Client, field_work: Any) -> None:
    contacted(field_work)
    html = page(organiser, WARD)
    assert "50.0%" in html.split("What we have learnt")[1].split("</dl>")[0]
    assert "What we have learnt" in page(organiser, BARNET)
    for elsewhere in ("E09000005", "E12000007", "E32000001"):  # E32000001 holds Camden as well
        assert "What we have learnt" not in page(organiser, elsewhere)


def test_a_volunteer_sees_results_but_no_contact_figures(client: Client, field_work: Any) -> None:
    contacted(field_work)
    volunteer = field_work.person(Role.VOLUNTEER)
    client.force_login(volunteer, backend="groundgame.campaign.accounts.signed_in.Backend")
    html = page(client, WARD)
    assert "How it has voted" in html
    assert "What we have learnt" not in html


def test_a_wards_latest_result_names_every_candidate(director: Client) -> None:
    html = page(director, WARD)
    contest = max(record().contests(tier="borough", area=WARD), key=lambda contest: contest.date)
    section = html.split("The latest results here")[1]
    for candidate in record().result(contest.id).candidates:
        assert candidate.name in section
        assert f"{candidate.votes:,}" in section


def test_the_city_shows_the_mayors_final_round_only_where_there_was_one(director: Client) -> None:
    html = page(director, "E12000007").split("The latest results here")[1]
    latest = record().result(record().contests(tier="mayor")[-1].id)
    assert ("Final round" in html) == bool(latest.final_round)


def test_a_boroughs_wards_are_listed_with_their_figures(director: Client) -> None:
    rows = page(director, BARNET).split("Its wards")[1].split("</table>")[0]
    assert rows.count('<th scope="row">') == len(atlas().wards_within(BARNET))


@pytest.mark.parametrize("code", [WARD, BARNET, "E32000001", "E14001169"])
def test_a_small_map_fills_the_places_wards(director: Client, code: str) -> None:
    html = page(director, code)
    assert html.count('class="here"') == len(atlas().wards_within(code) & hex_layout().keys())
