"""The callers' pages, one module a subject."""
