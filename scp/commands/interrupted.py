"""What the commands do first that use the history: complete what one was stopped in, and say so."""

from __future__ import annotations

from scp import history
from scp.commands.common import tell


def complete(repository: history.Repository) -> None:
    """Complete a move of the plan that was stopped half way."""
    tags = history.finish(repository)
    if tags is not None:
        what = f": {', '.join(tags)}" if tags else ""
        tell(f"An earlier scplan draft was stopped half way. It is complete now{what}.")
