"""Impact assessments and the other duties that bear on the plan (Equality Act 2010; Islands (Scotland) Act 2018 …)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
