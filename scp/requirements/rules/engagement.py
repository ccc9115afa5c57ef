"""Talking with people between and around the formal rounds."""
