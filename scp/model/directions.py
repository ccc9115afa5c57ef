"""Directions to partners, the money that goes with them, and directions that bind the authority (ss.26-28, 38, 52)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
