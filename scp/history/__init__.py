"""Stages as commits and tags: the only room with GitPython."""

from scp.history.changes import Change, Kind, changes
from scp.history.digest import sha256, tree_digest
from scp.history.merge import refuse_if_markers
from scp.history.repository import Author, Repository, Tag, named, trailers, without_history
from scp.history.send import Sent, send
from scp.history.stages import Step, advance, finish, refuse_tag_in_the_way, unfinished, with_trailers
from scp.history.verify import (
    SAME_PLAN,
    Look,
    Outcome,
    Verification,
    changed_since_final,
    report_path,
    stage_trailers,
    tag_name,
    verify,
)

__all__ = [
    "SAME_PLAN",
    "Author",
    "Change",
    "Kind",
    "Look",
    "Outcome",
    "Repository",
    "Sent",
    "Step",
    "Tag",
    "Verification",
    "advance",
    "changed_since_final",
    "changes",
    "finish",
    "named",
    "refuse_if_markers",
    "refuse_tag_in_the_way",
    "report_path",
    "send",
    "sha256",
    "stage_trailers",
    "tag_name",
    "trailers",
    "tree_digest",
    "unfinished",
    "verify",
    "with_trailers",
    "without_history",
]
