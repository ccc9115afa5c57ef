"""`scp serve`: a live preview that this computer alone sees, with what was found beside the words it is about."""

import http.client
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scp.cli import app
from scp.commands.previewed import Preview
from scp.commands.serving import Busy, Changes, serving
from scp.documents.document import Chapter, Copy, Document
from scp.documents.kinds import FULL_PLAN
from scp.documents.preview import Mark, Overview, marked, write_not_found, write_overview, write_problems
from scp.documents.writers.html import write_site
from scp.problem import Location, Problem
from scp.reference import lists
from scp.reference.authorities import find_authority
from scp.repository.narrative import read_markdown
from scp.repository.save import write_files
from scp.repository.scaffold import NewPeriod, scaffold_new
from scp.repository.stamps import stamps

SAMPLE = Path(__file__).parent.parent / "sample-plan"
DAY = date(2026, 11, 22)
PERIOD = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
MONEY = "narrative/150-money.md"
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A fresh plan as a folder."""
    root = tmp_path_factory.mktemp("fresh") / "plan"
    authority = find_authority("East Lothian")
    root.mkdir()
    write_files(root, scaffold_new(authority, authority.localities, lists.care_groups()[:3], PERIOD))
    return root


class Served:
    """A preview that is being served, and its changes."""

    def __init__(self, root, changes, port):
        self.root, self.changes, self.port = root, changes, port

    def get(self, path, host=None, method="GET"):
        """Status, headers and content of one answer; *path* goes out as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        for each in [f"127.0.0.1:{self.port}"] if host is None else host:
            connection.putheader("Host", each)
        connection.endheaders()
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content.decode("utf-8", "replace")

    @contextmanager
    def writing(self, path, change):
        """The file with *change* made to its words, until the block ends."""
        file = self.root / path
        before = file.read_text(encoding="utf-8")
        file.write_text(change(before), encoding="utf-8")
        self.changes.tell()
        yield
        file.write_text(before, encoding="utf-8")
        self.changes.tell()


@contextmanager
def served_from(root):
    changes = Changes(Preview(root, lambda: DAY))
    with serving(changes, 0) as port:
        yield Served(root, changes, port)


@pytest.fixture(scope="module")
def served(fresh):
    with served_from(fresh) as served:
        yield served


@pytest.fixture(scope="module")
def section(fresh):
    """The path of the section on the vision."""
    return next(fresh.glob("narrative/*vision.md")).relative_to(fresh).as_posix()


# who may ask


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_it_answers_at_its_own_names(served, name):
    assert served.get("/-/preview.css", [f"{name}:{served.port}"])[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        ["evil.example"],
        ["evil.example:{port}"],
        ["localhost.evil.example:{port}"],
        ["127.0.0.1:1"],
        ["localhost"],
        ["127.0.0.2:{port}"],
        ["localhost:{port}", "evil.example"],
        [],
    ],
    ids=str,
)
def test_it_answers_at_no_other_name(served, host):
    """A page elsewhere whose name leads to this computer gets nothing (DNS rebinding)."""
    status, _, content = served.get("/", [each.format(port=served.port) for each in host])

    assert status == 403
    assert "East Lothian" not in content


def test_only_this_computer_reaches_it(served):
    """Nothing listens at any address but the two by which a computer calls itself."""
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", served.port), timeout=2)
    with socket.socket(socket.AF_INET) as other:
        other.bind(("127.0.0.2", served.port))  # would be taken if it were bound to every address


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_it_can_only_be_read(served, method):
    status, headers, _ = served.get("/", method=method)

    assert status == 405
    assert headers["Allow"] == "GET, HEAD"


def test_head_is_get_without_the_content(served):
    whole, head = served.get("/-/live.js"), served.get("/-/live.js", method="HEAD")

    assert head[0] == 200 and not head[2]
    assert head[1]["Content-Length"] == whole[1]["Content-Length"] == str(len(whole[2].encode()))


@pytest.mark.parametrize("path", ["/", "/-/live.js", "/nowhere", "/full-plan/index.html", "/assets/scp.css"])
def test_every_answer_says_what_it_may_do(served, path):
    """Nothing of it runs that is not ours, is kept, framed or taken for something else."""
    _, headers, _ = served.get(path)

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "script-src 'self'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/../plan.yaml",
        "/plan.yaml",
        "/full-plan/../../plan.yaml",
        "/full-plan/%2e%2e/%2e%2e/plan.yaml",
        "/assets/..%2f..%2fplan.yaml",
        "/assets/../../../../../../etc/passwd",
        "//etc/passwd",
        "/full-plan/pictures/..\\..\\plan.yaml",
        "/%00",
        "/.git/config",
        "/assets/",
        "/full-plan/pictures/",
        "http://evil.example/",
        "*",
    ],
)
def test_nothing_but_the_preview_is_given(served, path):
    """No path leads out, to a file of the plan or to the list of a folder."""
    status, _, content = served.get(path)

    assert status == 404
    assert "root:" not in content and "authority:" not in content and "Index of" not in content


def test_the_path_that_was_asked_for_is_escaped(served):
    assert HOSTILE not in served.get("/%3Cscript%3Ealert('x')%3C/script%3E")[2]
    assert b"<script>alert" not in write_not_found(HOSTILE, 1)


# what it shows


def test_the_overview_says_what_status_says(served):
    """Stage, what blocks the next, coverage, and each finding that no text holds with its place."""
    status, headers, page = served.get("/")

    assert status == 200 and headers["Content-Type"].startswith("text/html")
    assert "not begun: the proposals are being written" in page
    assert "What blocks the next stage" in page
    assert re.search(r"<th scope=\"row\">East</th><td class=\"state-[a-z-]+\">", page)
    assert re.search(r'<strong>Stands in the way of the proposals\.</strong> <span class="where">[a-z/.-]+', page)
    assert 'href="/full-plan/index.html"' in page


@pytest.mark.parametrize("name", ["full-plan", "proposals", "compliance-statement", "registers", "glossary"])
def test_every_document_is_made_when_it_is_asked_for(served, name):
    status, _, page = served.get(f"/{name}/index.html")

    assert status == 200
    assert "/-/live.js" in page and 'data-version="' in page


def test_a_change_shows_at_the_next_look(served, section):
    with served.writing(section, lambda words: words + "\nA heron stands at the ford.\n"):
        page = _page_with(served, "A heron stands at the ford.")
        assert page
    assert not _page_with(served, "A heron stands at the ford.")


def _page_with(served, words):
    """The page of the full plan that holds *words*."""
    index = served.get("/full-plan/index.html")[2]
    for path in dict.fromkeys(re.findall(r'href="([a-z0-9-]+\.html)"', index)):
        page = served.get(f"/full-plan/{path}")[2]
        if words in page:
            return page
    return ""


def test_pages_that_wait_are_told(served, section):
    """An open page hears the version that it has, and each that follows."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/-/changes")
    answer = connection.getresponse()
    first = answer.fp.readline(), answer.fp.readline()

    threading.Timer(0.1, served.changes.tell).start()
    second = answer.fp.readline()
    connection.close()

    assert answer.getheader("Content-Type").startswith("text/event-stream")
    assert first[0].startswith(b"data: ") and first[1] == b"\n"
    assert int(second.removeprefix(b"data: ")) == int(first[0].removeprefix(b"data: ")) + 1


def test_a_plan_that_cannot_be_read_says_why_and_comes_back(served):
    """The page holds the words of the command line, whatever was asked for, and keeps its style."""
    with served.writing("plan.yaml", lambda words: words + "\nbanner: [one\nmore: <b>\n"):
        problem = served.changes.preview.problem()
        for path in ("/", "/full-plan/index.html"):
            page = served.get(path)[2]
            assert "The plan cannot be read" in page
            assert all(
                each.what.replace("'", "&#x27;").replace("<", "&lt;").replace(">", "&gt;") in page
                for each in problem.problems
            )
            assert "plan.yaml:" in page
        assert served.get("/assets/scp.css")[0] == 200

    assert "The plan cannot be read" not in served.get("/")[2]


def test_a_plan_that_was_never_read_has_its_style(tmp_path):
    """A preview may begin while the plan is broken."""
    (tmp_path / "plan.yaml").write_text("a: [", encoding="utf-8")
    preview = Preview(tmp_path, lambda: DAY)

    assert b"The plan cannot be read" in preview.page("/").content
    assert preview.page("/assets/scp.css").type.startswith("text/css")


# findings beside the text


def document(text, path="narrative/010-a.md"):
    """A document of one chapter that prints one file."""
    tokens = [token.copy(meta={**token.meta, "path": path}) for token in read_markdown(path, text.encode()).tokens]
    for token in tokens:
        if token.type == "heading_open":
            token.attrs["id"] = "x"
    return Document("full-plan", "Plan", "Board", "e", Copy("Copy", DAY), (Chapter("a", "A", "1", tuple(tokens)),))


def page(text, *marks):
    made, places = marked(document(text), marks)
    return write_site(made)["a.html"].decode().partition('id="main"')[2], places


def mark(line, what="it is wrong", **more):
    return Mark(
        Location("narrative/010-a.md", line),
        "law",
        "Owed to the law",
        what,
        "Mend it.",
        "A duty (s29).",
        "act-1",
        **more,
    )


TEXT = """---
title: A
---

First words
and a second line.

## A heading

- one
- two

| a | b |
| --- | --- |
| c | d |

Last words.
"""


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (2, "First words"),
        (5, "First words"),
        (6, "First words"),
        (8, "<ul>"),
        (10, "one"),
        (11, "two"),
        (13, '<div class="table"'),
        (15, '<div class="table"'),
        (17, "Last words"),
        (99, "Last words"),
    ],
)
def test_a_finding_stands_beside_its_words(line, after):
    """Before the block that holds its line, and after a heading; in the head of a file before the first words."""
    html, places = page(TEXT, mark(line))

    rest = html.partition("narrative/010-a.md:")[2].partition("</div>")[2]
    assert rest.partition(after)[0].replace("<p>", "").strip() == ""
    assert places == {0: "a.html#finding-1"}
    assert 'id="finding-1"' in html


def test_a_finding_says_what_and_why_in_words():
    html, _ = page(TEXT, mark(5, also=("act-2",)))

    for words in (
        "<strong>Owed to the law. </strong>it is wrong",
        "Mend it.",
        "A duty (s29).",
        "act-1 · act-2 · narrative/010-a.md:5",
    ):
        assert words in html


def test_a_finding_elsewhere_leaves_the_text_alone():
    other = replace(mark(3), at=Location("registers/needs.yaml", 3))

    html, places = page(TEXT, other)

    assert places == {} and "it is wrong" not in html


def test_a_section_without_text_has_its_findings(served, section):
    """What is owed of a section that is still to write stands on its page, and the bar leads there."""
    overview = served.get("/")[2]
    where, anchor = re.search(r'href="(/full-plan/[a-z-]+\.html)#(finding-\d+)"', overview).groups()

    page = served.get(where)[2]

    assert f'id="{anchor}"' in page
    assert re.search(r'<a href="#finding-\d+">\d+ findings? on this page</a> of \d+ in this document', page)


def test_what_is_to_be_typed_is_shown_as_code():
    html, _ = page(TEXT, replace(mark(5), mend="Write `a: <b>` there."))

    assert "Write <code>a: &lt;b&gt;</code> there." in html
    assert b"<code>a: &lt;b&gt;</code>" in write_problems([Problem(Location("a"), "b", "Write `a: <b>`.")], 1)


def test_hostile_findings_are_words(tmp_path):
    """What a finding quotes from a plan is shown, and never run."""
    bad = Mark(Location(f"narrative/{HOSTILE}.md", 1), "law", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
    overview = Overview(
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (bad,), (), (HOSTILE,), ((HOSTILE, (HOSTILE,)),)
    )
    problem = Problem(Location(HOSTILE, 1), HOSTILE, HOSTILE)

    written = [
        write_overview(overview, [bad, bad], {0: f"full-plan/{HOSTILE}"}, 1).decode(),
        write_problems([problem], 1).decode(),
        page(TEXT, replace(bad, at=Location("narrative/010-a.md", 5)))[0],
    ]

    assert all("<script>alert" not in each and "&lt;script&gt;" in each for each in written)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """The worked example with an amount that has no source."""
    root = tmp_path_factory.mktemp("spoilt") / "plan"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("history", "signatures"))
    file = root / MONEY
    file.write_text(file.read_text(encoding="utf-8") + "\nWe want £987.6 million.\n", encoding="utf-8")
    return root


def test_a_page_made_by_itself_is_the_page(spoilt):
    """The full plan is made a page at a time, and each is the one that the whole site would hold."""
    alone, whole = Preview(spoilt, lambda: DAY), Preview(spoilt, lambda: DAY)
    made = whole._current()
    site = whole._site(made, FULL_PLAN)
    paths = [path for path in site if path.endswith(".html") and path != "index.html"]
    noted = [path for path in paths if b"987.6 million is not among" in site[path]]

    assert len(noted) == 1
    for path in {*noted, *paths[::17]}:
        assert alone._alone(alone._current(), FULL_PLAN, path) == site[path]


def test_pictures_and_links_of_a_page_lead_somewhere(spoilt):
    """The overview leads to the finding in the text, and what is elsewhere has its file and line."""
    preview = Preview(spoilt, lambda: DAY)

    overview = preview.page("/").content.decode()

    link = re.search(r'href="(/full-plan/[a-z-]+\.html)#(finding-\d+)">£987\.6 million', overview)
    assert link and f'id="{link[2]}"' in preview.page(link[1]).content.decode()
    assert (
        "registers/attestations.yaml:"
        in overview.partition("Findings in registers")[2].partition("Findings in the text")[0]
    )
    easy = preview.page("/easy-read/index.html").content.decode()
    first = re.search(r'href="([a-z0-9-]+\.html)"', easy.partition('id="main"')[2])[1]
    picture = re.search(r'src="(pictures/[^"]+)"', preview.page(f"/easy-read/{first}").content.decode())[1]
    assert preview.page(f"/easy-read/{picture}").type == "image/svg+xml"


def test_one_section_of_hundreds_is_made_again_in_a_moment(fresh, tmp_path):
    """After a change of one section of 300 its page takes well under a second of the computer's time."""
    root = tmp_path / "plan"
    shutil.copytree(fresh, root)
    words = "Care is given near home by people who know the place, and each team says what it does for whom. " * 15
    for number in range(300):
        text = f"---\ntitle: Section {number}\nstatus: done\n---\n\n## Care {number}\n\n{words}\n"
        (root / "narrative" / f"{300 + number}-section-{number}.md").write_text(text, encoding="utf-8")
    preview = Preview(root, lambda: DAY)
    assert preview.page("/full-plan/section-7.html").found

    (root / "narrative" / "307-section-7.md").write_text("---\ntitle: Section 7\n---\n\nAnew.\n", encoding="utf-8")
    preview.changed()
    began = time.process_time()
    page = preview.page("/full-plan/section-7.html")

    assert time.process_time() - began < 1
    assert b"<p>Anew.</p>" in page.content


# the folder and the command


def test_a_change_of_any_file_is_seen(tmp_path):
    """Written, new, renamed and taken away; what is no part of the plan is not looked at."""
    (tmp_path / "narrative").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "build").mkdir()
    file = tmp_path / "narrative" / "a.md"
    seen = [stamps(tmp_path)]
    for change in (
        lambda: file.write_text("a", encoding="utf-8"),
        lambda: file.write_text("ab", encoding="utf-8"),
        lambda: file.rename(tmp_path / "narrative" / "b.md"),
        lambda: (tmp_path / "narrative" / "b.md").unlink(),
    ):
        change()
        seen.append(stamps(tmp_path))
    (tmp_path / ".git" / "index").write_text("x", encoding="utf-8")
    (tmp_path / "build" / "a.html").write_text("x", encoding="utf-8")

    assert all(one != other for one, other in pairwise(seen))
    assert stamps(tmp_path) == seen[-1]
    assert stamps(tmp_path / "nowhere") == {}


def test_a_port_that_is_taken_is_told(served, monkeypatch):
    result = CliRunner().invoke(app, ["serve", "--port", str(served.port), "--plan", str(served.root)])

    assert result.exit_code == 2
    assert f"Port {served.port} is taken by another program" in result.stderr
    assert "--port" in result.stderr


def test_a_port_is_given_back(fresh):
    changes = Changes(Preview(fresh, lambda: DAY))
    with serving(changes, 0) as port, pytest.raises(Busy), serving(changes, port):
        pass
    with serving(Changes(Preview(fresh, lambda: DAY)), port):
        pass


def test_it_ends_with_words(fresh):
    """Ctrl+C is how it ends, and no fault."""
    with subprocess.Popen(
        [sys.executable, "-m", "scp", "serve", "--port", "0", "--plan", str(fresh)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        said = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, faults = process.communicate(timeout=30)

    assert re.fullmatch(r"The preview is at http://127\.0\.0\.1:\d+/\n", said)
    assert rest.endswith("The preview has ended.\n")
    assert (process.returncode, faults) == (0, "")


# in a browser


@pytest.mark.browser
def test_an_edit_appears_by_itself(spoilt, tab):
    """The page changes where it stands while the file is written, and nothing is told on the console."""
    told = []
    tab.on("console", lambda message: told.append(message.text))
    with served_from(spoilt) as served:
        watching = _watch(served)
        tab.goto(f"http://localhost:{served.port}{_noted(served)}")
        tab.evaluate("window.scrollTo(0, 1500); window.mine = true")
        file = served.root / MONEY
        before = file.read_text(encoding="utf-8")
        file.write_text(before.replace("We want", "All of us want"), encoding="utf-8")
        tab.get_by_text("All of us want £987.6 million.").wait_for(timeout=20_000)
        assert tab.evaluate("[window.mine, Math.round(window.scrollY)]") == [True, 1500]
        (served.root / "facts.yaml").rename(served.root / "facts.yml")
        tab.get_by_role("heading", name="The plan cannot be read").wait_for(timeout=20_000)
        (served.root / "facts.yml").rename(served.root / "facts.yaml")
        tab.get_by_text("All of us want £987.6 million.").wait_for(timeout=20_000)
        assert tab.evaluate("Math.round(window.scrollY)") == 1500
        file.write_text(before, encoding="utf-8")
        watching.set()
    assert told == []


@pytest.mark.browser
def test_the_preview_has_no_accessibility_faults(spoilt, tab):
    """Notes, bar and overview meet what the pages of the documents meet, and fit a narrow screen and a wide one."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    with served_from(spoilt) as served:
        for path in ("/", _noted(served), "/nowhere"):
            tab.set_viewport_size({"width": 1600, "height": 900})
            tab.goto(f"http://127.0.0.1:{served.port}{path}")
            found = axe.run(
                tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
            )
            assert [each["id"] for each in found.response["violations"]] == []
            for width in (1600, 320):
                tab.set_viewport_size({"width": width, "height": 900})
                assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _noted(served):
    """The page on which the amount without source stands."""
    return re.search(r'href="(/full-plan/[a-z-]+\.html)#finding-\d+">£987\.6 million', served.get("/")[2])[1]


def _watch(served):
    """Tell the changes of the folder, as the command does, until the event that it gives is set."""
    ended = threading.Event()

    def look():
        seen = stamps(served.root)
        while not ended.is_set():
            time.sleep(0.1)
            if (now := stamps(served.root)) != seen:
                seen = now
                served.changes.tell()

    threading.Thread(target=look, daemon=True).start()
    return ended
