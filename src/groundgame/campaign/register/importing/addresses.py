"""An address as written, taken apart: flat, house number, suffix, street; and the key by which a door is known again.

The number stands in the first column or in the second, alone or before the street, after a flat or not. What the key
holds is what every layout gives in the end, so that a register in another layout still finds the same door.
"""

import polars as pl

from groundgame.campaign.register.importing.names import by_value

# A part that begins with a figure is the house: "5 X Road", "5A, X Road", "5-7 X Road"; a flat may stand before it,
# with a comma or, after its own word, without.
POSTCODE = r"(?i)\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b"
_FLAT_WORDS = r"(?:Flat|Apartment|Apt|Unit|Maisonette|Studio|Room|Bedsit)"
_FLOOR = r"(?:(?:\S+\s+Floor|Basement|Garden|Top|Upper|Lower)\s+Flat)"  # its number is the house's
HOUSE = (
    rf"(?i)^(?:(?<flat>.+?),\s*|(?<joined>{_FLOOR}|{_FLAT_WORDS}\s+\S+)\s+)??"
    r"(?<number>\d{1,5})(?<suffix>[A-Z]?(?:\s?[-/]\s?\d{1,5}[A-Z]?)?)(?:,\s*|\s+)(?<street>[^,\d][^,]*)"
)
STREET_WORDS = (
    r"(?:Road|Street|Avenue|Lane|Close|Drive|Gardens?|Way|Place|Court|Crescent|Grove|Terrace|Square|Walk|Hill|Park|Mews|"
    r"Rise|Row|Green|Gate|View|Broadway|Parade|Mount|Vale|Yard|Common|Fields?|Path|Passage|Embankment|Bank|Wharf|Quay)"
)
PLAIN_HOUSE = r"^(?<number>[0-9]{1,5})(?<suffix>[A-Za-z]?)(?:, ?| )(?<street>[A-Za-z][^,]*)"
LONE_NUMBER = r"(^|, )(\d{1,5}[A-Za-z]?), "
NAMED = rf"(?i)^(?:(?<flat>[^,]+),\s*)?(?<street>[^,]*\b{STREET_WORDS})(?:,|$)"


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
    """Return the doors with their postcodes: nearly all have it in its own column, and only there."""
    own = by_value(doors["postcode"], _own_postcode)
    alone = own.is_not_null() & ~doors["lines"].str.contains(POSTCODE)
    if alone.all():
        return doors.with_columns(own)
    return pl.concat([doors.with_columns(own).filter(alone), _searched(doors.filter(~alone))])


def _own_postcode(written: pl.Series) -> pl.Series:
    parts = written.str.extract_groups(POSTCODE).struct
    return (parts.field("1") + " " + parts.field("2")).str.to_uppercase()


def _searched(doors: pl.DataFrame) -> pl.DataFrame:
    found = pl.concat_str("postcode", pl.lit(" "), "lines").str.extract_groups(POSTCODE).struct
    written = pl.concat_str(found.field("1"), pl.lit(" "), found.field("2")).str.to_uppercase().fill_null("")
    without = pl.col("lines").str.replace_all(POSTCODE, "").str.replace_all(r"\s*,(\s*,)+", ",").str.strip_chars(" ,")
    held = pl.col("lines").str.contains(POSTCODE)
    return doors.with_columns(postcode=written, lines=pl.when(held).then(without).otherwise("lines"))


def _take_apart(doors: pl.DataFrame) -> pl.DataFrame:
    parted = _housed(doors)
    numbered = parted.filter(pl.col("number").is_not_null()).with_columns(flat=pl.coalesce("flat", "joined"))
    others = parted.filter(pl.col("number").is_null()).drop("flat", "street")
    named = others.with_columns(named=pl.col("lines").str.extract_groups(NAMED)).unnest("named")
    first = pl.col("lines").str.split(", ").list.get(0)
    street = pl.coalesce("street", first, pl.lit("")).str.strip_chars(" ,.").str.slice(0, 100)
    together = pl.concat([numbered, named.select(numbered.columns)])
    read = together.with_columns(
        street=street,
        flat=pl.col("flat").fill_null("").str.slice(0, 100),
        house=pl.col("number").cast(pl.Int32),
        house_suffix=pl.col("suffix").str.to_uppercase().str.replace_all(" ", "").fill_null(""),
    )
    key, address = _key(read).alias("address_key"), _written(read["lines"], read["joined"]).alias("address")
    return read.with_columns(key, address).drop("joined", "number", "suffix")


def _housed(doors: pl.DataFrame) -> pl.DataFrame:
    """Return the doors with the parts of `HOUSE`; where no flat stands before it, a plainer look sees the same."""
    plain = doors.with_columns(house=pl.col("lines").str.extract_groups(PLAIN_HOUSE)).unnest("house")
    others = plain.filter(pl.col("number").is_null()).drop("number", "suffix", "street")
    parted = others.with_columns(house=pl.col("lines").str.extract_groups(HOUSE)).unnest("house")
    return pl.concat([parted, plain.filter(pl.col("number").is_not_null())], how="diagonal")


def _key(read: pl.DataFrame) -> pl.Series:
    parts = pl.concat_str(
        pl.col("postcode").str.replace(" ", ""),
        pl.concat_str(pl.col("house").cast(pl.String), pl.col("house_suffix"), ignore_nulls=True),
        by_value(read["flat"], _bare),
        by_value(read["street"], _bare),
        separator="|",
    )
    return read.select(pl.when(pl.col("lines") == "").then(pl.lit("")).otherwise(parts.str.slice(0, 200))).to_series()


def _bare(texts: pl.Series) -> pl.Series:
    letters = texts.str.to_uppercase().str.replace_all(r"['’`]", "")
    return letters.str.replace_all(r"[^\pL\pN]+", " ").str.strip_chars()


def _written(lines: pl.Series, joined: pl.Series) -> pl.Series:
    """Return lines with a number that stood in a column of its own put before its street, and a flat set apart."""
    if joined.null_count() < len(joined):
        apart = joined + ", " + lines.str.slice(joined.str.len_chars()).str.strip_chars_start()
        lines = apart.zip_with(joined.is_not_null(), lines)
    return lines.str.replace(LONE_NUMBER, "${1}${2} ") if lines.str.contains(LONE_NUMBER).any() else lines
