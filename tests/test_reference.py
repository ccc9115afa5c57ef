"""The facts that ship with scp are whole, honest about their holes, and packed as they are written."""

import ast
import re
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import scp.reference
from scp.reference import catalogue, lists, pack, places
from scp.reference.authorities import UnknownAuthority, all_authorities, find_authority

ROOM = Path(scp.reference.__file__).parent
AUTHORITIES = [pytest.param(each, id=each.slug) for each in all_authorities()]
WITH_FIGURES = [each for each in AUTHORITIES if each.values[0].localities[0].population]
LOCALITIES = [
    pytest.param(authority, locality, id=f"{authority.slug}/{locality.slug}")
    for authority in all_authorities()
    for locality in authority.localities
]
FIGURES = ("population", "age_bands", "deprivation", "activity_limitation")


def test_packing_again_changes_nothing():
    """`packed/` is byte for byte what `source/` gives."""
    packed = {
        path.relative_to(pack.PACKED).as_posix(): path.read_text(encoding="utf-8")
        for path in pack.PACKED.rglob("*.json")
    }

    assert pack.pack() == packed


WORD_LISTS = ("easy-read-everyday.txt", "easy-read-words.yaml", "easy-read-words.json")


def test_every_source_file_says_where_it_is_from():
    """Each file of `source/` opens with its source, licence and date, or carries them as metadata."""
    for path in pack.SOURCE.rglob("*.*"):
        if path.suffix == ".svg":
            continue  # the list beside the drawings says it for them
        head = path.read_text(encoding="utf-8")[:2000]
        if path.suffix == ".geojson":
            assert '"source"' in head and '"licence"' in head and "Crown copyright" in head, path
        else:
            comments = " ".join(line for line in head.splitlines() if line.startswith("#"))
            licence = (
                "Licence:" if path.name in (*WORD_LISTS, "pictograms.yaml") else "Licence: Open Government Licence v3.0"
            )
            assert licence in comments, path
            assert "Date:" in comments, path
            assert "Source:" in comments or "National Records of Scotland" in comments, path


def test_files_name_no_machine_and_no_working_document():
    """What ships speaks of published documents, never of where or from which file they were copied."""
    told = re.compile(r"/work/|/home/|/tmp/|\.txt\b|\bseeds?\b|(?<![\w-])(reference|requirements)\.yaml", re.I)

    for path in (*pack.SOURCE.rglob("*.*"), *pack.PACKED.rglob("*.json")):
        if path.name not in WORD_LISTS:  # in them "seed" is a word like any other
            assert not told.search(path.read_text(encoding="utf-8")), path


def test_reading_needs_nothing_but_the_standard_library():
    """The accessors import nothing else of scp and no library; only packing does."""
    for name in ("store", "authorities", "lists", "places", "catalogue", "easy_read"):
        tree = ast.parse((ROOM / f"{name}.py").read_text(encoding="utf-8"))
        modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        modules += [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
        for module in modules:
            ours = module.startswith("scp.reference")
            assert ours or module.partition(".")[0] in sys.stdlib_module_names, (name, module)


def test_there_are_31_authorities_and_126_localities():
    """Thirty boards and Highland; Inverclyde Central, withdrawn in May 2024, is not among the localities."""
    authorities = all_authorities()

    assert len(authorities) == 31
    assert sum(len(each.localities) for each in authorities) == 126
    assert [each.slug for each in authorities if each.model == "both"] == ["highland"]
    assert {each.model for each in authorities} == {"ijb", "both"}
    assert len({council.code for each in authorities for council in each.councils}) == 32
    assert len({each.health_board.code for each in authorities}) == 14
    assert [each.slug for each in find_authority("Inverclyde").localities] == [
        "inverclyde-east",
        "inverclyde-west",
    ]


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_an_authority_is_whole(authority):
    """Codes and slugs are well formed, localities are told apart, and each lies in one of its councils."""
    assert re.fullmatch(r"S37\d{6}", authority.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", authority.slug)
    assert re.fullmatch(r"S08\d{6}", authority.health_board.code)
    assert all(re.fullmatch(r"S12\d{6}", each.code) for each in authority.councils)
    assert len(authority.localities) >= 2
    assert len({each.slug for each in authority.localities}) == len(authority.localities)
    assert {each.council for each in authority.localities} == {each.code for each in authority.councils}
    assert authority.islands == bool(authority.islands_reason)
    assert "start_day" in authority.not_available
    assert (authority.established is None) == ("established" in authority.not_available)
    assert (authority.established is None) == (authority.established_source is None)


def test_islands_are_the_six_areas_that_have_them():
    """Areas with island communities, by the Islands (Scotland) Act 2018."""
    assert {each.slug for each in all_authorities() if each.islands} == {
        "argyll-and-bute",
        "highland",
        "north-ayrshire",
        "orkney-islands",
        "shetland-islands",
        "western-isles",
    }


def test_bodies_carry_their_own_names():
    """Legal names and councils' names are those that people know."""
    assert find_authority("East Lothian").legal_name == "East Lothian Integration Joint Board"
    assert find_authority("Highland").legal_name == "NHS Highland and The Highland Council"
    assert find_authority("Edinburgh").councils[0].name == "The City of Edinburgh Council"
    assert find_authority("Western Isles").councils[0].name == "Comhairle nan Eilean Siar"
    assert find_authority("Aberdeen").established == date(2016, 2, 6)
    assert find_authority("Aberdeen").established_source == "SSI 2016/2"


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("East Lothian", "east-lothian"),
        ("S37000010", "east-lothian"),
        ("s37000010", "east-lothian"),
        ("east lothian ijb", "east-lothian"),
        ("  EAST   lothian ", "east-lothian"),
        ("east-lothian", "east-lothian"),
        ("East Lothian Integration Joint Board", "east-lothian"),
        ("East Lothian Integration Joint Board (IJB)", "east-lothian"),
        ("east lothian hscp", "east-lothian"),
        ("East Lothian Health & Social Care Partnership", "east-lothian"),
        ("East Lothian Council", "east-lothian"),
        ("Edinburgh", "edinburgh"),
        ("city of edinburgh", "edinburgh"),
        ("The City of Edinburgh Council", "edinburgh"),
        ("Western Isles", "western-isles"),
        ("Eilean Siar", "western-isles"),
        ("Na h-Eileanan Siar", "western-isles"),
        ("Comhairle nan Eilean Siar", "western-isles"),
        ("S12000005", "clackmannanshire-and-stirling"),
        ("S12000030", "clackmannanshire-and-stirling"),
        ("Clackmannanshire", "clackmannanshire-and-stirling"),
        ("Stirling", "clackmannanshire-and-stirling"),
        ("Clackmannanshire & Stirling", "clackmannanshire-and-stirling"),
        ("Glasgow", "glasgow-city"),
        ("Dundee", "dundee-city"),
        ("Aberdeen", "aberdeen-city"),
        ("Aberdeenshire", "aberdeenshire"),
        ("Argyll & Bute", "argyll-and-bute"),
        ("Orkney", "orkney-islands"),
        ("Shetland Islands Council", "shetland-islands"),
        ("the highland council", "highland"),
        ("Borders", "scottish-borders"),
        ("Dumfries & Galloway", "dumfries-and-galloway"),
        ("Renfrewshire", "renfrewshire"),
        ("S37000014", "fife"),
    ],
)
def test_an_authority_is_found_as_people_type_it(typed, slug):
    """Case, accents, punctuation, spaces and the kind of body make no difference."""
    assert find_authority(typed).slug == slug


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_each_authority_is_found_by_each_name_it_has(authority):
    """Name, legal name, slug and codes of an authority lead to it and to no other."""
    names = [authority.name, authority.legal_name, authority.slug, authority.code, *authority.also_known_as]
    names += [name for each in authority.councils for name in (each.area, each.name, each.code)]

    assert {find_authority(name) for name in names} == {authority}


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("Ayrshire", ("East Ayrshire", "North Ayrshire", "South Ayrshire")),
        ("Lothian", ("East Lothian", "Edinburgh", "Midlothian", "West Lothian")),
        ("Lanarkshire", ("North Lanarkshire", "South Lanarkshire")),
        ("NHS Highland", ("Argyll and Bute", "Highland")),
        ("S08000020", ("Aberdeen City", "Aberdeenshire", "Moray")),
        ("Edinbrugh", ("Edinburgh",)),
        ("Glasgo", ("Glasgow City",)),
        ("Dunfries", ("Dumfries and Galloway",)),
        ("Perth", ("Perth and Kinross",)),
        ("Inverness", ("Highland",)),
        ("NHS Fife", ("Fife",)),
        ("Narnia", ()),
        ("S37999999", ()),
        ("council", ()),
        ("", ()),
    ],
)
def test_an_unknown_authority_is_refused_with_the_nearest(typed, nearest):
    """A name that fits none, or several, is never guessed at."""
    with pytest.raises(UnknownAuthority) as refused:
        find_authority(typed)

    assert refused.value.text == typed
    assert refused.value.nearest == nearest


def test_a_slip_brings_the_name_that_was_meant_first():
    """The likeliest name leads, and there are never more than five."""
    with pytest.raises(UnknownAuthority) as refused:
        find_authority("Est Lothian")

    assert refused.value.nearest[0] == "East Lothian"
    assert len(refused.value.nearest) <= 5


@pytest.mark.parametrize(("authority", "locality"), LOCALITIES)
def test_a_locality_has_each_figure_or_the_reason_why_not(authority, locality):
    """A figure is there with its day and source, or it is None and *not_available* says why."""
    for field in FIGURES:
        figures = getattr(locality, field)
        assert (figures is None) == (field in locality.not_available), field
        if figures is None:
            assert locality.not_available[field].endswith(".")
        else:
            assert figures.source and date(2020, 1, 1) < figures.day < date(2023, 1, 1)
    if locality.deprivation is not None:
        fifths = locality.deprivation
        assert fifths.q1 + fifths.q2 + fifths.q3 + fifths.q4 + fifths.q5 == pytest.approx(100, abs=0.3)
    if locality.population is not None:
        assert locality.age_bands.total == pytest.approx(locality.population.total, rel=0.06)
    drawn = {each.id for each in places.boundaries(authority.slug).localities}
    assert (locality.slug in drawn) == ("boundary" not in locality.not_available)


def test_the_holes_are_where_they_are_known_to_be():
    """No figures for Moray, Inverclyde and South Ayrshire; no boundaries for these and Aberdeen City."""
    without_figures = {each.slug for each in all_authorities() if any(not x.population for x in each.localities)}
    without_boundary = {each.slug for each in all_authorities() if not places.boundaries(each.slug).localities}

    assert without_figures == {"inverclyde", "moray", "south-ayrshire"}
    assert without_boundary == {"aberdeen-city", "inverclyde", "moray", "south-ayrshire"}
    assert "Moray East and Moray West" in find_authority("Moray").localities[0].not_available["population"]
    assert "May 2024" in find_authority("Inverclyde").localities[0].not_available["population"]
    assert "when Aberdeen City had four" in places.boundaries("aberdeen-city").not_available
    assert all("former one" in each.not_available["name"] for each in find_authority("South Ayrshire").localities)


def test_localities_of_two_councils_lie_in_the_right_one():
    """Clackmannanshire's own locality is its council's, the other two are Stirling's."""
    authority = find_authority("Stirling")

    assert [each.council for each in authority.localities] == ["S12000005", "S12000030", "S12000030"]


@pytest.mark.parametrize("authority", WITH_FIGURES)
def test_localities_add_up_to_their_council(authority):
    """The people of the localities in 2021 are near those of the councils in 2022."""
    councils = sum(places.council_population(each.code).total for each in authority.councils)

    assert sum(each.population.total for each in authority.localities) == pytest.approx(councils, rel=0.045)


def test_each_council_has_population_and_deprivation():
    """Ages add up to the total, and shares are shares."""
    for council in (each for authority in all_authorities() for each in authority.councils):
        people, poor = places.council_population(council.code), places.council_deprivation(council.code)
        bands = (people.age_0_15, people.age_16_64, people.age_65_74, people.age_75_84, people.age_85_plus)
        assert sum(bands) == people.total
        assert people.area == poor.area == council.area
        assert 0 <= poor.share <= 1 and 0 <= poor.extent <= 1 and len(poor.domains) == 7

    assert places.council_population("S12999999") is None
    assert places.council_deprivation("S12999999") is None


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_boundaries_cover_the_authority(authority):
    """Every council is drawn, rings close, labels lie inside, and localities fill their councils."""
    drawn = places.boundaries(authority.slug)

    assert [each.id for each in drawn.councils] == [each.code for each in authority.councils]
    for shape in (*drawn.councils, *drawn.localities):
        assert any(_inside(shape.label, part[0]) for part in shape.polygons), shape.id
        for ring in (ring for part in shape.polygons for ring in part):
            assert len(ring) >= 4 and ring[0] == ring[-1]
            assert all(-9 < east < 0 and 54 < north < 61 for east, north in ring)
    if drawn.localities:
        assert drawn.not_available is None
        assert _area(drawn.localities) == pytest.approx(_area(drawn.councils), rel=0.001)
        points = {point for each in drawn.localities for part in each.polygons for ring in part for point in ring}
        for part in (part for each in drawn.councils for part in each.polygons):
            assert points.issuperset(part[0]), "the outline runs along the localities"


def test_boundaries_are_small_and_name_their_owner():
    """A file of boundaries is at most 45 kB, and the attribution is the one to carry on."""
    assert all(path.stat().st_size < 45_000 for path in (pack.PACKED / "boundaries").glob("*.json"))
    assert places.boundaries("fife").attribution == places.ATTRIBUTION
    assert places.ATTRIBUTION.endswith("Contains OS data © Crown copyright and database right.")
    assert places.boundaries("narnia") is None


def test_indicators_are_given_as_published():
    """A series by council or authority; none for two councils together, nor for what is not published."""
    one = places.indicator_series("ni-19", "S12000010")
    together = places.indicator_series("ni-19", "S37000005")

    assert places.indicators_with_figures() == ("ni-2", "ni-3", "ni-7", "ni-8", "ni-14", "ni-17", "ni-19")
    assert one.points[0] == ("2013/14", 1530.18)
    assert [year for year, _ in one.points] == sorted(year for year, _ in one.points)
    assert places.indicator_series("ni-19", "east-lothian").points == one.points
    assert places.indicator_series("ni-2", places.SCOTLAND).points
    assert together.points == () and "No combined figure" in together.note
    assert places.indicator_series("ni-19", "S12000030").points
    assert places.indicator_series("ni-10", "S12000010").note


def test_lists_are_those_of_the_law():
    """As many of each as the Act, its regulations and guidance name, each with an id of its own."""
    counted = {
        lists.outcomes: 9,
        lists.principles: 13,
        lists.models: 4,
        lists.stages: 7,
        lists.planning_group_groups: 12,
        lists.planning_group_seats: 5,
        lists.consultee_groups: 13,
        lists.core_indicators: 23,
        lists.care_groups: 15,
        lists.local_plan_kinds: 12,
        lists.pillars: 4,
        lists.aims: 3,
        lists.cycle_steps: 4,
        lists.impact_assessments: 5,
        lists.spend_categories: 6,
        lists.report_contents: 18,
    }
    for given, count in counted.items():
        assert len({each.id for each in given()}) == len(given()) == count, given.__name__
    assert lists.principles()[0].main_purpose and not any(each.main_purpose for each in lists.principles()[1:])
    assert [each.number for each in lists.outcomes()] == list(range(1, 10))
    assert [each.id for each in lists.consultee_groups() if not each.in_planning_group] == ["other-staff"]
    assert [each.number for each in lists.core_indicators() if each.survey] == list(range(1, 10))
    assert [each.number for each in lists.core_indicators() if not each.reported] == [10, 21, 22, 23]
    assert all(lists.list_source(name).source and lists.list_source(name).verification for name in lists.list_names())


def test_every_requirement_says_who_can_answer_it():
    """All 343 have a short source, and *needs*; what they share is in the catalogue too."""
    entries = catalogue.entries()
    ids = {each.id for each in entries}

    assert len(ids) == len(entries) == 343
    assert catalogue.edition() == "2026-11"
    for entry in entries:
        assert entry.needs in ("program", "person", "both")
        assert entry.short and len(entry.short) <= 70 and ";" not in entry.short
        assert entry.force in ("must", "should", "may")
        assert entry.holds in (None, "before-next")
        assert ids.issuperset(entry.same_check_as)


@pytest.mark.parametrize(
    ("id", "short"),
    [
        ("act-29-3-b-separate-arrangements", "2014 Act s29(3)(b)"),
        ("act-equality-149-due-regard", "Equality Act 2010 s149"),
        ("regs-308-twelve-groups", "SSI 2014/308 reg 2(1)(a)-(l)"),
        ("regs-web-accessibility", "SI 2018/852"),
        ("guidance-2015-6-2-prioritisation", "2015 guidance para 6.2"),
        ("msg-4-iv-clear-directions", "MSG review 2019 proposal 4(iv)"),
    ],
)
def test_a_short_source_is_in_officers_words(id, short):
    """The provision as it is written in a board paper."""
    assert {each.id: each.short for each in catalogue.entries()}[id] == short


def test_judgement_is_asked_for_where_it_is_the_duty():
    """To have regard or take account needs a person too; what a record shows does not."""
    needs = {each.id: each.needs for each in catalogue.entries()}
    both = {id for id, who in needs.items() if who == "both" and re.match(r"act-(29|3[0-7])-", id)}

    assert both == {
        "act-30-2-a-regard-to-principles",
        "act-30-2-b-regard-to-outcomes",
        "act-30-3-effect-on-other-authorities",
        "act-33-3-a-first-draft-takes-account",
        "act-33-4-a-second-draft-takes-account",
        "act-33-7-finalising-takes-account",
        "act-36-3-a-group-views",
        "act-37-2-a-regard-in-review",
        "act-37-2-b-i-views-on-effectiveness",
        "act-37-2-b-ii-views-on-replacing",
    }
    assert [id for id, who in needs.items() if who == "person"] == ["guidance-refreshed-c-remaining-items"]


def test_levels_follow_family_and_force():
    """Law is `must` in an Act or regulation, guidance their `should` and all guidance; the rest are notes."""
    for entry in catalogue.entries():
        of_law = entry.id.startswith(("act-", "regs-"))
        expected = {"must": "law", "should": "guidance", "may": "note"}[entry.force] if of_law else "note"
        assert entry.level == ("guidance" if entry.id.startswith("guidance-") else expected)


def _inside(point, ring):
    """Whether a ray from *point* crosses *ring* an odd number of times."""
    x, y = point
    crossings = [
        x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in pairwise(ring) if (y1 > y) != (y2 > y)
    ]
    return sum(crossings) % 2 == 1


def _area(shapes):
    """The area of the *shapes* in square degrees, holes taken out."""
    return sum(
        sign * abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2
        for shape in shapes
        for part in shape.polygons
        for sign, ring in zip((1, *(-1 for _ in part[1:])), part, strict=True)
    )
