"""A package of Word or Excel as the same bytes each time: nothing compressed, in order, without the hour of the build.

A compressor's bytes depend on its version; what is stored does not, and a copy that two people made can be compared.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(saved: BytesIO, mended: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The package in *saved* with each of its files as *mended* gives it, by name and content."""
    out = BytesIO()
    with zipfile.ZipFile(saved) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as fresh:
        for name in sorted(package.namelist()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 0
            fresh.writestr(entry, mended(name, package.read(name)))
    return out.getvalue()
