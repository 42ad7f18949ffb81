"""What a plan cannot answer."""


class AllocationError(Exception):
    """A plan was asked for that cannot be made; the sentence says what to change."""
