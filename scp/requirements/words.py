"""How rules speak: days, counts and lists in words, and where a record stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from scp.finding import Requirement
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.stage import Stage
from scp.model.text import Section
from scp.problem import Location, Problem


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names as a sentence holds them: "a, b and c"; the rest are counted when there are more than *most*."""
    found = list(names)
    if len(found) > most:
        found = [*found[: most - 1], f"{len(found) - most + 1} more"]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 locality", "3 localities"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def made(stage: Stage, past: bool = False) -> str:
    """The verb for a stage: "is made" or "was made"; of the proposals "are made" or "were made"."""
    many = stage is Stage.PROPOSALS
    return f"{('were' if many else 'was') if past else 'are' if many else 'is'} made"


def due_words(duty: Requirement) -> str:
    """When *duty* is due: "when the proposals are made", "before the final plan is made"."""
    stage = Stage(duty.stage)
    if duty.before_next and stage.next:
        return f"before the {stage.next.words} {made(stage.next)}"
    return stage_words(stage)


def stage_words(stage: Stage) -> str:
    """When *stage* comes: "when the first draft is made", "once there is a review"."""
    return f"when the {stage.words} {made(stage)}" if stage.is_made else f"once there is a {stage.words}"


def quoted(text: str, most: int = 60) -> str:
    """*text* in quotation marks, shortened at a word where it is long."""
    folded = " ".join(text.split())
    if len(folded) > most:
        folded = folded[:most].rsplit(" ", 1)[0] + " …"
    return f'"{folded}"'


def write_it(section: Section | None, mend: str) -> str:
    """*mend*, which says how to write *section*; how to let it count where its text is there and held back."""
    if section is not None and section.has_text and section.held_back:
        return "There is text, and its status is to-write: write `status: draft` at the head of the file."
    return mend


def within(record: Record, path: str, key: str = "") -> Location:
    """Where *key* of *record* stands, or where the record does; the file *path* where it was never written."""
    if not record.at.path:
        return Location(path)
    return record.at_key(key) if key else record.at


def written(record: Record | None, key: str) -> bool:
    """Whether *key* stands in the file of *record*, be it with nothing after it."""
    return record is not None and record.has_key(key)


def fill_in(record: Record | None, *examples: str, file: str = "", under: str = "") -> str:
    """How to give the fields that *record* lacks, of which *examples* are each "key: value".

    A key that stands there empty is filled in; writing it again would be a second one, and no file may have that.
    """
    place = f"{f' under `{under}:`' if under else ''}{f' in {file}' if file else ''}"
    keys = {each: each.partition(":")[0] for each in examples}
    there = [each for each in examples if written(record, keys[each])]
    wanting = [each for each in examples if each not in there]
    parts = []
    if there:
        parts.append(
            f"Fill in {listed(f'`{keys[each]}:`' for each in there)}{place}, "
            f"for example {listed(f'`{each}`' for each in there)}."
        )
    if wanting:
        parts.append(f"Add{place}, for example: {listed(f'`{each}`' for each in wanting)}.")
    return " ".join(parts)


def how_to_state_period(plan: Plan, *ends: str) -> str:
    """How to write the *ends* ("first", "last") of the plan's period that are not stated."""
    examples = {"first": "start: 2027-04-01", "last": "end: 2030-03-31"}
    period = plan.record.period
    if not period.at.path:
        return fill_in(plan.record, "period: {start: 2027-04-01, end: 2030-03-31}", file="plan.yaml")
    return fill_in(period, *(examples[each] for each in ends), under="period", file="plan.yaml")


def each_or_one(problems: Sequence[Problem], all_of_them: Callable[[], Problem], most: int = 3) -> Iterator[Problem]:
    """Up to *most* problems one by one; more than that as one, so that a fresh plan is not buried."""
    if len(problems) <= most:
        yield from problems
    else:
        yield all_of_them()
