"""Versions of the small plan with one kind of change each, and two with every kind."""

from datetime import date

from scp.documents.document import Copy
from scp.documents.kinds import KINDS, Wanted
from scp.documents.redline_pages import Versions
from scp.documents.render import document
from scp.repository import MappingSource, load_plan
from tests.small import files

DAY = date(2026, 9, 15)
NAMES = Versions("draft-1", "draft-2")


def made(content, kind="full-plan"):
    plan = load_plan(MappingSource(content))
    found = next(each for each in KINDS if each.name == kind)
    return document(Wanted(found), plan, Copy("Working copy", DAY), content.__getitem__)


def vision(content, head="title: Our vision\nrole: vision\nstatus: draft\n"):
    return files({"narrative/040-vision.md": f"---\n{head}---\n{content}".encode()})


TWO = """---
name: East
population: 1000
arrangements:
  carers: {care_groups: [carers], status: draft}
  buses: {care_groups: [carers], status: draft}
  beds: {care_groups: [carers], status: draft}
---
The east is by the sea.
"""
CARERS = "\n## Support for carers {#carers}\n\nA carers' centre opens in the town. It has a garden and a kitchen.\n"
BUSES = "\n## Buses {#buses}\n\nA bus runs each hour from the harbour to the hospital.\n"
BEDS = "\n## Beds {#beds}\n\nSix beds are kept for people who come out of hospital.\n"


def east(*parts):
    return files({"localities/east.md": (TWO + "".join(parts)).encode()})


RICH = """People live well at home[^1]. See [the page](https://example.org/a) for more of it.

[^1]: Asked in 2024 *by us*.

- One thing to do
- Another thing to do
  - and what is in it

| Service | 2027 | 2028 |
|---|---|---|
| Care | £1m | £2m |
| Beds | 10 | 9 |

> A word from a carer.
"""
CASES = {
    "words": RICH.replace("well at home", "better at home"),
    "footnote": RICH.replace("2024", "2025"),
    "footnote gone": RICH.replace("[^1]", "", 1).replace("[^1]: Asked in 2024 *by us*.\n\n", ""),
    "link": RICH.replace("example.org/a", "example.org/b").replace("the page", "this page"),
    "list item": RICH.replace("- Another thing to do\n", "- Another thing to do\n- A third thing\n"),
    "list item gone": RICH.replace("- One thing to do\n", ""),
    "row": RICH.replace("| Beds", "| Vans | 3 | 4 |\n| Beds"),
    "row gone": RICH.replace("| Beds | 10 | 9 |\n", ""),
    "cell": RICH.replace("£2m", "£2.5m"),
    "column": RICH.replace("2028 |\n|---|", "2028 | 2029 |\n|---|---|")
    .replace("£2m |", "£2m | £3m |")
    .replace("9 |", "9 | 8 |"),
    "column gone": RICH.replace(" 2028 |\n|---|", "\n|").replace(" £2m |", "").replace(" 9 |", ""),
    "table gone": RICH[: RICH.index("| Service")] + "> A word from a carer.\n",
    "paragraph": RICH + "\nOne more thought with a note[^2].\n\n[^2]: And a [link](https://example.org/note).\n",
    "everything": "Something else.\n",
    "wide table": RICH
    + "\n"
    + "".join(
        "| " + " | ".join(f"{r}{c}" for c in range(14)) + " |\n" + ("|---" * 14 + "|\n") * (r == 0) for r in range(3)
    ),
}


EVERYTHING = CASES["words"].replace("2024", "2025").replace("the page", "this page").replace("£2m", "£2.5m")
EVERYTHING = EVERYTHING.replace("| Beds | 10 | 9 |\n", "| Vans | 3 | 4 |\n").replace("- One thing to do\n", "")
EVERYTHING += "\nA last thought[^2].\n\n[^2]: With a [link](https://example.org/note).\n"


def both():
    """Two versions with each kind of change: words, notes, links, items, rows, cells, paragraphs and a move."""
    vision_of = "narrative/040-vision.md"
    old = east(CARERS, BUSES, BEDS) | {vision_of: vision(RICH)[vision_of]}
    new = east(BUSES, BEDS, CARERS.replace("garden", "large garden")) | {vision_of: vision(EVERYTHING)[vision_of]}
    return made(old), made(new)
