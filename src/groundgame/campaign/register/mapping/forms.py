"""Which file, and which of its columns is which."""

from typing import Any

from django import forms

from groundgame.campaign.register.importing.mapped import FIELDS, SEVERAL
from groundgame.campaign.register.mapping.shapes import Shape, guess
from groundgame.campaign.register.uploads import UploadField

LEAVE = ("", "Leave it alone")


class FileForm(forms.Form):
    """A register's file of a shape that we do not know."""

    file = UploadField(label="Register, or monthly update", help_text="As the registration officer sent it (CSV).")
    unnamed = forms.BooleanField(required=False, label="Its first line is an entry already: it names no columns")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class ColumnsForm(forms.Form):
    """What each column is; an address may have several columns, and forenames too, in the file's order."""

    title = forms.CharField(
        max_length=80,
        label="What to call it",
        help_text="The software, or who writes such files; and full or monthly.",
    )

    def __init__(self, shape: Shape, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        choices = [LEAVE, *FIELDS.items()]
        names = shape.names
        for at, (name, field) in enumerate(zip(names, guess(names, shape.rows), strict=True)):
            self.fields[f"column{at}"] = forms.ChoiceField(
                choices=choices, required=False, initial=field, label=name or f"Column {at + 1}"
            )
        self.count = len(names)

    def clean(self) -> dict[str, Any]:
        """Refuse what no register can be read from."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        columns = self.columns()
        for field, places in columns.items():
            if len(places) > 1 and field not in SEVERAL:
                self.add_error(
                    f"column{places[1]}",
                    f"{self._name(places[0])} is the {FIELDS[field].lower()} too. Leave one of them alone.",
                )
        for wanted, why in _lacking(columns):
            self.add_error(None, f"No column is the {wanted}. {why}")
        return data

    def _name(self, at: int) -> str:
        return f"“{self.fields[f'column{at}'].label}”"

    def columns(self) -> dict[str, list[int]]:
        """Return the positions of the columns of each field."""
        columns: dict[str, list[int]] = {}
        for at in range(self.count):
            field = self.cleaned_data.get(f"column{at}", "")
            if field:
                columns.setdefault(field, []).append(at)
        return columns


def _lacking(columns: dict[str, list[int]]) -> list[tuple[str, str]]:
    lacking = []
    if "number" not in columns:
        lacking.append(("elector number", "Every entry has one; it may hold the polling district's letters, AB-12/1."))
    if "name" not in columns and "surname" not in columns:
        lacking.append(("surname", "Choose it, or the column of the whole name."))
    if "lines" not in columns:
        lacking.append(("address", "People are known again by address and name."))
    return lacking
