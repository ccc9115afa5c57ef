"""The board, its members, guidance and terms of reference."""
