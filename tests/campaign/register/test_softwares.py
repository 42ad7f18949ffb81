"""One reader a register software: each gives the same entries, from the full register and from the monthly update."""

import datetime as dt

import polars as pl
import pytest

from groundgame.campaign.register.importing import sheets
from groundgame.campaign.register.importing.layouts import LAYOUTS, recognise
from groundgame.campaign.register.importing.rows import check_rows
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode

from .registers import HERE
from .softwares import FULL, UPDATES, Entry

EVERY = [pytest.param(software, id=name) for name, software in FULL.items()]
EVERY_UPDATE = [pytest.param(software, id=f"{name}, update") for name, software in UPDATES.items()]

ALPHA = Entry(1, "Alpha", "Beta Gamma", lines=("Flat 2", "5 High Road", "London"))
FLATMATE = Entry(1, "Delta", "Epsilon", suffix=1, markers="B", lines=("Flat 2", "5 High Road", "London"))
ATTAINER = Entry(2, "Zeta", "Eta", attains="31/12/2026")


def read(content: bytes) -> pl.DataFrame:
    text = decode(content)
    layout, header = recognise(text, described=lambda text: None)
    sheet = read_sheet(text, header)
    return check_rows(sheet, layout.read(sheet.frame))


@pytest.mark.parametrize("software", [*EVERY, *EVERY_UPDATE])
def test_the_layout_is_recognised_from_the_file(software):
    layout, _ = recognise(decode(software.file([ALPHA.but(change="change")])))
    assert layout.name == software.layout
    assert layout.update == software.layout.endswith("_update")


@pytest.mark.parametrize("software", [*EVERY, *EVERY_UPDATE])
def test_every_software_gives_the_same_entries(software):
    rows = read(software.file([each.but(change="change") for each in (ALPHA, FLATMATE, ATTAINER)])).to_dicts()
    numbers = [(row["polling_district"], row["number"], row["suffix"]) for row in rows]
    assert numbers == [("AA", 1, 0), ("AA", 1, 1), ("AA", 2, 0)]
    assert [(row["surname"], row["forename"]) for row in rows] == [
        ("Alpha", "Beta Gamma"),
        ("Delta", "Epsilon"),
        ("Zeta", "Eta"),
    ]
    assert [row["markers"] for row in rows] == ["", "B", ""]
    assert [row["attainment"] for row in rows] == [None, None, dt.date(2026, 12, 31)]
    assert rows[0]["lines"] == "Flat 2, 5 High Road, London"
    assert {row["postcode"] for row in rows} == {HERE[0]}


@pytest.mark.parametrize("software", EVERY_UPDATE)
def test_an_update_says_what_became_of_each(software):
    changes = ["add", "change", "delete"]
    rows = read(software.file([ALPHA.but(number=at, change=what) for at, what in enumerate(changes, 1)]))
    assert rows["change"].to_list() == changes


@pytest.mark.parametrize("software", EVERY)
def test_a_full_register_has_no_changes(software):
    assert "change" not in read(software.file([ALPHA])).columns


def test_every_layout_is_tried_here():
    assert {each.layout for each in (*FULL.values(), *UPDATES.values())} == {layout.name for layout in LAYOUTS}


def test_no_cell_of_a_file_is_kept_in_the_workers_memory():
    """A line that is tried as a header may name people, whom an erasure could not reach there."""
    kept = [one for one in vars(sheets).values() if hasattr(one, "cache_info")]
    software = next(iter(FULL.values()))
    recognise(decode(software.file([ALPHA])))
    before = [one.cache_info().currsize for one in kept]
    recognise(decode(software.file([ALPHA.but(surname="Omicron")])))
    assert [one.cache_info().currsize for one in kept] == before
