"""One channel for one audience: how many can be reached in a ward, how fast, and what a contact does.

Those who can be reached run out: of a pool of P contacts, h hours at p contacts an hour make P(1 - exp(-hp/P)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.allocation.across.effects import Effects, channels
from groundgame.electoral.allocation.across.homes import Homes
from groundgame.electoral.allocation.effort import Floats


@dataclass(frozen=True, eq=False)
class Job:
    """One channel for one audience before one kind of election, ward by ward.

    `pace` are contacts an hour (wards,), `pool` the contacts that can be made (wards,), `effect` votes a contact.
    """

    channel: str
    audience: str
    pace: Floats
    pool: Floats
    effect: float

    @property
    def even(self) -> bool:
        """Whether every hour does as much as the first, until all is done: a letter box is always at home."""
        return not channels()[self.channel].sessions

    @property
    def first(self) -> Floats:
        """Votes that the first hour yields, (wards,)."""
        return self.effect * self.pace

    @property
    def scale(self) -> Floats:
        """Hours in which the first hour's pace would have made all contacts, (wards,)."""
        return self.pool / self.pace

    def contacts(self, hours: Floats) -> Floats:
        """Return the contacts that hours make, both (wards, ...)."""
        pace, pool, scale = (_beside(each, hours) for each in (self.pace, self.pool, self.scale))
        made: Floats = np.minimum(hours * pace, pool) if self.even else -pool * np.expm1(-hours / scale)
        return made

    def hours_at(self, price: Floats) -> Floats:
        """Return the hours of which each yields more votes than a price, (wards, ...)."""
        first, scale = _beside(self.first, price), _beside(self.scale, price)
        if self.even:
            return np.where(first > price, scale, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.where(first > price, scale * np.log(first / price), 0.0)
        return found

    def votes(self, hours: Floats) -> Floats:
        """Return the votes that hours yield, both (wards, ...)."""
        return self.effect * self.contacts(hours)


def jobs(
    homes: Homes,
    effects: Effects,
    election: str,
    leaflets: Floats | None = None,
    paces: Mapping[str, float] | None = None,
) -> tuple[Job, ...]:
    """Return what can be done before an election of a kind (`local` or `general`), useful or not.

    `leaflets` (wards,) says in which part (0-1) of each ward's homes there may be leaflets; unless told, in all.
    `paces` says by channel how fast it goes beside a weekday evening (`times.paces_by_round`); unless told, as fast.
    """
    found = tuple(
        _job(homes, channel, audience, effect.votes_per_contact, (paces or {}).get(channel, 1.0))
        for (channel, audience, kind), effect in effects.items()
        if kind == election
    )
    if leaflets is None:
        return found
    return tuple(replace(job, pool=job.pool * leaflets) if job.even else job for job in found)


def _job(homes: Homes, name: str, audience: str, effect: float, part: float) -> Job:
    channel = channels()[name]
    base = homes.households if not channel.sessions else homes.reachable
    pool = base * channel.homes * channel.reached * homes.kinds[audience]
    pace = part * channel.contacts_per_hour * (1 - homes.flats * (1 - channel.in_flats))
    # A leaflet goes through every door; what it does, it does to a party's own.
    if not channel.sessions:
        return Job(name, audience, pace * homes.kinds[audience], pool, effect)
    # Hours go on where those before them left off: fewer are left, and the more homes have been tried, the slower.
    left = homes.left(channel.reached)
    return Job(name, audience, pace * left, pool * left, effect)


def _beside(values: Floats, like: Floats) -> Floats:
    return values.reshape(values.shape + (1,) * (like.ndim - 1))
