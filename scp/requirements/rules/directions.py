"""Directions, the money that goes with them, and directions that bind the authority (ss.26-28, 38, 40, 41, 44, 52)."""
