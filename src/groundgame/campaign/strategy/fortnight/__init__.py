"""The organiser's fortnight: what is open, what is suggested, who comes and who goes, and what to do next.

Each line leads to the page where it is done.
"""
