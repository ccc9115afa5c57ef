"""The two console commands, and whose call `scp` is: ours, or OpenSSH's copy command.

Only the standard library is imported here: whoever copies a file must not wait for us.
"""

import gc
import os
import sys

# The first words that are ours, those still to come among them; a test asks that the app knows no others.
COMMANDS = frozenset(
    [
        "init", "add", "list", "rename", "remove", "save", "send", "status", "next",
        "check", "explain", "attest", "waive", "baseline", "trace",
        "draft", "consult", "easy-read", "import", "build", "verify", "serve", "templates",
        "deadlines", "review", "decision", "direction", "plan", "show",
        "portfolio", "schema", "upgrade", "doctor",
    ]
)  # fmt: skip

# The variable that lists each `scp` tried so far: two copies of us must not call each other for ever.
TRIED = "SCP_HANDED_OVER"


def scplan() -> None:
    """Run our command line; nobody else has this name."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else every installed package is looked through
    gc.set_threshold(1_000_000, 20, 20)  # a command makes many objects that stay and ends soon
    try:
        from scp.cli import main

        main()
    finally:
        gc.freeze()  # the end of the process frees it all at once, and need not look for cycles first


def scp() -> None:
    """Run our command line, or hand over to the next `scp` on PATH when the call is not for us."""
    arguments = sys.argv[1:]
    if is_ours(arguments):
        scplan()
    else:
        hand_over(arguments)


def is_ours(arguments: list[str]) -> bool:
    """Whether `scp` with these *arguments* is a call for us and not one to copy files."""
    if not arguments:
        return True
    first, last = arguments[0], arguments[-1]
    if _names_a_host(last) and os.path.isfile(first):
        return False
    long_option = first.startswith("--") and first != "--"
    return first == "-h" or long_option or first in COMMANDS


def hand_over(arguments: list[str]) -> None:
    """Become the next `scp` on PATH that is not ourselves; say so and exit 2 where there is none."""
    ourselves = os.path.realpath(sys.argv[0])
    tried = os.environ.get(TRIED, "").split(os.pathsep)
    for folder in os.get_exec_path():
        other = os.path.join(folder, "scp" if os.name == "posix" else "scp.exe")
        if other in tried or not (os.path.isfile(other) and os.access(other, os.X_OK)):
            continue
        tried.append(other)
        if os.path.realpath(other) != ourselves:
            try:
                _become(other, arguments, os.environ | {TRIED: os.pathsep.join(filter(None, tried))})
            except OSError:
                continue
    _say_that_there_is_no_other(arguments)
    sys.exit(2)


def _names_a_host(argument: str) -> bool:
    """Whether *argument* is written as `[user@]host:…`: a place on another machine, never prose."""
    host, colon, _ = argument.partition(":")
    return bool(host and colon) and "/" not in host and not any(map(str.isspace, argument))


def _become(program: str, arguments: list[str], environment: dict[str, str]) -> None:
    """Replace this process by *program*; where an operating system cannot, run it and exit as it does."""
    if os.name == "posix":
        import signal

        # Python ignores these two, and what is ignored stays so in the program that follows.
        for each in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(each, signal.SIG_DFL)
        os.execve(program, ["scp", *arguments], environment)  # the name as typed: its messages begin with it
    else:
        import subprocess

        sys.exit(subprocess.run([program, *arguments], env=environment).returncode)


def _say_that_there_is_no_other(arguments: list[str]) -> None:
    import difflib

    first = arguments[0]
    near = difflib.get_close_matches(first, sorted(COMMANDS), n=1)
    meant = f"Did you mean `scp {near[0]}`? " if near else ""
    print(
        f"scp: '{first}' is not one of our commands, so this looks like a call to OpenSSH's scp, "
        "which copies files between machines; no other `scp` was found on PATH.\n"
        f"    {meant}`scp --help` lists our commands.\n"
        "    To copy files, install OpenSSH's scp: `apt-get install openssh-client`",
        file=sys.stderr,
    )
