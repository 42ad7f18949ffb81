"""Marks that can be read on any party's colour."""

DARK, LIGHT = "#000000", "#ffffff"
EQUALLY_FAR = 0.18
"""The luminance on which black and white read equally well."""


def ink_on(colour: str) -> str:
    """Return black or white, whichever reads better on a CSS hex colour (WCAG relative luminance).

    >>> ink_on("#ffe000"), ink_on("#1b1b6b")
    ('#000000', '#ffffff')
    """
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return DARK if luminance > EQUALLY_FAR else LIGHT
