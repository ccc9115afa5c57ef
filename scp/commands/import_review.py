"""`scp import review`: what people marked in a Word copy of a draft, as responses of its round."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scp.commands.common import DryRun, PlanRoot, say, tell, today, wrapped
from scp.commands.edited import Opened, keep, opened, with_files
from scp.history import Author, Repository
from scp.model.plan import Plan
from scp.model.record import DAY
from scp.model.responses import Mark, Replies
from scp.model.stage import Stage, read_name
from scp.problem import PlanError, misuse
from scp.reference import lists
from scp.repository import MappingSource, load_plan
from scp.repository.ledger import BEGUN, default_ledger, read_ledger, refuse_inside, write_ledger
from scp.repository.responses import write_answers, write_responses
from scp.repository.save import write_files

if TYPE_CHECKING:
    from scp.repository.word_import import Line, Redact, Setting, Taken
    from scp.repository.word_review import Found, Origin, Review

LARGEST = 60_000_000
SHOWN = 60
FEW = 40
EVERY = "all"
MARKS = {
    Mark.COMMENT: ("comment", "comments"),
    Mark.INSERTION: ("insertion", "insertions"),
    Mark.DELETION: ("deletion", "deletions"),
    Mark.REPLACEMENT: ("replacement", "replacements"),
    Mark.MOVE: ("move", "moves"),
}
LEFT = {
    "formatting": "change of looks|changes of looks",
    "cells": "cell of a table put in, taken out or joined|cells of a table put in, taken out or joined",
    "white space": "change of white space|changes of white space",
    "empty comments": "comment without words|comments without words",
    "pictures put in": "picture put in, with a mark|pictures put in, with a mark",
    "pictures taken out": "picture taken out, with a mark|pictures taken out, with a mark",
    "pictures more": "picture more than the copy had|pictures more than the copy had",
    "pictures fewer": "picture fewer than the copy had|pictures fewer than the copy had",
    "embedded": "other document within the file, which is not read|other documents within the file, which are not read",
    "other": "mark of another kind|marks of another kind",
}
"""What is counted and not taken over, as one and as several."""

COMMIT = re.compile("[0-9a-f]{40,64}")


def review(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The Word copy that came back; it lies outside the plan.")
    ],
    round_name: Annotated[
        str | None,
        typer.Option("--round", metavar="NAME", help="The round, as in draft-2.", show_default="the stage of the copy"),
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option(
            metavar="WHO", help="Whose review it is: a seat, a consultee or an organisation; never a person's name."
        ),
    ] = None,
    apply: Annotated[
        str | None,
        typer.Option(
            "--apply", metavar="IDS", help="Make these changes in the plan's text too, as in r-0007.3,r-0007.5, or all."
        ),
    ] = None,
    ledger_file: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            metavar="FILE",
            help="Where it is kept which response is whose: outside the plan.",
            show_default="in your own data folder",
        ),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(metavar="'NAME <MAIL>'", help="Who makes the changes of --apply, where it is not whom git knows."),
    ] = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Bring the tracked changes and comments of a Word copy into a round: one response for each reviewer.

    FILE is a document that scplan build made, marked in Word or LibreOffice. Each change and comment is tied to its section and to the words that it is about; who made it stays outside the plan. What was changed without tracking is found too. Importing the same file twice changes nothing.

    With --apply, changes are made in the plan's text, one saved change for each reviewer, where it is beyond doubt what would have to be written; for all others it is said why not.

    Exit status: 0 done, 1 some of the changes named by --apply could not be made, 2 wrong usage or a file that cannot be read, 3 refused.
    """
    from scp.repository.word_import import take_in
    from scp.repository.word_review import read_review

    given = opened(plan)
    who = Author.parse(author) if author else None
    refuse_inside(file, given.root, "The reviewed copy")
    found = read_review(file.name, _content(file), given.plan.sections)
    _refuse_stranger(file, found.origin, given.plan)
    name = _round(given.plan, round_name, found.origin)
    ledger_place = ledger_file or default_ledger(given.plan, name, os.environ)
    refuse_inside(ledger_place, given.root, "The ledger")
    if apply is not None and not dry_run:
        _refuse_unready(given.root, who)
    marks = [*found.found, *_silent(given, file, found)]
    kept = given.plan.replies.get(name, Replies(name))
    ledger = read_ledger(ledger_place)
    taken = take_in(marks, _setting(given.plan, file, reviewer, marks), kept, ledger, given.plan.sections)
    files = _changed(kept, taken)
    if files:
        with_files(given.contents, files)
    if not dry_run:
        if taken.ledger != ledger:
            known = set(ledger)
            write_ledger(ledger_place, [each if each in known else replace(each, state=BEGUN) for each in taken.ledger])
        keep(given.root, files, False)
        if taken.ledger != ledger:
            write_ledger(ledger_place, taken.ledger)
    _tell(found, taken, name, ledger_place, dry_run)
    if apply is not None:
        _apply(given, files, taken, apply, who, dry_run)


# the file, and which plan it is a copy of


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise misuse(f"{file.name} is larger than 50 MB", "Take pictures out that were put in, and save it again.")
        return file.read_bytes()
    except OSError as error:
        raise misuse(f"{file} cannot be opened ({error.strerror})", "Name the Word file that came back.") from None


def _refuse_stranger(file: Path, origin: Origin | None, plan: Plan) -> None:
    if origin is None:
        tell(
            wrapped(
                f"{file.name} does not say which copy of the plan it is: another program may have taken that out. What "
                "was changed without tracking cannot be found in it.",
                "",
                "  ",
            )
        )
        return
    own = plan.record.authority.name
    if origin.edition != plan.edition or origin.authority != own:
        raise misuse(
            f"{file.name} is a copy of another plan: {origin.authority}, edition {origin.edition}, where this is {own}, "
            f"edition {plan.edition}",
            "Go to the folder of that plan, or name it with --plan.",
        )
    if origin.unsaved:
        tell(wrapped(f"{file.name} was made from a plan with unsaved changes, so no version of it is kept.", "", "  "))


def _round(plan: Plan, name: str | None, origin: Origin | None) -> str:
    """The name of the round: as asked, as the copy says, or of the last stage that views are asked on."""
    names = [each.name for each in plan.standing if each.stage <= Stage.DRAFT_2]
    if name is None:
        said = origin.stage if origin else ""
        name = said if read_name(said) else names[-1] if names else None
    if name is None:
        raise misuse("the copy belongs to no stage yet, so that no round is known", "Name one, as in --round draft-1.")
    read = read_name(name)
    if read is None or not read[0].is_made or read[0].value not in ("proposals", "draft-1", "draft-2"):
        raise misuse(f"'{name}' is no round", "Rounds are called proposals, draft-1, draft-2 or, repeated, draft-2.2.")
    if origin and origin.stage and origin.stage != name:
        tell(wrapped(f"The copy is of {origin.stage}; its marks are put into the round {name}.", "", "  "))
    return name


def _silent(given: Opened, file: Path, found: Review) -> Sequence[Found]:
    """What was changed without a mark, put to the only reviewer or, where there are several, to nobody."""
    from scp.repository.word_untracked import is_changed, untracked

    if not is_changed(found) or found.origin is None:
        return ()
    people = {each.who for each in found.found}
    silent = untracked(found, _built(given, found.origin), people.pop() if len(people) == 1 else "")
    if len(silent) > max(FEW, len(found.origin.digests) // 2):
        raise misuse(
            f"{file.name} is hardly the copy any more: {len(silent):,} paragraphs are not as they were built, and none of that is tracked",
            "Was it compared or joined with another document? Ask for the copy in which changes were tracked.",
        )
    return silent


def _built(given: Opened, origin: Origin) -> Mapping[str, str]:
    """The paragraphs of the copy as it was built, by their digests; from its commit or, where that is lost, from today's."""
    from scp.documents.document import Copy
    from scp.documents.kinds import KINDS
    from scp.documents.render import render
    from scp.model.text import paragraph_digest
    from scp.repository.word_review import read_review

    if not any(origin.document == kind.name or origin.document.startswith(f"{kind.name}-") for kind in KINDS):
        return {}
    commit = origin.commit if COMMIT.fullmatch(origin.commit) else ""
    copy = Copy(origin.label, _day(origin.day), origin.stage, commit, origin.tree, origin.unsaved)
    try:
        contents = _files_at(given.root, commit) or given.contents
        plan = load_plan(MappingSource(contents))
        made = render(plan, copy, contents.__getitem__, (origin.document,), ("docx",))
        content = made.get(f"{origin.document}.docx")
        if content is None:  # the plan does not call for this document any more, or never did
            return {}
        texts = read_review(origin.document, content, plan.sections).texts
    except PlanError:
        return {}
    return {paragraph_digest(each.text): each.text for each in texts}


def _day(said: str) -> date:
    """The day that a copy says that it was made on; today where it says none."""
    try:
        return date.fromisoformat(said) if DAY.fullmatch(said) else today()
    except ValueError:
        return today()


def _files_at(root: Path, commit: str) -> Mapping[str, bytes] | None:
    repository = Repository.find(root)
    if repository is None or not commit:
        return None
    with repository:
        try:
            return repository.files_at(commit)
        except PlanError:
            return None


# who


def _setting(plan: Plan, file: Path, reviewer: str | None, marks: Sequence[Found]) -> Setting:
    from scp.repository.word_import import SOURCE, Setting

    redact = _redact(sorted({each.who for each in marks if each.who}))
    if reviewer is None:
        return Setting(file.name, today(), redact)
    seat = next((each for each in plan.planning_group.members if each.id == reviewer), None)
    if seat is not None:
        if len({each.who for each in marks}) > 1:
            raise misuse(
                f"{file.name} holds the marks of several people, and a seat is held by one",
                "Leave --reviewer out, or name an organisation.",
            )
        return Setting(file.name, today(), redact, source=f"{SOURCE}, seat {seat.id}")
    consultee = next((each for each in plan.consultees.consultees if each.id == reviewer), None)
    if consultee is not None:
        group = consultee.group if consultee.group in {each.id for each in lists.consultee_groups()} else None
        return Setting(file.name, today(), redact, consultee.name, group or "")
    name = " ".join(reviewer.split())
    if not name.isprintable() or redact(name)[1] or any(each.who.casefold() == name.casefold() for each in marks):
        raise misuse(
            "--reviewer holds a person's name or address, as it stands in the marks of the file",
            "Name a seat, a consultee or an organisation, or leave it out: who made a mark is kept in the ledger.",
        )
    return Setting(file.name, today(), redact, name)


def _redact(names: Sequence[str]) -> Redact:
    """Takes out personal data and the names of the reviewers."""
    from scp.requirements import privacy

    known = privacy.Names(names)

    def redact(text: str) -> tuple[str, tuple[str, ...]]:
        found = privacy.redact(text, known)
        return found.text, tuple(each.value for each in found.kinds)

    return redact


# what came of it


def _changed(kept: Replies, taken: Taken) -> dict[str, bytes | None]:
    if taken.responses == tuple(kept.responses):
        return {}
    return {
        f"{kept.folder}responses.csv": write_responses(taken.responses).encode(),
        f"{kept.folder}answers.csv": write_answers(taken.responses).encode(),
    }


def _tell(found: Review, taken: Taken, name: str, ledger: Path, dry_run: bool) -> None:
    """Everything that was found, by kind, and where it went."""
    lines = taken.lines
    for each in lines:
        say(wrapped(f"{each.id:<10}{_in_words(each)}", "", " " * 10))
    people = len({each.response for each in lines})
    total = ", ".join(
        _count(sum(each.answer.mark is mark for each in lines), *MARKS[mark]) for mark in Mark if mark in MARKS
    )
    if lines:
        say()
    say(
        wrapped(
            f"Found {_count(len(lines), 'mark', 'marks')} of {_count(people, 'reviewer', 'reviewers')}: {total}.",
            "",
            "  ",
        )
    )
    new = sum(each.is_new for each in lines)
    say(wrapped(f"{new} new, {len(lines) - new} in the plan already.", "  ", "    "))
    told = Counter[str]()
    for each in lines:
        told["in a section" if each.answer.place else "outside any section, in text made from records"] += 1
        told["of which the passage is gone from the draft"] += each.answer.gone
        told["changed without tracking"] += not each.found.tracked
    for words, number in told.items():
        if number:
            say(wrapped(f"{number} {words}.", "  ", "    "))
    counts = found.counts
    for key in ("replies", "resolved"):
        if number := counts.get(key, 0):
            words = "replies to other comments" if key == "replies" else "comments marked as resolved"
            say(wrapped(f"{number} {words} among them.", "  ", "    "))
    left = [_count(counts[key], *words.split("|")) for key, words in LEFT.items() if counts.get(key)]
    if left:
        say(wrapped(f"Counted and not taken over: {'; '.join(left)}.", "  ", "    "))
    if boxes := counts.get("text boxes"):
        say(wrapped(f"{_count(boxes, 'text box was', 'text boxes were')} read like the text around.", "  ", "    "))
    if found.missing:
        say(
            wrapped(
                f"Sections whose bookmark was lost, so that their words were looked for: {', '.join(found.missing)}.",
                "  ",
                "    ",
            )
        )
    if taken.removed:
        removed = ", ".join(f"{kind} in {number}" for kind, number in sorted(taken.removed.items()))
        say(wrapped(f"Personal data taken out of marks: {removed}.", "  ", "    "))
    if dry_run:
        say("Nothing was written.")
    elif lines:
        say(
            wrapped(
                f"They are in the round {name}. Whose they are stands in {ledger}: keep it safe, and never in the plan.",
                "",
                "  ",
            )
        )


def _in_words(line: Line) -> str:
    answer = line.answer
    where = answer.place or "outside any section"
    passage, said = (f"“{_cut(text)}”" for text in (answer.passage, answer.answer))
    about = {
        Mark.COMMENT: f"comment on {passage}: {said}",
        Mark.INSERTION: f"insertion of {said} at {passage}",
        Mark.DELETION: f"deletion of {passage}",
        Mark.MOVE: f"move of {passage}: {said}",
    }.get(answer.mark, f"replacement of {passage} by {said}")
    tracked = "" if line.found.tracked else ", without tracking"
    return f"{where}: {about}{tracked}{', passage gone' if answer.gone else ''}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


# making changes


def _refuse_unready(root: Path, who: Author | None) -> None:
    """Before anything is written: changes are saved one by one, so nothing else may wait to be saved."""
    with Repository.open(root) as repository:
        repository.refuse_unless_on_branch()
        repository.refuse_if_unsaved()
        repository.identity(who)


def _apply(
    given: Opened, imported: Mapping[str, bytes | None], taken: Taken, ids: str, who: Author | None, dry_run: bool
) -> None:
    """Make the chosen changes reviewer by reviewer, each reviewer's in one commit; exit 1 where any cannot be made."""
    from scp.repository.reword import THERE, CannotApply, rebased, reword

    chosen = _chosen(taken.lines, ids)
    contents = {**given.contents, **{path: content for path, content in imported.items() if content is not None}}
    plan = load_plan(MappingSource(contents))
    failed = 0
    if imported and not dry_run:
        new = sorted({each.response for each in taken.lines if each.is_new})
        _save(given.root, f"Bring in a review in Word: {', '.join(new)}\n", who)
    changes = {each.id: each.found for each in chosen}
    for response in dict.fromkeys(each.response for each in chosen):
        files: dict[str, bytes] = {}
        made: list[Line] = []
        for line in (each for each in chosen if each.response == response):
            try:
                if line.answer.withheld:
                    raise CannotApply("it holds personal data, which was taken out of the response")
                plan, changed = reword({**contents, **files}, plan, changes[line.id])
            except CannotApply as error:
                failed += str(error) != THERE and (line.found.mark is not Mark.COMMENT or ids.strip() != EVERY)
                say(wrapped(f"{line.id} was not made: {error}.", "", "  "))
                continue
            files |= changed
            made.append(line)
            changes = {id: rebased(each, changes[line.id]) for id, each in changes.items()}
        if made and not dry_run:
            write_files(given.root, dict(files), contents)
            _save(given.root, _message(response, made), who)
        contents |= files
        if made:
            verb = "Would make" if dry_run else "Made and saved"
            say(wrapped(f"{verb} {', '.join(each.id for each in made)} in {', '.join(sorted(files))}.", "", "  "))
    if failed:
        raise typer.Exit(1)


def _chosen(lines: Sequence[Line], ids: str) -> list[Line]:
    if ids.strip() == EVERY:
        return list(lines)
    wanted = [each.strip() for each in ids.split(",") if each.strip()]
    known = {each.id: each for each in lines}
    strangers = [each for each in wanted if each not in known]
    if strangers or not wanted:
        raise misuse(
            f"This file holds no change called {', '.join(strangers)}" if strangers else "No change is named",
            "The command without --apply lists them, each with its name; or write --apply all.",
        )
    return [known[each] for each in dict.fromkeys(wanted)]


def _message(response: str, made: Sequence[Line]) -> str:
    """What the history says of the changes: which response they are from, never whose it is."""
    lines = "".join(f"- {each.id}: {each.answer.mark.value} in {each.answer.place}\n" for each in made)
    return f"Make changes that {response} asked for\n\n{lines}"


def _save(root: Path, message: str, who: Author | None) -> None:
    with Repository.open(root) as repository:
        repository.lock()
        repository.save(message, who)
