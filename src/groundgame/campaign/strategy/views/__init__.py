"""The director's pages, one module a page."""
