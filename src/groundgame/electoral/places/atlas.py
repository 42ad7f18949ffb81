"""The atlas: every area the record knows, what holds what, and how to find one."""

from functools import cache, cached_property

import polars as pl

from groundgame.electoral.places.areas import Area, AreaKind
from groundgame.electoral.places.postcodes import PostcodePlace, find_postcode
from groundgame.electoral.places.search import search_areas
from groundgame.electoral.places.tables import read_table

# A code that several boundary sets share means the area of the set named first.
BOUNDARY_SETS = {
    "city": AreaKind.CITY,
    "borough": AreaKind.BOROUGH,
    "ward22": AreaKind.WARD,
    "lac": AreaKind.ASSEMBLY,
    "pcon24": AreaKind.WESTMINSTER,
    "pcon10": AreaKind.WESTMINSTER,
    "ward18": AreaKind.WARD,
    "ward14": AreaKind.WARD,
    "ward02": AreaKind.WARD,
    "pcon05": AreaKind.WESTMINSTER,
}
CURRENT_SETS = ("city", "borough", "ward22", "lac", "pcon24")
HOLDERS = (AreaKind.BOROUGH, AreaKind.ASSEMBLY, AreaKind.WESTMINSTER)


class UnknownAreaError(LookupError):
    """No area has the code that was asked for."""


class Atlas:
    """The areas of the packaged record."""

    def area(self, code: str, boundary_set: str | None = None) -> Area:
        """Return the area of a code, in the boundary set named or else the newest that has it.

        Raises:
            UnknownAreaError: if there is none.
        """
        for name in [boundary_set] if boundary_set else BOUNDARY_SETS:
            found = self._by_set.get(name, {}).get(code)
            if found is not None:
                return found
        where = f"the boundary set {boundary_set!r}" if boundary_set else "any boundary set"
        raise UnknownAreaError(f"There is no area {code!r} in {where}; search by name for the code of a place.")

    def areas(self, boundary_set: str) -> tuple[Area, ...]:
        """Return the areas of a boundary set, sorted by code.

        Raises:
            UnknownAreaError: if there is no such set.
        """
        if boundary_set not in BOUNDARY_SETS:
            known = ", ".join(BOUNDARY_SETS)
            raise UnknownAreaError(f"There is no boundary set {boundary_set!r}; there are {known}.")
        return tuple(self._by_set[boundary_set].values())

    def wards_within(self, code: str) -> frozenset[str]:
        """Return the codes of today's wards inside a current area; a ward goes whole to the seat that holds most of it.

        Raises:
            UnknownAreaError: if no current area has the code.
        """
        found = self._wards_of.get(code)
        if found is None:
            raise UnknownAreaError(f"No city, borough, ward or seat of today has the code {code!r}.")
        return found

    def containing(self, ward: str) -> dict[AreaKind, str]:
        """Return the codes of the city, borough, Assembly and Westminster seats that hold a ward of today, by best fit.

        Raises:
            UnknownAreaError: if there is no such ward.
        """
        found = self._holders.get(ward)
        if found is None:
            raise UnknownAreaError(f"There is no ward {ward!r} among the wards of 2022.")
        return dict(found)

    def search(self, text: str, limit: int = 10) -> list[Area]:
        """Return the current areas whose names are most like the text, best first."""
        return search_areas(text, self._current, limit)

    def postcode(self, text: str) -> PostcodePlace | None:
        """Return the place of a live London postcode, typed in any spacing, or None."""
        return find_postcode(text)

    @cached_property
    def _by_set(self) -> dict[str, dict[str, Area]]:
        sets: dict[str, dict[str, Area]] = {name: {} for name in BOUNDARY_SETS}
        for row in read_table("areas").iter_rows(named=True):
            boundary_set = row["boundary_set"]
            sets[boundary_set][row["code"]] = Area(kind=BOUNDARY_SETS[boundary_set], **row)
        return sets

    @cached_property
    def _current(self) -> tuple[Area, ...]:
        return tuple(area for name in CURRENT_SETS for area in self.areas(name))

    @cached_property
    def _holders(self) -> dict[str, dict[AreaKind, str]]:
        city = {AreaKind.CITY: self.areas("city")[0].code}
        rows = read_table("wards").select("code", *HOLDERS).iter_rows(named=True)
        return {row["code"]: city | {kind: row[kind] for kind in HOLDERS} for row in rows}

    @cached_property
    def _wards_of(self) -> dict[str, frozenset[str]]:
        pairs = [(holder, ward) for ward, holders in self._holders.items() for holder in (ward, *holders.values())]
        frame = pl.DataFrame(pairs, schema=["holder", "ward"], orient="row").group_by("holder").agg("ward")
        return {holder: frozenset(wards) for holder, wards in frame.iter_rows()}


@cache
def atlas() -> Atlas:
    """Return the one atlas of the packaged record."""
    return Atlas()
