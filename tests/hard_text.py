"""Text that is hard to lay out: wide and long tables, long names, other scripts, pictures that are not there."""

import struct
import zlib

LONG_NAME = "Comhairle nan Eilean Siar agus Coimhearsnachdan Iomallach a' Chinn a Tuath-Rathad-nan-Eilean-Fada"
ONE_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochachanamach"
COLUMNS = 14
ROWS = 200


def row(*cells):
    return f"| {' | '.join(cells)} |"


WIDE = "\n".join(
    (
        row(*(f"Column {number}" for number in range(1, COLUMNS + 1))),
        row(*("---" for _ in range(COLUMNS))),
        *(row(f"Service {line}", *(f"£{line * number:,}" for number in range(1, COLUMNS))) for line in range(1, 9)),
    )
)
LONG = "\n".join(
    (
        "| Service | What it does |",
        "|---|---|",
        *(f"| Number {line} | Something useful. |" for line in range(1, ROWS + 1)),
    )
)
HARD = f"""---
title: {LONG_NAME}
---
Words before.

## {LONG_NAME}

{ONE_WORD} and https://example.org/{"a-very-long-address/" * 12}

## Only a heading

## A table of fourteen columns

{WIDE}

## A table of two hundred rows

{LONG}

## A very full cell

| What | Said |
|---|---|
| Everything | {"Many words stand here. " * 250}|
| {ONE_WORD} | Little. |

## Words from right to left

> نحن نريد أن نبقى في بيوتنا

As one of them said: نحن نريد (2027), and then in English. שלום!

## Signs

Well done 👍🏽 👨‍👩‍👧. ∑ ≤ 𝒳 √2 ≠ ½ → ✓

```
{"a line of code that does not end, " * 8}.
```

## Pictures

![A chart that nobody sent](not-there.png)

![A tall picture](tall.png)

![A wide picture](wide.png)

Words with a note[^1].

[^1]: The note, with {ONE_WORD}.
"""


def png(wide, high):
    """A grey picture of that size."""

    def part(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress((b"\0" + b"\x99" * wide) * high, 9))
        + part(b"IEND", b"")
    )


def hard_files(files):
    """The plan of *files* with all of it."""
    text = files["localities/east.md"].replace(b"name: East", f'name: "{LONG_NAME}"'.encode())
    return {
        **files,
        "localities/east.md": text,
        "narrative/050-hard.md": HARD.encode(),
        "narrative/tall.png": png(300, 2400),
        "narrative/wide.png": png(3000, 200),
    }
