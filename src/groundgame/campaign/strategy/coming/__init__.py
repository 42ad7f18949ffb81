"""What will happen: chances, seats, what turnout would do, and what would have to be true."""
