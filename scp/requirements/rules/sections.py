"""Sections that the guidance of 2015 asks for by name, as far as records show them."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.easy_read import EasyReadChecks
from scp.model.plan import Plan
from scp.model.roles import role as known_role
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import reached_on, why_not
from scp.requirements.generic import acts_done, fields_present, record_present
from scp.requirements.registry import When, rule
from scp.requirements.words import each_or_one, listed, quoted, write_it


def section_is_written(plan: Plan, role: str, about: str) -> Iterator[Problem]:
    """A problem where no section plays *role*, or nothing is written in it; *about* says what it is about."""
    known = known_role(role)
    path = f"narrative/{known.number:03}-{role}.md" if known else "narrative"
    section = plan.role(role)
    if section is None:
        yield Problem(
            Location(path), f"There is no section on {about}", f"Write it in {path}, with `role: {role}` at its head."
        )
    elif not section.section.is_written:
        yield Problem(
            section.section.at,
            f"The section on {about} is not written yet",
            write_it(section.section, f"Write it in {section.path}."),
        )


@rule("guidance-2015-6-2-clinical-care-governance", where=("role:governance",))
def care_is_governed(plan: Plan, when: When) -> Iterator[Problem]:
    """The section on governance names the group, the leads of social work and of clinical care, and the route."""
    yield from section_is_written(plan, "governance", "clinical and care governance")
    section = plan.role("governance")
    if section is None:
        return
    held = section.care_governance
    if held is None:
        yield Problem(
            section.at,
            "Nothing says which group watches over clinical and care governance, who leads and to whom it reports",
            "Add at the head of the file, for example: `care_governance: {group: Clinical and Care Governance Committee, "
            "leads: [Chief Social Work Officer, Clinical Director], route: [Governance group of the service, Committee, "
            "Board]}`.",
        )
        return
    yield from fields_present(
        held,
        "Clinical and care governance",
        {"group": "which group watches", "leads": "which posts lead", "route": "to whom it reports"},
    )
    posts = {each.post for each in plan.record.officers}
    strangers = [each for each in held.leads if each not in posts]
    if strangers:
        yield Problem(
            held.at_key("leads"),
            f"{listed(strangers)} {'is' if len(strangers) == 1 else 'are'} not among the officers of plan.yaml",
            "Write the posts as they stand there, or add them: `officers: [{post: Clinical Director, role: …}]`.",
        )
    if held.leads and len(held.leads) < 2:
        yield Problem(
            held.at_key("leads"),
            "Only one officer leads clinical and care governance",
            "Name the leads of both: social work, and doctors, nurses or allied health professions.",
        )
    if held.route and len(held.route) < 2:
        yield Problem(
            held.at_key("route"),
            "The reporting route has one step, from which nobody can see where a concern goes",
            "Write each body in turn, from the service to the board.",
        )


LONGEST = 15


@rule("guidance-2015-6-5-easy-read-summary", where=("easy-read/", EasyReadChecks))
def easy_read_gives_the_vision(plan: Plan, when: When) -> Iterator[Problem]:
    """The easy-read summary gives the vision in short sentences, and people with a learning disability checked it.

    Short is fifteen words at most (UK Government, accessible communication formats).
    """
    if not plan.easy_read:
        yield Problem(
            Location("easy-read"),
            "There is no easy-read summary",
            "Write it in easy-read/, a picture and one to three short sentences at a time, beginning with "
            "easy-read/020-vision.md.",
        )
        return
    if not any(each.role == "vision" and each.section.is_written for each in plan.easy_read):
        yield Problem(
            next((each.section.at for each in plan.easy_read if each.role == "vision"), Location("easy-read")),
            "The easy-read summary does not give the vision",
            "Write it in easy-read/020-vision.md, with `role: vision` at its head.",
        )
    yield from _long_sentences(plan)
    yield from _read_by_people(plan, when)


def _long_sentences(plan: Plan) -> Iterator[Problem]:
    mend = f"Make two of it, or take words out: at most {LONGEST} words, better ten."
    long = [
        (point.at, sentence)
        for part in plan.easy_read
        for point in part.points
        for sentence in point.sentences
        if len(sentence.split()) > LONGEST
    ]
    yield from each_or_one(
        [
            Problem(at, f"An easy-read sentence has {len(sentence.split())} words: {quoted(sentence)}", mend)
            for at, sentence in long
        ],
        lambda: Problem(
            long[0][0],
            f"{len(long)} easy-read sentences have more than {LONGEST} words; the first: {quoted(long[0][1])}",
            mend,
        ),
    )


def _read_by_people(plan: Plan, when: When) -> Iterator[Problem]:
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
