"""`scp send`: what is saved, with the stages, to the shared copy."""

from __future__ import annotations

from pathlib import Path

import typer

from scp import history
from scp.commands.common import DryRun, PlanRoot, say, tell, wrapped
from scp.commands.interrupted import complete
from scp.history import Repository
from scp.repository import find_root
from scp.repository.layout import PLAN
from scp.repository.stages import read_edition

app = typer.Typer(add_completion=False)


@app.command()
def send(plan: PlanRoot = None, dry_run: DryRun = False) -> None:
    """Send what is saved, with the stages, to the shared copy: all of it, or nothing.

    Exit status: 0 sent, or nothing new to send; 3 refused, for example because somebody sent before you.
    """
    root = find_root(Path.cwd(), plan)
    with Repository.open(root) as repository:
        complete(repository)
        edition = read_edition(repository.file_at(repository.refuse_unless_saved(), PLAN) or b"")
        sent = history.send(repository, edition, dry_run)
        unsaved = repository.unsaved()
    new = [
        *([f"the branch {sent.branch}"] if sent.branch_is_new else []),
        *(f"the stage {tag}" for tag in sent.tags),
    ]
    if not new:
        say(f"Nothing to send: {sent.remote} has everything that is saved.")
    else:
        say(wrapped(f"{'Would send' if dry_run else 'Sent'} to {sent.remote}: {', '.join(new)}.", "", "  "))
    if unsaved:
        count = "1 file has" if len(unsaved) == 1 else f"{len(unsaved)} files have"
        tell(wrapped(f"Not among it: {count} changes that are not saved yet (scplan save)."))
