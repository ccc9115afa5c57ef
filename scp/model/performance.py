"""Annual performance reports and what they rest on (s.42; SSI 2014/326)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
