"""What a user's own results change: a by-election one ward's history, a new election the whole map."""

from datetime import date

import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.contests.additions import add_file
from groundgame.electoral.places import LONDON, atlas
from groundgame.electoral.swing import ElectionError, ahead, elections, elections_of, history, measures
from groundgame.electoral.swing.measures import areas_of_wards

CACHES = [record, elections.levels, elections.every, elections.areas_ever, areas_of_wards, elections_of]
HEADER = "contest,candidate,party,votes,elected\n"
CAMDEN_TOWN = "local.camden.camden-town"


@pytest.fixture
def add(tmp_path, monkeypatch):
    """Add results to an empty home, from which everything is then read anew."""

    def add_rows(rows):
        monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path / "home"))
        path = tmp_path / "results.csv"
        path.write_text(HEADER + "\n".join(rows), encoding="utf-8")
        add_file(path, tmp_path / "home", record().holds)
        clear()

    def clear():
        for function in CACHES:
            function.cache_clear()

    yield add_rows
    monkeypatch.undo()
    clear()


def ward(name):
    [found] = [area for area in atlas().areas("ward22") if area.name == name]
    return found


def borough_years(code):
    return sorted(set(history(code).filter(tier="borough")["date"].dt.year()))


def test_a_mayor_without_a_list_is_not_said_to_be_none(add):
    add(["mayor.london.2028-05-04,A,labour,100,1", "mayor.london.2028-05-04,B,green,50,0"])
    with pytest.raises(ElectionError, match="no votes for London's Assembly list in 2028"):
        ahead(2028)


def test_a_by_election_is_in_its_wards_history_and_nowhere_else(add):
    add([f"{CAMDEN_TOWN}.2023-03-09,A,labour,100,0", f"{CAMDEN_TOWN}.2023-03-09,B,green,150,1"])
    own = history(ward("Camden Town").code).filter(date=date(2023, 3, 9))
    assert own.select("party", "votes", "how").rows() == [("green", 150, "own"), ("labour", 100, "own")]
    assert borough_years(LONDON) == borough_years(ward("Camden Town").borough) == [2014, 2018, 2022]
    assert measures("borough", "labour")["contest"].str.contains(r"\.2022-\d\d-\d\d$").all()


def test_another_citys_results_are_no_part_of_london(add):
    before = history(LONDON)
    add(["local.leeds.armley.2023-05-04,A,labour,100,0", "local.leeds.armley.2023-05-04,B,green,150,1"])
    assert history(LONDON).equals(before)


def test_a_new_election_of_all_wards_becomes_the_map_and_its_change_is_counted(add):
    index = record().index.filter(pl.col("boundary_set") == "ward22").select("id", "area")
    ids = [f"{contest.rsplit('.', 1)[0]}.2030-05-02" for contest in index["id"]]
    add([row for contest in ids for row in (f"{contest},A,labour,300,1", f"{contest},B,green,100,0")])
    rows = measures("borough", "labour")
    assert set(rows["contest"]) == set(ids)
    assert set(rows["winner"]) == {"labour"}
    assert rows["change_counted"].all()
    assert rows["turnout"].null_count() == rows.height
    assert borough_years(LONDON) == [2014, 2018, 2022, 2030]
