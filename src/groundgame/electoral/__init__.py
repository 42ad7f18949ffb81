"""The pure library: frozen records in, answers out.

No Django, no network, no clock: an analyst can import any room of this wing on its own.
"""
