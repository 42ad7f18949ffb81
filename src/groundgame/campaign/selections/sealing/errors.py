"""What is wrong with a sealed paper."""


class SealError(ValueError):
    """A paper cannot be sealed or opened; the sentence says why."""
