"""The table behind the map sorts by plain links and agrees with the record."""

import re
from html import unescape

import pytest
from django.test import Client

from groundgame.campaign.strategy.wards import ward_table
from groundgame.electoral.contests import record

pytestmark = pytest.mark.django_db


def rows(client: Client, query: str = "") -> list[list[str]]:
    html = unescape(client.get(f"/now/wards/{query}").content.decode())
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", body)
    ]


def number(text: str) -> float:
    return float(text.strip("%+").replace("−", "-"))


def test_it_has_every_ward(director: Client) -> None:
    assert len(rows(director)) == 679


@pytest.mark.parametrize(("name", "column"), [("share", 3), ("margin", 4), ("turnout", 5), ("change", 6)])
def test_it_sorts_by_a_figure_both_ways(director: Client, name: str, column: int) -> None:
    up = [number(row[column]) for row in rows(director, f"?sort={name}")]
    down = [number(row[column]) for row in rows(director, f"?sort=-{name}")]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


def test_it_sorts_by_name(director: Client) -> None:
    names = [row[0] for row in rows(director, "?sort=ward")]
    assert names == sorted(names)


def test_an_order_that_there_is_not_is_by_borough(director: Client) -> None:
    assert rows(director, "?sort=nonsense") == rows(director, "?sort=borough")


def test_a_wards_turnout_is_its_ballots_over_its_electors(director: Client) -> None:
    found = {(row[0], row[1]): row for row in rows(director)}
    for contest in record().contests(tier="borough", area="E09000003"):
        result = record().result(contest.id)
        if contest.date.year == 2022 and result.ballots and result.electorate:
            from groundgame.electoral.places import atlas

            shown = found[atlas().area(contest.area).name, "Barnet"]
            assert number(shown[5]) == pytest.approx(100 * result.ballots / result.electorate, abs=0.051)


@pytest.mark.parametrize(
    ("name", "lead"),
    [("Stratford and Bow", 0.268), ("Poplar and Limehouse", 0.292), ("Bethnal Green and Stepney", 0.036)],
)
def test_the_lead_in_a_seat_we_won_is_the_published_majority_whoever_came_second(name, lead):
    table = ward_table("parliament", "labour")
    assert {round(ward.lead, 3) for ward in table.wards if ward.counted_in.name == name} == {lead}
