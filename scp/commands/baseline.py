"""`scp baseline`: what a plan owes when it is taken on, so that check fails at new things only."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from scp.commands.check import printed
from scp.commands.common import DryRun, PlanRoot, day, say, today, wrapped
from scp.commands.edited import keep, opened, with_files
from scp.commands.owed import all_in_words
from scp.finding import Finding, Report
from scp.model.stage import Stage
from scp.model.waivers import Baseline, KnownFinding
from scp.model.words import in_words
from scp.problem import Refusal
from scp.repository.baseline import baseline_file
from scp.repository.layout import register
from scp.requirements.check import check
from scp.requirements.words import count

app = typer.Typer()


@app.command()
def baseline(
    stage: Annotated[
        Stage | None, typer.Option("--for", help="Judge what this stage needs.", show_default="the next stage")
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option("--as-of", parser=day, metavar="DAY", help="Judge as on this day.", show_default="today"),
    ] = None,
    renew: Annotated[bool, typer.Option("--renew", help="Draw it anew, with what has come since as well.")] = False,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Take on what the plan owes today: from then on check fails at new things only.

    Everything stays owed and is counted down as it is mended; what is owed to the law is still printed. Called again,
    it takes out what is mended and adds nothing, unless with --renew.
    """
    given = opened(plan)
    path = register("baseline").path
    before = given.plan.baseline
    drawn = bool(before.findings or before.total)
    on = as_of or today()
    if drawn and not renew and stage is None and before.stage is not None:
        report = max(
            (check(printed(given.plan, given.contents.__getitem__), each, on) for each in {None, before.stage}),
            key=lambda one: one.stage,
        )
    else:
        report = check(printed(given.plan, given.contents.__getitem__), stage, on)
    if drawn and not renew:
        if before.stage is not None and report.stage < before.stage:
            raise Refusal(
                f"the baseline was drawn for the {before.stage.words}, and the {report.stage.words} asks for less.",
                f"Leave --for out, or draw it anew for that stage: scplan baseline --renew --for {report.stage}",
            )
        there = {each.fingerprint for each in report.findings}
        made = before.still(there)
    else:
        made = _drawn(report)
    content = baseline_file(made)
    with_files(given.contents, {path: content})
    changed = content != given.contents.get(path)
    keep(given.root, {path: content} if changed else {}, dry_run)
    _tell(before if drawn and not renew else None, made, report, path, dry_run)


def _drawn(report: Report) -> Baseline:
    return Baseline(
        day=report.day,
        catalogue=report.catalogue,
        stage=report.stage,
        total=len(report.problems),
        findings=tuple(_known(each, number) for number, group in enumerate(report.problems, start=1) for each in group),
    )


def _known(finding: Finding, problem: int) -> KnownFinding:
    at = finding.problem.at
    return KnownFinding(
        requirement=finding.id,
        fingerprint=finding.fingerprint,
        path=at.path or None,
        what=" ".join(finding.problem.what.split()),
        problem=problem,
    )


def _tell(before: Baseline | None, made: Baseline, report: Report, path: str, dry_run: bool) -> None:
    would = "Would take" if dry_run else "Took"
    if before is None:
        say(
            wrapped(
                f"{would} on {count(made.problems, 'problem')} ({all_in_words(report)}), as on {in_words(report.day)} "
                f"for the {report.stage.words}."
            )
        )
    else:
        mended = before.problems - made.problems
        left = f"{made.problems} of {max(made.total or 0, before.problems)} left."
        say(
            wrapped(
                f"{would} out {count(mended, 'problem')} that {'is' if mended == 1 else 'are'} mended: {left}"
                if mended
                else f"Nothing of the baseline is mended since: {left}"
            )
        )
        known = {each.fingerprint for each in made.findings}
        new = sum(not all(each.fingerprint in known for each in group) for group in report.problems)
        if new:
            say(
                wrapped(
                    f"{count(new, 'problem is', 'problems are')} new and not in it (scplan check). "
                    "To take on these as well: scplan baseline --renew"
                )
            )
    if before is None:
        say(wrapped("All of it stays owed. scplan check now fails at new things only, and counts the rest down."))
    if made != before and not dry_run:
        say(f"It stands in {path}. When you are done: scplan save")
