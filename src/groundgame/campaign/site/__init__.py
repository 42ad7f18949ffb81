"""Settings, root URLs, home, shared templates, and the demo."""
