"""The compliance statement: what was answered for each requirement, laid out by the purposes of inspection.

The purposes are those of ss.54 to 56 of the 2014 Act as the statutory guidance of 2015, Annex A (l), tells them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from scp.documents.document import Cell, Sheet
from scp.documents.words import MARK, Markdown, escaped
from scp.finding import Effect, Finding, Level, Place, Report, State
from scp.model.plan import Plan
from scp.model.register_table import REGISTERS
from scp.model.registers import Attestation
from scp.model.stage import Stage
from scp.model.text import plain_text
from scp.model.waivers import Waiver
from scp.model.words import in_words
from scp.problem import Location
from scp.reference import catalogue

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Family:
    """The requirements on one subject: each as a row, and what is to be mended."""

    title: str
    rows: Rows
    mend: tuple[Markdown, ...]


@dataclass(frozen=True)
class Purpose:
    """One purpose of inspection, what it is in plain words, and the requirements that speak to it."""

    title: str
    about: str
    families: tuple[Family, ...]
    counts: str


@dataclass(frozen=True)
class Statement:
    """What the template of the compliance statement may use; *sheets* are the tables of its workbook."""

    stage: str
    day: date
    edition: str
    total: int
    counts: Rows
    states: Rows
    owed: Rows
    waivers: Rows
    local: Rows
    purposes: tuple[Purpose, ...]
    own: tuple[Markdown, ...]
    signatures: Rows
    sheets: tuple[Sheet, ...]


PURPOSES = {
    "services": (
        "What integrated services achieve",
        "Inspection can review how far integrated services comply with the integration planning and delivery principles "
        "and contribute to the national health and wellbeing outcomes.",
    ),
    "planning": (
        "How services are planned, organised and co-ordinated",
        "Inspection can review how far the planning, organisation or co-ordination of integrated services complies with "
        "the delivery principles and contributes to the outcomes.",
    ),
    "plan": (
        "How effective the plan is",
        "Inspection can review how effective the strategic commissioning plan is in complying with the delivery principles "
        "and contributing to the outcomes.",
    ),
    "implementation": (
        "How the plan is carried out",
        "Inspection can encourage improvement in how far the carrying out of the plan complies with the delivery principles "
        "and contributes to the outcomes.",
    ),
    "improvement": (
        "What should improve",
        "Inspection can consider whether recommendations for improvement are needed. Here stand the authority's own reviews "
        "and evaluations, from which such recommendations can be told.",
    ),
}

# What the requirement applies to → the purpose it speaks to, and the subject in words.
FAMILIES = {
    "performance-report": ("services", "The performance report"),
    "planning-group": ("planning", "The strategic planning group"),
    "draft-stage": ("planning", "The stages of the plan"),
    "consultation": ("planning", "Consultation and engagement"),
    "information-sharing": ("planning", "Information from partners"),
    "decision": ("planning", "Decisions on services"),
    "register": ("planning", "Governance records"),
    "governance-paper": ("planning", "Papers and meetings"),
    "plan": ("plan", "The plan as a whole"),
    "locality-section": ("plan", "Localities"),
    "care-group-section": ("plan", "Care groups"),
    "needs-assessment": ("plan", "The needs assessment"),
    "option-appraisal": ("plan", "Options and how they were weighed"),
    "financial-statement": ("plan", "The financial statement"),
    "market-facilitation": ("plan", "Market facilitation"),
    "housing-contribution": ("plan", "Housing's contribution"),
    "impact-assessment": ("plan", "Impact assessments"),
    "framework": ("plan", "The commissioning framework"),
    "publication": ("plan", "Publication"),
    "easy-read": ("plan", "Easy read"),
    "direction": ("implementation", "Directions"),
    "implementation-plan": ("implementation", "Implementation plans"),
    "review": ("improvement", "Review of the plan"),
    "self-evaluation": ("improvement", "Self-evaluation"),
}

MEANING = {
    State.MET: "The program saw in the plan's records what the duty asks for. It did not judge how well it was done.",
    State.ATTESTED: "A person judged that the duty is met and signed for it, and nothing that they relied on has changed since.",
    State.STALE: "A person signed, and something that they relied on has changed since. They should look again.",
    State.OWED: "Something that the duty asks for is not in the records, or nobody has signed for it yet.",
    State.WAIVED: "The authority has decided not to follow this part of the guidance for now, and says why.",
    State.NOT_DUE: "The duty falls due at a later stage of the plan, or from a later day.",
    State.NOT_APPLICABLE: "The duty does not apply to this authority or this plan, for the reason given.",
    State.NO_RULE: "The program has nothing to say. A person must read the duty and the plan.",
}
ORDER = (
    State.OWED,
    State.STALE,
    State.ATTESTED,
    State.MET,
    State.WAIVED,
    State.NOT_DUE,
    State.NOT_APPLICABLE,
    State.NO_RULE,
)
LEVELS = {"law": Level.LAW, "guidance": Level.GUIDANCE, "note": Level.NOTE}
MOST_PLACES = 4
NOTHING = "–"


@dataclass(frozen=True)
class _Duty:
    entry: catalogue.Entry
    level: Level
    state: State
    reason: str
    findings: tuple[Finding, ...]
    attestation: Attestation | None
    waiver: Waiver | None
    kept: tuple[Place, ...]


def purpose_of(entry: catalogue.Entry) -> str:
    """The one purpose of inspection to which a requirement speaks."""
    return FAMILIES[entry.applies_to][0]


def statement(plan: Plan, report: Report) -> Statement:
    """The compliance statement of *plan* as *report* judged it."""
    duties = _duties(plan, report)
    headings = _headings(plan)
    by_family: dict[str, list[_Duty]] = defaultdict(list)
    for each in duties:
        by_family[each.entry.applies_to].append(each)
    purposes = []
    for name, (title, about) in PURPOSES.items():
        families = [kind for kind, (purpose, _) in FAMILIES.items() if purpose == name and by_family[kind]]
        together = [each for kind in families for each in by_family[kind]]
        purposes.append(
            Purpose(
                title,
                about,
                tuple(_family(FAMILIES[kind][1], by_family[kind], plan, headings) for kind in families),
                _counted(together),
            )
        )
    titles = {each.entry.id: each.entry.title for each in duties}
    return Statement(
        stage=report.stage.words,
        day=report.day,
        edition=catalogue.edition(),
        total=len(duties),
        counts=_counts(duties),
        states=tuple((state.words, MEANING[state]) for state in ORDER if any(each.state is state for each in duties)),
        owed=tuple(
            (_stop(each.entry.title), each.entry.short, _linked(_where(each, plan, headings)))
            for each in duties
            if each.state in (State.OWED, State.STALE) and each.level is Level.LAW
        ),
        waivers=tuple(
            (
                _stop(titles.get(each.waiver.id, each.waiver.id)),
                _stop(each.waiver.reason),
                each.waiver.owner,
                in_words(each.waiver.expires) + ("" if each.effect is Effect.IN_USE else f" ({each.effect.value})"),
            )
            for each in report.waivers
        ),
        local=tuple(
            (
                _stop(each.requirement.title),
                each.requirement.source,
                each.state.words,
                "; ".join(
                    dict.fromkeys(str(one.problem.at) for one in report.findings if one.id == each.requirement.id)
                )
                or NOTHING,
            )
            for each in report.local
        ),
        purposes=tuple(purposes),
        own=tuple(
            Markdown(f"{_placed(each.problem.at, headings)}{_worded(each.problem.what)} {_worded(each.problem.mend)}")
            for each in report.findings
            if each.requirement is None
        ),
        signatures=_signatures(plan, duties, titles, headings),
        sheets=_sheets(plan, report, duties, headings),
    )


def _duties(plan: Plan, report: Report) -> list[_Duty]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for each in report.findings:
        if each.requirement is not None:
            found[each.id].append(each)
    signed = {each.id: each for each in plan.attestations.attestations}
    set_aside = {each.waiver.id: each.waiver for each in report.waivers if each.effect is Effect.IN_USE}
    duties = []
    for entry in catalogue.entries():
        # A check that several requirements share may have been signed for under the name of another of them.
        shared = [signed[id] for id in (entry.id, *entry.same_check_as) if id in signed]
        duties.append(
            _Duty(
                entry,
                Level.NOTE if entry.force == "may" else LEVELS[entry.level],
                report.states[entry.id],
                report.reasons.get(entry.id, ""),
                tuple(found[entry.id]),
                shared[0] if shared else None,
                set_aside.get(entry.id),
                tuple(report.places.get(entry.id, ())),
            )
        )
    return duties


def _family(title: str, duties: Sequence[_Duty], plan: Plan, headings: Headings) -> Family:
    rows = tuple(
        (
            Markdown(f"{escaped(_stop(each.entry.title))} *{escaped(f'{each.entry.short}, {each.level.word}')}*"),
            _stood(each),
            _linked(_where(each, plan, headings)),
        )
        for each in duties
    )
    together: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in duties:
        for finding in each.findings:
            problem = finding.problem
            key = (_placed(problem.at, headings), _worded(problem.what), _worded(problem.mend))
            together[key].append(each.entry.short)
    mend = tuple(
        Markdown(f"{place}{what} {how} ({escaped('; '.join(dict.fromkeys(sources)))})")
        for (place, what, how), sources in together.items()
    )
    return Family(title, rows, mend)


def _stood(duty: _Duty) -> Markdown:
    """The state of a duty in words, with who signed and why it is so."""
    said = _signer(duty) + _why(duty)
    return Markdown(f"**{escaped(duty.state.words)}**{' ' if said.startswith(' ') else ''}{escaped(said)}")


def _why(duty: _Duty) -> str:
    """What goes with the state: since when, why, or from which stage."""
    if duty.waiver is not None:
        return f": {duty.waiver.reason}"
    if duty.reason:
        return f": {duty.reason}"
    if duty.state is State.NOT_DUE:
        return f": it falls due with the {Stage(duty.entry.stage).words}"
    return ""


def _signer(duty: _Duty) -> str:
    found = duty.attestation
    if found is None:
        return ""
    if found.fingerprint is None:
        return f"; {found.who} wrote it down and has not signed"
    return (
        f" by {found.who}, {in_words(found.date)}"
        if duty.state is State.ATTESTED
        else f"; {found.who} signed on {in_words(found.date)}"
    )


Headings = Mapping[str, list[tuple[int, str]]]


def _headings(plan: Plan) -> dict[str, list[tuple[int, str]]]:
    """The headings of each Markdown file with their lines, in order."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for section in plan.sections:
        found[section.path].append((section.at.line, section.title))
        for before, after in zip(section.tokens, section.tokens[1:], strict=False):
            if before.type == "heading_open" and before.map:
                found[section.path].append((before.map[0] + 1, plain_text(after)))
    return {path: sorted(each) for path, each in found.items()}


REGISTER_TITLES = {each.path: each.title for each in REGISTERS}


def _heading(at: Location, headings: Headings) -> str:
    """The heading under which a line stands, or the title of the register; empty where there is neither."""
    before = [title for line, title in headings.get(at.path, []) if line <= max(at.line, 1)]
    return before[-1] if before else REGISTER_TITLES.get(at.path, "")


def _placed(at: Location, headings: Headings) -> str:
    return f"**{escaped(_said(Place(at, _heading(at, headings))))}:** " if at.path else ""


def _where(duty: _Duty, plan: Plan, headings: Headings) -> tuple[Place, ...]:
    """Where the plan answers a duty: what is wrong, what was signed for, or where what answers it is kept."""
    if duty.findings:
        found = [
            Place(each.problem.at, _heading(each.problem.at, headings))
            for each in duty.findings
            if each.problem.at.path
        ]
    elif duty.attestation is not None and duty.state in (State.ATTESTED, State.STALE):
        found = _evidence(duty.attestation, plan)
    else:
        found = list(duty.kept)
    return tuple(dict.fromkeys(found))


def _evidence(attestation: Attestation, plan: Plan) -> list[Place]:
    """What a signer relied on: sections by their titles, other places as they are written."""
    sections = {each.place: each for each in plan.sections}
    return [
        Place(sections[each].at, sections[each].title, each)
        if each in sections
        else Place(Location(each), REGISTER_TITLES.get(each, ""))
        for each in attestation.evidence
    ]


def _said(place: Place) -> str:
    """A place in words: the file with the line, and the title that people know."""
    line = f" line {place.at.line}" if place.at.line else ""
    return f"{place.at.path}{line}{f' ({place.title})' if place.title else ''}"


def _in_words(places: Sequence[Place]) -> str:
    return _listed([_said(each) for each in places])


def _linked(places: Sequence[Place]) -> Markdown:
    """*places* as Markdown, the titles of sections leading to the plan where both are on one site; a dash for none."""
    return Markdown(_listed([_link(each) for each in places]) or escaped(NOTHING))


def _link(place: Place) -> str:
    if not place.section:
        return escaped(_said(place))
    address = quote(place.section, safe="/#")
    return f"{escaped(_said(Place(place.at, '')))} ([{escaped(place.title)}]({address}))"


def _listed(words: Sequence[str]) -> str:
    if len(words) > MOST_PLACES:
        return f"{'; '.join(words[:MOST_PLACES])}; and {len(words) - MOST_PLACES} more"
    return "; ".join(words)


def _counts(duties: Sequence[_Duty]) -> Rows:
    """State × level: how many requirements."""
    found = Counter((each.state, each.level) for each in duties)
    levels = (Level.LAW, Level.GUIDANCE, Level.NOTE)
    rows = [
        (
            state.words,
            *(str(found[state, level]) for level in levels),
            str(sum(found[state, level] for level in levels)),
        )
        for state in ORDER
        if any(found[state, level] for level in levels)
    ]
    totals = [sum(found[state, level] for state in ORDER) for level in levels]
    return (*rows, ("all", *map(str, totals), str(sum(totals))))


def _counted(duties: Sequence[_Duty]) -> str:
    found = Counter(each.state for each in duties)
    said = ", ".join(f"{found[state]} {state.words}" for state in ORDER if found[state])
    return f"{len(duties)} requirements: {said}."


def _signatures(plan: Plan, duties: Iterable[_Duty], titles: Mapping[str, str], headings: Headings) -> Rows:
    states = {each.entry.id: each.state for each in duties}
    return tuple(
        (
            _stop(titles.get(each.id, each.id)),
            each.statement,
            _signed(each, states),
            _linked(_evidence(each, plan)),
        )
        for each in plan.attestations.attestations
    )


def _signed(attestation: Attestation, states: Mapping[str, State]) -> str:
    if attestation.fingerprint is None:
        return f"{attestation.who}: written down and not signed"
    since = "; what it rests on has changed since" if states.get(attestation.id) is State.STALE else ""
    return f"{attestation.who}, {in_words(attestation.date)}{since}"


def _sheets(plan: Plan, report: Report, duties: Sequence[_Duty], headings: Headings) -> tuple[Sheet, ...]:
    """Requirements, findings and signatures as three tables to sort and filter."""
    requirements: list[tuple[Cell, ...]] = []
    for each in duties:
        entry, signed = each.entry, each.attestation
        requirements.append(
            (
                entry.id,
                entry.title,
                entry.short,
                entry.source,
                entry.force,
                each.level.word,
                Stage(entry.stage).words,
                PURPOSES[purpose_of(entry)][0],
                FAMILIES[entry.applies_to][1],
                each.state.words,
                _why(each).removeprefix(": "),
                _in_words(_where(each, plan, headings)),
                signed.who if signed and signed.fingerprint else "",
                signed.date if signed and signed.fingerprint else None,
                len(each.findings),
            )
        )
    findings: list[tuple[Cell, ...]] = [
        (
            each.id,
            each.requirement.title if each.requirement else "A finding of the program's own",
            each.source,
            each.level.word,
            each.problem.at.path,
            each.problem.at.line or None,
            _heading(each.problem.at, headings),
            each.problem.what,
            each.problem.mend,
        )
        for each in report.findings
    ]
    states = {each.entry.id: each.state for each in duties}
    titles = {each.entry.id: each.entry.title for each in duties}
    signatures: list[tuple[Cell, ...]] = [
        (
            each.id,
            titles.get(each.id, ""),
            each.statement,
            each.who,
            each.date,
            "yes" if each.fingerprint else "no",
            states[each.id].words if each.id in states else "",
            "; ".join(map(_said, _evidence(each, plan))),
        )
        for each in plan.attestations.attestations
    ]
    return (
        Sheet(
            "Requirements", REQUIREMENT_HEADS, tuple(requirements), "Every requirement and how the plan stands to it"
        ),
        Sheet("Findings", FINDING_HEADS, tuple(findings), "What is owed and how to mend it"),
        Sheet("Signatures", SIGNATURE_HEADS, tuple(signatures), "Who signed for what, and when"),
    )


REQUIREMENT_HEADS = (
    "Requirement",
    "What is asked",
    "Source",
    "Source in full",
    "Force",
    "Level",
    "Due with",
    "Purpose of inspection",
    "Subject",
    "State",
    "Reason",
    "Where in the plan",
    "Signed by",
    "Signed on",
    "Findings",
)
FINDING_HEADS = (
    "Requirement",
    "What is asked",
    "Source",
    "Level",
    "File",
    "Line",
    "Heading",
    "What is wrong",
    "How to mend it",
)
SIGNATURE_HEADS = ("Requirement", "What is asked", "Statement", "Post", "Date", "Signed", "State", "Evidence")


def _worded(text: str) -> Markdown:
    """A message as a sentence of Markdown, with what it says to type as code."""
    parts = re.split(r"`([^`]+)`", " ".join(_stop(text).replace(MARK, "").split()))
    return Markdown("".join(f"`{part}`" if code % 2 else _escaped_part(part) for code, part in enumerate(parts)))


def _escaped_part(text: str) -> str:
    """*text* escaped, with the spaces at its ends kept."""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{escaped(text)}{after}" if text.strip() else text


def _stop(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
