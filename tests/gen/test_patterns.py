"""Which patterns the contract may have."""

import shutil
import subprocess

import pytest
import project  # noqa: F401 (it makes the generator importable)

import pattern

FINE = {  # pattern: (texts that fit, texts that do not)
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": (["00:00", "23:59"], ["24:00", "9:00", "09:000", "x09:00", "09-00"]),
    "^#[0-9A-Fa-f]{6}$": (["#12abEF"], ["#12abE", "#12abEFF", "#12abEG"]),
    "^[a-z0-9-]{3,52}$": (["abc", "a-9", "x" * 52], ["ab", "x" * 53, "Abc", "a_c"]),
    "^a{0,2}b{2,}(c|d+)*$": (["bb", "aabbbccddc"], ["b", "aaabb", "bbe"]),
    r"^a\.b": (["a.b", "a.bc"], ["axb", "ba.b"]),
    "^(a|bc?)+[x-]?$": (["a", "bcab-", "bx"], ["", "c", "a--"]),
    "^[ab]{255}$": (["a" * 255], ["a" * 254, "a" * 256]),
}
REFUSED = {
    "a": "it must begin with ^: to look for it at every place of a text takes too long",
    "": "it must begin with ^: to look for it at every place of a text takes too long",
    "^": "a branch is empty", "^$": "a branch is empty", "^()": "a branch is empty", "^a|": "a branch is empty", "^(|a)": "a branch is empty",
    "^a|b$": "an anchor beside | holds for one branch; put the branches into ( )",
    "^(?:a)": "(? is no part of POSIX", "^(?=a)": "(? is no part of POSIX",
    r"^\d": r"\d at its character 2 does not mean the same to everybody", "^.": ". at its character 2 does not mean the same to everybody",
    "^[^a]": "[^ at its character 2 does not mean the same to everybody",
    "^[[:alpha:]]": "[[ at its character 2 does not mean the same to everybody",
    "^[a": "[a at its character 2 does not mean the same to everybody", "^a+?": "? at its character 4 does not mean the same to everybody",
    "^*": "* at its character 2 does not mean the same to everybody", "^(a$)": "$) at its character 4 does not mean the same to everybody",
    "^a{1,2": "{1 at its character 3 does not mean the same to everybody", "^\\": "\\ at its character 2 does not mean the same to everybody",
    "^(a": "a ( is not closed", "^a)": ") at its character 3 stands alone", "^[z-a]": "[z-a] has a range that goes backwards",
    "^ü": "it is not of printable ASCII", "^a\n": "it is not of printable ASCII",
    "^a{256}": "{256} repeats more than 255 times, or never", "^a{2,1}": "{2,1} repeats more than 255 times, or never",
    "^a{0}": "{0} repeats more than 255 times, or never",
    "^(a{255}){255}$": "it has more than 1000 places, its counts written out", "^[ab]*a[ab]{100}$": "it needs more than 300 states",
}


@pytest.mark.parametrize("text", FINE)
def test_a_pattern_means_the_same_to_the_c_library_and_to_others(text):
    assert pattern.refusal(text) is None
    for sample, fits in [(s, True) for s in FINE[text][0]] + [(s, False) for s in FINE[text][1]]:
        found = subprocess.run([shutil.which("grep"), "-qE", "--", text], input=sample + "\n", text=True, env={"LC_ALL": "C"}).returncode == 0
        assert found == pattern.fits(text, sample) == fits, sample


@pytest.mark.parametrize("text", REFUSED)
def test_another_one_is_refused(text):
    assert pattern.refusal(text) == REFUSED[text]
