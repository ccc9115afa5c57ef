"""`scp explain`: one requirement, and where this plan stands with it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import PlanRoot, day, say, today, width, wrapped
from scp.commands.versions import At, plan_of
from scp.finding import Requirement
from scp.model.local_requirements import PREFIX
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import PlanError, misuse
from scp.reference.catalogue import example
from scp.repository import find_root
from scp.requirements import check, clock, is_due, nearest, requirement, review_due_before
from scp.requirements.words import due_words

app = typer.Typer()

NEEDS = {
    "program": "The program judges it from the plan's records.",
    "person": "A person judges it and signs: scplan attest {0}",
    "both": "The program judges the records; then a person judges the rest and signs: scplan attest {0}",
}
CLOCK = ("act-37-10-relevant-period", "act-37-1-a-review-in-time", "guidance-2015-4-5-revise-every-three-years")


@app.command()
def explain(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The requirement, for example act-29-3-b-separate-arrangements.")
    ],
    plan: PlanRoot = None,
    at: At = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Judge as on this day, written as in 2027-04-01.", show_default="today"),
    ] = None,
) -> None:
    """Explain one requirement and, inside a plan, what this plan owes to it.

    Exit status: 0 explained, 2 there is no such requirement or the plan could not be read.
    """
    on = day(as_of) if as_of else today()
    if id.startswith(PREFIX):
        _own(id, plan_of(find_root(Path.cwd(), plan), at), on)
        return
    duty = _asked(id)
    for line in _duty(duty):
        say(line)
    try:
        root = find_root(Path.cwd(), plan)
    except PlanError:
        if plan is not None or at is not None:
            raise
        return
    judged = plan_of(root, at)
    say("For this plan" if at is None else f"For this plan as it was at {at}")
    report = check(judged, None, on)
    if not is_due(duty, report.stage):
        report = check(judged, Stage(duty.stage) if not duty.before_next else Stage(duty.stage).next, on)
        say(wrapped(f"Not due yet: it is due {due_words(duty)}. Judged for that already:", "  "))
    state = report.states[duty.id]
    reason = report.reasons.get(duty.id)
    words = f"{state.words}{': ' + reason if reason else ''}"
    say(wrapped(f"{_first_capital(words)}.", "  "))
    for waived in report.waivers:
        if waived.waiver.id == duty.id:
            until = f"until {in_words(waived.waiver.expires)}, {waived.waiver.owner}"
            say(wrapped(f"{waived.waiver.at}  Its waiver is {waived.effect.value}, {until}.", "  ", "    "))
    for finding in report.findings:
        if finding.id == duty.id:
            say(wrapped(f"{finding.problem.at}  {finding.problem.what}", "  ", "    "))
            say(wrapped(finding.problem.mend, "    "))
    if duty.id in CLOCK:
        for line in _clock(judged, on):
            say(line)


def _own(id: str, plan: Plan, on: date) -> None:
    """A requirement that the authority set itself: what it asks, and how the plan stands to it."""
    report = check(plan, None, on)
    found = next((each for each in report.local if each.requirement.id == id), None)
    if found is None:
        known = ", ".join(each.requirement.id for each in report.local)
        raise misuse(
            f"This plan has no requirement of its own called '{id}'",
            f"Its own are {known}." if known else "They are kept in registers/local-requirements.yaml.",
        )
    asked = found.requirement
    say(wrapped(asked.title.rstrip(".") + "."))
    say(wrapped(f"{asked.source} · {asked.level.word} · due {due_words(asked)} · {asked.id}", "  "))
    say(wrapped(f"Set by this authority; answered by {asked.how_to_check}.", "  "))
    say()
    say("For this plan")
    say(wrapped(f"{_first_capital(found.state.words)}.", "  "))
    for each in report.findings:
        if each.id == id:
            say(wrapped(f"{each.problem.at}  {each.problem.what}", "  ", "    "))
            say(wrapped(each.problem.mend, "    "))


def _asked(id: str) -> Requirement:
    try:
        return requirement(id)
    except KeyError:
        near = nearest(id)
        raise misuse(
            f"There is no requirement '{id}'",
            f"Did you mean {' or '.join(part for part in (', '.join(near[:-1]), near[-1]) if part)}?"
            if near
            else "An id looks like act-29-3-b-separate-arrangements; scplan check names those that the plan owes.",
        ) from None


def _duty(duty: Requirement) -> Iterator[str]:
    yield wrapped(duty.title.rstrip(".") + ".")
    yield wrapped(f"{duty.short} · {duty.level.word} · due {due_words(duty)} · {duty.id}", "  ")
    yield wrapped(f"In full: {duty.source}", "  ")
    if duty.caveat:
        yield wrapped(duty.caveat, "  ")
    if duty.applies_from or duty.applies_until:
        days = ((" from ", duty.applies_from), (" until ", duty.applies_until))
        applies = "".join(f"{word}{in_words(each)}" for word, each in days if each)
        yield wrapped(f"Applies{applies}. {duty.basis}", "  ")
    for label, words in (
        ("Often missed", duty.trap),
        ("Note", "" if duty.caveat else duty.note),
        ("By when", duty.timescale),
    ):
        if words:
            yield wrapped(f"{label}: {words}", "  ")
    yield wrapped(_who(duty), "  ")
    if duty.same_check_as:
        yield wrapped(f"Checked together with {', '.join(duty.same_check_as)}", "  ")
    shown = next((found for id in (duty.id, *duty.same_check_as) if (found := example(id))), None)
    if shown:
        yield "  A good example:"
        for line in shown.split("\n"):
            yield from folded(line, "    ")
    yield ""


# A key, or a record in braces, on a line of YAML, be it the first of an entry.
YAML_LINE = re.compile(r"(?P<indent> *)(?P<entry>(?:- )*)(?:\{|[\w-]+:(?: |$))")

# A key must stand on one line, and reads better with the first word of its value; no example holds what keeps them so.
KEY = re.compile(r"((?:^|[{,\[]) *(?:- )*)([^{}\[\],:]+): ")
KEPT = "\0"


def folded(line: str, indent: str = "") -> list[str]:
    """A *line* of an example on lines that fit the screen, which mean the same in YAML."""
    if len(indent) + len(line) <= width():
        return [f"{indent}{line}".rstrip()]
    lead = line[: len(line) - len(line.lstrip())]
    hanging, text = lead, line.lstrip()
    if (found := YAML_LINE.match(line)) and (remark := re.search(r" +# ", line)):
        above, kept = f"{lead}# {line[remark.end() :]}", line[: remark.start()]
        return [*folded(above, indent), *folded(kept, indent)]
    if text.startswith("#"):
        hanging = f"{lead}# "
    elif found:
        hanging = f"{lead}{' ' * len(found['entry'])}  "
        text = KEY.sub(lambda key: f"{key[1]}{key[2].replace(' ', KEPT)}:{KEPT}", text)
    lines = textwrap.wrap(
        text,
        width(),
        initial_indent=f"{indent}{lead}",
        subsequent_indent=f"{indent}{hanging}",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [each.replace(KEPT, " ") for each in lines]


def _who(duty: Requirement) -> str:
    return NEEDS[duty.needs].format(duty.id)


def _clock(plan: Plan, on: date) -> Iterator[str]:
    """The days from which three years are counted, and the day before which this plan is reviewed."""
    found = clock(plan, on)
    if not found:
        yield wrapped("No day is known from which the three years are counted.", "  ")
        return
    for each in found:
        yield wrapped(f"{in_words(each.day)}: {each.why} ({each.at})", "  ", "    ")
    due = review_due_before(plan, on)
    if due is not None:
        yield wrapped(f"So the review of this plan is due before {in_words(due)}.", "  ")


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
