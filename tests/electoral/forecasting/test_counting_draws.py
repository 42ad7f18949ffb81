"""Every draw is counted as one election would be: the fast paths against the exact counts."""

import numpy as np

from groundgame.electoral.counting import block, dhondt, sv_from_totals
from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.block_draws import SLATES, block_seats
from groundgame.electoral.forecasting.london.dhondt_draws import list_seats
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.transfers import elected_by_sv

DRAWS = 60


def test_a_ward_fills_its_seats_as_the_block_vote_does():
    rng = np.random.default_rng(4)
    for seats in (1, 2, 3):
        standing = rng.integers(0, seats + 1, len(GROUPS))
        standing[0] = seats
        strength = rng.dirichlet(np.full(len(GROUPS), 2.0), DRAWS).T.astype(np.float32)
        fast = block_seats(strength, standing, seats)
        for draw in range(DRAWS):
            votes = {}
            for at, candidates in enumerate(standing):
                for place in range(candidates):
                    apart = 1 + settings.SLATE * SLATES[int(candidates)][place]
                    votes[f"{at}-{place}"] = int(strength[at, draw] * apart * 10**6)
            elected = [int(name.split("-")[0]) for name in block(votes, seats=seats).elected]
            assert fast[:, draw].tolist() == np.bincount(elected, minlength=len(GROUPS)).tolist()


def test_the_list_is_handed_out_as_dhondt_does():
    rng = np.random.default_rng(5)
    shares = rng.dirichlet(np.array([8, 10, 3, 3, 2, 1]), DRAWS)
    already = rng.multinomial(14, [0.3, 0.6, 0.1, 0, 0, 0], DRAWS)
    fast = list_seats(shares, already, 11)
    for draw in range(DRAWS):
        votes = {name: int(share * 10**7) for name, share in zip(GROUPS, shares[draw], strict=True)}
        others = votes.pop(GROUPS[-1])
        held = dict(zip(GROUPS[:-1], already[draw].tolist(), strict=False))
        exact = dhondt(votes, seats=11, already=held, other_votes=others).elected
        assert fast[draw].tolist() == [exact.count(name) for name in GROUPS]


def test_the_mayor_is_elected_as_the_supplementary_vote_does():
    rng = np.random.default_rng(6)
    first = rng.dirichlet(np.array([7, 7, 3, 2, 3, 1]), DRAWS)
    table = rng.uniform(0.05, 0.4, (len(GROUPS), len(GROUPS)))
    fast = elected_by_sv(first, table, np.ones(DRAWS))
    for draw in range(DRAWS):
        votes = {name: int(share * 10**7) for name, share in zip(GROUPS, first[draw], strict=True)}
        left = sorted(votes, key=lambda name: -votes[name])[:2]
        out = [name for name in GROUPS if name not in left]
        gained = {
            name: int(sum(votes[each] * table[GROUPS.index(each), GROUPS.index(name)] for each in out)) for name in left
        }
        exact = sv_from_totals(votes, gained).elected if max(votes.values()) * 2 <= sum(votes.values()) else left[:1]
        assert GROUPS[fast[draw]] == exact[0]
