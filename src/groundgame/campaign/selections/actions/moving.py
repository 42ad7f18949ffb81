"""Take a selection from one state to the next, and do what goes with it."""

from collections.abc import Callable
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections.models import Selection, Transition
from groundgame.campaign.selections.rules import check_may_move, check_may_run
from groundgame.campaign.selections.states import Move


class Effect(Protocol):
    """What else happens in the same transaction as a move."""

    def __call__(self, selection: Selection, *, by: User) -> None:
        """Do it."""


_effects: dict[str, list[Effect]] = {}


def on(*moves: str) -> Callable[[Effect], Effect]:
    """Have a function run within the transaction of the moves of these keys, after the state has changed."""

    def add(effect: Effect) -> Effect:
        for each in moves:
            _effects.setdefault(each, []).append(effect)
        return effect

    return add


@transaction.atomic
def move(*, selection: Selection, step: Move, by: User, note: str = "") -> Transition:
    """Take the step, if the person runs the selection and every condition holds; all its effects come with it or none.

    Raises:
        PermissionDenied: with the reasons.
    """
    check_may_run(by, selection)
    fixed = Selection.objects.select_for_update().get(pk=selection.pk)
    check_may_move(fixed, step)
    fixed.state = step.target
    fixed.save(update_fields=["state"])
    for effect in _effects.get(step.key, ()):
        effect(fixed, by=by)
    record(by=by, action=f"selection.{step.key}", subject=fixed, area=fixed.area, note=note)
    selection.state = fixed.state
    return Transition.objects.create(
        selection=fixed, move=step.key, source=step.source, target=step.target, by=by, at=timezone.now(), note=note
    )
