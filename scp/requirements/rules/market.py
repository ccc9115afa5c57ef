"""Market facilitation, housing contribution, capacity and procurement."""
