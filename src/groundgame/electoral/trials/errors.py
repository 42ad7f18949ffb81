"""What a trial cannot answer."""


class TrialError(Exception):
    """A trial was asked for something that its households cannot tell; the sentence says what to change."""
