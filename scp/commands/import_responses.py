"""`scp import responses`: an export of a consultation tool, or rows keyed by hand, into a round."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from scp.commands.common import DryRun, PlanRoot, say, tell, wrapped
from scp.commands.edited import Opened, keep, opened, with_files
from scp.commands.personal_data import allowed_in
from scp.model.column_map import Column, ColumnMap, ImportSource, Role
from scp.model.consultation import Round
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.responses import Replies
from scp.model.stage import read_name
from scp.model.words import in_words
from scp.problem import Refusal, misuse
from scp.reference import lists
from scp.repository.column_maps import read_map
from scp.repository.edit import append_record
from scp.repository.export_layouts import (
    BY_HAND,
    TEMPLATE,
    Proposal,
    Shaped,
    fitting,
    lacking,
    likely_names,
    place_name,
    propose,
    refuse_personal_headings,
    shaped,
)
from scp.repository.importing import Brought, Fate, Redact, Setting, bring_in, names_in
from scp.repository.ledger import BEGUN, Entry, default_ledger, read_ledger, refuse_inside, write_ledger, write_private
from scp.repository.marks import Text
from scp.repository.raw_table import in_rows, read_raw
from scp.repository.responses import write_answers, write_responses
from scp.repository.table import write_table
from scp.requirements import privacy

MAP_HEAD = """\
# Which column of an export is what, for `scp import responses`. Only headings and what cells mean stand here,
# never what anybody answered. A column with the role private or name is dropped.
"""
DROPPED = (Role.PRIVATE, Role.UNUSED)


def responses(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The export, CSV or .xlsx; it lies outside the plan.")
    ] = None,
    round_name: Annotated[
        str | None,
        typer.Option("--round", metavar="NAME", help="The round, as in draft-2.", show_default="the newest one"),
    ] = None,
    map_file: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE", help="The map of columns, where it is not import.yaml of the round."),
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
    save_map: Annotated[
        bool, typer.Option("--save-map", help="Write the proposed map, to be looked through before the import.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take the proposed map as it is, and import.")] = False,
    replace_changed: Annotated[
        bool, typer.Option("--replace", help="Bring in rows again that were changed since they were imported.")
    ] = False,
    report_file: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write what became of each row, outside the plan."),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Write an empty table for responses on paper, by phone or from meetings.")
    ] = False,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Bring the responses in FILE into a round: pseudonyms for people, personal data taken out, every row counted.

    FILE is an export of Microsoft Forms, SurveyMonkey, Citizen Space or Decidim, the filled template, or any table.
    The first time, a map of its columns is proposed. Importing the same file twice changes nothing.

    Exit status: 0 done, 2 wrong usage or a file that cannot be read, 3 refused, for example without a whole map.
    """
    given = opened(plan)
    asked = _round(given.plan, round_name)
    if template:
        _template(asked, file, given.root)
        return
    if file is None:
        raise misuse("no file of responses is named", "Name the export: scplan import responses FILE")
    refuse_inside(file, given.root, "The file of responses")
    ledger_place = ledger_file or default_ledger(given.plan, asked.name, os.environ)
    refuse_inside(ledger_place, given.root, "The ledger")
    if report_file:
        refuse_inside(report_file, given.root, "The report")
        _refuse_to_overwrite(report_file, file, ledger_place, map_file)
    table = read_raw(file)
    shape = shaped(table)
    refuse_personal_headings(shape, _is_personal_heading(given.root))
    files: dict[str, bytes | None] = {}
    outside: tuple[Path, str] | None = None
    path, maps = _maps(given, asked, map_file)
    source = fitting(maps, shape.headings)
    if source is None:
        made = propose(shape, asked, [each.id for each in maps.sources], _places(given.plan), _is_personal(shape))
        files, outside, asked = _with_proposal(given, asked, path, made, map_file)
        source = made.source
        _tell_proposal(made)
        missing = lacking(source, shape, asked)
        if save_map or not (yes or (shape.layout == BY_HAND and not missing)):
            _keep_map(given, files, outside, path, missing, save_map, dry_run)
            return
    elif save_map:
        raise misuse(f"{path} has a map for this file already", "Change it there, or import without --save-map.")
    missing = lacking(source, shape, asked)
    if missing:
        mend = (
            f"Complete it in {path}."
            if not files and not outside
            else f"Write it with --save-map, complete it in {path}, then import."
        )
        raise Refusal("the map of columns is not whole, so nothing was imported.", mend, missing)
    setting = Setting(
        source, asked, _localities(given.plan), _groups(), _redact(privacy.Names(names_in(shape, source)))
    )
    kept = given.plan.replies.get(asked.name, Replies(asked.name))
    ledger = read_ledger(ledger_place)
    brought = bring_in(shape, setting, file.name, kept, ledger, replace_changed)
    files |= _changed(kept, brought)
    if files:
        with_files(given.contents, files)
    if not dry_run:
        _write(given, files, outside, brought, ledger, ledger_place)
    if report_file and not dry_run:
        write_private(report_file, _report(shape, brought))
    _tell(brought, shape, asked, source, ledger_place, report_file, dry_run)


def _refuse_to_overwrite(report: Path, *read: Path | None) -> None:
    """A refusal where the report would be written over what it reports on."""
    for each in read:
        if each and (
            report.resolve() == each.resolve() or (report.exists() and each.exists() and report.samefile(each))
        ):
            raise misuse(f"--report {report} is the file of responses, the ledger or the map", "Name a new file.")


# the round and what it knows


def _round(plan: Plan, name: str | None) -> Round:
    if name is not None:
        if read_name(name) is None:
            raise misuse(
                f"'{name}' is no round", "Rounds are called proposals, draft-1, draft-2 or, repeated, draft-2.2."
            )
        found = next((each for each in plan.rounds if each.name == name), None)
        if found is None:
            raise Refusal(f"there is no consultation/{name}/round.yaml yet.", "Prepare the round first.")
        return found
    if not plan.rounds:
        raise Refusal("no round is prepared yet, so there is nothing to answer.", "Name it with --round once it is.")
    standing = plan.round(plan.stage) if plan.stage else None
    return standing or max(plan.rounds, key=lambda each: (each.stage, each.number))


def _places(plan: Plan) -> list[tuple[str, str]]:
    return [(each.id, each.name) for each in plan.localities]


def _localities(plan: Plan) -> dict[str, str]:
    return {text: each.id for each in plan.localities for text in (each.id, each.id.casefold(), place_name(each.name))}


def _groups() -> tuple[str, ...]:
    return tuple(each.id for each in lists.consultee_groups())


def _redact(names: privacy.Names) -> Redact:
    def redact(text: str) -> tuple[str, tuple[str, ...]]:
        found = privacy.redact(text, names)
        return found.text, tuple(each.value for each in found.kinds)

    return redact


def _is_personal(shape: Shaped) -> Callable[[str], bool]:
    """Whether a text holds personal data, the names in columns that look like names among them."""
    names = privacy.Names(likely_names(shape))
    return lambda text: bool(privacy.find(text, names, loose=True))


def _is_personal_heading(root: Path) -> Callable[[str], bool]:
    """Whether a heading holds personal data; how the public reaches the team may stand in it."""
    allowed = allowed_in(root)
    return lambda text: any(each not in allowed for each in privacy.find(text, loose=True))


# the map


def _maps(given: Opened, asked: Round, named: Path | None) -> tuple[str, ColumnMap]:
    """The map's path, for people, and what it says; an empty one where it is not there."""
    path = f"consultation/{asked.name}/import.yaml"
    content = given.contents.get(path)
    if named is not None:
        path = str(named)
        try:
            content = named.read_bytes() if named.exists() else None
        except OSError as error:
            raise misuse(f"{named} cannot be opened ({error.strerror})", "Name the map with --map.") from None
    if content is None:
        return path, ColumnMap()
    return path, read_map(path, content)


def _with_proposal(
    given: Opened, asked: Round, path: str, made: Proposal, named: Path | None
) -> tuple[dict[str, bytes | None], tuple[Path, str] | None, Round]:
    """The files with the proposed map and questions in them, a map that lies elsewhere, and the round as it would be."""
    files: dict[str, bytes | None] = {}
    outside = None
    if made.questions:  # before the map, which names them: a stop in between leaves nothing that cannot be gone on from
        text = Text.of(asked.path, given.contents[asked.path])
        body = text.text
        for each in made.questions:
            body = append_record(body, "questions", _as_dict(each), asked.path)
        files[asked.path] = (text.mark + body).encode()
        asked = asked.replace(questions=(*asked.questions, *made.questions))
    if named is None:
        old = Text.of(path, given.contents.get(path, MAP_HEAD.encode()))
        files[path] = (old.mark + append_record(old.text, "sources", _as_dict(made.source), path)).encode()
    else:
        old = Text.of(path, named.read_bytes() if named.exists() else MAP_HEAD.encode())
        outside = named, old.mark + append_record(old.text, "sources", _as_dict(made.source), path)
    return files, outside, asked


def _as_dict(record: Record) -> dict[str, Any]:
    """*record* as it is written: what is not said, and what is so by itself, left out; a role always."""
    found: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if isinstance(value, tuple):
            value = [_as_dict(each) if isinstance(each, Record) else each for each in value]
        elif hasattr(value, "value"):
            value = value.value
        plain = getattr(field.default, "value", field.default)
        if name in ("role", "means") or (
            value not in (None, [], "") and (value != plain or name in ("quote", "channel"))
        ):
            found[name] = value
    return found


def _keep_map(
    given: Opened,
    files: dict[str, bytes | None],
    outside: tuple[Path, str] | None,
    path: str,
    missing: list[str],
    save_map: bool,
    dry_run: bool,
) -> None:
    """Write the map to be looked through, or refuse where nobody asked for that."""
    if not save_map:
        raise Refusal(
            "this kind of file was not seen before in this round, so nothing was imported.",
            "Write the map with --save-map, look through it, then import. Or take it as it is: --yes",
            missing,
        )
    with_files(given.contents, files)
    if not dry_run:
        _write_files(given, files, outside)
    say()
    say(wrapped(f"{'Would write' if dry_run else 'Wrote'} {path}. Nothing was imported yet.", "", "  "))
    for each in missing:
        say(wrapped(f"Still to say: {each}", "  ", "    "))
    say(wrapped("Look through it, column by column, then run the same command without --save-map."))


def _write_files(given: Opened, files: Mapping[str, bytes | None], outside: tuple[Path, str] | None) -> None:
    keep(given.root, files, False)
    if outside:
        write_private(*outside)


def _tell_proposal(made: Proposal) -> None:
    source = made.source
    say(wrapped(f"A map for files such as this ({source.layout}), called '{source.id}':", "", "  "))
    for column in source.columns:
        if column.role not in DROPPED:
            say(wrapped(_column_words(column), "  ", "      "))
    for role in DROPPED:
        if dropped := source.of(role):
            say(
                wrapped(f"{role.value} ({role.words}): {', '.join(_heading(each) for each in dropped)}", "  ", "      ")
            )
    if source.dates and source.of(Role.RECEIVED):
        say(f"  days: {source.dates.words}")
    if not source.of(Role.CONSENT):
        say(
            wrapped(
                "No column says what may be quoted, so nothing is: `quote: no`. If the form told people that answers are "
                "published without names, write `quote: anonymous` in the map.",
                "  ",
                "    ",
            )
        )
    for each in made.questions:
        say(wrapped(f"A new question of the round, '{each.id}' ({each.kind.value}): {each.text}", "  ", "    "))
    for told in made.told:
        say(wrapped(told, "  ", "    "))


def _heading(column: Column) -> str:
    return f"{column.heading}: {column.choice}" if column.choice else column.heading


def _column_words(column: Column) -> str:
    heading = _heading(column)
    if column.role is None:
        return f"{heading}  →  ? (no role yet)"
    if column.role is Role.ANSWER and column.question:
        return f"{heading}  →  answers '{column.question}'{', in words of their own' if column.other else ''}"
    values = ", ".join(f"{each.cell} = {each.means or '? (left out)'}" for each in column.values)
    return f"{heading}  →  {column.role.value}: {column.role.words}{f' ({values})' if values else ''}"


# writing


def _changed(kept: Replies, brought: Brought) -> dict[str, bytes | None]:
    """The two tables of the round, where an import changed anything."""
    if brought.responses == kept.responses:
        return {}
    return {
        f"{kept.folder}responses.csv": write_responses(brought.responses).encode(),
        f"{kept.folder}answers.csv": write_answers(brought.responses).encode(),
    }


def _write(
    given: Opened,
    files: Mapping[str, bytes | None],
    outside: tuple[Path, str] | None,
    brought: Brought,
    before: tuple[Entry, ...],
    ledger: Path,
) -> None:
    """Write the ledger, then the plan, then the ledger as done: a stop in between loses nothing and doubles nothing."""
    if brought.ledger != before:
        known = set(before)
        write_ledger(ledger, [each if each in known else replace(each, state=BEGUN) for each in brought.ledger])
    _write_files(given, files, outside)
    if brought.ledger != before:
        write_ledger(ledger, brought.ledger)


def _report(shape: Shaped, brought: Brought) -> str:
    """What became of each row; of those that were refused, what they held."""
    cells = {row.number: row.cells for row in shape.rows}
    headings = [
        f"{each.text}: {each.choice}" if each and each.choice else each.text if each else "" for each in shape.headings
    ]
    rows = [
        (
            str(each.row),
            each.fate.value,
            each.why,
            each.public,
            *(cells[each.row] if each.fate is Fate.REFUSED else ()),
        )
        for each in brought.outcomes
    ]
    width = max((len(row) for row in rows), default=4)
    return write_table(
        ("row", "became", "why", "response", *headings)[: max(width, 4)],
        [(*row, *[""] * (width - len(row))) for row in rows],
    )


def _tell(
    brought: Brought,
    shape: Shaped,
    asked: Round,
    source: ImportSource,
    ledger: Path,
    report: Path | None,
    dry_run: bool,
) -> None:
    """The sums, what was refused and why, and what was taken out: rows and kinds, never what they held."""
    for each in (*shape.told, *brought.told):
        tell(wrapped(each, "", "  "))
    say(wrapped(f"{len(shape.rows)} rows for {asked.name}, as '{source.id}':", "", "  "))
    for fate in Fate:
        if count := brought.count(fate):
            rows = "" if fate in (Fate.IMPORTED, Fate.THERE) else f" ({in_rows(brought.rows(fate))})"
            say(wrapped(f"{count:>6} {fate.value}{rows}", "", "         "))
    reasons: dict[str, list[int]] = {}
    for outcome in brought.outcomes:
        if outcome.fate is Fate.REFUSED:
            reasons.setdefault(outcome.why, []).append(outcome.row)
    for why, numbers in reasons.items():
        say(wrapped(f"Refused, since it {why}: {in_rows(numbers)}", "  ", "    "))
    if brought.removed:
        removed = ", ".join(f"{kind} in {count}" for kind, count in sorted(brought.removed.items()))
        say(wrapped(f"Personal data taken out of answers: {removed}.", "", "  "))
    for line in _out_of_time(brought, asked):
        say(wrapped(line, "", "  "))
    if brought.count(Fate.CHANGED):
        say(wrapped("To bring in rows that were changed since: the same command with --replace", "", "  "))
    if dry_run:
        say("Nothing was written.")
        return
    if brought.count(Fate.REFUSED) and not report:
        say(wrapped("To keep the refused rows with what they held: --report FILE, outside the plan.", "", "  "))
    if report:
        say(wrapped(f"What became of each row stands in {report}.", "", "  "))
    say(wrapped(f"Which response is whose stands in {ledger}: keep it safe, and never in the plan.", "", "  "))
    if brought.count(Fate.IMPORTED) or brought.count(Fate.REPLACED):
        say("Put the answers under themes next; when you are done: scplan save")


def _out_of_time(brought: Brought, asked: Round) -> Iterator[str]:
    """What is odd about the days of those that came in: a round without days, or answers before or after it."""
    new = {each.public for each in brought.outcomes if each.fate in (Fate.IMPORTED, Fate.REPLACED)}
    if not new:
        return
    if asked.opened is None or asked.closes is None:
        yield (
            f"The round {asked.name} has no first and last day yet: "
            f'scplan consult open --round {asked.name} --closes DAY --because "…"'
        )
    days = [each.received for each in brought.responses if each.id in new and each.received]
    early = sum(asked.opened is not None and day < asked.opened for day in days)
    late = sum(asked.closes is not None and day > asked.closes for day in days)
    if asked.opened and early:
        yield f"{early} of them came before the first day for views, {in_words(asked.opened)}: is it the right round?"
    if asked.closes and late:
        yield f"{late} of them came after the last day for views, {in_words(asked.closes)}. They are kept like the others."


# the template


def _template(asked: Round, file: Path | None, root: Path) -> None:
    """An empty table with a column for each question of the round, for rows keyed by hand."""
    taken = set(TEMPLATE) & {each.id for each in asked.questions}
    text = write_table((*TEMPLATE, *(each.text if each.id in taken else each.id for each in asked.questions)), ())
    if file is None:
        typer.echo(text, nl=False)
        tell(
            wrapped(
                "received: as in 2026-10-31; channel: paper, phone, e-mail or meeting; respondent: individual or "
                "organisation; may be quoted: name, anonymous or no; several choices with ; between them."
            )
        )
        return
    refuse_inside(file, root, "The table")
    if file.exists():
        raise Refusal(f"{file} is there already.", "Name a new file.")
    write_private(file, text)
    say(f"Wrote {file}.")
