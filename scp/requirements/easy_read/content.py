"""Rules on what the summary says: that it is one, the vision, the main points, whom to ask, what comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.easy_read.registry import Breach, Given, NoMatter, er_rule
from scp.requirements.easy_read.sentences import ADDRESS, PHONE
from scp.requirements.easy_read.text import EasyText, Sentence, find
from scp.requirements.words import count, listed, quoted

FULL_PLAN = re.compile(
    r"\b(?:full|long|whole|main|big|other) (?:version of the )?(?:plan|paper|document)\b|\bsummary of\b|\bsums up\b|\bmain points of\b",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    r"\b(?:for example|for instance|such as|like (?:a|an|the|your|help|money|food|going|when)\b)", re.IGNORECASE
)
FIRST_WORDS = 300
"""What two pages hold, at about 150 words a page."""
FIRST = {
    "what the plan is": re.compile(
        r"\b(?:plan|paper|booklet) (?:is|says|tells|shows|sets)\b|\bsums up\b|\bthis (?:paper|plan|booklet|document) is\b",
        re.IGNORECASE,
    ),
    "what will change": re.compile(
        r"\bchang(?:e|es|ed|ing)\b|\bwe (?:will|want|plan)\b|\bwill (?:get|be|have|open|close|help)\b", re.IGNORECASE
    ),
    "how to have a say": re.compile(
        r"\bhave (?:your|a) say\b|\btell us\b|\bwhat you think\b|\byour views?\b|\bask us\b", re.IGNORECASE
    ),
}
WAYS: Mapping[str, re.Pattern[str]] = {
    "phone": re.compile(rf"(?:{PHONE})"),
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "post": re.compile(
        r"\b(?:freepost|by post|write to us|send us a letter|our address|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b",
        re.IGNORECASE,
    ),
    "in person": re.compile(
        r"\b(?:meet (?:us|you|with)|come (?:to|and)|visit|drop in|in person|talk to (?:us|a|any)|at a meeting|face to face)\b",
        re.IGNORECASE,
    ),
    "a website": re.compile(r"https?://|\bwww\.|\bonline\b|\bon the internet\b", re.IGNORECASE),
}
DAY = r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
STARTS = re.compile(rf"\bplan (?:starts|begins|started) on ({DAY})", re.IGNORECASE)
ENDS = re.compile(rf"\b(?:plan|it) (?:ends|finishes|stops|ended) on ({DAY})", re.IGNORECASE)
FORMATS = {
    "large print": ("large print", "large type", "big print"),
    "audio": ("audio", "sound", "spoken"),
    "British Sign Language": ("sign language", "bsl"),
    "other languages": ("language", "translat"),
    "face to face": ("face to face", "in person", "meeting", "conversation"),
}
OFFERED = ("yes", "on request", "no")


def _start(given: Given) -> Location:
    return given.text.parts[0].section.at


@er_rule("er-exists-and-is-summary")
def is_summary(given: Given) -> Iterator[Breach]:
    """The first part says that the summary is one of the full plan, and where to get that."""
    first = given.text.parts[0]
    own = given.text.in_part(first)
    title = given.text.plan.title
    if not any(FULL_PLAN.search(each.text) or find(title, each.text) for each in own):
        yield Breach(
            "fail",
            Problem(
                first.section.at,
                "The first part does not say that this is a summary of the full plan",
                "Write, for example: This paper tells you the main points of the full plan.",
            ),
        )
    if not any(
        re.search(ADDRESS, each.text) or any(find(way, each.text) for way in given.text.addresses) for each in own
    ):
        yield Breach(
            "fail",
            Problem(
                first.section.at,
                "The first part does not say where to get the full plan",
                "Write its address, for example: Go to <https://example.org/plan>",
            ),
        )


@er_rule("er-gives-the-vision")
def gives_the_vision(given: Given) -> Iterator[Breach]:
    """A part plays the role of the vision and is written (guidance 2015 para 6.5)."""
    yield from without_vision(given.text)


def without_vision(text: EasyText) -> Iterator[Breach]:
    """A breach where no part gives the vision."""
    parts = text.of("vision")
    if not any(each.section.is_written for each in parts):
        at = parts[0].section.at if parts else Location("easy-read")
        yield Breach(
            "fail",
            Problem(
                at,
                "The easy-read summary does not give the vision",
                "Write it in easy-read/020-vision.md, with `role: vision` at its head.",
            ),
        )


@er_rule("er-covers-plan-points")
def covers_plan_points(given: Given) -> Iterator[Breach]:
    """Each priority and each locality appears, and no figure or day is another than the plan's."""
    text, plan = given.text, given.text.plan
    places = {place for each in text.parts for place in each.summarises} | {
        place for point in text.points for place in point.sums_up
    }
    said = " ".join(each.text for each in text.sentences)
    missing = [each.name for each in plan.localities if each.path not in places and not find(each.name, said)]
    missing += [
        each.title
        for each in plan.priorities
        if f"priorities.yaml#{each.id}" not in places and not _is_told(each.title, text)
    ]
    if missing:
        yield Breach(
            "warn",
            Problem(
                _start(given),
                f"The summary says nothing of {listed(map(quoted, missing))}",
                "Give each priority and each locality a point, by its name.",
            ),
        )
    for sentence, wrong, right in _wrong(text, plan):
        yield Breach(
            "warn",
            Problem(
                sentence.at,
                f"{quoted(sentence.text)}, and the plan says {right}",
                f"Correct {wrong}, or write it as a fact: {{{{ … }}}}.",
            ),
        )


SMALL = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "will",
        "more",
        "than",
        "what",
        "when",
        "your",
        "ours",
        "their",
        "for",
        "and",
        "the",
        "who",
        "into",
    ]
)


def _is_told(title: str, text: EasyText) -> bool:
    """Whether one point says *title*, or half of its words or more, be it in other forms ("fair" for "fairer")."""
    wanted = {word[:4] for word in re.findall(r"[a-z]{4,}", title.lower()) if word not in SMALL}
    for said in text.said:
        if title.lower() in said or (
            wanted and 2 * sum(bool(re.search(rf"\b{each}", said)) for each in wanted) >= len(wanted)
        ):
            return True
    return False


def _wrong(text: EasyText, plan: Plan) -> Iterator[tuple[Sentence, str, str]]:
    """Each sentence with a figure or day that is not the plan's: what is wrong, and what the plan says."""
    period = plan.record.period
    counted = {
        "priorities": len(plan.priorities),
        "localities": len(plan.localities),
        "care groups": len(plan.care_groups),
    }
    for sentence in text.running:
        for pattern, day in ((STARTS, period.start), (ENDS, plan.end)):
            match = pattern.search(sentence.text)
            if match and day and match[1].lower() != in_words(day).lower():
                yield sentence, match[1], in_words(day)
        for word, number in counted.items():
            match = re.search(rf"\b(?:have|are|has|into) (\d+) {word}\b", sentence.text)
            if match and number and int(match[1]) != number:
                yield sentence, match[1], count(number, "one")[:-4] + f" {word}"


@er_rule("er-examples")
def examples(given: Given) -> Iterator[Breach]:
    """Each main part gives an everyday example, or a list of them."""
    for part in given.text.parts:
        if part.role in ("about", "vision", "contact", "words") or not part.points:
            continue
        own = given.text.in_part(part)
        if not any(EXAMPLE.search(each.text) or each.item for each in own):
            yield Breach(
                "note",
                Problem(
                    part.section.at,
                    f'The part "{part.title}" gives no example',
                    "Give one that people know: For example, a ramp at your door.",
                    note=True,
                ),
            )


@er_rule("er-important-first")
def important_first(given: Given) -> Iterator[Breach]:
    """The first two pages say what the plan is, what will change and how to have a say."""
    first: list[Sentence] = []
    so_far = 0
    for sentence in given.text.sentences:
        if so_far >= FIRST_WORDS:
            break
        first.append(sentence)
        so_far += given.text.counts[sentence.text]
    missing = [what for what, says in FIRST.items() if not any(says.search(each.text) for each in first)]
    if missing:
        yield Breach(
            "warn",
            Problem(
                _start(given),
                f"The first two pages do not say {listed(missing)}",
                "Say it before anything else, in a sentence or two.",
            ),
        )


@er_rule("er-contact")
def contact(given: Given) -> Iterator[Breach]:
    """There are at least two ways to reach the authority: phone, e-mail, post, in person."""
    parts = given.text.of("contact") or given.text.parts
    found = _ways(given, [sentence for part in parts for sentence in given.text.in_part(part)]) - {"a website"}
    if len(found) < 2:
        told = f"gives only {next(iter(found))}" if found else "gives no way"
        yield Breach(
            "warn",
            Problem(
                parts[0].section.at,
                f"The summary {told} to reach you",
                "Give two or more: {{ contact.phone }}, {{ contact.email }}, {{ contact.post }}, or where to come.",
            ),
        )


def _ways(given: Given, own: list[Sentence]) -> set[str]:
    record = given.text.plan.record.contact
    own_ways = {"phone": record.phone, "e-mail": record.email, "post": record.post}
    return {
        way
        for way, pattern in WAYS.items()
        if any(pattern.search(each.text) or ((words := own_ways.get(way)) and words in each.text) for each in own)
    }


@er_rule("er-how-to-say-what-you-think")
def how_to_say(given: Given) -> Iterator[Breach]:
    """While views on the second draft are asked for, the summary says until when and gives two ways to answer (s33(4)(c))."""
    plan, when = given.text.plan, given.when
    asked = plan.round(Stage.DRAFT_2)
    if asked is None or asked.closes is None or asked.closes < when.day or when.stage > Stage.FINAL:
        raise NoMatter("no views on a second draft are being asked for")
    parts = given.text.of("have-your-say")
    own = [sentence for part in (*parts, *given.text.of("contact")) for sentence in given.text.in_part(part)]
    at = parts[0].section.at if parts else _start(given)
    closes = in_words(asked.closes)
    if not any(closes in each.text for each in own):
        yield Breach(
            "fail",
            Problem(
                at,
                f"The summary does not say that answers are wanted by {closes}",
                f"Write in the part with `role: have-your-say`: Tell us by {closes}.",
            ),
        )
    if len(_ways(given, own)) < 2:
        yield Breach(
            "fail",
            Problem(
                at,
                "The summary does not give two ways to answer",
                "Give two or more: a phone number, an e-mail address, a freepost address, a meeting.",
            ),
        )


@er_rule("er-other-formats")
def other_formats(given: Given) -> Iterator[Breach]:
    """publication.yaml says of each other format whether it is offered: yes, on request or no; once the plan is published."""
    plan, when = given.text.plan, given.when
    if when.stage < Stage.PUBLISHED:
        raise NoMatter("asked when the plan is published")
    held = plan.publication
    formats = held.formats if held else ()
    missing = [
        name
        for name, words in FORMATS.items()
        if not any(word in each.format.lower() for each in formats for word in words)
    ]
    at = held.at_key("formats") if held else Location("publication.yaml")
    if missing:
        yield Breach(
            "warn",
            Problem(
                at,
                f"Nothing says whether {listed(missing)} {'is' if len(missing) == 1 else 'are'} offered",
                f"Add under `formats:` in publication.yaml, for example: `{{format: {missing[0][:1].upper()}{missing[0][1:]}, offered: on request}}`.",
            ),
        )
    for each in formats:
        if each.offered.strip().lower() not in OFFERED:
            yield Breach(
                "warn",
                Problem(
                    each.at_key("offered"),
                    f"{each.format} is offered {quoted(each.offered)}",
                    "Write yes, on request or no.",
                ),
            )
