"""What the next advance of a plan would do, what stands in its way, and the commits that it makes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from scp import history
from scp.commands.common import today
from scp.finding import Level, State
from scp.history import Repository, Step, report_path, tag_name
from scp.model.plan import Plan
from scp.model.stage import MADE, Stage, StageRecord
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
    """The next stage of a plan: what blocks it and by which source, and what making it would lay out."""

    plan: Plan
    stage: Stage
    day: date
    report: Report
    blocked: tuple[Problem, ...]
    sources: Mapping[Problem, str]
    scaffold: Mapping[str, bytes]
    since_final: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        return tag_name(self.plan.edition, self.stage)

    @property
    def writes(self) -> tuple[str, ...]:
        """The files that the stage's own commit changes."""
        return STAGES, report_path(self.stage)

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
            f"{'1 thing stands' if count == 1 else f'{count} things stand'} in the way of {self.stage}.",
            "Nothing was changed. Mend what is named, save, then try again: scplan draft advance",
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
            "from": str(self.plan.stage) if self.plan.stage else None,
            "to": str(self.stage),
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

    def steps(self, files: Mapping[str, bytes], tree: str, decision: str | None) -> tuple[Step, ...]:
        """The commit of the stage upon *files* of the digest *tree*, and one that lays out the next."""
        from scp import requirements

        plan, stage, day = self.plan, self.stage, in_words(self.day)
        report = json.dumps(requirements.report_json(self.report, plan), indent=1, ensure_ascii=False)
        kept = f"{report}\n".encode()
        record = StageRecord(
            stage=stage,
            date=self.day,
            decision=decision,
            tree=tree,
            check=history.sha256(kept),
            catalogue=catalogue.edition(),
        )
        says = history.stage_trailers(record)
        made = Step(
            {STAGES: append_stage(files.get(STAGES), record), report_path(stage): kept},
            history.with_trailers(f"{stage.words.capitalize()} of {day}", says),
            self.tag,
            history.with_trailers(f"{_one_line(plan.title)}, edition {plan.edition}: {stage.words} of {day}.", says),
        )
        scaffold = {path: content for path, content in self.scaffold.items() if path not in files}
        next_files = f"Lay out what {stage.next} needs" if stage.next in MADE else "Lay out what follows publication"
        return (made, Step(scaffold, f"{next_files}\n")) if scaffold else (made,)


def next_stage(plan: Plan) -> Stage | None:
    """The next stage to be made; None once the plan is published."""
    following = plan.stage.next if plan.stage else MADE[0]
    return following if following in MADE else None


def next_or_refuse(plan: Plan) -> Stage:
    """The next stage to be made; a refusal once the plan is published."""
    stage = next_stage(plan)
    if stage is None:
        raise Refusal(
            f"edition {plan.edition} is published, and that is its last stage.",
            "What comes next is its review, which leads to the proposals of a new edition (2014 Act s37).",
        )
    return stage


def look_ahead(plan: Plan, stage: Stage, day: date, since_final: tuple[str, ...] = ()) -> Prospect:
    """What making *stage* on *day* would do, and what blocks it; *since_final* are files changed since then."""
    from scp import requirements
    from scp.repository.scaffold import scaffold_next

    found = requirements.gates(plan, stage, day)
    return Prospect(
        plan,
        stage,
        day,
        requirements.check(plan, stage, day),
        (
            *_wrong_day(plan, stage, day),
            *_missing_publication(plan, stage),
            *dict.fromkeys(each.problem for each in found),
        ),
        {each.problem: each.source for each in found},
        scaffold_next(plan, stage),
        since_final,
    )


def since_final(repository: Repository, plan: Plan, stage: Stage) -> tuple[str, ...]:
    """The files that changed since *plan* was made final, where *stage* is its publication."""
    return history.changed_since_final(repository, plan.edition) if stage is Stage.PUBLISHED else ()


def obstacles(repository: Repository, prospect: Prospect) -> Iterator[Refusal]:
    """What stands in the way of an advance whatever the plan says."""
    for look in (
        repository.refuse_unless_on_branch,
        repository.refuse_unless_whole,
        repository.refuse_if_unsaved,
        repository.identity,
        lambda: history.refuse_tag_in_the_way(repository, prospect.tag),
    ):
        try:
            look()
        except Refusal as refusal:
            yield refusal


def _wrong_day(plan: Plan, stage: Stage, day: date) -> Iterator[Problem]:
    last = plan.stages.stages[-1] if plan.stages.stages else None
    if last and day < last.date:
        yield Problem(
            last.at_key("date"),
            f"{stage} cannot be reached on {in_words(day)}, before {last.stage} ({in_words(last.date)})",
            f"Give the day on which it was reached: --date {last.date} or later.",
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
