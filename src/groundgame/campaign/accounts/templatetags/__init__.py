"""What the pages of every room say alike."""
