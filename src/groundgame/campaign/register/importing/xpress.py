"""Xpress, full register: 13 columns with the whole name in one, or 14 with surname and forename apart; and its update.

An `Elector ID` and other columns may stand beside them. "Elector DOB" is the date of attainment, for attainers alone.
The monthly update has other columns, an elector number in one cell (`ABC1-12/1`) and, for every entry, the months in
which it was created, changed and deleted (0 for never).
"""

import polars as pl

from groundgame.campaign.register.importing.columns import address_lines, joined, split_number
from groundgame.campaign.register.importing.errors import RegisterFileError

_COMMON = ("Elector Number Prefix", "Elector Number", "Elector Number Suffix", "Elector Markers", "Elector DOB")
_PLACE = ("PostCode", "Address1", "Address2", "Address3", "Address4", "Address5", "Address6")
VARIANTS = (
    (*_COMMON, "Elector Surname", "Elector Forename", *_PLACE),
    (*_COMMON, "Elector Name", *_PLACE),
)
UPDATE_VARIANTS = (
    (
        "DistrictRef",
        "StreetName",
        *(f"PropertyAddress{index}" for index in range(1, 6)),
        "PropertyPostCode",
        "ElectorNumber",
        "ElectorForename",
        "ElectorSurname",
        "ElectorDOB",
        "ElectorCreatedMonth",
        "ElectorChangedMonth",
        "ElectorDeletedMonth",
        "MarkersRegisterText",
    ),
)


def read(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the sheet's rows in our columns, all text as it stands in the file."""
    surname, forename = _names(sheet)
    return sheet.select(
        "record",
        polling_district=pl.col("electornumberprefix"),
        number=pl.col("electornumber"),
        suffix=pl.col("electornumbersuffix"),
        markers=pl.col("electormarkers"),
        attainment=pl.col("electordob"),
        surname=surname,
        forename=forename,
        postcode=pl.col("postcode"),
        lines=address_lines(sheet, "address", 6),
    )


def _names(sheet: pl.DataFrame) -> tuple[pl.Expr, pl.Expr]:
    if "electorsurname" in sheet.columns:
        return pl.col("electorsurname"), pl.col("electorforename")
    return split_name(pl.col("electorname"))


def split_name(name: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return surname and forename; in one column the surname is what stands before a comma, or else the first word."""
    by_comma, by_space = name.str.splitn(",", 2), name.str.splitn(" ", 2)
    parts = pl.when(name.str.contains(",", literal=True)).then(by_comma).otherwise(by_space).struct
    return parts.field("field_0").str.strip_chars(), parts.field("field_1").fill_null("").str.strip_chars()


def read_update(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the update's rows in our columns, with `change`.

    Raises:
        RegisterFileError: if the file holds fewer records than it says.
    """
    _check_whole(sheet)
    number = split_number(pl.col("electornumber"), pl.col("districtref"))
    lines = address_lines(sheet, "propertyaddress", 5)
    apart = joined(sheet, "propertyaddressprefix", "propertyaddressnumber", "streetname")
    rows = sheet.select(
        "record",
        **number,
        markers=pl.col("markersregistertext"),
        attainment=pl.col("electordob"),
        surname=pl.col("electorsurname"),
        forename=pl.col("electorforename"),
        postcode=pl.col("propertypostcode"),
        lines=pl.when(lines != "").then(lines).otherwise(apart),
        change=_change(),
    )
    return rows.filter(pl.col("change").is_not_null())


def _change() -> pl.Expr:
    """Return what became of an entry; null for one that was created and deleted in the same month.

    A deletion comes after all else. One that was changed in a later month than it was created is a change, which adds
    whom we lack. One without any month is a change too.
    """
    created, changed, deleted = (
        pl.col(f"elector{what}month").cast(pl.Int32, strict=False).fill_null(0)
        for what in ("created", "changed", "deleted")
    )
    return (
        pl.when((deleted > 0) & (created != deleted))
        .then(pl.lit("delete"))
        .when(deleted > 0)
        .then(None)
        .when((created > 0) & ((changed == 0) | (changed == created)))
        .then(pl.lit("add"))
        .otherwise(pl.lit("change"))
    )


def _check_whole(sheet: pl.DataFrame) -> None:
    """Refuse a file that was cut short: `RecordTotal` says how many records, `RecordCount` numbers them."""
    if not {"recordcount", "recordtotal"} <= set(sheet.columns):
        return
    count, total = (sheet[name].cast(pl.Int64, strict=False) for name in ("recordcount", "recordtotal"))
    numbered = count.null_count() == 0 and count.n_unique() == sheet.height and count.min() == 1
    if not numbered or total.null_count() or total.n_unique() > 1:
        return  # the columns hold something else than we know of
    if total[0] > sheet.height:
        raise RegisterFileError(
            f"The file says in RecordTotal that it has {total[0]:,} records, and {sheet.height:,} are there: it was "
            "cut short. Ask for the file again."
        )
