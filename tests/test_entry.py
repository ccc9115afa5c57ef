"""Whose call `scp` is: ours, or that of OpenSSH's copy command, which has the name as well."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scp.entry import COMMANDS, is_ours

CHECKOUT = Path(__file__).resolve().parent.parent

OURS = f"""\
#!{sys.executable}
import sys
sys.path.insert(0, {str(CHECKOUT)!r})
from scp.entry import scp
sys.exit(scp())
"""

OPENSSH = """\
#!/bin/sh
printf '%s\\0' "$@" > "$RECORD/arguments"
cat > "$RECORD/stdin"
echo copied
exit 42
"""

COPIES = [
    ["host:path"],
    ["officer@host:plan.md", "."],
    ["[::1]:x", "."],
    ["officer@[::1]:x", "."],
    ["scp://officer@host:2222/plan.md", "."],
    ["plan.md", "scp://host/plan.md"],
    ["-r", "a", "host:"],
    ["-t", "dir"],
    ["-f", "dir"],
    ["-P", "22", "plan.md", "host:plan.md"],
    ["-i", "a key with spaces", "plan.md", "host:a name with\nnew lines "],
    ["--", "-odd name", "host:"],
    ["a", "b"],
    ["chekc"],
    ["add.md", "host:"],
]

CALLS = [
    [],
    ["-h"],
    ["--help"],
    ["--version"],
    ["check"],
    ["check", "--plan", "host:/tmp"],
    ["add", "section", "--title", "Mental health: our plan"],
    ["build", "--output", "./a:b"],
]


def script(folder: Path, text: str) -> Path:
    """An executable called `scp` in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "scp"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def run(tmp_path):
    """Calls `scp` as a shell would: ours first on PATH, then the folders in `run.path`."""
    work = tmp_path / "work"
    work.mkdir()
    ours = script(tmp_path / "ours", OURS)

    def call(arguments, stdin="", options=(), **environment):
        program = [sys.executable, *options, str(ours)] if options else [str(ours)]
        path = os.pathsep.join(str(each) for each in (ours.parent, *call.path))
        return subprocess.run(
            [*program, *arguments],
            cwd=work,
            env={"PATH": path, "RECORD": str(tmp_path), **environment},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=30,
        )

    call.work = work
    call.path = []
    return call


@pytest.fixture
def openssh(run, tmp_path):
    """A stand-in for OpenSSH's scp, later on PATH; tells what it was given."""
    run.path += [script(tmp_path / "openssh", OPENSSH).parent, "/usr/bin", "/bin"]

    class Record:
        @property
        def arguments(self):
            return (tmp_path / "arguments").read_text(encoding="utf-8").split("\0")[:-1]

        @property
        def stdin(self):
            return (tmp_path / "stdin").read_text(encoding="utf-8")

        @property
        def called(self):
            return (tmp_path / "arguments").exists()

    return Record()


@pytest.mark.parametrize("arguments", COPIES, ids=" ".join)
def test_a_copy_goes_to_openssh_unchanged(run, openssh, arguments):
    """Arguments, stdin, stdout and exit status pass through, and we add not a word."""
    for name in ("a", "b", "plan.md", "add.md"):
        (run.work / name).touch()

    result = run(arguments, stdin="three\nlines\nof it")

    assert openssh.arguments == arguments
    assert openssh.stdin == "three\nlines\nof it"
    assert (result.returncode, result.stdout, result.stderr) == (42, "copied\n", "")


@pytest.mark.parametrize("destination", ["host:/tmp", "officer@host:", "[::1]:x", "scp://host/tmp"])
def test_a_file_called_like_a_command_can_be_copied(run, openssh, destination):
    """`scp check host:/tmp` copies the file `check`, where there is one."""
    (run.work / "check").touch()

    run(["check", destination])

    assert openssh.arguments == ["check", destination]


@pytest.mark.parametrize("arguments", CALLS, ids=lambda each: " ".join(each) or "nothing")
def test_our_own_calls_stay_ours(arguments, tmp_path, monkeypatch):
    """Our commands and long options are ours, whatever a title says after its colon."""
    monkeypatch.chdir(tmp_path)

    assert is_ours(arguments)


def test_prose_with_a_colon_stays_ours_beside_a_file_of_that_name(tmp_path, monkeypatch):
    """A title has spaces, a host has none; and a folder such as `build` is not a file to copy."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "add").touch()
    (tmp_path / "build").mkdir()

    assert is_ours(["add", "section", "--title", "Mental health: our plan"])
    assert is_ours(["build", "host:plan"])
    assert is_ours(["add", "section", ":x"])


def test_our_own_call_reaches_our_command_line(run, openssh):
    """`scp --help` is answered by us although OpenSSH's scp is there."""
    result = run(["--help"])

    assert result.returncode == 0
    assert "draft" in result.stdout
    assert not openssh.called


def test_a_link_to_ourselves_is_passed_over(run, openssh, tmp_path):
    """A second name of the same script, earlier on PATH than OpenSSH's, is not somebody else."""
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "scp").symlink_to(tmp_path / "ours" / "scp")
    run.path.insert(0, tmp_path / "linked")

    assert run(["a", "host:"]).returncode == 42


def test_another_copy_of_us_passes_the_call_on(run, openssh, tmp_path):
    """Two environments with scplan in them, then OpenSSH: the call still arrives, unchanged."""
    run.path.insert(0, script(tmp_path / "second", OURS).parent)

    result = run(["a", "host:"])

    assert (result.returncode, result.stderr) == (42, "")
    assert openssh.arguments == ["a", "host:"]


def test_a_wrapper_that_leads_back_to_us_is_tried_once(run, openssh, tmp_path):
    """Shims such as pyenv's stand on PATH under our name and call us again."""
    shim = f'#!/bin/sh\n"{tmp_path / "ours" / "scp"}" "$@"\n'
    run.path.insert(0, script(tmp_path / "shims", shim).parent)

    result = run(["a", "host:"])

    assert (result.returncode, result.stderr) == (42, "")
    assert openssh.arguments == ["a", "host:"]


def test_two_copies_of_us_do_not_call_each_other_for_ever(run, tmp_path):
    """Where each `scp` on PATH is ours, that is said once, with status 2."""
    run.path.append(script(tmp_path / "second", OURS).parent)

    result = run(["a", "host:"])

    assert result.returncode == 2
    assert result.stderr.count("no other `scp` was found") == 1


def test_without_openssh_the_message_names_both_ways_out(run):
    """It may have been a copy, or a command of ours with a slip in it."""
    result = run(["chekc"])

    assert result.returncode == 2
    assert result.stdout == ""
    assert "'chekc'" in result.stderr
    assert "Did you mean `scp check`?" in result.stderr
    assert "apt-get install openssh-client" in result.stderr


def test_a_file_that_cannot_run_is_passed_over(run, openssh, tmp_path):
    """A folder called `scp`, a plain file and a broken script are no copy command."""
    (tmp_path / "folder" / "scp").mkdir(parents=True)
    script(tmp_path / "plain", OPENSSH).chmod(0o644)
    broken = script(tmp_path / "broken", "#!/no/such/interpreter\n")
    run.path[:0] = [tmp_path / "folder", tmp_path / "plain", broken.parent]

    assert run(["a", "host:"]).returncode == 42


def test_signals_that_python_ignores_are_given_back(run, tmp_path):
    """A program after us dies of a closed pipe as it always did."""
    dies = "#!/bin/sh\nkill -PIPE $$\necho survived\n"
    run.path += [script(tmp_path / "openssh", dies).parent, "/usr/bin", "/bin"]

    result = run(["a", "host:"])

    assert (result.returncode, result.stdout) == (-signal.SIGPIPE, "")


def test_openssh_calls_itself_by_the_name_that_was_typed(run, tmp_path):
    """Its messages begin with `scp:`, not with the path of our script."""
    (tmp_path / "openssh").mkdir()
    (tmp_path / "openssh" / "scp").symlink_to("/bin/sh")
    run.path.append(tmp_path / "openssh")

    assert run(["-c", 'echo "$0"']).stdout == "scp\n"


def test_handing_over_imports_nothing_costly(run, openssh):
    """A copy never waits for our command line and its libraries."""
    imported = run(["a", "host:"], options=["-X", "importtime"]).stderr

    assert "scp.entry" in imported
    for costly in ("scp.cli", "typer", "pydantic", "rich", "jinja2", "argparse", "subprocess"):
        assert f" {costly}\n" not in imported, costly


def test_every_command_of_the_app_is_known_to_the_guard():
    """A command missing from the guard's list would be handed to OpenSSH."""
    import typer

    from scp.cli import app

    assert set(typer.main.get_command(app).commands) <= COMMANDS


WRITERS = frozenset(
    [
        "ruamel",
        "git",
        "jinja2",
        "docx",
        "lxml",
        "matplotlib",
        "numpy",
        "typst",
        "xlsxwriter",
        "openpyxl",
        "fontTools",
        "PIL",
        "rich",
        "jsonschema",
    ]
)


def test_a_check_starts_quickly():
    """`check` loads nothing that writes, draws or knows git, and its last collection of memory finds nothing to do."""
    code = (
        "import gc, sys; from scp.entry import scplan\n"
        "sys.argv = ['scplan', 'check', '--plan', 'sample-plan']\n"
        "try: scplan()\n"
        "except SystemExit: pass\n"
        "loaded = {name.partition('.')[0] for name in sys.modules} | set(sys.modules)\n"
        "print(*sorted(loaded), gc.get_freeze_count() > 50_000, sep='\\n', file=sys.stderr)"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT)

    loaded = set(result.stderr.splitlines())
    assert "pydantic" in loaded and "yaml" in loaded, result.stderr
    assert loaded & WRITERS == set()
    assert {name for name in loaded if name.startswith(("scp.history", "scp.commands."))} == {
        "scp.commands.check",
        "scp.commands.common",
        "scp.commands.calling",
        "scp.commands.owed",
        "scp.commands.personal_data",
        "scp.commands.versions",
    }
    assert "True" in loaded
