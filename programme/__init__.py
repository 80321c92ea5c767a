"""The programme's own nouns: the ten challenges and the groups that learn together."""
