"""A small summary that every easy-read rule passes, and ways to change one thing of it."""

from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from scp.model.stage import Stage
from scp.repository import MappingSource, load_plan
from scp.requirements.easy_read import Layout
from scp.requirements.easy_read.registry import Given, NoMatter, WhenBuilt, all_er_rules
from scp.requirements.easy_read.text import EasyText
from scp.requirements.registry import When
from tests.small import FILES

HERE = Path(__file__).parent
DAY = date(2026, 12, 10)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
GOOD = Layout(
    pages=12,
    page_size=(210, 297),
    body_points=16,
    fonts=("Atkinson Hyperlegible",),
    aligned="left",
    columns=1,
    line_height=1.6,
    words_per_page=80,
    contrast=8,
    page_numbers=True,
    picture_left=True,
    hyphenated=False,
    html=True,
)
VISION = "---\ntitle: What we want\nrole: vision\n---\n![A home](pictures/a.svg)\n{}\n"
SUMMARY = FILES | {
    "easy-read/010-about.md": b"""---
title: About this paper
role: about
---
![A plan](pictures/a.svg)
This paper sums up the full plan.
Go to <https://example.org/plan>
You can tell us what you think.
We have a **budget**.
A budget is the money we have to spend.
East is by the sea.
West has hills.
""",
    "easy-read/020-vision.md": VISION.format("We want you to live well.").encode(),
    "easy-read/090-contact.md": b"""---
title: Reach us
role: contact
---
![A phone](pictures/b.svg)
You can phone us on 0131 496 0125.
You can write to plan@example.org
""",
    "easy-read/100-words.md": b"""---
title: What the words mean
role: words
---
![A list](pictures/c.svg)
**Budget**
A budget is the money we have to spend.
""",
    "easy-read/pictures/a.svg": SVG,
    "easy-read/pictures/b.svg": SVG,
    "easy-read/pictures/c.svg": SVG,
    "easy-read/pictures.yaml": b"""pictures:
  - {file: a.svg, shows: A home, source: Drawn for us, licence: CC0 1.0}
  - {file: b.svg, shows: A phone, source: Drawn for us, licence: CC0 1.0}
  - {file: c.svg, shows: A list, source: Drawn for us, licence: CC0 1.0}
""",
    "glossary.yaml": b"""terms:
  - {term: budget, meaning: The money there is for a year., easy: A budget is the money we have to spend.}
  - {term: hub, meaning: A place that brings services together., easy: A hub is a place to go for help.}
""",
    "publication.yaml": b"""formats:
  - {format: Large print, offered: "yes"}
  - {format: Audio, offered: on request}
  - {format: British Sign Language, offered: on request}
  - {format: Other languages, offered: "no"}
  - {format: Face to face, offered: "yes"}
""",
    "registers/easy-read-checks.yaml": b"""easy_read_checks:
  - {id: panel, date: 2026-12-01, group: A panel, people: 6, paid: "yes", support: Two helpers, said: [It is long], changes: [It is shorter]}
""",
}


def examples(name):
    """What a YAML file of examples holds."""
    return YAML(typ="safe", pure=True).load((HERE / name).read_text(encoding="utf-8"))


def plan_of(words=None, files=()):
    """The small plan with *words* as its vision and other *files*."""
    changed = SUMMARY | ({"easy-read/020-vision.md": VISION.format(words).encode()} if words else {})
    changed |= {path: text.encode() if text is not None else None for path, text in dict(files).items()}
    return load_plan(MappingSource({path: content for path, content in changed.items() if content is not None}))


def found(id, words=None, files=(), look=(), stage="published", report=None, **_):
    """The breaches that the rule *id* finds in one example; it must judge, unless it has no cause to."""
    text = EasyText(plan_of(words, files))
    layout = GOOD.__class__(
        **{
            **vars(GOOD),
            **{key: tuple(value) if isinstance(value, list) else value for key, value in dict(look).items()},
        }
    )
    try:
        return [*all_er_rules()[id](Given(text, When(Stage(stage), DAY), layout, report))]
    except NoMatter:
        return []
    except WhenBuilt:
        raise AssertionError(f"{id} waits though something was built") from None
