"""Plans that are kept: asked for, made beside the pages, told, and held against the work that was done.

Who goes where is in `twinning`.
"""
