"""Talking with people throughout, and answering others' consultations (2015 guidance; review of 2019, 6(i))."""

from spoiling import Edit, Spoiling, record

from scp.model.stage import Stage

LOG, RESPONSES = "registers/engagement-log.yaml", "registers/consultation-responses.yaml"

SPOILINGS = (
    Spoiling(
        "guidance-2015-2-2-stakeholders-throughout",
        "nobody took part in publishing the plan",
        LOG,
        "    date: 2027-03-04\n    phase: publication\n",
        "    date: 2027-03-04\n    phase: delivery\n",
        words="entries:",
        base="in force",
        stage=Stage.IN_FORCE,
    ),
    Spoiling(
        "guidance-2015-2-2-stakeholders-throughout",
        "the talk on publishing the plan was held before the plan was final",
        LOG,
        "    date: 2027-03-04\n",
        "    date: 2027-02-04\n",
        words="date: 2027-02-04",
        base="in force",
        stage=Stage.IN_FORCE,
    ),
    Spoiling(
        "guidance-2015-4-2-transparent-dialogue",
        "nothing says whether views on the first draft were made public",
        "consultation/draft-1/round.yaml",
        "responses_published: 2026-09-15\n",
        words="opened: 2026-06-11",
        stage=Stage.PUBLISHED,
    ),
    Spoiling(
        "guidance-2015-a-f-not-a-conclusion",
        "options were scored before people saw them",
        LOG,
        "        scored: 2026-05-19\n",
        "        scored: 2026-04-19\n",
        words="date: 2026-05-06",
    ),
    Spoiling(
        "msg-6-i-community-engagement",
        "nobody was talked with outside the rounds for a year and a half",
        LOG,
        record(LOG, "id: launch"),
        "",
        words="entries:",
        more=(
            Edit(LOG, record(LOG, "id: carers-december")),
            Edit(LOG, record(LOG, "id: easy-read-proofs")),
            Edit(LOG, "    date: 2026-08-05\n", "    date: 2026-06-20\n"),
            Edit(LOG, "    date: 2026-08-20\n", "    date: 2026-07-02\n"),
            Edit(LOG, "    date: 2026-05-14\n", "    date: 2026-05-10\n"),
        ),
        base="in force",
        also=("guidance-2015-2-2-stakeholders-throughout", "guidance-2015-4-2-transparent-dialogue"),
        stage=Stage.IN_FORCE,
    ),
    Spoiling(
        "response-2012-question-document",
        "a numbered question has no answer",
        RESPONSES,
        '      - {number: 4, answer: "Yes, from April 2027, with one telephone number.", part: joint}\n',
        words="answers:",
    ),
    Spoiling(
        "response-2012-joint-and-own-views",
        "nothing says when one of three bodies agreed to the joint part",
        RESPONSES,
        ", NHS Lothian: 2026-06-17}",
        "}",
        words="East Lothian Council: 2026-06-16",
    ),
    Spoiling(
        "response-2012-how-prepared",
        "nothing says what was taken note of",
        RESPONSES,
        '    noted: ["The integration joint board of Edinburgh: response to the same draft, 1 June 2026"]\n',
        words="- id: midlothian-draft-plan",
    ),
    Spoiling(
        "response-2012-deadline",
        "the Board approves the response on its last day",
        RESPONSES,
        "    closes: 2026-07-31\n",
        "    closes: 2026-06-18\n",
        at="registers/board-papers.yaml",
        words="meeting: 2026-06-18",
    ),
)
