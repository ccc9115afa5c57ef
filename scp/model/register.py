"""The base of every register: one kind of record, one YAML file, one table."""

from collections.abc import Mapping
from typing import Any, ClassVar

from scp.model.record import Record


class RegisterFile(Record):
    """What a register's file holds.

    A subclass with its list of records is all that a new register takes: loading, `scp list`, `scp add`, the JSON
    schema, the blank file and the page in the manual come from it.
    """

    NAME: ClassVar[str]
    """What the register is called in commands, for example ``local-plans``; its file is ``registers/NAME.yaml``."""
    KIND: ClassVar[str]
    """What one record is called in commands and in `Refers`, for example ``local-plan``."""
    TITLE: ClassVar[str]
    """The heading of its table."""
    COLUMNS: ClassVar[tuple[str, ...]]
    """The keys that `scp list` shows."""
    PATH: ClassVar[str] = ""
    """Its file, where that is not ``registers/NAME.yaml``."""
    ABOUT: ClassVar[str] = ""
    """What belongs in it and which duty it serves, for the head of the blank file."""
    STAGE: ClassVar[str] = ""
    """The stage for which the blank file is made; empty where `scp add` makes it."""
    EXAMPLE: ClassVar[Mapping[str, Any]] = {}
    """One good record, as it would be written."""
