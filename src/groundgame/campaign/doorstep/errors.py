"""What the room refuses, as sentences an organiser can act on."""


class WalkRefusedError(Exception):
    """A walk that cannot be given out, changed or printed as it was asked; nothing was changed."""
