"""What the work did: trials read from the register and the log, and what goes with effort, which is no effect."""
