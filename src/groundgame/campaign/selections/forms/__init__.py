"""What is typed into a selection's pages."""
