"""Which requirements a section of the 2014 Act is the source of."""

from __future__ import annotations

import re
from functools import cache

from scp.finding import Requirement
from scp.requirements.catalogue import requirements

Place = tuple[str, ...]
"""A place in the Act, from the section down: 33, 4, b, i for s33(4)(b)(i)."""

ACT = "2014 Act "
TYPED = re.compile(r"(?:2014 act )?(?:(?:sections?|ss?)\b\.? ?|ss?\.?)?(\d{1,3})((?:\([0-9a-z]+\))*)")
CITED = re.compile(r"(?:ss?)?(\d*)((?:\([0-9a-z]+\))*)(?:-\(?([0-9a-z]+)\)?)?")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def section(typed: str) -> Place | None:
    """The place that somebody means who typed s33, s.33, section 33, 33 or s29(3)(b); None for other words."""
    found = TYPED.fullmatch(re.sub(r" *\( *| *\)", lambda sign: sign[0].strip(), " ".join(typed.lower().split())))
    return (found[1], *_labels(found[2])) if found else None


def of_section(place: Place) -> tuple[Requirement, ...]:
    """The requirements whose source is *place*, a part of it or the whole that it is part of, in the order of the Act."""
    found = []
    for each in requirements():
        met = [cited for cited in _cited(each.short) if _meet(cited, place)]
        if met:
            found.append((min(_order(cited) for cited in met), each))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def section_words(place: Place) -> str:
    """As officers write it: s29(3)(b)."""
    return f"s{place[0]}{''.join(f'({label})' for label in place[1:])}"


def sections() -> tuple[str, ...]:
    """Every section that is the source of a requirement, by number."""
    return tuple(sorted({cited[0] for each in requirements() for cited in _cited(each.short)}, key=int))


@cache
def _cited(short: str) -> tuple[Place, ...]:
    """Every place of the Act that *short* names; of a range each, so that s29(5)-(6) are two."""
    if not short.startswith(ACT):
        return ()
    places: list[Place] = []
    for part in short.removeprefix(ACT).split(", "):
        found = CITED.fullmatch(part)
        if found is None:
            raise ValueError(f"'{part}' of '{short}' is no place in the Act")
        path = (found[1] or places[-1][0], *_labels(found[2]))
        last = path[-1]
        places += [(*path[:-1], label) for label in _range(last, found[3] or last, len(path))]
    return tuple(places)


def _labels(text: str) -> list[str]:
    return re.findall(r"[0-9a-z]+", text)


def _range(first: str, last: str, depth: int) -> list[str]:
    """The labels from *first* to *last*: numbers, letters or, at the fourth *depth*, Roman numbers."""
    if first.isdigit():
        return [str(number) for number in range(int(first), int(last) + 1)]
    if depth == 4:
        return list(ROMAN[ROMAN.index(first) : ROMAN.index(last) + 1])
    return [chr(sign) for sign in range(ord(first), ord(last) + 1)]


def _meet(one: Place, other: Place) -> bool:
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))


def _order(path: Place) -> tuple[int, ...]:
    return tuple(
        int(label) if label.isdigit() else ROMAN.index(label) if depth == 3 else ord(label)
        for depth, label in enumerate(path)
    )
