"""An address as written, taken apart: flat, house number, suffix, street; and the key by which a door is known again.

The number stands in the first column or in the second, alone or before the street, after a flat or not. What the key
holds is what every layout gives in the end, so that a register in another layout still finds the same door.
"""

import polars as pl

# A part that begins with a figure is the house: "5 X Road", "5A, X Road", "5-7 X Road"; a flat may stand before it,
# with a comma or, after its own word, without.
_FLAT_WORDS = r"(?:Flat|Apartment|Apt|Unit|Maisonette|Studio|Room|Bedsit)"
_HOUSE = (
    rf"(?i)^(?:(?<flat>.+?),\s*|(?<joined>{_FLAT_WORDS}\s+\S+)\s+)??"
    r"(?<number>\d{1,5})(?<suffix>[A-Z]?(?:\s?[-/]\s?\d{1,5}[A-Z]?)?)(?:,\s*|\s+)(?<street>[^,\d][^,]*)"
)
_STREET_WORDS = (
    r"(?:Road|Street|Avenue|Lane|Close|Drive|Gardens?|Way|Place|Court|Crescent|Grove|Terrace|Square|Walk|Hill|Park|Mews|"
    r"Rise|Row|Green|Gate|View|Broadway|Parade|Mount|Vale|Yard|Common|Fields?|Path|Passage|Embankment|Bank|Wharf|Quay)"
)
_NAMED = rf"(?i)^(?:(?<flat>[^,]+),\s*)?(?<street>[^,]*\b{_STREET_WORDS})(?:,|$)"


def take_apart(addresses: pl.DataFrame) -> pl.DataFrame:
    """Return doors (`postcode`, `lines`) with `address`, `flat`, `house`, `house_suffix`, `street`, `address_key`."""
    house = pl.col("lines").str.extract_groups(_HOUSE)
    named = pl.col("lines").str.extract_groups(_NAMED)
    parted = addresses.with_columns(house=house, named=named, first=pl.col("lines").str.split(", ").list.get(0))
    field = {name: pl.col("house").struct.field(name) for name in ("flat", "joined", "number", "suffix", "street")}
    numbered = field["number"].is_not_null()
    flat = pl.coalesce(field["flat"], field["joined"])
    read = parted.with_columns(
        flat=pl.when(numbered).then(flat).otherwise(pl.col("named").struct.field("flat")).fill_null(""),
        house=field["number"].cast(pl.Int32),
        house_suffix=field["suffix"].str.to_uppercase().str.replace_all(" ", "").fill_null(""),
        street=pl.coalesce(field["street"], pl.col("named").struct.field("street"), pl.col("first"), pl.lit("")),
    ).with_columns(pl.col("street").str.strip_chars(" ,.").str.slice(0, 100), pl.col("flat").str.slice(0, 100))
    return read.drop("named", "first").with_columns(address_key=_key(), address=_written(pl.col("lines")))


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


def _written(lines: pl.Expr) -> pl.Expr:
    """Return lines with a number that stood in a column of its own put before its street."""
    return lines.str.replace(r"(^|, )(\d{1,5}[A-Za-z]?), ", "${1}${2} ")
