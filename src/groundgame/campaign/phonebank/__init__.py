"""The caller's screen, joining by link, and the wallboard."""
