"""The builders of the tables of results: published files in, compressed tables out.

A module here exposes `TABLES`, as those of `places.building` do.
"""
