"""People: who they are here, how they come in, what they do for the programme."""
