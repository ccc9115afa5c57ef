"""Cover reports and the papers of the board and its groups (response of 2012)."""
