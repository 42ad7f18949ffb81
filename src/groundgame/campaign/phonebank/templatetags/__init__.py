"""What the room's pages may ask for beside what their views give them."""
