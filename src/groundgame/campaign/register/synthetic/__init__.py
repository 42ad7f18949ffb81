"""An invented register: nobody in it lives, though the streets, postcodes and numbers of people are London's.

One seed gives the same files, byte for byte, in whatever order boroughs are made.
"""

from groundgame.campaign.register.synthetic.boroughs import BoroughFiles, write_borough

__all__ = ["BoroughFiles", "write_borough"]
