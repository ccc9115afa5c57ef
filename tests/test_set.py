"""The shorter documents of the set: each from the plan's records, saying plainly what is not recorded."""

from datetime import date
from pathlib import Path

import pytest
from lead_agency import lead_agency_files
from plan_fixture import complete_files, edited, load, without

from scp.documents.document import Copy
from scp.documents.kinds import (
    CALLED_FOR,
    KINDS,
    PUBLISHED,
    RECORDED,
    Reason,
    called_for,
    chosen,
    documents_of,
    left_out,
)
from scp.documents.nodes import blocks, words
from scp.documents.render import document
from scp.documents.short_tables import all_localities, locality_row
from scp.documents.tables import population
from scp.model.register_table import REGISTERS
from scp.model.stage import MADE
from scp.reference.authorities import all_authorities
from scp.reference.lists import care_groups
from scp.repository import FolderSource, MappingSource, load_plan
from scp.repository.scaffold import NewPeriod, scaffold_new

COPY = Copy("Published plan", date(2026, 12, 10))
STATEMENTS = "finance/statements.yaml"
DIRECTIONS = "registers/directions.yaml"
REPORTS, INSPECTIONS = "performance/reports.yaml", "registers/inspections.yaml"
TOLD_OF_DIRECTIONS = ("registers/set-aside-reports.yaml",)


def told(files, name):
    """The words of the document called *name*, as its writers get them."""
    plan = load(files)
    (wanted,) = chosen(plan, [name])
    made = document(wanted, plan, COPY, lambda path: b"")
    return " ".join([made.title, *(_words(node) for chapter in blocks(made) for node in chapter)])


def _words(node):
    match node["t"]:
        case "ul" | "ol":
            return " ".join(_words(each) for item in node["items"] for each in item)
        case "table":
            return " ".join(words(cell) for row in [node["head"], *node["rows"]] for cell in row)
        case "box" | "quote":
            return " ".join(map(_words, node["c"]))
        case _:
            return words(node.get("c", []))


def named(kind, files=None):
    return [each.name for each in documents_of(load(files or complete_files())) if each.kind.name == kind]


def test_there_is_a_booklet_for_each_locality_and_a_section_for_each_care_group():
    plan = load(complete_files())

    assert named("locality-booklet") == [f"locality-booklet-{each.id}" for each in plan.localities]
    assert named("care-group-section") == [f"care-group-section-{each.id}" for each in plan.care_groups]


def test_a_booklet_holds_its_locality_and_no_other():
    """What East's people read is of East: its text, people, arrangements, money and posts, and nothing of West."""
    east = told(complete_files(), "locality-booklet-east")

    for phrase in (
        "The east of the area lies inland.",
        "Buses do not fit clinic hours",
        "work from the old school",
        "Falls are looked into",
        "Most deprived fifth 10.0%",
        "Clinics in East £200,000",
        "Inland cluster",
        "Social work team manager",
        "plan@example.org",
    ):
        assert phrase in east, phrase
    for phrase in ("West ", "Gairloch", "Coast cluster", "Clinics in West", "night line", "£300,000"):
        assert phrase not in east.replace("Wester Ross", ""), phrase


def test_a_booklet_says_what_is_not_recorded():
    path = "localities/west.md"
    files = edited(path, "deprivation: {edition: SIMD 2020v2, fifths: [10, 20, 30, 20, 20]}\n", "")
    files = edited(path, "views:\n  - {source: Survey on paper,", "# {source: Survey on paper,", files)
    files = edited(path, "not_available: {", "not_available: {deprivation: Too few people live there, ", files)
    files |= {"finance/lines.csv": files["finance/lines.csv"].replace(",west,", ",,")}

    west = told(files, "locality-booklet-west")

    assert "Figures by age are not available." in west
    assert "Figures on deprivation are not available: Too few people live there." in west
    assert "Still to write: what people here said" in west
    assert "No amount is recorded for West alone." in west


def test_a_care_group_reads_its_own_arrangements_money_and_commitments():
    carers = told(complete_files(), "care-group-section-carers")

    assert "The centre at Achnasheen gives a break each month" in carers
    assert "Breaks for carers £150,000" in carers
    assert "Priority 1: Home first" in carers
    assert "No commitment of the plan names this group." in carers
    assert "work from the old school" not in carers, "help at home is for older people"

    named_now = edited(
        "priorities.yaml", "kinds: [prevention, c", "care_groups: [carers]\n        kinds: [prevention, c"
    )
    assert "Pay helpers in eight villages Head of community services 31 March 2028 Home first" in told(
        named_now, "care-group-section-carers"
    )


def test_a_care_group_without_arrangements_says_so():
    files = edited("localities/east.md", "    care_groups: [carers]\n", "")

    assert "Still to write: the arrangements for this group in each locality." in told(
        files, "care-group-section-carers"
    )


def test_the_glossary_has_easy_words_beside_the_hard_ones():
    files = complete_files() | {
        "glossary.yaml": "terms:\n  - {term: set aside, meaning: 'Money <b> for hospitals'}\n"
        "  - {term: Carer, meaning: Unpaid help, easy: Somebody who helps}\n"
    }

    assert (
        "Word What it means In easy words Carer Unpaid help Somebody who helps set aside Money <b> for hospitals –"
        in told(files, "glossary")
    )
    assert "Still to write: no word is explained yet" in told(without("glossary.yaml"), "glossary")


def test_the_financial_statement_sets_out_the_amount_and_its_parts():
    said = told(complete_files(), "financial-statement-2027-28")

    for phrase in (
        "intends to spend £5,070,000 in 2027-28",
        "Integrated budget: what the partners pay to the authority £3,570,000 70.4%",
        "From reserves £0 0.0% In all £5,070,000 100.0%",
        "Social care £2,150,000 42.4%",
        "For more than one group £2,000,000",
        "East £200,000 3.9% West £300,000 5.9% For the whole area £4,570,000",
        "Care at home Wester Ross Council £2,000,000 –",
        "2028-29 Medium-term financial plan £5,070,000 +0.0%",
        "add up to the same total, £5,070,000",
    ):
        assert phrase in said, phrase


def test_the_financial_statement_says_what_is_missing_and_what_disagrees():
    less = edited(STATEMENTS, "    total: 5070000\n", "    total: 5000000\n")
    bare = edited(STATEMENTS, "    total: 5070000\n", "")
    bare = edited(STATEMENTS, "    set_aside: 1500000\n", "", bare)

    assert "is £70,000 more than this statement. This is still to be put right." in told(
        less, "financial-statement-2027-28"
    )
    said = told(bare, "financial-statement-2027-28")
    assert "The total that the authority intends to spend is not recorded yet." in said
    assert "Set aside for large hospital services not recorded –" in said


def test_only_the_statements_of_this_edition_are_made():
    """A year of the plan before stands beside for comparison and is no document of this one."""
    earlier = "  - {id: statement-2026-27, title: Earlier, year: 2026-27, published: 2026-03-26, total: 5000000}\n"
    files = complete_files() | {STATEMENTS: complete_files()[STATEMENTS] + earlier}

    assert named("financial-statement", files) == ["financial-statement-2027-28"]
    assert (
        "2026-27 Annual financial statement £5,000,000 – 2027-28 Annual financial statement £5,070,000 +1.4%"
        in told(files, "financial-statement-2027-28")
    )


def test_a_direction_is_written_out():
    said = told(complete_files(), "direction-council")

    for phrase in (
        "Direction: Care at home",
        "Wester Ross Integration Joint Board directs Wester Ross Council under sections 26 and 27",
        "Care at home not recorded The whole function",
        "It is for the whole of Wester Ross.",
        "2028-29 £2,000,000",
        "How the money is to be used: Wages and travel of home carers.",
        "No condition is set.",
        "The board approves the plan (Wester Ross Integration Joint Board, 31 October 2026, item 4).",
        "Chief Officer, for Wester Ross Integration Joint Board, 9 December 2026.",
        "Wester Ross Council acknowledged it on 10 December 2026.",
    ):
        assert phrase in said, phrase
    assert "How the payment is worked out: The costs of the year before" in told(complete_files(), "direction-board")


def test_a_direction_that_is_not_finished_says_what_it_lacks():
    files = complete_files()
    for line in (
        "    use_of_funds: Wages and travel of home carers\n",
        "    issued: 2026-12-09\n",
        "    signed_by: Chief Officer\n    signed: 2026-12-09\n",
        "    decision: final-plan\n",
        "    acknowledged: 2026-12-10\n",
    ):
        files = edited(DIRECTIONS, line, "", files)

    said = told(files, "direction-council")

    assert "This is a draft: the direction has not been given yet." in said
    assert "Still to write: how the money is to be used (section 27(1)(c))." in said
    assert "The decision from which this direction follows is not recorded yet." in said
    assert "Not signed yet." in said and "It has not been acknowledged yet." in said


def test_a_direction_tells_what_it_changes_and_how_a_function_is_divided():
    files = edited(DIRECTIONS, "    title: Care at home\n", "    title: Care at home\n    revokes: [board]\n")
    shared = "    shared: [{function: home-care, split: by-area, part: Care on the coast}]\n"
    files = edited(DIRECTIONS, "    services: [Home", f"{shared}    services: [Home", files)

    assert "It revokes the direction Health services (reference board)." in told(files, "direction-council")
    assert "Care on the coast (divided with another direction: each carries it out in its own area)" in told(
        files, "direction-council"
    )
    assert "It is revoked by the direction Care at home (reference council) from 1 April 2027." in told(
        files, "direction-board"
    )
    assert "revoked by Care at home; under way" in told(files, "directions")


def test_the_log_names_every_direction_and_a_function_without_one():
    files = edited(
        DIRECTIONS, "functions: [general-practice, community-nursing, unplanned-care]", "functions: [general-practice]"
    )
    files = edited(
        DIRECTIONS,
        "    use_of_funds: GP",
        "    conditions: [{text: Figures are given, due: 2027-07-30}]\n    use_of_funds: GP",
        files,
    )

    log = told(files, "directions")

    assert "Care at home Wester Ross Council 9 December 2026; in force from 1 April 2027 to further notice" in log
    assert "Community nursing none" in log
    assert "Health services by method by method by method" in log
    assert "Paid £2,000,000 £2,000,000 £2,000,000" in log
    assert "30 July 2027 Health services Figures are given. not yet" in log
    assert "No payment is recorded yet." in log
    assert "No direction is recorded yet." in told(without(DIRECTIONS, *TOLD_OF_DIRECTIONS), "directions")


def test_a_performance_report_holds_what_the_regulations_ask():
    said = told(lead_agency_files(), "performance-report-2027-28")

    for phrase in (
        "Performance report 2027-28",
        "Home first Helpers in four of eight villages Amber",
        "Better than before. By: East, Help at home. Paid for by: Care at home.",
        "Core indicator 2 – 82 80",
        "Core indicator 2 1, 2, 3, 4, 5, 6, 7, 8, 9 – – – 81 – 82",
        "Not copied national indicator 1;",
        "s.31(1)(b)(i)",
        "The group met six times",
        "One significant decision was taken outside the plan (2014 Act, section 36).",
        "Move the clinic in Gairloch 10 November 2027 The roof could not be mended Outcome 5:",
        "Spent in all £5,120,000 100.4%",
        "Older people £2,900,000 56.9%",
        "West £2,900,000 56.9% Given to no locality £220,000 4.3%",
        "2026-27 £5,000,000 £5,120,000 +£120,000 Nurses were dearer than forecast",
        "How planning secured Best Value: Two options were costed.",
        "West A meeting in each village Move the clinic in Gairloch The night line is used",
        "Care on the wards (Healthcare Improvement Scotland, 7 December 2027) Weigh people each week",
        "20 January 2028 Nobody answered at night yes A night line opens",
        "Services in the year 2027 Publish waits by district From April 2028 8 February 2028",
        "Boats are late in winter no Two nurses live on the far shore",
        "The Highland Council 20 July 2028",
    ):
        assert phrase in said, phrase


def test_a_report_on_a_year_before_this_plan_is_on_the_one_before():
    """It names the plan replaced, rates none of this plan's priorities, and counts the measures without figures."""
    plan = load_plan(FolderSource(Path(__file__).parent.parent / "sample-plan"))
    (wanted,) = chosen(plan, ["performance-report"])
    made = document(wanted, plan, COPY, lambda path: b"")
    said = " ".join(_words(node) for chapter in blocks(made, None) for node in chapter)

    assert wanted.subject == "2025-26"
    assert "On the plan Strategic Commissioning Plan 2024-2027" in said
    assert "Our priorities in the year" not in said and "still to write" not in said.lower()
    assert "Adult carer support plans made in the year – 1,180 – 1 more measure of this outcome has no figure" in said
    assert "No reason is recorded yet" not in said


def test_a_measure_of_every_second_year_lacks_nothing_in_between():
    """Figures of 2019-20 and 2021-22 leave no gap in 2020-21, and one in 2023-24 that wants a reason."""
    indicators = (
        "indicators:\n  - {id: felt-safe, title: Felt safe, frequency: every-second-year, outcomes: [7], "
        "values: {2023-24: 80, 2025-26: 81%s}}\n"
    )
    report = "reports:\n  - {id: r, title: Report, start: 2027-04-01, end: 2028-03-31}\n"
    files = lead_agency_files() | {REPORTS: report}
    whole = told(files | {"performance/indicators.yaml": indicators % ", 2027-28: 82"}, "performance-report-2027-28")
    part = told(files | {"performance/indicators.yaml": indicators % ""}, "performance-report-2027-28")

    assert "No reason is recorded yet" not in whole
    assert "No reason is recorded yet Felt safe" in part


def test_localities_without_figures_are_named_alone():
    """Where no figure is published for any locality, no table of "not available" is printed."""
    authority = next(each for each in all_authorities() if each.name.startswith("Moray"))
    period = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
    plan = load_plan(MappingSource(scaffold_new(authority, authority.localities, care_groups()[:2], period)))

    assert all_localities(plan).endswith("Forres and Lossiemouth and Keith and Speyside.")
    assert "not available" not in population(plan) and "- Elgin" in population(plan)
    assert "Not available: people and aged 65 and over." in locality_row(plan)


def test_a_performance_report_says_what_is_not_recorded():
    """A report that has only its days is made of notes, and no figure is made up."""
    files = lead_agency_files()
    files = {path: text for path, text in files.items() if path not in ("performance/spending.yaml", INSPECTIONS)}
    files |= {REPORTS: "reports:\n  - {id: r, title: Report, start: 2027-04-01, end: 2028-03-31}\n"}
    said = told(files, "performance-report-2027-28")

    for phrase in (
        "This report has not been published yet.",
        "Home first still to write not rated yet",
        "Still to write: how far this outcome was achieved.",
        "Still to write: how well strategic planning was done.",
        "The number of significant decisions taken outside the plan is not recorded yet.",
        "What was spent in the year is not recorded yet.",
        "2027-28 £5,070,000 not recorded – not recorded",
        "Still to write: how planning secured Best Value.",
        "West still to write still to write still to write",
        "No recommendation of a scrutiny body in the year is recorded.",
        "No copy is recorded as sent yet.",
    ):
        assert phrase in said, phrase
    assert named("performance-report") == [], "before the first year has been reported on there is no report"


def test_the_plan_on_a_page_holds_vision_priorities_money_and_places():
    files = edited(
        "priorities.yaml",
        "    title: Home first\n",
        "    title: Home first\n    statement: Nobody waits. Not for long.\n",
    )
    said = told(files, "plan-on-a-page")

    for phrase in (
        "Wester Ross: our plan on a page",
        "Our vision. A few true sentences on our vision.",
        "1. Home first Nobody waits. 1, 2, 3, 4, 5, 6, 7, 8, 9",
        "We intend to spend £5.1 million in 2027-28, £5.1 million in 2028-29 and £5.1 million in 2029-30. "
        "Most of it is for",
        "East (4,100 people) and West (5,200 people).",
        "https://www.example.org/plan",
    ):
        assert phrase in said, phrase
    assert "Not for long." not in said and "Not for long." in told(files, "executive-summary")
    assert "Everybody went to the town." not in said, "only the vision's first paragraph"


def test_the_plan_on_a_page_says_what_is_still_to_write():
    files = edited("localities/west.md", "population: 5200\n", "")
    files = edited("narrative/040-vision.md", "status: done", "status: to-write", files)
    said = told(files, "plan-on-a-page")

    assert "Still to write: the vision." in said and "true sentences" not in said
    assert "West (people: not available)." in said
    assert "1. Home first Ann is at home, and her daughter sleeps." in said, "the story stands where no statement is"


def test_the_executive_summary_begins_with_the_section_that_sums_up():
    said = told(complete_files(), "executive-summary")

    assert "A few true sentences on" in said
    assert "East 4,100 2 Clinics when the bus runs" in said and "Not available: aged 65 and over." in said
    assert "31 March 2028 Pay helpers in eight villages Head of community services" in said
    assert "80% in 2023-24 85% in 2029-30" in said


def test_the_implementation_plan_names_who_when_with_what_and_under_which_direction():
    said = told(complete_files(), "implementation-plan")

    assert "Head of community services 1 31 March 2028 31 March 2028" in said
    assert "2027-28 By We will Who answers for it Priority 31 March 2028 Pay helpers in eight villages" in said
    assert (
        "Head of community services, by 31 March 2028 £120,000 a year none: The board pays the helpers itself" in said
    )
    assert "31 March 2029 Helpers in six villages." in said

    directed = edited(DIRECTIONS, "    outcomes: [2]\n", "    outcomes: [2]\n    commitments: [village-helpers]\n")
    assert "£120,000 a year Care at home" in told(directed, "implementation-plan")


def test_a_commitment_without_owner_or_day_is_shown_as_such():
    files = edited("priorities.yaml", "        by: 2028-03-31\n        owner: Head of community services\n", "")
    said = told(files, "implementation-plan")

    assert "Nobody named yet 1 no day set yet no day set yet" in said
    assert "No day is set yet By We will Who answers for it Priority – Pay helpers" in said
    assert "Nobody named yet, no day set yet £120,000 a year" in said


def test_the_market_plan_tells_providers_what_is_wanted_and_never_what_a_contract_is_worth():
    said = told(complete_files(), "market-facilitation-plan")

    for phrase in (
        "Helpers Older people; ",
        "20 people 40 people by 31 March 2030",
        "Alone In teams",
        "Help is near Wester Ross Council and NHS Wester Ross yes",
        "Choice of providers Two providers in each village",
        "Helpers £20.00 hour",
        "Who owns the risk Head of community services",
        "There is a contingency plan, not tested yet.",
    ):
        assert phrase in said, phrase
    worth = complete_files()["registers/procurement.yaml"]
    assert "Helpers Grant 1 April 2027 31 March 2030" in said
    assert "value: 120000" in worth and "120,000" not in said and "120000" not in said


def test_the_market_plan_says_what_is_still_to_write():
    market = "registers/market.yaml"
    said = told(edited(market, "  pricing: Printed each April\n", ""), "market-facilitation-plan")

    assert "How prices are set still to write" in said


def test_the_housing_statement_has_its_five_parts():
    housing = "registers/housing.yaml"
    less = edited(housing, "topic: suitable-homes, arrangement: Done together,", "topic: suitable-homes,")
    less = edited(
        housing, "contacts: {east: Housing officer, west: Housing officer}", "contacts: {east: Adviser}", less
    )
    said = told(less, "housing-contribution-statement")

    assert "Approved 1 November 2026 by Wester Ross Council" in said
    assert "Advice on options Done together Suitable homes still to write Preventative services Done together" in said
    assert "Housing in East Adviser Housing in West nobody named yet" in said
    assert "Care at home Care at home" in said, "the delegated housing function and the line that pays for it"


def test_the_summaries_say_which_characteristics_an_assessment_is_silent_on():
    assessments = "registers/assessments.yaml"
    finding = "      - {characteristic: race, effect: none, finding: Nobody is treated otherwise, sections: [narrative/040-vision.md]}\n"
    said = told(edited(assessments, finding, ""), "impact-summaries")

    assert "Nothing is recorded yet of race." in said
    assert "Age None Nobody is treated otherwise" in said
    assert "20 April 2026 First draft Large print for all." in said
    assert "a screening, which does not count as an assessment" in said
    assert "Article 12 of the UN Convention on the Rights of the Child None Young carers were asked" in said
    assert "Why The area has no island" in said
    assert "Nothing is recorded yet of" not in told(complete_files(), "impact-summaries")


def test_the_final_plan_calls_for_the_page_and_the_financial_statement():
    """A draft is not published with them; the final plan is (s39(1)(a))."""
    stages = complete_files()["stages.yaml"]
    drafted = complete_files() | {"stages.yaml": stages.split("  - {stage: final")[0]}

    assert {"plan-on-a-page", "financial-statement"} <= {*called_for(load(complete_files()))}
    assert not {"plan-on-a-page", "financial-statement"} & {*called_for(load(drafted))}
    assert "financial-statement-2027-28" in [
        each.name for each in chosen(load(complete_files()), called_for(load(complete_files())))
    ]


def before(stage):
    """The files of the full plan with the stages that come before *stage*; with all, where it has not reached that."""
    made = complete_files()
    stages = made["stages.yaml"].split(f"  - {{stage: {stage}")[0]
    return made | {"stages.yaml": stages if "stage:" in stages else "stages: []\n"}


def test_each_stage_has_its_set():
    """The final plan goes out with everything that is recorded, a draft with less, and only the second with a pack."""
    final, draft_2, draft_1 = load(complete_files()), load(before("final")), load(before("draft-2"))

    assert {*called_for(final)} == {*PUBLISHED}
    assert {*called_for(draft_2)} == {"full-plan", "easy-read", "statement-of-consultation", "consultation-pack"}
    assert {*called_for(draft_1)} == {"full-plan", "easy-read", "statement-of-consultation"}
    assert {*CALLED_FOR} == {None, *MADE}


@pytest.mark.parametrize("stage", ["proposals", "draft-1", "draft-2", "final", "in-force"])
def test_every_kind_is_made_or_left_out_for_a_reason(stage):
    """No kind is passed over in silence, none is both, and what is called for can be made."""
    plan = load(before(stage))
    made, missed = {*called_for(plan)}, [each.name for each in left_out(plan)]

    assert {*missed} | made == {each.name for each in KINDS}
    assert len(missed) + len(made) == len(KINDS)
    assert {each.kind.name for each in chosen(plan, made)} == made
    assert all(each.more for each in left_out(plan) if each.reason is not Reason.NAMED)


def test_what_is_not_recorded_is_left_out_with_its_file():
    """A fresh plan lacks what its stage calls for; each file that is named is one that a plan can have."""
    authority = all_authorities()[0]
    period = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
    plan = load_plan(MappingSource(scaffold_new(authority, authority.localities, care_groups()[:3], period)))
    found = {each.name: each for each in left_out(plan)}

    assert called_for(plan) == ("proposals", "full-plan")
    assert (found["easy-read"].reason, found["easy-read"].more) == (Reason.EMPTY, "easy-read/")
    assert found["directions"].more == "registers/directions.yaml"
    assert found["consultation-pack"].more == "at the second draft"
    assert found["glossary"].more == "from the final plan on"
    known = {each.path for each in REGISTERS}
    files = [path for path, _ in RECORDED.values() if path.endswith(".yaml") and not path.startswith("consultation/")]
    assert {*files} <= known


def test_every_document_of_a_plan_without_records_is_made():
    """A plan that has hardly begun makes each of them too, with notes in place of what is not there."""
    authority = all_authorities()[0]
    period = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
    bare = scaffold_new(authority, authority.localities, care_groups()[:3], period, first=False)
    plan = load_plan(MappingSource(bare))
    for wanted in documents_of(plan):
        if wanted.kind.name != "compliance-statement":
            assert document(wanted, plan, COPY, lambda path: b"").chapters, wanted.name


@pytest.mark.parametrize("kind", ["locality-booklet", "care-group-section", "financial-statement"])
def test_what_a_plan_records_stays_text(kind):
    """Whatever is written in a record is printed letter for letter: no Markdown, no code of templates."""
    sly = "{% x %} *maybe* <b> [y](z) #"
    files = edited("localities/east.md", "view: Buses do not fit clinic hours", f"view: '{sly}'")
    files = edited("finance/lines.csv", "Breaks for carers", sly, files)

    assert sly in told(files, named(kind)[0] if kind != "care-group-section" else "care-group-section-carers")
