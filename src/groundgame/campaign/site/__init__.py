"""Settings, root addresses, home, shared templates, and the demo.

It stands above every room, and nothing imports it but the command line and the server.
"""
