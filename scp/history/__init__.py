"""Stages as commits and tags: the only room with GitPython."""

from scp.history.changes import Change, Kind, changes
from scp.history.digest import sha256, tree_digest
from scp.history.merge import refuse_if_markers
from scp.history.repository import READING, Author, Repository, Tag, named, trailers
from scp.history.send import Sent, send
from scp.history.signatures import (
    KEYS,
    SIGNERS,
    Signers,
    first_signers,
    is_signed,
    own_key,
    sign,
    signature_path,
    signed_text,
    tag_signer,
)
from scp.history.stages import Step, advance, finish, refuse_tag_in_the_way, unfinished, with_trailers
from scp.history.verify import (
    SAME_PLAN,
    Look,
    Outcome,
    Trust,
    Verification,
    changed_since_final,
    report_path,
    roles_missing,
    stage_trailers,
    tag_name,
    together,
    verify,
)

__all__ = [
    "KEYS",
    "READING",
    "SAME_PLAN",
    "SIGNERS",
    "Author",
    "Change",
    "Kind",
    "Look",
    "Outcome",
    "Repository",
    "Sent",
    "Signers",
    "Step",
    "Tag",
    "Trust",
    "Verification",
    "advance",
    "changed_since_final",
    "changes",
    "finish",
    "first_signers",
    "is_signed",
    "named",
    "own_key",
    "refuse_if_markers",
    "refuse_tag_in_the_way",
    "report_path",
    "roles_missing",
    "send",
    "sha256",
    "sign",
    "signature_path",
    "signed_text",
    "stage_trailers",
    "tag_name",
    "tag_signer",
    "together",
    "trailers",
    "tree_digest",
    "unfinished",
    "verify",
    "with_trailers",
]
