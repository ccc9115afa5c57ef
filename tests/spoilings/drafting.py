"""From proposals through two drafts to the final plan (s33; SSI 2014/283), and information for it (ss34, 37(8))."""

from spoiling import Spoiling, record, unsigned

FIRST, SECOND, THIRD = (f"consultation/{stage}/round.yaml" for stage in ("proposals", "draft-1", "draft-2"))

SPOILINGS = (
    Spoiling(
        "act-33-2-a-proposals",
        "the proposals are gone",
        "narrative/005-proposals.md",
        new=None,
    ),
    Spoiling(
        "act-33-2-b-group-views-on-proposals",
        "nothing says when the group was asked about the proposals",
        FIRST,
        "opened: 2026-03-04\n",
        words="closes: 2026-04-10",
    ),
    Spoiling(
        "act-33-3-a-first-draft-takes-account",
        "a view on the proposals has no answer",
        FIRST,
        "    answer: Agreed, and done in May 2026.\n",
        words="- id: p7",
    ),
    unsigned("act-33-3-a-first-draft-takes-account"),
    Spoiling(
        "act-33-3-b-group-views-on-first-draft",
        "a member of the group was not sent the first draft",
        SECOND,
        "  - {seat: hospice, sent: 2026-06-11, how: e-mail}\n",
        words="asked:",
    ),
    Spoiling(
        "act-33-4-a-second-draft-takes-account",
        "a view on the first draft has no answer",
        SECOND,
        "    answer: Agreed. Travel time is part of the price, and the contracts say so.\n",
        words="- id: f4",
    ),
    unsigned("act-33-4-a-second-draft-takes-account"),
    Spoiling(
        "act-33-4-b-send-to-partners",
        "the second draft did not go to the Health Board",
        THIRD,
        "  - {partner: S08000024, sent: 2026-09-15, how: letter to the chief executive}\n",
        words="asked:",
    ),
    Spoiling(
        "act-33-5-d-send-to-group-representatives",
        "the second draft did not go to staff who are not professionals, the thirteenth group",
        THIRD,
        "  - {consultee: joint-staff-forum, sent: 2026-09-15, how: meeting}\n",
        words="asked:",
    ),
    Spoiling(
        "act-33-4-b-ii-other-recipients",
        "nothing says when it was decided who else gets the second draft",
        THIRD,
        "  decided: 2026-09-01\n",
        words="sent_to:",
    ),
    Spoiling(
        "act-33-4-c-invite-views-in-period",
        "the last day for views on the second draft is not stated",
        THIRD,
        "closes: 2026-11-13\n",
        words="opened: 2026-09-15",
    ),
    Spoiling(
        "act-33-7-finalising-takes-account",
        "a view on the second draft has no answer",
        THIRD,
        "    answer: East Lothian pays for a new nurse.\n",
        words="- id: v10",
    ),
    unsigned("act-33-7-finalising-takes-account"),
    Spoiling(
        "act-33-order-of-stages",
        "there was no first draft",
        "stages.yaml",
        record("stages.yaml", "stage: draft-1"),
        words="- stage: draft-2",
        also=("act-37-8-replacement-full-process",),
    ),
    Spoiling(
        "act-37-8-replacement-full-process",
        "views on the first draft were asked for after the second was made",
        SECOND,
        "opened: 2026-06-11",
        "opened: 2026-09-20",
        words="opened: 2026-09-20",
        also=("act-33-order-of-stages",),
    ),
    Spoiling(
        "act-34-information-for-plan",
        "the Health Board has not given the amount set aside",
        "registers/information-requests.yaml",
        "    met: 2026-12-17\n",
        words="- id: set-aside-amount",
    ),
)
