"""How votes fell among the pieces of an old area, read from clues about the new areas that the pieces went to."""

import polars as pl

from groundgame.electoral.places.cuts import Array, Cut
from groundgame.electoral.places.kriging import piece_departures

# A party that stood in fewer of the old areas than this has gaps that clues about its strength do not explain.
STOOD = 0.8
# No clue takes more than this from a party's share in the whole old area, nor gives it more than the rest.
LEAST_KEPT = 0.2


def shape_by_clues(counts: pl.DataFrame, pieces: pl.DataFrame, clues: pl.DataFrame) -> pl.DataFrame:
    """Return from, to, party and rate: what a resident of each piece of an old area is thought to give each party.

    Plain carrying gives every piece of an old area the old area's shares. Two things say better:

    - how densely each piece is lived in, beside the whole that it was cut from (`density`, where `pieces` has it): the
      town and the country of one seat do not vote alike;
    - what is known of the new areas. Where the shares carried plainly to a new area are far from what areas with
      such clues have, its pieces probably were unlike the old areas that they are of, the more so the more it was
      put together from parts.

    One linear mixed model a party says how far to believe each: carried shares are the clues' prediction and an error
    of its own, less what the pieces depart from their wholes; the departures have a slope on density and a spread that
    `HETEROGENEITY` gives. Slope and error are fitted by likelihood on these counts and clues alone. The departures of
    an old area's pieces cancel, so that its totals hold. Parties that stood almost everywhere are shaped, the others
    take what is left. Clues that predict badly change nothing.

    Args:
        counts: area, party and votes of the old areas.
        pieces: from, to, share_of_from (0-1), and `density`: the logarithm of residents by area over the old area's.
        clues: area (new) and numbers, of any scale: an estimate of another vote, a later election's shares, a region.

    Method: the best linear unbiased prediction of Henderson 1975, "Best linear unbiased estimation and prediction under
    a selection model", Biometrics 31.
    """
    cut = Cut(counts, pieces, clues)
    shares = cut.shares_of_pieces()
    shaped = (cut.votes > 0).mean(axis=0) >= STOOD
    for column in shaped.nonzero()[0]:
        own = shares[:, column]
        shares[:, column] = (own + piece_departures(cut, cut.shares[:, column])).clip(LEAST_KEPT * own, None)
    return cut.frame(_whole(shares, shaped))


def _whole(shares: Array, shaped: Array) -> Array:
    """Let the parties that were not shaped take what is left, and make each piece's shares add up to 1."""
    left = 1 - shares[:, shaped].sum(axis=1, keepdims=True)
    others = shares[:, ~shaped].sum(axis=1, keepdims=True)
    scaled = shares.copy()
    scaled[:, ~shaped] *= (left / others.clip(1e-12, None)).clip(LEAST_KEPT, 1 / LEAST_KEPT)
    whole: Array = scaled / scaled.sum(axis=1, keepdims=True)
    return whole
