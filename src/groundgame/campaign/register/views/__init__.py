"""The register's pages: find an elector, one elector, and the imports."""

from groundgame.campaign.register.views.electors import elector, electors, lift, suppress
from groundgame.campaign.register.views.imports import imports

__all__ = ["elector", "electors", "imports", "lift", "suppress"]
