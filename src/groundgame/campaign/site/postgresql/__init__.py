"""Django's own PostgreSQL, whose connections are looked at without asking the server at every request."""
