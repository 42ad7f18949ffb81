"""Files that people bring by a page: no larger than the site takes."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


class UploadField(forms.FileField):
    """A file, refused where it is larger than `GROUNDGAME_UPLOAD_MB`: it is read whole, in a web server's memory."""

    def clean(self, data: "UploadedFile[Any] | None", initial: object = None) -> "UploadedFile[Any] | None":
        """Refuse a file that is too large, with its size and what to do."""
        file: UploadedFile[Any] | None = super().clean(data, initial)
        most = settings.GROUNDGAME_UPLOAD_MB
        if file is not None and (file.size or 0) > most * 1_000_000:
            raise forms.ValidationError(
                f"The file has {(file.size or 0) / 1e6:,.1f} MB, and this site takes {most} MB at most. Bring one "
                "borough's file at a time, or load it where the site runs, with `groundgame register`."
            )
        return file
