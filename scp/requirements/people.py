"""What looks like a person's name where a post or a body is asked for, as notes: a hint in words, and no judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache

from scp.model.plan import Plan
from scp.model.record import Record
from scp.problem import Problem

KIND = "plan-person-name"

# Which keys ask for a post or body, and which of them for a post alone, say their descriptions.
ASKS = re.compile(r"\b(posts?|bod(y|ies)|by (role|kind of person)|never (a person's |a )?names?)\b", re.IGNORECASE)
POST_ALONE = re.compile(
    r"(The p|P)ost that |The post(;|, for | or organisation that | or the kind of person;)|.*\bby post\.$"
)

NAME = r"(?:(?:Mc|Mac|O['’]|[A-Z][a-z]+-)?[A-Z][a-z]+)"
INITIAL = r"(?:[A-Z](?:\. ?| ))"
TITLED = re.compile(
    rf"(?<![\w'’])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame)\.? +"
    rf"(?P<name>(?>{INITIAL}{{0,3}}{NAME}(?: {NAME}){{0,2}}))(?!['’]s|\w)"
)
BARE = re.compile(rf"(?:{NAME} {NAME}(?: {NAME})?|{INITIAL}{{1,3}}{NAME})(?= *[,;(]|$)")

# Words of posts, bodies and places, so that "Chief Nurse" or "Home First" is no name.
OF_POSTS_AND_BODIES = """
aberdeen access account accounts action acute adult adults adviser advisor advocacy age agency alcohol alliance
allied allowance analyst angus applications argyll assistant associate association assurance audit auditor
authority autism ayrshire bank board borders branch business bute cabinet care carer carers case catering
central centre chair chairman chairperson chairwoman change chapter charge charity chief child children church
citizen citizens city civil clackmannanshire clerk client clinical clinician cluster commercial commissioner
commissioning committee communications communities community company complaints consultant contact contingencies
contracts control convener convenor coordinator corporate corps council councillor councillors counsel county
court cowal criminal crossroads culture customer cyber data day deaf delivery dementia democratic dental dentist
dentistry depute deputy design development diabetes dietitian digital director disability discharge district
division domestic drug drugs dumfries dunbartonshire dundee early east eastern edinburgh education elected
emergency employee end engagement england enterprise equalities equality estates evaluation executive experience
facilities faith falkirk falls families family farm federation fife finance financial fire first fleet flow
force forth forum foundation frailty friends fund gaelic galloway general geriatrician glasgow governance
government governor grampian group guardian guild head heads headteacher health healthcare hebrides help
helpline highland highlands home homeless homes hospice hospital house housing hub immunisation improvement
inclusion income independent infection infirmary information inspector inspectorate institute insurance
integrated integration interface interim intermediate internal international inverclyde islands isles joint
justice keyworker kirk lanarkshire language lay lead leader leads learning legal leisure liaison library life
line link lived living local locality lothian lothians management manager managers market marketing maximisation
media medical medicine member members mental midlothian midwife midwifery minister ministers mobility monitoring
moray municipal national neighbourhood network new nhs nominee non north northern nurse nurses nursing
observatory occupational office officer officers official older ombudsman operations optician optometrist
organisation organisational orkney outreach owner paediatric palliative paramedic parent parents parish partner
partners partnership patient patients payroll peer people performance person perth perthshire pharmacist
pharmacy physician physiotherapist place planned planner planning podiatrist police policy portfolio practice
practitioner practitioners prevention primary principal prison private procurement professional professions
programme project property protection provider providers provost psychiatrist psychologist public quality
radiographer reablement recovery rector referral regional register registered registrar registration registry
rehab rehabilitation relations renfrewshire representative research resident residents resilience resource
resources respiratory response responsible returning review rights risk royal rural safe safety scheduled school
scotland scottish screening scrutiny secondary secretary sector self senior service services sexual sheriff
shetland shop shore sister social society solicitor south southern specialist speech staff stakeholder state
stirling strategic strategy street student students substance support surgeon surgery survey sustainability
system systems team teams technical technology tenancy tenant tenants therapies therapist therapy third town
trade training transformation transition transport treasurer tribunal trust trustee trustees uk union unions
unison unit united university unscheduled user users vaccination valley vice village virtual visitor voice
voluntary volunteer volunteers vulnerable ward warden water welfare well wellbeing west western westminster
whole women womens worker workers workforce works workshop young youth
"""
WORDS = frozenset(OF_POSTS_AND_BODIES.split())


def people_named(plan: Plan) -> Iterator[Problem]:
    """A note for each value that looks like a person's name under a key that asks for a post or a body."""
    known = WORDS | _places(plan)
    for part in fields(plan):
        for record in _records(getattr(plan, part.name)):
            for key, alone in _keys(type(record)):
                value = getattr(record, key)
                for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                    if isinstance(text, str) and (name := _name(text, known, alone)):
                        yield Problem(
                            record.at_key(key),
                            f"'{name}' looks like a person's name, and `{key}:` asks for a post or a body",
                            "Write who it is by post, for example Chief Finance Officer: the plan is published, and "
                            "people move on. If it is the name of a post or body, leave it.",
                            KIND,
                            True,
                        )


def person_in(plan: Plan, post: str) -> str:
    """The person's name that stands in *post*, where a post is asked for; nothing where it is none."""
    return _name(post, WORDS | _places(plan), True)


def _name(text: str, known: frozenset[str], post_alone: bool) -> str:
    """The person's name that *text* seems to hold, or nothing; without a title only where it begins the text."""
    for found in TITLED.finditer(text):
        if not _is_known(found["name"], known):
            return found.group()
    bare = BARE.match(text) if post_alone else None
    return bare.group() if bare and not _is_known(bare.group(), known) else ""


def _is_known(name: str, known: frozenset[str]) -> bool:
    return any(word in known for word in re.findall(r"[a-z]+", name.lower()))


def _places(plan: Plan) -> frozenset[str]:
    """The words of the names of the plan's own bodies and localities."""
    record = plan.record
    names = [
        record.authority.name,
        record.authority.area,
        *(each.name for each in record.partners.bodies),
        *(each.name for each in plan.localities),
        *(each.name for each in plan.care_groups),
    ]
    return frozenset(word for name in names for word in re.findall(r"[a-z]+", name.lower()) if len(word) > 1)


@cache
def _keys(kind: type[Record]) -> tuple[tuple[str, bool], ...]:
    """The keys of *kind* that ask for a post or body, each with whether it asks for a post alone."""
    about = {name: field.description or "" for name, field in kind.model_fields.items()}
    return tuple((name, bool(POST_ALONE.match(words))) for name, words in about.items() if ASKS.search(words))


def _records(value: object) -> Iterator[Record]:
    """Every record in *value*, those within records as well."""
    if isinstance(value, Record):
        yield value
        for key in type(value).model_fields:
            yield from _records(getattr(value, key))
    elif isinstance(value, tuple):
        for each in value:
            yield from _records(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _records(each)
