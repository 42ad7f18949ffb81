"""Rules about the membership itself: how long, paid up, in good standing, of age."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from groundgame.campaign.selections.eligibility.facts import Facts
from groundgame.campaign.selections.eligibility.saying import counted, said


class AboutMembers:
    """What these rules share: they speak of everybody."""

    def concerns(self, facts: Facts, freeze_date: dt.date) -> bool:
        """Tell that the rule speaks of every member."""
        return True


@dataclass(frozen=True)
class Joined(AboutMembers):
    """A member for at least so many days on the freeze date; 0 is joined by that day."""

    kind: ClassVar[str] = "joined"
    title: ClassVar[str] = "Joined in time"
    days: int

    def last_day(self, freeze_date: dt.date) -> dt.date:
        """Return the last day on which one could join and vote."""
        return freeze_date - dt.timedelta(days=self.days)

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with the day that follows from it."""
        ahead = f", {counted(self.days, 'day')} before the freeze date" if self.days else ", the freeze date"
        return f"Joined on or before {said(self.last_day(freeze_date))}{ahead}."

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return the day of joining where it is too late."""
        last = self.last_day(freeze_date)
        if facts.joined_on is None:
            return f"No date of joining is recorded; members had to join on or before {said(last)}."
        if facts.joined_on <= last:
            return None
        return f"Joined on {said(facts.joined_on)}; members had to join on or before {said(last)}."


@dataclass(frozen=True)
class PaidUp(AboutMembers):
    """Subscription paid on the freeze date, or at most so many days behind."""

    kind: ClassVar[str] = "paid_up"
    title: ClassVar[str] = "Paid up"
    grace_days: int = 0

    def least(self, freeze_date: dt.date) -> dt.date:
        """Return the day to which a subscription has to reach."""
        return freeze_date - dt.timedelta(days=self.grace_days)

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with the day that follows from it."""
        grace = f" ({counted(self.grace_days, 'day')} of grace before the freeze date)" if self.grace_days else ""
        return f"Subscription paid up to {said(self.least(freeze_date))} or later{grace}."

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return the day up to which it was paid where that is too early."""
        least = self.least(freeze_date)
        if facts.paid_until is None:
            return f"No subscription payment is recorded; it had to be paid up to {said(least)} or later."
        if facts.paid_until >= least:
            return None
        return f"Subscription paid up to {said(facts.paid_until)}; it had to be paid up to {said(least)} or later."


@dataclass(frozen=True)
class NotSuspended(AboutMembers):
    """Not suspended from membership on the freeze date."""

    kind: ClassVar[str] = "not_suspended"
    title: ClassVar[str] = "Not suspended"

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with its day."""
        return f"Not suspended from membership on {said(freeze_date)}."

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return since when the member is suspended."""
        if facts.suspended_from is None or not facts.suspended_on(freeze_date):
            return None
        end = f" until {said(facts.suspended_until)}" if facts.suspended_until else ""
        return f"Suspended from membership since {said(facts.suspended_from)}{end}."


@dataclass(frozen=True)
class AtLeastAged(AboutMembers):
    """Of an age on the freeze date. Whoever's date of birth is not known is not kept out for it."""

    kind: ClassVar[str] = "age"
    title: ClassVar[str] = "Old enough"
    years: int

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with its day."""
        return f"At least {self.years} years old on {said(freeze_date)}."

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return the date of birth where it is too late."""
        if facts.born_on is None or _age_on(facts.born_on, freeze_date) >= self.years:
            return None
        return f"Born on {said(facts.born_on)}; members had to be {self.years} by {said(freeze_date)}."


def _age_on(born: dt.date, day: dt.date) -> int:
    """Return a person's age; whoever was born on 29 February comes of age on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
