"""The forms of the pages about one person's rights, and of the data officer's."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from groundgame.campaign.register.importing.companions import as_e164
from groundgame.campaign.register.importing.unusual import UNLISTED_BOX
from groundgame.campaign.register.models import Channel, ConsentWording, Elector
from groundgame.campaign.register.models.consent import Purpose
from groundgame.campaign.register.uploads import UploadField
from groundgame.electoral.places import atlas

ISO = "%Y-%m-%d"  # what a browser's own field of a day takes, whatever the site's language


def day_field() -> forms.DateInput:
    """Return a browser's own field of a day, which shows the day that it opens with."""
    return forms.DateInput(attrs={"type": "date"}, format=ISO)


class _Form(forms.Form):
    """A form whose labels end without a colon, as on the other pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class _Past(forms.DateField):
    """A day that is not still to come."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 (Django's own)
        day = super().clean(value)
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(f"{day:%-d %B %Y} is still to come. Give the day on which it happened.")
        return day


class AskForm(_Form):
    """When an elector asked what we hold, and how."""

    received_on = _Past(label="The request came on", widget=day_field(), initial=timezone.localdate)
    source = forms.CharField(label="How it came", max_length=120, help_text="A letter, an e-mail, said to whom.")


class EraseForm(_Form):
    """When an elector asked to be forgotten, and how; and that nobody undoes it."""

    asked_on = _Past(label="The request came on", widget=day_field(), initial=timezone.localdate)
    source = forms.CharField(label="How it came", max_length=120, help_text="A letter, an e-mail, said to whom.")
    sure = forms.BooleanField(label="Forget them. I know that this cannot be undone.")


class ConsentForm(_Form):
    """What an elector agreed to: the words, the line, when and how."""

    wording = forms.ModelChoiceField(
        ConsentWording.objects.none(), label="In which words", empty_label=None, widget=forms.RadioSelect
    )
    line = forms.CharField(
        label="Number or address", max_length=254, help_text="The telephone number or e-mail address they agreed to."
    )
    at = _Past(label="On", widget=day_field(), initial=timezone.localdate)
    how = forms.CharField(label="How", max_length=120, help_text="On the doorstep, on a form, on the telephone.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wording = self.fields["wording"]
        newest = ConsentWording.objects.order_by("channel", "purpose", "-version").distinct("channel", "purpose")
        wording.queryset = newest  # type: ignore[attr-defined]  # a choice of models has one
        wording.label_from_instance = _in_words  # type: ignore[attr-defined]  # likewise


def _in_words(wording: ConsentWording) -> str:
    return f"{wording.get_channel_display()}: “{wording.text}”"


class WithdrawForm(_Form):
    """Which consent an elector takes back, and how we know."""

    channel = forms.ChoiceField(choices=Channel.choices)
    purpose = forms.ChoiceField(choices=Purpose.choices)
    how = forms.CharField(label="How we know", max_length=120)


class WordingForm(_Form):
    """The words in which people are asked to agree."""

    channel = forms.ChoiceField(choices=Channel.choices)
    purpose = forms.ChoiceField(choices=Purpose.choices)
    text = forms.CharField(
        label="The words that they are shown or read",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Say who we are, what we would do, and that they may take it back at any time.",
    )


class ScreeningForm(_Form):
    """A TPS file, its day, and whose numbers to hold against it."""

    borough = forms.MultipleChoiceField(label="Whose numbers", widget=forms.CheckboxSelectMultiple)
    listed_on = _Past(label="The file is of", widget=day_field())
    file = UploadField(label="TPS file", help_text="One number a line, as the service or a screening firm sends it.")
    accept_unlisted = forms.BooleanField(required=False, label=UNLISTED_BOX)

    def __init__(self, boroughs: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = sorted((atlas().area(code) for code in boroughs), key=lambda area: area.name)
        field = self.fields["borough"]
        field.choices = [(area.code, area.name) for area in areas]  # type: ignore[attr-defined]  # a choice has some
        field.initial = [area.code for area in areas]


def lines_of(elector: Elector, channel: str, line: str) -> str:
    """Return the line as we keep it: of a telephone, in E.164; the elector must have that very number.

    Raises:
        ValidationError: if a consent to be rung or texted names no number of the elector's.
    """
    if channel == Channel.EMAIL:
        return str(forms.EmailField().clean(line))
    if channel not in {Channel.PHONE, Channel.TEXT}:
        return line
    wanted = as_e164(line)
    if wanted and elector.telephone_numbers.filter(e164=wanted).exists():
        return wanted
    raise forms.ValidationError(f"{line} is no number that we have of {elector}: add it first, then the consent.")


def midday(day: dt.date) -> dt.datetime:
    """Return the noon of a day, or now where that is still to come: forms ask for a day alone."""
    return min(timezone.make_aware(dt.datetime.combine(day, dt.time(12))), timezone.now())
