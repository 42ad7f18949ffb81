"""The caller's screen, call-backs, joining by link, and the wallboard.

A caller's right is their place in one session, so a volunteer who came by the link needs no role.
"""
