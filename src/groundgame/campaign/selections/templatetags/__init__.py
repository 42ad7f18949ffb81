"""What the pages of the party's elections may ask for beside what their views give them."""
