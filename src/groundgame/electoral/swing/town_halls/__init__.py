"""What holding a town hall does to a party: to its seats there next time, and to its vote there for Parliament.

From who controlled every council of Great Britain since 1973, and London's general elections since 1974.
"""

from groundgame.electoral.swing.town_halls.answers import town_halls

__all__ = ["town_halls"]
