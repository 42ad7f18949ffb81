"""Where we have been and where we have not: kept street by street, told by ward, polling district and street."""
