"""`scp serve`: a live preview of the plan, for this computer alone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import PlanRoot, say, tell, tell_problems, today, wrapped
from scp.problem import misuse
from scp.repository import find_root
from scp.repository.stamps import stamps

app = typer.Typer()
PORT = 8000
PAUSE = 0.2
"""Seconds between two looks at the files."""


@app.command()
def serve(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to answer on; 0 takes any that is free.")
    ] = PORT,
    plan: PlanRoot = None,
) -> None:
    """Show the plan in the browser while you write: its pages, with what check finds beside the words it is about.

    Every change that is saved shows within a second. Only this computer can see it, and nothing is written.

    Exit status: 0 ended with Ctrl+C, 2 the port is taken or there is no plan.
    """
    from scp.commands.previewed import Preview
    from scp.commands.serving import Busy, Changes, serving

    root = find_root(Path.cwd(), plan)
    changes = Changes(Preview(root, today))
    seen = stamps(root)
    try:
        with serving(changes, port) as found:
            say(wrapped(f"The preview is at http://127.0.0.1:{found}/"))
            say(wrapped("It shows each change as you save it, to this computer alone. Ctrl+C ends it."))
            if problem := changes.preview.problem():
                tell_problems(problem)
                tell(wrapped("The preview shows this until it is mended."))
            while True:
                time.sleep(PAUSE)
                now = stamps(root)
                if now != seen:
                    seen = now
                    changes.tell()
    except Busy as busy:
        raise misuse(
            f"Port {port} is only for the owner of this computer"
            if busy.closed
            else f"Port {port} is taken by another program, perhaps another preview",
            "Name another one: scplan serve --port 8001. With --port 0 any free one is taken.",
        ) from None
    except KeyboardInterrupt:
        say()
        say("The preview has ended.")
