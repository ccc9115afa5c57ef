"""`scp attest`: a person in a post signs that a judgement was made."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from scp import requirements
from scp.commands.common import DryRun, PlanRoot, day, say, tell, today, wrapped
from scp.commands.edited import Opened, keep, opened, with_files
from scp.finding import Requirement
from scp.model.local_requirements import LocalCheck, LocalRequirements
from scp.model.plan import Plan
from scp.model.registers import Attestation
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import NOWHERE, PlanError, Problem, Refusal, misuse
from scp.repository.blanks import ATTESTATIONS
from scp.repository.edit import append_record, update_record
from scp.repository.layout import register
from scp.repository.marks import Text
from scp.requirements.local import as_requirement
from scp.requirements.people import person_in

app = typer.Typer()

KEY = "attestations"
TAKES_ACCOUNT = {
    "act-33-3-a-first-draft-takes-account": (Stage.PROPOSALS, Stage.DRAFT_1),
    "act-33-4-a-second-draft-takes-account": (Stage.DRAFT_1, Stage.DRAFT_2),
    "act-33-7-finalising-takes-account": (Stage.DRAFT_2, Stage.FINAL),
}
"""Duties to take account of views on one document in the next."""


@app.command()
def attest(
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="The requirement, for example act-30-2-a-regard-to-principles."),
    ],
    statement: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What is declared.", show_default="made from the requirement"),
    ] = None,
    who: Annotated[
        str | None, typer.Option(metavar="POST", help="The post that declares it; never a person's name.")
    ] = None,
    on: Annotated[
        date | None,
        typer.Option("--date", parser=day, metavar="DAY", help="The day of the judgement.", show_default="today"),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PLACE",
            help="What it rests on, for example narrative/040-vision.md; may be given several times.",
        ),
    ] = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Sign that a judgement was made, for a duty that no program can judge.

    The record goes in registers/attestations.yaml with a fingerprint of what was signed for, so that check
    can say when that changes. Signed again, it has the new day and fingerprint, and else what it had.
    """
    given = opened(plan)
    asked = _requirement(id, given.plan)
    before = next((each for each in given.plan.attestations.attestations if each.id == asked.id), None)
    _refuse_what_is_not_there(given.plan, asked)
    post = who or (before.who if before else _ask_who())
    if name := person_in(given.plan, post):
        raise misuse(
            f"'{name}' looks like a person's name, and a post signs",
            'Say which post declares it, as in --who "Chief Officer": the plan is published, and people move on.',
        )
    values = {
        "id": asked.id,
        "statement": statement or (before.statement if before else _statement(asked)),
        "who": post,
        "date": _not_later(on or today()),
        "evidence": list(evidence) if evidence is not None else list(before.evidence if before else ()),
    }
    path, content, signed = _signed(given, before, values)
    keep(given.root, {path: content}, dry_run)
    _tell(asked, signed, before, path, dry_run)


def _requirement(id: str, plan: Plan) -> Requirement:
    own = next((each for each in plan.of(LocalRequirements).local_requirements if each.id == id), None)
    if own is not None and own.check is not LocalCheck.SIGNED:
        raise misuse(
            f"{id} is not signed for: scplan check answers it from the plan's own records",
            f"For a signature write `check: signed` ({own.at}).",
        )
    if own is not None:
        return as_requirement(own)
    try:
        found = requirements.requirement(id)
    except KeyError:
        near = requirements.nearest(id)
        meant = f"Did you mean {' or '.join(near)}?" if near else "scplan check --all lists them."
        raise misuse(f"There is no requirement called '{id}'", meant) from None
    if found.needs == "program":
        raise misuse(
            f"{found.id} is not signed for: scplan check answers it from the plan's own records",
            f"See what it asks: scplan explain {found.id}",
        )
    return found


def _refuse_what_is_not_there(plan: Plan, asked: Requirement) -> None:
    """A refusal where *asked* is about a document that takes account of views, and there is neither."""
    earlier, later = TAKES_ACCOUNT.get(asked.id, (None, None))
    if earlier is None or later is None or plan.reached(later) is not None:
        return
    if plan.reached(earlier) is None:
        raise Refusal(
            f"there is no {later.words} to sign for: the plan has not come to the {earlier.words} yet, so nobody has given "
            "views on what it should take account of.",
            "See what comes first: scplan draft plan",
        )
    round = plan.round(earlier)
    heard = round is not None and (round.views or round.no_views_reason or any(each.no_views for each in round.asked))
    if not heard and plan.replies_to(earlier) is None:
        raise Refusal(
            f"no view on the {earlier.words} is recorded yet, so nothing shows what the {later.words} takes account of.",
            f"Write each view with its answer in consultation/{earlier}/round.yaml, or `no_views_reason:`.",
        )


def _statement(requirement: Requirement) -> str:
    rule = requirements.all_rules().get(requirement.id)
    words = rule.signs if rule and rule.signs else f"we looked at this and found that it holds: {requirement.title}"
    return f"{words[0].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"


def _ask_who() -> str:
    if not sys.stdin.isatty():
        raise misuse("--who is missing", 'Say which post declares it, as in --who "Chief Officer".')
    return str(typer.prompt("Which post declares it? (for example Chief Officer; no names)", err=True))


def _not_later(day: date) -> date:
    if day > today():
        raise misuse(
            f"{in_words(day)} has not come yet, so nothing was judged on it",
            "Give the day on which the judgement was made.",
        )
    return day


def _signed(given: Opened, before: Attestation | None, values: Mapping[str, Any]) -> tuple[str, bytes, Attestation]:
    """The register with the record in it, signed; a mistake in usage where its evidence is not there."""
    path = register(KEY).path
    old = Text.of(path, given.contents.get(path, ATTESTATIONS.encode()))
    kept = {key: value for key, value in values.items() if key != "id"}
    if before is None:
        text = append_record(old.text, KEY, values, path)
    else:
        changes = (
            kept
            if before.evidence or kept["evidence"]
            else {key: value for key, value in kept.items() if key != "evidence"}
        )
        text = update_record(old.text, KEY, str(values["id"]), changes, path)
    plan = _read(given, path, (old.mark + text).encode())
    text = update_record(text, KEY, str(values["id"]), {"fingerprint": plan.fingerprints[values["id"]]}, path)
    content = (old.mark + text).encode()
    plan = with_files(given.contents, {path: content})
    return path, content, next(each for each in plan.attestations.attestations if each.id == values["id"])


def _read(given: Opened, path: str, content: bytes) -> Plan:
    try:
        return with_files(given.contents, {path: content})
    except PlanError as error:
        ours = [
            Problem(NOWHERE, f"--evidence: {each.what}", each.mend) for each in error.problems if each.at.path == path
        ]
        raise PlanError(ours or error.problems, "Nothing was signed.") from None


def _tell(requirement: Requirement, signed: Attestation, before: Attestation | None, path: str, dry_run: bool) -> None:
    verb = ("Would sign" if dry_run else "Signed") + (" again" if before and before.fingerprint else "")
    say(wrapped(f"{verb}: {requirement.title}", "", "  "))
    say(wrapped(signed.statement, "  ", "  "))
    say(f"  {signed.who}, {in_words(signed.date)}")
    for place in signed.evidence:
        say(f"  on {place}")
    say(f"  {requirement.short}")
    if not signed.evidence:
        tell(
            wrapped(
                "No evidence is named, so nothing will show whether what was signed for has "
                "changed. Name it with --evidence PLACE."
            )
        )
    if not dry_run:
        say(f"It stands in {path}. When you are done: scplan save")
