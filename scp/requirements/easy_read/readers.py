"""What people with a learning disability said of the summary: the record of their checks, and rules that are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scp.model.easy_read import EasyReadChecks
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import counted_until, reached_on, why_not
from scp.requirements.easy_read.pictures import logos
from scp.requirements.easy_read.registry import Breach, Given, NoMatter, er_rule
from scp.requirements.generic import acts_done, fields_present, record_present
from scp.requirements.registry import When

NOT_CHECKED = "not yet checked by people"
SENTENCE = "Passing these checks is not proof: readers decide"


def read_by_people(plan: Plan, when: When) -> Iterator[Problem]:
    """What the records of checks leave out, of what the guidance asks (2015, para 6.5)."""
    checks = plan.of(EasyReadChecks).easy_read_checks
    yield from record_present(
        plan,
        EasyReadChecks,
        checks,
        "Nothing says that people with a learning disability read the easy-read summary before it was published",
    )
    published = reached_on(plan, Stage.PUBLISHED, when)
    for each in checks:
        yield from fields_present(
            each,
            "The check of the easy-read summary",
            {"date": "when it was read", "group": "who read it, as a group", "people": "how many they were"},
        )
        if each.people == 0:
            yield Problem(each.at_key("people"), "Nobody read the easy-read summary", "Ask people to, and count them.")
        if not each.changes and each.no_change_because is None:
            yield Problem(
                each.at_key("changes"),
                "Nothing says what was changed in the easy-read summary because of what people said",
                "Write each under `changes:`, or `no_change_because:` with the reason.",
            )
        yield from acts_done(each, {"date": "The easy-read summary is read"}, lambda day: why_not(plan, when, day))
    days = [each.date for each in checks if each.date]
    if published and days and min(days) > published:
        yield Problem(
            checks[0].at_key("date"),
            f"The easy-read summary was first read by people on {in_words(min(days))}, after the plan was published",
            "Correct the day if it is wrong; ask earlier the next time, and publish the summary again as they left it.",
        )


def last_checked(plan: Plan, when: When) -> date | None:
    """The last day on which people read the summary; None where no day counts yet."""
    days = [
        each.date
        for each in plan.of(EasyReadChecks).easy_read_checks
        if each.date and each.people and each.date <= counted_until(plan, when)
    ]
    return max(days, default=None)


def readers_decide(plan: Plan, when: When) -> str:
    """The sentence that every report of these rules prints, with the day of the last check or that there was none."""
    day = last_checked(plan, when)
    return f"{SENTENCE} ({f'last checked by people on {in_words(day)}' if day else NOT_CHECKED})."


def held_by_people(plan: Plan, id: str) -> date | None:
    """The last day on which people judged the rule *id* and found that it holds."""
    days = [each.date for each in plan.of(EasyReadChecks).easy_read_checks if each.date and id in each.rules]
    return max(days, default=None)


@er_rule("er-people-checked")
def people_checked(given: Given) -> Iterator[Breach]:
    """People with a learning disability read the summary before it is published; asked of a published plan."""
    plan, when = given.text.plan, given.when
    checks = plan.of(EasyReadChecks).easy_read_checks
    if when.stage < Stage.PUBLISHED and not checks:
        raise NoMatter("asked when the plan is published")
    for problem in read_by_people(plan, when):
        yield Breach("fail", problem)
    for each in checks:
        yield from (
            Breach("fail", problem)
            for problem in fields_present(each, "The check of the easy-read summary", {"said": "what they said"})
        )
        yield from (
            Breach("note", Problem(problem.at, problem.what, problem.mend, note=True))
            for problem in fields_present(
                each,
                "The check of the easy-read summary",
                {"paid": "whether they were paid", "support": "how they were supported"},
            )
        )


@er_rule("er-logo")
def logo(given: Given) -> Iterator[Breach]:
    """The European easy-to-read logo is used only where readers with a learning disability checked the summary."""
    used = logos(given)
    if not used:
        raise NoMatter("the logo is not used")
    if last_checked(given.text.plan, given.when) is None:
        yield Breach(
            "fail",
            Problem(
                used[0].at,
                "The easy-to-read logo is used, and nobody with a learning disability has checked the summary",
                "Leave the logo out until they have, and the day is in registers/easy-read-checks.yaml.",
            ),
        )


@er_rule("er-not-automatic")
def not_automatic(given: Given) -> Iterator[Breach]:
    """The report says that readers decide, and when they last did or that they have not yet."""
    words = given.report if given.report is not None else readers_decide(given.text.plan, given.when)
    day = last_checked(given.text.plan, given.when)
    if SENTENCE not in words or (in_words(day) if day else NOT_CHECKED) not in words:
        yield Breach(
            "fail",
            Problem(
                given.text.parts[0].section.at,
                "The report does not say that readers decide, and when they did",
                "Print the sentence with each report.",
            ),
        )
