"""How what electors said is read: the party's codes, and before there were any, the words of its scripts."""

from collections.abc import Iterable

from django.db.models import QuerySet

from groundgame.campaign.canvass.models import AnswerOption, IntentionCode, NewestAnswer
from groundgame.campaign.canvass.reports import ISSUE

VOTING_INTENTION, AGE = "voting_intention", "age"


def intention_labels(values: Iterable[str]) -> dict[str, str]:
    """Return how these values of a voting intention are read, retired ones too: by the party's code, else a script."""
    wanted = list(values)
    worded = AnswerOption.objects.filter(question__key=VOTING_INTENTION, value__in=wanted).order_by("id")
    coded = IntentionCode.objects.filter(value__in=wanted)
    return dict(worded.values_list("value", "label")) | dict(coded.values_list("value", "label"))


def intention_choices() -> list[tuple[str, str]]:
    """Return the voting intentions to choose from: the party's codes, then what scripts offer beside them."""
    coded = list(IntentionCode.objects.values_list("value", "label", "retired_at"))
    known = {value for value, _, _ in coded}
    worded = _offered(VOTING_INTENTION).exclude(value__in=known)
    return [(value, label) for value, label, retired_at in coded if retired_at is None] + _labels(worded)


def asked_codes() -> list[tuple[str, str]]:
    """Return the codes that new scripts ask, as (value, label)."""
    return list(IntentionCode.objects.filter(asked=True, retired_at=None).values_list("value", "label"))


def told_ages() -> list[tuple[str, str]]:
    """Return the ages that scripts ask for, if any does: the register knows none."""
    return _labels(_offered(AGE))


def issue_choices(boroughs: Iterable[str]) -> list[tuple[str, str]]:
    """Return the issues that scripts offer, and those raised in these boroughs (codes)."""
    asked = dict(_labels(_offered("issue")))
    raised = NewestAnswer.objects.filter(borough__in=list(boroughs), question_key__startswith=ISSUE)
    for key in raised.values_list("question_key", flat=True).distinct().order_by("question_key"):
        slug = key.removeprefix(ISSUE)
        asked.setdefault(slug, slug.replace("-", " ").capitalize())
    return sorted(asked.items(), key=lambda issue: issue[1].lower())


def _offered(key: str) -> QuerySet[AnswerOption]:
    return AnswerOption.objects.filter(question__key=key, question__retired=False, retired=False)


def _labels(options: QuerySet[AnswerOption]) -> list[tuple[str, str]]:
    """Return each value once, by the newest script's word for it, in the order of the scripts."""
    ordered = options.order_by("question_id", "position").values_list("value", "label")
    return list(dict(ordered).items())
