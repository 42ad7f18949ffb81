"""The marked register typed in: who was given a ballot paper, by number and by range.

Its files are read in `importing`; here a person types what stands on paper, with the keyboard alone.
"""
