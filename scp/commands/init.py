"""`scp init`: a new plan for a real authority, written whole and kept in a repository of its own."""

from __future__ import annotations

import difflib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from scp import requirements
from scp.commands.check import printed
from scp.commands.common import DryRun, called, say, tell, today, width, wrapped
from scp.commands.owed import owed_in_words
from scp.history import Author, Repository
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.problem import Refusal, misuse
from scp.reference import lists
from scp.reference.authorities import Authority, ReferenceLocality, UnknownAuthority, find_authority
from scp.reference.lists import CareGroupKind
from scp.repository import MappingSource, load_plan
from scp.repository.load import references_slug as slug_of
from scp.repository.save import umask, write_files
from scp.repository.scaffold import DEFAULT_CARE_GROUPS, NewPeriod, new_locality, scaffold_new, short_name
from scp.repository.schema import FOLDER, schemas_line

app = typer.Typer()

PERIOD = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4}|\d{2})")
EARLIEST, LONGEST = 2015, 20
REVIEWED_WITHIN = 3
T = TypeVar("T")


@app.command()
def init(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Folder to make; it must not hold anything yet.", show_default="NAME-plan"),
    ] = None,
    authority: Annotated[str | None, typer.Option(help="The integration authority, by its name or code.")] = None,
    localities: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Localities, by name; those of the register where left out."),
    ] = None,
    care_groups: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Care groups, by name; the six usual ones where left out."),
    ] = None,
    period: Annotated[str | None, typer.Option(help="The period: 2027-2030 is 1 April 2027 to 31 March 2030.")] = None,
    first: Annotated[bool, typer.Option("--first", help="It is the authority's first plan.")] = False,
    author: Annotated[
        str | None,
        typer.Option(metavar="'NAME <MAIL>'", help="Who makes the first commit, where git does not know you."),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Make a new plan for an integration authority.

    Its localities, partners and published figures are filled in; notes in the files say what belongs where.
    Exit status: 0 made, 2 wrong usage, 3 refused because the folder is not empty or git does not know you.
    """
    typed = (
        authority
        if authority is not None
        else _ask("Which integration authority?", "--authority", 'as in --authority "East Lothian"')
    )
    body = _authority(typed)
    target = Path(folder) if folder else Path(f"{body.slug}-plan")
    _refuse_what_is_there(target)
    places = _localities(body, localities)
    groups = _care_groups(care_groups)
    span = _period(period)
    writer = Author.parse(author) if author else None
    files = scaffold_new(body, places, groups, span, first)
    plan = load_plan(MappingSource(files))
    if not dry_run:
        with _all_or_nothing(target) as room:
            write_files(room, files)
            Repository.create(room, f"Begin the plan of {body.name}, edition {span.edition}", writer)
    _tell_what_was_made(plan, body, places, groups)
    if dry_run:
        ours = [path for path in sorted(files) if not path.startswith(".scp/")]
        say(f"Would write {len(ours)} files to {target}:")
        for path in ours:
            say(f"  {path}")
        say(f"and {schemas_line(sum(path.startswith(FOLDER) for path in files))}")
    else:
        say(f"Wrote {sum(not path.startswith('.scp/') for path in files)} files and made the first commit.")
    if not _is_full_name(typed, body):
        undo = "" if dry_run else f" If you meant another, delete the folder {target} and begin again."
        say(wrapped(f"'{typed}' was taken for {body.legal_name} ({body.code}).{undo}", "", "  "))
    if not dry_run:
        _tell_next(plan, body, target, files)


# what was asked for


def _authority(text: str) -> Authority:
    try:
        return find_authority(text)
    except UnknownAuthority as error:
        meant = f"Did you mean {' or '.join(error.nearest)}? " if error.nearest else ""
        raise misuse(
            f"No integration authority is called '{text}'", f"{meant}Its council's name will do, or its code."
        ) from None


def _is_full_name(text: str, authority: Authority) -> bool:
    """Whether *text* is a name of the authority as a whole, its code, or the name of its only council."""
    names = [authority.name, authority.legal_name, authority.code]
    if len(authority.councils) == 1:
        names += [name for each in authority.councils for name in (each.area, each.name, each.code)]
    return " ".join(text.split()).casefold() in {name.casefold() for name in names}


def _ask(question: str, option: str, example: str, default: str | None = None) -> str:
    """The answer of somebody at a terminal; a mistake in usage where nobody can be asked."""
    if not sys.stdin.isatty():
        raise misuse(f"{option} is missing", f"Say it {example}.")
    return str(typer.prompt(question, default=default, err=True))


def _period(text: str | None) -> NewPeriod:
    year = today().year + 1
    text = (
        text
        if text is not None
        else _ask(
            "For which years? (2027-2030 is 1 April 2027 to 31 March 2030)",
            "--period",
            "as in --period 2027-2030",
            f"{year}-{year + 3}",
        )
    )
    match = PERIOD.fullmatch(text.strip())
    if not match:
        raise misuse(f"'{text}' is not a period", "Write its first and its last year, as in --period 2027-2030.")
    start = int(match[1])
    end = int(match[2]) if len(match[2]) == 4 else start // 100 * 100 + int(match[2])
    if end <= start:
        raise misuse(
            f"The period ends ({end}) before it begins ({start})"
            if end < start
            else f"The period begins and ends in {start}",
            f"Write the year in which the last March falls: --period {start}-{start + 3} is 1 April "
            f"{start} to 31 March {start + 3}.",
        )
    if start < EARLIEST or start > today().year + LONGEST or end - start > LONGEST:
        raise misuse(
            f"'{text}' is not a likely period for a plan",
            f"Look at the years: the Act is of 2014, and no plan runs for more than {LONGEST} years.",
        )
    return NewPeriod(f"{start}-{end}", date(start, 4, 1), date(end, 3, 31))


def _localities(authority: Authority, text: str | None) -> Sequence[ReferenceLocality]:
    if text is None:
        return authority.localities
    known = {
        name.casefold(): each for each in authority.localities for name in (each.slug, each.name, *each.also_known_as)
    }
    council = authority.councils[0].code if len(authority.councils) == 1 else ""
    found = []
    for name in _names(text, "--localities", authority.localities):
        given = known.get(name.casefold()) or known.get(slug_of(name))
        if given is None:
            near = difflib.get_close_matches(name.casefold(), known, 1, 0.8)
            if near:
                tell(
                    f"'{name}' is taken for a new locality. If you meant {known[near[0]].name}, "
                    "remove the folder and begin again."
                )
            given = new_locality(slug_of(name), name, council)
        found.append(given)
    return _each_once(found, [each.slug for each in found], "--localities")


def _care_groups(text: str | None) -> Sequence[CareGroupKind]:
    offered = {each.id: each for each in lists.care_groups()}
    if text is None:
        return [offered[id] for id in DEFAULT_CARE_GROUPS]
    known = {
        name.casefold(): each
        for each in offered.values()
        for name in (each.id, each.name, short_name(each.id, each.name))
    }
    found = []
    for name in _names(text, "--care-groups", ()):
        given = known.get(name.casefold()) or known.get(slug_of(name)) or _care_group_like(name, known)
        found.append(given or CareGroupKind(slug_of(name), name, ""))
    return _each_once(found, [each.id for each in found], "--care-groups")


def _care_group_like(name: str, known: Mapping[str, CareGroupKind]) -> CareGroupKind | None:
    near = difflib.get_close_matches(name.casefold(), known, 3, 0.8)
    if near:
        meant = dict.fromkeys(known[each].id for each in near)
        raise misuse(
            f"'{name}' is no care group of the list",
            f"Did you mean {' or '.join(meant)}? A group of your own needs a name less like one of the list.",
        )
    return None


def _names(text: str, option: str, offered: Sequence[ReferenceLocality]) -> list[str]:
    """The names of a list with commas; a name of the register may hold commas itself."""
    rest, found = f"{text},", []
    while rest.strip(" ,"):
        rest = rest.lstrip(" ,")
        whole = next(
            (
                each.name
                for each in offered
                if "," in each.name and rest.casefold().startswith(f"{each.name.casefold()},")
            ),
            None,
        )
        name = rest[: len(whole)] if whole else rest.split(",", 1)[0]
        rest = rest[len(name) :]
        found.append(" ".join(name.split()))
    if not found:
        raise misuse(f"{option} names nothing", 'Write the names with commas between them, as in "East, West".')
    for name in found:
        if slug_of(name) == "section" and name.casefold() != "section":
            raise misuse(
                f"'{name}' has no letter or digit of which a file name could be made",
                "Give it a name in Latin letters; its name: line can hold any.",
            )
    return found


def _each_once(found: list[T], slugs: list[str], option: str) -> list[T]:
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise misuse(f"{option} names '{slug}' twice", "Write each name once.")
        if len(slug) > 100:
            raise misuse(f"{option}: '{slug[:40]}…' is too long for the name of a file", "Give it a shorter name.")
    return found


# all or nothing


def _refuse_what_is_there(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refusal(f"{target} is there already and is no folder.", "Name a new folder.")
    if target.is_dir() and any(target.iterdir()):
        raise Refusal(
            f"{target} is not empty, and a plan needs a folder of its own.",
            "Name a new folder, or an empty one.",
        )
    above = next((each for each in target.resolve().parents if (each / "plan.yaml").is_file()), None)
    if above:
        raise Refusal(
            f"{target} lies inside another plan, {above}.",
            "Go out of that folder first, or name a folder elsewhere.",
        )


@contextmanager
def _all_or_nothing(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes *target* at the end; nothing is left of it after a fault."""
    target = target.absolute()
    made = _make_parents(target.parent)
    room: Path | None = None
    try:
        in_use = target.is_dir()
        room = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target if in_use else target.parent))
        yield room
        if in_use:
            _move_up(room, target)
        else:
            room.chmod(0o777 & ~umask())
            room.rename(target)
    except BaseException as error:
        if room:
            shutil.rmtree(room, ignore_errors=True)
        for folder in made:
            folder.rmdir()
        if isinstance(error, OSError):
            raise Refusal(
                f"{target} cannot be made ({error.strerror}).",
                "Name a folder in a place where you may write.",
            ) from None
        raise


def _make_parents(folder: Path) -> list[Path]:
    """Make *folder* and those above it; the ones that were made, innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"{folder} cannot be made ({error.strerror}).", "Name a folder in a place where you may write."
        ) from None
    return missing


def _move_up(room: Path, target: Path) -> None:
    """Move everything of *room* into *target*, in which it lies; plan.yaml last, as it makes a plan."""
    moved: list[Path] = []
    try:
        for each in sorted(room.iterdir(), key=lambda each: each.name == "plan.yaml"):
            each.rename(target / each.name)
            moved.append(target / each.name)
        room.rmdir()
    except BaseException:
        for place in moved:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        raise


# what is told


def _tell_what_was_made(
    plan: Plan, authority: Authority, places: Sequence[ReferenceLocality], groups: Sequence[CareGroupKind]
) -> None:
    record = plan.record
    say(f"{record.authority.name} ({authority.code})")
    _tell_list("partners", [f"{each.name} ({each.code})" for each in record.partners.bodies])
    if record.period.start and record.period.end:
        _tell_list("period", [f"{in_words(record.period.start)} to {in_words(record.period.end)}"])
        if record.period.end.year - record.period.start.year > REVIEWED_WITHIN:
            say(
                wrapped(
                    "A plan may run for longer, and the Act asks for a review of it within three years (2014 Act s37(1)).",
                    " " * 15,
                )
            )
    _tell_list("localities", [each.name for each in places])
    shorts = [short_name(each.id, each.name) for each in groups]
    _tell_list("care groups", [f"{each[0].lower()}{each[1:]}" for each in shorts])
    say(f"{' ' * 15}(change with: {called()} add, {called()} rename, {called()} remove)")
    missing = list(_missing(authority, places))
    if missing:
        say("Not available, and left empty with the reason")
        for line in missing:
            say(wrapped(line, "  ", "    "))
    if authority.note:
        say(wrapped(f"Note: {authority.note}", "", "  "))
    if authority.islands:
        say(
            wrapped(
                f"Island communities: {authority.islands_reason}. The plan may need an island "
                "communities impact assessment (Islands (Scotland) Act 2018 s8).",
                "",
                "  ",
            )
        )


def _tell_list(label: str, values: Sequence[str]) -> None:
    """*values* with dots between them, none of them broken across two lines."""
    line = f"  {label:<13}"
    for number, value in enumerate(values):
        piece = value if number + 1 == len(values) else f"{value} ·"
        if len(line) + len(piece) > width() and line.strip() and len(line) > 15:
            say(line.rstrip())
            line = " " * 15
        line += f"{piece} "
    say(line.rstrip())


WORDS = {
    "population": "population",
    "age_bands": "people by age",
    "deprivation": "deprivation",
    "boundary": "boundary for the map",
    "name": "current name",
}


def _missing(authority: Authority, places: Sequence[ReferenceLocality]) -> Iterator[str]:
    """What the registers do not know, each with its reason once, localities that share it together."""
    shared: dict[tuple[str, str], list[str]] = {}
    for place in places:
        reasons: dict[str, list[str]] = {}
        for key, word in WORDS.items():
            if key in place.not_available:
                reasons.setdefault(place.not_available[key], []).append(word)
        for reason, words in reasons.items():
            shared.setdefault((", ".join(words), reason), []).append(place.name)
    for (things, reason), names in shared.items():
        who = "every locality" if len(names) == len(places) > 1 else ", ".join(names)
        yield f"{who}: {things}. {reason}"
    if "start_day" in authority.not_available:
        yield authority.not_available["start_day"]


def _tell_next(plan: Plan, authority: Authority, target: Path, files: Mapping[str, bytes]) -> None:
    name = called()
    steps = [
        (f"{name} status", "where the plan stands"),
        (f"{name} check", _what_check_asks(plan, files)),
        (f"{name} build", 'the plan as it is, with "still to write" marks'),
    ]
    say()
    say("Next")
    if target.absolute() != Path.cwd():
        say(f"  cd {target}")
    for command, words in steps:
        say(wrapped(words, f"  {command:<18}", " " * 20))


def _what_check_asks(plan: Plan, files: Mapping[str, bytes]) -> str:
    report = requirements.check(printed(plan, files.__getitem__), day=today())
    return f"what the proposals stage asks for ({owed_in_words(report)})"
