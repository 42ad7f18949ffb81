"""What a volunteer's pages send."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.reports import Report

ANSWER = "answer-"
CALL_BACK = ((60, "In an hour"), (180, "In three hours"), (1440, "Tomorrow at this time"))
FURTHEST = dt.timedelta(days=60)


# Not a form: making one copies each of its fields, for every call of thousands of callers.
FIELDS: dict[str, forms.Field] = {
    "event": forms.UUIDField(),
    "token": forms.UUIDField(),
    "outcome": forms.ChoiceField(choices=ContactEvent.Outcome.choices),
    "note": forms.CharField(max_length=500, required=False),
    "happened_at": forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]),
    "call_back": forms.TypedChoiceField(choices=CALL_BACK, coerce=int, required=False, empty_value=None),
    "call_back_at": forms.DateTimeField(required=False, error_messages={"invalid": "This is no day and hour."}),
    "number": forms.RegexField(r"^[0-9]{1,18}$", required=False, error_messages={"invalid": "This is no number."}),
}


def report_of(sent: Mapping[str, Any]) -> Report:
    """Return one call, as the page or the device sends it; answers stand in fields of their own, one a question.

    Raises:
        ValidationError: with the name of the first field that does not fit, and why.
    """
    data = {name: _clean(name, field, sent.get(name)) for name, field in FIELDS.items()}
    ringing_back = data["outcome"] == ContactEvent.Outcome.CALL_BACK
    return Report(
        event=data["event"],
        token=data["token"],
        outcome=data["outcome"],
        answers=_answers(sent),
        note=data["note"],
        happened_at=data["happened_at"],
        call_back_minutes=data["call_back"] if ringing_back else None,
        number=int(data["number"]) if data["number"] else None,
        call_back_at=_to_come(data["call_back_at"], data["happened_at"]) if ringing_back else None,
    )


def _to_come(at: dt.datetime | None, called_at: dt.datetime | None) -> dt.datetime | None:
    """Return the hour that was agreed, if it lay ahead when the call was made: it may be sent long after."""
    called = called_at or timezone.now()
    if at is not None and not called < at <= called + FURTHEST:
        raise ValidationError(f"call back at: choose an hour that is still to come, within {FURTHEST.days} days.")
    return at


def _clean(name: str, field: forms.Field, value: object) -> Any:  # noqa: ANN401 (each field's own type)
    try:
        return field.clean(value)
    except ValidationError as error:
        raise ValidationError(f"{name.replace('_', ' ')}: {error.messages[0]}") from error


def _answers(data: Mapping[str, Any]) -> dict[str, str]:
    said = {name.removeprefix(ANSWER): str(data[name]) for name in data if name.startswith(ANSWER)}
    return {key: value for key, value in said.items() if value}
