"""An address as written, taken apart: flat, house number, suffix, street; and the key by which a door is known again.

The number stands in the first column or in the second, alone or before the street, after a flat or not. What the key
holds is what every layout gives in the end, so that a register in another layout still finds the same door.
"""

import polars as pl

# A part that begins with a figure is the house: "5 X Road", "5A, X Road", "5-7 X Road"; a flat may stand before it,
# with a comma or, after its own word, without.
POSTCODE = r"(?i)\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b"
_FLAT_WORDS = r"(?:Flat|Apartment|Apt|Unit|Maisonette|Studio|Room|Bedsit)"
_FLOOR = r"(?:(?:\S+\s+Floor|Basement|Garden|Top|Upper|Lower)\s+Flat)"  # its number is the house's
_HOUSE = (
    rf"(?i)^(?:(?<flat>.+?),\s*|(?<joined>{_FLOOR}|{_FLAT_WORDS}\s+\S+)\s+)??"
    r"(?<number>\d{1,5})(?<suffix>[A-Z]?(?:\s?[-/]\s?\d{1,5}[A-Z]?)?)(?:,\s*|\s+)(?<street>[^,\d][^,]*)"
)
_STREET_WORDS = (
    r"(?:Road|Street|Avenue|Lane|Close|Drive|Gardens?|Way|Place|Court|Crescent|Grove|Terrace|Square|Walk|Hill|Park|Mews|"
    r"Rise|Row|Green|Gate|View|Broadway|Parade|Mount|Vale|Yard|Common|Fields?|Path|Passage|Embankment|Bank|Wharf|Quay)"
)
_NAMED = rf"(?i)^(?:(?<flat>[^,]+),\s*)?(?<street>[^,]*\b{_STREET_WORDS})(?:,|$)"


def with_doors(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows (`postcode`, `lines` as written) with the postcode and the parts of their doors.

    The parts are `address`, `flat`, `house`, `house_suffix`, `street` and `address_key`; the postcode is as Royal Mail
    writes it, taken out of the lines where it stands there, "" for none.
    """
    raw = rows.select("postcode", "lines").unique(maintain_order=True)
    doors = _take_apart(_with_postcode(raw.with_columns(raw_postcode="postcode", raw_lines="lines")))
    return rows.rename({"postcode": "raw_postcode", "lines": "raw_lines"}).join(
        doors.drop("lines"), on=["raw_postcode", "raw_lines"], how="left", maintain_order="left"
    )


def _with_postcode(doors: pl.DataFrame) -> pl.DataFrame:
    found = pl.concat_str("postcode", pl.lit(" "), "lines").str.extract_groups(POSTCODE).struct
    written = pl.concat_str(found.field("1"), pl.lit(" "), found.field("2")).str.to_uppercase().fill_null("")
    without = pl.col("lines").str.replace_all(POSTCODE, "").str.replace_all(r"\s*,(\s*,)+", ",").str.strip_chars(" ,")
    held = pl.col("lines").str.contains(POSTCODE)
    return doors.with_columns(postcode=written, lines=pl.when(held).then(without).otherwise("lines"))


def _take_apart(doors: pl.DataFrame) -> pl.DataFrame:
    parted = doors.with_columns(house=pl.col("lines").str.extract_groups(_HOUSE)).unnest("house")
    numbered = parted.filter(pl.col("number").is_not_null()).with_columns(flat=pl.coalesce("flat", "joined"))
    others = parted.filter(pl.col("number").is_null()).drop("flat", "street")
    named = others.with_columns(named=pl.col("lines").str.extract_groups(_NAMED)).unnest("named")
    first = pl.col("lines").str.split(", ").list.get(0)
    street = pl.coalesce("street", first, pl.lit("")).str.strip_chars(" ,.").str.slice(0, 100)
    read = pl.concat([numbered, named.select(numbered.columns)]).with_columns(
        street=street,
        flat=pl.col("flat").fill_null("").str.slice(0, 100),
        house=pl.col("number").cast(pl.Int32),
        house_suffix=pl.col("suffix").str.to_uppercase().str.replace_all(" ", "").fill_null(""),
    )
    parts = read.with_columns(address_key=_key(), address=_written(pl.col("lines"), pl.col("joined")))
    return parts.drop("joined", "number", "suffix")


def _key() -> pl.Expr:
    parts = pl.concat_str(
        pl.col("postcode").str.replace(" ", ""),
        pl.concat_str(pl.col("house").cast(pl.String), pl.col("house_suffix"), ignore_nulls=True),
        _bare("flat"),
        _bare("street"),
        separator="|",
    )
    return pl.when(pl.col("lines") == "").then(pl.lit("")).otherwise(parts.str.slice(0, 200))


def _bare(name: str) -> pl.Expr:
    letters = pl.col(name).str.to_uppercase().str.replace_all(r"['’`]", "")
    return letters.str.replace_all(r"[^\pL\pN]+", " ").str.strip_chars()


def _written(lines: pl.Expr, joined: pl.Expr) -> pl.Expr:
    """Return lines with a number that stood in a column of its own put before its street, and a flat set apart."""
    apart = pl.concat_str(joined, pl.lit(", "), lines.str.slice(joined.str.len_chars()).str.strip_chars_start())
    written = pl.when(joined.is_not_null()).then(apart).otherwise(lines)
    return written.str.replace(r"(^|, )(\d{1,5}[A-Za-z]?), ", "${1}${2} ")
