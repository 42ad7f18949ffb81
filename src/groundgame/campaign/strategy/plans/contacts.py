"""The conversations that a plan's work is expected to make, at the pace of the time that each piece of it is for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from groundgame.electoral.allocation.across.effects import default_effects
from groundgame.electoral.allocation.across.jobs import jobs
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation

Cell = tuple[str, str, str, str]
"""A ward, a channel, a kind of elector and a polling day."""


def expected_contacts(field: Field, work: Sequence[Allocation]) -> list[float]:
    """Return the conversations, or leaflets, of each piece of a plan's work.

    The more homes of a ward were spoken to, the fewer an hour finds: what all of a ward's work makes is shared among
    its pieces by what they would each do in an empty field.
    """
    an_hour = _contacts_an_hour(field, work)
    return [one.evening_hours * an_hour[_cell(one)] for one in work]


def _contacts_an_hour(field: Field, work: Iterable[Allocation]) -> dict[Cell, float]:
    """Return what an hour of a weekday evening makes of all that is worked there."""
    hours: dict[Cell, float] = defaultdict(float)
    for one in work:
        hours[_cell(one)] += one.evening_hours
    at_ward = {code: at for at, code in enumerate(field.wards.codes)}
    every = {
        (job.channel, job.audience, each.name): job
        for each in field.rounds
        for job in jobs(field.homes_before(each), default_effects(), each.election)
    }
    found = {}
    for cell, spent in hours.items():
        ward, channel, audience, before = cell
        job = every[channel, audience, before]
        made = job.contacts(spent + 0 * job.pace)[at_ward[ward]]
        found[cell] = float(made) / spent if spent else 0.0
    return found


def _cell(one: Allocation) -> Cell:
    return one.ward, one.channel, one.audience, one.before
