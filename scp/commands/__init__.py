"""One thin module for each command: gather, call, print, exit."""
