"""`scp import`: what people answered comes into the plan, without who they are."""

from __future__ import annotations

import typer

from scp.commands.import_responses import responses
from scp.commands.import_review import review

app = typer.Typer(help="Bring what people answered into the plan, without who they are.", no_args_is_help=True)
app.command(name="responses")(responses)
app.command(name="review")(review)


@app.callback()
def _several() -> None:
    """Bring what people answered into the plan, without who they are."""
