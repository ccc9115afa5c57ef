"""Needs findings, option appraisals, risks and trends (2015 guidance Annex A (f), (i))."""

from __future__ import annotations

from scp.model.register import RegisterFile

REGISTERS: tuple[type[RegisterFile], ...] = ()
