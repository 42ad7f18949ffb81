"""Which party a campaign is run for: data, checked by name before any heavy work."""

from difflib import get_close_matches

from groundgame.cli.messages import WRONG_ARGUMENT, refuse


def check_party(text: str) -> str:
    """Return the id of the party that `text` names, or end the command with a sentence that names some there are."""
    from groundgame.electoral.contests.parties import OTHER, parties, party_names

    names = {name.casefold(): party for name, party in party_names().items()}
    party = names.get(text.strip().casefold(), OTHER)
    if party != OTHER:
        return party
    known = [party for party in parties() if party != OTHER]
    near = get_close_matches(text.strip().casefold(), known, n=3, cutoff=0.7) or known[:5]
    return refuse(f"There is no party {text!r} in the record. Try {' or '.join(near)}.", code=WRONG_ARGUMENT)
