"""`scp consult`: a round of asking, from the first day for views to what was decided on each theme (s33)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from scp.commands.common import DryRun, Json, PlanRoot, day, json_text, say, tell, today, wrapped
from scp.commands.edited import keep, opened, with_files
from scp.model.consultation import Round
from scp.model.plan import Plan
from scp.model.responses import Answer, Outcome, Replies, Response, Theme
from scp.model.stage import Stage, read_name
from scp.model.words import in_words
from scp.problem import Refusal, misuse
from scp.reference import lists
from scp.repository import FolderSource, find_root, load_plan
from scp.repository.load import references_slug as slug_of
from scp.repository.rounds import answer_id, with_answers_under, with_keys, with_sent, with_theme

app = typer.Typer(no_args_is_help=True, add_completion=False)

ASKED = (Stage.PROPOSALS, Stage.DRAFT_1, Stage.DRAFT_2)
IN_TURN = "The rounds are those on the proposals, the first draft and the second draft (2014 Act s33)."

RoundName = Annotated[
    str | None,
    typer.Option("--round", metavar="STAGE", help="The round, for example draft-2.", show_default="the last stage's"),
]


@app.command("open")
def open_round(
    closes: Annotated[date, typer.Option(parser=day, metavar="DAY", help="The last day for views.")],
    because: Annotated[
        str, typer.Option("--because", metavar="TEXT", help="Why that length is right; the Act sets none.")
    ],
    on: Annotated[
        date | None,
        typer.Option("--on", parser=day, metavar="DAY", help="The first day for views.", show_default="today"),
    ] = None,
    round: RoundName = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Ask for views on the draft: from which day, until when, and why for that long.

    Given again, it moves the last day. Exit status: 0 done, 2 wrong usage, 3 refused.
    """
    given = opened(plan)
    found = _round(given.plan, round)
    first = on or found.opened or today()
    _refuse_days(given.plan, found, first, closes)
    reason = _words(because, "--because")
    changes = {"opened": first, "closes": closes, "period_reason": reason}
    files = with_keys(given.contents, found, changes)
    after = with_files(given.contents, files)
    keep(given.root, files, dry_run)
    length = (closes - first).days + 1
    would = "Would ask" if dry_run else "Asking"
    say(
        wrapped(
            f"{would} for views on the {found.stage.words} from {in_words(first)} to {in_words(closes)}: "
            f"{_count(length, 'day')}.",
            hanging="  ",
        )
    )
    say(wrapped(f"{reason}", "  "))
    for line in _still_to_ask(after, _round(after, found.name)):
        say(wrapped(line, "  ", "    "))
    _then(dry_run, "Send it, and record each sending: scplan consult send WHO --how e-mail")


@app.command()
def send(
    to: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHO",
            help="Consultee, code of a partner, seat of the planning group, or everybody; who is left, where none is named.",
            show_default=False,
        ),
    ] = None,
    how: Annotated[str | None, typer.Option(metavar="TEXT", help="E-mail, post, meeting …")] = None,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=day, metavar="DAY", help="The day it was sent.", show_default="today"),
    ] = None,
    what: Annotated[
        list[str] | None,
        typer.Option(help="What was sent, for example 'easy read'; may be given again.", show_default="the draft"),
    ] = None,
    no_views: Annotated[bool, typer.Option("--no-views", help="They said that they have nothing to say.")] = False,
    round: RoundName = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Record to whom the draft was sent, when and how; or list who has not got it yet. It sends nothing itself.

    Exit status: 0 done, 2 wrong usage or somebody unknown, 3 refused.
    """
    if not to:
        if how or on or what or no_views:
            raise misuse("Nobody is named", 'Write it as in: scplan consult send carers-centre --how "e-mail"')
        found = load_plan(FolderSource(find_root(Path.cwd(), plan)))
        for line in _coverage(found, _round(found, round)):
            say(line)
        return
    given = opened(plan)
    found_round = _round(given.plan, round)
    if not how and not no_views:
        raise misuse("Nothing says how it was sent", 'Add, for example: --how "e-mail"')
    when = on or today()
    if when > today():
        raise misuse(f"{in_words(when)} has not come yet", "Record a sending once it is done.")
    entries = list(_recipients(given.plan, found_round, to))
    said: dict[str, Any] = {"no_views": when} if no_views else {"sent": when, "how": _words(how or "", "--how")}
    if what:
        said["what"] = [_words(each, "--what") for each in what]
    files = with_sent(given.contents, found_round, entries, said)
    after = with_files(given.contents, files)
    keep(given.root, files, dry_run)
    names = _all_called(given.plan, entries)
    verb = "Would record" if dry_run else "Recorded"
    doing = "have nothing to say" if no_views else f"had it on {in_words(when)} by {said['how']}"
    say(wrapped(f"{verb}: {names} {doing}.", hanging="  "))
    for line in _still_to_ask(after, _round(after, found_round.name)):
        say(wrapped(line, "  ", "    "))
    _then(dry_run, "When you are done: scplan save")


@app.command()
def close(
    on: Annotated[
        date | None,
        typer.Option("--on", parser=day, metavar="DAY", help="The day it was closed.", show_default="today"),
    ] = None,
    round: RoundName = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Close a round once its last day is over, and say what is still to be answered.

    Exit status: 0 done, 2 wrong usage, 3 refused: its last day is not over.
    """
    given = opened(plan)
    found = _round(given.plan, round)
    if found.opened is None or found.closes is None:
        raise Refusal(
            f"the round on the {found.stage.words} has no first and last day yet.",
            'Open it: scplan consult open --closes DAY --because "…"',
        )
    when = on or today()
    if when > today():
        raise misuse(f"{in_words(when)} has not come yet", "Close a round on the day itself.")
    if when <= found.closes:
        raise Refusal(
            f"people may give their views until the end of {in_words(found.closes)} ({found.at_key('closes')}).",
            "Close the round on the day after. A shorter period takes a decision of its own: scplan consult open",
        )
    files = with_keys(given.contents, found, {"closed": when})
    after = with_files(given.contents, files)
    keep(given.root, files, dry_run)
    say(f"{'Would close' if dry_run else 'Closed'} the round on the {found.stage.words}, {in_words(when)}.")
    lines = list(_to_answer(after, _round(after, found.name)))
    for line in lines:
        say(wrapped(line, "  ", "    "))
    if not lines:
        say(wrapped("Every view is answered and every theme decided.", "  "))
    _then(dry_run, "When you are done: scplan save")


@app.command()
def themes(
    theme: Annotated[
        str | None, typer.Argument(metavar="THEME", help="One theme, with all that is under it.", show_default=False)
    ] = None,
    put: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Put a response (r-0001) or one of its answers (r-0001.2) under THEME."),
    ] = None,
    take_out: Annotated[
        list[str] | None, typer.Option("--take-out", metavar="ID", help="Take it out of THEME again.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What people said, in a few words.")] = None,
    summary: Annotated[str | None, typer.Option(metavar="TEXT", help="What they said, in a sentence or two.")] = None,
    decide: Annotated[str | None, typer.Option(metavar="DECISION", help="accepted, in-part or not-accepted.")] = None,
    because: Annotated[str | None, typer.Option(metavar="TEXT", help="Why it was decided so.")] = None,
    by: Annotated[str | None, typer.Option(metavar="BODY", help="The body or post that decided.")] = None,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=day, metavar="DAY", help="The day it was decided.", show_default="today"),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="A place changed because of it, for example care-groups/carers.md."),
    ] = None,
    unplaced: Annotated[bool, typer.Option("--unplaced", help="List the answers that are in no theme.")] = False,
    round: RoundName = None,
    plan: PlanRoot = None,
    as_json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Show what people said, theme by theme, with what was decided and where the plan changed; or decide a theme.

    Exit status: 0 shown or done, 2 wrong usage or an unreadable plan.
    """
    writes = bool(put or take_out or title or summary or decide or because or by or on or section)
    if not writes:
        found = load_plan(FolderSource(find_root(Path.cwd(), plan)))
        _show(found, _round(found, round), theme, unplaced, as_json)
        return
    if not theme:
        raise misuse("No theme is named", "Write it as in: scplan consult themes care-homes --put r-0001")
    given = opened(plan)
    found_round = _round(given.plan, round)
    id = _theme_id(theme)
    replies = given.plan.replies.get(found_round.name)
    old = replies.theme(id) if replies else None
    changes = _theme_changes(old, theme, title, summary, decide, because, by, on, section)
    files: dict[str, bytes] = {}
    if changes:
        files |= with_theme(given.contents, replies, found_round.name, id, changes)
    for chosen, out in ((put, False), (take_out, True)):
        if chosen:
            if replies is None or not replies.responses:
                raise misuse(
                    f"No response to the {found_round.stage.words} is kept",
                    "Bring them in: scplan import responses FILE",
                )
            files |= with_answers_under(replies, id, [each.strip() for each in chosen], out)
            replies = with_files(given.contents, files).replies[found_round.name]
    after = with_files(given.contents, files)
    keep(given.root, files, dry_run)
    now = after.replies[found_round.name]
    say(f"{'Would write' if dry_run else 'Wrote'} {', '.join(sorted(files))}")
    found_theme = now.theme(id)
    if found_theme:
        for line in _theme_lines(now, found_theme):
            say(line)
    _then(dry_run, "When you are done: scplan save")


@app.command()
def statement(
    formats: Annotated[str, typer.Option("--format", help="Formats, divided by commas: html, pdf, docx.")] = (
        "html,pdf,docx"
    ),
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Folder for the documents.", show_default="build in the plan's folder"),
    ] = None,
    plan: PlanRoot = None,
) -> None:
    """Make the statement of consultation that is published with the plan (s35(2)), and "you said, we did".

    Exit status: 0 done, 2 the plan could not be read, 3 refused.
    """
    from scp.commands.build import build

    build(
        documents=["statement-of-consultation", "you-said-we-did"], plan=plan, formats=formats, at=None, output=output
    )


# the round


def _round(plan: Plan, name: str | None) -> Round:
    """The round called *name* or, where none is, that of the last stage that views are asked on."""
    if name is not None:
        told = read_name(name)
        if told is None or told[0] not in ASKED:
            raise misuse(f"There is no round '{name}'", f"{IN_TURN} Write it as in --round draft-2.")
        found = next((each for each in plan.rounds if each.name == name), None)
        if found is None:
            raise Refusal(
                f"there is no file consultation/{name}/round.yaml.",
                "It is laid out when the stage before is made: scplan draft status",
            )
        return found
    if plan.stage is None:
        raise Refusal("no stage has been made yet, so there is nothing to ask about.", "Make it: scplan draft plan")
    stage = min(plan.stage, Stage.DRAFT_2)
    found = plan.round(stage)
    if found is None:
        record = plan.reached(stage)
        raise Refusal(
            f"there is no file consultation/{record.name if record else stage}/round.yaml.",
            "Get it back from an earlier version: git checkout HEAD -- consultation",
        )
    return found


def _refuse_days(plan: Plan, found: Round, first: date, closes: date) -> None:
    record = next((each for each in plan.standing if each.name == found.name), None)
    if record is None:
        raise Refusal(
            f"the {found.stage.words} has not been made yet, so there is nothing to ask about.",
            "Make it first: scplan draft plan",
        )
    if first < record.date:
        raise misuse(
            f"{in_words(first)} is before the {found.stage.words} was made ({in_words(record.date)})",
            f"Give a day from {record.date} on: --on {record.date}",
        )
    if closes < first:
        raise misuse(
            f"--closes {closes} is before the first day for views, {first}", "Look at the years and months of the two."
        )
    following = plan.reached(found.stage.next) if found.stage.next else None
    if following and closes >= following.date:
        raise Refusal(
            f"the {following.stage.words} was made on {in_words(following.date)}, so views on the "
            f"{found.stage.words} cannot be asked for until {in_words(closes)}.",
            "A further round is asked on a further draft: scplan draft plan",
        )


def _words(text: str, option: str) -> str:
    folded = " ".join(text.split())
    if not folded or not folded.isprintable():
        raise misuse(f"{option} is empty or holds a sign that cannot be printed", "Write it in a few words.")
    return folded


def _then(dry_run: bool, words: str) -> None:
    tell(wrapped("Nothing was changed." if dry_run else words))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


# who is asked


def _recipients(plan: Plan, found: Round, to: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of *to* as what it is and its id; everybody who has not got it yet for `everybody`."""
    consultees = {each.id: each for each in plan.consultees.consultees}
    seats = {each.id for each in plan.planning_group.members}
    partners = {each.code: each for each in plan.record.partners.bodies}
    known: dict[str, Collection[str]] = {"partner": partners, "consultee": consultees, "seat": seats}
    by_name = {each.name.casefold(): ("partner", each.code) for each in partners.values()}
    by_name |= {each.name.casefold(): ("consultee", each.id) for each in consultees.values()}
    for text in dict.fromkeys(to):
        matches = [(kind, text) for kind, ids in known.items() if text in ids]
        if text == "everybody":
            yield from _left(plan, found)
        elif text.casefold() in by_name:
            yield by_name[text.casefold()]
        elif re.fullmatch("(partner|consultee|seat)=.+", text):
            kind, _, id = text.partition("=")
            if id not in known[kind]:
                raise _nobody(plan, text, (*partners, *consultees, *seats))
            yield kind, id
        elif len(matches) > 1:
            said = " or ".join(f"{kind}={id}" for kind, id in matches)
            raise misuse(f"'{text}' is the name of {len(matches)} who can be asked", f"Say which: {said}")
        elif matches:
            yield matches[0]
        else:
            raise _nobody(plan, text, (*partners, *consultees, *seats))


def _nobody(plan: Plan, text: str, known: Iterable[str]) -> Exception:
    import difflib

    near = difflib.get_close_matches(text, [*known], 1)
    return misuse(
        f"There is nobody called '{text}' to send it to" + (f". Did you mean '{near[0]}'?" if near else ""),
        'scplan list consultees shows them; a new one: scplan add consultee "Name" group=…',
    )


def _left(plan: Plan, found: Round) -> list[tuple[str, str]]:
    """Everybody who is listed to be asked and has not got it."""
    return [
        (kind, id)
        for each in found.asked
        if each.sent is None and each.no_views is None
        for kind in ("partner", "consultee", "seat")
        if (id := getattr(each, kind))
    ]


def _called(plan: Plan, kind: str, id: str) -> str:
    if kind == "partner":
        return next((each.name for each in plan.record.partners.bodies if each.code == id), id)
    if kind == "consultee":
        return next((each.name for each in plan.consultees.consultees if each.id == id), id)
    return f"the seat {id}"


def _all_called(plan: Plan, entries: Iterable[tuple[str, str]]) -> str:
    """Everybody of *entries* by name, and the seats of the planning group together."""
    seats = [id for kind, id in entries if kind == "seat"]
    names = [_called(plan, kind, id) for kind, id in entries if kind != "seat"]
    if len(seats) > 1:
        names.append(f"{len(seats)} seats of the planning group ({', '.join(seats)})")
    elif seats:
        names.append(_called(plan, "seat", seats[0]))
    return ", ".join(names)


def _still_to_ask(plan: Plan, found: Round) -> Iterator[str]:
    """What is still missing among those who must have the draft, a line each."""
    if found.stage is not Stage.DRAFT_2:
        left = _left(plan, found)
        if left:
            yield f"Still to be asked: {_count(len(left), 'seat')} of the planning group"
        return
    groups, partners = _groups_without(plan, found), _partners_without(plan, found)
    if groups:
        every = len(lists.consultee_groups())
        which = (
            f"any of the {every} prescribed groups"
            if len(groups) == every
            else f"{len(groups)} of the {every} prescribed groups: {'; '.join(groups)}"
        )
        yield f"Nobody has it yet who stands for {which}"
    if partners:
        yield f"Not sent yet to {', '.join(partners)}"
    if found.others is None or not (found.others.sent_to or found.others.none_because):
        yield f"Not decided yet who else gets it (2014 Act s33(4)(b)(ii)): {found.at_key('others')}"


def _groups_without(plan: Plan, found: Round) -> list[str]:
    groups = {each.id: each.group for each in plan.consultees.consultees}
    sent = {groups.get(each.consultee) for each in found.asked if each.consultee and each.sent}
    return [each.group for each in lists.consultee_groups() if each.id not in sent]


def _partners_without(plan: Plan, found: Round) -> list[str]:
    sent = {each.partner for each in found.asked if each.sent}
    return [each.name for each in plan.record.partners.bodies if each.code not in sent]


def _coverage(plan: Plan, found: Round) -> Iterator[str]:
    """Who has the draft, group by group, and who has not."""
    dates = f", {found.opened} to {found.closes}" if found.opened and found.closes else ", not opened yet"
    yield f"Round on the {found.stage.words} ({found.path}{dates})"
    names = {each.id: each for each in plan.consultees.consultees}
    if found.stage is Stage.DRAFT_2:
        yield ""
        yield "Prescribed groups (SSI 2014/283)"
        for group in lists.consultee_groups():
            entries = [each for each in found.asked if each.consultee and _is_of(names, each.consultee, group.id)]
            yield from _mark(
                any(each.sent for each in entries),
                group.group,
                [f"{names[each.consultee or ''].name}{_day(each.sent)}" for each in entries]
                or ["nobody in registers/consultees.yaml stands for it"],
            )
        yield ""
        yield "Partners"
        for body in plan.record.partners.bodies:
            entries = [each for each in found.asked if each.partner == body.code]
            yield from _mark(
                any(each.sent for each in entries),
                body.name,
                [_day(each.sent).strip() for each in entries if each.sent],
            )
    seats = [each for each in found.asked if each.seat]
    if seats:
        yield ""
        sent = [each for each in seats if each.sent]
        yield f"Planning group: {len(sent)} of {_count(len(seats), 'seat')}"
        for each in seats:
            if not each.sent:
                yield wrapped(f"✗ {each.seat}", "  ", "    ")
    yield ""
    yield "Localities"
    for locality in plan.localities:
        ways = [each for each in found.methods if not each.localities or locality.id in each.localities]
        own = [each for each in ways if each.localities]
        words = f"{_count(len(ways), 'way')} of taking part" + (
            f", {len(own)} of them for this locality" if own else ""
        )
        yield from _mark(bool(ways), locality.name, [words])
    if found.stage is not Stage.DRAFT_2:
        return
    others = found.others
    yield ""
    yield "Others (2014 Act s33(4)(b)(ii))"
    if others and (others.sent_to or others.neighbours or others.none_because):
        if others.neighbours:
            yield wrapped(f"✓ neighbouring authorities: {', '.join(others.neighbours)}", "  ", "    ")
        for name in others.sent_to:
            yield wrapped(f"✓ {name}", "  ", "    ")
        if others.none_because:
            yield wrapped(f"nobody else: {others.none_because}", "  ", "    ")
    else:
        yield wrapped("✗ not decided yet", "  ", "    ")


def _is_of(names: dict[str, Any], consultee: str, group: str) -> bool:
    return consultee in names and names[consultee].group == group


def _day(sent: date | None) -> str:
    return f" ({in_words(sent)})" if sent else " (not sent)"


def _mark(done: bool, title: str, about: Iterable[str]) -> Iterator[str]:
    yield wrapped(f"{'✓' if done else '✗'} {title}", "  ", "    ")
    for text in about:
        yield wrapped(text.strip("() ") if text.startswith("(") else text, "      ", "      ")


# what was said


def _to_answer(plan: Plan, found: Round) -> Iterator[str]:
    """What is still to be answered in a round, a line each."""
    without = [each for each in found.views if not each.answer]
    if without:
        yield f"! {_count(len(without), 'view')} of {len(found.views)} in {found.path} {'has' if len(without) == 1 else 'have'} no answer"
    replies = plan.replies.get(found.name)
    if replies is None:
        return
    if replies.unplaced:
        yield f"! {_count(len(replies.unplaced), 'answer')} in no theme: scplan consult themes --unplaced"
    open_themes = [each for each in replies.themes if each.is_open]
    if open_themes:
        yield f"! {_count(len(open_themes), 'theme')} not decided: {', '.join(each.id for each in open_themes)}"


def _show(plan: Plan, found: Round, theme: str | None, unplaced: bool, as_json: bool) -> None:
    replies = plan.replies.get(found.name, Replies(found.name))
    if as_json:
        typer.echo(json_text(_as_json(replies)))
        return
    if unplaced:
        for response, answer in replies.unplaced:
            for line in _answer_lines(response, answer):
                say(line)
        say(f"{_count(len(replies.unplaced), 'answer')} in no theme, of {_count(len(replies.responses), 'response')}.")
        return
    if theme is not None:
        known = replies.theme(_theme_id(theme))
        if known is None:
            raise misuse(
                f"There is no theme '{theme}' in the round on the {found.stage.words}",
                f"There are {', '.join(each.id for each in replies.themes)}."
                if replies.themes
                else "There are none yet.",
            )
        for line in _theme_lines(replies, known):
            say(line)
        for response, answer in replies.under(known.id):
            for line in _answer_lines(response, answer):
                say(line)
        return
    say(
        f"{_count(len(replies.responses), 'response')} to the {found.stage.words}, {_count(len(replies.themes), 'theme')}"
    )
    for each in replies.themes:
        for line in _theme_lines(replies, each):
            say(line)
    for line in _to_answer(plan, found):
        say(wrapped(line, "", "  "))


def _theme_lines(replies: Replies, theme: Theme) -> Iterator[str]:
    under = replies.under(theme.id)
    responses = {response.id: response for response, _ in under}
    channels = Counter(each.channel.words for each in responses.values())
    came = ", ".join(f"{number} {words}" for words, number in channels.most_common())
    yield ""
    yield wrapped(f"{theme.title}  [{theme.id}]", "", "  ")
    yield wrapped(
        f"{_count(len(responses), 'response')}, {_count(len(under), 'answer')}{f' ({came})' if came else ''}",
        "  ",
        "    ",
    )
    if theme.summary:
        yield wrapped(theme.summary, "  ")
    if theme.decision is None:
        yield "  open: not decided yet"
    else:
        decided = f", {theme.decided_by}" if theme.decided_by else ""
        decided += f", {in_words(theme.decided)}" if theme.decided else ""
        yield wrapped(f"{theme.decision.words}{decided}: {theme.reason or 'no reason given yet'}", "  ", "    ")
    if theme.sections:
        yield wrapped(f"changed: {', '.join(theme.sections)}", "  ", "    ")


def _answer_lines(response: Response, answer: Answer) -> Iterator[str]:
    """One answer as its theme's reader needs it: whose, on which words, what it says, and whether it may be quoted."""
    number = response.answers.index(answer) + 1
    who = response.organisation or "somebody"
    told = [answer_id(response, number), who, response.channel.words]
    if response.locality:
        told.append(response.locality)
    told.append(response.quote.words)
    yield ""
    yield wrapped(" · ".join(told), "    ")
    if answer.place:
        yield wrapped(f"on {answer.place}", "      ")
    if answer.passage:
        gone = " (passage gone)" if answer.gone else ""
        yield wrapped(f"“{answer.passage}”{gone}", "      ")
    mark = "" if answer.mark.value in ("text", "choice", "comment") else answer.mark.value
    if said := ": ".join(filter(None, (mark, answer.answer))):
        yield wrapped(said, "      ")
    if answer.withheld:
        yield wrapped(f"taken out: {answer.withheld}", "      ")


def _as_json(replies: Replies) -> dict[str, Any]:
    def one(response: Response, answer: Answer) -> dict[str, Any]:
        return {
            "id": answer_id(response, response.answers.index(answer) + 1),
            "question": answer.question or None,
            "mark": answer.mark.value,
            "answer": answer.answer,
            "place": answer.place or None,
            "passage": answer.passage or None,
            "gone": answer.gone,
            "quote": response.quote.value,
            "withheld": answer.withheld or None,
        }

    return {
        "schema": 1,
        "round": replies.name,
        "responses": len(replies.responses),
        "themes": [
            {
                **theme.model_dump(mode="json"),
                "open": theme.is_open,
                "responses": len({response.id for response, _ in replies.under(theme.id)}),
                "answers": [one(*pair) for pair in replies.under(theme.id)],
            }
            for theme in replies.themes
        ],
        "unplaced": [one(*pair) for pair in replies.unplaced],
    }


def _theme_id(text: str) -> str:
    id = slug_of(text)[:100].strip("-")
    if not id or (id == "section" and text.casefold() != "section"):
        raise misuse(f"No short name can be made of '{text}'", "Write it as in care-homes.")
    return id


def _theme_changes(
    old: Theme | None,
    named: str,
    title: str | None,
    summary: str | None,
    decide: str | None,
    because: str | None,
    by: str | None,
    on: date | None,
    section: list[str] | None,
) -> dict[str, Any]:
    """What is to be written of a theme; a new one begins with its title."""
    changes: dict[str, Any] = {}
    if title or old is None:
        changes["title"] = _words(title or named.replace("-", " ").capitalize(), "--title")
    if summary:
        changes["summary"] = _words(summary, "--summary")
    known = {each.value: each for each in Outcome}
    if decide is not None:
        if decide not in known:
            raise misuse(f"'{decide}' is no decision on a theme", f"It is one of {', '.join(known)}.")
        if not because and not (old and old.reason):
            raise misuse(
                "Nothing says why it was decided so",
                'People are owed the reason: add --because "…", in words for those who said it.',
            )
        changes |= {"decision": decide, "decided": on or today()}
    elif on:
        changes["decided"] = on
    if because:
        changes["reason"] = _words(because, "--because")
    if by:
        changes["decided_by"] = _words(by, "--by")
    if section:
        changes["sections"] = list(dict.fromkeys([*(old.sections if old else ()), *section]))
    return changes
