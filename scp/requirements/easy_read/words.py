"""Rules on words: known, adult, plain, the same for the same thing, and hard ones explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from scp.model.plan import Term
from scp.problem import Problem
from scp.reference.easy_read import Weight
from scp.reference.easy_read import words as lists
from scp.requirements.easy_read.registry import Breach, Given, er_rule, told
from scp.requirements.easy_read.sentences import syllables, words
from scp.requirements.easy_read.text import EasyText, Sentence, find, without
from scp.requirements.words import count, listed, quoted

MOST_SYLLABLES = 3
HARD_SHARE = 0.05
ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"), ("iness", "y"),
    ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", ""), ("est", "e"), ("ly", ""),
    ("ness", ""), ("less", ""), ("ful", ""), ("y", ""), ("able", ""),
)  # fmt: skip
DOUBLED = re.compile(r"^(.+?)([bdgklmnprt])\2(ed|ing|er|ers|est)$")
BEFORE = ("un", "re", "non")


@er_rule("er-everyday-words")
def everyday_words(given: Given) -> Iterator[Breach]:
    """Every word is one that people know well: on the lists of everyday words, or explained in the glossary."""
    text = given.text
    names = _names(text)
    owned = text.occurring((*text.addresses, *text.names, *_inflected(text.terms)))
    all_words = unknown_words = 0
    found: dict[str, list[tuple[str, Sentence]]] = {}
    for sentence in text.sentences:
        for word in _judged(sentence, owned):
            all_words += 1
            if is_hard(word, names):
                unknown_words += 1
                found.setdefault(sentence.at.path, []).append((word, sentence))
    weight: Weight = "fail" if all_words and unknown_words > HARD_SHARE * all_words and unknown_words > 2 else "warn"
    mend = "Use a word that people know well, or explain it: put it in bold, and into glossary.yaml with an `easy:` meaning."
    for hard in found.values():
        named = list(dict.fromkeys(word.lower() for word, _ in hard))
        _, sentence = hard[0]
        yield Breach(
            weight,
            Problem(
                sentence.at,
                f"{listed(map(quoted, named), 12)} {'is' if len(named) == 1 else 'are'} not among the words that people "
                f"know well{'; the first' if len(named) > 1 else ''}: {quoted(sentence.text)}",
                mend,
            ),
        )


@cache
def is_hard(word: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether *word* is none that people know well; *names*, and words with a capital that are no others, are known."""
    folded = word.lower().replace("’", "'").replace("‑", "-")
    folded = re.sub(r"(?:n't|'(?:s|d|m|re|ve|ll)?)$", "", folded)
    if folded in names or len(folded) < 3 or any(each.isdigit() for each in folded):
        return False
    if "-" in folded:
        return any(is_hard(part, names) for part in folded.split("-"))
    known = lists()
    if _held(folded, known.hard):
        return True
    if not _is_common(folded):
        return True
    return syllables(folded) > MOST_SYLLABLES and not _held(folded, known.long)


def _held(word: str, held: frozenset[str]) -> bool:
    return word in held or any(word.endswith(end) and word[: -len(end)] in held for end in ("s", "d", "ly"))


def _is_common(word: str) -> bool:
    known = lists()
    if word in known.common or word in known.long:
        return True
    doubled = DOUBLED.match(word)
    stems = [word.removesuffix(end) + instead for end, instead in ENDINGS if word.endswith(end)]
    stems += [doubled[1] + doubled[2]] if doubled else []
    stems += [word.removeprefix(each) for each in BEFORE if word.startswith(each)]
    return any(len(stem) > 2 and stem in known.common for stem in stems)


def _names(text: EasyText) -> frozenset[str]:
    """The words of the plan's own names, and those that stand with a capital within a sentence."""
    named = {word.lower() for name in (*text.names, *text.addresses) for word in re.findall(r"\w+", name) if name}
    named = {word for word in named if word not in lists().hard}
    for sentence in text.sentences:
        for number, word in enumerate(words(sentence.text)):
            if number and word.text[0].isupper():
                named |= {word.text.lower(), re.sub(r"['’]s$", "", word.text.lower())}
    return frozenset(named)


def _judged(sentence: Sentence, owned: Sequence[str]) -> Iterator[str]:
    """The words of *sentence* to judge: nothing in bold, and none of *owned*, names and explained words of the plan."""
    left = without(sentence.text, (*filter(None, sentence.bold), *owned), "•")
    for number, word in enumerate(words(left)):
        if word.plain and not (word.text[0].isupper() and (number or not _is_known(word.text.lower()))):
            yield word.text


def _is_known(word: str) -> bool:
    """Whether *word*, which begins a sentence, is on a list; else it may be a name."""
    return _held(word, lists().hard) or _is_common(word)


def _inflected(terms: Iterable[Term]) -> Iterator[str]:
    """Each hard word in its forms, the longest first."""
    yield from sorted((form for each in terms for form in _forms(each.term)), key=lambda form: -len(form))


def _forms(term: str) -> tuple[str, ...]:
    many = f"{term[:-1]}ies" if term.endswith("y") else f"{term}s"
    return term, many, f"{term}’s", f"{term}'s"


def _phrases(given: Given, phrases: Sequence[str], mend: str) -> Iterator[Problem]:
    """A problem for each sentence that holds any of *phrases*, but for the exceptions, which begin with ~."""
    wanted = given.text.occurring(each for each in phrases if not each.startswith("~"))
    excepted = given.text.occurring(each[1:] for each in phrases if each.startswith("~"))
    for sentence in given.text.sentences if wanted else ():
        left = without(given.text.unnamed(sentence), excepted, "•")
        hit = [each for each in wanted if find(each, left)]
        if hit:
            longest = max(hit, key=len)
            yield Problem(sentence.at, f'"{longest}" in {quoted(sentence.text)}', mend.replace("{}", longest))


@er_rule("er-adult-language")
def adult_language(given: Given) -> Iterator[Breach]:
    """Nothing is said as to children."""
    found = list(_phrases(given, lists().childish, "Say it as you would to any adult."))
    yield from told("warn", found, lambda number: f"{count(number, 'sentence')} speak as to children")


@er_rule("er-no-metaphor")
def no_metaphor(given: Given) -> Iterator[Breach]:
    """No figure of speech of the list stands in the text."""
    found = list(_phrases(given, lists().metaphors, "Say plainly what is meant: people may take it word for word."))
    yield from told("warn", found, lambda number: f"{count(number, 'sentence')} hold a figure of speech")


@er_rule("er-no-foreign-words")
def no_foreign_words(given: Given) -> Iterator[Breach]:
    """No word of another language of the list stands in the text."""
    found = list(_phrases(given, lists().foreign, "Say it in English."))
    yield from told("fail", found, lambda number: f"{count(number, 'sentence')} hold a word of another language")


@er_rule("er-cut-words")
def cut_words(given: Given) -> Iterator[Breach]:
    """No long form of the list stands where a short one is enough."""
    short = lists().long_forms
    found = []
    for problem in _phrases(given, tuple(short), "{}"):
        enough = short[problem.mend]
        mend = f'Write "{enough}".' if enough else "Leave it out."
        found.append(Problem(problem.at, problem.what, mend))
    yield from told(
        "fail", found, lambda number: f"{count(number, 'sentence')} say something in more words than it needs"
    )


@er_rule("er-same-word")
def same_word(given: Given) -> Iterator[Breach]:
    """Of words for one thing the summary uses one; names and hard words of the glossary are not counted."""
    text = given.text
    for group in lists().synonyms:
        used: dict[str, list[Sentence]] = {}
        for form in group:
            for sentence in text.sentences if (forms := text.occurring(_forms(form))) else ():
                if any(find(each, text.unnamed(sentence)) for each in forms):
                    used.setdefault(form, []).append(sentence)
        if len(used) > 1:
            usual = max(used, key=lambda form: len(used[form]))
            other = next(form for form in used if form != usual)
            yield Breach(
                "fail",
                Problem(
                    used[other][0].at,
                    f'"{other}" and "{usual}" are both used: {quoted(used[other][0].text)}',
                    f'If they mean the same, write "{usual}" all through.',
                ),
            )


@er_rule("er-no-initials")
def no_initials(given: Given) -> Iterator[Breach]:
    """No word of two capitals or more but those that everybody knows."""
    found = []
    for sentence in given.text.sentences:
        left = given.text.unnamed(sentence)
        for each in re.findall(r"(?<![\w./@-])(?:[A-Z]\.){2,}|(?<![\w./@-])[A-Z]{2,}(?:s|-\d+)?(?![\w@-])", left):
            if each not in lists().initials and not _is_postcode(each, left) and not _shouted(left):
                found.append(
                    Problem(
                        sentence.at,
                        f'"{each}" in {quoted(sentence.text)}',
                        "Write the full words: letters tell nothing.",
                    )
                )
                break
    yield from told("fail", found, lambda number: f"{count(number, 'sentence')} hold initials")


def _is_postcode(word: str, text: str) -> bool:
    return bool(
        re.search(
            rf"\b(?:[A-Z]{{1,2}}\d[A-Z\d]? ?\d{re.escape(word)}|{re.escape(word)}\d[A-Z\d]? ?\d[A-Z]{{2}})\b", text
        )
    )


def _shouted(text: str) -> bool:
    """Whether all of *text* is in capitals, which is a matter of another rule."""
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 8 and all(each.isupper() for each in letters)


# How a sentence begins that says what the word before it means.
REFERS = re.compile(
    r"(?:this|that|it|they|these|those|he|she)\b(?: also)? (?:is|are|means?|says?|helps?|shows?|can|was|were|tells?|has|have|will|used|gives?|looks?)\b|(?:this|that|it|which) means\b",
    re.IGNORECASE,
)
TERM = "•"
"""What stands for the hard word that is looked at."""
SAYS_ITSELF = re.compile(
    rf"{TERM},? (?:\w+ ){{0,2}}?(?:means?|is called|are called|is when|is an?|is the|are the|is about|is help|says? (?:what|how))\b",
    re.IGNORECASE,
)
LEADS_UP = re.compile(r"\b(?:called|known as)\b")
BEGINS_WITH = re.compile(rf"(?:an? |the |our |your |some )?{TERM}")


@er_rule("er-explain-hard-words")
def explain_hard_words(given: Given) -> Iterator[Breach]:
    """At its first use each hard word, of the glossary or in bold, is explained there or in the next sentence."""
    text = given.text
    running = [each for each in text.running if each.part.role != "words"]
    meanings = {each.term.lower(): each.easy or "" for each in text.plan.glossary}
    found = []
    for term in _hard_words(text, running):
        number, first = next(
            (
                (number, each)
                for number, each in enumerate(running)
                if any(find(form, each.text) for form in _forms(term))
            ),
            (0, None),
        )
        if first is None:
            continue
        easy = meanings.get(term.lower(), "")
        near = running[max(number - 1, 0) : number + 3]
        if not easy and term.lower() in meanings:
            mend = f"Give {quoted(term)} an `easy:` meaning in glossary.yaml, and write it in the next sentence."
        else:
            mend = f"Write in the next sentence what it means{f': {easy}' if easy else ''}"
        if not _is_explained(term, easy, near, 0 if number == 0 else 1):
            found.append(Problem(first.at, f'"{term}" is used and not explained at once: {quoted(first.text)}', mend))
    yield from told(
        "fail",
        found,
        lambda number: f"{count(number, 'hard word')} {'is' if number == 1 else 'are'} not explained at once",
    )


def _hard_words(text: EasyText, running: Sequence[Sentence]) -> tuple[str, ...]:
    """The hard words in use: those with an easy meaning, and those in bold, of which each counts once."""
    found: dict[str, str] = {}
    for each in text.terms:
        forms = text.occurring(_forms(each.term))
        if any(find(form, sentence.text) for form in forms for sentence in running):
            found.setdefault(each.term.lower(), each.term)
    explained = {form.lower() for each in found.values() for form in _forms(each)}
    for sentence in running:
        for bold in sentence.bold:
            word = bold.strip(" .,:;")
            if word and word.lower() not in explained and not _is_sentence(word):
                found.setdefault(word.lower(), word)
    return tuple(found.values())


def _is_sentence(bold: str) -> bool:
    """Whether what is in bold is stressed and no hard word: a number, a day or more than three words."""
    return (
        len(bold.split()) > 4
        or not bold[:1].isalpha()
        or bold.lower() in ("bold", "not", "must", "do not", "you", "we")
    )


def _is_explained(term: str, easy: str, near: Sequence[Sentence], here: int) -> bool:
    """Whether any sentence from *here* on explains *term*, or the one before it leads up to it ("This is called …")."""
    own = near[here]
    forms = _forms(term)
    if (
        SAYS_ITSELF.search(without(own.text, forms, TERM))
        or LEADS_UP.search(own.text)
        or _begins_meaning(easy, own.text)
    ):
        return True
    for following in near[here + 1 : here + 3]:
        plain = following.text.lower().lstrip("\"'“‘")
        if BEGINS_WITH.match(without(plain, forms, TERM)) or _begins_meaning(easy, following.text):
            return True
        if following is near[here + 1] and REFERS.match(plain):
            return True
    return False


def _begins_meaning(easy: str, sentence: str) -> bool:
    return bool(easy) and easy.lower().startswith(sentence.lower().rstrip(".!?"))


@er_rule("er-explain-again")
def explain_again(given: Given) -> Iterator[Breach]:
    """A hard word may be explained as often as one likes: nothing is found."""
    yield from ()


@er_rule("er-glossary")
def word_list(given: Given) -> Iterator[Breach]:
    """The last part, or the last but one, lists the hard words that are used, and no others."""
    text = given.text
    running = [each for each in text.running if each.part.role != "words"]
    used = _hard_words(text, running)
    parts = text.of("words")
    if not parts:
        if used:
            yield Breach(
                "fail",
                Problem(
                    text.parts[-1].section.at,
                    f"There is no list of words at the end, and {listed(map(quoted, used))} would stand in it",
                    "Write it in easy-read/100-words.md with `role: words` at its head.",
                ),
            )
        return
    if not {each.path for each in parts} & {each.path for each in text.parts[-2:]}:
        yield Breach(
            "fail",
            Problem(
                parts[0].section.at,
                "The list of words does not stand at the end",
                "Give its file the last number, or the last but one.",
            ),
        )
    entries = {
        line.text.strip(" .:").lower(): line
        for part in parts
        for point in part.points
        for line in point.lines
        if line.bold and line.text.strip(" .:") == line.bold[0].strip(" .:")
    }
    missing = [
        term
        for term in used
        if not any(form.lower() in entries for form in _forms(term))
        and not any(entry in map(str.lower, _singular(term)) for entry in entries)
    ]
    if missing:
        yield Breach(
            "fail",
            Problem(
                parts[0].section.at,
                f"The list of words lacks {listed(map(quoted, missing), 12)}",
                "Add each in bold on a line of its own, and below it what it means.",
            ),
        )
    unused = [
        line
        for word, line in entries.items()
        if not any(find(form, each.text) for form in _forms(word) for each in running)
    ]
    if unused:
        yield Breach(
            "fail",
            Problem(
                unused[0].at,
                f"The list of words holds {listed((quoted(each.text) for each in unused), 12)}, which the summary does not use",
                "Take out what is not used.",
            ),
        )


def _singular(word: str) -> tuple[str, ...]:
    return (word, f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s"))
