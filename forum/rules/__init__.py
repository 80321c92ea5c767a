"""Whether and how much, for discussions: pure numbers and sums, one file a noun."""
