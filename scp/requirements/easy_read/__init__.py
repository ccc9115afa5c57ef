"""The rules for the easy-read summary (`er-…`): counted apart from the duties of the law and its guidance."""

from scp.requirements.easy_read.judge import judge
from scp.requirements.easy_read.layout import Layout

__all__ = ["Layout", "judge"]
