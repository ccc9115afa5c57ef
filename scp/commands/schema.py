"""`scp schema`: the JSON schemas of the plan's files, for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from scp.commands.common import DryRun, PlanRoot, say, wrapped
from scp.commands.edited import keep, opened
from scp.repository.schema import FOLDER, schemas

app = typer.Typer()


@app.command()
def schema(
    plan: PlanRoot = None,
    dry_run: DryRun = False,
    published: Annotated[
        bool, typer.Option("--published", help="Print the schema of plan.json, which build writes, instead.")
    ] = False,
) -> None:
    """Write the schemas by which an editor completes and checks a plan's files while you type.

    They go in .scp/schemas/, and offer the names that the plan has now. Each YAML file that scp makes says at its
    head which schema is its own. Exit status: 0 written, 2 the plan could not be read.
    """
    if published:
        from scp.documents.whole_json import schema as of_plan_json

        typer.echo(of_plan_json().decode(), nl=False)
        return
    given = opened(plan)
    wanted = schemas(given.plan)
    old = [path for path in given.contents if path.startswith(f"{FOLDER}/") and path not in wanted]
    changed = {path: content for path, content in wanted.items() if given.contents.get(path) != content}
    files: dict[str, bytes | None] = {**changed, **dict.fromkeys(old)}
    keep(given.root, files, dry_run)
    if not files:
        say(f"The {len(wanted)} schemas in {FOLDER}/ are up to date.")
        return
    verb = "Would write" if dry_run else "Wrote"
    say(f"{verb} {len(changed)} of {len(wanted)} schemas in {FOLDER}/" + (f", and took {len(old)} out" if old else ""))
    say(wrapped("Visual Studio Code reads them with the extension YAML (Red Hat). Keep them: scplan save", "  "))
