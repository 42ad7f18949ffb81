"""The invented register in the files of the other register softwares, full registers and monthly updates.

The demo comes in Xpress's layout (`layout.py`); these are for trying and timing the other readers.
"""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from groundgame.campaign.register.synthetic.layout import Style, address_lines, unless

Columns = dict[str, pl.Expr]
TABS = ("idox", "idox_update")
STYLE = Style("{ward}{letter}", one_name=False, number_apart=False, elector_id=False)


def write_software(electors: pl.DataFrame, path: Path, layout: str) -> None:
    """Write electors as a software's file in Windows-1252; `layout` is the name of the reader that is to read it.

    An update's electors have `change` (add, change or delete).
    """
    tabs = layout in TABS
    rows = electors.with_columns(lines=address_lines(STYLE)).select(**WRITERS[layout]())
    body = rows.write_csv(
        separator="\t" if tabs else ",",
        include_header=not tabs,
        quote_style="never" if tabs else "always",
        line_terminator="\r\n",
    )
    path.write_bytes(body.encode("cp1252"))


def _code(codes: dict[str, str]) -> pl.Expr:
    return pl.col("change").replace_strict(codes)


def _number(between: str = "/") -> pl.Expr:
    whole = pl.col("number").cast(pl.String)
    return pl.when(pl.col("suffix") > 0).then(pl.format("{}" + between + "{}", whole, "suffix")).otherwise(whole)


def _shown(column: str) -> pl.Expr:
    return unless(pl.col("markers") == "N", pl.col(column))


def _placed(shown: pl.Expr) -> pl.Expr:
    return unless(pl.col("markers").is_in(["N", "F"]), shown)


def _address(stem: str, count: int) -> Columns:
    lines = pl.col("lines")
    return {f"{stem}{at + 1}": _placed(lines.list.get(at, null_on_oob=True).fill_null("")) for at in range(count)}


def _attains() -> pl.Expr:
    return pl.col("attainment").dt.strftime("%d/%m/%Y").fill_null("")


def _xpress_update() -> Columns:
    months = {"Created": "add", "Changed": "change", "Deleted": "delete"}
    return {
        "CompanyName": pl.lit("Invented"),
        "CompanyOPCSRef": pl.lit(""),
        "DistrictRef": pl.col("polling_district"),
        "StreetName": _placed(pl.col("street")),
        **_address("PropertyAddress", 5),
        "PropertyPostCode": _placed(pl.col("postcode")),
        "PropertyAddressPrefix": pl.lit(""),
        "PropertyAddressNumber": _placed(pl.col("house").cast(pl.String)),
        "ElectorNumber": pl.format("{}-{}", "polling_district", _number()),
        "ElectorForename": _shown("forename"),
        "ElectorSurname": _shown("surname"),
        "ElectorDOB": _attains(),
        **{f"Elector{name}Month": (pl.col("change") == code).cast(pl.Int8) * 3 for name, code in months.items()},
        "MarkersRegisterText": pl.col("markers"),
        "RecordCount": pl.int_range(1, pl.len() + 1),
        "RecordTotal": pl.len(),
        "CurrentRegisterMonth": pl.lit("March"),
    }


def _halarose() -> Columns:
    return {
        "PD": pl.col("polling_district"),
        "ENO": _number(),
        "Status": pl.lit(""),
        "Title": pl.lit(""),
        "First Names": _shown("forename"),
        "Initials": pl.lit(""),
        "Surname": _shown("surname"),
        "Suffix": pl.lit(""),
        "Date of Attainment": _attains(),
        "Franchise Flag": pl.col("markers"),
        **_address("Address ", 9),
        "Postcode": _placed(pl.col("postcode")),
    }


def _halarose_update() -> Columns:
    more = {"Register Code": pl.lit("1"), "Clerical Error": pl.lit(""), "Opt Out Flag": pl.lit("")}
    return _halarose() | {"Status": _code({"add": "A", "change": "M", "delete": "D"})} | more


def _pdcode() -> Columns:
    return {
        "PDCode": pl.col("polling_district"),
        "RollNo": pl.format("{}.{}", "number", pl.col("suffix").cast(pl.String).str.zfill(3)),
        "ElectorTitle": pl.lit(""),
        "ElectorSurname": _shown("surname"),
        "ElectorForename": _shown("forename"),
        "ElectorMiddleName": pl.lit(""),
        "AttainersDOB": _attains(),
        "FranchiseMarker": pl.col("markers"),
        **_address("RegisteredAddress", 6),
        "PostCode": _placed(pl.col("postcode")),
        **{name: pl.lit("") for name in ("Euro", "Parl", "County", "Ward", "SubHouse", "House")},
    }


def _pdcode_update() -> Columns:
    return {"ChangeTypeID": _code({"add": "N", "change": "M", "delete": "D"})} | _pdcode()


def _idox() -> Columns:
    return {
        "pd": pl.col("polling_district"),
        "number": _number(),
        "markers": pl.col("markers"),
        "attains": _attains(),
        "surname": _shown("surname"),
        "forenames": _shown("forename"),
        **_address("address", 8),
        "house": _placed(pl.col("house").cast(pl.String)),
        "prefix": pl.lit(""),
        "street": _placed(pl.col("street")),
        **{f"other{at}": pl.lit("") for at in range(1, 5)},
        "postcode": _placed(pl.col("postcode")),
    }


def _idox_update() -> Columns:
    columns = _idox()
    action = {"action": _code({"add": "+Mar", "change": "=Mar", "delete": "-Mar"})}
    return {"pd": columns.pop("pd"), "number": columns.pop("number")} | action | columns


WRITERS: dict[str, Callable[[], Columns]] = {
    "xpress_update": _xpress_update,
    "halarose": _halarose,
    "halarose_update": _halarose_update,
    "pdcode": _pdcode,
    "pdcode_update": _pdcode_update,
    "idox": _idox,
    "idox_update": _idox_update,
}
