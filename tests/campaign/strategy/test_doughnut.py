"""The doughnut's rings add up to the record, and its sentence says what the figures say."""

from html import unescape

import pytest
from django.test import Client

from groundgame.campaign.strategy.rings import ring_elections, what_is_seen
from groundgame.electoral.contests import parties, record
from groundgame.electoral.places import atlas


def test_the_rings_hold_every_vote_of_londons_seats() -> None:
    election = next(one for one in ring_elections("labour") if one.tier == "parliament" and one.date.year == 2024)
    seats = {area.code for area in atlas().areas("pcon24")}
    results = [
        record().result(c.id) for c in record().contests(tier="parliament") if c.area in seats and c.date.year == 2024
    ]
    everyone = sum(candidate.votes or 0 for result in results for candidate in result.candidates)
    ours = sum(
        candidate.votes or 0 for result in results for candidate in result.candidates if candidate.party == "labour"
    )
    assert (election.inner.votes or 0) + (election.outer.votes or 0) == everyone
    assert (election.inner.party_votes or 0) + (election.outer.party_votes or 0) == ours


def test_the_sentence_names_the_ring_that_is_ahead() -> None:
    for party in ("labour", "conservative"):
        told = [one for one in ring_elections(party) if one.tier == "parliament"]
        ring = "inner" if (told[0].inner.share or 0) > (told[0].outer.share or 0) else "outer"
        seen = what_is_seen(told, parties()[party])
        assert f"{abs(100 * (told[0].gap or 0)):.1f} points higher in {ring} London; in 2010 it was" in seen


def test_a_party_that_did_not_stand_is_said_not_to_have() -> None:
    told = [one for one in ring_elections("aspire") if one.tier == "parliament"]
    assert what_is_seen(told, parties()["aspire"]) == "Aspire stood in none of these elections."


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?tier=borough", "?tier=parliament&party=conservative", "?tier=x&party=<b>"])
def test_the_page_has_plots_and_their_table(director: Client, query: str) -> None:
    html = unescape(director.get(f"/doughnut/{query}").content.decode())
    assert '<svg role="img"' in html
    assert html.count('<th scope="row"') == len(ring_elections("labour"))
    assert "None" not in html
