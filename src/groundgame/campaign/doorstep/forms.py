"""How a round is walked, and what an organiser does with a walk."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.doorstep.models import Round, Walk, WalkDoor


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are generic for the checker alone
    """How large walks are, how long a door rests, how long a walk stays out."""

    class Meta:
        model = Round
        fields = ("doors_a_walk", "rest_days", "lease_hours")
        labels = {
            "doors_a_walk": "Doors a walk",
            "rest_days": "Days that a knocked door is left in peace",
            "lease_hours": "Hours that a walk stays out on a telephone",
        }
        help_texts = {
            "doors_a_walk": "About 45 keep one person busy for two hours.",
            "rest_days": "In every round and on paper too: a sheet that nobody has typed keeps its doors as long.",
        }

    doors_a_walk = forms.IntegerField(min_value=5, max_value=200, initial=45, label="Doors a walk")
    rest_days = forms.IntegerField(min_value=1, max_value=90, initial=7)
    lease_hours = forms.IntegerField(min_value=1, max_value=72, initial=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, label in self.Meta.labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = self.Meta.help_texts.get(name, "")


class MoveForm(forms.Form):
    """Doors of a walk, and the walk that they go to."""

    doors = forms.ModelMultipleChoiceField(WalkDoor.objects.none(), required=False)
    to = forms.ModelChoiceField(Walk.objects.none(), label="Walk", empty_label="Choose a walk")

    def __init__(self, walk: Walk, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        _offer(self, "doors", walk.doors.filter(closed_at=None))
        others = walk.session.walks.filter(ward=walk.ward, closed_at=None, outings__isnull=True) | (
            walk.session.walks.filter(ward=walk.ward, closed_at=None).exclude(outings__ended_at=None)
        )
        _offer(self, "to", others.exclude(pk=walk.pk).distinct().order_by("number"))


class GiveForm(forms.Form):
    """To whom a walk goes: one of the round's volunteers, or whoever has the link."""

    user = forms.ModelChoiceField(
        User.objects.none(), required=False, label="To whom", empty_label="Whoever opens its link"
    )

    def __init__(self, walk: Walk, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        inside = walk.session.callers.exclude(admitted_at=None).filter(removed_at=None).values("user")
        _offer(self, "user", User.objects.filter(pk__in=inside).order_by("name"))


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a field offer these rows."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows
