"""What a forecast refuses."""


class ForecastError(Exception):
    """What was asked for cannot be forecast; the sentence says why, and what can be."""


class UnpolledError(ForecastError):
    """There were no recent polls to forecast by."""
