"""One plan across all tiers: wards, councils, the Assembly, the mayor and Westminster, on the same joint draws.

Every round is a polling day; an hour before it counts for every contest of that day.
"""
