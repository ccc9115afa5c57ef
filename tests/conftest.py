"""What all tests share, and the rule that none may be skipped."""

import os
import shutil

import pytest
from hypothesis import settings

# The same examples each time, so that a run can be repeated; EXPLORE=1 looks for new ones.
settings.register_profile("steady", derandomize=True)
if not os.environ.get("EXPLORE"):
    settings.load_profile("steady")


# Programs that tests start would compile every module anew each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A skipped or expected failure counts as a failure: a test that does not run proves nothing."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; every test must run"
    return report


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch):
    """Neither the clock's variables nor the machine's git settings reach a test."""
    for name in ("SOURCE_DATE_EPOCH", "NO_COLOR", "COLUMNS", "SCP_HANDED_OVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(scope="session")
def browser():
    """Chromium, as the machine has it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def tab(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()
