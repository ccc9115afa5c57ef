"""`scp add`: a new locality, care group or section, or a record of a register, with notes on what belongs there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import DryRun, PlanRoot, say, wrapped
from scp.commands.edited import Opened, keep, never_written, opened, with_files
from scp.model.plan import NarrativeSection, Plan
from scp.model.roles import ROLES, Role, role
from scp.problem import NOWHERE, PlanError, Refusal, misuse
from scp.reference import lists
from scp.reference.authorities import ReferenceLocality, UnknownAuthority, find_authority
from scp.repository.edit import add_arrangement
from scp.repository.layout import REGISTERS, Register
from scp.repository.load import references_slug as slug_of
from scp.repository.new_record import KEY, WRITTEN_ELSEWHERE, new_record
from scp.repository.scaffold import (
    arrangement_entry,
    arrangement_text,
    care_group_file,
    locality_file,
    new_locality,
    plain_section_file,
    section_file,
    short_name,
)

app = typer.Typer()

KINDS = ("locality", "care-group", "section")
LAST = 999


@app.command()
def add(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="locality, care-group, section, or a register such as risk or decision."),
    ],
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Its name, as people read it.", show_default=False)
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE", help='What a record says, for example owner="Chief Officer".', show_default=False
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The heading of a section; the same as NAME.")] = None,
    role_id: Annotated[
        str | None,
        typer.Option("--role", metavar="ROLE", help="The part that a section plays, for example vision."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The section after which a section comes.", show_default="the end"),
    ] = None,
    council: Annotated[
        str | None, typer.Option(metavar="CODE", help="Code of the council of whose area a locality is part.")
    ] = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Add a locality, a care group, a section or a record of a register, with notes on what belongs in it.

    A new care group gets an arrangement to write in each locality. A record is added at the end of its register: its
    keys that are not given follow empty, each with a note. Exit status: 0 added, 2 wrong usage, 3 refused because it
    is there already.
    """
    if kind not in KINDS:
        if title or role_id or after or council:
            raise misuse(f"--title, --role, --after and --council are not for a {kind}", "Write it as KEY=VALUE.")
        _record(_register(kind), name, values or [], plan, dry_run)
        return
    if values:
        raise misuse(f"A {kind} takes no '{values[0]}'", "Put a name of several words in quotation marks.")
    if (title or role_id or after) and kind != "section":
        raise misuse(f"--title, --role and --after are for sections, not for a {kind}", "Leave them out.")
    if council and kind != "locality":
        raise misuse(f"--council is for localities, not for a {kind}", "Leave it out.")
    if name and title:
        raise misuse("The section has two titles, NAME and --title", "Give one of them.")
    words = " ".join((name or title or "").split())
    if not words and not (kind == "section" and role_id):
        raise misuse(f"The {kind} has no name", f'Write it as in: scplan add {kind} "{EXAMPLES[kind]}"')
    given = opened(plan)
    match kind:
        case "locality":
            files = _locality(given, words, council)
        case "care-group":
            files = _care_group(given, words)
        case _:
            files = _section(given.plan, words, role_id, after)
    with_files(given.contents, files)
    keep(given.root, files, dry_run)
    new = [path for path in files if path not in given.contents]
    say(f"{'Would add' if dry_run else 'Added'} {', '.join(new)}")
    changed = [path for path in files if path in given.contents]
    if changed:
        say(wrapped(f"with an arrangement to write in {', '.join(changed)}", "  ", "  "))
    if not dry_run:
        say(wrapped("Notes in the file say what belongs there. When you are done: scplan save", "  "))


EXAMPLES = {
    "locality": "The town and its villages",
    "care-group": "People with dementia",
    "section": "Digital services",
}


def _register(kind: str) -> Register:
    folded = kind.strip().lower().replace("_", "-").replace(" ", "-")
    found = next((each for each in REGISTERS if folded in (each.kind, each.name)), None)
    if found:
        return found
    kinds = [*KINDS, *(each.kind for each in REGISTERS if each.kind not in WRITTEN_ELSEWHERE)]
    near = difflib.get_close_matches(folded, kinds, 1, 0.5)
    raise misuse(
        f"There is no kind called '{kind}'" + (f". Did you mean '{near[0]}'?" if near else ""),
        f"The kinds are {', '.join(kinds)}.",
    )


def _record(register: Register, name: str | None, values: Sequence[str], plan: Path | None, dry_run: bool) -> None:
    words = " ".join((name or "").split())
    if KEY.fullmatch(words) and words.partition("=")[0] in register.item.model_fields:
        words, values = "", [words, *values]
    given = opened(plan)
    files, id = new_record(given.plan, given.contents, register, words, values)
    try:
        after = with_files(given.contents, files)
    except PlanError as error:
        raise _as_typed(error, register.path, files[register.path], given.contents, [words, *values]) from None
    added = next((each.at for each in register.records(after) if id and getattr(each, "id", None) == id), None)
    keep(given.root, files, dry_run)
    say(f"{'Would add' if dry_run else 'Added'} {id or 'an entry'} to {added or register.path}")
    if not dry_run:
        say(wrapped("Fill in the keys that stand there empty. When you are done: scplan save", "  "))


def _as_typed(
    error: PlanError, path: str, after: bytes, contents: Mapping[str, bytes], typed: Sequence[str]
) -> PlanError:
    """*error* with what is wrong in the new lines of the file *path* told at the KEY=VALUE that was *typed*."""
    lines, before = after.decode().split("\n"), contents.get(path, b"").decode("utf-8-sig").split("\n")
    first = next(
        (each for each, pair in enumerate(zip(lines, before, strict=False)) if pair[0] != pair[1]), len(before)
    )
    last = first + len(lines) - len(before)
    problems = []
    for each in error.problems:
        key = _key(lines, each.at.line - 1) if each.at.path == path and first < each.at.line <= last + 1 else ""
        word = next((word for word in typed if key and word.startswith(f"{key}=")), typed[0] if key else "")
        if word:
            bare = never_written(each)
            each = replace(bare, what=f"{word}: {bare.what}", mend=bare.mend.replace(f"`{key}: ", f"`{key}="))
        problems.append(each)
    return PlanError(problems, "Nothing was added." if all(each.at is NOWHERE for each in problems) else error.ending)


def _key(lines: Sequence[str], number: int) -> str:
    """The key that line *number* (counted from 0) belongs to: its own, or that of the list above it."""
    for line in reversed(lines[: number + 1]):
        if found := re.match(r"\s*(?:- )?([a-z][a-z0-9_]*):", line):
            return found.group(1)
    return ""


def _slug(words: str) -> str:
    slug = slug_of(words)
    if (slug == "section" and words.casefold() != "section") or len(slug) > 100:
        raise misuse(
            f"No short file name can be made of '{words}'",
            "Give it a name with Latin letters or digits, of not more than 100.",
        )
    return slug


def _locality(given: Opened, name: str, council: str | None) -> dict[str, bytes]:
    record = given.plan.record
    found = _of_the_register(record.authority.code, name)
    slug = found.slug if found else _slug(name)
    _refuse_double(given.plan, "locality", slug, found.name if found else name)
    councils = {each.code: each.name for each in record.partners.councils}
    if council is not None and council not in councils:
        raise misuse(
            f"'{council}' is no council of this plan",
            f"The councils are {', '.join(f'{code} ({each})' for code, each in councils.items())}.",
        )
    only = next(iter(councils)) if len(councils) == 1 else ""
    groups = {each.id: each.name for each in given.plan.care_groups}
    return {f"localities/{slug}.md": locality_file(found or new_locality(slug, name, council or only), groups).encode()}


def _of_the_register(code: str, name: str) -> ReferenceLocality | None:
    try:
        authority = find_authority(code)
    except UnknownAuthority:
        return None
    wanted = name.casefold()
    return next(
        (
            each
            for each in authority.localities
            if wanted in (each.slug, each.name.casefold(), *(other.casefold() for other in each.also_known_as))
        ),
        None,
    )


def _care_group(given: Opened, name: str) -> dict[str, bytes]:
    offered = next(
        (
            each
            for each in lists.care_groups()
            if name.casefold() in (each.id, each.name.casefold(), short_name(each.id, each.name).casefold())
        ),
        None,
    )
    id, full = (offered.id, offered.name) if offered else (_slug(name), name)
    _refuse_double(given.plan, "care-group", id, full)
    files = {f"care-groups/{id}.md": care_group_file(id, full).encode()}
    for locality in given.plan.localities:
        if id not in locality.arrangements:
            files[locality.path] = add_arrangement(
                locality.path,
                given.contents[locality.path],
                id,
                arrangement_entry(id),
                arrangement_text(id, full),
            )
    return files


def _refuse_double(plan: Plan, kind: str, slug: str, name: str) -> None:
    for each in plan.localities if kind == "locality" else plan.care_groups:
        if each.id == slug or each.name.casefold() == name.casefold():
            raise Refusal(
                f"{each.name} is there already, in {each.path}.",
                "Open it and write there, or choose another name.",
            )


def _section(plan: Plan, title: str, role_id: str | None, after: str | None) -> dict[str, bytes]:
    part = _role(plan, role_id)
    slug = _slug(title) if title else part.id if part else ""
    double = next((each for each in plan.narrative if each.id == slug), None)
    if double:
        raise Refusal(f"{double.path} is there already.", "Open it and write there, or choose another title.")
    number = _between(plan, after) if after else f"{part.number:03}" if part else _last(plan)
    if part:
        given = Role(part.id, part.number, title or part.title, part.stage, part.about, part.requirement)
        return {f"narrative/{number}-{slug}.md": section_file(given).encode()}
    return {f"narrative/{number}-{slug}.md": plain_section_file(title).encode()}


def _role(plan: Plan, id: str | None) -> Role | None:
    if id is None:
        return None
    found = role(id)
    if found is None:
        near = difflib.get_close_matches(id, [each.id for each in ROLES], 1, 0.5)
        raise misuse(
            f"There is no role called '{id}'" + (f". Did you mean '{near[0]}'?" if near else ""),
            f"The roles are {', '.join(each.id for each in ROLES)}.",
        )
    there = plan.role(id)
    if there:
        raise Refusal(
            f"{there.path} plays the role '{id}' already.", "Open it and write there, or choose another role."
        )
    return found


def _number(section: NarrativeSection) -> str:
    head = section.path.removeprefix("narrative/").split("-", 1)[0]
    return head if head.isdigit() else ""


def _last(plan: Plan) -> str:
    """A number after those of all sections, a ten further on."""
    highest = max((int(_number(each) or 0) for each in plan.narrative if len(_number(each)) <= 3), default=0)
    return f"{min(highest // 10 * 10 + 10, LAST):03}"


def _between(plan: Plan, after: str) -> str:
    """A number that sorts after the section *after* and before the one that follows it."""
    named = [
        number
        for number, each in enumerate(plan.narrative)
        if after in (each.id, each.path, each.path.removeprefix("narrative/"))
    ]
    if not named:
        near = difflib.get_close_matches(after, [each.id for each in plan.narrative], 1, 0.5)
        raise misuse(
            f"There is no section called '{after}'" + (f". Did you mean '{near[0]}'?" if near else ""),
            "scplan list section shows them all.",
        )
    first = _number(plan.narrative[named[0]])
    following = _number(plan.narrative[named[0] + 1]) if named[0] + 1 < len(plan.narrative) else ""
    if not first or following == first:
        raise Refusal(
            f"{plan.narrative[named[0]].path} has no number of its own to come after.",
            "Give the files of narrative/ numbers first, as in 045-digital.md.",
        )
    if not following:
        return f"{int(first) + 10:03}" if len(first) <= 3 and int(first) + 10 <= LAST else f"{first}5"
    if len(first) == len(following) and int(following) - int(first) > 1:
        return f"{(int(first) + int(following)) // 2:0{len(first)}}"
    low, high = first.ljust(8, "0"), following.ljust(8, "0")
    middle = f"{(int(low) + int(high)) // 2:08}".rstrip("0")
    if first < middle < following:
        return middle
    raise Refusal(
        f"There is no number left between {first} and {following} in narrative/.",
        "Give the files numbers further apart, then try again.",
    )
