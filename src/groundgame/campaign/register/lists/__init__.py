"""Bring an absent voters' list, a marked register or telephone numbers as a file, on a page."""
