"""What the site's own templates say."""
