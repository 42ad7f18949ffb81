"""Why a vote, a code or an opening is refused, in a sentence for whoever asked."""


class BallotError(Exception):
    """It is refused, and nothing was changed."""
