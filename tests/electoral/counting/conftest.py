"""What pytest leaves alone here."""

# A program for the oracles' own Python: here its imports are not installed, and looking for doctests would import it.
collect_ignore = ["oracle.py"]
