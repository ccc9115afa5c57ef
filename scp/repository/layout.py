"""Which file holds what: version 1 of the plan format."""

from __future__ import annotations

import re

from scp.model.register_table import REGISTERS, Register, register

PLAN = "plan.yaml"
STAGES = "stages.yaml"
LINES = "finance/lines.csv"
NARRATIVE = re.compile(r"narrative/(?:\d+-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
TRANSLATED = re.compile(r"easy-read/[a-z]{2,3}/(?:\d+-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
EASY_READ = re.compile(r"easy-read/(?:\d+-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
LOCALITY = re.compile(r"localities/([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
CARE_GROUP = re.compile(r"care-groups/([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
ROUND_NAME = r"((?:proposals|draft-1|draft-2)(?:\.(?:[2-9]|[1-9][0-9]))?)"
ROUND = re.compile(rf"consultation/{ROUND_NAME}/round\.yaml")
THEMES = re.compile(rf"consultation/{ROUND_NAME}/themes\.yaml")
RESPONSES = re.compile(rf"consultation/{ROUND_NAME}/responses\.csv")
ANSWERS = re.compile(rf"consultation/{ROUND_NAME}/answers\.csv")
IN_A_ROUND = re.compile(rf"consultation/{ROUND_NAME}/(?:round|themes|import)\.yaml")


FOLDERS = {
    "narrative": (
        NARRATIVE,
        "Name it as in `narrative/040-vision.md`: a number for the order, then small letters and hyphens.",
    ),
    "localities": (LOCALITY, "Name it as in `localities/east.md`: small letters, digits and hyphens."),
    "care-groups": (CARE_GROUP, "Name it as in `care-groups/older-people.md`: small letters, digits and hyphens."),
    "easy-read": (
        re.compile(rf"{EASY_READ.pattern}|{TRANSLATED.pattern}"),
        "Name it as in `easy-read/020-vision.md`, a translation as in `easy-read/gd/020-vision.md`; pictures go in "
        "`easy-read/pictures/`.",
    ),
    "consultation": (
        IN_A_ROUND,
        "A round is `consultation/draft-2/round.yaml`, with `themes.yaml` and `import.yaml` beside it; other stages are proposals and "
        "draft-1, and a second round is `draft-2.2`.",
    ),
}

__all__ = ["REGISTERS", "Register", "register"]
