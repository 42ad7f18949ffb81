"""The figures on "London now" are the record's."""

import re
from collections import Counter
from html import unescape

import pytest
from django.test import Client

from groundgame.campaign.accounts.models import User
from groundgame.campaign.strategy.maps.wards import MEASURES
from groundgame.campaign.strategy.wards import TIERS
from groundgame.electoral.contests import parties, record
from groundgame.electoral.places import atlas

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/now/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def titles(html: str) -> list[str]:
    return re.findall(r"<title>([^<]+)</title>", html.split('id="map"')[1])


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    for address in ("/now/", "/now/wards/", "/doughnut/", "/search/?q=barnet", "/places/E09000003/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_somebody_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    nobody = User.objects.create_user("nobody@example.org", name="Nobody")
    client.force_login(nobody, backend="groundgame.campaign.accounts.signed_in.Backend")
    answer = client.get("/now/")
    assert answer.status_code == 403
    assert "Ask the organiser who invited you" in answer.content.decode()


def test_the_summary_counts_what_was_won(director: Client) -> None:
    html = page(director)
    assembly = [c for tier in ("assembly", "assembly-list") for c in latest(tier)]
    commons = [candidate for candidate in latest("parliament") if candidate.elected]
    members = sum((candidate.party == "labour") * seats(candidate) for candidate in assembly)
    mps = sum(candidate.party == "labour" for candidate in commons)
    assert f"{members} of 25 seats in the Assembly" in html
    assert f"{mps} of London’s {len(commons)} seats in Parliament" in html


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("tier", TIERS)
def test_every_ward_is_on_every_map_with_its_name_and_a_figure(director: Client, tier: str, measure: str) -> None:
    html = page(director, f"/now/?tier={tier}&measure={measure}")
    said = titles(html)
    assert len(said) == 679
    named = Counter(words.split(":")[0] for words in said)
    expected = Counter(
        f"{ward.name}, {atlas().area(ward.borough or '').name}"
        for ward in atlas().areas("ward22")
        if ward.borough != "E09000001"
    )
    assert named == expected
    assert all(re.search(r"\d|not published|[a-z]", words.split(": ", 1)[1]) for words in said)
    legend = re.findall(r'<span class="muted">(\d+)</span></li>', html)
    assert sum(map(int, legend)) == 679


def test_the_winner_of_a_ward_is_the_party_with_most_of_its_seats(director: Client) -> None:
    said = dict(words.split(": ", 1) for words in titles(page(director)))
    for contest in record().contests(tier="borough", area="E09000003"):
        if contest.date.year != 2022:
            continue
        won = Counter(one.party for one in record().result(contest.id).candidates if one.elected).most_common()
        if len(won) > 1 and won[0][1] == won[1][1]:
            continue  # an even split, which the share decides
        ward = f"{atlas().area(contest.area).name}, Barnet"
        assert said[ward].startswith(parties()[won[0][0]].name), ward


def test_a_choice_that_there_is_not_is_the_first(director: Client) -> None:
    html = page(director, "/now/?tier=<script>&measure=nothing")
    assert "Every ward: Borough councils, winner" in html
    assert "<script>&" not in html


def test_another_party_has_its_own_page(director: Client, settings: object) -> None:
    settings.GROUNDGAME_PARTY = "green"  # type: ignore[attr-defined]  # ours, unknown to Django
    html = page(director)
    won = sum(seats(candidate) for candidate in latest("assembly-list") if candidate.party == "green")
    assert f"Held by Green: {won} of 25 seats in the Assembly" in html


def test_nothing_in_a_page_needs_a_looser_policy(director: Client) -> None:
    for address in ("/now/", "/doughnut/", "/places/E05013628/", "/now/wards/"):
        answer = director.get(address)
        html = answer.content.decode()
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", html), address
        assert not re.search(r"<script(?![^>]* src=)", html), address


def latest(tier: str) -> list[object]:
    contests = [contest for contest in record().contests(tier=tier) if contest.area in london(tier)]
    day = max(contest.date for contest in contests)
    return [one for contest in contests if contest.date == day for one in record().result(contest.id).candidates]


def london(tier: str) -> set[str]:
    sets = {"assembly": "lac", "assembly-list": "city", "parliament": "pcon24"}
    return {area.code for area in atlas().areas(sets[tier])}


def seats(candidate: object) -> int:
    won = getattr(candidate, "seats_won", None)
    return int(candidate.elected) if won is None else won  # type: ignore[attr-defined]  # one of two kinds
