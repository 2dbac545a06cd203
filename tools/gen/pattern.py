"""The patterns that the contract may have: those that mean the same to POSIX and to ECMA-262.

JSON Schema takes its patterns from ECMA-262; the programs match them with re_search() of the C library.  Both agree on
extended regular expressions of ASCII without what one of them adds.  RFC 9485 (I-Regexp) is such a subset; so is this,
with anchors:

    pattern    = "^" branches ["$"]
    branches   = branch *("|" branch)
    branch     = 1*(atom [quantifier])
    quantifier = "*" / "+" / "?" / "{n}" / "{n,}" / "{n,m}"      up to 255
    atom       = letter / "\\" punctuation / class / "(" branches ")"
    class      = "[" 1*(letter / letter "-" letter) ["-"] "]"     without ^, \\ and [ inside

re_search() goes through a text once, by states that it makes of the pattern as it meets them and keeps.  Hence two more
bounds, without which a hostile text would cost time or memory: no pattern is looked for at every place of a text, and
none needs more than STATES_MOST states.
"""

import functools
import re

CLASS = re.compile(r"\[(?:[^\[\]\\^-](?:-[^\[\]\\^-])?)+-?\]")
QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,3})(,(\d{1,3})?)?\}")
ESCAPED = re.compile(r"\\[.*+?(){}\[\]|^$\\/-]")
PLAIN = re.compile(r"[^.*+?(){}\[\]|^$\\]")
REPEAT_MOST = 255  # RE_DUP_MAX of POSIX
PLACES_MOST, STATES_MOST = 1000, 300
LETTERS = [chr(c) for c in range(32, 127)]


class Refused(Exception):
    pass


class Part:
    """A part of a pattern: may it be empty, and its places that can come first and last."""

    def __init__(self, empty=True, first=(), last=()):
        self.empty, self.first, self.last = empty, set(first), set(last)


@functools.lru_cache
def letters_of(match):
    return frozenset(c for c in LETTERS if re.fullmatch(match, c))


class Machine:
    """The automaton of a pattern's places (Glushkov's): what letters each takes, and which places may follow it."""

    def __init__(self, text):
        self.text, self.letters, self.follow = text, [], []
        end, self.whole = self.branches(1)
        if text[end:] not in ("", "$"):
            raise Refused(f"{text[end]} at its character {end + 1} stands alone")

    def place(self, match):
        if len(self.letters) == PLACES_MOST:
            raise Refused(f"it has more than {PLACES_MOST} places, its counts written out")
        self.letters.append(letters_of(match))
        self.follow.append(set())
        new = {len(self.letters) - 1}
        return Part(False, new, new)

    def then(self, a, b):
        for place in a.last:
            self.follow[place] |= b.first
        return Part(a.empty and b.empty, a.first | b.first if a.empty else a.first, a.last | b.last if b.empty else b.last)

    def branches(self, i):
        found = Part(False)
        while True:
            i, part = self.branch(i)
            found = Part(found.empty or part.empty, found.first | part.first, found.last | part.last)
            if not self.text.startswith("|", i):
                return i, found
            i += 1

    def branch(self, i):
        start, found = i, Part()
        while self.text[i:i + 1] not in ("", "|", ")") and self.text[i:] != "$":
            i, part = self.quantified(i)
            found = self.then(found, part)
        if i == start:
            raise Refused("a branch is empty")
        return i, found

    def quantified(self, i):
        end, part = self.atom(i)
        match = QUANTIFIER.match(self.text, end)
        if not match:
            return end, part
        low, more, high = match.groups()
        least = int(low) if low else int(match.group() == "+")
        most = int(high) if high else least if low and not more else 1 if match.group() == "?" else None
        if max(least, most or 0) > REPEAT_MOST or (most is not None and most < max(least, 1)):
            raise Refused(f"{match.group()} repeats more than {REPEAT_MOST} times, or never")
        found = Part()
        for n in range(most or max(least, 1)):
            part = part if n == 0 else self.atom(i)[1]
            if n == (most or max(least, 1)) - 1 and most is None:
                self.then(part, part)
            found = self.then(found, Part(part.empty or n >= least, part.first, part.last))
        return match.end(), found

    def atom(self, i):
        text = self.text
        if text.startswith("(?", i):
            raise Refused("(? is no part of POSIX")
        if text.startswith("(", i):
            end, part = self.branches(i + 1)
            if not text.startswith(")", end):
                raise Refused("a ( is not closed")
            return end + 1, part
        for form in (CLASS, ESCAPED, PLAIN):
            if match := form.match(text, i):
                if form is CLASS and any(a > b for a, b in re.findall(r"([^\[])-([^\]])", match.group())):
                    raise Refused(f"{match.group()} has a range that goes backwards")
                return match.end(), self.place(re.escape(match.group()) if form is PLAIN else match.group())
        raise Refused(f"{text[i:i + 2]} at its character {i + 1} does not mean the same to everybody")

    def states(self):
        """How many sets of places a text can be at; one more than STATES_MOST when there are more."""
        kinds = {tuple(c in letters for letters in self.letters) for c in LETTERS}
        begin = frozenset(self.whole.first)
        seen, left = {begin}, [begin]
        while left and len(seen) <= STATES_MOST:
            here = left.pop()
            for kind in kinds:
                after = frozenset().union(*(self.follow[place] for place in here if kind[place]))
                if after not in seen:
                    seen.add(after)
                    left.append(after)
        return len(seen)


def refusal(text):
    """What is wrong with a pattern; None when nothing is."""
    try:
        if not text.isascii() or not text.isprintable():
            raise Refused("it is not of printable ASCII")
        if not text.startswith("^"):
            raise Refused("it must begin with ^: to look for it at every place of a text takes too long")
        machine = Machine(text)
        if divided(re.sub(r"\\.|\[[^\]]*\]", "_", text)):
            raise Refused("an anchor beside | holds for one branch; put the branches into ( )")
        if machine.states() > STATES_MOST:
            raise Refused(f"it needs more than {STATES_MOST} states")
    except Refused as fault:
        return str(fault)
    return None


def divided(text):
    """Does a | stand outside of all parentheses?"""
    depth = 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "|" and depth == 0:
            return True
    return False


def fits(pattern, text):
    """As the programs will judge, for defaults."""
    return re.search(re.sub(r"\$$", r"\\Z", pattern), text) is not None
