"""Leaflets of a plan that is redone: nothing is written down of them, so that they are taken to go out as planned."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from django.utils import timezone

from groundgame.campaign.strategy.models import KeptPlan, PlannedWork
from groundgame.campaign.strategy.plans.asked import from_json, monday
from groundgame.campaign.strategy.plans.promised import Promised
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.leaflets import LEAFLET, cost_pence
from groundgame.electoral.allocation.across.rounds import Field


def line_of(plan: KeptPlan) -> list[KeptPlan]:
    """Return the plans that a plan was made from, the first of them first, and the plan itself."""
    line = [plan]
    while line[0].follows is not None:
        line.insert(0, line[0].follows)
    return line


def leaflets_of(line: Sequence[KeptPlan]) -> list[Promised]:
    """Return the leaflets of a line of plans that count as given, each plan's until the next of the line begins.

    Those are the leaflets of weeks that are over. Where every ward was to have one, those to come of the first plan
    are given too: they stand, as a plan of what is left would plan one for every ward again.
    """
    until = [*(one.begins for one in line[1:]), monday(timezone.localdate())]
    found = []
    for one, end in zip(line, until, strict=True):
        rows = PlannedWork.objects.filter(plan=one, channel=LEAFLET)
        stands = one is line[0] and from_json(one.asked).leaflet
        found += [Promised(row, row.hours) for row in (rows if stands else rows.filter(week__lt=end))]
    return found


def within_what_is_left(ask: Ask, ahead: Field, promised: Iterable[Promised]) -> Ask:
    """Return the ask with what the promised leaflets cost taken off its spending limit, where it has one."""
    if ask.limit_pence is None:
        return ask
    hours = dict.fromkeys(ahead.wards.codes, 0.0)
    for one in promised:
        if one.work.channel == LEAFLET and one.work.ward in hours:
            hours[one.work.ward] += one.hours
    spent = cost_pence(ahead, np.array(list(hours.values())))
    return replace(ask, limit_pence=max(ask.limit_pence - spent, 0.0))
