"""The first draft of the easy-read summary: put together from the records, marked, and never over what somebody wrote."""

import pytest

from scp.documents.assemble import UNCHECKED
from scp.documents.document import Copy
from scp.documents.kinds import KINDS, Wanted
from scp.documents.render import document
from scp.model.easy_read import Standing
from scp.repository import MappingSource, load_plan
from scp.repository.easy_draft import drafted
from tests.history_fixture import own_git, plan_root, scp  # noqa: F401
from tests.small import FILES
from tests.test_easy_points import stands

MORE = {
    "priorities.yaml": b"""priorities:
  - id: home-first
    title: Home *first*
    statement: People live at home. A very long sentence follows here that has a great many more than fifteen words in it all.
    outcomes: [2]
  - {id: carers, title: Carers count, outcomes: [6]}
""",
    "glossary.yaml": b"""terms:
  - {term: carer, meaning: Somebody who cares., easy: A carer looks after somebody. It is not a job.}
  - {term: priority, meaning: What comes first., easy: A priority is a thing we do first.}
""",
    "finance/lines.csv": b"id,year,title,kind,amount,care_group,locality,service,purpose,tag\n"
    b"centre,2027-28,Centre,integrated,1200000,carers,east,Centre,,\n",
}


def files_of(plan_files):
    plan = load_plan(MappingSource(plan_files))
    return plan, drafted(plan, plan_files.__getitem__)


@pytest.fixture(scope="module")
def made():
    files = FILES | MORE
    files["plan.yaml"] += b"contact: {phone: 0131 496 0125, email: plan@example.org}\n"
    _, draft = files_of(files)
    return files | draft, draft


def test_each_part_has_points_from_the_plans_records(made):
    """Vision, priorities, care groups, localities, money, what comes next and contact, each with what it sums up."""
    files, draft = made
    plan = load_plan(MappingSource(files))
    said = {path: content.decode() for path, content in draft.items()}

    assert {each.role for each in plan.easy_read} == {
        "about",
        "vision",
        "priorities",
        "people",
        "localities",
        "money",
        "have-your-say",
        "next",
        "contact",
        "words",
    }
    assert "sums up: priorities.yaml#home-first" in said["easy-read/030-priorities.md"]
    assert "1: Home \\*first\\*.\nPeople live at home.\n" in said["easy-read/030-priorities.md"]
    assert "sums up: localities/east.md -->" in said["easy-read/050-localities.md"]
    assert "{{ finance.2027-28.total }}" in said["easy-read/060-money.md"]
    assert "{{ contact.phone }}" in said["easy-read/090-contact.md"]
    assert not plan.problems


def test_every_point_is_marked_until_somebody_takes_it_over(made):
    """Each stands as assembled, and the document says so beside each."""
    files, _ = made
    source = MappingSource(files)
    plan = load_plan(source)
    wanted = Wanted(next(each for each in KINDS if each.name == "easy-read"))
    page = document(wanted, plan, Copy("", plan.record.period.start), source.read)
    points = [token for chapter in page.chapters for token in chapter.tokens if token.type == "scp_point"]

    assert {*stands(plan)} == {Standing.ASSEMBLED}
    assert points and all(any(child.content == UNCHECKED for child in token.children) for token in points)


def test_a_hard_word_is_bold_and_explained_once(made):
    """Where a word of the glossary first stands it is bold, its meaning comes next, and the list at the end has it."""
    _, draft = made
    text = "".join(content.decode() for path, content in sorted(draft.items()))

    assert text.count("A carer looks after somebody.\nIt is not a job.") == 2  # where it stands, and in the list
    assert "**priorities**" in text and "{{ **" not in text
    assert "**Carer**" in draft["easy-read/100-words.md"].decode()


def test_what_somebody_began_is_left_alone(made):
    """A part with points stays as it is; one with nothing but its note is filled under the name it has."""
    files, _ = made
    own = {
        "easy-read/020-vision.md": b"---\ntitle: Ours\nrole: vision\n---\n![](pictogram:home)\nYou live at home.\n",
        "easy-read/055-money.md": b"---\ntitle: The money\nrole: money\n---\n<!-- How much there is. -->\n",
    }
    kept = {path: content for path, content in files.items() if not path.startswith("easy-read/")}
    _, draft = files_of(kept | own)

    assert "easy-read/020-vision.md" not in draft and "easy-read/060-money.md" not in draft
    assert draft["easy-read/055-money.md"].startswith(b"---\ntitle: The money\nrole: money\n---\n")


def test_the_command_writes_once_and_then_refuses(plan_root):  # noqa: F811
    """It says what it made; asked again it writes nothing over; --dry-run writes nothing."""
    tried = scp(plan_root, "easy-read", "draft", "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert not (plan_root / "easy-read").exists()

    done = scp(plan_root, "easy-read", "draft")
    assert done.exit_code == 0, done.output
    assert (plan_root / "easy-read/020-vision.md").is_file()
    missing = scp(plan_root, "easy-read", "draft")
    assert missing.exit_code == 3, missing.output
