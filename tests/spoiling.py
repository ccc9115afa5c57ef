"""The rows of `tests/spoilings/`, the trees that they spoil, and how a plan is judged before and after."""

from __future__ import annotations

import importlib
import pkgutil
import re
import runpy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path

import spoilings
from lead_agency import DAY as LEAD_AGENCY_DAY
from lead_agency import lead_agency_files
from plan_fixture import DAY, complete_files

from scp.finding import Finding, Report, Requirement, State
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.problem import Location
from scp.repository import MappingSource, load_plan
from scp.requirements import all_rules, check, is_due, requirement, requirements
from scp.requirements.agreement import KIND as WITHOUT_SOURCE
from scp.requirements.loose_ends import KIND as LOOSE_END

SAMPLE = Path(__file__).parent.parent / "sample-plan"
ATTESTATIONS = "registers/attestations.yaml"
DUE = (State.OWED, State.STALE)
ANSWERED = (State.MET, State.ATTESTED)
BY_THE_WAY = {LOOSE_END, WITHOUT_SOURCE, "plan-easy-read-changed"}
"""Kinds of notes of our own that follow from what a row spoils, and that it names only where they are its point."""

Files = Mapping[str, str]


@dataclass(frozen=True)
class Edit:
    """*old*, which stands once in *path*, becomes *new*; without *old* *new* is the whole file, or None takes it away.

    With *every*, *old* may stand there more than once, and each is replaced.
    """

    path: str
    old: str = ""
    new: str | None = ""
    every: bool = False

    def made_in(self, files: Files) -> dict[str, str]:
        changed = dict(files)
        if self.new is None:
            assert not self.old, f"{self.path}: a file is taken away whole, or words of it are replaced"
            del changed[self.path]
        elif not self.old:
            assert files.get(self.path) != self.new, f"{self.path} is so already"
            changed[self.path] = self.new
        else:
            times = files[self.path].count(self.old)
            assert times == 1 or (self.every and times), f"{self.path} holds {self.old!r} {times} times"
            changed[self.path] = files[self.path].replace(self.old, self.new)
        return changed


@dataclass(frozen=True)
class Spoiling:
    """One thing that goes wrong, in a few words (*name*), and where the finding must then stand.

    *old* becomes *new* in *path*, as in `Edit`; *more* holds further edits. The finding stands in the file *at*
    (*path* if empty), on the line that holds *words* (none: the file as a whole). *also* names what is rightly owed
    by it too, beyond those that share a check: requirements, and kinds of our own findings (`plan-…`). The plan is
    judged for *stage* on *day*; else for the furthest stage that *base* knows, and from the stage on from which the
    duty is due, on the day of *base*.
    """

    id: str
    name: str
    path: str
    old: str = ""
    new: str | None = ""
    at: str = ""
    words: str = ""
    more: tuple[Edit, ...] = ()
    also: tuple[str, ...] = ()
    stage: Stage | None = None
    day: date | None = None
    base: str = "sample"

    def __str__(self) -> str:
        return f"{self.id}: {self.name}"

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All the edits; the one of *path* is left out where only *more* says what changes."""
        first = () if self.old == self.new == "" else (Edit(self.path, self.old, self.new),)
        return (*first, *self.more)


@dataclass(frozen=True)
class Accepted:
    """A power (`may`) that is used: *edits* use it, and nothing is found in the plan that was not found before."""

    id: str
    name: str
    edits: tuple[Edit, ...]
    stage: Stage | None = None
    day: date | None = None
    base: str = "sample"

    def __str__(self) -> str:
        return f"{self.id}: {self.name}"


# the trees


@dataclass(frozen=True)
class Base:
    """A sound plan: its files, the furthest stage for which it is judged, and the day on which it is."""

    files: Files
    stage: Stage
    day: date

    @cached_property
    def plan(self) -> Plan:
        return load(self.files)


def load(files: Files) -> Plan:
    """The plan of *files*, of which those that are no text were read byte for byte."""
    return load_plan(MappingSource({path: text.encode(errors="surrogateescape") for path, text in files.items()}))


@cache
def replayed() -> dict:
    """The names of sample-plan/history/replay.py, which knows what the worked example was at each stage."""
    return runpy.run_path(str(SAMPLE / "history" / "replay.py"), run_name="replay")


def text_of(tree: Mapping[str, bytes]) -> dict[str, str]:
    """The files of *tree* as text; what is no UTF-8 keeps its bytes, as stand-ins that `load` turns back."""
    return {path: content.decode(errors="surrogateescape") for path, content in tree.items()}


def stages_until(stage: Stage) -> str:
    """stages.yaml as it was while *stage* was being made: with the stages before it."""
    head, *records = re.split(r"(?m)^(?=  - stage: )", (SAMPLE / "stages.yaml").read_text(encoding="utf-8"))
    return head + "".join(
        record for record in records if Stage(record.split("\n")[0].removeprefix("  - stage: ")) < stage
    )


@cache
def published() -> Base:
    """The worked example as published, on the day of publication."""
    files = text_of(replayed()["tree_of"]("published"))
    return Base(
        files | {"stages.yaml": (SAMPLE / "stages.yaml").read_text(encoding="utf-8")},
        Stage.PUBLISHED,
        date(2027, 3, 11),
    )


@cache
def made(stage: Stage) -> Base:
    """The worked example on the day on which *stage* was made, just before it was."""
    day = next(each.day for each in replayed()["STAGES"] if each.id == stage.value)
    files = text_of(replayed()["tree_of"](stage.value))
    earlier = stages_until(stage) if stage > Stage.PROPOSALS else "stages: []\n"
    return Base(files | {"stages.yaml": earlier}, stage, day)


@cache
def small() -> Base:
    """The small plan of `plan_fixture`."""
    return Base(complete_files(), Stage.PUBLISHED, DAY)


@cache
def first_plan() -> Base:
    """The small plan as the first of its authority, which makes no East Lothian plan."""
    plan = complete_files()["plan.yaml"]
    replaces = plan[plan.index("replaces:") : plan.index("integration_scheme:")]
    return Base(
        complete_files()
        | {
            "plan.yaml": plan.replace("first: no", "first: yes\ndelegation_day: 2027-04-01")
            .replace(replaces, "")
            .replace("start_day: 2016-04-01", "start_day: 2027-04-01"),
            "publication.yaml": complete_files()["publication.yaml"].replace("2026-03-31", "2026-12-10"),
        },
        Stage.PUBLISHED,
        DAY,
    )


@cache
def first_plan_of_2015() -> Base:
    """A first plan whose functions moved before the prescribed day, judged by what it had to state."""
    files = first_plan().files
    plan = files["plan.yaml"]
    for old, new in (
        ("delegation_day: 2027-04-01", "delegation_day: 2015-09-01"),
        ("start_day: 2027-04-01", "start_day: 2015-09-01"),
        ("start: 2027-04-01", "start: 2015-09-01"),
        ("end: 2030-03-31", "end: 2018-08-31"),
    ):
        assert old in plan
        plan = plan.replace(old, new)
    return Base({**files, "plan.yaml": plan}, Stage.FINAL, DAY)


@cache
def lead_agency() -> Base:
    """The small plan where the Health Board is the lead agency."""
    plan = complete_files()["plan.yaml"].replace("model: ijb", "model: lead-health-board")
    return Base(complete_files() | {"plan.yaml": plan}, Stage.PUBLISHED, DAY)


@cache
def two_lead_agencies() -> Base:
    """The plan of `lead_agency`, in force, with its first performance report."""
    return Base(lead_agency_files(), Stage.IN_FORCE, LEAD_AGENCY_DAY)


@cache
def later(step: str) -> Base:
    """The worked example as it went on: after the first year's report, and once it was reviewed."""
    day = dict(replayed()["LATER"])[step]
    return Base(text_of(replayed()["tree_after"](step)), Stage(step), day)


@cache
def in_force() -> Base:
    """The worked example three months after it took effect."""
    return replace(published(), stage=Stage.IN_FORCE, day=date(2027, 6, 30))


REVIEWED = (
    "act-36-3-a-group-views",
    "act-37-2-a-regard-in-review",
    "act-37-2-b-i-views-on-effectiveness",
    "act-37-2-b-ii-views-on-replacing",
)


LATER = ("registers/actions.yaml", "registers/procurement.yaml", "registers/risks.yaml")


@cache
def reviewed() -> Base:
    """The worked example at the end of 2029, with a decision taken outside a revision and its first review done."""
    files = dict(later("review").files)
    group = "registers/planning-group.yaml"
    files[group] += (
        "  - {date: 2029-06-14, papers_sent: 2029-06-01, about: The review, performance: evidence/performance-2026.md}\n"
        "  - {date: 2029-11-15, papers_sent: 2029-11-02, about: The report of the review}\n"
    )
    files["registers/engagement-log.yaml"] += (
        "  - {id: review-evening, title: An open evening on the plan, date: 2029-09-11, phase: review, others: Neighbours}\n"
    )
    files["registers/information-requests.yaml"] += (
        "  - {id: review-admissions, kind: review, holder: S08000024, what: Unplanned admissions by locality, "
        "asked: 2029-05-01, due: 2029-06-01, met: 2029-05-29}\n"
    )
    files["registers/decisions.yaml"] = (
        "decisions:\n  - id: haddington-clinic\n    title: Move the clinic in Haddington\n    decided: 2028-06-29\n"
        "    decided_by: East Lothian Integration Joint Board\n    change: permanent\n    localities: []\n"
        "    localities_reason: It serves both localities and stays in the town\n"
        "    his_contacted: 2028-03-20\n    his_advice: Ask those who do not come yet\n"
        "    significant: yes\n    significant_reason: 900 people go there\n    within_plan_revision: no\n"
        "    within_reason: No plan is being made\n"
        "    group_views: {asked: 2028-05-04, views: Keep a room in the town, answer: A room is kept}\n"
        "    involvement:\n"
        "      - {who: People who go to the clinic, users: current, action: Two meetings there, date: 2028-04-12}\n"
        "      - {who: Newly diagnosed people, users: prospective, action: A questionnaire, date: 2028-04-20}\n"
    )
    head, none, tail = files["performance/reports.yaml"].rpartition("section_36_decisions: 0\n")
    files["performance/reports.yaml"] = (
        f"{head}{none.replace('0', '1')}      decisions:\n        - {{decision: haddington-clinic, reason: The lease "
        f"ended, outcomes: {{5: The new one is on the bus route}}}}\n{tail}"
    )
    principles = re.findall(r"(?m)^  - id: (\S+)", files["registers/principles.yaml"])
    files["registers/reviews.yaml"] = (
        "reviews:\n  - id: review-1\n    kind: statutory\n    opened: 2029-04-09\n    completed: 2029-11-01\n"
        "    principles:\n"
        + "".join(f"      {id}: Better than in 2027 in both localities\n" for id in principles)
        + "    outcomes:\n"
        + "".join(f"      {number}: Two of three measures are better\n" for number in range(1, 10))
        + "    indicators: Core indicators 1 to 20, as published in July 2029\n    group_views:\n"
        "      effectiveness: {asked: 2029-06-14, views: Good but for weekends, answer: Weekends come first}\n"
        "      replacing: {asked: 2029-06-14, views: Replace it, answer: It will be replaced}\n"
        "    contracts: [care-at-home-east]\n    replace_plan: yes\n    decided: 2029-12-13\n    decision: 'Board, 13 December 2029, item 4'\n"
    )
    signed = files[ATTESTATIONS]
    entries = [
        f"  - id: {id}\n    statement: It was done.\n    who: Chief Officer\n    date: 2029-12-13\n    evidence: "
        f"[registers/{'decisions' if id.startswith('act-36') else 'reviews'}.yaml]\n"
        for id in REVIEWED
    ]
    prints = load(files | {ATTESTATIONS: signed + "".join(entries)}).fingerprints
    files[ATTESTATIONS] = signed + "".join(
        f"{entry}    fingerprint: {prints[id]}\n" for entry, id in zip(entries, REVIEWED, strict=True)
    )
    return Base(files, Stage.REVIEW, date(2029, 12, 20))


def after(step: str, stage: Stage, day: date) -> Base:
    """The worked example as it went on after publication."""
    return Base(text_of(replayed()["tree_after"](step)), stage, day)


# A module of `spoilings` may add a tree of its own.
BASES: dict[str, Callable[[], Base]] = {
    "sample": published,
    "in force": in_force,
    "reviewed": reviewed,
    "in-force": lambda: after("in-force", Stage.IN_FORCE, date(2028, 8, 15)),
    "review": lambda: after("review", Stage.REVIEW, date(2029, 12, 10)),
    "small": small,
    "first plan": first_plan,
    "first plan of 2015": first_plan_of_2015,
    "lead agency": lead_agency,
    "lead-agency": two_lead_agencies,
    **{str(stage): lambda stage=stage: made(stage) for stage in Stage if stage.is_made},
}


@cache
def base(name: str) -> Base:
    return BASES[name]()


# judging


@cache
def report_of(name: str, stage: Stage, day: date) -> Report:
    """What the unspoiled tree owes."""
    return check(base(name).plan, stage, day)


def spoil(files: Files, edits: Iterable[Edit]) -> dict[str, str]:
    """*files* with all the *edits* made, one after the other."""
    spoiled = dict(files)
    for each in edits:
        spoiled = each.made_in(spoiled)
    assert spoiled != files
    return spoiled


def due_from(id: str) -> Stage:
    """The stage from which *id* must hold."""
    return next(stage for stage in Stage if is_due(requirement(id), stage))


def judged_for(row: Spoiling | Accepted) -> tuple[Stage, ...]:
    """The stages for which *row* is judged: the furthest first, then the one from which the duty is due."""
    if row.stage is not None:
        return (row.stage,)
    own = due_from(row.id)
    return tuple(dict.fromkeys((max(base(row.base).stage, own), own)))


def day_of(row: Spoiling | Accepted) -> date:
    return row.day or base(row.base).day


def has_rule(each: Requirement) -> bool:
    """Whether a rule answers *each*, be it another requirement's whose check it shares."""
    return each.id in all_rules() or (bool(each.same_check_as) and set(each.same_check_as) <= set(all_rules()))


def sharing(ids: Iterable[str]) -> set[str]:
    """*ids*, and the requirements that share the check of one of them."""
    known = set(ids)
    return known | {each.id for each in requirements() if known & set(each.same_check_as)}


def newly(before: Report, after: Report, state: State) -> set[str]:
    """The ids that are in *state* after and were neither owed nor stale before."""
    return {id for id, now in after.states.items() if now is state and before.states[id] not in DUE}


def moved(sound: Plan, spoiled: Plan) -> set[str]:
    """The requirements whose attestation is as it was and rests on what has changed, and those that share their check."""
    signed = {each.id: each for each in sound.attestations.attestations}
    return sharing(
        each.id
        for each in spoiled.attestations.attestations
        if signed.get(each.id) == each and sound.fingerprints[each.id] != spoiled.fingerprints[each.id]
    )


def own(report: Report) -> set[str]:
    """The kinds of findings that are no requirement's."""
    return {each.id for each in report.findings if each.requirement is None}


def breaches(report: Report, id: str, without: Iterable[str] = ()) -> list[Finding]:
    """What is owed for *id*, but for what is also found for one of the other requirements *without*."""
    others = {each.problem for each in report.findings if each.id in without}
    return [each for each in report.findings if each.id == id and not each.problem.note and each.problem not in others]


def line_of(files: Files, path: str, words: str) -> Location:
    """The one line of *path* that is *words* or, if there is none, holds them; the file as a whole without *words*."""
    if not words:
        return Location(path)
    lines = list(enumerate(files[path].split("\n"), 1))
    exact = [number for number, line in lines if line.strip() == words]
    found = exact or [number for number, line in lines if words in line]
    assert len(found) == 1, f"{path}: {words!r} stands on the lines {found}, not on one"
    return Location(path, found[0])


# words of the worked example, for edits


def record(path: str, words: str, base_name: str = "sample") -> str:
    """The entry of a list in *path* that begins `- ` and *words*, with its lines, as it stands in the tree."""
    text = BASES[base_name]().files[path]
    found = re.findall(rf"(?m)^((?: *)- {re.escape(words)}\n(?:(?:   | *#).*\n)*)", text)
    assert len(found) == 1, f"{path} holds {len(found)} entries that begin {words!r}"
    return found[0]


def passage(path: str, anchor: str, base_name: str = "sample") -> str:
    """The text below the heading of *anchor* in *path*, up to the next heading."""
    text = BASES[base_name]().files[path]
    return text.partition(f"{{#{anchor}}}\n")[2].partition("\n## ")[0]


def unsigned(id: str, base_name: str = "sample") -> Spoiling:
    """Nobody has signed for *id*: its attestation is not there."""
    return Spoiling(
        id,
        "nobody has signed for it",
        ATTESTATIONS,
        record(ATTESTATIONS, f"id: {id}", base_name),
        "",
        words="attestations:",
        base=base_name,
    )


# gathering


@cache
def tables() -> tuple[tuple[Spoiling, ...], tuple[Accepted, ...], tuple[tuple[str, str], ...]]:
    """The rows of every module of `spoilings`: those that spoil, those that use a power, and reasons for neither."""
    spoiled: list[Spoiling] = []
    accepted: list[Accepted] = []
    reasons: list[tuple[str, str]] = []
    for module in pkgutil.iter_modules(spoilings.__path__):
        table = importlib.import_module(f"spoilings.{module.name}")
        spoiled += getattr(table, "SPOILINGS", ())
        accepted += getattr(table, "ACCEPTED", ())
        reasons += getattr(table, "NOT_SPOILED", {}).items()
    return tuple(spoiled), tuple(accepted), tuple(reasons)


def rows() -> tuple[Spoiling, ...]:
    """Every spoiling, and the same again for each requirement that has no check but another's, from its own stage on.

    A requirement that shares several checks has the row of the first that any row spoils, and needs none of its own.
    """
    written, used, reasons = tables()
    named = {each.id for each in (*written, *used)} | {id for id, _ in reasons}
    first = {each.id: each for each in reversed(written)}
    sharers: dict[str, list[Spoiling]] = {}
    for each in requirements():
        if each.id not in named and each.id not in all_rules() and has_rule(each):
            row = next((first[id] for id in each.same_check_as if id in first), None)
            if row is not None:
                sharers.setdefault(row.id, []).append(replace(row, id=each.id, also=(row.id, *row.also)))
    return tuple(each for row in written for each in (row, *(sharers.get(row.id, ()) if row is first[row.id] else ())))


@lru_cache(maxsize=1)
def spoiled(name: str, edits: tuple[Edit, ...]) -> tuple[Files, Plan]:
    """The files and the plan of the tree *name* with *edits* made; the last is kept, since rows that share it follow."""
    files = spoil(base(name).files, edits)
    return files, load(files)


# traps


def trap(id: str) -> Callable[[Callable], Callable]:
    """Marks the test below it as the one of the trap that the catalogue warns of under *id*."""
    assert requirement(id).trap, f"{id} has no trap"
    return lambda test: test
