"""A plan for each of the 31 authorities: made, read, checked and built."""

from datetime import date

import page
import pytest

from scp.documents.document import Copy
from scp.documents.kinds import called_for
from scp.documents.render import render
from scp.finding import State
from scp.reference.authorities import all_authorities
from scp.reference.lists import care_groups
from scp.repository import MappingSource, load_plan
from scp.repository.scaffold import NewPeriod, scaffold_new
from scp.requirements.check import check

DAY = date(2026, 11, 21)


@pytest.mark.parametrize("authority", all_authorities(), ids=lambda each: each.slug)
def test_a_fresh_plan_loads_checks_and_builds(authority):
    """A fresh plan has no fault, owes only what the proposals stage asks, and makes sound documents."""
    period = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
    content = scaffold_new(authority, authority.localities, care_groups()[:6], period, first=False)
    plan = load_plan(MappingSource(content))

    report = check(plan, day=DAY)
    made = render(plan, Copy("Working copy", DAY), content.__getitem__)

    assert plan.problems == ()
    assert len(plan.localities) == len(authority.localities) >= 2
    assert {finding.requirement.stage for finding in report.findings if finding.requirement} == {"proposals"}
    assert 3 <= len([state for state in report.states.values() if state is State.OWED]) <= 60
    for name in called_for(plan):
        assert page.validate_pdf_bytes(made[f"{name}.pdf"], profile=page.ValidationProfile.PDF_UA_1).is_compliant, name
    for locality in plan.localities:
        for reason in locality.not_available.values():
            assert reason.strip().endswith(".")
    text = b" ".join(value for path, value in made.items() if path.endswith(".html")).decode()
    if any(each.population is None for each in plan.localities):
        assert "not available" in text
    assert "still to write" in text.lower()
