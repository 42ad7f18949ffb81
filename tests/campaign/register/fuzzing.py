"""What a reader must make of any file: rows that are sound, or a sentence; never another error."""

import datetime as dt

import polars as pl

from groundgame.campaign.register.importing.addresses import with_doors
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.lists import KIND_COLUMNS, MARK_COLUMNS, _kinds, _yes_or_no
from groundgame.campaign.register.importing.monthly import CHANGES
from groundgame.campaign.register.importing.names import with_name_key
from groundgame.campaign.register.importing.numbered import election_dates, read_list
from groundgame.campaign.register.importing.rows import Checked, attaining, sift
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.mapping.shapes import guess, shape_of

PUBLISHED = dt.date(2026, 12, 1)


def read_as_register(content: bytes) -> str:
    """Read a file as a register, check what comes of it, and return the layout; "" where it is refused."""
    try:
        text = decode(content)
        layout, header = recognise(text, described=lambda text: None)
        sheet = read_sheet(text, header)
        checked = sift(sheet, layout.read(sheet.frame))
    except RegisterImportError as error:
        sentence = str(error)
    else:
        _check_read(checked, layout.update, text, sheet.frame.height)
        return layout.name
    assert sentence.rstrip()[-1] in ".?)", f"no sentence: {sentence}"
    return ""


def _check_read(checked: Checked, update: bool, text: str, height: int) -> None:
    _check_rows(checked.rows, update=update)
    _check_refused(checked.refused, text, height)
    named = with_name_key(with_doors(attaining(checked.rows, PUBLISHED)))
    assert named.height == checked.rows.height
    for name, longest in {
        "address_key": 200,
        "address": 300,
        "street": 100,
        "flat": 100,
        "house_suffix": 8,
        "name_key": 170,
    }.items():
        assert (named[name].str.len_chars() <= longest).all(), f"{name} does not fit its column"


def _check_rows(rows: pl.DataFrame, *, update: bool) -> None:
    assert (rows["number"] > 0).all()
    assert rows["suffix"].is_between(0, 32_000).all()
    assert (rows["polling_district"].str.len_chars().is_between(1, 8)).all()
    assert rows["markers"].str.contains("^[A-Z]{0,8}$").all()
    hidden = rows.filter(pl.col("markers").str.contains("N"))
    assert (hidden.select(pl.concat_str("surname", "forename", "postcode", "lines")).to_series() == "").all()
    assert ("change" in rows.columns) == update
    if update:
        assert rows["change"].is_in(CHANGES).all()
    else:
        assert not rows.select(pl.struct("polling_district", "number", "suffix").is_duplicated().any()).item()


def _check_refused(refused: pl.DataFrame, text: str, rows: int) -> None:
    assert refused.height <= rows
    assert refused["line"].is_sorted()
    assert refused["line"].is_between(1, text.count("\n") + 1).all()
    assert refused["reason"].str.contains(r"[.?]$").all()


def read_as_list(content: bytes) -> str:
    """Read a file as a list of numbers; return what it is, "" where it is refused."""
    try:
        read = read_list(content, "A list")
        assert read.rows.height == read.sheet.frame.height == election_dates(read, PUBLISHED).len()
        _kinds(read, "" if read.text(*KIND_COLUMNS) is not None else "postal")
        _yes_or_no(read, MARK_COLUMNS, other=True)
        read.refused.others(read.rows, accept=False)
    except RegisterImportError:
        return ""
    return "list"


def look_at_shape(content: bytes) -> str:
    """Look at a file as the mapping page does; return what came of it."""
    try:
        shape = shape_of(content, written=len(content) % 2 == 0, today=PUBLISHED)
    except RegisterImportError:
        return ""
    assert len(guess(shape.names)) == len(shape.names)
    assert all(len(row) == len(shape.names) for row in shape.rows)
    return "shape"


READERS = (read_as_register, read_as_list, look_at_shape)
