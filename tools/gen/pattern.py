"""The patterns that the contract may have: those that mean the same to POSIX and to ECMA-262.

JSON Schema takes its patterns from ECMA-262; the programs match them with regexec() of the C library, which
matches in time that grows with the text alone.  Both agree on extended regular expressions of ASCII without
what one of them adds: RFC 9485 (I-Regexp) is such a subset, and this is one of it, but with anchors:

    pattern   = ["^"] branches ["$"]           without an anchor, it is found anywhere in the text
    branches  = branch *("|" branch)
    branch    = 1*(atom [quantifier])
    quantifier = "*" / "+" / "?" / "{n}" / "{n,}" / "{n,m}"      up to 255
    atom      = letter / "\\" punctuation / class / "(" branches ")"
    class     = "[" 1*(letter / letter "-" letter) ["-"] "]"     without ^, \\ and [ inside
"""

import re

CLASS = re.compile(r"\[(?:[^\[\]\\^-](?:-[^\[\]\\^-])?)+-?\]")
QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,3})(?:,(\d{1,3})?)?\}")
ESCAPED = re.compile(r"\\[.*+?(){}\[\]|^$\\/-]")
PLAIN = re.compile(r"[^.*+?(){}\[\]|^$\\]")
REPEAT_MOST = 255  # RE_DUP_MAX of POSIX


class Refused(Exception):
    pass


def quantifier(text, i):
    """Where it ends, when there is one."""
    match = QUANTIFIER.match(text, i)
    if not match:
        return i
    low, high = match.group(1), match.group(2)
    if int(high or low or 0) > REPEAT_MOST or (high and int(high) < int(low)):
        raise Refused(f"{match.group()} repeats more than {REPEAT_MOST} times, or backwards")
    return match.end()


def atom(text, i):
    if text.startswith("(", i):
        if text.startswith("(?", i):
            raise Refused("(? is no part of POSIX")
        end = branches(text, i + 1)
        if not text.startswith(")", end):
            raise Refused("a ( is not closed")
        return end + 1
    for form in (CLASS, ESCAPED, PLAIN):
        if match := form.match(text, i):
            ends = re.findall(r"([^\[])-([^\]])", match.group()) if form is CLASS else ()
            if any(a > b for a, b in ends):
                raise Refused(f"{match.group()} has a range that goes backwards")
            return match.end()
    raise Refused(f"{text[i:i + 2]} at its character {i + 1} does not mean the same to everybody" if i < len(text) else "a part is empty")


def branches(text, i):
    while True:
        start = i
        while i < len(text) and text[i] not in "|)" and not (text[i] == "$" and i == len(text) - 1):
            end = atom(text, i)
            if text.startswith("{", end) and "{" in text[i:end]:
                raise Refused("a count holds another; together they may grow without measure")
            i = quantifier(text, end)
        if i == start:
            raise Refused("a branch is empty")
        if not text.startswith("|", i):
            return i
        i += 1


def refusal(text):
    """What is wrong with a pattern; None when nothing is."""
    try:
        if not text.isascii() or not text.isprintable():
            raise Refused("it is not of printable ASCII")
        begin, end = text.startswith("^"), text.endswith("$") and not text.endswith("\\$")
        stop = branches(text, int(begin))
        if stop != len(text) - int(end):
            raise Refused(f"{text[stop]} at its character {stop + 1} stands alone")
        top = re.sub(r"\\.|\[[^\]]*\]", "_", text)
        if (begin or end) and divided(top):
            raise Refused("an anchor beside | holds for one branch; put the branches into ( )")
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
