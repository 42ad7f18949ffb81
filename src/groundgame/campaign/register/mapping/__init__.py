"""Say once which column is which in a register's file of a shape that we do not know; it is known from then on."""
