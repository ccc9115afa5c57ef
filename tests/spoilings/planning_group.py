"""The strategic planning group (s32; SSI 2014/308; guidance 2015 paras 4.4, 4.5 and Annex A (d))."""

from spoiling import Accepted, Edit, Spoiling, record

GROUP = "registers/planning-group.yaml"

SPOILINGS = (
    Spoiling(
        "act-32-1-established-first",
        "the group was set up two days after the proposals",
        GROUP,
        "established: 2016-02-25",
        "established: 2026-03-05",
        words="established: 2026-03-05",
    ),
    Spoiling(
        "act-32-1-a-i-health-board-nominee",
        "the Health Board's nominee is down as nominated by the council",
        GROUP,
        "nominated_by: S08000024",
        "nominated_by: S12000010  # the council",
        words="# the council",
    ),
    Spoiling(
        "act-32-1-a-ii-council-nominee",
        "nothing says who nominated the council's member",
        GROUP,
        "    nominated_by: S12000010\n",
        words="- id: council",
    ),
    Spoiling(
        "act-32-1-b-c-lead-agency-nominee",
        "a lead Health Board's group has no nominee of the council",
        GROUP,
        "seat: council-nominee,",
        "seat: other, reason: Knows housing,",
        words="members:",
        base="lead agency",
    ),
    Spoiling(
        "act-32-1-d-prescribed-groups",
        "nobody holds the seat for health professionals",
        GROUP,
        "    holder: General practitioner, lead of the GP clusters\n",
        words="- id: gp",
    ),
    Spoiling(
        "act-32-1-d-prescribed-groups",
        "the member for health professionals takes the seat next year",
        GROUP,
        record(GROUP, "id: gp"),
        record(GROUP, "id: gp").replace("start: 2025-01-01", "start: 2028-01-01"),
        words="- id: gp",
    ),
    Spoiling(
        "act-32-3-size-and-process",
        "nothing says how many members the group has",
        GROUP,
        "size: 18\n",
        words="established: 2016-02-25",
    ),
    Spoiling(
        "act-32-7-locality-representatives",
        "nobody holds the seat for West under this plan",
        GROUP,
        "    holder: Chair of the West locality planning group\n",
        words="- id: west",
        base="in force",
    ),
    Spoiling(
        "act-32-8-locality-selection",
        "nothing says when the authority selected the member for West",
        GROUP,
        record(GROUP, "id: west"),
        record(GROUP, "id: west").replace("    selected: 2027-02-25\n", ""),
        words="- id: west",
        base="in force",
    ),
    Spoiling(
        "act-32-11-procedure",
        "nothing says when the group's procedure was approved",
        GROUP,
        "procedure_approved: 2025-11-27\n",
        words="procedure: evidence/planning-group-procedure.md",
    ),
    Spoiling(
        "guidance-2015-a-d-support-members",
        "nothing says how long before a meeting papers go out",
        GROUP,
        "papers_lead_days: 10\n",
        words="established: 2016-02-25",
    ),
    Spoiling(
        "guidance-2015-4-4-process-continues",
        "the group has not met for more than half a year",
        GROUP,
        "  - {date: 2029-11-15, about: The report of the review}\n",
        words="meetings:",
        base="reviewed",
    ),
    Spoiling(
        "guidance-2015-4-5-group-reviews-progress",
        "the group has seen no performance paper for a year",
        GROUP,
        ", performance: evidence/performance-2026.md}",
        "}",
        words="meetings:",
        base="reviewed",
    ),
)

ACCEPTED = (
    Accepted(
        "act-32-1-e-other-members",
        "the authority adds a member, and says why",
        (
            Edit(
                GROUP,
                "\nmeetings:\n",
                "  - {id: transport, seat: other, holder: Manager of community transport, start: 2027-03-01, "
                "reason: Few people in the villages can come to a clinic without it}\n\nmeetings:\n",
            ),
        ),
    ),
    Accepted(
        "act-32-4-6-membership-changes",
        "the council removes its nominee and nominates another",
        (
            Edit(
                GROUP,
                "    decision: East Lothian Council, 10 December 2024, item 9\n",
                "    decision: East Lothian Council, 10 December 2024, item 9\n    end: 2027-02-28\n"
                "    ended_by: the nominating body\n    end_reason: The post changed.\n"
                "  - {id: council-2, seat: council-nominee, holder: Head of adult social work, "
                "nominated_by: S12000010, start: 2027-03-01}\n",
            ),
        ),
    ),
    Accepted(
        "act-32-9-shared-representative",
        "one member represents both localities",
        (
            Edit(GROUP, record(GROUP, "id: west"), ""),
            Edit(
                GROUP,
                "    localities: [east-lothian-east]\n    start: 2027-04-01\n",
                "    localities: [east-lothian-east, east-lothian-west]\n    start: 2027-04-01\n",
            ),
        ),
        base="in force",
    ),
    Accepted(
        "act-32-12-expenses",
        "members' expenses are paid",
        (Edit(GROUP, "size: 16\n", "size: 16\nexpenses: yes\n"),),
        base="small",
    ),
)

NOT_SPOILED = {
    "act-32-10-vacancies": "A vacancy undoes nothing (s32(10)): it is a note and never owed, as tests/test_traps.py shows.",
}
