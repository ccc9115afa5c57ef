"""From chapters of tokens to a format: HTML and PDF."""
