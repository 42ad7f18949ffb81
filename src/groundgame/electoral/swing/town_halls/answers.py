"""All that is estimated of town halls, in one frame."""

import numpy as np
import polars as pl

from groundgame.electoral.swing.comparing.naming import ElectionError
from groundgame.electoral.swing.town_halls.councils import party_columns
from groundgame.electoral.swing.town_halls.effects import BANDWIDTHS, POOLED, SCHEMA, adjusted, discontinuity, plain
from groundgame.electoral.swing.town_halls.general import general_effect


def town_halls(party: str | None = None, *, rng: np.random.Generator, resamples: int = 500) -> pl.DataFrame:
    """Return what holding a town hall does, for a party, or for all together and each by itself.

    One row an estimate: design, status, party (`all` for all together), bandwidth (0-1 of the seats; of the
    discontinuity alone), effect, p05 and p95 (90% of the resamples of councils lie between), councils and rows.

    - `discontinuity`, and `check`, which should be nothing: a majority just won against one just missed.
    - `plain`: the mean change after a party `gains`, `holds` or `shares` control, or is in `opposition`. Not an effect.
    - `adjusted`: `gains`, `holds` or `shares` control, against opposition at the same share of the seats.
    - `general-levels` and `general-changes`: the party's vote at general elections in London's boroughs.

    All but the last two are shares (0-1) of the council's seats when every seat has been fought once more; those
    shares of the votes.

    Raises:
        ElectionError: if the party never held enough councils.
    """
    known = party_columns()
    if party is not None and party not in known:
        raise ElectionError(f"{party!r} has not run enough councils to say; {', '.join(known)} have.")
    rows = []
    for one in [party] if party else [POOLED, *known]:
        for bandwidth in BANDWIDTHS:
            rows += discontinuity(one, bandwidth, rng, resamples)
        rows += plain(one, rng, resamples) + adjusted(one, rng, resamples) + general_effect(one, rng, resamples)
    return pl.DataFrame(rows, schema=SCHEMA)
