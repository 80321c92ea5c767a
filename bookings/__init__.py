"""Learning sets, webinars and courses: events, places, waiting lists, registers and ratings."""
