"""What the commands do first that use the history: complete what one was stopped in, and say so."""

from __future__ import annotations

from scp import history
from scp.commands.common import tell


def complete(repository: history.Repository) -> None:
    """Complete an advance that was stopped half way."""
    tags = history.finish(repository)
    if tags is not None:
        tell(f"An earlier draft advance was stopped half way. It is complete now: {', '.join(tags)}.")
