"""The best mix of channels in a ward, against every mix there is."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from groundgame.electoral.allocation.across.effects import channels, default_effects
from groundgame.electoral.allocation.across.jobs import jobs
from groundgame.electoral.allocation.across.work import best_work


@pytest.mark.parametrize("hours", [2.0, 10.0, 40.0, 60.0])
def test_no_mix_of_hours_yields_more_votes(small, hours):
    all_jobs = [job for job in jobs(small.homes, default_effects(), "local") if job.effect > 0]
    work = best_work(all_jobs)
    for ward in (0, 3, 5):
        best = max(
            sum(
                job.effect * job.contacts(np.full(6, part * hours))[ward]
                for job, part in zip(all_jobs, parts, strict=True)
            )
            for parts in product(np.linspace(0, 1, 21), repeat=len(all_jobs))
            if abs(sum(parts) - 1) < 1e-9
        )
        found = np.interp(hours, work.hours[ward], work.votes[ward])
        assert found >= best * 0.998
        mix = work.mix(np.full(6, hours))[:, ward]
        assert mix.sum() == pytest.approx(hours)
        yielded = sum(
            job.effect * job.contacts(np.full(6, spent))[ward] for job, spent in zip(all_jobs, mix, strict=True)
        )
        assert yielded == pytest.approx(found, rel=2e-3)


def test_hours_go_on_where_those_before_them_left_off_and_a_leaflet_reaches_every_door_all_the_same(small):
    fresh = jobs(small.homes, default_effects(), "local")
    for channel in ("door", "phone"):
        mine = [job for job in fresh if job.channel == channel]
        part = -np.expm1(-0.7)  # of those to whom the channel ever speaks, whatever their kind
        spent = [0.7 * job.scale for job in mine]
        share = sum(job.contacts(hours) for job, hours in zip(mine, spent, strict=True)) / (
            sum(job.pool for job in mine) / channels()[channel].reached
        )
        homes = replace(small.homes, spoken=share * small.homes.reachable)
        later = [job for job in jobs(homes, default_effects(), "local") if job.channel == channel]
        for before, after, hours in zip(mine, later, spent, strict=True):
            assert after.pool == pytest.approx((1 - part) * before.pool)
            both = before.contacts(hours) + after.contacts(hours / 2)
            assert both == pytest.approx(before.contacts(1.5 * hours))
        leaflets = [job for job in jobs(homes, default_effects(), "local") if job.channel == "leaflet"]
        for before, after in zip([job for job in fresh if job.channel == "leaflet"], leaflets, strict=True):
            assert (after.pool == before.pool).all()


def test_where_every_home_was_spoken_to_next_to_nothing_is_left_and_figures_stay_figures(small):
    homes = replace(small.homes, spoken=10 * small.homes.households)
    for job in jobs(homes, default_effects(), "local"):
        made = job.contacts(np.full(6, 50.0))
        assert np.isfinite(made).all()
        assert (made >= 0).all()
        assert job.even or (made < 1).all()
    work = best_work(jobs(homes, default_effects(), "local"))
    assert np.isfinite(work.votes).all()
    assert (np.diff(work.votes) >= 0).all()


def test_contact_that_helps_a_rival_is_never_part_of_it(small):
    every = jobs(small.homes, default_effects(), "local")
    assert {job.audience for job in every} == {"supporter", "undecided", "rival"}
    assert min(job.effect for job in every if job.audience == "rival") < 0
    assert {job.audience for job in best_work(every).jobs} == {"supporter"}


def test_where_nothing_helps_hours_yield_nothing(small):
    none = {key: effect for key, effect in default_effects().items() if effect.votes_per_contact <= 0}
    assert not best_work(jobs(small.homes, none, "local")).votes.any()


def test_leaflets_stop_where_they_may_not_go(small):
    parts = np.array([1.0, 0.0, 1.0, 0.0, 1.0, 0.0])
    work = best_work(jobs(small.homes, default_effects(), "local", parts))
    leaflets = next(at for at, job in enumerate(work.jobs) if job.channel == "leaflet")
    mix = work.mix(work.hours[:, -1])[leaflets]
    assert ((mix > 0) == (parts > 0)).all()
