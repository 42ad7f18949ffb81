"""The pages of the party's own elections."""
