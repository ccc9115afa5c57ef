"""How planning is done in the localities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from scp.model.care_group import CareGroup
from scp.model.locality import (
    AuthorityLevel,
    ConsultedKind,
    ConsultedOn,
    Locality,
    LocalityConsulted,
    LocalityGroup,
    LocalitySupport,
    ParticipantKind,
    Profession,
    SupportKind,
)
from scp.model.locality_planning import (
    LocalityDevelopments,
    LocalityResult,
    LocalityResults,
    ShapedDecision,
    ShapedDecisions,
)
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import MEND, counted_until, done_by, why_not
from scp.requirements.generic import fields_present, how_to_add, is_given, place_of, record_present
from scp.requirements.registry import Settled, When, rule
from scp.requirements.rules.finance import localities_without_money
from scp.requirements.words import count, each_or_one, fill_in, listed

LINES = "finance/lines.csv"
YEAR = timedelta(days=366)
KINDS = (
    ParticipantKind.PARTNERSHIP_MANAGER,
    ParticipantKind.ELECTED_MEMBER,
    ParticipantKind.THIRD_SECTOR,
    ParticipantKind.INDEPENDENT_SECTOR,
    ParticipantKind.CARER,
    ParticipantKind.PATIENT,
)
PROFESSIONS = tuple(each for each in Profession if each is not Profession.OTHER)


def _in_each(plan: Plan, look: Callable[[Locality], Iterable[Problem]], what: str, most: int = 3) -> Iterator[Problem]:
    """What *look* finds in each locality; told as one where it is much: "In 5 localities *what*; the first: …"."""
    found = [problem for locality in plan.localities for problem in look(locality)]
    places = len({each.at.path for each in found})
    yield from each_or_one(
        found,
        lambda: Problem(
            found[0].at,
            f"In {count(places, 'locality', 'localities')} {what}; the first: {found[0].what}",
            found[0].mend,
        ),
        most,
    )


def _at(locality: Locality, record: Record | None, key: str, outer: str) -> Location:
    """Where *key* of the record under *outer* stands, or *outer*, or the locality."""
    return record.at_key(key) if record is not None and record.at.path else locality.at_key(outer)


Dated = LocalityConsulted | ShapedDecision | LocalitySupport | LocalityResult


def _age(plan: Plan, when: When, locality: Locality, record: Dated, what: str) -> Iterator[Problem]:
    """A problem where the day of *record* does not count."""
    if record.date is not None and (why := why_not(plan, when, record.date)):
        yield Problem(record.at_key("date"), f"{locality.name}: {what} is of {in_words(record.date)}, {why}", MEND)


# area and arrangements


def _asked(locality: Locality, about: ConsultedOn) -> list[LocalityConsulted]:
    consulted = locality.planning.consulted if locality.planning else ()
    return [each for each in consulted if each.about in (about, ConsultedOn.BOTH)]


def _consulted(
    plan: Plan, when: When, locality: Locality, about: ConsultedOn, kinds: tuple[ConsultedKind, ...], what: str
) -> Iterator[Problem]:
    """A problem where one of *kinds* was not asked *about* it, or nothing says who, when or whether they agreed."""
    asked = _asked(locality, about)
    missing = [kind for kind in kinds if not any(each.kind is kind for each in asked)]
    if missing:
        yield Problem(
            _at(locality, locality.planning, "consulted", "planning"),
            f"{locality.name}: nothing says that {listed(WHO[each] for each in missing)} were asked about {what}",
            fill_in(
                locality.planning,
                f"consulted: [{{about: {about.value}, kind: {missing[0].value}, who: {WHOM[missing[0]]}, "
                "date: 2026-01-20, agreed: yes}]",
                under="planning",
            ),
        )
    for each in asked:
        lacking = [key for key in ("who", "date", "agreed") if getattr(each, key) is None]
        if lacking:
            yield Problem(
                each.at,
                f"{locality.name}: of {WHO[each.kind]} who were asked about {what}, nothing says "
                f"{listed({'who': 'who they are', 'date': 'when', 'agreed': 'whether they agreed'}[key] for key in lacking)}",
                fill_in(
                    each,
                    *(
                        {"who": f"who: {WHOM[each.kind]}", "date": "date: 2026-01-20", "agreed": "agreed: yes"}[key]
                        for key in lacking
                    ),
                ),
            )
        elif each.agreed is False and each.answer is None:
            yield Problem(
                each.at_key("agreed"),
                f"{locality.name}: {each.who} did not agree with {what}, and nothing says what was done about it",
                fill_in(each, 'answer: "The boundary now follows the school catchment"'),
            )
        yield from _age(plan, when, locality, each, f"what {WHO[each.kind]} said of {what}")


WHO = {
    ConsultedKind.PROFESSIONALS: "local professionals",
    ConsultedKind.COMMUNITIES: "communities",
    ConsultedKind.SECTORS: "the third and independent sectors",
}
WHOM = {
    ConsultedKind.PROFESSIONALS: "GP cluster and social work team",
    ConsultedKind.COMMUNITIES: "Community councils",
    ConsultedKind.SECTORS: "Third sector interface and care providers",
}


@rule("guidance-refreshed-localities-agreed-locally", where=("localities/",))
def areas_are_agreed_locally(plan: Plan, when: When) -> Iterator[Problem]:
    """Professionals and communities were asked about each locality's area, on a day, and agreed or were answered."""
    kinds = (ConsultedKind.PROFESSIONALS, ConsultedKind.COMMUNITIES)
    yield from _in_each(
        plan,
        lambda each: _consulted(plan, when, each, ConsultedOn.AREA, kinds, "its area"),
        "the area is not shown to be agreed with professionals and communities",
    )


@rule("consult-2012-7-9-consult-on-arrangements", where=("localities/",))
def arrangements_are_consulted_on(plan: Plan, when: When) -> Iterator[Problem]:
    """How planning is set up was put to professionals and sectors, has support, and a day for its review to come."""
    kinds = (ConsultedKind.PROFESSIONALS, ConsultedKind.SECTORS)

    def look(locality: Locality) -> Iterator[Problem]:
        planning = locality.planning
        yield from _consulted(plan, when, locality, ConsultedOn.ARRANGEMENTS, kinds, "how planning is set up")
        if planning is None or not (planning.support and planning.review_by):
            missing = [key for key in ("support", "review_by") if planning is None or getattr(planning, key) is None]
            yield Problem(
                _at(locality, planning, missing[0], "planning"),
                f"{locality.name}: of how planning is set up, nothing says "
                f"{listed({'support': 'what support it is given', 'review_by': 'when it is looked at again'}[key] for key in missing)}",
                fill_in(
                    planning,
                    *(
                        {"support": "support: A half-time officer and rooms", "review_by": "review_by: 2028-03-31"}[key]
                        for key in missing
                    ),
                    under="planning",
                ),
            )
        elif planning.review_by and planning.review_by < when.day:
            yield Problem(
                planning.at_key("review_by"),
                f"{locality.name}: how planning is set up was to be looked at again by {in_words(planning.review_by)}",
                "Look at it again with those who take part, and write the next day: `review_by: 2029-03-31`.",
            )

    yield from _in_each(plan, look, "nothing shows that planning is set up with those who take part")


@rule("guidance-refreshed-localities-natural-communities", where=("localities/",))
def natural_communities(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality names its communities and GP clusters, and has its population."""

    def look(locality: Locality) -> Iterator[Problem]:
        needed = {
            "communities": ("the communities that it is made of", "communities: [first community, second community]"),
            "gp_clusters": ("the GP clusters that it takes account of", "gp_clusters: [East cluster]"),
            "population": ("its population", "population: 24100"),
        }
        missing = [key for key in needed if not is_given(getattr(locality, key)) and key not in locality.not_available]
        if missing:
            yield Problem(
                locality.at_key(missing[0]) if len(missing) == 1 else locality.at,
                f"{locality.name}: nothing says {listed(needed[key][0] for key in missing)}",
                f"{fill_in(locality, *(needed[key][1] for key in missing))} What is not known goes under "
                "`not_available:` with the reason.",
            )

    yield from _in_each(plan, look, "communities, GP clusters or population are not given")


@rule("consult-2012-7-6-local-mechanisms", where=())
def mechanisms_differ(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality may plan in its own way."""
    yield from ()


@rule("consult-2012-q20-locality-size", where=("localities/",))
def size_of_localities(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality's people, for information: no size is required."""
    yield from ()
    people = [f"{each.name} {each.population:,}" for each in plan.localities if each.population is not None]
    if people:
        raise Settled(f"people: {listed(people, 12)}; 15,000 to 25,000 was floated in 2012 and never required")


# influence


@rule("guidance-refreshed-localities-influence", where=(ShapedDecisions,))
def localities_have_influence(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality has money of its own in the plan, and shaped a decision in the last year."""
    until = counted_until(plan, when)

    def look(locality: Locality) -> Iterator[Problem]:
        own = [each for each in plan.of(ShapedDecisions).decisions if each.locality == locality.id]
        for each in own:
            yield from fields_present(
                each,
                each.title,
                {
                    "date": "when it was decided",
                    "reference": "who decided, with minute or paper",
                    "influence": "what would have been different without the locality",
                },
            )
            yield from _age(plan, when, locality, each, "a decision that it shaped")
        days = [each.date for each in own if each.date and done_by(plan, when, each.date)]
        if not plan.record.first and not any(until - each <= YEAR for each in days):
            yield Problem(
                own[-1].at if own else place_of(plan, ShapedDecisions),
                f"{locality.name}: no decision on money or services is recorded that it shaped in the year up to "
                f"{in_words(until)}",
                f"{how_to_add(ShapedDecisions)} With `locality: {locality.id}`, date, reference and `influence:`.",
            )

    yield from localities_without_money(plan)
    yield from _in_each(plan, look, "nothing shows influence on how money is spent")


@rule("consult-2012-7-7-delegated-authority", where=("localities/", "finance/lines.csv"))
def authority_of_locality_groups(plan: Plan, when: When) -> Iterator[Problem]:
    """Each group's level of authority, what it reaches to, the money, and the decision that gave it."""
    own = {each.id: each.locality for each in plan.finance.lines}

    def look(locality: Locality) -> Iterator[Problem]:
        group = locality.group or LocalityGroup()
        words = {
            "authority": ("whether it advises, recommends or decides", "authority: decides"),
            "authority_over": ("over what", "authority_over: The community fund"),
            "budget": ("over which money", "budget: [community-fund-east]"),
        }
        if group.authority in (AuthorityLevel.DECIDES, AuthorityLevel.RECOMMENDS):
            words |= {
                "delegated": ("when it was given that authority", "delegated: 2026-02-26"),
                "delegation": ("by which decision", 'delegation: "Board, 26 February 2026, item 8"'),
            }
        missing = [key for key in words if not is_given(getattr(group, key))]
        if missing:
            yield Problem(
                _at(locality, locality.group, missing[0], "group"),
                f"{locality.name}: of its planning group, nothing says {listed(words[key][0] for key in missing)}",
                fill_in(locality.group, *(words[key][1] for key in missing), under="group"),
            )
        for line in group.budget:
            if own.get(line) != locality.id:
                yield Problem(
                    group.at_key("budget"),
                    f"{locality.name}: '{line}' is no line of this locality"
                    + (f", but of {own[line]}" if own.get(line) else ""),
                    f"Name lines of {LINES} that have `{locality.id}` in the column `locality`.",
                )
        if group.delegated and (why := why_not(plan, when, group.delegated)):
            yield Problem(
                group.at_key("delegated"),
                f"{locality.name}: its planning group was given authority on {in_words(group.delegated)}, {why}",
                MEND,
            )

    yield from _in_each(plan, look, "the planning group's authority or share of the budget is not stated")


@rule("guidance-refreshed-localities-community-planning", where=("localities/",))
def localities_build_on_community_planning(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality says which localities of community planning it overlaps, and how far; or why none."""

    def look(locality: Locality) -> Iterator[Problem]:
        if not locality.community_planning and "community_planning" not in locality.not_available:
            yield Problem(
                locality.at_key("community_planning"),
                f"{locality.name}: the overlap with localities of community planning is not stated",
                fill_in(locality, "community_planning: [{name: Coast area partnership, overlap: whole}]")
                + " Where there is none, write why under `not_available:`.",
            )
        for area in locality.community_planning:
            if area.overlap is None:
                yield Problem(
                    area.at_key("overlap"),
                    f"{locality.name}: nothing says how far {area.name} lies in it",
                    fill_in(area, "overlap: whole"),
                )

    yield from _in_each(plan, look, "the overlap with community planning is not stated")


# who takes part


@rule("jsc-locality-support", where=("localities/",))
def locality_plans_are_supported(plan: Plan, when: When) -> Iterator[Problem]:
    """Professionals, providers, users and carers each support the locality's plan, on a day."""

    def look(locality: Locality) -> Iterator[Problem]:
        there = {each.kind for each in locality.support}
        missing = [each.value for each in SupportKind if each not in there]
        if missing:
            yield Problem(
                locality.at_key("support"),
                f"{locality.name}: no support of its plan by {listed(missing)} is recorded",
                fill_in(locality, f"support: [{{kind: {missing[0]}, who: …, date: 2026-05-20}}]"),
            )
        for each in locality.support:
            yield from fields_present(
                each, f"{locality.name}: support by {each.kind.value}", {"who": "whose it is", "date": "when"}
            )
            yield from _age(plan, when, locality, each, f"support by {each.kind.value}")

    yield from _in_each(plan, look, "support by professionals, providers, users or carers is not recorded")


@rule("consult-2012-7-1-professionals-central", where=("care-groups/", "localities/"))
def professionals_contribute(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality and each care group names the professionals who took part in planning it, by profession."""
    problems = []
    nouns: list[Locality | CareGroup] = [*plan.localities, *plan.care_groups]
    for noun in nouns:
        if not noun.contributors and getattr(noun, "planned_in", None) is None:
            problems.append(
                Problem(
                    noun.at_key("contributors"),
                    f"{noun.name}: no professional is named who took part in planning",
                    fill_in(
                        noun,
                        "contributors: [{profession: nursing, post: Lead district nurse, contribution: Planned visits "
                        "before people fall ill}]",
                    ),
                )
            )
        for each in noun.contributors:
            if each.contribution is None:
                problems.append(
                    Problem(
                        each.at_key("contribution"),
                        f"{noun.name}: nothing says what {each.post} brought to it",
                        fill_in(each, 'contribution: "Planned visits before people fall ill"'),
                    )
                )
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"In {len(problems)} localities and care groups no professionals are named who took part in planning, or not "
            f"what they brought; the first: {problems[0].what}",
            problems[0].mend,
        ),
    )


@rule("consult-2012-7-2-range-of-professions", where=("localities/",))
def range_of_professions(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of six professions is in each locality's planning group, or is listed as a gap that is being filled."""

    def look(locality: Locality) -> Iterator[Problem]:
        group = locality.group or LocalityGroup()
        there = {each.profession for each in group.members} | {each.profession for each in group.gaps}
        missing = [each for each in PROFESSIONS if each not in there]
        if missing:
            yield _nobody(locality, [each.words for each in missing], "professional", f"profession: {missing[0].value}")
        for gap in group.gaps:
            if gap.profession and gap.filling is None:
                yield _not_filled(locality, gap, gap.profession.words)

    yield from _in_each(plan, look, "professions are missing from the planning group")


@rule("consult-2012-7-5-participants", where=("localities/",))
def participants_of_each_kind(plan: Plan, when: When) -> Iterator[Problem]:
    """Managers, elected members, both sectors, carers and patients take part in each locality, or are a listed gap."""

    def look(locality: Locality) -> Iterator[Problem]:
        group = locality.group or LocalityGroup()
        there = {each.kind for each in group.members} | {each.kind for each in group.gaps}
        missing = [each for each in KINDS if each not in there]
        if missing:
            yield _nobody(locality, [each.words for each in missing], missing[0].value, f"kind: {missing[0].value}")
        for gap in group.gaps:
            if gap.kind and gap.filling is None:
                yield _not_filled(locality, gap, gap.kind.words)

    yield from _in_each(plan, look, "kinds of people are missing from the planning group")


def _nobody(locality: Locality, missing: list[str], kind: str, gap: str) -> Problem:
    member = f"kind: {kind}, part: …" + (f", {gap}" if gap.startswith("profession") else "")
    return Problem(
        _at(locality, locality.group, "members", "group"),
        f"{locality.name}: nobody in its planning group is down for {listed(missing)}",
        fill_in(locality.group, f"members: [{{{member}}}]", under="group")
        + f" Write posts or parts, never names; or list the gap: `gaps: [{{{gap}, filling: …}}]`.",
    )


def _not_filled(locality: Locality, gap: Record, words: str) -> Problem:
    return Problem(
        gap.at_key("filling"),
        f"{locality.name}: {words} is listed as a gap in its planning group, and nothing says what is done about it",
        fill_in(gap, 'filling: "The clinical director was asked for a nominee on 3 March"'),
    )


@rule("consult-2012-7-10-workforce-development", where=(LocalityDevelopments,))
def development_for_locality_planning(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality has something that helps professionals to take part, with owner and day, done when it is past."""
    actions = plan.of(LocalityDevelopments).actions
    yield from record_present(
        plan, LocalityDevelopments, actions, "Nothing is recorded that helps professionals to take part in planning"
    )
    for each in actions:
        yield from fields_present(
            each,
            each.title,
            {"localities": "which localities it is for", "owner": "who answers for it", "by": "when it is to be done"},
        )
        if each.done and (why := why_not(plan, when, each.done)):
            yield Problem(each.at_key("done"), f"{each.title} was done on {in_words(each.done)}, {why}", MEND)
        elif each.by and each.by < when.day and each.done is None:
            yield Problem(
                each.at_key("by"),
                f"{each.title} was to be done by {in_words(each.by)}, and nothing says that it was",
                fill_in(each, f"done: {each.by}"),
            )
    if not actions:
        return
    covered = {id for each in actions for id in each.localities}
    without = [each for each in plan.localities if each.id not in covered]
    if without:
        yield Problem(
            place_of(plan, LocalityDevelopments),
            f"Nothing helps professionals to take part in planning in {listed(each.name for each in without)}",
            f"Add `{without[0].id}` to `localities:` of an action. {how_to_add(LocalityDevelopments)}",
        )


@rule("consult-2012-7-11-gp-time", where=("localities/",))
def time_of_gps(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality notes how practices take part, with time, workload, recruitment and deprivation."""

    def look(locality: Locality) -> Iterator[Problem]:
        note = locality.gp_participation
        words = {
            "practices": ("how many practices there are", "practices: 6"),
            "taking_part": ("how many take part", "taking_part: 5"),
            "deprived_practices": ("how many serve the most deprived", "deprived_practices: 2"),
            "time": ("what time is paid for", "time: Two sessions a month"),
            "workload": ("what is done about workload", "workload: Blood tests move to treatment rooms"),
            "recruitment": ("what is done about recruitment", "recruitment: Two vacancies; a joint advert in May"),
        }
        missing = [key for key in words if note is None or getattr(note, key) is None]
        if missing:
            yield Problem(
                _at(locality, note, missing[0], "gp_participation"),
                f"{locality.name}: of GP practices and planning, nothing says {listed(words[key][0] for key in missing)}",
                fill_in(note, *(words[key][1] for key in missing), under="gp_participation"),
            )
        for key, what in (("taking_part", "take part"), ("deprived_practices", "serve the most deprived")):
            some = getattr(note, key) if note else None
            if note and some is not None and note.practices is not None and some > note.practices:
                yield Problem(
                    note.at_key(key),
                    f"{locality.name}: {some} practices {what}, and there are {note.practices}",
                    "Correct one of the two numbers.",
                )
        if (locality.deprivation is None or len(locality.deprivation.fifths) != 5) and (
            "deprivation" not in locality.not_available
        ):
            yield Problem(
                _at(locality, locality.deprivation, "fifths", "deprivation"),
                f"{locality.name}: the shares of people by fifth of deprivation are not given",
                "Write the five shares, the most deprived first: `deprivation: {edition: SIMD 2020v2, fifths: [8.3, "
                "41.1, 17.0, 17.5, 16.1]}`; or under `not_available:` why they are not known.",
            )

    yield from _in_each(plan, look, "nothing shows how GP practices take part and what stands in the way")


@rule("response-2012-evaluate-localities", where=(LocalityResults, "localities/"))
def localities_are_evaluated(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality has a measure with its baseline and, once a year of the plan is over, an entry within the last year."""
    until = counted_until(plan, when)

    def look(locality: Locality) -> Iterator[Problem]:
        evaluation = locality.evaluation
        missing = [key for key in ("measure", "baseline") if evaluation is None or getattr(evaluation, key) is None]
        if missing:
            yield Problem(
                _at(locality, evaluation, missing[0], "evaluation"),
                f"{locality.name}: of how its planning is evaluated, nothing says "
                f"{listed({'measure': 'what is measured', 'baseline': 'where it stood at the start'}[key] for key in missing)}",
                fill_in(
                    evaluation,
                    *(
                        {
                            "measure": "measure: People who say that they know whom to ask, per cent",
                            "baseline": "baseline: 41",
                        }[key]
                        for key in missing
                    ),
                    under="evaluation",
                ),
            )
        own = [each for each in plan.of(LocalityResults).evaluations if each.locality == locality.id]
        for each in own:
            yield from fields_present(
                each, each.title, {"date": "when that was", "value": "the measure", "follows": "what follows"}
            )
            yield from _age(plan, when, locality, each, "an entry of the evaluation")
        last = max([plan.period.start or until, *(each.date for each in own if each.date and each.date <= until)])
        if until - last > YEAR:
            yield Problem(
                own[-1].at if own else place_of(plan, LocalityResults),
                f"{locality.name}: nothing was entered on its evaluation since {in_words(last)}",
                f"{how_to_add(LocalityResults)} With `locality: {locality.id}`, date, value and what follows.",
            )

    yield from _in_each(plan, look, "planning is not evaluated each year")
