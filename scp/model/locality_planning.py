"""How planning is done in the localities (localities guidance 2015; consultation of 2012, chapter 7)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
