"""Facts that ship with scp, each with its source and licence."""
