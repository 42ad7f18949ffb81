"""Scripts, sessions, audiences, leases, the contact log, and the voting intention derived from it.

At most one open lease an elector across all sessions; the contact log is append-only and loses nothing.
"""
