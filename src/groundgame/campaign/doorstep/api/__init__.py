"""What the telephones of a walk ask the site for, described in OpenAPI (openapi.json beside it)."""
