"""`scp explain`: one requirement, and where this plan stands with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import PlanRoot, day_of, say, today, wrapped
from scp.commands.versions import At, plan_of
from scp.finding import Requirement
from scp.model.local_requirements import PREFIX
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import PlanError, misuse
from scp.reference import easy_read
from scp.reference.catalogue import Example, example
from scp.repository import find_root
from scp.requirements import check, clock, is_due, nearest, requirement, review_due_before
from scp.requirements.sections import Place, of_section, section, section_words, sections
from scp.requirements.words import due_words

app = typer.Typer()

NEEDS = {
    "program": "The program judges it from the plan's records.",
    "person": "A person judges it and signs: scplan attest {0}",
    "both": "The program judges the records; then a person judges the rest and signs: scplan attest {0}",
}
JUDGES = {
    "program": "The program judges it, from the words or from what is built.",
    "person": "People judge it, and registers/easy-read-checks.yaml says what they said.",
    "both": "The program judges what it can; readers judge the rest, and a check in registers/easy-read-checks.yaml that "
    "lists {0} under `rules:` says that it holds.",
}
VERIFIED = {
    "document": "The source was read.",
    "official-page": "The source's own page was read.",
    "primary": "The source was read.",
    "secondary": "The source was read at second hand. Read it before you rely on this.",
    "not-verified": "The source of this was not verified. Read it before you rely on this.",
}
EASY_READ_RULES = "er-"
CLOCK = ("act-37-10-relevant-period", "act-37-1-a-review-in-time", "guidance-2015-4-5-revise-every-three-years")


@app.command()
def explain(
    asked: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="The requirement, for example act-29-3-b-separate-arrangements; or a section of the 2014 Act, for example s33.",
        ),
    ],
    plan: PlanRoot = None,
    at: At = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Judge as on this day, written as in 2027-04-01.", show_default="today"),
    ] = None,
) -> None:
    """Explain one requirement and, inside a plan, what this plan owes to it; or list those of a section of the Act.

    Exit status: 0 explained, 2 there is no such requirement or section, or the plan could not be read.
    """
    on = day_of("--as-of", as_of) if as_of else today()
    id = " ".join(asked)
    place = section(id)
    if place is not None:
        for line in _section(place):
            say(line)
        return
    if id.startswith(PREFIX):
        _own(id, plan_of(find_root(Path.cwd(), plan), at), on)
        return
    if id.startswith(EASY_READ_RULES):
        for line in _easy_read(id):
            say(line)
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
    for line in _own_codes(duty, judged):
        say(line)
    report = check(judged, None, on)
    if not is_due(duty, report.stage):
        report = check(judged, Stage(duty.stage) if not duty.before_next else Stage(duty.stage).next, on)
        say(wrapped(f"Not due yet: it is due {due_words(duty)}. Judged for that already:", "  "))
    state = report.states[duty.id]
    reason = report.reasons.get(duty.id)
    words = f"{state.words}{': ' + reason if reason else ''}"
    say(wrapped(f"{_first_capital(words)}.", "  "))
    for kept in report.places.get(duty.id, ()):
        say(wrapped(f"{kept.at}  {kept.title}", "  ", "    "))
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


def _section(place: Place) -> Iterator[str]:
    """Each requirement whose source is *place* of the 2014 Act: its title, and below it its source and its id."""
    found = of_section(place)
    if not found:
        *others, last = sections()
        raise misuse(
            f"No requirement has its source in {section_words(place)} of the 2014 Act",
            f"The sections that ask something of a plan are {', '.join(others)} and {last}.",
        )
    yield f"{section_words(place)} of the 2014 Act"
    for each in found:
        yield wrapped(each.title.rstrip(".") + ".", "  ", "    ")
        yield wrapped(f"{each.short.removeprefix('2014 Act ')} · {each.level.word} · {each.id}", "    ")
    yield wrapped("More on one of them: scplan explain and its id.")


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


def _easy_read(id: str) -> Iterator[str]:
    """One rule for the easy-read summary: what it asks, how it is checked, its threshold, level and source."""
    found = next((each for each in easy_read.rules() if each.id == id), None)
    if found is None:
        near = difflib.get_close_matches(id, [each.id for each in easy_read.rules()], 3, 0.4)
        raise misuse(
            f"There is no easy-read rule '{id}'",
            f"Did you mean {' or '.join(near)}?" if near else "Every one is listed in docs/easy-read.md.",
        )
    yield wrapped(found.rule.rstrip(".") + ".")
    yield wrapped(f"A rule for the easy-read summary · {found.level} · {found.id}", "  ")
    yield wrapped(f"How it is checked: {found.how_to_check}.", "  ")
    yield wrapped(f"Threshold: {found.threshold}.", "  ")
    yield wrapped(f"Source: {found.source}.", "  ")
    for name, words in found.names:
        yield wrapped(f"{name}: {words}.", "    ")
    yield wrapped(VERIFIED[found.verification], "  ")
    yield wrapped(JUDGES[found.kind].format(found.id), "  ")
    yield wrapped("How this plan stands to it: scplan easy-read check", "  ")


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
    shown = _example(duty)
    if shown.parts:
        yield wrapped(
            "A good example, from the worked example plan for East Lothian, which is made up: codes, dates, names and"
            " papers are that plan's own. Put what stands below the name of a file into that file, or add it to what"
            " the file holds.",
            "  ",
        )
    if shown.words:
        yield wrapped(shown.words, "  ")
    for path, text in shown.parts:
        yield ""
        yield f"# {path}"
        yield text
    yield ""


def _example(duty: Requirement) -> Example:
    """The example of *duty* or of one that is checked together with it."""
    return next(found for id in (duty.id, *duty.same_check_as) if (found := example(id)))


def _own_codes(duty: Requirement, plan: Plan) -> Iterator[str]:
    """Which codes of the example of *duty* have others in *plan*."""
    partners = plan.record.partners
    board = partners.health_board
    own = {
        "council": (r"\bS12\d{6}\b", [each.code for each in partners.councils]),
        "Health Board": (r"\bS08\d{6}\b", [board.code] if board else []),
        "authority": (r"\bS37\d{6}\b", [plan.record.authority.code]),
    }
    text = "\n".join(text for _, text in _example(duty).parts)
    for body, (code, codes) in own.items():
        others = sorted(set(re.findall(code, text)) - set(codes))
        if others and codes:
            yield wrapped(
                f"In the example, write your own {body}'s code ({' or '.join(codes)}) in place of {' and '.join(others)}.",
                "  ",
            )


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
