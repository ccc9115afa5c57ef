""" "We asked, you said, we did": each thing that was said beside what was decided and the words that changed."""

from datetime import date

from plan_fixture import complete_files, load
from test_papers import files as asked_files
from test_papers import told

from scp.documents.document import Copy
from scp.documents.kinds import SAID_AND_DID, chosen
from scp.documents.redline_render import Side, redline_documents
from scp.documents.render import document, render

VISION = "narrative/040-vision.md"
THEMES = "consultation/draft-2/themes.yaml"
MORE = (
    "  - {id: cost, title: The cost, decision: not-accepted, reason: No money, sections: []}\n"
    "  - {id: same, title: Nothing new, decision: accepted, reason: It stands there, "
    "sections: [narrative/010-foreword.md, registers/planning-group.yaml]}\n"
)


def after():
    files = asked_files()
    files[THEMES] += MORE.replace("narrative/010-foreword.md", other(files))
    text = files[VISION]
    return files | {VISION: text.rstrip() + "\n\nDoors stay open until seven.\n"}


def other(files):
    return next(path for path in sorted(files) if path.startswith("care-groups/"))


def sides():
    old, new = complete_files(), after()
    return (
        Side("draft-2", load(old), Copy("Second draft", date(2026, 8, 1)), lambda path: old[path].encode()),
        Side("now", load(new), Copy("Final plan", date(2026, 12, 1)), lambda path: new[path].encode()),
    )


def test_each_theme_stands_beside_the_words_that_changed():
    before, now = sides()
    redline = redline_documents(before, now).redline
    (wanted,) = chosen(now.plan, [SAID_AND_DID])
    made = document(wanted, now.plan, now.copy, now.read, compared=redline)
    page = render(now.plan, now.copy, now.read, [SAID_AND_DID], ("html",), redline=redline_documents(before, now))
    html = page[f"{SAID_AND_DID}/index.html"].decode()
    assert made.title == "We asked, you said, we did"
    assert "People want longer hours" in html and "We agreed in part. Until seven" in html
    assert "Doors stay open until seven." in html and "<ins" in html
    assert "We did not agree. No money" in html
    assert "no words changed since the second draft" in html, "a section that stands as it did"
    target = html.split('href="../redline/')[1].split('"')[0]
    where, _, anchor = target.partition("#")
    redlined = page[f"redline/{where}"].decode()
    begins = redlined.index(f'id="{anchor}"') if anchor else 0
    assert "Doors stay open until seven." in redlined[begins:]


def test_nobody_is_quoted_who_did_not_agree():
    _, now = sides()
    said = told(now.plan, SAID_AND_DID)
    assert "Longer hours 1 <b>" in said and "Carers Together" in said
    assert "Longer hours 2 <b>" in said and "Longer hours 3 <b>" not in said


def test_without_the_second_draft_it_says_that_the_words_are_left_out():
    _, now = sides()
    said = told(now.plan, SAID_AND_DID)
    assert "The words that changed are not shown here" in said
    assert "It is in Our vision." in said
    assert "no words changed" not in said


def test_a_view_is_told_with_its_answer_and_effect():
    said = told(load(complete_files()), SAID_AND_DID)
    assert "You said." in said and "We changed the plan." in said


def test_before_anybody_was_asked_it_says_so():
    files = {path: text for path, text in complete_files().items() if not path.startswith("consultation/draft-2")}
    said = told(load(files), SAID_AND_DID)
    assert "No round of asking on the second draft is recorded yet." in said


def test_a_heading_within_a_chapter_has_its_own_words_and_link():
    """A place that names a heading leads to it, and stands beside what changed under it alone."""
    old, new = complete_files(), after()
    new[THEMES] = new[THEMES].replace("sections: [narrative/040-vision.md]", "sections: [narrative/040-vision.md#now]")
    new[VISION] = new[VISION].replace("comes once a week", "comes twice a week")
    sides = [
        Side(name, load(files), Copy(name, date(2026, 8, 1)), lambda path: b"")
        for name, files in (("a", old), ("b", new))
    ]
    compared = redline_documents(*sides)
    now = sides[1]
    html = render(now.plan, now.copy, now.read, [SAID_AND_DID], ("html",), redline=compared)
    page = html[f"{SAID_AND_DID}/index.html"].decode()
    assert 'href="../redline/vision.html#now"' in page and ">Now (Our vision)</a>" in page
    assert "twice" in page and "Doors stay open until seven." not in page
    assert 'id="now"' in html["redline/vision.html"].decode()


def test_every_round_on_the_second_draft_is_told():
    """Where the second draft was made again, what was said of the first one is still answered."""
    first = after()
    again = {
        "consultation/draft-2.2/round.yaml": "opened: 2026-11-02\ncloses: 2026-11-20\n",
        "consultation/draft-2.2/responses.csv": "id,quote\nr-0001,no\n",
        "consultation/draft-2.2/answers.csv": "response,answer,themes\nr-0001,More,buses\n",
        "consultation/draft-2.2/themes.yaml": "themes:\n  - {id: buses, title: Buses at night}\n",
        "stages.yaml": first["stages.yaml"].replace(
            "  - {stage: final",
            "  - {stage: draft-2, number: 2, date: 2026-11-01, tree: none, check: none}\n  - {stage: final",
        ),
    }
    said = told(load(first | again), SAID_AND_DID)
    assert "People want longer hours" in said and "Buses at night" in said
    assert "We changed the second draft, and asked again from 2 November 2026 to 20 November 2026." in said
