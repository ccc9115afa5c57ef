"""The framework, strategies and horizons of joint strategic commissioning (definition of 2012)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
