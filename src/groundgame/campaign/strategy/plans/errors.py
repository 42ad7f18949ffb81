"""What is refused of plans, as sentences a director or an organiser can act on."""


class PlanRefusedError(Exception):
    """A plan that cannot be made, taken up or given back as it was asked; nothing was changed."""
