"""Walks on paper: what a sheet says, how it is drawn, and what is typed back from it. Nothing here writes a row."""
