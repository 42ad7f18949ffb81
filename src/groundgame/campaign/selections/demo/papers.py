"""Invented papers: voters who follow a slate, voters who do not, and some who say little."""

import random
from collections.abc import Sequence

Ranking = tuple[int, ...]


def leader_papers(rng: random.Random, voters: int, appeal: Sequence[float]) -> list[Ranking]:
    """Return rankings of as many candidates as there are weights in `appeal`: the higher, the liker."""
    return [_ranked(rng, appeal, rng.randint(1, len(appeal))) for _ in range(voters)]


def board_papers(rng: random.Random, voters: int, standing: int, slates: Sequence[Sequence[int]]) -> list[Ranking]:
    """Return rankings of a long paper; four in ten follow a slate's order, more or less. One in eighty is blank."""
    papers: list[Ranking] = []
    appeal = [rng.uniform(0.5, 2.0) for _ in range(standing)]
    for _ in range(voters):
        fate = rng.random()
        if fate < 1 / 80:
            papers.append(())
        elif fate < 0.4:
            papers.append(_follow(rng, rng.choice(slates)))
        else:
            papers.append(_ranked(rng, appeal, rng.randint(2, 14)))
    return papers


def _follow(rng: random.Random, slate: Sequence[int]) -> Ranking:
    order = sorted(range(len(slate)), key=lambda place: place + rng.gauss(0, 2.5))
    return tuple(slate[place] for place in order[: rng.randint(5, len(slate))])


def _ranked(rng: random.Random, appeal: Sequence[float], length: int) -> Ranking:
    """Draw without putting back, each by its appeal (a Plackett-Luce ranking)."""
    drawn = sorted(range(len(appeal)), key=lambda place: rng.expovariate(appeal[place]))
    return tuple(drawn[:length])
