"""The ledger of pictures: what may not be published, and pages on which pictures of two kinds stand together."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scp.model.easy_read import EasyReadPart, Picture
from scp.model.plan import Plan
from scp.problem import Problem
from scp.requirements.words import listed, quoted

LICENCE, CONSENT, MIXED = "plan-picture-licence", "plan-picture-consent", "plan-picture-mixed"
PICTOGRAM = "pictogram:"
NON_COMMERCIAL = re.compile(r"\bnc\b|non[\s-]*commercial", re.IGNORECASE)
NO_DERIVATIVES = re.compile(r"\bnd\b|no[\s-]*deriv", re.IGNORECASE)
NOT_KNOWN = re.compile(
    r"\b(?:unknown|not known|unclear|unsure|unlicensed|no licence|none|tbc|todo|all rights reserved)\b|\?",
    re.IGNORECASE,
)
KNOWN = re.compile(
    r"\bcc[\s-]*0\b|\bcc[\s-]*by(?:[\s-]*sa)?\b|creative commons (?:zero|attribution)|public domain"
    r"|\bogl\b|open government licen[cs]e|\bmit\b|\bapache\b|\bowned\b|\bour own\b|\bown work\b|\bbelongs to us\b"
    r"|\blicen[cs]ed (?:to|by|from|for|under)\b|\bsubscription\b|\bbought\b|\bwith permission\b|\bpermission of\b",
    re.IGNORECASE,
)
"""Licences under which a public body may print, shorten and hand on a picture: by name, or as bought or given to it."""


def easy_pictures(plan: Plan) -> Iterator[Problem]:
    """A problem for each entry of the ledger that may not be published, and a note on pages with two kinds of picture."""
    for entry in plan.pictures.pictures:
        if entry.licence and (why := refused(entry.licence)):
            yield Problem(
                entry.at_key("licence"),
                f"{entry.place} is used under {quoted(entry.licence)}, {why}",
                "Use another picture, as in ![](pictogram:home), or get a licence that lets you publish it.",
                LICENCE,
            )
        if entry.person and (entry.consent is None or not entry.consent.date or not entry.consent.kept_by):
            yield Problem(
                entry.at,
                f"a person can be recognised in {entry.place}, and nothing says that they agreed",
                "Add, for example: `consent: {date: 2026-08-20, kept_by: Communications Officer}`. Never write a name.",
                CONSENT,
            )
    for part in (*plan.easy_read, *plan.translations):
        yield from _mixed(plan, part)


def refused(licence: str) -> str:
    """Why a picture under *licence* may not be published; empty where it may."""
    if NON_COMMERCIAL.search(licence):
        return "which does not let everybody copy the plan"
    if NO_DERIVATIVES.search(licence):
        return "which does not let you crop it or change its size and colour"
    if NOT_KNOWN.search(licence) or not KNOWN.search(licence):
        return "which is no licence that we know"
    return ""


def _mixed(plan: Plan, part: EasyReadPart) -> Iterator[Problem]:
    """A note where a page shows pictures of two sets: pictograms, photographs or drawings of one's own."""
    first: dict[str, str] = {}
    for point in part.points:
        if not point.picture:
            continue
        kind = _set(plan, part, point.picture)
        first.setdefault(kind, point.picture)
        if len(first) == 2:
            yield Problem(
                point.at,
                f"{part.path} shows pictures of two sets: {listed(first)}, such as {listed(first.values())}",
                "Use one set on a page: pictograms, photographs, or one set of drawings.",
                MIXED,
                note=True,
            )
            return


def _set(plan: Plan, part: EasyReadPart, picture: str) -> str:
    if picture.startswith(PICTOGRAM):
        return "pictograms"
    entry: Picture | None = plan.pictures.of(posixpath.normpath(posixpath.join(posixpath.dirname(part.path), picture)))
    if picture.lower().endswith((".jpg", ".jpeg", ".webp")):
        return "photographs"
    return f"drawings of {entry.source}" if entry and entry.source else "drawings"
