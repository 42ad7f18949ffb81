"""What the room refuses, as sentences an organiser can act on."""


class WalkRefusedError(Exception):
    """A walk that cannot be given out, changed or printed as it was asked; nothing was changed."""


class OverError(Exception):
    """A walk that is over for a telephone, which clears itself when it is told so."""


class SyncError(Exception):
    """What a telephone sent that cannot be read; nothing was changed."""
