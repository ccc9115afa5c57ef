"""Stages as commits and tags: the only room with GitPython."""

from scp.history.changes import Change, Kind, changes
from scp.history.digest import sha256, tree_digest
from scp.history.repository import Author, Repository, Tag, named, trailers
from scp.history.send import Sent, send
from scp.history.stages import Step, advance, finish, unfinished, with_trailers
from scp.history.verify import Outcome, Verification, verify

__all__ = [
    "Author", "Change", "Kind", "Outcome", "Repository", "Sent", "Step", "Tag", "Verification",
    "advance", "changes", "finish", "named", "send", "sha256", "trailers", "tree_digest", "unfinished", "verify", "with_trailers",
]  # fmt: skip
