"""What the next advance of a plan would do, what stands in its way, and the commits that it makes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scp import history
from scp.commands.common import today
from scp.finding import Level, State
from scp.history import Repository, Step, report_path, tag_name
from scp.model.plan import Plan
from scp.model.stage import MADE, TAKEN_BACK, Stage, StageRecord, next_number, read_name, stage_name
from scp.model.words import in_words
from scp.problem import Location, Problem, Refusal
from scp.reference import catalogue
from scp.repository.layout import STAGES
from scp.repository.stages import append_stage

if TYPE_CHECKING:
    from scp.requirements import Report

PUBLICATION = "publication.yaml"


@dataclass(frozen=True)
class Prospect:
    """A move of a plan: to a stage, for the *number*th time, or back from the one that stands.

    It says what blocks the move and by which source, and what making it would lay out.
    """

    plan: Plan
    stage: Stage
    number: int
    day: date
    report: Report
    blocked: tuple[Problem, ...]
    sources: Mapping[Problem, str]
    scaffold: Mapping[str, bytes]
    since_final: tuple[str, ...] = ()
    withdrawn: bool = False

    @property
    def name(self) -> str:
        """`draft-2.2`: what the stage is called."""
        return stage_name(self.stage, self.number)

    @property
    def key(self) -> str:
        """What the record of the move is called in its tag and its files."""
        return f"{self.name}{TAKEN_BACK}" if self.withdrawn else self.name

    @property
    def tag(self) -> str:
        return tag_name(self.plan.edition, self.key)

    @property
    def before(self) -> str | None:
        """The stage that the plan has reached."""
        return self.plan.standing[-1].name if self.plan.standing else None

    @property
    def writes(self) -> tuple[str, ...]:
        """The files that the stage's own commit changes."""
        return STAGES, report_path(self.key)

    def line(self, problem: Problem) -> str:
        """What blocks, at which place, by which source."""
        place = f"{problem.at}: " if problem.at.path else ""
        source = self.sources.get(problem)
        return f"{place}{problem.what}" + (f"  ({source})" if source else "")

    def refuse_what_blocks(self) -> None:
        """A refusal that lists everything in the way, if anything is."""
        if not self.blocked:
            return
        count = len(self.blocked)
        details = []
        for problem in self.blocked:
            details += [f"✗ {self.line(problem)}", *([f"  {problem.mend}"] if problem.mend else [])]
        raise Refusal(
            f"{'1 thing stands' if count == 1 else f'{count} things stand'} in the way of "
            f"{f'taking {self.name} back' if self.withdrawn else self.name}.",
            "Nothing was changed. Mend what is named, save, then try again: "
            f"scplan draft {'withdraw' if self.withdrawn else 'advance'}",
            details,
        )

    @property
    def open(self) -> tuple[str, ...]:
        """What does not block, and is worth knowing before the stage is made."""
        found = [self.not_as_final] if self.since_final else []
        stale = [id for id, state in self.report.states.items() if state is State.STALE]
        if stale:
            found.append(
                "1 signed judgement has changed since it was signed"
                if len(stale) == 1
                else f"{len(stale)} signed judgements have changed since they were signed"
            )
        besides = sum(
            first.level is Level.LAW and first.problem not in self.blocked and first.id not in stale
            for first, *_ in self.report.problems
        )
        if besides:
            count = "1 thing is" if besides == 1 else f"{besides} things are"
            found.append(f"{count} owed to the law besides (scplan check --for {self.stage})")
        return tuple(found)

    @property
    def not_as_final(self) -> str:
        """Which files are no longer as they were made final, and why that matters."""
        count = len(self.since_final)
        return (
            f"{'1 file has' if count == 1 else f'{count} files have'} changed since the final stage: "
            f"{', '.join(history.named(self.since_final))}. {history.SAME_PLAN}"
        )

    @property
    def after(self) -> tuple[str, ...]:
        """The duties of law that come between this stage and the next."""
        return tuple(
            f"{entry.title}  ({entry.short})"
            for entry in catalogue.entries()
            if entry.holds == "before-next" and entry.stage == str(self.stage) and entry.level == "law"
        )

    def as_json(self, obstacles: tuple[Refusal, ...]) -> dict[str, Any]:
        """All of it for a program, with what stands in the way whatever the plan says."""
        return {
            "schema": 1,
            "edition": self.plan.edition,
            "from": self.before,
            "to": self.name,
            "stage": str(self.stage),
            "number": self.number,
            "date": self.day.isoformat(),
            "tag": self.tag,
            "writes": list(self.writes),
            "then": sorted(self.scaffold),
            "obstacles": [{"what": each.what, "details": list(each.details), "mend": each.mend} for each in obstacles],
            "blocked": [
                {
                    "what": each.what,
                    "source": self.sources.get(each, ""),
                    "path": each.at.path,
                    "line": each.at.line or None,
                    "mend": each.mend,
                }
                for each in self.blocked
            ],
            "open": list(self.open),
            "changed_since_final": list(self.since_final),
            "after": list(self.after),
        }

    @cached_property
    def kept_report(self) -> bytes:
        """The check report that is kept with the record."""
        from scp import requirements

        report = json.dumps(requirements.report_json(self.report, self.plan), indent=1, ensure_ascii=False)
        return f"{report}\n".encode()

    def steps(
        self, files: Mapping[str, bytes], tree: str, decision: str | None, reason: str | None = None
    ) -> tuple[Step, ...]:
        """The commit of the move upon *files* of the digest *tree*, and one that lays out what it asks for."""
        plan, kept = self.plan, self.kept_report
        record = StageRecord(
            stage=self.stage,
            number=self.number,
            withdrawn=self.withdrawn,
            date=self.day,
            decision=decision,
            reason=reason,
            tree=tree,
            check=history.sha256(kept),
            catalogue=catalogue.edition(),
        )
        says, sentence = history.stage_trailers(record), record.sentence
        made = Step(
            {STAGES: append_stage(files.get(STAGES), record), report_path(self.key): kept},
            history.with_trailers(sentence[0].upper() + sentence[1:], says),
            self.tag,
            history.with_trailers(f"{_one_line(plan.title)}, edition {plan.edition}: {sentence}.", says),
        )
        scaffold = {path: content for path, content in self.scaffold.items() if path not in files}
        return (made, Step(scaffold, f"{self._laying_out}\n")) if scaffold else (made,)

    @property
    def _laying_out(self) -> str:
        if self.withdrawn or self.number > 1:
            return "Lay out the round of asking that comes next"
        return (
            f"Lay out what {self.stage.next} needs" if self.stage.next in MADE else "Lay out what follows publication"
        )


def next_stage(plan: Plan) -> Stage | None:
    """The next stage to be made; None once the plan is published."""
    following = plan.stage.next if plan.stage else MADE[0]
    return following if following in MADE else None


def next_or_refuse(plan: Plan, again: bool = False) -> tuple[Stage, int]:
    """The stage to be made next, or *again* the one that stands, and which time; a refusal where there is none."""
    stage = plan.stage if again else next_stage(plan)
    if again and stage is None:
        raise Refusal("no stage stands yet that could be made once more.", "The first is made by: scplan draft advance")
    if stage is None or (stage is Stage.PUBLISHED and again):
        raise Refusal(
            f"edition {plan.edition} is published, and that is its last stage.",
            "What comes next is its review, which leads to the proposals of a new edition (2014 Act s37).",
        )
    return stage, next_number(plan.stages.stages, stage)


def look_ahead(
    plan: Plan, stage: Stage, day: date, since_final: tuple[str, ...] = (), number: int | None = None
) -> Prospect:
    """What making *stage* on *day* would do, and what blocks it; *since_final* are files changed since then."""
    from scp import requirements
    from scp.repository.scaffold import scaffold_next, scaffold_round

    time = number or next_number(plan.stages.stages, stage)
    found = requirements.gates(plan, stage, day)
    following = stage.next or stage
    return Prospect(
        plan,
        stage,
        time,
        day,
        requirements.check(plan, stage, day),
        (
            *_wrong_day(plan, f"{stage_name(stage, time)} cannot be reached", day),
            *_too_often(stage, time),
            *_missing_publication(plan, stage),
            *dict.fromkeys(each.problem for each in found),
        ),
        {each.problem: each.source for each in found},
        scaffold_next(plan, stage)
        if time == 1
        else {
            **scaffold_round(plan, stage, time),
            **scaffold_round(plan, following, next_number(plan.stages.stages, following)),
        },
        since_final,
    )


def look_back(plan: Plan, day: date) -> Prospect:
    """What taking back the stage that stands on *day* would do, and what blocks it; a refusal where none can be."""
    from scp import requirements
    from scp.repository.scaffold import scaffold_round

    if not plan.standing:
        raise Refusal("no stage stands that could be taken back.", "The stages reached: scplan draft list")
    last = plan.standing[-1]
    if last.stage is Stage.PUBLISHED:
        raise Refusal(
            "a plan that is published cannot be taken back: others rely on it.",
            "Review it, and replace it by a new plan if need be (2014 Act s37): scplan explain act-37-10-relevant-period",
        )
    stands_before = [each for each in plan.standing if each.stage is last.stage and each.name != last.name]
    return Prospect(
        plan,
        last.stage,
        last.number,
        day,
        requirements.check(plan, last.stage, day),
        tuple(_wrong_day(plan, f"{last.name} cannot be withdrawn", day)),
        {},
        {} if stands_before else scaffold_round(plan, last.stage, next_number(plan.stages.stages, last.stage)),
        withdrawn=True,
    )


def since_final(repository: Repository, plan: Plan, stage: Stage) -> tuple[str, ...]:
    """The files that changed since *plan* was made final, where *stage* is its publication."""
    final = plan.reached(Stage.FINAL)
    if stage is not Stage.PUBLISHED or final is None:
        return ()
    return history.changed_since_final(repository, plan.edition, final.key)


def obstacles(repository: Repository, tag: str) -> Iterator[Refusal]:
    """What stands in the way of an advance to *tag* whatever the plan says."""
    for look in (
        repository.refuse_unless_on_branch,
        repository.refuse_unless_whole,
        repository.refuse_if_unsaved,
        repository.identity,
        lambda: history.refuse_tag_in_the_way(repository, tag),
    ):
        try:
            look()
        except Refusal as refusal:
            yield refusal


def _too_often(stage: Stage, number: int) -> Iterator[Problem]:
    if read_name(stage_name(stage, number)) is None:
        what = f"{stage} was reached {number - 1} times, and no more can be told apart"
        yield Problem(Location(STAGES), what, "Go on to the next stage: scplan draft advance")


def _wrong_day(plan: Plan, what: str, day: date) -> Iterator[Problem]:
    last = plan.stages.stages[-1] if plan.stages.stages else None
    if last and day < last.date:
        yield Problem(
            last.at_key("date"),
            f"{what} on {in_words(day)}, before {last.key} ({in_words(last.date)})",
            f"Give the day on which it was: --date {last.date} or later.",
        )
    if day > today():
        yield Problem(
            Location(""),
            f"{in_words(day)} has not come yet",
            "A stage is recorded on the day it is reached, or later with --date.",
        )


def _missing_publication(plan: Plan, stage: Stage) -> Iterator[Problem]:
    if stage is Stage.PUBLISHED and plan.publication is None:
        yield Problem(
            Location(PUBLICATION),
            "is missing: it says when and where the plan was published",
            "Write it, beginning with `published: 2027-04-01` and `url: https://…`.",
        )


def _one_line(text: str) -> str:
    """*text* without line ends and other signs that would disturb a message."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
