"""Impact assessments of every kind, and the other duties that bear on the plan."""

from datetime import date

from spoiling import ATTESTATIONS, BASES, Base, Edit, Spoiling, base, record, spoil, unsigned

from scp.model.stage import Stage

ASSESSMENTS, DUTIES, THEMES = "registers/assessments.yaml", "registers/wider-duties.yaml", "registers/themes.yaml"
PUBLICATION, LOCAL_PLANS = "publication.yaml", "registers/local-plans.yaml"
YEARLY, BEST_VALUE = "registers/yearly-reports.yaml", "registers/best-value.yaml"
EAST = "localities/east-lothian-east.md"
MISSING = (
    "act-equality-149-due-regard",
    "act-equality-1-fairer-scotland",
    "act-uncrc-6-compatibility",
    "act-consumer-21-23-duty",
    "regs-psed-5-1-3-assess",
)
EQUALITY = "title: Equality impact assessment of the plan\n    duty: equality\n    kind: assessment\n"


def id_of(id):
    """What publication.yaml says of the assessment *id*."""
    address = {
        "equality": "equality-impact-assessment",
        "fairer-scotland": "fairer-scotland-assessment",
        "consumers": "consumer-duty",
    }[id]
    return f'{{assessment: {id}, published: 2027-03-11, url: "https://example.org/east-lothian/{address}"}}'


def islands():
    """The worked example as that of an authority with islands, which took the view that no assessment is needed."""
    sample = base("sample")
    edits = (
        Edit("plan.yaml", "code: S37000010", "code: S37000020"),
        Edit(ASSESSMENTS, "kind: no-islands", "kind: not-needed\n    paper: evidence/equality-impact-summary.md"),
        Edit(PUBLICATION, "assessments:\n", "assessments:\n  - {assessment: islands, published: 2027-03-11}\n"),
    )
    return Base(spoil(sample.files, edits), sample.stage, sample.day)


BASES["islands"] = islands

SPOILINGS = (
    Spoiling(
        "act-equality-149-due-regard",
        "the equality assessment says nothing of religion or belief",
        ASSESSMENTS,
        "      - characteristic: religion-or-belief\n        effect: none\n        finding: People are asked about faith when "
        "care at home is arranged, as now. No other difference was found.\n",
        more=(
            Edit(
                ASSESSMENTS,
                "    findings:\n      - characteristic: age\n",
                "    findings:  # on equality\n      - characteristic: age\n",
            ),
        ),
        words="# on equality",
    ),
    Spoiling(
        "act-equality-149-due-regard",
        "nothing says what is done for people of another age, who are worse off",
        ASSESSMENTS,
        "        response: Beds stop closing if delays rise for two quarters together.\n",
        words="- characteristic: age",
    ),
    unsigned("act-equality-149-due-regard"),
    Spoiling(
        "act-equality-1-fairer-scotland",
        "the Fairer Scotland assessment was completed after the plan was decided",
        ASSESSMENTS,
        "completed: 2027-02-11",
        "completed: 2027-03-01",
        words="completed: 2027-03-01",
        stage=Stage.PUBLISHED,
    ),
    Spoiling(
        "act-equality-1-fairer-scotland",
        "it is only screened",
        ASSESSMENTS,
        "    duty: fairer-scotland\n    kind: assessment\n",
        "    duty: fairer-scotland\n    kind: screening\n",
        words="assessments:",
        also=("act-fairer-scotland-publish",),
    ),
    unsigned("act-equality-1-fairer-scotland"),
    Spoiling(
        "act-fairer-scotland-publish",
        "the assessment came out after the plan",
        PUBLICATION,
        id_of("fairer-scotland"),
        "{assessment: fairer-scotland, published: 2027-03-12}",
        words="assessment: fairer-scotland",
        day=date(2027, 3, 13),
        also=("guidance-refreshed-c-impact-assessments",),
    ),
    Spoiling(
        "act-islands-7-8-assessment",
        "a mainland board says nothing of islands",
        ASSESSMENTS,
        record(ASSESSMENTS, "id: islands"),
        words="assessments:",
    ),
    Spoiling(
        "act-islands-7-8-assessment",
        "nothing says how it is known that there are no islands",
        ASSESSMENTS,
        "    reason: >-\n      Nobody lives on Fidra, the Lamb, Craigleith or the Bass Rock, the islands off our coast, so that "
        "there is no island community\n      in the area (Islands (Scotland) Act 2018 s1).\n",
        words="- id: islands",
    ),
    Spoiling(
        "act-islands-8-4-explanation",
        "an authority with islands made no assessment and published no reasons",
        PUBLICATION,
        "  - {assessment: islands, published: 2027-03-11}\n",
        words="assessments:",
        base="islands",
    ),
    Spoiling(
        "act-uncrc-6-compatibility",
        "the screening names no article of the Convention",
        ASSESSMENTS,
        "    findings:\n      - article: 3\n",
        "    findings:  # on children\n      - people: Young carers\n",
        more=tuple(
            Edit(ASSESSMENTS, f"      - article: {number}\n", "      - people: Children\n") for number in (12, 24, 31)
        ),
        words="# on children",
    ),
    Spoiling(
        "act-uncrc-6-compatibility",
        "an article is named that the Convention's rights do not have",
        ASSESSMENTS,
        "article: 31",
        "article: 54",
        words="article: 54",
    ),
    unsigned("act-uncrc-6-compatibility"),
    Spoiling(
        "act-carers-31-33-strategy-link",
        "the carer strategy is to be reviewed more than three years after it came out",
        LOCAL_PLANS,
        "review_by: 2029-03-29",
        "review_by: 2029-04-30",
        words="review_by: 2029-04-30",
    ),
    Spoiling(
        "act-carers-31-33-strategy-link",
        "the section on carers is not tied to the strategy",
        LOCAL_PLANS,
        "    sections: [care-groups/carers.md]\n    commitments: [link-workers",
        "    sections: [care-groups/older-people.md]\n    commitments: [link-workers",
        words="sections: [care-groups/older-people.md]",
    ),
    Spoiling(
        "act-carers-31-2-strategy-content",
        "the strategy says nothing of young carers",
        LOCAL_PLANS,
        "      young-carers: Chapter 8, Young carers\n",
        words="contents:",
        base="in force",
    ),
    Spoiling(
        "act-carers-31-2-strategy-content",
        "nothing says whether the duty is delegated",
        DUTIES,
        "    delegated: yes\n    functions: [carer-information]\n",
        words="- id: carers",
        base="in force",
        also=("guidance-refreshed-a-wider-duties",),
    ),
    Spoiling(
        "act-consumer-21-23-duty",
        "no assessment looks at consumers",
        ASSESSMENTS,
        "    duty: consumer\n    kind: assessment\n",
        "    duty: consumer\n    kind: screening\n",
        words="assessments:",
    ),
    Spoiling(
        "act-consumer-21-23-duty",
        "the statement on consumers did not come out within a year",
        YEARLY,
        "    published: 2028-10-26\n",
        words="- id: consumer-2027-28",
        base="review",
    ),
    unsigned("act-consumer-21-23-duty"),
    Spoiling(
        "act-staffing-3-care-from-others",
        "the section on providers does not meet the staffing principles",
        DUTIES,
        "sections: [narrative/140-market.md, narrative/130-workforce.md]",
        "sections: [narrative/130-workforce.md]",
        words="sections: [narrative/130-workforce.md]",
        base="in force",
    ),
    Spoiling(
        "act-staffing-3-care-from-others",
        "a year has no report on staffing",
        YEARLY,
        record(YEARLY, "id: staffing-2027-28", "review"),
        words="yearly_reports:",
        base="review",
    ),
    unsigned("act-staffing-3-care-from-others", "in force"),
    Spoiling(
        "act-climate-44-duty",
        "nothing says how the plan helps people to adapt",
        THEMES,
        "    adaptation: Neighbourhood teams keep one list of people to call on in heat, floods and storms, with who has a "
        "key.\n",
        words="- id: climate",
    ),
    Spoiling(
        "act-climate-44-duty",
        "no commitment carries it out",
        THEMES,
        "    commitments: [care-at-home-blocks, one-team, days-out-of-buildings, rural-transport]\n",
        words="- id: climate",
    ),
    Spoiling(
        "act-best-value-duty",
        "the statement says nothing of economy",
        BEST_VALUE,
        record(BEST_VALUE, "id: economy"),
        words="parts:",
    ),
    Spoiling(
        "act-best-value-duty",
        "somebody else than the section 95 officer signed",
        ATTESTATIONS,
        "    who: Chief Finance Officer\n    date: 2027-02-25\n    evidence: [registers/best-value.yaml",
        "    who: Head of Procurement\n    date: 2027-02-25\n    evidence: [registers/best-value.yaml",
        words="who: Head of Procurement",
    ),
    unsigned("act-best-value-duty"),
    Spoiling(
        "act-children-planning-partner",
        "nobody looked up whether the Act of 2026 is in force",
        DUTIES,
        "children_lead_body_in_force: no\n",
        words="children_lead_body_checked: 2026-05-04",
    ),
    Spoiling(
        "act-children-planning-partner",
        "the children's services plan is said not to exist",
        LOCAL_PLANS,
        "    title: Children and Young People's Services Plan 2026-2029\n",
        "    none_because: It is being written\n",
        words="none_because: It is being written",
    ),
    Spoiling(
        "act-community-planning-partner",
        "an area partnership is not tied to its plan",
        EAST,
        "Dunbar and East Linton area partnership, overlap: whole, plan: area-plans",
        "Dunbar and East Linton area partnership, overlap: whole",
        words="Dunbar and East Linton area partnership, overlap: whole",
    ),
    Spoiling(
        "act-community-planning-partner",
        "the local outcomes improvement plan has no owner",
        LOCAL_PLANS,
        "    owner: East Lothian community planning partnership\n",
        words="- id: outcomes-plan",
        also=("guidance-2015-a-b-local-policies",),
    ),
    Spoiling(
        "regs-psed-5-1-3-assess",
        "nothing came of the assessment before the second draft was made",
        ASSESSMENTS,
        "      - date: 2026-06-02\n",
        "      - date: 2026-10-02\n",
        more=(Edit(ASSESSMENTS, "      - date: 2026-09-01\n", "      - date: 2026-10-09\n"),),
        words="- date: 2026-10-02",
    ),
    Spoiling(
        "regs-psed-5-1-3-assess",
        "a piece of evidence has no day",
        ASSESSMENTS,
        '"Village hall meetings in Gifford and Innerwick, 64 people", date: 2025-11-18',
        '"Village hall meetings in Gifford and Innerwick, 64 people"',
        words="Village hall meetings",
    ),
    unsigned("regs-psed-5-1-3-assess"),
    Spoiling(
        "regs-psed-5-4-publish",
        "the results of the equality assessment are not published",
        PUBLICATION,
        f"  - {id_of('equality')}\n",
        words="assessments:",
        also=("guidance-refreshed-c-impact-assessments",),
    ),
    Spoiling(
        "regs-psed-5-6-screening-not-enough",
        "equality was screened and not assessed",
        ASSESSMENTS,
        EQUALITY,
        EQUALITY.replace("kind: assessment", "kind: screening  # one page"),
        words="# one page",
        also=("regs-psed-5-1-3-assess", "regs-psed-5-4-publish"),
    ),
    Spoiling(
        "regs-psed-5-5-review",
        "the assessment is looked at again only after the plan is",
        ASSESSMENTS,
        "review_by: 2030-02-28",
        "review_by: 2030-04-01",
        words="review_by: 2030-04-01",
        base="in force",
    ),
    Spoiling(
        "regs-climate-report-8-months",
        "a report was not sent by 30 November",
        YEARLY,
        "    sent: 2029-11-20\n",
        words="- id: climate-2028-29",
        base="review",
    ),
    Spoiling(
        "regs-climate-report-8-months",
        "the year that ended has no entry",
        YEARLY,
        record(YEARLY, "id: climate-2027-28", "in-force"),
        words="yearly_reports:",
        base="in-force",
    ),
    Spoiling(
        "regs-web-accessibility",
        "the words of a link do not say where it leads",
        "narrative/060-context.md",
        "The full list, with owners and dates, is in the register of other plans.",
        "The full list, with owners and dates, is [here](https://example.org/plans).",
        words="is [here]",
        also=("act-30-3-effect-on-other-authorities",),
    ),
    Spoiling(
        "regs-web-accessibility",
        "no person tested the pages",
        PUBLICATION,
        "accessibility_tested: 2027-03-09\n",
        words="published: 2027-03-11",
    ),
    Spoiling(
        "guidance-refreshed-c-impact-assessments",
        "an assessment is still a draft when the plan is made final",
        ASSESSMENTS,
        "    status: done\n    completed: 2027-02-09\n",
        "    status: draft\n    completed: 2027-02-09\n",
        words="status: draft",
    ),
    Spoiling(
        "guidance-refreshed-1-inequalities",
        "a need has no figure for the least deprived places",
        THEMES,
        "        least_deprived: 265.2\n",
        words="- need: Hospital admissions linked to alcohol per 100,000 people",
    ),
    Spoiling(
        "guidance-refreshed-a-alcohol-drugs",
        "no commitment carries out the partnership's strategy",
        LOCAL_PLANS,
        "    commitments: [west-clinic, peer-workers]\n",
        words="- id: alcohol-drugs",
    ),
    Spoiling(
        "guidance-refreshed-a-wider-duties",
        "a delegated duty does not say by which function",
        DUTIES,
        "    functions: [addiction]\n",
        words="- id: alcohol-drugs",
    ),
    Spoiling(
        "guidance-refreshed-a-wider-duties",
        "the plan named for a duty is of another kind",
        DUTIES,
        "    plan: carers\n",
        "    plan: justice  # and not carers\n",
        words="# and not carers",
    ),
    Spoiling(
        "response-2012-wider-services",
        "transport is left out",
        "registers/contributions.yaml",
        record("registers/contributions.yaml", "id: transport"),
        words="contributions:",
    ),
)
