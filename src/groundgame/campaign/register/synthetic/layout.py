"""The Xpress layout as boroughs differ in it: names in one column or two, numbers apart or not, district letters."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

DISTRICT_FORMS = ("{ward}{letter}", "{ward}{digit}", "{ward}-{digit}", "{ward}/{digit}")


@dataclass(frozen=True, slots=True)
class Style:
    """How one borough's office fills the layout in."""

    district_form: str
    one_name: bool
    number_apart: bool
    elector_id: bool

    def district(self) -> pl.Expr:
        """Return a polling district's letters from `ward_index` and `district`, both from 0."""
        letter = pl.format("{}{}", _capital(pl.col("ward_index") // 20), _capital(pl.col("ward_index") % 20))
        form = self.district_form.replace("{ward}", "{}", 1)
        if "{letter}" in form:
            return pl.format(form.replace("{letter}", "{}"), letter, _capital(pl.col("district")))
        return pl.format(form.replace("{digit}", "{}"), letter, pl.col("district") + 1)


def _capital(index: pl.Expr) -> pl.Expr:
    return pl.lit("ABCDEFGHIJKLMNOPQRSTUVWXYZ").str.slice(index, 1)


def style_of(borough: str) -> Style:
    """Return a borough's style, so that a demo of all holds every form."""
    number = int(borough[-2:])
    return Style(DISTRICT_FORMS[number % 4], number % 3 == 0, number % 2 == 0, number % 5 == 0)


def write_xpress(electors: pl.DataFrame, path: Path, style: Style) -> None:
    """Write electors as an Xpress full register in Windows-1252, with its banner and its trailer."""
    columns = _columns(style)
    body = (
        electors.with_columns(lines=address_lines(style))
        .select(**columns)
        .write_csv(quote_style="always", line_terminator="\r\n")
    )
    banner = "Register of Electors - full register\r\n\r\n"
    trailer = f"End of register: {electors.height} entries\r\n"
    path.write_bytes((banner + body + trailer).encode("cp1252"))


def _columns(style: Style) -> dict[str, pl.Expr]:
    anonymous, overseas = pl.col("markers") == "N", pl.col("markers") == "F"
    hidden = anonymous | overseas
    names = (
        {"Elector Name": unless(anonymous, pl.format("{} {}", "surname", "forename"))}
        if style.one_name
        else {
            "Elector Surname": unless(anonymous, pl.col("surname")),
            "Elector Forename": unless(anonymous, pl.col("forename")),
        }
    )
    identity = {"Elector ID": pl.int_range(1, pl.len() + 1)} if style.elector_id else {}
    line = [pl.col("lines").list.get(index, null_on_oob=True).fill_null("") for index in range(6)]
    lines = {f"Address{index}": unless(hidden, each) for index, each in enumerate(line, start=1)}
    return {
        **identity,
        "Elector Number Prefix": pl.col("polling_district"),
        "Elector Number": pl.col("number"),
        "Elector Number Suffix": pl.col("suffix"),
        "Elector Markers": pl.col("markers"),
        "Elector DOB": pl.col("attainment").dt.strftime("%d/%m/%Y").fill_null(""),
        **names,
        "PostCode": unless(hidden, pl.col("postcode")),
        **lines,
    }


def address_lines(style: Style) -> pl.Expr:
    """Return the address lines that are not empty."""
    flat, court = _or_none(pl.col("flat")), _or_none(pl.col("court"))
    if style.number_apart:
        return pl.concat_list(
            flat, court, pl.col("house").cast(pl.String), "street", pl.lit("London")
        ).list.drop_nulls()
    within = pl.concat_str(flat, court, separator=", ", ignore_nulls=True)
    return pl.concat_list(_or_none(within), pl.format("{} {}", "house", "street"), pl.lit("London")).list.drop_nulls()


def _or_none(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def unless(hidden: pl.Expr, shown: pl.Expr) -> pl.Expr:
    """Return what is shown, "" where it is hidden."""
    return pl.when(hidden).then(pl.lit("")).otherwise(shown)
