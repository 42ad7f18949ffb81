"""What happened: two contests picked, compared place by place, and told in sentences that the figures bear."""

import json
import re
from html import unescape
from itertools import pairwise

import pytest
from django.test import Client

from groundgame.campaign.strategy import answers
from groundgame.campaign.strategy.answers import forget
from groundgame.campaign.strategy.happened import sentences
from groundgame.campaign.strategy.happened.change import area_of_ward, comparison_of, party_changes, place_changes
from groundgame.campaign.strategy.happened.flows import flow_table, london_flows
from groundgame.campaign.strategy.happened.picking import Picked, menu, picked, title
from groundgame.campaign.strategy.happened.tide import tide_answer
from groundgame.campaign.strategy.happened.tide_table import BEAT, FLOATED, SHORT, VERDICTS
from groundgame.campaign.strategy.happened.town_halls import of_party, town_halls_answer
from groundgame.campaign.strategy.templatetags.figures import percent, points
from groundgame.cli.town_halls import town_halls as command
from groundgame.electoral.contests import parties, record
from groundgame.electoral.swing.comparing import ElectionError, find_election

LABOUR = parties()["labour"]


def pair(earlier: str, later: str) -> Picked:
    return Picked(find_election(earlier), find_election(later))


def page(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/what-happened/{query}")
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def test_without_a_choice_the_latest_two_borough_elections_are_compared(director: Client) -> None:
    html = page(director)
    assert "Borough councils, 2018 to Borough councils, 2022" in html
    assert html.count('class="cell') == 679


def test_the_shares_are_those_of_the_published_totals(director: Client) -> None:
    """2001 and 2005 were fought in the same seats, so that the city's shares are the sum of the record's votes."""
    shares = {}
    for year in (2001, 2005):
        contests = [c for c in record().contests(tier="parliament", area="E12000007") if c.date.year == year]
        votes: dict[str, int] = {}
        for contest in contests:
            for candidate in record().result(contest.id).candidates:
                votes[candidate.party] = votes.get(candidate.party, 0) + (candidate.votes or 0)
        shares[year] = votes["labour"] / sum(votes.values())
    html = page(director, "?from=general:2001&to=general:2005&party=labour")
    assert f"from {percent(shares[2001])} to {percent(shares[2005])}" in html


def test_the_table_behind_the_map_has_every_place_best_first(director: Client) -> None:
    html = page(director, "?from=general:2001&to=general:2005")
    table = html.split("The table behind the map")[1].split("</table>")[0]
    changes = [
        float(text.replace("−", "-")) for text in re.findall(r">([+−]?[\d.]+)(?: \(estimated\))?</td></tr>", table)
    ]
    assert len(changes) == 74
    assert changes == sorted(changes, reverse=True)


def test_what_cannot_be_compared_is_refused_in_a_sentence(director: Client) -> None:
    assert "are one election: name two" in page(director, "?from=mayor:2024&to=mayor:2024", 422)
    html = page(director, "?from=mayor:1066&to=mayor:2024")
    assert "is before the record, whose first is mayor:2000" in html
    assert "Borough councils, 2018 to Borough councils, 2022" in html
    with pytest.raises(ElectionError):
        comparison_of(pair("mayor:2024", "mayor:2024"))


def test_every_pair_that_stands_side_by_side_in_the_menu_has_a_page(director: Client) -> None:
    for options in menu().values():
        for later, earlier in pairwise(options[:4]):
            html = page(director, f"?from={earlier.value}&to={later.value}")
            assert f"{earlier.label} to {later.label}" in html


def test_seats_that_nothing_joins_to_todays_wards_have_a_table_and_no_map(director: Client) -> None:
    assert area_of_ward("pcon83") == {}
    html = page(director, "?from=general:1983&to=general:1987")
    assert "No map: nothing joins the areas" in html
    assert "The table behind the map: 84 seats" in html


def test_a_ward_shows_the_area_that_most_of_it_lies_in() -> None:
    wards = area_of_ward("pcon10")
    assert len(wards) == 679
    assert len(set(wards.values())) == 73
    assert set(area_of_ward("ward18")) == set(wards)


def test_the_sentences_repeat_the_figures() -> None:
    compared = comparison_of(pair("general:2001", "general:2005"))
    changes = party_changes(compared)
    mine = next(one for one in changes if one.party.id == "labour")
    told = sentences.overall(compared, changes, LABOUR)
    assert f"fell by {abs(100 * mine.change):.1f} points, from {percent(mine.before)} to {percent(mine.after)}." in told
    assert "The swing from Labour to Conservative was 4.9 points" in told
    places = place_changes(compared, "labour")
    rose = sum(one.change > 0 for one in places)
    told = sentences.spread(places, "seats")
    assert told.startswith(f"It rose in {rose} of 74 seats: most in {places[0].name} ({points(places[0].change)})")


def test_a_party_that_hardly_stood_is_said_so() -> None:
    compared = comparison_of(pair("general:2001", "general:2005"))
    told = sentences.overall(compared, party_changes(compared), parties()["reform"])
    assert told == "Reform UK had next to nothing of the vote at either election."


def test_titles_name_the_month_where_a_year_had_two() -> None:
    assert title(find_election("general:1974-10")) == "Westminster, October 1974"
    assert title(find_election("borough:2006")) == "Borough councils, 2006"


def test_an_address_that_names_too_much_is_cut(director: Client) -> None:
    assert 0 < len(picked({"from": "x" * 5000}).problem) < 1000
    page(director, f"?from={'x' * 3000}")


def test_who_beat_the_tide_is_ranked_with_its_uncertainty(director: Client) -> None:
    """Labour's best of 2005 against the tide, as the seats' own histories name them."""
    html = page(director, "?from=general:2001&to=general:2005&party=labour&show=tide&wait=1")
    best = html.split("did best, by seats")[1].split("</table>")[0]
    assert "Enfield North" in best
    assert "Mitcham and Morden" in best
    assert "did worst, by seats" in html
    assert "departure from the tide" in html
    assert re.search(r"there it only floated, as far as the votes can tell", html)


def test_a_place_beats_the_tide_only_where_its_interval_is_clear_of_it() -> None:
    found = tide_answer(pair("general:2001", "general:2005"), "labour", patience=60).value
    assert found is not None
    [table] = found.tables
    for row in table.rows:
        low, high = row.departure.p05, row.departure.p95
        assert row.verdict == (BEAT if low > 0 else SHORT if high < 0 else FLOATED)
    assert sum(table.count(verdict) for verdict in VERDICTS) == 74
    told = sentences.against_the_tide(table)
    assert table.rows[0].name in told[0]
    assert table.rows[-1].name in told[1]


def test_a_party_that_was_neither_first_nor_second_is_told_its_own_swing(director: Client) -> None:
    assert "The swing from Labour to Green was 2.5 points" in page(
        director, "?from=borough:2018&to=borough:2022&party=green"
    )


def test_the_worst_come_first_and_no_figure_is_left_out_of_a_narrow_page(director: Client) -> None:
    html = page(director, "?from=general:2001&to=general:2005&party=labour&wait=1")
    worst = html.split("did worst, by seats")[1].split("</table>")[0]
    assert worst.index("Rank 74, ") < worst.index("Rank 73, ")
    assert not re.search(r'<small class="[^"]*drop', worst)


def test_what_wards_and_boroughs_departures_are_is_said(director: Client) -> None:
    html = page(director, "?from=borough:2018&to=borough:2022&party=labour&wait=1")
    assert "drawn towards what its borough did together" in html
    assert "did best, by boroughs (means of their wards)" in html
    assert "drawn towards" not in page(director, "?from=general:2001&to=general:2005&party=labour&wait=1")


def test_too_few_places_for_a_tide_are_refused_in_a_sentence(director: Client) -> None:
    html = page(director, "?from=mayor:2021&to=mayor:2024&wait=1")
    assert "that is too few to say what was to be expected of each" in html


def test_a_page_that_must_wait_says_so_and_asks_again(director: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 0.0)
    html = page(director, "?from=borough:2018&to=borough:2022")
    assert "is being worked out" in html
    assert 'hx-trigger="load delay:900ms"' in html
    assert "Show it when it is ready" in html
    assert "is being worked out" not in page(director, "?from=borough:2018&to=borough:2022&wait=1")


def test_the_flows_are_drawn_and_told_with_intervals_and_bounds(director: Client) -> None:
    html = page(director, "?from=mayor:2021&to=mayor:2024&wait=1")
    assert 'class="ribbons"' in html
    assert "Nobody saw these votes move" in html
    assert "The bounds are what the places’ totals alone allow" in html
    assert re.search(r"Of every 100 who voted Lab the first time, about \d+ did so again \(\d+ to \d+\)", html)


def test_flows_between_two_kinds_of_election_open_at_wards(director: Client) -> None:
    html = page(director, "?from=mayor:2024&to=general:2024&wait=1")
    flows = html.split('id="flows"')[1].split("</section>")[0]
    assert 'class="ribbons"' in flows
    assert "level=constituency" not in flows
    assert "--level" not in html


def test_no_internal_name_stands_on_the_page(director: Client) -> None:
    for query in ("?from=borough:2018&to=borough:2022&wait=1", "?from=mayor:2024&to=general:2024&wait=1"):
        text = re.sub(r"<[^>]*>", " ", page(director, query))
        assert not re.search(r"\b(ward|pcon)\d\d\b|\blac\b|\b(borough|mayor|general):\d{4}|first vote'", text)
    wrong = director.get("/what-happened/?from=general:2005&to=general:2001")
    assert "Westminster, 2005 came after Westminster, 2001" in unescape(wrong.content.decode())


def test_the_flows_of_a_general_election_are_londons_own() -> None:
    found, _ = london_flows(pair("general:2019", "general:2024"), "constituency")
    assert len(found.areas) == 75
    table = flow_table(found)
    for side, cells in table.lines:
        assert sum(cell.share for cell in cells) == pytest.approx(1, abs=1e-6), side
        for cell in cells:
            assert cell.lower - 1e-9 <= cell.p05 <= cell.share <= cell.p95 <= cell.upper + 1e-9
    assert sum(side.votes for side in table.rows) == pytest.approx(sum(side.votes for side in table.columns))


def test_flows_that_the_record_cannot_tell_are_refused_in_a_sentence(director: Client) -> None:
    html = page(director, "?from=borough:2006&to=borough:2010&wait=1")
    assert "is no election of the record" in html


def test_a_candidate_for_mayor_is_set_beside_the_partys_list(director: Client) -> None:
    html = page(director, "?from=mayor:2021&to=mayor:2024&party=labour&wait=1")
    shares = {}
    for contest, party in (("mayor.london.2024-05-02", "labour"), ("gla.a.2024-05-02", "labour")):
        candidates = record().result(contest).candidates
        votes = sum(one.votes or 0 for one in candidates if one.party == party)
        shares[contest] = votes / sum(one.votes or 0 for one in candidates)
    apart = shares["mayor.london.2024-05-02"] - shares["gla.a.2024-05-02"]
    assert f"In 2024 Sadiq Khan ran {100 * apart:.1f} points ahead of Labour’s list" in html
    assert "by Assembly constituencies" in html
    assert "The candidate against the party" not in page(director, "?from=general:2001&to=general:2005")


@pytest.mark.slow
def test_what_town_halls_go_with_is_what_the_command_prints(
    director: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    command(as_json=True)
    printed = json.loads(capsys.readouterr().out)["estimates"]
    known = {(row["design"], row["status"], row["party"], row["bandwidth"]): row for row in printed}
    section = page(director, "?wait=1").split('id="town-halls"')[1].split("</section>")[0]
    for design, within in (("discontinuity", 0.1), ("check", 0.1)):
        row = known[design, "majority", "labour", within]
        assert f"{points(row['p05'])} to {points(row['p95'])}" in section
    believed = known["discontinuity", "majority", "labour", 0.1]
    assert f"{abs(100 * believed['effect']):.1f} points fewer of the council’s seats" in section
    assert "But those places already differed before" in section, "the check of Labour's is not nothing"
    assert "no praise and no blame" in section
    assert 'id="town-halls"' not in page(director, "?from=general:2019&to=general:2024")


@pytest.mark.slow
def test_of_a_party_without_town_halls_all_together_are_told() -> None:
    frame = town_halls_answer(patience=60).value
    assert frame is not None
    assert of_party(frame, parties()["green"]).whose == "All parties together"
    nothing_shown = of_party(frame, parties()["conservative"])
    assert nothing_shown.effects[0].found.p05 < 0 < nothing_shown.effects[0].found.p95
    assert "nothing is shown either way" in nothing_shown.told
