"""Maps of the city's wards as SVG: hexes of one size, or the real shapes where the user has given them."""
