"""What can be wrong with a question about turnout."""


class TurnoutError(ValueError):
    """A kind of contest, a day or a figure about which turnout can say nothing; the sentence says which and why."""
