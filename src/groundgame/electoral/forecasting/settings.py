"""The frozen settings of London's forecasts: one set for every year, and how each was chosen (docs/forecasting.md)."""

DAMPING = 0.5
"""Of a change in the polls, and in London's distance from the country, this much reaches a borough's vote."""
DAMPING_SD = 0.2

LEAST_ELASTIC, MOST_ELASTIC = 0.1, 0.8
"""A change of London's share falls on wards by the party's strength as far as it is a large part of that share."""
ELASTIC_RISEN = 0.5

PLACE_KEPT = 0.6
"""Of what a general election moved a place against London since the last borough election, this much is kept."""

UNTRIED = 0.6
UNTRIED_OTHERS = 0.3
"""A party stands at this part of its share nearby where it did not stand last time."""
NEARBY = 2.0
"""London's mean counts as so many wards when a party's share nearby is worked out."""

RISEN_POLLS = 0.05
"""A party above this in the polls, which stood in under half of the wards last time, is read from the polls."""

LONDON_SD = 0.045
RING_SD = 0.02
BOROUGH_SD = 0.06
WARD_SD = 0.075
"""Errors of a share p, in units of sqrt(4 p (1 - p)): of London, inner against outer, a borough, a ward."""
OTHERS_WIDER = 1.6
"""A local party's fate is its own: its error in a ward is so many times a national party's."""
FREEDOM = 5
"""Degrees of freedom of the errors' Student's t."""
RISEN_SD = 0.3
"""Error of a risen party's share in London, on the logit scale."""

SLATE = 0.065
"""Spread of the votes of a party's candidates in a ward, as a part of their mean."""

SAME_CANDIDATE, NEW_CANDIDATE = 0.8, 0.5
"""A party's mayoral share is so much its last candidate's, who stands again or does not; the rest is its strength."""
OTHERS_KEPT = 0.8
CANDIDATE_SD = 0.09
"""Error of a mayoral candidate's share without polls, in the units above."""
MAYOR_POLL_SD = 0.065
"""Error of the mayor's final polls, in the same units: their leads have missed by about 10 points, 2000 among them."""
MAYOR_DRIFT_SD = 0.005
"""What a day adds, as a random walk does."""
POLL_HALF_LIFE_DAYS = 10.0
OWN_BLOC, OTHER_BLOC = 0.4, 0.15
"""Guess at second choices for a finalist of one's own bloc and of another, beside what elections have shown."""
TRANSFER_SD = 0.15
"""Spread of what is transferred, as a part of it."""

LIST_KEPT = 0.65
"""So much of the Assembly list's share is the last one's; the rest is the party's strength in London now."""
LIST_SD = 0.07
CONSTITUENCY_SD = 0.05
"""Errors of the list and of a constituency, in the units above; the list's as it missed from 2004 to 2016."""

SEAT_SD = 0.06
"""Error of a Westminster seat's share beside London's, in the units above."""
