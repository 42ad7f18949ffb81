"""The rules that a post may be counted under, in words for those who choose one."""

OFFERED = {
    "fptp": "First past the post: one cross, most votes win",
    "block": "Block vote: as many crosses as seats",
    "limited": "Limited vote: fewer crosses than seats",
    "sv": "Supplementary vote: a first and a second choice",
    "av": "Alternative vote: rank, the last is excluded until one has a majority",
    "college": "Electoral college: alternative vote over weighted sections",
    "scottish-stv": "Single transferable vote, Scottish council rules",
    "ers97": "Single transferable vote, ERS97",
    "meek": "Single transferable vote, Meek",
    "wig": "Single transferable vote, weighted inclusive Gregory",
}
"""The rules by the names of `groundgame count --rule`; those that count lists of parties are not here."""

GUARANTEEING = frozenset({"scottish-stv", "ers97", "meek", "wig"})
"""The rules that can guarantee places to a group."""

ONE_SEAT = frozenset({"fptp", "sv", "av", "college"})
"""The rules that fill one seat alone."""

CROSSES = frozenset({"fptp", "block", "limited"})
"""The rules under which a paper says who, and not in which order."""
