"""The invented register: the same for one seed, like London in its numbers, and taken whole by the importer."""

import datetime as dt
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from groundgame.campaign.register.demo import load_demo_register
from groundgame.campaign.register.importing.registers import read_register
from groundgame.campaign.register.models import (
    AbsentVoter,
    Elector,
    MarkedEntry,
    Register,
    RegisterEntry,
    TelephoneNumber,
)
from groundgame.campaign.register.suppression import callable_electors, tps_warning
from groundgame.campaign.register.synthetic import write_borough
from groundgame.campaign.register.synthetic.boroughs import draw_borough, register_wards
from groundgame.campaign.register.synthetic.districts import cut
from groundgame.electoral.places import atlas, census

BARNET, KINGSTON, DAY = "E09000003", "E09000021", dt.date(2026, 11, 2)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def barnet() -> pl.DataFrame:
    return draw_borough(BARNET, one_in=20, published_on=DAY, seed=1)


@pytest.mark.slow
def test_one_seed_gives_the_same_bytes_in_another_process_and_another_hash_order(tmp_path):
    script = (
        "import sys, datetime as dt, pathlib\n"
        "from groundgame.campaign.register.synthetic import write_borough\n"
        f"write_borough({KINGSTON!r}, pathlib.Path(sys.argv[1]), one_in=20, "
        "published_on=dt.date(2026, 11, 2), seed=7)\n"
    )
    made = []
    for hash_seed in ("1", "2"):
        folder = tmp_path / hash_seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", script, str(folder)], env=os.environ | {"PYTHONHASHSEED": hash_seed}, check=True
        )
        made.append(digests(folder))
    assert made[0] == made[1]
    write_borough(KINGSTON, tmp_path, one_in=20, published_on=DAY, seed=8)
    assert sha256((tmp_path / f"{KINGSTON}-register.csv").read_bytes()).hexdigest() not in made[0].values()


def test_every_ward_has_a_twentieth_of_its_electorate(barnet):
    counts = dict(barnet.group_by("ward_index").len().iter_rows())
    assert counts == {index: round(size / 20) for index, size in enumerate(register_wards(BARNET).values())}


def test_the_whole_city_has_its_electorate():
    boroughs = [area.code for area in atlas().areas("borough")]
    wards = {ward: size for borough in boroughs for ward, size in register_wards(borough).items()}
    assert len(wards) == 679
    assert sum(wards.values()) == pytest.approx(atlas().area("E12000007").electorate, abs=679)


def test_numbers_run_from_one_in_every_district_and_none_is_given_twice(barnet):
    for _, district in barnet.group_by("polling_district"):
        assert set(district["number"]) == set(range(1, district["number"].max() + 1))
    assert barnet.select("polling_district", "number", "suffix").is_duplicated().sum() == 0
    per_ward = barnet.group_by("ward_index").agg(pl.col("polling_district").n_unique())["polling_district"]
    assert per_ward.min() >= 3
    assert per_ward.max() <= 7


def test_the_register_runs_in_street_order_within_a_district(barnet):
    shown = barnet.filter(pl.col("markers") != "F", pl.col("suffix") == 0)
    for _, district in shown.group_by("polling_district"):
        in_order = district.sort("number")
        assert in_order["street"].to_list() == sorted(in_order["street"])


def test_flats_and_households_are_as_the_census_counts_them(barnet):
    homes = barnet.unique(["ward_index", "household"])
    counts = census("borough").filter(code=BARNET).row(0, named=True)
    kinds = {name: count for name, count in counts.items() if name.startswith("home_")}
    flats = kinds["home_purpose_built_flat"] + kinds["home_converted_flat"] + kinds["home_in_commercial_building"]
    assert (homes["flat"] != "").mean() == pytest.approx(flats / sum(kinds.values()), abs=0.05)
    assert 1.5 < barnet.height / homes.height < 2.3
    older = counts["age_65_over"] / (counts["residents"] - counts["age_0_15"])
    assert (barnet["age"] >= 65).mean() == pytest.approx(older, abs=0.06)


def test_no_door_is_given_to_two_households(barnet):
    doors = barnet.group_by("postcode", "street", "house", "court", "flat").agg(
        pl.struct("ward_index", "household").n_unique()
    )
    assert doors["ward_index"].max() == 1


def test_polling_districts_hold_together():
    grid = np.stack(np.meshgrid(np.arange(20.0), np.arange(12.0))).reshape(2, -1)
    assigned = cut(grid[0], grid[1], 5)
    assert set(assigned) == set(range(5))
    assert np.ptp(np.bincount(assigned)) <= 1
    for district in range(5):
        north, east = grid[0][assigned == district], grid[1][assigned == district]
        inside = (grid[0] > north.min()) & (grid[0] < north.max()) & (grid[1] > east.min()) & (grid[1] < east.max())
        assert set(assigned[inside]) <= {district}  # nothing else lies within the box it fills


def test_telephones_are_from_the_ranges_kept_for_drama(tmp_path):
    files = write_borough(BARNET, tmp_path, one_in=20, published_on=DAY, seed=1)
    numbers = pl.read_csv(files.telephones, infer_schema=False)["telephone"].str.replace_all(" ", "")
    assert numbers.str.contains("^(0207946[0][0-9]{3}|07700900[0-9]{3})$").all()
    assert len(numbers) / draw_borough(BARNET, one_in=20, published_on=DAY, seed=1).height == pytest.approx(
        0.45, abs=0.02
    )


def test_a_number_is_on_the_tps_or_not_whoever_has_it(tmp_path):
    lists = [
        pl.read_csv(
            write_borough(borough, tmp_path, one_in=20, published_on=DAY, seed=1).telephones, infer_schema=False
        )
        for borough in (BARNET, "E09000007")
    ]
    numbers = pl.concat(lists)
    assert numbers.group_by("telephone").agg(pl.col("tps_since").n_unique())["tps_since"].max() == 1
    assert (numbers["tps_since"].fill_null("") != "").mean() == pytest.approx(0.17, abs=0.03)


@pytest.mark.parametrize("borough", ["E09000002", "E09000003", "E09000005", "E09000012"])
def test_the_importer_reads_back_what_was_invented(tmp_path, borough):
    drawn = draw_borough(borough, one_in=20, published_on=DAY, seed=1)
    files = write_borough(borough, tmp_path, one_in=20, published_on=DAY, seed=1)
    read = read_register(files.register.read_bytes(), borough).rows
    both = drawn.join(read, on=["polling_district", "number", "suffix"], how="left", suffix="_read")
    named = both.filter(~pl.col("markers").is_in(["N", "F"]))
    for column in ("surname", "forename", "postcode", "house"):
        assert (named[column] == named[f"{column}_read"]).all(), column
    assert (named["street"].str.split(",").list.get(0) == named["street_read"]).all()
    assert (named["attainment"].is_null() == named["attainment_read"].is_null()).all()
    wards = list(register_wards(borough))
    assert (named["ward"] == named["ward_index"].map_elements(wards.__getitem__, return_dtype=pl.String)).mean() == 1


@pytest.mark.database
@pytest.mark.django_db
def test_a_demo_that_was_cut_short_loads_the_borough_that_is_left_and_then_nothing():
    boroughs = [area.code for area in atlas().areas("borough") if register_wards(area.code)]
    Register.objects.bulk_create(Register(borough=code, published_on=DAY) for code in boroughs if code != KINGSTON)
    heard = []
    for _ in range(2):
        load_demo_register(full=False, progress=lambda label, done, total: heard.append((label, done, total)))
    assert len(boroughs) == 32
    assert heard[0] == (atlas().area(boroughs[0]).name, 0, 32)
    assert heard[32] == ("The register", 32, 32)
    assert heard[33:] == heard[:33]
    electors = Elector.objects.count()
    assert electors == sum(round(size / 20) for size in register_wards(KINGSTON).values())
    assert Register.objects.count() == 32
    assert RegisterEntry.objects.count() == electors
    assert TelephoneNumber.objects.count() / electors == pytest.approx(0.45, abs=0.03)
    assert tps_warning([KINGSTON]) == ""
    assert callable_electors(Elector.objects.all()).count() / electors == pytest.approx(0.35, abs=0.1)
    assert set(MarkedEntry.objects.values_list("election_date", flat=True)) == {
        dt.date(2022, 5, 5),
        dt.date(2024, 5, 2),
        dt.date(2024, 7, 4),
    }
    assert 0.12 < AbsentVoter.objects.filter(election_date=dt.date(2024, 7, 4)).count() / electors < 0.2
    assert not MarkedEntry.objects.filter(elector__franchise_markers__in=["B", "G"], election_date=dt.date(2024, 7, 4))
