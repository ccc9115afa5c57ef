"""Talking with people between and around the formal rounds (2015 guidance paras 2.2, 4.2; Planning with People)."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
