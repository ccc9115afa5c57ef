"""`scp easy-read`: the summary point by point, and who looked at each beside what it sums up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import DryRun, Json, PlanRoot, day, json_text, say, tell, today, wrapped
from scp.commands.edited import keep, opened, with_files
from scp.finding import EasyRead, EasyReadState
from scp.model.easy_read import EasyReadPart, Looks, Point, Standing, standing
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.problem import Refusal, misuse
from scp.repository import FolderSource, find_root, load_plan
from scp.repository.easy_draft import drafted
from scp.repository.easy_read import taken_over
from scp.repository.looks import looked_at
from scp.requirements.check import due_stage
from scp.requirements.people import person_in
from scp.requirements.words import count, listed, quoted

app = typer.Typer(no_args_is_help=True, add_completion=False)
WHICH = re.compile(r"(.+?\.md)(?::(\d+))?")


@app.command("list")
def list_points(plan: PlanRoot = None, json: Json = False) -> None:
    """List the points of the summary: what each sums up, and whether somebody looked since that changed."""
    found = load_plan(FolderSource(find_root(Path.cwd(), plan)))
    looks = found.of(Looks)
    rows = [(point, *standing(point, looks)) for _, point in _points(found)]
    if json:
        say(json_text([_values(*row) for row in rows]))
        return
    if not rows:
        say(wrapped("There is no easy-read summary yet. Begin it with: scplan easy-read draft"))
    for part in (*found.easy_read, *found.translations):
        say(f"{part.path}  {part.title}")
        for point, how, changed in (row for row in rows if row[0].at.path == part.path):
            say(wrapped(f"{point.at.line:>4}  {quoted(point.begins)}", "  ", "        "))
            since = f": {listed(changed)}" if changed else ""
            say(wrapped(f"{how.words}{since}", "        ", "        "))
    for how in Standing:
        if number := sum(each is how for _, each, _ in rows):
            say(f"{count(number, 'point')}: {how.words}")


@app.command("draft")
def draft_summary(plan: PlanRoot = None, dry_run: DryRun = False) -> None:
    """Begin the summary: put a first draft together from the plan's own records.

    Parts that somebody has begun are left alone. Each point is marked as put together by scp, here and in the document,
    until somebody takes it over with easy-read look. Exit status: 0 done, 2 wrong usage, 3 refused.
    """
    given = opened(plan)
    files = drafted(given.plan, given.contents.__getitem__)
    if not files:
        raise Refusal(
            "every part of the easy-read summary has been begun, and nothing is written over.",
            "See how its points stand: scplan easy-read list",
        )
    after = with_files(given.contents, files)
    keep(given.root, files, dry_run)
    made = {each.path: each for each in after.easy_read}
    say(f"{'Would put' if dry_run else 'Put'} together {count(len(files), 'part')} of the easy-read summary:")
    for path in sorted(files):
        say(f"  {path}  {count(len(made[path].points), 'point')}")
    tell(
        wrapped(
            "These are sentences of the plan, and easy read is more than short sentences. Rewrite them, with people who have "
            "a learning disability, and then take each over: scplan easy-read look FILE --by POST"
        )
    )


@app.command()
def look(
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE[:LINE]]...",
            help="The points: a file, or a line of it. Without any, those that somebody looked at and whose source "
            "changed.",
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every point of the summary.")] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="POST", help="The post that looked; never a person's name.", show_default="as before"),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option("--date", parser=day, metavar="DAY", help="The day on which it looked.", show_default="today"),
    ] = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Say that somebody read these points beside what they sum up, and that they hold.

    A point that scp put together is taken over by it. Exit status: 0 done, 2 wrong usage, 3 refused.
    """
    given = opened(plan)
    chosen = _chosen(given.plan, which or (), every)
    post = _post(given.plan, by)
    when = on or today()
    if when > today():
        raise misuse(f"{when.isoformat()} has not come yet", "Give the day on which somebody looked.")
    files: dict[str, bytes] = {}
    for path in dict.fromkeys(each.at.path for each in chosen if each.assembled):
        text = given.contents[path].decode()
        files[path] = taken_over(text, [each for each in chosen if each.at.path == path]).encode()
    after = with_files(given.contents, files) if files else given.plan
    prints = {(each.at.path, each.fingerprint) for each in chosen}
    same = [point for _, point in _points(after) if (point.at.path, point.fingerprint) in prints]
    files |= looked_at(after, same, when, post)
    keep(given.root, files, dry_run)
    say(f"{'Would look' if dry_run else 'Looked'} at {count(len(chosen), 'point')}:")
    for each in chosen:
        say(wrapped(f"{each.at}  {quoted(each.begins)}", "  ", "    "))
    if not dry_run:
        tell(f"It stands in {Looks.PATH}. When you are done: scplan save")


@app.command()
def check(
    plan: PlanRoot = None,
    every: Annotated[bool, typer.Option("--all", help="Every rule, those that hold as well.")] = False,
    json: Json = False,
) -> None:
    """Judge the summary by the rules of easy read: its words, and its look as it would be built.

    Exit status: 0 no rule fails, 1 one does, 2 the plan could not be read or has no summary.
    """
    from scp.documents.document import Copy
    from scp.documents.easy_read_facts import facts
    from scp.requirements.easy_read import Layout, judge
    from scp.requirements.reports.values import easy_read_values, finding_values

    root = find_root(Path.cwd(), plan)
    source = FolderSource(root)
    found = load_plan(source)
    if not found.easy_read:
        raise misuse("There is no easy-read summary to check", "Write it in easy-read/, beginning with 010-about.md.")
    look = facts(found, Copy("Working copy", today()), source.read)
    judged = judge(found, max(due_stage(found), Stage.DRAFT_2), today(), Layout(**look._asdict()))
    if json:
        say(
            json_text(
                {
                    **easy_read_values(judged),
                    "layout": look._asdict(),
                    "findings": [*map(finding_values, judged.findings)],
                }
            )
        )
    else:
        for line in _rules(judged, every):
            say(line)
    if judged.counts[EasyReadState.FAILS]:
        raise typer.Exit(1)


def _rules(judged: EasyRead, every: bool) -> Iterator[str]:
    """Each rule that does not hold, the worst first, with what was found; what is for people to judge; the sum."""
    for each in sorted(judged.rules, key=lambda each: -each.state):
        if each.state <= EasyReadState.HOLDS and not every:
            continue
        rule = each.requirement
        yield wrapped(
            f"{each.state.words}: {rule.title.rstrip('.')}.{f' {_capital(each.reason)}.' if each.reason else ''}",
            "",
            "  ",
        )
        yield wrapped(f"{rule.short} · {rule.id}", "  ")
        if rule.caveat and each.findings:
            yield wrapped(rule.caveat, "  ")
        for finding in each.findings:
            yield wrapped(f"{finding.problem.at}  {finding.weight}: {finding.problem.what}", "  ", "    ")
            yield wrapped(finding.problem.mend, "    ")
        yield ""
    theirs = [each for each in judged.rules if each.kind == "both"]
    left = [each.requirement.id for each in theirs if each.people is None]
    if left:
        yield wrapped(
            f"For readers to judge as well: {listed(left, 20)}. Name those that hold under `rules:` of a check in registers/easy-read-checks.yaml."
        )
        yield ""
    yield wrapped(judged.in_words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _points(plan: Plan) -> list[tuple[EasyReadPart, Point]]:
    return [(part, point) for part in (*plan.easy_read, *plan.translations) for point in part.points]


def _chosen(plan: Plan, which: Sequence[str], every: bool) -> list[Point]:
    known = [point for _, point in _points(plan)]
    if every and which:
        raise misuse("--all means every point, and points are named too", "Give one of the two.")
    if every:
        return known
    if not which:
        looks = plan.of(Looks)
        changed = [each for each in known if standing(each, looks)[0] is Standing.CHANGED]
        if not changed:
            raise Refusal(
                "no point that somebody looked at has a source that changed since.",
                "Name the points: scplan easy-read look easy-read/020-vision.md",
            )
        return changed
    return list(dict.fromkeys(point for each in which for point in _named(plan, known, each)))


def _named(plan: Plan, known: Sequence[Point], name: str) -> list[Point]:
    match = WHICH.fullmatch(name)
    path, line = (match.group(1), int(match.group(2) or 0)) if match else (name, 0)
    path = path if path.startswith("easy-read/") else f"easy-read/{path}"
    here = [each for each in known if each.at.path == path]
    if not here:
        there = listed(each.path for each in (*plan.easy_read, *plan.translations))
        raise misuse(f"There is no easy-read file {path} with a point in it", f"There are {there}.")
    if not line:
        return here
    before = [each for each in here if each.at.line <= line]
    if not before:
        raise misuse(f"No point stands at line {line} of {path}", f"The first begins at line {here[0].at.line}.")
    return before[-1:]


def _post(plan: Plan, given: str | None) -> str:
    before = [each for each in plan.of(Looks).looked_at if each.by and each.date]
    post = given or (max(before, key=lambda each: each.date or date.min).by if before else None)
    if post is None:
        raise misuse("--by is missing", 'Say which post looked, as in --by "Strategic Planning Manager".')
    if name := person_in(plan, post):
        raise misuse(
            f"'{name}' looks like a person's name, and a post looks",
            'Say which post it was, as in --by "Strategic Planning Manager": the plan is published.',
        )
    return post


def _values(point: Point, how: Standing, changed: Sequence[str]) -> dict[str, object]:
    return {
        "path": point.at.path,
        "line": point.at.line,
        "begins": point.begins,
        "sums_up": list(point.sums_up),
        "standing": how.value,
        "changed": list(changed),
    }
