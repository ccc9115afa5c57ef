"""Annual financial statements, budgets, reserves and the medium-term financial plan (s.39; finance guidance)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
