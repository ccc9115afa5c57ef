"""The cover reports with which the plan goes to the Board (SSI 2014/285 schedule; report of 2012)."""

from spoiling import Spoiling

PAPERS = "registers/board-papers.yaml"
FINAL = '    title: "Strategic commissioning plan 2027-2030: for approval"\n    report_to: East Lothian Integration Joint Board\n'

SPOILINGS = (
    Spoiling(
        "regs-285-notice-of-papers",
        "the final plan reached members four clear days before the meeting",
        PAPERS,
        "    issued: 2027-02-18\n",
        "    issued: 2027-02-20\n",
        words="issued: 2027-02-20",
    ),
    Spoiling(
        "response-2012-report-header",
        "a paper does not say to whom it goes",
        PAPERS,
        FINAL,
        FINAL.split("\n")[0] + "\n",
        words="- id: final-plan",
    ),
    Spoiling(
        "response-2012-report-sections",
        "a paper has no background",
        PAPERS,
        "    background: >-\n      More than four hundred people and groups answered on the second draft. Their points are gathered in "
        "eighteen, of which\n      fifteen changed the plan, wholly or in part.\n",
        words="- id: final-plan",
    ),
    Spoiling(
        "response-2012-resource-implications",
        "a paper says none where a reason is wanted",
        PAPERS,
        "      other: {says: The lease of one day centre ends in 2028.}\n",
        "      other: {says: None}\n",
        words="other: {says: None}",
    ),
    Spoiling(
        "response-2012-author-block",
        "a paper is dated after the meeting",
        PAPERS,
        "contact: plan@example.org, date: 2027-02-16}",
        "contact: plan@example.org, date: 2027-02-26}",
        words="date: 2027-02-26",
    ),
    Spoiling(
        "response-2012-recommendation-verbs",
        "a recommendation does not begin with what the meeting is asked to do",
        PAPERS,
        "      - {action: adopt, text: the words of the vision,",
        "      - {text: the words of the vision,",
        words="text: the words of the vision",
    ),
    Spoiling(
        "response-2012-recommendation-verbs",
        "nothing says what the meeting made of a recommendation",
        PAPERS,
        "text: its publication to the Chief Officer, decision: agreed, minute: item 6(iii)",
        "text: its publication to the Chief Officer",
        words="text: its publication to the Chief Officer",
    ),
)
