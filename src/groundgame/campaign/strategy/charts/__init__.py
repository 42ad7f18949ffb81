"""Charts as SVG, drawn on the server; each has its table beside it."""
