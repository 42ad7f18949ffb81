"""Days out of a plan that is kept: seats outside London that a director offers, who goes, and what came of it."""
