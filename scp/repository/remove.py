"""The plan's files without one thing in them: refused where something still names it, or mended."""

from __future__ import annotations

from collections.abc import Mapping

from scp.model.locality import Arrangement, Status
from scp.model.plan import Plan
from scp.problem import Location, Refusal
from scp.repository import layout
from scp.repository.edit import without_entry, without_items
from scp.repository.marks import Node, Pointer
from scp.repository.naming import (
    FILE_KINDS,
    REGISTER_KINDS,
    Change,
    Mention,
    Named,
    Naming,
    find,
    headings,
    loaded_with,
    table,
)


def remove(contents: Mapping[str, bytes], plan: Plan, target: Named, mend: bool) -> Change:
    """The files without *target*; refused where something names it, unless *mend* takes that out too."""
    naming = Naming(contents, plan, target, target.id)
    others = [
        each
        for each in naming.mentions()
        if not each.defines and not (target.kind in FILE_KINDS and each.path == target.path)
    ]
    edits: dict[str, list[tuple[int, int, str]]] = {}
    stuck = []
    removal = _Removal(naming, edits)
    if others and not mend:
        raise _refusal(target, [each.at for each in others], [each.at for each in others if not _goes(each)])
    for each in others:
        if not removal.mend(each):
            stuck.append(each)
    if stuck:
        raise _refusal(target, [each.at for each in others], [each.at for each in stuck])
    removal.take_out()
    files: dict[str, bytes | None] = {}
    for path, found in edits.items():
        files[path] = naming.texts[path].spliced(found)
    if target.kind in FILE_KINDS:
        files[target.path] = None
    after = loaded_with(contents, files)
    if target.kind != "arrangement" and find(after, target.id, target.kind):
        raise Refusal(f"'{target.id}' could not be taken out.", "Take it out by hand.")
    return Change(files, tuple(dict.fromkeys([target.at, *(each.at for each in others), *removal.places])))


def _refusal(target: Named, places: list[Location], stuck: list[Location]) -> Refusal:
    count = len(set(places))
    places_in_words = "one place" if count == 1 else f"{count} places"
    what = f"the {target.word} '{target.id}' is still named in {places_in_words}."
    shown = [f"{place}{'   to be changed by hand' if place in stuck else ''}" for place in dict.fromkeys(places)]
    if stuck:
        return Refusal(
            what,
            "Change the places marked by hand, to another name or to none; then try again. "
            "--mend takes the name out of the others.",
            shown,
        )
    return Refusal(
        what,
        f"To take the name out of them all: scplan remove {target.id} --kind {target.kind} --mend",
        shown,
    )


def _goes(mention: Mention) -> bool:
    """Whether a name can be taken out where it stands: an item of a list, or a row that says nothing else."""
    pointer = mention.pointer
    return pointer is not None and (pointer.holder is not None or _is_row_alone(pointer))


def _is_row_alone(pointer: Pointer) -> bool:
    return pointer.rows is not None and all(
        value is pointer.node or value.plain in (None, [], {}) for value in pointer.record.items
    )


class _Removal:
    """The edits that take a name out, file by file."""

    def __init__(self, naming: Naming, edits: dict[str, list[tuple[int, int, str]]]) -> None:
        self.naming = naming
        self.edits = edits
        self.lists: dict[tuple[str, int], tuple[Node, list[int]]] = {}
        self.arrangements: dict[str, list[str]] = {}
        self.places: list[Location] = []

    def mend(self, mention: Mention) -> bool:
        pointer = mention.pointer
        if pointer is None:
            return False
        if pointer.holder is not None:
            if self._unwritten_arrangement(mention, pointer):
                return True
            return self._item(mention.path, pointer.holder, pointer.node)
        return (
            _is_row_alone(pointer)
            and pointer.rows is not None
            and self._item(mention.path, pointer.rows, pointer.record)
        )

    def _item(self, path: str, holder: Node, item: Node) -> bool:
        number = next(number for number, each in enumerate(holder.items) if each.start == item.start)
        self.lists.setdefault((path, holder.start), (holder, []))[1].append(number)
        return True

    def _unwritten_arrangement(self, mention: Mention, pointer: Pointer) -> bool:
        """Take out the arrangement, too, where it is for this care group alone and nothing is written."""
        plan, target = self.naming.plan, self.naming.target
        locality = next((each for each in plan.localities if each.path == mention.path), None)
        if target.kind != "care-group" or locality is None:
            return False
        entries = (self.naming.texts[mention.path].yaml or Node("mapping", 0, 0, 0)).get("arrangements")
        anchor = (
            next(
                (str(key.value) for key, value in entries.pairs() if value.start == pointer.record.start),
                None,
            )
            if entries
            else None
        )
        arrangement = locality.arrangements.get(anchor) if anchor else None
        if arrangement is None or not _is_blank(arrangement, target.id):
            return False
        self.arrangements.setdefault(mention.path, []).append(str(anchor))
        return True

    def take_out(self) -> None:
        """Take out what defines the target, and finish the lists."""
        target, naming = self.naming.target, self.naming
        if target.kind == "arrangement":
            self.arrangements.setdefault(target.path, []).append(target.id)
        elif target.kind in REGISTER_KINDS:
            tree = naming.texts[target.path].yaml
            rows = tree.get(layout.register(REGISTER_KINDS[target.kind]).items) if tree else None
            for row in rows.items if rows else ():
                if (name := row.get("id")) is not None and name.value == target.id and rows:
                    self._item(target.path, rows, row)
        elif target.kind == "finance-line":
            text = naming.texts[target.path]
            for mention in naming.mentions():
                if mention.defines:
                    cells = next(row for row in table(text) if row[0].start <= mention.start <= row[-1].end)
                    end = text.text.find("\n", cells[-1].end)
                    self.edits.setdefault(target.path, []).append(
                        (cells[0].start, len(text.text) if end < 0 else end + 1, "")
                    )
        for (path, _), (holder, numbers) in self.lists.items():
            self.edits.setdefault(path, []).extend(without_items(naming.texts[path].text, holder, sorted(numbers)))
        for path, anchors in self.arrangements.items():
            self._without_arrangements(path, anchors)

    def _without_arrangements(self, path: str, anchors: list[str]) -> None:
        text = self.naming.texts[path]
        entries = (text.yaml or Node("mapping", 0, 0, 0)).get("arrangements")
        assert entries is not None
        edits = self.edits.setdefault(path, [])
        if len(anchors) == len(entries.keys):
            start = len(text.text[: entries.start].rstrip())
            edits.append((start, entries.end, " {}"))
        else:
            for anchor in anchors:
                edits += without_entry(text.text, entries, anchor)
        found = headings(text, self.naming.contents[path])
        ends = [*(each.start for each in found[1:]), len(text.text)]
        for heading, end in zip(found, ends, strict=True):
            if heading.anchor in anchors:
                start = heading.start
                if end == len(text.text):  # the blank line before the last heading goes with it
                    start = len(text.text[:start].rstrip()) + (2 if "\r\n" in text.text else 1)
                edits.append((start, end, ""))
                self.places.append(Location(path, text.line(heading.start)))


def _is_blank(arrangement: Arrangement, care_group: str) -> bool:
    written = arrangement.section is not None and arrangement.section.has_text
    return (
        arrangement.care_groups == (care_group,)
        and arrangement.status is Status.TO_WRITE
        and not written
        and not (arrangement.functions or arrangement.outcomes or arrangement.lines)
    )
