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
    body = electors.select(**columns).write_csv(quote_style="always", line_terminator="\r\n")
    banner = "Register of Electors - full register\r\n\r\n"
    trailer = f"End of register: {electors.height} entries\r\n"
    path.write_bytes((banner + body + trailer).encode("cp1252"))


def _columns(style: Style) -> dict[str, pl.Expr]:
    anonymous, overseas = pl.col("markers") == "N", pl.col("markers") == "F"
    hidden = anonymous | overseas
    names = (
        {"Elector Name": _unless(anonymous, pl.format("{} {}", "surname", "forename"))}
        if style.one_name
        else {
            "Elector Surname": _unless(anonymous, pl.col("surname")),
            "Elector Forename": _unless(anonymous, pl.col("forename")),
        }
    )
    identity = {"Elector ID": pl.int_range(1, pl.len() + 1)} if style.elector_id else {}
    lines = {f"Address{index}": _unless(hidden, line) for index, line in enumerate(_lines(style), start=1)}
    return {
        **identity,
        "Elector Number Prefix": pl.col("polling_district"),
        "Elector Number": pl.col("number"),
        "Elector Number Suffix": pl.col("suffix"),
        "Elector Markers": pl.col("markers"),
        "Elector DOB": pl.col("attainment").dt.strftime("%d/%m/%Y").fill_null(""),
        **names,
        "PostCode": _unless(hidden, pl.col("postcode")),
        **lines,
    }


def _lines(style: Style) -> list[pl.Expr]:
    """Return six address lines, filled from the first on."""
    street = (
        [pl.col("house").cast(pl.String), pl.col("street")]
        if style.number_apart
        else [pl.format("{} {}", "house", "street")]
    )
    parts = pl.concat_list(pl.col("flat"), pl.col("court"), *street, pl.lit("London"))
    if not style.number_apart:
        flat = pl.when(pl.col("court") != "").then(pl.format("{}, {}", "flat", "court")).otherwise("flat")
        parts = pl.concat_list(flat, *street, pl.lit("London"))
    filled = parts.list.eval(pl.element().filter(pl.element() != ""))
    return [filled.list.get(index, null_on_oob=True).fill_null("") for index in range(6)]


def _unless(hidden: pl.Expr, shown: pl.Expr) -> pl.Expr:
    return pl.when(hidden).then(pl.lit("")).otherwise(shown)
