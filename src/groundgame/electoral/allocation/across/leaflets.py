"""Leaflets: one for every ward with a candidate where that is asked for, and no more than a spending limit pays for."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import Effects, channels
from groundgame.electoral.allocation.across.jobs import Job, jobs
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError

LEAFLET = "leaflet"


def leaflet_jobs(field: Field, each: Round, effects: Effects) -> tuple[Job, ...]:
    """Return what leaflets do before a polling day."""
    return tuple(job for job in jobs(field.homes_before(each), effects, each.election) if job.channel == LEAFLET)


def for_every_ward(field: Field, asked: Sequence[str], effects: Effects, ask: Ask) -> Floats:
    """Return the hours of leaflets that every ward with a candidate takes, (rounds, wards); none unless asked for.

    Raises:
        AllocationError: if they take more hours, or more money, than there are.
    """
    hours = np.zeros((len(field.rounds), len(field.wards.codes)))
    if not ask.leaflet:
        return hours
    for at, each in enumerate(field.rounds):
        jobs_here = leaflet_jobs(field, each, effects)
        if each.name in asked and jobs_here:
            stands = np.array([len(need.lacking) > 0 for need in each.needs]) if each.needs else True
            hours[at] = np.where(stands, jobs_here[0].scale, 0.0)
    if hours.sum() > ask.hours:
        raise AllocationError(
            f"A leaflet for every ward with a candidate takes {hours.sum():,.0f} hours; there are {ask.hours:,.0f}. "
            "Plan with more hours, fewer contests, or without that floor."
        )
    if ask.limit_pence is not None and cost_pence(field, hours) > ask.limit_pence:
        raise AllocationError(
            f"A leaflet for every ward with a candidate costs £{cost_pence(field, hours) / 100:,.0f}; the limit is "
            f"£{ask.limit_pence / 100:,.0f}. Raise it, or plan without that floor."
        )
    return hours


def cost_pence(field: Field, hours: Floats) -> float:
    """Return what the leaflets of so many hours (..., wards) cost, in pence: one for each home passed."""
    channel = channels()[LEAFLET]
    pace = channel.contacts_per_hour * (1 - field.homes.flats * (1 - channel.in_flats))
    return float((hours * pace).sum() * channel.pence_per_contact)


def shifted(field: Field, votes: Floats) -> Field:
    """Return the field when so many votes (rounds, wards) have been won already."""
    rounds = []
    for each, won in zip(field.rounds, votes, strict=True):
        needs = tuple(replace(need, lacking=need.lacking - np.float32(won[at])) for at, need in enumerate(each.needs))
        stakes = tuple(replace(one, lacking=one.lacking - float(one.wards @ won)) for one in each.stakes)
        assembly = each.assembly and each.assembly.after(each.stakes, won)
        stakes = assembly.valued(stakes) if assembly else stakes
        rounds.append(replace(each, needs=needs, stakes=stakes, assembly=assembly))
    return replace(field, rounds=tuple(rounds))
