"""A layout that a person has described: which column of a file is which of our fields."""

import hashlib
from collections.abc import Mapping, Sequence

import polars as pl

from groundgame.campaign.register.importing.columns import joined, split_number
from groundgame.campaign.register.importing.layout import Layout
from groundgame.campaign.register.importing.sheets import SEPARATORS, Header, candidate_headers, cells_of, plain, told
from groundgame.campaign.register.importing.xpress import split_name
from groundgame.campaign.register.models import ColumnMapping

NAME = "mapped"
FIELDS = {
    "polling_district": "Polling district",
    "number": "Elector number",
    "suffix": "Number suffix",
    "markers": "Franchise markers",
    "attainment": "Date of attainment",
    "surname": "Surname",
    "forename": "Forenames",
    "name": "Whole name, surname first",
    "lines": "Address",
    "postcode": "Postcode",
    "uprn": "UPRN",
    "change": "What became of the entry",
}
SEVERAL = ("forename", "lines")
CHANGE_CODES = {
    **dict.fromkeys(("+", "A", "ADD", "ADDED", "ADDITION", "N", "NEW", "C", "CREATE", "CREATED"), "add"),
    **dict.fromkeys(("=", "M", "AMEND", "AMENDED", "MODIFIED", "CHANGE", "CHANGED", "U", "UPDATED"), "change"),
    **dict.fromkeys(("-", "D", "DEL", "DELETE", "DELETED", "DELETION", "R", "REMOVED"), "delete"),
}
SAMPLE, LEAST_SHARE = 50, 0.9


def fingerprint(names: Sequence[str], *, written: bool) -> str:
    """Return what tells the shape of a file: its columns' names, or how many it has where it names none."""
    text = "\x1f".join(plain(name) for name in names) if written else f"{len(names)} columns"
    return hashlib.sha256(text.encode()).hexdigest()


def kept_layout(text: str) -> tuple[Layout, Header] | None:
    """Return the layout that a person has described of files of this shape, and where the header stands."""
    headers = {fingerprint(header.names, written=True): header for header in reversed(candidate_headers(text))}
    mapping = ColumnMapping.objects.filter(fingerprint__in=headers, written=True).order_by("pk").first()
    if mapping is not None:
        return layout_of(mapping), headers[mapping.fingerprint]
    for mapping in ColumnMapping.objects.filter(written=False).order_by("pk"):
        header = _unwritten(text, mapping)
        if header is not None:
            return layout_of(mapping), header
    return None


def _unwritten(text: str, mapping: ColumnMapping) -> Header | None:
    """Return the header of a file that writes none, if its first rows have its columns, with figures for numbers."""
    at = mapping.columns["number"][0]
    for separator in SEPARATORS:
        header = Header(0, separator, tuple(mapping.names), written=False)
        rows = [cells for cells in cells_of(text[:200_000], header, SAMPLE) if len(cells) > 1]
        fits = sum(len(cells) == len(mapping.names) and any(map(str.isdigit, cells[at])) for cells in rows)
        if rows and fits >= LEAST_SHARE * len(rows):
            return header
    return None


def layout_of(mapping: ColumnMapping) -> Layout:
    """Return the layout that a mapping describes."""
    columns = told(mapping.names)
    fields = {field: [columns[at] for at in places] for field, places in mapping.columns.items()}
    return Layout(
        f"{NAME}:{mapping.pk}",
        mapping.title,
        (tuple(mapping.names),),
        lambda sheet: read(sheet, fields),
        mapping.update,
    )


def title_of(name: str) -> str:
    """Return what somebody called the layout of this name; it may have been forgotten since."""
    described = ColumnMapping.objects.filter(pk=name.removeprefix(f"{NAME}:")) if ":" in name else None
    title = described.values_list("title", flat=True).first() if described is not None else None
    return title or "columns as somebody said"


def read(sheet: pl.DataFrame, fields: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return the sheet's rows in our columns; `fields` gives the sheet's columns of each of our fields."""
    cell = {field: joined(sheet, *names, by=" ") for field, names in fields.items()}
    empty = pl.lit("")
    number = split_number(cell["number"], cell.get("polling_district", empty))
    if "suffix" in cell:
        number["suffix"] = pl.when(number["suffix"] == "").then(cell["suffix"]).otherwise(number["suffix"])
    surname, forename = cell.get("surname", empty), cell.get("forename", empty)
    if "name" in cell:
        surname, forename = split_name(cell["name"])
    rows = sheet.select(
        "record",
        **number,
        markers=cell.get("markers", empty),
        attainment=cell.get("attainment", empty),
        surname=surname,
        forename=forename,
        postcode=cell.get("postcode", empty),
        lines=joined(sheet, *fields.get("lines", ())),
        uprn=cell.get("uprn", empty),
    )
    if "change" not in cell:
        return rows
    said = sheet.select(change=cell["change"].str.to_uppercase()).to_series()
    return rows.with_columns(change=said.replace(CHANGE_CODES))
