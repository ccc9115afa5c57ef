"""Files to model and back: the only room that reads and writes the plan's files."""

from scp.repository.load import load_plan
from scp.repository.source import FolderSource, MappingSource, Source, find_root

__all__ = ["FolderSource", "MappingSource", "Source", "find_root", "load_plan"]
