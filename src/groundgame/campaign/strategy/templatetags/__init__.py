"""Filters and tags of the director's pages."""
