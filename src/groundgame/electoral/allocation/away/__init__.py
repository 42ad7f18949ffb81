"""Days out in Westminster seats outside London: where there are no wards, a whole constituency is one place."""
