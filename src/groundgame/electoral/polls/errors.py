"""What is wrong with polls, or with what was asked of them."""


class PollsError(ValueError):
    """Polls cannot be read or averaged as asked; the sentence says what is wrong, its value and what to do."""


class NoRecentPollsError(PollsError):
    """No poll before a day is recent enough to be averaged."""
