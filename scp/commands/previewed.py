"""A plan as a live preview shows it: read again where its files changed, judged, and made into pages when asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scp.commands.check import Blocking, Group, blocking, heading_of, printed
from scp.commands.owed import owed_in_words
from scp.commands.status import Standing, away, coming_words, coverage, duties_of, stage_of, standing
from scp.documents.compliance import statement
from scp.documents.document import BRAND, Chapter, Copy, Document
from scp.documents.fonts import own_fonts
from scp.documents.kinds import EASY_READ, FULL_PLAN, PROPOSALS, called_for, documents_of
from scp.documents.preview import (
    Coming,
    Mark,
    Overview,
    files_of,
    framed,
    marked,
    outlined,
    own_files,
    write_not_found,
    write_overview,
    write_problems,
)
from scp.documents.render import document
from scp.documents.site import assets
from scp.documents.writers.html import write_site
from scp.finding import Level
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.problem import PlanError
from scp.repository import FolderSource, load_plan
from scp.repository.narrative import Parsed

COPY = "Live preview of the files as they stand"
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "ttf": "font/ttf",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
OTHER = "application/octet-stream"
TEXTS = (FULL_PLAN, EASY_READ, PROPOSALS)
"""The documents in which, between them, every section of the plan is printed."""


class Page(NamedTuple):
    """What an address answers with."""

    content: bytes
    type: str = TYPES["html"]
    found: bool = True


@dataclass
class Made:
    """A plan that was read and judged, and what was made of it so far, by document."""

    plan: Plan
    read: Callable[[str], bytes]
    copy: Copy
    stands: Standing
    marks: tuple[Mark, ...]
    documents: dict[str, Document] = field(default_factory=dict)
    places: dict[str, dict[int, str]] = field(default_factory=dict)
    sites: dict[str, dict[str, bytes]] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    assets: dict[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, object]:
        """The documents that there are."""
        return {each.name: each for each in documents_of(self.plan)}


class Preview:
    """The pages of the plan in *root*, by address; made when they are asked for, of what was read last.

    Whoever watches the folder calls `changed`; the next page then reads what is new.
    """

    def __init__(self, root: Path, day: Callable[[], date]) -> None:
        self.root = root
        self.day = day
        self.version = time.time_ns() // 1_000_000  # a page left open by an earlier preview has another
        self._own = {path: Page(content, type) for path, (content, type) in own_files().items()}
        self._parsed = Parsed()
        self._lock = threading.Lock()
        self._read = 0
        self._made: Made | PlanError | None = None
        self._assets: dict[str, bytes] = {}
        self._files: dict[str, frozenset[str]] = {}

    def changed(self) -> None:
        """Note that a file changed."""
        self.version += 1

    def problem(self) -> PlanError | None:
        """Why the plan cannot be read, where it cannot."""
        with self._lock:
            made = self._current()
            return made if isinstance(made, PlanError) else None

    def page(self, path: str) -> Page:
        """What stands at *path*, which begins with a stroke; a page that says so where nothing does."""
        if path in self._own:
            return self._own[path]
        if not path.startswith("/"):
            return Page(write_not_found(path, self.version), found=False)
        with self._lock:
            made = self._current()
            version = self._read
            try:
                if isinstance(made, PlanError):
                    raise made
                return self._page(made, path.removeprefix("/"), version)
            except PlanError as error:
                self._assets = self._assets or assets()
                if (asset := path.removeprefix("/")) in self._assets:
                    return Page(self._assets[asset], _type(asset))
                return Page(write_problems(error.problems, version))

    def _current(self) -> Made | PlanError:
        """The plan as its files stand, read again where they changed since."""
        wanted = self.version
        if self._made is None or self._read != wanted:
            try:
                self._made = self._load()
            except PlanError as error:
                self._made = error
            self._read = wanted
        return self._made

    def _load(self) -> Made:
        source = FolderSource(self.root)
        day = self.day()
        plan = printed(load_plan(source, self._parsed), source.read)
        stands = standing(plan, day)
        blocks = blocking(plan, stands.report)
        marks = tuple(_mark(group, blocks) for group in stands.report.problems)
        made = Made(plan, source.read, Copy(COPY, day), stands, marks)
        return made

    def _page(self, made: Made, path: str, version: int) -> Page:
        name, stroke, rest = path.partition("/")
        if path in ("", "index.html"):
            return Page(self._overview(made, version))
        if name == "assets":
            if not made.assets:
                made.assets = self._assets = _themed(made)
            if path in made.assets:
                return Page(made.assets[path], _type(path))
        elif stroke and name in made.names:
            rest = rest or "index.html"
            found = self._alone(made, name, rest)
            found = self._site(made, name).get(rest) if found is None else found
            if found is not None:
                html = rest.endswith(".html")
                return Page(framed(found, version, len(made.places[name])) if html else found, _type(rest))
        return Page(write_not_found(f"/{path}", version), found=False)

    def _document(self, made: Made, name: str) -> Document:
        if name not in made.documents:
            wanted = next(each for each in documents_of(made.plan) if each.name == name)
            judged = statement(made.plan, made.stands.report)
            beside = self._document(made, FULL_PLAN) if name not in TEXTS else None
            whole = document(wanted, made.plan, made.copy, made.read, judged, beside, data=b"")
            made.documents[name], places = marked(whole, made.marks)
            made.places[name] = dict(places)
        return made.documents[name]

    def _site(self, made: Made, name: str) -> dict[str, bytes]:
        if name not in made.sites:
            made.sites[name] = write_site(self._document(made, name))
        return made.sites[name]

    def _alone(self, made: Made, name: str, page: str) -> bytes | None:
        """A page of the full plan, made by itself: a plan has hundreds, and only one is looked at.

        None where that cannot be: another document, a template of the plan's own, or no such page.
        """
        id, _, kind = page.rpartition(".")
        if name != FULL_PLAN or name in made.sites or kind != "html" or id == "index":
            return None
        if any(path.startswith("templates/") for path in made.plan.files):
            return None
        if page not in made.pages:
            keep = self._files.get(page, frozenset())
            whole, chapter = self._with_text_of(made, keep, id)
            if chapter and not files_of(chapter) <= keep:
                self._files[page] = keep = files_of(chapter)
                whole, chapter = self._with_text_of(made, keep, id)
            if chapter is None:
                return None
            others = tuple(each if each is chapter else replace(each, tokens=()) for each in whole.chapters)
            site = write_site(replace(whole, chapters=others))
            made.pages[page] = site[page]
        return made.pages[page]

    def _with_text_of(self, made: Made, keep: frozenset[str], id: str) -> tuple[Document, Chapter | None]:
        """The full plan with the text of the files in *keep*, with its marks, and the chapter called *id*."""
        wanted = next(each for each in documents_of(made.plan) if each.name == FULL_PLAN)
        short = document(wanted, outlined(made.plan, keep), made.copy, made.read, data=b"")
        whole, places = marked(short, made.marks)
        made.places.setdefault(FULL_PLAN, dict(places))
        return whole, next((each for each in whole.chapters if each.id == id), None)

    def _overview(self, made: Made, version: int) -> bytes:
        places: dict[int, str] = {}
        for name in TEXTS:
            if name in made.names and any(
                number not in places and each.at.path.endswith(".md") for number, each in enumerate(made.marks)
            ):
                self._document(made, name)
                places = {number: f"{name}/{place}" for number, place in made.places[name].items()} | places
        return write_overview(overview(made), made.marks, places, version)


def overview(made: Made) -> Overview:
    """Where the plan stands, as `scp status` says it."""
    plan, stands = made.plan, made.stands
    groups, rows = coverage(plan)
    asked = called_for(plan)
    blocks = blocking(plan, stands.report)
    return Overview(
        plan.title,
        plan.edition,
        stage_of(plan),
        coming_words(stands.coming, stands.blocking),
        owed_in_words(stands.report),
        duties_of(stands.report),
        tuple(_mark((each,), blocks) for each in stands.blocking),
        tuple(
            Coming(in_words(each.day), each.what, each.source, away(each.day, stands.report.day))
            for each in stands.deadlines
        ),
        tuple(groups),
        tuple((name, tuple(words)) for name, words in rows),
        tuple(
            (
                each.name,
                each.kind.title(plan, each.subject),
                each.kind.about(plan, each.subject),
                each.kind.name in asked,
            )
            for each in documents_of(plan)
        ),
    )


def _mark(group: Group, blocks: Blocking) -> Mark:
    first = group[0]
    duty = first.requirement
    return Mark(
        first.problem.at,
        "note" if first.level is Level.NOTE else first.level.word,
        heading_of(group, blocks),
        first.problem.what,
        first.problem.mend,
        f"{duty.title.rstrip('.')} ({duty.short})." if duty else "",
        first.id,
        tuple(each.id for each in group[1:] if each.requirement),
    )


def _themed(made: Made) -> dict[str, bytes]:
    """The stylesheet and the fonts as the plan's theme has them."""
    theme = made.plan.record.theme
    return assets(theme.main or BRAND, theme.lines or theme.main or BRAND, own_fonts(made.plan, made.read)[0])


def _type(path: str) -> str:
    return TYPES.get(path.rpartition(".")[2].lower(), OTHER)
