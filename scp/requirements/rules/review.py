"""The review of the plan: when it is due, what it looks at, what is decided (s.37)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scp.model.plan import Plan
from scp.model.registers import GroupViews, Review, Reviews
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.reference import lists
from scp.requirements.days import MEND, why_not
from scp.requirements.registry import When, rule
from scp.requirements.rules.first_plan import start_day_to_write
from scp.requirements.words import fill_in, how_to_state_period, listed, within

REVIEWS = "registers/reviews.yaml"
YEARS = 3
WARNING = timedelta(days=183)
NOT_REPLACED = "the authority decided not to replace the plan"


@dataclass(frozen=True, order=True)
class Anchor:
    """A day on which a period of three years began, with why and where it is written (s37(10))."""

    day: date
    why: str
    at: Location


def anchors(plan: Plan, day: date) -> tuple[Anchor, ...]:
    """The days up to *day* on which a period of three years began, in order; publication is none of them."""
    return tuple(each for each in clock(plan, day) if each.day <= day)


def clock(plan: Plan, day: date) -> tuple[Anchor, ...]:
    """The days up to *day* on which a period of three years began, and the start of this plan's own though to come."""
    record, scheme, start = plan.record, plan.record.integration_scheme, plan.period.start
    found = list[Anchor]()
    if scheme.start_day and (record.first or scheme.start_day <= day):
        began = "started" if scheme.start_day <= day else "starts"
        found.append(Anchor(scheme.start_day, f"integration {began}", scheme.at_key("start_day")))
    if not record.first and record.replaces and record.replaces.start and record.replaces.start <= day:
        found.append(
            Anchor(
                record.replaces.start, "the plan that this one replaces took effect", record.replaces.at_key("start")
            )
        )
    if not record.first and start:
        takes = "took" if start <= day else "takes"
        found.append(Anchor(start, f"this plan {takes} effect", plan.period.at_key("start")))
    found += [
        Anchor(each.decided, NOT_REPLACED, each.at_key("decided"))
        for each in plan.reviews.reviews
        if each.decided and each.decided <= day and each.replace_plan is False and _rests_on_review(each)
    ]
    return tuple(sorted(found))


def own_anchor(plan: Plan, day: date) -> Anchor | None:
    """From where this plan's three years are counted; None where no day is known."""
    found = clock(plan, day)
    if not plan.record.first and plan.period.start is None:
        found = tuple(each for each in found if each.why == NOT_REPLACED)
    return found[-1] if found else None


def _rests_on_review(review: Review) -> bool:
    """Whether the decision was taken after the review, which alone starts another three years (s37(3), (10)(b)(ii))."""
    return bool(review.completed and review.decided and review.completed <= review.decided)


def deadline(plan: Plan, day: date) -> date | None:
    """The last day for the review that is due after *day*; None where no day is known from which to count."""
    found = anchors(plan, day)
    return years_after(found[-1].day, YEARS) - timedelta(days=1) if found else None


def years_after(day: date, years: int) -> date:
    """The same day of a later year; 1 March for a 29 February that it does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def review_due_before(plan: Plan, day: date) -> date | None:
    """The day before which this plan is to be reviewed; None where no day is known from which to count."""
    anchor = own_anchor(plan, day)
    return years_after(anchor.day, YEARS) if anchor else None


@rule("act-37-10-relevant-period", where=("plan.yaml#period", "plan.yaml#replaces"))
def relevant_period(plan: Plan, when: When) -> Iterator[Problem]:
    """The day is known from which the three years to the next review are counted."""
    if own_anchor(plan, when.day) is not None:
        return
    if plan.record.first:
        scheme = plan.record.integration_scheme
        yield Problem(
            scheme.at if scheme.at.path else plan.record.at,
            "The integration start day is not known, so nobody can say when the review is due",
            f"{start_day_to_write(plan, '2016-04-01')} It is the day on which functions were first delegated, not the "
            "day on which the board was set up.",
        )
    else:
        yield Problem(
            plan.record.at_key("period"),
            "The day on which this plan takes effect is not stated, so nobody can say when its review is due",
            how_to_state_period(plan, "first", *([] if plan.period.end else ["last"])),
        )


@rule("act-37-1-a-review-in-time", where=("plan.yaml#period", Reviews))
def review_in_time(plan: Plan, when: When) -> Iterator[Problem]:
    """A review is finished before the end of the three years; half a year before, that is a note."""
    anchor = own_anchor(plan, when.day)
    if anchor is None:
        yield from relevant_period(plan, when)
        return
    end = years_after(anchor.day, YEARS)
    done = [
        each
        for each in plan.reviews.reviews
        if each.kind.casefold() != "additional" and each.completed and anchor.day <= each.completed <= when.day
    ]
    since = f"three years after {in_words(anchor.day)}, when {anchor.why}"
    mend = "Begin it: `reviews: [{id: review-1, kind: statutory, opened: " + f"{when.day}" + "}]` in " + REVIEWS + "."
    if done:
        first = min(done, key=lambda each: each.completed or date.max)
        if first.completed and first.completed >= end:
            yield Problem(
                first.at_key("completed"),
                f"The review was finished on {in_words(first.completed)}; it was due before {in_words(end)}",
                "It is done; the reason it was late belongs in its report.",
                note=True,
            )
        return
    opened = next(
        (each for each in plan.reviews.reviews if each.opened and not each.completed and each.opened >= anchor.day),
        None,
    )
    at = opened.at if opened else within(plan.reviews, REVIEWS, "reviews")
    if when.day >= end:
        yield Problem(
            at,
            f"The plan's review was due before {in_words(end)} ({since}), and none is finished",
            "Finish it and write the day: `completed:`." if opened else mend,
        )
    elif when.day >= end - WARNING:
        yield Problem(
            at,
            f"The plan's review is due before {in_words(end)} ({since})",
            "Finish it and write the day: `completed:`." if opened else mend,
            note=True,
        )


@rule("act-37-1-b-extra-reviews", where=(Reviews,))
def extra_reviews(plan: Plan, when: When) -> Iterator[Problem]:
    """There may be other reviews at any time; each says which kind it is."""
    for review in plan.reviews.reviews:
        if review.kind not in ("statutory", "additional"):
            yield Problem(
                review.at_key("kind"),
                f"'{review.kind}' is no kind of review; it counts as the one that the Act asks for",
                "Write statutory or additional.",
                note=True,
            )


def under_review(plan: Plan) -> Review | None:
    """The review that is judged: the last one still open, else the last."""
    reviews = plan.reviews.reviews
    opened = [each for each in reviews if not (each.completed and each.decided)]
    return next(reversed(opened or list(reviews)), None)


def _no_review(plan: Plan) -> Problem:
    return Problem(
        within(plan.reviews, REVIEWS),
        "No review of the plan is recorded",
        "Begin one: `reviews: [{id: review-1, kind: statutory, opened: 2029-06-01}]`.",
    )


@rule(
    "act-37-2-a-regard-in-review",
    signs="the review had regard to the delivery principles and the national outcomes",
    where=(Reviews,),
)
def review_looks_at_principles_and_outcomes(plan: Plan, when: When) -> Iterator[Problem]:
    """The review finds something on each principle and each outcome."""
    review = under_review(plan)
    if review is None:
        yield _no_review(plan)
        return
    principles = [each.id for each in lists.principles() if each.id not in review.principles]
    outcomes = [each.number for each in lists.outcomes() if each.number not in review.outcomes]
    if principles:
        yield Problem(
            review.at_key("principles"),
            f"The review '{review.id}' says nothing on {listed(principles, 13)}",
            f'Add a finding for each under `principles:`, for example: `{principles[0]}: "More people choose their '
            'support; see measure 3"`.',
        )
    if outcomes:
        yield Problem(
            review.at_key("outcomes"),
            f"The review '{review.id}' says nothing on national outcome{'s' if len(outcomes) > 1 else ''} "
            f"{listed(map(str, outcomes), 9)}",
            f'Add a finding for each under `outcomes:`, for example: `{outcomes[0]}: "Two of three measures better '
            'than in 2027"`.',
        )


@rule(
    "act-37-2-b-i-views-on-effectiveness",
    signs="regard was had to the planning group's views on how well the arrangements work",
    where=(Reviews,),
)
def group_views_on_effectiveness(plan: Plan, when: When) -> Iterator[Problem]:
    """The planning group was asked how well the arrangements work, and was answered."""
    yield from _group_views(plan, when, "effectiveness", "on how well the arrangements work")


@rule(
    "act-37-2-b-ii-views-on-replacing",
    signs="regard was had to the planning group's views on whether to replace the plan",
    where=(Reviews,),
)
def group_views_on_replacing(plan: Plan, when: When) -> Iterator[Problem]:
    """The planning group was asked, apart from that, whether to replace the plan, and was answered."""
    yield from _group_views(plan, when, "replacing", "on whether to replace the plan")


def _group_views(plan: Plan, when: When, key: str, about: str) -> Iterator[Problem]:
    review = under_review(plan)
    if review is None:
        yield _no_review(plan)
        return
    views: GroupViews | None = getattr(review.group_views, key) if review.group_views else None
    missing = [f"`{each}:`" for each in ("asked", "views", "answer") if views is None or getattr(views, each) is None]
    if missing:
        at = views.at if views is not None and views.at.path else review.at_key("group_views")
        yield Problem(
            at,
            f"The review '{review.id}' has no views of the planning group {about}"
            if len(missing) == 3
            else f"The planning group's views {about} lack {listed(missing)}",
            f'Write under `group_views:`, for example: `{key}: {{asked: 2029-09-01, views: "…", answer: "…"}}`.',
        )
    elif views is not None and views.asked and review.decided and views.asked > review.decided:
        yield Problem(
            views.at_key("asked"),
            f"The planning group was asked {about} on {in_words(views.asked)}, after the decision "
            f"({in_words(review.decided)})",
            "The group is asked first: correct the day, or ask and decide again.",
        )
    elif views is not None and views.asked and (why := why_not(plan, when, views.asked)):
        yield Problem(
            views.at_key("asked"), f"The planning group is asked {about} on {in_words(views.asked)}, {why}", MEND
        )


@rule("act-37-3-replace-or-not", where=(Reviews,))
def decision_after_review(plan: Plan, when: When) -> Iterator[Problem]:
    """After a review it is decided, on a day, whether to replace the plan."""
    if not plan.reviews.reviews:
        yield _no_review(plan)
    for review in plan.reviews.reviews:
        missing = [f"`{key}:`" for key in ("replace_plan", "decided", "decision") if getattr(review, key) is None]
        if review.completed and missing:
            yield Problem(
                review.at,
                f"The review '{review.id}' is finished, and what was decided is not complete: {listed(missing)}",
                'Write, for example: `replace_plan: no`, `decided: 2029-12-13`, `decision: "Board, 13 December 2029, '
                'item 4"`. '
                "A decision not to replace starts the next three years.",
            )
        elif review.replace_plan is False and review.decided and not _rests_on_review(review):
            done = f"was finished on {in_words(review.completed)}" if review.completed else "is not finished"
            yield Problem(
                review.at_key("decided"),
                f"It was decided on {in_words(review.decided)} not to replace the plan, and the review '{review.id}' "
                f"{done}, so no new period of three years begins",
                "Finish the review, decide again, and write that day; correct the days if they are wrong.",
                note=True,
            )


@rule("guidance-2015-a-i-review-indicators", where=(Reviews,))
def review_looks_at_indicators(plan: Plan, when: When) -> Iterator[Problem]:
    """The review says which indicators it looked at, and of what date."""
    review = under_review(plan)
    if review is None:
        yield _no_review(plan)
    elif review.indicators is None:
        yield Problem(
            review.at,
            f"The review '{review.id}' does not say which indicators it looked at",
            fill_in(review, 'indicators: "Core indicators 1 to 20, as published in July 2029"'),
        )
