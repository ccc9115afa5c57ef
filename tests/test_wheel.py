"""The wheel alone, away from the checkout, does what an officer needs."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.tools


def succeed(arguments, **options):
    """Runs a program; when it fails, the test shows what it said."""
    result = subprocess.run([str(each) for each in arguments], capture_output=True, text=True, **options)
    assert result.returncode == 0, f"{arguments}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the checkout without a network."""
    out = tmp_path_factory.mktemp("dist")
    build = ["-m", "build", "--no-isolation", "--wheel", "--outdir", out, CHECKOUT]
    succeed([sys.executable, *build], cwd=out)
    (path,) = out.glob("scplan-*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {PurePosixPath(each) for each in archive.namelist()}


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Runs Python, or a script of ours by its name, where only the wheel is to be found."""
    target = tmp_path_factory.mktemp("installed")
    home = tmp_path_factory.mktemp("home")
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, wheel]
    succeed([sys.executable, *pip], cwd=home)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(target)}

    def run(program, *arguments, cwd):
        start = [sys.executable] if program == "python" else [target / "bin" / program]
        return subprocess.run(
            [str(each) for each in (*start, *arguments)],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
        )

    run.target = target
    return run


def under(folder, root):
    """Each file below *root*/*folder* in the checkout, as a path below *folder*."""
    found = (each.relative_to(root / folder) for each in (root / folder).rglob("*") if each.is_file())
    return {PurePosixPath(each) for each in found if "__pycache__" not in each.parts}


@pytest.mark.parametrize(("source", "place"), [("templates", "scp/templates"), ("scp", "scp")])
def test_the_wheel_carries_all_that_the_program_reads(names, source, place):
    """Templates, catalogue and registers travel with the code."""
    expected = {place / each for each in under(source, CHECKOUT) if each.parts[:2] != ("reference", "source")}

    assert expected
    assert expected <= names


def test_the_wheel_carries_the_packed_reference_data(names):
    """The registers are among its files (were the folder renamed, the test above would not notice)."""
    assert any(each.match("scp/reference/packed/*") for each in names)


def test_the_wheel_carries_nothing_else(names):
    """No sample plan, no tests, no build output: only the package and its metadata."""
    tops = {each.parts[0] for each in names}

    assert {each for each in tops if not each.endswith(".dist-info")} == {"scp"}
    assert not any("__pycache__" in each.parts for each in names)


@pytest.mark.parametrize("start", [("python", "-m", "scp"), ("scplan",), ("scp",)], ids=" ".join)
def test_each_way_in_answers_for_help(installed, tmp_path, start):
    """`python -m scp`, `scplan` and `scp` are one program."""
    result = installed(*start, "--help", cwd=tmp_path)

    assert result.returncode == 0, result.stderr
    assert "draft" in result.stdout


def test_the_program_that_runs_is_the_installed_one(installed, tmp_path):
    """Otherwise the tests here would prove nothing."""
    result = installed("python", "-c", "import scp; print(scp.__file__)", cwd=tmp_path)

    assert Path(result.stdout.strip()).is_relative_to(installed.target)


def test_a_plan_can_be_made_checked_and_built(installed, tmp_path):
    """`init`, `check` and `build` find templates, catalogue and registers in the wheel."""
    init = ["init", "demo", "--authority", "East Lothian", "--period", "2027-2030"]
    author = ["--author", "Planning Officer <planning@example.org>"]

    made = installed("scplan", *init, *author, cwd=tmp_path)
    checked = installed("scplan", "check", "--plan", "demo", cwd=tmp_path)
    built = installed("scplan", "build", "--plan", "demo", cwd=tmp_path)

    assert made.returncode == 0, made.stderr
    assert checked.returncode in (0, 1), checked.stderr  # a fresh plan may owe something, but can be read
    assert built.returncode == 0, built.stderr
    outputs = {each.suffix for each in (tmp_path / "demo" / "build").rglob("*")}
    assert {".html", ".pdf", ".json"} <= outputs
