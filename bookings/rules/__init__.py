"""Whether and how much, for bookings, one file a noun; pure."""
