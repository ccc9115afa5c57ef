"""Needs, options, priorities in order, risks and trends."""
