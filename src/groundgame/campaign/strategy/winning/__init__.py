"""How do we win: the plan of volunteers' hours across all tiers, as the director asks for it.

Where hours go, by ward, channel and week, why, and what that changes.
"""
