"""What happened between two elections: the plain sentences, the map, who beat the tide, the flows."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.happened import sentences
from groundgame.campaign.strategy.happened.candidate import ahead_of_party
from groundgame.campaign.strategy.happened.candidate import told as candidate_told
from groundgame.campaign.strategy.happened.change import (
    area_of_ward,
    comparison_of,
    party_changes,
    place_changes,
)
from groundgame.campaign.strategy.happened.flows import flow_table, flows_answer, levels_of, picture, usual_level
from groundgame.campaign.strategy.happened.mapped import change_map, tide_map
from groundgame.campaign.strategy.happened.picking import Picked, menu, picked, title, titled
from groundgame.campaign.strategy.happened.tide import tide_answer, unit_of
from groundgame.campaign.strategy.happened.tide_table import VERDICTS
from groundgame.campaign.strategy.happened.town_halls import of_party, town_halls_answer
from groundgame.campaign.strategy.maps.shapes import user_shapes
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.switches import chosen, switch
from groundgame.campaign.strategy.templatetags.figures import percent, points
from groundgame.campaign.strategy.views.access import patience, results_page
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.swing.comparing import Comparison, ElectionError

SHOWS = {"change": "The change", "tide": "Against the tide"}


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Compare the two elections that the address names."""
    pair = picked(request.GET)
    context: dict[str, Any] = {
        "menu": menu(),
        "pair": pair,
        "problem": pair.problem,
        "earlier": title(pair.earlier),
        "later": title(pair.later),
    }
    try:
        compared = comparison_of(Picked(pair.earlier, pair.later))
    except ElectionError as error:
        told = titled(str(error), pair.earlier, pair.later)
        return render(request, "strategy/happened.html", context | {"problem": told}, status=422)
    return render(request, "strategy/happened.html", context | _compared(request, pair, compared))


def _compared(request: SignedInRequest, pair: Picked, compared: Comparison) -> dict[str, Any]:
    changes = party_changes(compared)
    party = _party(request, [one.party for one in changes])
    show = chosen(request.GET, "show", SHOWS)
    places = place_changes(compared, party.id)
    unit = unit_of(compared.boundary_set)
    told = [told for told in [sentences.spread(places, unit)] if told]
    context = {
        "compared": compared,
        "party": party,
        "changes": changes,
        "switches": {"Party": switch(_names(changes, party), party.id, lambda key: _address(pair, key, show))},
        "shows": {"Show": switch(SHOWS, show, lambda key: f"{_address(pair, party.id, key)}#change")},
        "show": show,
        "unit": unit,
        "places": places,
        "rows": _rows(pair, party.id),
        "map": change_map(compared, party, places) if show == "change" else None,
        "overall": sentences.overall(compared, changes, party),
        "told": told,
        "notes": [titled(note, pair.earlier, pair.later) for note in compared.notes],
        "map_problem": user_shapes().problem,
        "not_a_cause": sentences.NOT_A_CAUSE,
        "joined": bool(area_of_ward(compared.boundary_set)),
        "again": _address(pair, party.id, show),
    }
    context |= _tide(request, compared, pair, party, told, show)
    context |= _flows(request, pair, party, show, told)
    beside = ahead_of_party(pair, party.id)
    if beside is not None and (sentence := candidate_told(beside)):
        told.append(sentence)
    return context | {"ahead": beside} | _town_halls(request, pair, party)


def _town_halls(request: SignedInRequest, pair: Picked, party: Party) -> dict[str, Any]:
    """Return what holding a town hall goes with, where the later election is of councils."""
    if pair.later.tier != "borough":
        return {}
    found = town_halls_answer(patience=patience(request) or 0.0).value
    halls = {} if found is None else {"halls": of_party(found, party)}
    return {"of_councils": True, "halls_ready": found is not None, **halls}


def _flows(request: SignedInRequest, pair: Picked, party: Party, show: str, told: list[str]) -> dict[str, Any]:
    """Return who went where between the two, at the level that is asked for, and add its sentence to what is told."""
    level = request.GET.get("level", "")
    levels = levels_of(pair)
    level = level if level in levels else usual_level(pair)
    found = flows_answer(pair, level, patience=patience(request))
    here = _address(pair, party.id, show)
    context: dict[str, Any] = {
        "flows": found,
        "same_day": pair.earlier.date == pair.later.date,
        "levels": {"Read from": switch(levels, level, lambda key: f"{here}&level={key}#flows")},
        "flows_again": f"{here}&level={level}",
    }
    if found.value is None:
        return context
    table = flow_table(found.value[0])
    told += [sentence for sentence in [sentences.between(table, party.id)] if sentence]
    words = f"Flows of votes from {title(pair.earlier)} to {title(pair.later)}; the table has every figure."
    return context | {"flow_table": table, "ribbons": picture(table, words), "flow_notes": found.value[1]}


def _tide(
    request: SignedInRequest, compared: Comparison, pair: Picked, party: Party, told: list[str], show: str
) -> dict[str, Any]:
    """Return who beat the tide, and add its sentences to what is told."""
    found = tide_answer(pair, party.id, patience=patience(request))
    if found.value is None:
        return {"tide": found}
    tables = found.value.tables
    told += sentences.against_the_tide(tables[0])
    map_ = {"map": tide_map(compared, party, tables[-1])} if show == "tide" else {}
    return map_ | {
        "tide": found,
        "method": found.value.notes,
        "tide_tables": tables,
        "tide_main": tables[-1],
        "tide_counts": [(verdict, tables[-1].count(verdict)) for verdict in VERDICTS],
    }


@lru_cache(maxsize=64)
def _rows(pair: Picked, party: str) -> SafeString:
    figures = (
        (one.name, percent(one.before), percent(one.after), points(one.change), " (estimated)" if one.estimated else "")
        for one in place_changes(comparison_of(pair), party)
    )
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td><td class="num">{}{}</td></tr>',
        figures,
    )


def _party(request: SignedInRequest, found: list[Party]) -> Party:
    ours = our_party()
    ids = {party.id: party.name for party in [ours, *found]}
    return parties()[chosen(request.GET, "party", ids)]


def _names(changes: list[Any], party: Party) -> dict[str, str]:
    ours = our_party()
    return {one.id: one.name for one in [ours, *(each.party for each in changes), party]}


def _address(pair: Picked, party: str, show: str) -> str:
    return "?" + urlencode({"from": pair.earlier.name, "to": pair.later.name, "party": party, "show": show})
