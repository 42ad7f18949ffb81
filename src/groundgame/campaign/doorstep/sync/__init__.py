"""What goes between the telephones of a walk and the contact log."""
