"""What a signature remembers: the substance of what was signed for, and nothing else."""

import pytest

from scp.repository import MappingSource, load_plan
from tests.small import FILES, files

SIGNED = b"""attestations:
  - id: act-30-2-b-regard-to-outcomes
    statement: Regard was had.
    who: Chief Officer
    date: 2026-05-01
    evidence: [%s]
"""


def print_of(place, changes=None):
    content = files(
        {"registers/attestations.yaml": SIGNED % place.encode(), "evidence/paper.txt": b"words\n", **(changes or {})}
    )
    return load_plan(MappingSource(content)).fingerprints["act-30-2-b-regard-to-outcomes"]


def changed(path, old, new):
    text = FILES.get(path, b"words\n").decode()
    assert old in text
    return {path: text.replace(old, new, 1).encode()}


UNMOVED = [
    (
        "narrative/040-vision.md",
        changed("narrative/040-vision.md", "People live well at home.", "People live\n  well   at home."),
    ),
    ("narrative/040-vision.md", changed("narrative/040-vision.md", "status: draft", "status: done")),
    ("narrative/040-vision.md", changed("narrative/040-vision.md", "People live", "<!-- a note -->\n\nPeople live")),
    ("narrative/040-vision.md", changed("localities/west.md", "hills", "mountains")),
    ("localities/east.md#carers", changed("localities/east.md", "by the sea", "by the water")),
    (
        "registers/functions.yaml",
        changed("registers/functions.yaml", "functions:\n", "# the scheme's list\nfunctions:\n\n"),
    ),
    (
        "registers/functions.yaml#home-care",
        changed("registers/functions.yaml", "functions:\n", "functions:\n  - {id: other, name: Other}\n"),
    ),
    ("facts.yaml", changed("facts.yaml", "value: 1240", "value:   1240")),
]
MOVED = [
    ("narrative/040-vision.md", changed("narrative/040-vision.md", "live well", "live better")),
    ("narrative/040-vision.md", changed("facts.yaml", "1240", "1241")),
    ("localities/east.md", changed("localities/east.md", "{6: Breaks for carers.}", "{6: Fewer breaks.}")),
    ("localities/east.md#carers", changed("localities/east.md", "{6: Breaks for carers.}", "{6: Fewer breaks.}")),
    ("localities/east.md#carers", changed("localities/east.md", "opens", "closes")),
    ("registers/functions.yaml", changed("registers/functions.yaml", "name: Home care", "name: Care at home")),
    ("facts.yaml", changed("facts.yaml", "1240", "1250")),
    ("evidence/paper.txt", changed("evidence/paper.txt", "words\n", "words \n")),
    ("plan.yaml", changed("plan.yaml", "2030-03-31", "2031-03-31")),
]


@pytest.mark.parametrize(("place", "change"), UNMOVED, ids=range(len(UNMOVED)))
def test_a_signature_is_not_moved_by_form(place, change):
    """Re-wrapping, notes, comments, progress and other files leave a signature as it was."""
    assert print_of(place) == print_of(place, change)


@pytest.mark.parametrize(("place", "change"), MOVED, ids=range(len(MOVED)))
def test_a_signature_is_moved_by_substance(place, change):
    """A change in words, figures or records makes the signature stale."""
    assert print_of(place) != print_of(place, change)
    assert print_of(place).startswith("v1:")


def test_who_signs_for_a_round_signs_for_the_next_on_the_same_stage():
    """What comes of asking on a draft that was made again moves what was signed on the first."""
    place = "consultation/draft-2/themes.yaml"
    first = {
        place: b"themes: [{id: buses, title: Buses}]\n",
        "consultation/draft-2/round.yaml": b"opened: 2026-08-10\n",
    }
    again = {
        "consultation/draft-2.2/round.yaml": b"opened: 2026-11-03\n",
        "consultation/draft-2.2/themes.yaml": b"themes: [{id: nights, title: Nights}]\n",
    }
    assert print_of(place, first) != print_of(place, first | again)
    path = "consultation/draft-2/round.yaml"
    assert print_of(path, first) != print_of(path, first | again)
    other = {"consultation/draft-1/round.yaml": b"opened: 2026-05-05\n"}
    assert print_of(path, first) == print_of(path, first | other)
