"""A plan of a few files, for tests that spoil one thing."""

from scp.repository import MappingSource, load_plan

FILES = {
    "plan.yaml": b"""format: 1
edition: 2027-2030
authority: {code: S37000010, name: East Lothian Integration Joint Board, area: East Lothian}
model: ijb
partners:
  councils: [{code: S12000010, name: East Lothian Council}]
  health_board: {code: S08000024, name: NHS Lothian}
period:
  start: 2027-04-01
  end: 2030-03-31
""",
    "narrative/040-vision.md": b"""---
title: Our vision
role: vision
status: draft
---
People live well at home.

## What that means {#meaning}

There are {{ localities.population }} of us and {{ carers-known }} carers.
""",
    "localities/east.md": b"""---
name: East
population: 1000
arrangements:
  carers:
    care_groups: [carers]
    functions: [home-care]
    outcomes: {6: Breaks for carers.}
    status: draft
---
The east is by the sea.

## Support for carers {#carers}

A carers' centre opens in the town.
""",
    "localities/west.md": b"""---
name: West
population: 2000
arrangements:
  carers: {care_groups: [carers], status: draft}
---
The west has hills.

## Support for carers {#carers}

A bus brings carers together.
""",
    "care-groups/carers.md": b"""---
name: Unpaid carers
status: draft
---
Carers look after somebody.
""",
    "facts.yaml": b"""facts:
  - id: carers-known
    value: 1240
""",
    "registers/functions.yaml": b"""functions:
  - {id: home-care, name: Home care, delegated_by: S12000010}
""",
    "finance/lines.csv": b"""id,year,title,kind,amount,care_group,locality
breaks,2027-28,Breaks,integrated,120000,carers,
breaks,2028-29,Breaks,integrated,125000,carers,
""",
}


def small(**changes: object):
    """The small plan, with files changed: `path → bytes`, or None to take one away."""
    return load_plan(MappingSource(files(**changes)))


def files(changes=None, **more):
    """The small plan's files with *changes*."""
    made = dict(FILES)
    for path, content in {**(changes or {}), **more}.items():
        if content is None:
            made.pop(path)
        else:
            made[path] = content
    return made


def edited(path: str, old: str, new: str):
    """The small plan's files with *old* in *path* replaced by *new*, which must be there."""
    text = FILES[path].decode()
    assert old in text
    return files({path: text.replace(old, new, 1).encode()})
