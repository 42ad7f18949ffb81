"""Pictures of a count, drawn as SVG on the server; each says in words what it shows."""
