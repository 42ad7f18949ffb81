"""The same small register as each register software writes it: people who are letters, at Barnet's real postcodes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from .registers import APART, HERE, TOGETHER, quoted


@dataclass(frozen=True)
class Entry:
    """One line of a register, or of an update where `change` is given."""

    number: int | str
    surname: str = "Alpha"
    forename: str = "Beta"
    district: str = "AA"
    suffix: int = 0
    markers: str = ""
    attains: str = ""
    postcode: str = HERE[0]
    lines: tuple[str, ...] = ("1 High Road",)
    change: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> str:
        """The number as it is written in one cell, without its district."""
        return f"{self.number}/{self.suffix}" if self.suffix else str(self.number)

    def line(self, index: int) -> str:
        """Return an address line, from 1."""
        return self.lines[index - 1] if index <= len(self.lines) else ""

    def but(self, **how: object) -> "Entry":
        """Return the same entry with something else in it."""
        return replace(self, **how)  # type: ignore[arg-type]  # each test names fields of its own


Cells = dict[str, str]


def _xpress(each: Entry) -> Cells:
    number = dict(
        zip(
            APART.split(",")[:5],
            [each.district, str(each.number), str(each.suffix), each.markers, each.attains],
            strict=True,
        )
    )
    place = {"PostCode": each.postcode} | {f"Address{at}": each.line(at) for at in range(1, 7)}
    return number | {"Elector Surname": each.surname, "Elector Forename": each.forename} | place


def _xpress_one_name(each: Entry) -> Cells:
    cells = _xpress(each) | {"Elector Name": f"{each.surname} {each.forename}"}
    return {name: cells[name] for name in TOGETHER.split(",")}


def _xpress_with_id(each: Entry) -> Cells:
    return _xpress(each) | {"Elector ID": f"{each.district}-{each.written}"}


def _xpress_update(each: Entry) -> Cells:
    months = {"add": (3, 0, 0), "change": (0, 3, 0), "delete": (0, 0, 3), "": (0, 0, 0)}[each.change]
    place = {f"PropertyAddress{at}": each.line(at) for at in range(1, 6)} | {"PropertyPostCode": each.postcode}
    return (
        {"CompanyName": "London Borough of Barnet", "CompanyOPCSRef": "00AC", "DistrictRef": each.district}
        | {"StreetName": "High Road"}
        | place
        | {
            "PropertyAddressPrefix": "",
            "PropertyAddressNumber": "1",
            "ElectorNumber": f"{each.district}-{each.written}",
        }
        | {"ElectorForename": each.forename, "ElectorSurname": each.surname, "ElectorDOB": each.attains}
        | dict(
            zip(("ElectorCreatedMonth", "ElectorChangedMonth", "ElectorDeletedMonth"), map(str, months), strict=True)
        )
        | {"MarkersRegisterText": each.markers, "RecordCount": "", "RecordTotal": "", "CurrentRegisterMonth": "March"}
    )


def _halarose(each: Entry) -> Cells:
    first, _, rest = each.forename.partition(" ")
    name = {"Title": "", "First Names": first, "Initials": rest, "Surname": each.surname, "Suffix": ""}
    start = {"PD": each.district, "ENO": each.written, "Status": ""}
    markers = {"Date of Attainment": each.attains, "Franchise Flag": each.markers}
    place = {f"Address {at}": each.line(at) for at in range(1, 10)} | {"Postcode": each.postcode}
    return start | name | markers | place


def _halarose_without_status(each: Entry) -> Cells:
    cells = _halarose(each)
    del cells["Status"]
    return cells | {"UPRN": "100023336956"}


def _halarose_update(each: Entry) -> Cells:
    status = {"add": "A", "change": "M", "delete": "D"}[each.change]
    return _halarose(each) | {"Status": status, "Register Code": "1", "Clerical Error": "", "Opt Out Flag": "Y"}


def _halarose_by_status(each: Entry) -> Cells:
    return _halarose(each) | {"Status": {"add": "A", "change": "M", "delete": "D"}[each.change]}


def _pdcode(each: Entry) -> Cells:
    first, _, rest = each.forename.partition(" ")
    start = {"PDCode": each.district, "RollNo": f"{each.number}.{each.suffix:03d}", "ElectorTitle": ""}
    name = {"ElectorSurname": each.surname, "ElectorForename": first, "ElectorMiddleName": rest}
    place = {f"RegisteredAddress{at}": each.line(at) for at in range(1, 7)} | {"PostCode": each.postcode}
    end = {"Euro": "LONDON", "Parl": "FINCHLEY", "County": "", "Ward": "", "SubHouse": "", "House": "1"}
    return start | name | {"AttainersDOB": each.attains, "FranchiseMarker": each.markers} | place | end


def _pdcode_update(each: Entry) -> Cells:
    cells = _pdcode(each)
    cells = {("DOB" if name == "AttainersDOB" else name): cell for name, cell in cells.items()}
    return {"ChangeTypeID": {"add": "N", "change": "M", "delete": "D"}[each.change]} | cells


def _idox(each: Entry) -> Cells:
    place = {f"a{at}": each.line(at) for at in range(1, 9)}
    name = {"markers": each.markers, "attains": each.attains, "surname": each.surname, "forenames": each.forename}
    end = {"house": "1", "prefix": "", "street": "High Road", "o1": "", "o2": "", "o3": "", "o4": ""}
    return {"pd": each.district, "number": each.written} | name | place | end | {"postcode": each.postcode}


def _idox_update(each: Entry) -> Cells:
    action = {"add": "+Mar", "change": "=Mar", "delete": "-Mar"}[each.change]
    cells = _idox(each)
    return {"pd": cells.pop("pd"), "number": cells.pop("number"), "action": action} | cells


@dataclass(frozen=True)
class Software:
    """How a software writes its file: the cells of an entry, the layout they are, and the file's habits."""

    layout: str
    cells: Callable[[Entry], Cells]
    separator: str = ","
    header: bool = True
    encoding: str = "cp1252"

    def file(self, entries: Iterable[Entry], *, before: str = "", after: str = "") -> bytes:
        """Return a file of these entries."""
        rows = [self.cells(each) | dict(each.more) for each in entries]
        if self.separator == ",":
            lines = [quoted(row.values()) for row in rows]
        else:
            lines = [self.separator.join(row.values()) for row in rows]
        names = self.separator.join(rows[0] if rows else self.cells(Entry(1, change="add")))
        head = [names] if self.header else []
        return (before + "\r\n".join([*head, *lines, ""]) + after).encode(self.encoding)


FULL = {
    "Xpress": Software("xpress", _xpress),
    "Xpress, one name": Software("xpress", _xpress_one_name),
    "Xpress, Elector ID": Software("xpress", _xpress_with_id),
    "Halarose": Software("halarose", _halarose, separator="\t"),
    "Halarose, no Status, UPRN": Software("halarose", _halarose_without_status),
    "PDCode": Software("pdcode", _pdcode),
    "Idox": Software("idox", _idox, separator="\t", header=False),
    "Idox, commas": Software("idox", _idox, header=False),
}
UPDATES = {
    "Xpress": Software("xpress_update", _xpress_update),
    "Halarose": Software("halarose_update", _halarose_update),
    "Halarose, by Status": Software("halarose_update", _halarose_by_status, separator="\t"),
    "PDCode": Software("pdcode_update", _pdcode_update, separator="\t"),
    "Idox": Software("idox_update", _idox_update, separator="\t", header=False),
}
