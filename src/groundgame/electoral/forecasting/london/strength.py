"""What London's parties would have in a general election now, from the polls of the country."""

from groundgame.electoral.forecasting.london.groups import Floats
from groundgame.electoral.forecasting.london.seats_moved import SeatResults
from groundgame.electoral.forecasting.london.target import log_odds, share_of


def strength(country: Floats, last: SeatResults) -> Floats:
    """Return London's shares (draws, groups) at the country's, each at its odds of the last general election."""
    moved = share_of(log_odds(country) + log_odds(last.london) - log_odds(last.country))
    scaled: Floats = moved / moved.sum(axis=1, keepdims=True)
    return scaled
