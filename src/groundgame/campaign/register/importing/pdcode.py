"""The PDCode/RollNo layout (its software is not known to us): `5.000` is number 5, `5.001` is 5/1; and its update.

"AttainersDOB" is a date for attainers alone. The update's first column, ChangeTypeID, is N (new), M or D.
"""

import polars as pl

from groundgame.campaign.register.importing.columns import address_lines, column, joined

VARIANTS = (
    ("PDCode", "RollNo", "ElectorSurname", "ElectorForename", "FranchiseMarker", "RegisteredAddress1", "PostCode"),
)
UPDATE_VARIANTS = (("ChangeTypeID", *VARIANTS[0]),)
CODES = {"N": "add", "A": "add", "M": "change", "D": "delete"}
# Suffixes are thousandths. Nothing but noughts is none, in any length; fewer figures than three are ambiguous (5.1 may
# be 5.001 written short or 5.100 without its noughts), and so are left in the number, which is then refused.
ROLL = r"^(?:([0-9]+)(?:\.(?:0*|([0-9]{3})))?)$"


def read(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the sheet's rows in our columns, all text as it stands in the file."""
    roll = pl.col("rollno").str.extract_groups(ROLL).struct
    lines = address_lines(sheet, "registeredaddress", 6)
    return sheet.select(
        "record",
        polling_district=pl.col("pdcode"),
        number=pl.coalesce(roll.field("1"), "rollno"),
        suffix=roll.field("2").fill_null(""),
        markers=pl.col("franchisemarker"),
        attainment=column(sheet, "attainersdob", "dob"),
        surname=pl.col("electorsurname"),
        forename=joined(sheet, "electorforename", "electormiddlename", by=" "),
        postcode=pl.col("postcode"),
        lines=pl.when(lines != "").then(lines).otherwise(joined(sheet, "subhouse", "house")),
    )


def read_update(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the update's rows in our columns, with `change`."""
    code = pl.col("changetypeid").str.to_uppercase()
    return read(sheet).with_columns(change=sheet.select(code.replace(CODES)).to_series())
