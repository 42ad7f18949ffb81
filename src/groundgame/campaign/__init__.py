"""The Django site over PostgreSQL: one room a folder, as the design's table says.

Inside a room: models <- rules <- actions <- forms, views, urls, templates.
"""
