"""What the room refuses, as sentences a caller can act on."""


class ContactRefusedError(Exception):
    """A contact that cannot be saved as it was sent; nothing was changed."""


class LeaseGoneError(Exception):
    """A lease that is no longer the caller's to renew, skip or pass on."""


class KnownAddressError(Exception):
    """The e-mail address has an account already, whose owner must sign in."""


class TrialOverError(Exception):
    """A trial cannot be given up once its polling day is over."""
