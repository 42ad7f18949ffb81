"""What happened between two elections: the change, who beat the tide, the flows, the candidate against the party."""
