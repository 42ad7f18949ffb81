"""The organisers' pages, one module a subject."""
