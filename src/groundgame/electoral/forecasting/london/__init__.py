"""London's own contests: what was known of them on a day, what is expected of them, and joint draws of them all."""
