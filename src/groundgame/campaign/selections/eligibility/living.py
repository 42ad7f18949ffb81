"""The rule about where a member lives."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from groundgame.campaign.selections.eligibility.facts import Facts
from groundgame.campaign.selections.eligibility.saying import said
from groundgame.electoral.places import atlas


@dataclass(frozen=True)
class LivesIn:
    """Lives in an area (a GSS code of a city, borough, ward or seat).

    Whoever lives elsewhere is outside the section, and is not written to; whose address is not known is shut out, for
    the member alone can tell.
    """

    kind: ClassVar[str] = "lives_in"
    title: ClassVar[str] = "Lives in the area"
    area: str

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with the area's name."""
        return f"Lives in {atlas().area(self.area).name} on {said(freeze_date)}."

    def concerns(self, facts: Facts, freeze_date: dt.date) -> bool:
        """Tell whether the member lives there, or nobody knows where."""
        return not facts.ward or facts.ward in atlas().wards_within(self.area)

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return that no address is known, where none is."""
        if facts.ward:
            return None
        return f"No address in {atlas().area(self.area).name} was recorded on {said(freeze_date)}."
