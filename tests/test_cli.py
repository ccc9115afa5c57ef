"""The command line as a whole: help, versions, and how faults are told."""

import subprocess
import sys
from importlib import import_module
from keyword import iskeyword

import pytest
import typer.main

from scp import __version__
from scp.cli import COMMANDS
from tests.small import FILES


def run(*arguments, cwd, code="from scp.cli import main; main()", **more):
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, **more)


@pytest.fixture
def root(tmp_path):
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def test_help_lists_every_command(tmp_path):
    """`--help` and `-h` list the commands in words, within 80 columns."""
    for option in ("--help", "-h"):
        done = run(option, cwd=tmp_path)
        assert done.returncode == 0
        assert all(f"  {name} " in done.stdout for name in COMMANDS)
        assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(tmp_path, name):
    """Every command says what it does, without boxes."""
    done = run(name, "--help", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "Usage:" in done.stdout and "╭" not in done.stdout


def test_version(tmp_path):
    """`--version` names the distribution."""
    assert run("--version", cwd=tmp_path).stdout == f"scplan {__version__}\n"


def test_wrong_usage_and_unreadable_plans_exit_with_2(root):
    """A mistake of use or of the plan is told in words, never as a traceback."""
    for arguments in (("chek",), ("check", "--for", "draft-9"), ("check", "--plan", "nowhere"), ("explain", "act-99")):
        done = run(*arguments, cwd=root)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr

    (root / "plan.yaml").write_text("format: [\n")
    done = run("check", cwd=root)
    assert done.returncode == 2
    assert "plan.yaml:1" in done.stderr and "could not be read (1 fault)" in done.stderr


MISCALLED = [
    (["chek"], "There is no command 'chek'. Did you mean 'check'?", "The commands are init, add, list"),
    (
        ["draft", "advanse"],
        "There is no command 'advanse'. Did you mean 'advance'?",
        "status, plan, advance, withdraw, sign, list, verify, diff.",
    ),
    (["check", "--for", "publised"], "'publised' cannot be the value of --for. Did you mean 'published'?", "final"),
    (["check", "--fail-on", "LAW"], "--fail-on. Did you mean 'law'?", "It must be one of law, guidance, note, never."),
    (["trace", "--format", "pdf"], "'pdf' cannot be the value of --format", "text, json, csv, svg, xlsx."),
    (["check", "--format"], "--format has no value", "It must be one of text, json, sarif"),
    (["check", "--at"], "--at has no value", "Write it as --at STAGE|REF."),
    (["draft", "advance", "--date"], "--date has no value", "Write it as --date DAY."),
    (["check", "--json=3"], "--json takes no value", "Write --json alone."),
    (["--version=3"], "--version takes no value", "Write --version alone."),
    (["check", "--formt", "x"], "scplan check has no option --formt. Did you mean '--format'?", "--raw, --all"),
    (["check", "-x"], "scplan check has no option -x", "It is written: scplan check [OPTIONS]."),
    (["--verion"], "scplan has no option --verion. Did you mean '--version'?", "scplan COMMAND [OPTIONS]"),
    (["--plan", "x", "check"], "--plan stands before the command", "`scplan check --plan …`"),
    (["explain"], "ID is missing", "It is written: scplan explain ID… [OPTIONS]. `scplan explain --help` tells more."),
    (["waive", "x"], "--reason is missing", "scplan waive ID --reason TEXT --owner POST --expires DAY [OPTIONS]."),
    (["check", "east"], "scplan check takes no 'east'", "It is written: scplan check [OPTIONS]."),
    (["rename", "a", "b", "c"], "scplan rename takes no 'c'", "Put words that belong together in quotation marks."),
    (["check", "--as-of", "2027-13-01"], "--as-of: '2027-13-01' is not a day", "Write it as in 2027-04-01."),
    (["check", "--as-of", "soon"], "'soon' is not a day", "Write it as in 2027-04-01."),
    (["draft", "plan", "--date", "2027-02-30"], "--date: '2027-02-30' is not a day", "Write it as in 2027-04-01."),
]


@pytest.mark.parametrize(("arguments", "what", "mend"), MISCALLED, ids=lambda each: " ".join(each)[:30])
def test_a_wrong_call_is_told_in_our_words(root, arguments, what, mend):
    """What is wrong comes first, what is allowed after it; no box, no usage block, none of typer's words."""
    done = run(*arguments, cwd=root)
    first, _, rest = done.stderr.partition("\n    ")

    assert (done.returncode, done.stdout) == (2, "")
    assert what in " ".join(first.split()) and mend in " ".join(rest.split())
    assert not any(word in done.stderr for word in ("Usage:", "Error", "Invalid", "No such", "╭", "Try '"))
    assert max(map(len, done.stderr.splitlines())) <= 80


def test_every_option_with_set_values_names_them_all(root):
    """For each option of each command that knows its values, a wrong one is answered with all of them."""
    asked = 0
    for name in COMMANDS:
        command = app_command(name)
        for each in getattr(command, "commands", {name: command}).values():
            for param in each.params:
                if choices := param.type_descriptor.choices:
                    asked += 1
                    words = [name] if each is command else [name, each.name]
                    done = run(*words, param.opts[-1], "zzz", cwd=root)
                    assert done.returncode == 2
                    assert all(choice.value in done.stderr for choice in choices), (words, param.opts)
    assert asked >= 4


def app_command(name):
    return typer.main.get_command(
        import_module(f"scp.commands.{name.replace('-', '_')}{'_' if iskeyword(name) else ''}").app
    )


def test_a_fault_of_ours_keeps_its_traceback(root):
    """What nobody expected ends with 70, the traceback and a plain sentence."""
    code = "import scp.commands.check as c; c.plan_and_files = None; from scp.cli import main; main()"
    done = run("check", cwd=root, code=code)

    assert done.returncode == 70
    assert "Traceback" in done.stderr and "fault of scplan" in done.stderr


def test_a_reader_that_stops_is_no_fault(root):
    """`scplan check | head -1` ends quietly."""
    done = subprocess.run(
        f"{sys.executable} -c 'from scp.cli import main; main()' check | head -1",
        shell=True,
        cwd=root,
        capture_output=True,
        text=True,
    )

    assert "Traceback" not in done.stderr


def test_messages_name_the_command_as_it_was_called(root):
    """Called as `scp`, messages say `scp`."""
    code = "import sys; sys.argv[0] = '/usr/bin/scp'; from scp.cli import main; main()"

    assert "scplan" not in run("check", "--plan", "nowhere", cwd=root, code=code).stderr
    assert "scp check --all" in " ".join(run("check", cwd=root, code=code).stdout.split())


def test_a_plan_cannot_steer_the_terminal(root):
    """Control and direction signs in a plan are shown as one plain sign."""
    (root / "localities" / "west.md").write_text('---\nname: "\\e]0;gone\\a\\u202eWest"\npopulation: many\n---\n')
    done = run("list", "locality", cwd=root)
    told = done.stdout + done.stderr + run("status", cwd=root).stdout

    assert "\x1b" not in told and "\u202e" not in told and "\a" not in told
