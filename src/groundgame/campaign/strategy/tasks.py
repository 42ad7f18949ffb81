"""What the room has done beside the pages: where we have been, kept up by the minute, and plans, made when asked."""

import logging
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.urls import reverse

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Trial, Wordings
from groundgame.campaign.jobs.actions import Progress, background, daily, frequent
from groundgame.campaign.strategy.actions.plans import keep_plan as keep
from groundgame.campaign.strategy.away.offered import offer_from, offer_of
from groundgame.campaign.strategy.away.promised import given_anew, given_to
from groundgame.campaign.strategy.coverage.keeping import keep_coverage, make_coverage
from groundgame.campaign.strategy.learning.awaited import waiting_openings
from groundgame.campaign.strategy.learning.effort import keep_conversations
from groundgame.campaign.strategy.learning.openings import work_out_openings
from groundgame.campaign.strategy.learning.results import nothing_yet, waiting_trials, work_out
from groundgame.campaign.strategy.models import CoverageKept, KeptPlan
from groundgame.campaign.strategy.plans.asked import from_json
from groundgame.campaign.strategy.plans.making import make
from groundgame.campaign.strategy.plans.redo import family_of, stand_anew, stand_of

MINUTES = 3
log = logging.getLogger(__name__)

frequent(MINUTES)(keep_coverage)


@daily("Working out where we have been")
def make_all_coverage(progress: Progress) -> str:
    """Work out every borough from the ground: years pass, and people are erased, without a line in the log."""
    boroughs = sorted(CoverageKept.objects.values_list("pk", flat=True))
    streets = 0
    for number, borough in enumerate(boroughs):
        progress("Working out where we have been", number, len(boroughs))
        streets += make_coverage(borough)
    return f"{streets:,} streets in {len(boroughs)} boroughs."


@daily("Working out what the work did")
def work_out_trials(progress: Progress) -> str:
    """Work out each trial that has told nothing yet, where its polling day is over and its marked register has come."""
    waiting: list[Trial | Wordings] = [*waiting_trials(), *waiting_openings()]
    told, failed = 0, []
    for number, trial in enumerate(waiting):
        progress(f"Working out {trial.session}", number, len(waiting))
        try:
            with transaction.atomic():
                found = work_out(trial) if isinstance(trial, Trial) else work_out_openings(trial)
                told += found[0].result is not None
        except Exception:  # one trial's fault is no reason to keep the others waiting
            log.exception("The trial of session %s could not be worked out.", trial.pk)
            failed.append(str(trial.session))
    sentence = f"{told} of {len(waiting)} trials tell something by now."
    return f"{sentence} Not worked out, see the log: {', '.join(failed)}." if failed else sentence


@background
def work_out_trial(progress: Progress, *, trial: int) -> str:
    """Work out what one session's trial and its two openings told by now, all of it or nothing."""

    def say(number: int, total: int) -> None:
        progress(
            f"Reading what each household was drawn for, and what came of it: {number + 1} of {total}", number, total
        )

    with transaction.atomic():
        held = Trial.objects.select_related("session").filter(pk=trial).first()
        two = Wordings.objects.select_related("session").filter(pk=trial).first()
        told = [*(work_out(held, told=say) if held else []), *(work_out_openings(two, told=say) if two else [])]
        known = [one for one in told if one.result is not None]
        outcome = f"What {told[0].session} did is worked out." if known else nothing_yet(told[0])
        progress.finish(outcome)
    return outcome


@daily("Counting whom branches spoke with before elections")
def count_conversations(progress: Progress) -> str:
    """Count the conversations before each borough election, which a page sets beside how the party did there."""
    progress("Counting conversations")
    return f"Counted before {keep_conversations()} elections."


@background
def make_plan(
    progress: Progress, *, asked: dict[str, object], user: int | None, away: dict[str, object] | None = None
) -> str:
    """Make the plan that was asked for, over the seats `away` that were offered, and keep it."""
    stand = stand_anew(from_json(asked))
    how: dict[str, Any] = {"promised": stand.promised, "spent": stand.spent}
    made = make(stand.ask, progress=progress, **how, offer=offer_from(away), days=given_anew())
    by = User.objects.get(pk=user) if user else None
    with transaction.atomic():
        return _kept(progress, keep(by=by, made=made))


@background
def redo_plan(progress: Progress, *, plan: int, user: int) -> str:
    """Make a plan again from where things stand, and keep it beside the former one."""
    former = KeptPlan.objects.get(pk=plan)
    stand = stand_of(former)
    how: dict[str, Any] = {"promised": stand.promised, "spoken": stand.spoken, "spent": stand.spent}
    how |= {"offer": offer_of(former), "days": given_to(family_of(former))}
    made = make(stand.ask, stand.done, progress=progress, **how)
    with transaction.atomic():
        by = User.objects.get(pk=user)
        return _kept(progress, keep(by=by, made=replace(made, redone=True), follows=former, done_hours=stand.hours))


def _kept(progress: Progress, plan: KeptPlan) -> str:
    days = sum(plan.days_out.values_list("days", flat=True))
    out = f" {days} day{'s' if days > 1 else ''} out of London are among them." if days else ""
    told = f"{plan.hours:,.0f} hours of work in {plan.work.values('ward').distinct().count()} wards are planned.{out}"
    progress.finish(told, leads_to=reverse("strategy:plan", args=[plan.pk]))
    return told
