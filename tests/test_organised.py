"""The full plan by sections, by priority, by care group and by outcome: the same words, each of them once."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from plan_fixture import complete_files, edited, load

from scp.documents.document import Copy
from scp.documents.kinds import KINDS, Wanted
from scp.documents.organised import OUTCOMES, serves
from scp.documents.render import document
from scp.model.text import plain_text
from scp.model.theme import Organised
from scp.reference import lists
from scp.reference.authorities import all_authorities
from scp.repository import FolderSource, MappingSource, load_plan
from scp.repository.scaffold import NewPeriod, scaffold_new

SAMPLE = Path(__file__).parent.parent / "sample-plan"
FULL = Wanted(KINDS[0])
MATRICES = [
    "Priorities and care groups",
    "Priorities and national outcomes",
    "Care groups and national outcomes",
    "Localities and national outcomes",
    "Localities and care groups",
]


def by(plan, order):
    """The full plan in another order."""
    plan = plan.replace(record=plan.record.replace(organised_by=Organised(order)))
    return document(FULL, plan, Copy("Published plan", date(2027, 3, 11)), lambda path: (SAMPLE / path).read_bytes())


@pytest.fixture(scope="module")
def sample():
    return load_plan(FolderSource(SAMPLE))


@pytest.fixture(scope="module")
def fresh():
    """A plan that has hardly begun: no priority, nothing arranged."""
    authority = all_authorities()[0]
    period = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
    return load_plan(MappingSource(scaffold_new(authority, authority.localities, lists.care_groups()[:4], period)))


@pytest.fixture(scope="module")
def orders(sample):
    return {order.value: by(sample, order) for order in Organised}


def places(made):
    """How often each section is printed."""
    return Counter(
        token.meta["place"] for chapter in made.chapters for token in chapter.tokens if token.type == "scp_place"
    )


def headings(chapter):
    return [
        plain_text(inline)
        for token, inline in zip(chapter.tokens, chapter.tokens[1:], strict=False)
        if token.type == "heading_open" and token.tag == "h2"
    ]


@pytest.mark.parametrize("order", ["priority", "care-group", "outcome"])
def test_every_order_has_every_section_once(orders, sample, order):
    """Nothing is lost and nothing is printed twice, whatever the chapters follow."""
    found = places(orders[order])

    assert found == places(orders["sections"])
    assert {*found.values()} == {1}
    wanted = {
        each.place
        for each in sample.sections
        if not each.path.startswith("easy-read/") and each.place != sample.role("proposals").section.place
    }
    assert {*found} == wanted


@pytest.mark.parametrize("order", [each.value for each in Organised])
def test_every_order_has_every_matrix_with_links_that_lead_somewhere(orders, order):
    """The matrices stand at the back, once each, and each link of theirs has a place in this document."""
    made = orders[order]
    (chapter,) = [each for each in made.chapters if each.title == "How it all fits together"]
    links = [child for token in chapter.tokens for child in token.children or () if child.type == "link_open"]

    assert headings(chapter) == MATRICES
    assert links and all(link.meta["to"] for link in links)
    pages = {each.id for each in made.chapters}
    assert {link.meta["to"][0] for link in links} <= pages


def test_no_link_of_a_generated_part_is_lost(orders):
    """In each order every link between the parts of the plan leads to a place."""
    for made in orders.values():
        for chapter in made.chapters:
            for token in chapter.tokens:
                for child in token.children or ():
                    if child.type == "link_open" and "to" in child.meta and "path" not in child.meta:
                        assert child.meta["to"] is not None, (chapter.title, child.attrs)


def test_a_chapter_for_each_priority_with_all_that_is_its_own(orders, sample):
    """Commitments, what the localities arrange, money and measures stand under each priority."""
    chapters = {each.title: each for each in orders["priority"].chapters}

    for number, priority in enumerate(sample.priorities, start=1):
        found = headings(chapters[f"Priority {number}: {priority.title}"])
        assert found[0] == "What we will do"
        assert ("What we intend to spend" in found) == bool(priority.lines)
        assert "How we will know" in found
    second = headings(chapters["Priority 2: Home first"])
    assert "East Lothian East: Older people" in second and "East Lothian West: Older people" in second


def test_a_chapter_for_each_care_group_with_all_that_is_its_own(orders, sample):
    chapters = {each.title: each for each in orders["care-group"].chapters}

    for group in sample.care_groups:
        own = [
            f"{locality.name}: {each.section.title}"
            for locality in sample.localities
            for each in locality.arrangements.values()
            if each.care_groups[:1] == (group.id,)
        ]
        assert {*own} <= {*headings(chapters[group.name])}


def test_a_chapter_for_each_outcome_in_place_of_the_one_on_all(orders):
    titles = [each.title for each in orders["outcome"].chapters]

    assert [f"Outcome {number}: {OUTCOMES[number]}" for number in range(1, 10)] == [
        each for each in titles if each.startswith("Outcome ")
    ]
    assert "The nine national outcomes" not in titles
    assert [each.number for each in lists.outcomes()] == [*OUTCOMES]


def test_each_locality_still_sets_out_its_own(orders, sample):
    """Where the arrangements stand elsewhere, the locality's chapter lists each with a link (s29(3)(b))."""
    for order in ("priority", "care-group", "outcome"):
        chapters = {each.title: each for each in orders[order].chapters}
        for locality in sample.localities:
            chapter = chapters[locality.name]
            assert f"What is arranged in {locality.name}" in headings(chapter)
            links = {child.meta["to"][1] for t in chapter.tokens for child in t.children or () if child.meta.get("to")}
            assert len(links) >= len(locality.arrangements)


@pytest.mark.parametrize("order", [each.value for each in Organised])
def test_a_plan_that_has_hardly_begun(fresh, order):
    """Every order is made of a plan without priorities too, with every section that there is."""
    assert places(by(fresh, order)) == places(by(fresh, "sections"))


@pytest.mark.parametrize("order", ["priority", "care-group", "outcome"])
def test_an_arrangement_that_serves_nothing_is_not_lost(order):
    """It stands under "Other arrangements"."""
    plan = load(complete_files())
    first, *others = plan.localities
    id, each = next(iter(first.arrangements.items()))
    bare = each.replace(care_groups=(), outcomes={}, lines=())
    plan = plan.replace(localities=(first.replace(arrangements={**first.arrangements, id: bare}), *others))

    made = by(plan, order)

    (chapter,) = [each for each in made.chapters if each.title == "Other arrangements"]
    assert f"{first.name}: {each.section.title}" in headings(chapter)
    assert {*places(made).values()} == {1}


def test_an_arrangement_stands_under_the_priority_with_which_it_shares_most(sample):
    """Finance lines count before care groups, and care groups before outcomes."""
    plan = sample.replace(record=sample.record.replace(organised_by=Organised.PRIORITY))
    locality = plan.localities[0]
    each = next(each for each in locality.arrangements.values() if "carers" in each.care_groups)
    by_line = next(p for p in plan.priorities if p.lines)

    paid = each.replace(lines=by_line.lines, outcomes={})

    assert serves(plan, locality, paid)[0] == by_line.id
    assert serves(plan, locality, each.replace(care_groups=(), outcomes={}, lines=())) == ()


def test_an_order_that_there_is_not():
    """The complaint names those that there are."""
    from scp.problem import PlanError

    with pytest.raises(PlanError, match=r"sections|priority|care-group|outcome"):
        load(edited("plan.yaml", "model: ijb", "model: ijb\norganised_by: themes"))
