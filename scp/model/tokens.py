"""Copies of Markdown tokens, of which a plan has a great many."""

from __future__ import annotations

from typing import Any

from markdown_it.token import Token


def copied(token: Token, **changes: Any) -> Token:
    """*token* again with *changes*: what `Token.copy` makes, in a fraction of the time."""
    made = Token.__new__(Token)
    made.type, made.tag, made.nesting, made.level = token.type, token.tag, token.nesting, token.level
    made.attrs, made.map, made.meta, made.children = token.attrs, token.map, token.meta, token.children
    made.content, made.markup, made.info = token.content, token.markup, token.info
    made.block, made.hidden = token.block, token.hidden
    for name, value in changes.items():
        setattr(made, name, value)
    return made
