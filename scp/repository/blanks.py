"""The words in a blank file: what belongs there, and which duty it serves. None of them reaches an output."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

WIDTH = 88


def comment(text: str, indent: int = 0) -> list[str]:
    """*text* as lines of YAML comment."""
    lead = " " * indent + "# "
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )


def markdown_note(paragraphs: Iterable[str]) -> list[str]:
    """*paragraphs* as one HTML comment; those that begin with a dash are items of a list."""
    lines = ["<!--"]
    for each in paragraphs:
        lines += textwrap.wrap(
            each,
            WIDTH,
            subsequent_indent="  " if each.startswith("- ") else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return [*lines, "-->"]


README = """\
# {title}

This folder is the plan. Everything in it is plain text that any editor opens, and every
document - the full plan, the easy-read summary, the drafts - is made from it.

Go through it in this order:

1. `plan.yaml` - who plans what, for when; the scheme, the posts, whom the public asks.
2. `registers/planning-group.yaml` - the strategic planning group. It must be set up
   before the proposals are made.
3. `narrative/` - the parts that speak for the whole area. `005-proposals.md` is what the
   planning group sees first.
4. `localities/` and `care-groups/` - one file each. The figures that are published are
   there already; where one is missing, the file says why.
5. `registers/functions.yaml` - the functions that the integration scheme delegates.
6. `consultation/` - who was asked, what they said, and the answer.

Notes in the files say what belongs where, and which duty of the law it serves. In the
`.md` files they stand between `<!--` and `-->`, in the `.yaml` files after `#`. They are
never printed, and may stay or go. `[]` is an empty list: take it out when you write the
first entry below it.

In a terminal, in this folder:

    scp status          where the plan stands
    scp check           what it still owes to the law and its guidance
    scp build           make the documents, in build/
    scp save            keep what was changed
    scp draft plan      what the next stage needs
    scp draft advance   reach the next stage, once it has been decided

More files come when they are needed: each stage adds what the next one asks for.

Never write the name of a person who uses services, or of a carer, into these files: they
are kept for good. Write posts, organisations and kinds of people.

This file is for you: change it as you like, or remove it.
"""

SECTIONS: dict[str, tuple[str, ...]] = {
    "proposals": (
        "Say in a page or two:",
        "- which services and which groups of people the plan should cover;",
        "- how it should be arranged: by priority, by care group, by outcome;",
        "- how the area should be divided into localities, and why so (2014 Act s29(3)(a));",
        "- which questions matter most, and what is open;",
        "- who should be asked, and when.",
        "The planning group's views on it and the answers go in consultation/proposals/round.yaml.",
    ),
    "foreword": ("Sign it with the posts. Write it last.",),
    "summary": (
        "Say what will be different for people, what the priorities are, what happens in each "
        "locality, how much money there is, and how to say "
        "what you think. Figures come from the plan: write {{ plan.start }}, {{ "
        "localities.population }} or {{ finance.total }} and the number "
        "stands there.",
    ),
    "introduction": (
        "- What this plan is, in two sentences.",
        "- Which services it covers; the list itself comes from registers/functions.yaml.",
        "- Who made it, and who decides.",
        "- Which plan it follows, and what that one achieved.",
    ),
    "vision": (
        "- What will an ordinary day be like for people, carers and staff if the plan works?",
        "- What has to change in how we work, and not only in what we provide?",
        "- How will we know? Name the national outcomes that matter most.",
        "Keep it to one page: the easy-read summary gives it too (2015 guidance para 6.5).",
    ),
    "case-for-change": (
        "- Who lives here: ages, health, deprivation, carers, and how that will change in ten years.",
        "- How localities differ. Their figures stand in the files of localities/.",
        "- What services there are, how well they do, and what they cost.",
        "- What happens if nothing changes.",
        "- Where each figure comes from. Papers go in evidence/.",
    ),
    "context": (
        "- The law and the national policy that matter here; no history.",
        "- The local plans that this one must fit with: registers/local-plans.yaml lists them, this "
        "section says what follows from them.",
        "- Services shared with other areas (2014 Act s30): registers/shared-services.yaml.",
    ),
    "engagement": (
        "- Who was asked, how, and how many took part; counts and never names.",
        "- What people said, in their words where you can.",
        "- What changed because of it, and what did not and why.",
        "The rounds themselves are kept in consultation/ and printed as the statement of "
        "consultation (2014 Act s35(2)).",
    ),
    "priorities": (
        "- How they were chosen, from which evidence, and who took part.",
        "- What was considered and left out, and why.",
        "- How they serve the nine national outcomes and the delivery principles (2014 Act ss29(2)(b), 31).",
    ),
    "localities": (
        "- How the area is divided and why these are natural communities (localities guidance 2015 para 6.2).",
        "- How each locality has a say in how money is spent there (localities guidance 2015 para 6.1).",
        "The area must be divided into two or more localities.",
    ),
    "care-groups": (
        "- Why these groups, and where people who belong to several find themselves.",
        "- Who is planned for in another paper, and which (2015 guidance para 2.3).",
    ),
    "hospital": (
        "- Which hospital services are in scope, and how much they are used: beds, days, emergency admissions.",
        "- The amount set aside, and how it will move as care moves out of hospital.",
        "- Who else uses the hospital, and how this was agreed with them.",
    ),
    "housing": (
        "- What people need from their homes, now and in ten years.",
        "- What housing services and associations will do, with which money.",
        "The housing contribution statement can be this section or a paper in evidence/.",
    ),
    "workforce": (
        "- How many people work in which kinds of job, for whom, and how many posts are empty.",
        "- Which skills will be needed, and where they will come from.",
        "- How staff have a say, and how they are supported (national outcome 8).",
    ),
    "market": (
        "- What we will want to buy more of, less of, and differently.",
        "- What providers can rely on: prices, length of contracts, how we talk to each other.",
        "- What happens to people when a provider fails.",
    ),
    "money": (
        "- Where the money comes from and what it goes to now.",
        "- What will change in each year, what will be spent less on, and how the gap is closed.",
        "- Which amounts are not settled yet.",
        "The figures themselves go in finance/lines.csv, so that every table agrees.",
    ),
    "governance": (
        "- The group that watches over quality and safety, and who sits on it by post.",
        "- The lead officers for health professions and social work.",
        "- How a worry reaches the board.",
    ),
    "performance": (
        "- How often progress is looked at, by whom, and where people can read it.",
        "- What happens when a measure goes the wrong way.",
        "- Which things cannot be measured yet.",
        "Baselines and targets stand with each priority in priorities.yaml.",
    ),
    "next-steps": (
        "- Who puts the plan into effect, and through which directions (2014 Act s26).",
        "- The yearly financial statement and the yearly performance report (2014 Act ss39, 42).",
        "- When the plan will be reviewed: within three years (2014 Act s37).",
    ),
}

CARE_GROUP = (
    "- Who they are, how many, and how that will change.",
    "- What they told us matters to them.",
    "- What there is now, what works and what does not.",
    "- What will be different by the end of the plan, and what will stop.",
    "- Which national outcomes it serves.",
)

PLANNING_GROUP = """\
# The strategic planning group (2014 Act s32; SSI 2014/308). It must be set up before the
# proposals are made. Write posts, organisations and what people bring; never the name of
# a person who uses services or of a carer.

# The day on which the authority set up the group (s32(1)).
established:
# How many members the authority decided on (s32(3)(a)).
size:
# How members are appointed, removed and replaced (s32(3)(b)).
appointment:
# The decision that settled both.
decision:
# The paper that sets out the group's procedure, for example evidence/procedure.pdf, and
# the day on which it was approved (s32(11)).
procedure:
procedure_approved:
# Are members' expenses paid? yes or no (s32(12)).
expenses:
# How members are helped to take part (2015 guidance Annex A (d)).
support:
# How many days before a meeting its papers go out.
papers_lead_days:

# Each seat. Fill in holder (the post, organisation or kind of person), start (their first
# day, as in 2026-03-01) and decision. When somebody leaves, add end, ended_by and
# end_reason below, and a new entry for who follows; filling says what is being done about
# an empty seat. An empty seat does not undo what the group does (s32(10)).
members:
"""

PLANNING_GROUP_END = """\
  # The authority may add others it thinks right, for example council housing (s32(1)(e)):
  # - id: council-housing
  #   seat: other
  #   holder: Head of Housing
  #   start: 2026-03-01
  #   reason: The council is the largest landlord of the area.
  # While the plan runs, somebody must stand for each locality; one person may stand for
  # several (s32(7)-(9)):
  # - id: for-the-east
  #   seat: locality-representative
  #   localities: [the-id-of-the-locality]
  #   holder: Chair of the locality planning group
  #   selected: 2027-03-01

# Its meetings (2015 guidance Annex A (d)), for example:
#  - date: 2026-03-12
#    papers_sent: 2026-03-03
#    about: The proposals.
meetings: []
"""

CONSULTEES = """\
# Everybody who is asked about the plan, by organisation, group or role; never a private
# person's name. For example:
#  - id: carers-centre
#    name: Carers Centre
#    group: consultee-care-carers
#    why_representative: Its 1,900 members care for people in every locality.
#    established: established      (or new: a way of asking that was not there before)
#    third_sector_interface: no
#
# The second draft must go to people who represent each of these groups (2014 Act
# s33(5)(d); SSI 2014/283). Existing groups of users, carers and advocates should be
# used, and the third sector interface (2015 guidance Annex A (d)).
"""

CONSULTEES_END = """\
consultees: []
"""

FUNCTIONS = """\
# The functions that the integration scheme delegates (2014 Act ss1, 29(2)(a), 60). The
# plan must set out arrangements for every one of them. Copy them from the scheme's
# annexes, for example:
#  - id: care-at-home
#    name: Services under section 12A of the Social Work (Scotland) Act 1968
#    delegated_by: S12000000       (the code of the body, below)
#    enactment: Social Work (Scotland) Act 1968 s12A
#    funding: integrated           (or set-aside)
#    scope: social-care            (or primary, community, hospital)
#    extra:                        (children or justice, where it goes beyond adults)
#    minimum: yes                  (no where it need not have been delegated)
#
# The bodies that delegate:
{codes}

# The annex of the scheme that lists them.
scheme:
# The day on which the list below was last compared with the scheme.
checked:
functions: []
# Services that the plan leaves out, so that nobody loses sight of them, for example:
#  - service: Schools
#    owner: The council
#    link: The children's services plan; the two teams meet each month
out_of_scope: []
# Where none is left out: the reason.
all_in_scope:
"""

INFORMATION_REQUESTS = """\
# Information asked of the council and the Health Board. They must give what is reasonably
# needed to prepare the plan (2014 Act s34). For example:
#  - id: bed-days
#    kind: plan                    (or review, performance, direction)
#    holder: S08000000             (the code of the body, below)
#    what: Unplanned bed days by locality and age, five years
#    asked: 2026-03-02
#    due: 2026-04-10
#    met: 2026-04-08
#    power: s34                    (or s49, where it is shared in spite of confidence:)
#    confidential: no
#    data_protection:              (the day on which that was checked)
#
# The bodies:
{codes}
information_requests: []
"""

GROUP_ROUND = """\
# The planning group's views on {about} ({source}).

# The day on which its views were asked for, and the last day for them.
opened:
closes:
# Why that length is right; the Act sets none.
period_reason:
# Who was asked: each seat of registers/planning-group.yaml, with the day and how (e-mail,
# post, meeting). Where somebody says that they have nothing to say, add no_views and the
# day. Take out the seats that nobody held.
"""

ROUND_END = """\
# Ways in which people could take part (2015 guidance para 4.2), for example:
#  - kind: meeting                 (or written, focus-group, questionnaire, online, interactive)
#    about: A morning on {about}
#    date: 2026-03-12
#    people: 18                    (a count, never names)
methods: []
# Each view and its answer (2014 Act s33), for example:
#  - id: v1
#    source: Third sector          (a seat, organisation or kind of person)
#    date: 2026-03-12
#    view: Carers need a break before they break down.
#    theme: Carers
#    answer: We agree; short breaks are now a priority.
#    effect: changed               (or part, not-changed, out-of-scope)
#    sections: [narrative/040-vision.md]
views: []
# What was done to get views, where nobody gave any.
no_views_reason:
# A few sentences on this round for the statement of consultation (2014 Act s35(2)).
summary:
"""

ENGAGEMENT_PLAN = """\
# The plan for asking people, which should be agreed early (2015 guidance Annex A (e)): the
# paper, the day it was agreed, who should be reached, and who faces barriers, each with
# the help given.
engagement_plan:
  paper:
  agreed:
  audiences: []
  barriers: []
"""

SECOND_DRAFT_ROUND = """\
# The consultation on the second draft (2014 Act s33(4)-(6)).

# The day on which views were asked for, and the last day for them (s33(4)(c)).
opened:
closes:
# Why that length is right; the Act sets none.
period_reason:
# What is asked. The form of the consultation pack is made of it, and imported answers are counted by it. For example:
#  - id: vision
#    text: What do you think of our vision?
#    easy: Is our dream a good one?   (the question in easy read)
#  - id: agree
#    text: Do you agree with our priorities?
#    kind: one                     (or several, scale; text in one's own words where none is named)
#    choices: [All of them, Some of them, None of them]
questions: []
# Everybody to whom the draft was sent, with the day and how. It must go to each council
# and the Health Board, and to people who represent each of the thirteen prescribed groups
# (SSI 2014/283). First write them into registers/consultees.yaml, then take out the signs
# # before their entry here and fill in the id.
asked:
"""

OTHERS = """\
# Who else gets the draft because the authority thinks it right (s33(4)(b)(ii)): the day it
# was decided, and to whom, or why to nobody.
others:
  decided:
  sent_to: []
  none_because:
"""

PRIORITIES = """\
# The strategic priorities, in order (2015 guidance para 6.2). Everything else in the plan
# links to them. For example:
#  - id: care-at-home
#    title: Care at home, when people want it
#    statement: More people are well enough supported to stay in their own home.
#    outcomes: [2, 4]              (national outcomes by number, 2014 Act s29(2)(b))
#    care_groups: [older-people]   (all groups where none is named)
#    localities: []                (all localities where none is named)
#    lines: [home-care]            (ids of finance/lines.csv)
#    measures:
#      - indicator: ni-18
#        kind: activity
#        baseline: 62% in 2025
#        target: 70% in 2030
#    commitments:
#      - id: evening-team
#        text: Set up an evening care team in every locality.
#        by: 2028-03-31
#        owner: Head of Community Care
#        care_groups: [older-people]
#        kinds: [prevention]       (or community-capacity, culture, workforce, invest, disinvest)
#    cycle:                        (2015 guidance para 4.1)
#      analyse: What was looked at.
#      plan: What was chosen, and from which options.
#      do: How it will be put into effect.
#      review: How and when it will be looked at again.
#    story: Jean gets her tea when she wants it.
priorities: []
"""

FACTS = """\
# Numbers, names and days that are said in several places: say them once here, and write
# {{ hospital-beds }} in the text. For example:
#  - id: hospital-beds
#    value: 118
#    unit: beds                    (or £, %, £ million)
#    label: Staffed beds in the community hospitals
#    source: NHS Board bed census
#    date: 2026-03-31
facts: []
"""

GLOSSARY = """\
# Hard words and what they mean; printed at the end of the documents. For example:
#  - term: Set aside
#    meaning: Money for hospital services that the plan covers but the board does not pay directly.
#    easy: Money kept for hospital care.
terms: []
"""

SHARED_SERVICES = """\
# Services, buildings and resources that other authorities use as well. The plan must have
# regard to the effect on them (2014 Act s30(3)). For example:
#  - id: stroke-unit
#    service: Regional stroke unit
#    host: NHS Board
#    other_plans:
#      - authority: The neighbouring integration joint board
#        start: 2026-04-01
#        end: 2029-03-31
#    effect: Ten more people a year go home a week earlier.
#    contact: Its Head of Planning
#    contacted: 2026-05-04
#    considered: They plan for the same change.

# Why no service is shared, where none is.
none_because:
shared_services: []
"""

ATTESTATIONS = """\
# Judgements that a person signed for. Make them with `scp attest ID`, which writes the
# fingerprint: when what was signed for changes, check says so.
attestations: []
"""

WAIVERS = """\
# Departures from guidance, each with its reason, the post that answers for it and the last
# day on which it counts. Make them with `scp waive ID`. The law cannot be waived.
waivers: []
"""

PRINCIPLES = """\
# How regard is had to the main purpose and the delivery principles (2014 Act ss30(2)(a),
# 31(1)). For each: where the plan answers it, for example [narrative/040-vision.md], and
# what will be done to give effect to it.
principles:
"""

LOCAL_PLANS = """\
# The other plans that this one must fit with (2015 guidance Annex A (b)). For each kind:
# its title, whose plan it is, its first and last day, and where the two meet (fit); or
# none_because, where there is no such plan. Copy an entry where there are several, and
# give the copy an id of its own.
local_plans:
"""

PUBLICATION = """\
# Where and when the plan was published (2014 Act s35).

# The day on which the plan was published (s35(1)), and where it can be read.
published:
url:
# The day on which the statement of consultation was published; it goes with the plan
# (s35(2)).
statement_published:
# The day on which the annual financial statement was published (s39(1)). A first one goes
# with a first plan.
financial_statement_published:
# Why publication took more than four weeks from the final decision, where it did.
delay_reason:
# Where the implementation plan is, or the decision not to have one.
implementation_plan:
# The day on which a person tested pages and documents for accessibility, who did, what they
# found, and where the website's statement is (SI 2018/852).
accessibility_tested:
accessibility_tested_by:
accessibility_report:
accessibility_statement:
# Impact assessments of registers/assessments.yaml that are published with the plan, or the
# reasons why there is none (SSI 2012/162 reg 5(4); Islands (Scotland) Act 2018 s8(4)). For example:
#  - {assessment: equality, published: 2027-03-11, url: https://www.example.org/equality}
assessments: []
# Formats that people can have, for example:
#  - format: Large print
#    offered: on request           (or yes, no)
formats: []
"""

DECISIONS = """\
# Decisions on services that were taken outside the making of a plan (2014 Act ss36, 41).
# For example:
#  - id: day-centre
#    title: Move the day centre to the library
#    decided: 2028-02-10
#    decided_by: The board
#    reference: Minute 7
#    significant: yes              (might it significantly affect a service? s36(1))
#    significant_reason: Forty people use it every day.
#    within_plan_revision: no      (was it part of revising the plan?)
#    within_reason: The lease ended.
#    change: permanent             (or temporary, none)
#    localities: []                (where a service might be significantly affected, s41)
#    localities_reason: All who go there live in the town and go on living there.
#    group_views:
#      asked: 2028-01-08
#      views: In favour, if there is a bus.
#      answer: The bus was arranged.
#    involvement:
#      - who: People who use the centre
#        users: current            (or prospective, both)
#        action: Two meetings at the centre
#        date: 2028-01-15
decisions: []
"""

REVIEWS = """\
# Reviews of how well the plan works. One must be finished within three years (2014 Act
# s37). For example:
#  - id: first-review
#    kind: statutory               (or additional)
#    opened: 2029-06-01
#    completed:
#    principles: {}                (a finding for each, by its id: principle-i to principle-xii)
#    outcomes: {}                  (a finding for each, by its number)
#    indicators: The core indicators of September 2029
#    replace_plan:                 (yes or no, s37(3))
#    decided:
#    decision:
reviews: []
"""

EASY_READ = (
    (
        "about",
        "About this plan",
        "Say that this is a summary, of which plan, who made it, and where the full plan is.",
    ),
    ("vision", "What we want", "The vision in everyday words (2015 guidance para 6.5)."),
    ("priorities", "What we will do", "Each priority: what will be different for people."),
    ("people", "What will change for you", "Each care group: what will be different for people in it."),
    ("localities", "Where you live", "Each locality: what will change there."),
    ("money", "Our money", "How much there is, and what it will be spent on."),
    ("have-your-say", "Have your say", "What people can say, how, by when, and who helps them."),
    ("next", "What happens next", "The next steps, with their days."),
    ("contact", "How to reach us", "Telephone, e-mail and letters; other formats and languages."),
    ("words", "Hard words", "Each hard word of this summary, and what it means."),
)

EASY_READ_NOTE = (
    "Easy read is a picture on the left and one to three short sentences beside it, a sentence a line:",
    "    ![What the picture shows](pictures/house.svg)",
    "    We help you to live in your own home.",
    "    You choose who helps you.",
    "Pictures go in easy-read/pictures/, each with its licence in easy-read/pictures.yaml. People "
    "with a learning disability should take part in "
    "making and checking it.",
)

PICTURES = """\
# The right to use each picture of easy-read/pictures/. For example:
#  - file: house.svg
#    shows: A house with a garden
#    source: Our own drawing
#    licence: CC0
pictures: []
"""

REGISTERS = {
    "priorities": PRIORITIES,
    "facts": FACTS,
    "glossary": GLOSSARY,
    "pictures": PICTURES,
    "shared-services": SHARED_SERVICES,
    "decisions": DECISIONS,
    "reviews": REVIEWS,
    "publication": PUBLICATION,
    "attestations": ATTESTATIONS,
}
"""The blank files of registers that are written by hand, and not made from the model."""
