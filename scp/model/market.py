"""Market facilitation, housing contribution, capacity and procurement (2015 guidance Annex A (d), (g))."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
