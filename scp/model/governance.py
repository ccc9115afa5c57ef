"""The board, its papers, terms of reference and the guidance it has regard to (s.53; SSI 2014/285)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
