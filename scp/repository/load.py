"""The files of a plan, read whole, as one `Plan`; or one `PlanError` with everything that stands in the way."""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from scp.model.care_group import CareGroup
from scp.model.consultation import Round
from scp.model.easy_read import EasyReadPart
from scp.model.finance import Finance
from scp.model.locality import Arrangement, Locality, Status
from scp.model.plan import FORMAT, NarrativeSection, Plan, PlanRecord
from scp.model.record import Mapping, Record, Refers, walk
from scp.model.register import RegisterFile
from scp.model.responses import Replies, Theme, Themes
from scp.model.stage import Stage, read_name
from scp.problem import Location, PlanError, Problem
from scp.repository import layout, references
from scp.repository.agree import disagreements
from scp.repository.check_places import Pointers, check_names, check_places, law_list, pointers
from scp.repository.easy_read import Prints, note_problems, points, with_english, with_prints
from scp.repository.fingerprint import fingerprint
from scp.repository.lines import read_lines
from scp.repository.narrative import (
    MarkdownFile,
    Parsed,
    check_links,
    cut_at_level_2,
    resolve,
    substitute,
)
from scp.repository.record import build, cut_short, decode, nearest, read_yaml, suggest_anew
from scp.repository.responses import disagreements as reply_faults
from scp.repository.responses import read_answers, read_responses, replies
from scp.repository.source import Source
from scp.repository.theme import theme_findings

T = TypeVar("T")
R = TypeVar("R", bound=Record)


def load_plan(source: Source, parsed: Parsed | None = None) -> Plan:
    """The plan that the files of *source* hold; only text that *parsed* does not know as it stands is parsed.

    Every file is read before anything is reported; `PlanError` then carries every fault.
    """
    suggest_anew()
    collecting = gc.isenabled()
    gc.disable()  # parsing makes many small objects and no rubbish; it takes a third less without
    try:
        return _Loading(source, parsed or Parsed()).plan()
    finally:
        if collecting:
            gc.enable()


class _Loading:
    def __init__(self, source: Source, parsed: Parsed) -> None:
        self.source = source
        self.parsed = parsed
        self.problems: list[Problem] = list(source.problems)
        self.paths = source.paths()
        self.failed: set[str] = set()
        self.noticed: list[Problem] = []
        self.referring: set[str] = set()
        self.bodies: dict[str, MarkdownFile] = {}

    def plan(self) -> Plan:
        if layout.PLAN not in self.paths and any(problem.at.path == layout.PLAN for problem in self.problems):
            raise self._error()
        if layout.PLAN not in self.paths:
            raise PlanError(
                [
                    Problem(
                        Location(layout.PLAN), "is missing, so this is no plan", "Make a new plan: scplan init FOLDER"
                    ),
                    *self.problems,
                ],
                ending=UNREAD,
            )
        tree = self._try(layout.PLAN, lambda: read_yaml(layout.PLAN, self._text(layout.PLAN)))
        self._refuse_newer(tree)
        record = (
            self._try(layout.PLAN, lambda: build(PlanRecord, tree, layout.PLAN))
            if tree is not None or not self.failed
            else None
        )
        self._unknown_files()
        registers = {each: self._register(each) for each in layout.REGISTERS if each.path in self.paths}
        parts: dict[str, Any] = {
            "narrative": tuple(self._each(layout.NARRATIVE, self._narrative)),
            "localities": tuple(self._each(layout.LOCALITY, self._locality)),
            "care_groups": tuple(
                sorted(
                    self._each(layout.CARE_GROUP, self._care_group),
                    key=lambda group: (group.order is None, group.order or 0, group.id),
                )
            ),
            "easy_read": tuple(self._each(layout.EASY_READ, self._easy_read)),
            "translations": tuple(self._each(layout.TRANSLATED, self._easy_read)),
            "rounds": tuple(self._each(layout.ROUND, self._round)),
        }
        parts["replies"] = self._replies(parts["rounds"], parts["localities"])
        finance = self._finance() if layout.LINES in self.paths else Finance()
        if record is None:
            raise self._error()
        parts |= {each.attribute: value for each, value in registers.items() if each.attribute and value is not None}
        kept = {each.model: value for each, value in registers.items() if not each.attribute and value is not None}
        for name, items in (("priorities", "priorities"), ("facts", "facts"), ("glossary", "terms")):
            if name in parts:
                parts[name] = getattr(parts[name], items)
        files = {path: self.source.digest(path) for path in self.paths}
        plan = Plan(record=record, finance=finance, files=files, kept=kept, **parts)
        self.problems += disagreements(plan)
        self.noticed += theme_findings(plan, self.source.read)
        named = pointers(plan)
        self.problems += check_names(plan, named)
        anchors = self._anchors(plan, named)
        self.problems += check_places(plan, named, anchors, self.failed)
        plan = self._resolve(plan)
        if self.problems:
            raise self._error()
        plan = self._with_points(plan, anchors)
        prints = {each.id: fingerprint(plan, each, self.source.read) for each in plan.attestations.attestations}
        return plan.replace(
            fingerprints=prints,
            problems=tuple(
                sorted(
                    self.noticed
                    + [
                        problem
                        for body in self.bodies.values()
                        for problem in body.problems
                        if problem.kind.startswith("plan-")
                    ]
                    + [problem for body in self.bodies.values() for problem in check_links(body, self.paths, anchors)]
                )
            ),
        )

    def _with_points(self, plan: Plan, anchors: dict[str, set[str]]) -> Plan:
        """The plan with the points of its easy-read summary, each with what it sums up."""
        read = {each.path: points(self.bodies[each.path]) for each in (*plan.easy_read, *plan.translations)}
        for path, made in read.items():
            self.noticed += note_problems(self.bodies[path], made, self.paths, anchors)
        easy = with_prints(
            tuple(each.replace(points=read[each.path]) for each in plan.easy_read), Prints(plan, self.source.read)
        )
        english = {each.path.rpartition("/")[2]: each for each in easy}
        translations = tuple(
            with_english(each.replace(points=read[each.path]), english.get(each.path.rpartition("/")[2]))
            for each in plan.translations
        )
        return plan.replace(easy_read=easy, translations=translations)

    # reading

    def _text(self, path: str) -> str:
        text = decode(path, self.source.read(path))
        if "{{" in text:
            self.referring.add(path)
        if path.endswith(".yaml"):
            self.noticed += cut_short(path, text.split("\n"))
        return text

    def _try(self, path: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except PlanError as error:
            self.problems += error.problems
            self.failed.add(path)
            return None

    def _error(self) -> PlanError:
        faults = sorted(set(self.problems))
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        return PlanError(faults, ending=f"{UNREAD[:-1]} ({count}).")

    def _refuse_newer(self, tree: Any) -> None:
        number = tree.get("format") if isinstance(tree, Mapping) else None
        if type(number) is int and number > FORMAT:
            raise PlanError(
                [
                    Problem(
                        Location(layout.PLAN, tree.lines["format"]),
                        f"the plan has format {number}, made by a newer version of scp; this one reads up to {FORMAT}",
                        "Install the newest version: pip install --upgrade scplan",
                    )
                ],
                ending=UNREAD,
            )
        if type(number) is int and number < 1:
            self.problems.append(
                Problem(
                    Location(layout.PLAN, tree.lines["format"]),
                    f"there is no format {number}",
                    f"Write `format: {FORMAT}`.",
                )
            )

    def _unknown_files(self) -> None:
        known = {each.path for each in layout.REGISTERS} | {layout.PLAN, layout.LINES}
        names = sorted(path for path in known if "/" in path)
        told = {problem.at.path.casefold() for problem in self.problems}
        for path in self.paths:
            folder = path.split("/")[0]
            if path.casefold() in told:
                continue
            if path in known or ("/" not in path and not path.endswith((".yaml", ".yml"))):
                continue
            if folder in layout.FOLDERS and path.endswith((".md", ".yaml", ".yml")):
                pattern, mend = layout.FOLDERS[folder]
                if not pattern.fullmatch(path) and not path.endswith("README.md"):
                    self.problems.append(Problem(Location(path), "has a name under which it is not read", mend))
            elif folder in ("registers", "finance", "performance") or "/" not in path:
                near = nearest(path, known, 1, 0.7)
                self.problems.append(
                    Problem(
                        Location(path),
                        "is not a file of the plan" + (f". Did you mean {near[0]}?" if near else ""),
                        f"The files read here are {', '.join(each for each in (names if '/' in path else sorted(known)) if each.startswith(folder + '/') or ('/' not in path and '/' not in each))}.",
                    )
                )

    def _register(self, register: layout.Register) -> RegisterFile | None:
        path = register.path
        return self._try(path, lambda: self._built(path, register.model))

    def _built(self, path: str, model: type[R]) -> R:
        """The record in a YAML file; one that refers to nothing stays as it is, and need not be made again."""
        text = self._text(path)

        def make() -> R:
            return build(model, read_yaml(path, text), path)

        return make() if "{{" in text else self.parsed.once(path, text.encode(), make)

    def _each(self, pattern: Any, read: Callable[[str, str], T]) -> Iterator[T]:
        for path in self.paths:
            match = pattern.fullmatch(path)
            if match:
                found = self._try(path, lambda path=path, match=match: read(path, match.group(1)))  # type: ignore[misc]
                if found is not None:
                    yield found

    def _markdown(self, path: str) -> MarkdownFile:
        content = self.source.read(path)
        if b"{{" in content:
            self.referring.add(path)
        file = self.parsed.read(path, content)
        self.bodies[path] = file
        self.problems += [problem for problem in file.problems if problem.kind == "heading-anchor"]
        return file

    def _narrative(self, path: str, id: str) -> NarrativeSection:
        file = self._markdown(path)
        title = file.front.get("title") if isinstance(file.front, Mapping) else None
        return build(NarrativeSection, file.front, path, {"id": id, "section": file.section(str(title or id))})

    def _care_group(self, path: str, id: str) -> CareGroup:
        file = self._markdown(path)
        name = file.front.get("name") if isinstance(file.front, Mapping) else None
        return build(CareGroup, file.front, path, {"id": id, "section": file.section(str(name or id))})

    def _easy_read(self, path: str, id: str) -> EasyReadPart:
        file = self._markdown(path)
        title = file.front.get("title") if isinstance(file.front, Mapping) else None
        language = path.split("/")[1] if layout.TRANSLATED.fullmatch(path) else None
        given = {"id": id, "path": path, "section": file.section(str(title or id)), "language": language}
        return build(EasyReadPart, file.front, path, given)

    def _locality(self, path: str, id: str) -> Locality:
        file = self._markdown(path)
        name = str(file.front.get("name") if isinstance(file.front, Mapping) else id)
        before, parts = cut_at_level_2(file)
        record = build(
            Locality,
            file.front,
            path,
            {"id": id, "section": file.section(name), "introduction": file.section(name, tokens=before)},
        )
        arrangements = dict(record.arrangements)
        faults = []
        for anchor, title, line, tokens in parts:
            at = Location(path, line)
            if not anchor:
                near = nearest(references_slug(title), arrangements, 1, 0.3)
                faults.append(
                    Problem(
                        at,
                        f"the heading '{title}' has no short name, so it is no arrangement",
                        f"Write it as in `## {title} {{#{near[0] if near else references_slug(title)}}}`, with an entry of that name under `arrangements:`; a heading that is no arrangement takes three #.",
                    )
                )
            elif anchor not in arrangements:
                near = nearest(anchor, arrangements, 1)
                faults.append(
                    Problem(
                        at,
                        f"the heading {{#{anchor}}} has no entry under `arrangements:`"
                        + (f". Did you mean '{near[0]}'?" if near else ""),
                        f"Add `{anchor}:` to `arrangements:` at the head of the file.",
                    )
                )
            else:
                entry = arrangements[anchor]
                held_back = entry.status is Status.TO_WRITE and entry.has_key("status")
                section = replace(file.section(title, anchor, tokens, line), held_back=held_back)
                arrangements[anchor] = entry.replace(section=section)
        headings = {anchor for anchor, *_ in parts}
        without = [(anchor, each) for anchor, each in arrangements.items() if anchor not in headings]
        for anchor, arrangement in without[len(faults) :]:
            faults.append(
                Problem(
                    _entry(record, arrangement),
                    f"the arrangement '{anchor}' has no heading in the text",
                    f"Add a heading such as `## Title {{#{anchor}}}` with its text below.",
                )
            )
        if faults:
            raise PlanError(faults)
        changed = {anchor: arrangements[anchor] for anchor in dict.fromkeys([*(a for a, *_ in parts), *arrangements])}
        return record.replace(arrangements=changed)

    def _round(self, path: str, name: str) -> Round:
        stage, number = read_name(name) or (Stage.PROPOSALS, 1)
        return build(Round, read_yaml(path, self._text(path)), path, {"stage": stage, "number": number})

    def _replies(self, rounds: tuple[Round, ...], localities: tuple[Locality, ...]) -> dict[str, Replies]:
        """What came in each round, by the round's name."""
        themes = dict(self._by_round(layout.THEMES, self._themes))
        responses = dict(self._by_round(layout.RESPONSES, lambda path: read_responses(path, self._text(path))))
        answers = dict(self._by_round(layout.ANSWERS, lambda path: read_answers(path, self._text(path))))
        found = {}
        for name in sorted({*themes, *responses, *answers}):
            kept = replies(name, responses.get(name, ()), answers.get(name, ()), themes.get(name, ()))
            found[name] = kept
            folder = f"{kept.folder}responses.csv", f"{kept.folder}answers.csv", f"{kept.folder}themes.yaml"
            if not self.failed & {*folder, f"{kept.folder}round.yaml"}:
                asked = next((each for each in rounds if each.name == name), None)
                self.problems += reply_faults(
                    kept,
                    answers.get(name, ()),
                    asked,
                    [each.id for each in localities],
                    law_list("consultee-group"),
                )
        return found

    def _by_round(self, pattern: Any, read: Callable[[str], T]) -> Iterator[tuple[str, T]]:
        yield from self._each(pattern, lambda path, name: (name, read(path)))

    def _themes(self, path: str) -> tuple[Theme, ...]:
        return build(Themes, read_yaml(path, self._text(path)), path).themes

    def _finance(self) -> Finance:
        path = layout.LINES
        lines = self._try(path, lambda: tuple(read_lines(path, self._text(path))))
        return Finance(lines=lines or ())

    # checks across files

    def _anchors(self, plan: Plan, named: Pointers) -> dict[str, set[str]]:
        """The anchors that a place in each file may name."""
        anchors = {path: set(body.heading_anchors()) for path, body in self.bodies.items()}
        for locality in plan.localities:
            anchors[locality.path] |= set(locality.arrangements)
        for record in _all_records(plan):
            id = getattr(record, "id", None)
            if isinstance(id, str) and record.at.path.endswith(".yaml"):
                anchors.setdefault(record.at.path, set()).add(id)
        for path in self._papers_named_by_part(named):
            paper = self._try(path, partial(self.parsed.read, path, self.source.read(path)))
            anchors[path] = set(paper.heading_anchors()) if paper else set()
        return anchors

    def _papers_named_by_part(self, pointers: Pointers) -> list[str]:
        """The Markdown papers in evidence/ of which a record names a part."""
        named = {
            name.partition("#")[0]
            for _, _, name, marker in pointers
            if isinstance(marker, Refers) and marker.kind == "place" and "#" in name
        }
        return sorted(path for path in named & set(self.paths) if path.startswith("evidence/") and path.endswith(".md"))

    def _resolve(self, plan: Plan) -> Plan:
        values = references.values_of(plan)
        self.problems += references.unreplaced(plan)

        def unknown(name: str) -> Problem | None:
            folders = ("localities/", "care-groups/", "finance/") if "." in name else ("facts.yaml",)
            return None if any(path.startswith(folders) for path in self.failed) else references.unknown(name, values)

        for path, body in self.bodies.items():
            self.problems += resolve(body.tokens, path, values, unknown)
        for record in _all_records(plan):
            if record.at.path not in self.referring:
                continue
            for owner, key, value in walk(record):
                said = _with_references(value, values)
                if said is None:
                    continue
                # The records were made a moment ago and nobody else has them yet, so that they may still be written to.
                owner.__dict__[key], names = said
                self.problems += [
                    Problem(owner.at_key(key), found.what, found.mend) for name in names if (found := unknown(name))
                ]
        return plan.replace(references=values)


def _with_references(value: Any, known: dict[str, str]) -> tuple[Any, list[str]] | None:
    """*value* with its references replaced and the names that are unknown; None where it has no references."""
    if isinstance(value, str):
        return substitute(value, known) if "{{" in value else None
    if isinstance(value, tuple) and any(isinstance(each, str) and "{{" in each for each in value):
        made = [substitute(each, known) if isinstance(each, str) else (each, []) for each in value]
        return tuple(text for text, _ in made), [name for _, names in made for name in names]
    if isinstance(value, dict) and any(isinstance(each, str) and "{{" in each for each in value.values()):
        pairs = {key: substitute(each, known) if isinstance(each, str) else (each, []) for key, each in value.items()}
        return {key: text for key, (text, _) in pairs.items()}, [name for _, names in pairs.values() for name in names]
    return None


UNREAD = "Nothing was done: the plan could not be read."


def references_slug(title: str) -> str:
    """A short name made of a title."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in folded).split()) or "section"


def _entry(record: Locality, arrangement: Arrangement) -> Location:
    return arrangement.at if arrangement.at.path else record.at_key("arrangements")


def _all_records(plan: Plan) -> Iterator[Record]:
    """Every record that may stand in a list, and those that hold the lists."""
    yield plan.record
    for nouns in (plan.narrative, plan.localities, plan.care_groups, plan.easy_read, plan.translations, plan.rounds):
        yield from nouns
    for kept in plan.replies.values():
        yield from kept.themes
    for register in layout.REGISTERS:
        held = register.holder(plan)
        if isinstance(held, tuple):
            yield from held
        elif held is not None:
            yield held
            for name in type(held).model_fields:
                value = getattr(held, name)
                if isinstance(value, tuple):
                    yield from (each for each in value if isinstance(each, Record))
    yield plan.finance
