"""What the trials of this site's sessions told, as `groundgame trials results` prints it: figures of groups alone.

The database's part is imported only where it is asked, so that the command starts at once.
"""

from dataclasses import asdict
from typing import Any


def told_by_the_site(*, work_out: bool) -> dict[str, Any]:
    """Return what the trials and openings of this site's sessions told, first worked out anew where so asked."""
    from groundgame.campaign.canvass.models import Trial, Wordings
    from groundgame.campaign.strategy.learning.openings import kept_openings, work_out_openings
    from groundgame.campaign.strategy.learning.pairs import shared_pairs
    from groundgame.campaign.strategy.learning.results import kept_results
    from groundgame.campaign.strategy.learning.results import work_out as worked_out
    from groundgame.campaign.strategy.learning.shown import CHANNELS, faded, together

    trials = list(Trial.objects.select_related("session").order_by("polling_day", "pk"))
    waiting = [one for trial in trials if work_out for one in worked_out(trial) if one.result is None]
    told = kept_results([trial.pk for trial in trials])
    openings = list(Wordings.objects.select_related("session").order_by("pk"))
    waiting += [one for row in openings if work_out for one in work_out_openings(row) if one.result is None]
    return {
        "trials": [_row(one) for one in told],
        "openings": [_openings_row(one) for one in kept_openings([row.pk for row in openings])],
        "openings_together": [row for pair in shared_pairs(openings) for row in _pair_rows(pair)],
        "together": {str(channel): together(told, channel) for channel in CHANNELS},
        "fading": faded(told),
        "waiting": {str(one.session): one.why_not for one in waiting},
    }


def _row(one: Any) -> dict[str, Any]:  # noqa: ANN401 (the database's part is imported only where it is asked)
    from groundgame.campaign.strategy.learning.results import as_json
    from groundgame.campaign.strategy.learning.shown import shown

    return {
        "session": str(one.session),
        "channel": one.session.channel,
        "outcome": one.outcome,
        "measured_on": one.measured_on.isoformat(),
        "result": as_json(one.result),
        "sentence": shown(one).sentence,
    }


def _openings_row(one: Any) -> dict[str, Any]:  # noqa: ANN401 (likewise)
    from groundgame.campaign.strategy.learning.results import as_json
    from groundgame.campaign.strategy.learning.shown import shown_openings

    said = {"session": str(one.session), "outcome": one.outcome, "sentence": shown_openings(one)}
    return said | {"result": as_json(one.result)}


def _pair_rows(pair: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (likewise)
    from groundgame.campaign.strategy.learning.shown import shown_together

    texts = {"channel": str(pair.channel), "first": pair.first, "second": pair.second}
    return [
        texts
        | {"outcome": outcome, "sessions": len(found.tried), "households": found.households, "chance": found.chance}
        | {"mean": asdict(found.belief.mean), "spread": found.belief.spread, "sentence": shown_together(outcome, found)}
        for outcome, found in pair.told
    ]


def lines_of(told: dict[str, Any]) -> list[str]:
    """Return the same in sentences, a line each."""
    from groundgame.campaign.strategy.learning.shown import CHANNELS

    lines = [f"{one['session']}, {one['outcome']} on {one['measured_on']}: {one['sentence']}" for one in told["trials"]]
    lines += [f"{one['session']}, two openings: {one['sentence']}" for one in told["openings"]]
    lines += [f"The same two openings by {one['channel']}: {one['sentence']}" for one in told["openings_together"]]
    lines += [f"{session}: nothing yet, {why}." for session, why in told["waiting"].items()]
    lines += [
        f"A conversation {name.lower()}, all trials together: {told['together'][str(channel)]}"
        for channel, name in CHANNELS.items()
    ]
    return [*lines, *([told["fading"]] if told["fading"] else [])]
