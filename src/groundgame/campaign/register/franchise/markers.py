"""What a franchise marker leaves an elector: one table.

Law: Representation of the People Act 1983 ss. 1 (parliamentary) and 2 (local government electors); the letters,
Representation of the People (England and Wales) Regulations 2001 (SI 2001/341) reg. 42. Those who vote for the Mayor
and the Assembly are London's local government electors (Greater London Authority Act 1999 s. 17).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Franchise = Literal["parliament", "local"]
FRANCHISES: tuple[Franchise, ...] = ("parliament", "local")

# The contests that the record knows, and whose vote each is.
CONTESTS: Mapping[str, Franchise] = MappingProxyType(
    {
        "parliament": "parliament",
        "general": "parliament",
        "mayor": "local",
        "assembly": "local",
        "assembly-list": "local",
        "borough": "local",
        "boroughs": "local",
    }
)

# A letter that is not here limits nobody: some offices add letters of their own.
LEFT: Mapping[str, frozenset[Franchise]] = MappingProxyType(
    {
        "F": frozenset({"parliament"}),  # lives abroad (RPA 1985 s. 1)
        "L": frozenset({"local"}),  # sits in the House of Lords
        "G": frozenset({"local"}),  # citizen of the Union, as marked until the reviews of 2024
        "B": frozenset({"local"}),  # qualifying citizen of the Union, or one with retained rights (Elections Act 2022)
        "K": frozenset({"local"}),  # citizen of the Union who voted here for the European Parliament too
        "M": frozenset({"local"}),  # Scotland's qualifying foreign nationals; on no register of England
        "E": frozenset(),  # peer abroad: the European Parliament alone, which is no more elected here
        "N": frozenset(FRANCHISES),  # anonymous: votes like others, and is shown to nobody
    }
)


def franchises_of(markers: str) -> frozenset[Franchise]:
    """Return what the letters of an entry leave; several letters leave what each of them does.

    >>> sorted(franchises_of(""))
    ['local', 'parliament']
    >>> sorted(franchises_of("F"))
    ['parliament']
    >>> sorted(franchises_of("GN"))
    ['local']
    """
    left = frozenset(FRANCHISES)
    for letter in markers.upper():
        left &= LEFT.get(letter, frozenset(FRANCHISES))
    return left


def shut_out(franchise: Franchise) -> str:
    """Return the letters that shut their elector out of a franchise.

    >>> shut_out("parliament")
    'BEGKLM'
    """
    return "".join(sorted(letter for letter, left in LEFT.items() if franchise not in left))
