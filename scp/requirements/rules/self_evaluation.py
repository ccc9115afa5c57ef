"""Self-evaluation, recommendations and the evidence for inspection."""
