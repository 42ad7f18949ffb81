"""Fields that more than one form has: a moment, a member, groups, guaranteed places."""

from typing import Any

from django import forms

from groundgame.campaign.people.models import Member


class MomentField(forms.SplitDateTimeField):
    """A day and a time of day, each by the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Day"},
            time_attrs={"type": "time", "aria-label": "Time"},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )
        super().__init__(widget=widget, **kwargs)


class MemberField(forms.CharField):
    """A member of the party, by their membership number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20, "required": False, **kwargs})

    def prepare_value(self, value: object) -> object:
        """Show a member's number."""
        if not isinstance(value, int):
            return value
        return Member.objects.filter(pk=value).values_list("number", flat=True).first() or ""

    def clean(self, value: str | None) -> Member | None:
        """Find the member of that number."""
        number = super().clean(value).strip()
        member = Member.objects.filter(number__iexact=number).first() if number else None
        if number and member is None:
            raise forms.ValidationError(f"No member has the number {number}. Correct it, or leave it empty.")
        return member


class GroupsField(forms.CharField):
    """Groups that a candidate belongs to, with commas between them."""

    def prepare_value(self, value: object) -> object:
        """Show a list as text."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[str]:  # type: ignore[override]  # what it cleans to
        """Read the groups, each once and in order, in small letters."""
        return list(dict.fromkeys(group.strip().lower() for group in (value or "").split(",") if group.strip()))


class GuaranteedField(forms.CharField):
    """Guaranteed places, one a line: the group, a colon, at least how many."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: str | None) -> dict[str, int]:  # type: ignore[override]  # what it cleans to
        """Read the lines into a number by group."""
        return dict(map(self._line, filter(None, map(str.strip, (value or "").splitlines()))))

    @staticmethod
    def _line(line: str) -> tuple[str, int]:
        group, colon, number = (part.strip() for part in line.rpartition(":"))
        if not (group and colon and number.isdecimal() and int(number) > 0):
            raise forms.ValidationError(
                f"“{line}” is not a guarantee: write the group, a colon and how many, as women: 6."
            )
        return group.lower(), int(number)
