"""`python -m scp` is always ours: nobody reaches OpenSSH's copy command that way."""

from scp.entry import scplan

if __name__ == "__main__":
    scplan()
