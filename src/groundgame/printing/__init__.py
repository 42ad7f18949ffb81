"""What everything that is printed shares: its fonts, and QR codes. It knows nothing of what is printed."""

from groundgame.printing.fonts import BOLD, REGULAR, register_fonts
from groundgame.printing.squares import draw_square, square_of

__all__ = ["BOLD", "REGULAR", "draw_square", "register_fonts", "square_of"]
