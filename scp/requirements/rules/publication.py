"""Publication: as soon as practicable, with the statement of what was done under section 33 (s.35)."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.publication import Publication
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import MEND, reached_on, stage_day, why_not
from scp.requirements.registry import When, rule
from scp.requirements.rules.drafting import round_file
from scp.requirements.words import count, each_or_one, fill_in, listed

PUBLICATION = "publication.yaml"
FOUR_WEEKS = 28
ROUNDS = (Stage.PROPOSALS, Stage.DRAFT_1, Stage.DRAFT_2)


def _at(plan: Plan, key: str = "published") -> Location:
    return plan.publication.at_key(key) if plan.publication else Location(PUBLICATION)


@rule("act-35-1-publish-asap", where=(Publication,))
def published_soon(plan: Plan, when: When) -> Iterator[Problem]:
    """The plan is published; where that took more than four weeks, the reason is given."""
    published = plan.publication.published if plan.publication else None
    final = reached_on(plan, Stage.FINAL, when)
    if plan.publication is None or published is None:
        yield Problem(
            _at(plan),
            "Nothing says when the plan was published",
            fill_in(plan.publication, f"published: {stage_day(plan, Stage.PUBLISHED, when)}", file=PUBLICATION),
        )
    elif why := why_not(plan, when, published, Stage.FINAL):
        yield Problem(_at(plan), f"The plan is published on {in_words(published)}, {why}", MEND)
    elif final and (published - final).days > FOUR_WEEKS and plan.publication.delay_reason is None:
        yield Problem(
            _at(plan),
            f"The plan was published {count((published - final).days, 'day')} after it was final, and nothing "
            "says why it was not sooner",
            'Say why: `delay_reason: "The board met on …"`. The Act asks for as soon as practicable.',
        )


@rule("act-35-2-statement-of-action", where=(Publication, "consultation/"))
def statement_of_action(plan: Plan, when: When) -> Iterator[Problem]:
    """The statement covers every round and is published on the day of the plan."""
    publication = plan.publication
    stated = publication.statement_published if publication else None
    for stage in ROUNDS:
        if plan.round(stage) is None:
            yield Problem(
                round_file(plan, stage),
                f"There is no record of the asking for views on the {stage.words}, so the statement cannot tell of it",
                "Write the round: who was asked, how and when, each view and its answer.",
            )
    if publication is None or stated is None:
        day = publication.published if publication else None
        yield Problem(
            _at(plan, "statement_published"),
            "Nothing says that the statement of the action taken under section 33 is published with the plan",
            "Build it with the plan (scplan build). "
            + fill_in(
                publication,
                f"statement_published: {day or stage_day(plan, Stage.PUBLISHED, when)}",
                file=PUBLICATION,
            ),
        )
    elif why := why_not(plan, when, stated, Stage.FINAL):
        yield Problem(
            _at(plan, "statement_published"),
            f"The statement of the action taken under section 33 is published on {in_words(stated)}, {why}",
            MEND,
        )
    elif publication.published and stated != publication.published:
        yield Problem(
            _at(plan, "statement_published"),
            f"The statement is published on {in_words(stated)}, and the plan on {in_words(publication.published)}",
            "The Act asks for the same time: publish the two on one day.",
        )


@rule("guidance-2015-6-5-full-plan-too", where=(Publication, "easy-read/"))
def full_plan_beside_the_summary(plan: Plan, when: When) -> Iterator[Problem]:
    """The full plan has an address of its own, to which a summary can lead."""
    if plan.easy_read and (plan.publication is None or plan.publication.url is None):
        yield Problem(
            _at(plan, "url"),
            "There is an easy-read summary, and nothing says where the full plan can be read",
            fill_in(plan.publication, "url: https://www.example.org/strategic-plan", file=PUBLICATION),
        )


@rule("guidance-2015-a-g-internet", where=(Publication,))
def on_the_internet(plan: Plan, when: When) -> Iterator[Problem]:
    """The plan has a web address."""
    if plan.publication is None or plan.publication.url is None:
        yield Problem(
            _at(plan, "url"),
            "Nothing says where on the internet the plan can be read",
            fill_in(plan.publication, "url: https://www.example.org/strategic-plan", file=PUBLICATION),
        )


@rule("guidance-2015-a-g-bundle", where=(Publication,))
def published_together(plan: Plan, when: When) -> Iterator[Problem]:
    """Plan and statement of consultation have one day; so has a first plan's financial statement."""
    publication = plan.publication
    keys = ("published", "statement_published", "financial_statement_published")
    missing = [f"`{key}:`" for key in keys if publication is None or getattr(publication, key) is None]
    if missing or publication is None:
        yield Problem(
            _at(plan),
            f"The plan is published together with two statements, and {listed(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} not given",
            fill_in(
                publication,
                *(
                    f"{key}: {stage_day(plan, Stage.PUBLISHED, when)}"
                    for key in keys
                    if publication is None or getattr(publication, key) is None
                ),
                file=PUBLICATION,
            ),
        )
        return
    for key in keys:
        day = getattr(publication, key)
        if why := why_not(plan, when, day):
            yield Problem(_at(plan, key), f"`{key}:` is {in_words(day)}, {why}", MEND)
    together = keys if plan.record.first else keys[:2]
    days = {getattr(publication, key) for key in together}
    if len(days) > 1:
        yield Problem(
            _at(plan),
            f"What is published together has different days: {listed(in_words(each) for each in sorted(days))}",
            "Publish them on one day.",
        )


@rule("guidance-2015-a-g-implementation-plan", where=(Priorities, Publication))
def implementation_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """Each priority has commitments with owner and day, and with means once published; or another plan is named."""
    if plan.publication is not None and plan.publication.implementation_plan:
        return
    is_published = when.stage >= Stage.PUBLISHED
    keys = ("owner", "by", "resource") if is_published else ("owner", "by")
    mend = "Give each commitment `owner:` (a post) and `by:`, for example `by: 2028-03-31`."
    if is_published:
        mend = (
            "Give each commitment `owner:` (a post), `by:` and `resource:`; or name another implementation plan, or "
            f"the decision not to have one, in {PUBLICATION}: `implementation_plan:`."
        )
    if not plan.priorities:
        yield Problem(
            Location("priorities.yaml"),
            "There are no priorities, so no commitments that would put the plan into effect",
            mend,
        )
    problems = []
    for priority in plan.priorities:
        if not priority.commitments:
            problems.append(Problem(priority.at, f"{priority.title}: no commitments", mend))
        for each in priority.commitments:
            lacking = [f"`{key}:`" for key in keys if getattr(each, key) is None]
            if lacking:
                problems.append(Problem(each.at, f"The commitment '{each.id}' has no {listed(lacking)}", mend))
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"In {len(problems)} places the commitments are not enough for an implementation plan; the first: "
            f"{problems[0].what}",
            mend,
        ),
    )


@rule("guidance-2015-a-g-procurement-plan", where=())
def procurement_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """There may be a procurement plan."""
    yield from ()
