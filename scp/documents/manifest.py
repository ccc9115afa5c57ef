"""What a build is made of, `manifest.json`: by it `scp verify` makes the build again and says what differs, and why."""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import metadata, resources
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from scp import __version__
from scp.documents.document import Copy, Notice
from scp.documents.glyphs import PACKAGES
from scp.documents.templates import folder
from scp.model.plan import Plan
from scp.problem import Location, PlanError, Problem
from scp.reference.catalogue import edition as catalogue_edition

NAME = "manifest.json"
SCHEMA: Literal[2] = 2
LARGEST = 50_000_000
LIBRARIES = (
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "typst",
    "fonttools",
    "python-docx",
    "lxml",
    "xlsxwriter",
    *(each.replace("_", "-") for each in PACKAGES),
)
"""The libraries that shape what is written, by the names under which they are installed."""


def _as_path(text: str) -> str:
    """A path within a folder, that leads nowhere else on any system."""
    if any(step in ("", ".", "..") for step in text.split("/")) or "\\" in text or "\0" in text or ":" in text[:2]:
        raise ValueError(f"{text!r} is no path within a folder")
    return text


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Field(description="SHA-256, in 64 small digits.")]
Inside = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_as_path)]
Version = Annotated[str, StringConstraints(max_length=200)]
Words = Annotated[str, StringConstraints(max_length=5000)]
MOST_NOTICES = 100


@cache
def _libraries() -> dict[str, str | None]:
    return {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


@cache
def _shipped() -> dict[str, str]:
    assets = resources.files("scp.documents") / "assets"
    contents = {f"templates/{each.name}": each.read_bytes() for each in folder().glob("*.md.j2")}
    contents |= {f"assets/{each.name}": each.read_bytes() for each in assets.iterdir() if each.is_file()}
    return {path: hashlib.sha256(content).hexdigest() for path, content in sorted(contents.items())}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class MadeWith(_Part):
    """The programs that shape the bytes of what is written."""

    scplan: Version = Field(default=__version__, description="The version of scplan.")
    catalogue: Version = Field(default_factory=catalogue_edition, description="The edition of the requirements.")
    python: Version = Field(default_factory=platform.python_version, description="The version of Python.")
    system: Version = Field(default_factory=platform.system, description="The operating system.")
    machine: Version = Field(default_factory=platform.machine, description="The architecture of the processor.")
    zlib: Version = Field(default=zlib.ZLIB_RUNTIME_VERSION, description="The version of the zlib that compresses.")
    libraries: dict[Version, Version | None] = Field(
        default_factory=_libraries, description="The version of each library; null where it is not installed."
    )
    shipped: dict[str, Digest] = Field(
        default_factory=_shipped, description="The templates and assets that come with scplan."
    )

    def against(self, other: MadeWith) -> list[str]:
        """How *self* differs from *other*, in words: `typst 0.15.2, here 0.15.3`."""
        plain = ("scplan", "catalogue", "python", "system", "machine", "zlib")
        pairs = [(name, getattr(self, name), getattr(other, name)) for name in plain]
        names = sorted({*self.libraries, *other.libraries})
        pairs += [(name, self.libraries.get(name), other.libraries.get(name)) for name in names]
        found = [
            f"{name} {one or 'not installed'}, here {two or 'not installed'}" for name, one, two in pairs if one != two
        ]
        files = sorted({*self.shipped, *other.shipped})
        return found + [f"another {path}" for path in files if self.shipped.get(path) != other.shipped.get(path)]


class PlanNamed(_Part):
    """Which plan it is."""

    title: str
    edition: str
    authority: str


class NoticeMade(_Part):
    """What the pages say came after this copy, as the plan's folder was when they were made."""

    words: Words
    link: Words = ""
    url: Words = ""


class CopyMade(_Part):
    """Which copy of the plan the documents are."""

    label: Words = Field(description="What the cover says.")
    day: date = Field(description="The day on the cover.")
    stage: str = Field(description="The stage, where it is a copy of one.")
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,64}$")] = Field(
        description="The saved version; empty where there is no history."
    )
    tree: str = Field(description="The digest of the plan's files, where it is a copy of a stage.")
    unsaved: bool = Field(description="Whether the folder held changes that were not saved.")
    notices: tuple[NoticeMade, ...] = Field(
        default=(),
        max_length=MOST_NOTICES,
        description="What the pages say came after this copy, as the folder was when they were made.",
    )

    @classmethod
    def of(cls, copy: Copy) -> Self:
        told = tuple(NoticeMade(words=each.words, link=each.link, url=each.url) for each in copy.notices)
        return cls(**{name: getattr(copy, name) for name in cls.model_fields if name != "notices"}, notices=told)

    def as_copy(self) -> Copy:
        """The copy itself."""
        told = tuple(Notice(each.words, each.link, each.url) for each in self.notices)
        return Copy(
            **{name: getattr(self, name) for name in type(self).model_fields if name != "notices"}, notices=told
        )


class Since(_Part):
    """The version with which a redline compares."""

    name: str
    day: date
    commit: str


class Options(_Part):
    """All that the build was asked for."""

    documents: tuple[str, ...] = Field(
        default=(), description="The documents that were named; none: those that the stage calls for."
    )
    formats: tuple[str, ...] = Field(default=(), description="The formats.")
    at: Version | None = Field(default=None, description="The stage or commit of --at.")
    since: Version | None = Field(default=None, description="The stage or commit of --since.")
    whole: bool = Field(default=False, description="Whether --whole was given.")
    search: bool = Field(default=False, description="Whether --search was given.")
    day: date | None = Field(default=None, description="The day of SOURCE_DATE_EPOCH, where that was set.")


class Manifest(_Part):
    """All of it. A file of the build belongs to the document whose name its path begins with."""

    number: Literal[2] = Field(default=SCHEMA, alias="schema", description="The version of this file's format.")
    tool: Literal["scplan"] = "scplan"
    made_with: MadeWith
    plan: PlanNamed
    copied: CopyMade = Field(alias="copy")
    options: Options
    since: Since | None = Field(default=None, description="The older version, where a redline was made.")
    inputs: dict[str, Digest] = Field(description="Every file of the plan.")
    documents: dict[str, tuple[str, ...] | None] = Field(
        description="Each document, and the inputs that reached it; null where that is every one."
    )
    outputs: dict[Inside, Digest] = Field(description="Every file that was made, but for this one.")

    def written(self) -> bytes:
        """The manifest as it is kept: lists of files on one line each."""
        values = self.model_dump(mode="json", by_alias=True)
        made = json.dumps(values | {"documents": {}}, indent=1, ensure_ascii=False)
        lines = ",\n".join(
            f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(paths, ensure_ascii=False)}"
            for name, paths in values["documents"].items()
        )
        return (made.replace('\n "documents": {}', f'\n "documents": {{\n{lines}\n }}', 1) + "\n").encode()

    def document_of(self, path: str) -> str | None:
        """The document to which the output *path* belongs; None for what all share, such as the list of documents."""
        ends = [place for place, sign in enumerate(path) if sign in "/."]
        return next((path[:end] for end in reversed(ends) if path[:end] in self.documents), None)

    def inputs_of(self, path: str) -> frozenset[str]:
        """The inputs that may have reached the output *path*."""
        name = self.document_of(path)
        reached = self.documents[name] if name is not None else None
        return frozenset(self.inputs if reached is None else reached)


def manifest(
    plan: Plan,
    copy: Copy,
    files: Mapping[str, bytes],
    documents: Mapping[str, tuple[str, ...] | None],
    options: Options,
    since: tuple[str, Copy] | None = None,
) -> Manifest:
    """The manifest of *files*, made of *plan*; *documents* are the inputs that reached each."""
    return Manifest(
        made_with=MadeWith(),
        plan=PlanNamed(title=plan.title, edition=plan.edition, authority=plan.record.authority.name),
        copy=CopyMade.of(copy),
        options=options,
        since=Since(name=since[0], day=since[1].day, commit=since[1].commit) if since else None,
        inputs=dict(sorted(plan.files.items())),
        documents=dict(documents),
        outputs={path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())},
    )


def read_manifest(content: bytes, at: str) -> Manifest:
    """The manifest that *content* holds; `PlanError` naming *at* where it is none that this version can read."""
    mend = "Build the documents anew: scplan build"
    if len(content) > LARGEST:
        raise PlanError([Problem(Location(at), "is larger than 50 MB, too large for a list of files", mend)])
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(each)[:80] for each in first["loc"])
        if where == "schema":
            what = "was written by another version of scplan"
        elif where:
            what = f"is no list of a build: '{where}' is not as scplan writes it"
        else:
            what = "is no list of a build: it is not JSON, or damaged"
        raise PlanError([Problem(Location(at), what, mend)]) from None


def schema() -> dict[str, Any]:
    """The JSON schema of `manifest.json`."""
    made = Manifest.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "manifest.json of scplan build"}
