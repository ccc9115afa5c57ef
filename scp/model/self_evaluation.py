"""Self-evaluation, recommendations and what inspectors ask for (review of 2019; ss.54-56)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
