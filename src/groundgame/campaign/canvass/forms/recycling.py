"""When a session tries again those whom it did not reach."""

from typing import Any

from django import forms

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.outcomes import COULD_NOT_REACH, Outcome
from groundgame.campaign.canvass.recycling import RECYCLED, Rule, rules_of

HOUR, DAY = 60, 24 * 60
WAITS = {
    5: "5 minutes",
    15: "a quarter of an hour",
    30: "half an hour",
    HOUR: "an hour",
    2 * HOUR: "two hours",
    4 * HOUR: "four hours",
    DAY: "a day",
    2 * DAY: "two days",
    3 * DAY: "three days",
    7 * DAY: "a week",
}
MOST_TIMES = 10


def outcomes_of(session: Session) -> list[Outcome]:
    """Return the outcomes that have rules in this session: those of the telephone, or of the door."""
    by_phone = [outcome for outcome in RECYCLED if outcome in COULD_NOT_REACH]
    at_door = [outcome for outcome in RECYCLED if outcome not in COULD_NOT_REACH]
    return [Outcome(one) for one in (at_door if session.channel == Session.Channel.DOOR else by_phone)]


class RecyclingForm(forms.Form):
    """A rule for each outcome: after how long, how often at most, at another time of day."""

    max_attempts = forms.IntegerField(min_value=1, max_value=MOST_TIMES, label="Tries in all, whatever came of them")
    rest_days = forms.IntegerField(min_value=0, max_value=365, label="Days of rest after a conversation")

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.outcomes = outcomes_of(session)
        self.fields["max_attempts"].initial = session.max_attempts
        self.fields["rest_days"].initial = session.rest_days
        known = rules_of(session)
        for outcome in self.outcomes:
            self._add(outcome, known[outcome])

    def _add(self, outcome: Outcome, rule: Rule) -> None:
        waits = sorted((WAITS | {rule.minutes: WAITS.get(rule.minutes, f"{rule.minutes} minutes")}).items())
        often = [("", "as often as tries are left"), *((str(count), f"at most {count}") for count in range(1, 6))]
        self.fields[f"{outcome}_minutes"] = forms.TypedChoiceField(
            choices=waits, coerce=int, initial=rule.minutes, label=f"{outcome.label}: try again after"
        )
        self.fields[f"{outcome}_most"] = forms.TypedChoiceField(
            choices=often, coerce=int, empty_value="", required=False, initial=rule.most or "", label="How often"
        )
        self.fields[f"{outcome}_another_time"] = forms.BooleanField(
            required=False, initial=rule.another_time, label="at another time of day"
        )

    def rows(self) -> list[tuple[Outcome, list[forms.BoundField]]]:
        """Return each outcome with the fields of its rule."""
        return [(one, [self[f"{one}_{name}"] for name in ("minutes", "most", "another_time")]) for one in self.outcomes]

    def recycling(self) -> dict[str, Rule]:
        """Return the rules that were written."""
        data = self.cleaned_data
        return {
            str(one): Rule(data[f"{one}_minutes"], data[f"{one}_most"] or None, data[f"{one}_another_time"])
            for one in self.outcomes
        }
