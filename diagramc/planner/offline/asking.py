"""What a prompt says to us instead of about its subject: greetings, thanks, and sentences that ask for a picture.

"Hi! We moved house. Could you draw a timeline of it? Thanks" is about "We moved house." All offsets stay: what is no subject is blanked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagramc.planner.offline.lexicon.nouns import DIAGRAM_WORDS
from diagramc.planner.offline.tokens import split_sentences

MAX_SENTENCES = 60
"""Nobody asks for a picture behind so many sentences."""


@dataclass(slots=True)
class Heard:
    """The prompt with what is said to us blanked; the type that a sentence asks for, and the subject that it names."""

    text: str
    type: str | None = None
    word: str = ""
    subject: str | None = None


_NAMES_ONLY = {
    words: kind
    for words, kind in DIAGRAM_WORDS.items()
    if words
    not in (
        "workflow",
        "infrastructure",
        "topology",
        "milestones",
        "history of",
        "brainstorm",
        "architecture",
    )
}
_TYPE = re.compile(
    r"\b(?:an?|the|one|as|simple|nice|little|small|new|quick|clear|me|our|proper|this|erd?)\s+(?P<type>"
    + "|".join(sorted((re.escape(words) for words in _NAMES_ONLY), key=len, reverse=True))
    + r")s?\b(?:\s+(?:diagram|chart|map|picture))?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|then|now|ok|okay|hi|hey|hello|please|just)\W+)*(?:please\s+)?(?:draw|show|create|make|turn|visuali[sz]e|put|sketch|design|give|model|build|plot|render|produce|generate)\b"
    r"|\b(?:can|could|would|will)\s+you\b|\b(?:i|we)(?:'d|’d|d)?\s+(?:also\s+)?(?:need|want|would like|like|am looking for)\b|\b(?:i|we)\s+teach\b.*\bneed\b"
    r"|\bwould be (?:great|nice|lovely|perfect|cool|good|helpful)\b|\bplease\b|\bplz\b|\bi'd like\b|\bid like\b|\blet's\b",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT = re.compile(
    r"\s+(?:of|on|about|for|showing|with|from|that shows|where|describing|to show)\s+", re.IGNORECASE
)
_PRONOUN = re.compile(r"\s*(?:it|this|that|them|these|those|us|me|my \w+|our \w+)\b\W*$", re.IGNORECASE)
_PURPOSE = re.compile(r"\s+for\s+(?:the|my|our|a|me|us)\s+[\w -]{2,40}$", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:hi|hello|hey|dear \w+|good (?:morning|afternoon|evening)|thanks(?: a lot| so much| in advance)?|thank you(?: very much| so much)?|cheers|please|"
    r"that(?:'s|’s| is) (?:all|it)(?: of (?:us|them|it))?|any help is appreciated|it(?:'s|’s) nothing fancy)\W*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:hi|hello|hey|ok|okay|oh|well|right|so basically|basically|plz|so here(?:'s|’s) (?:the thing|how it works)|so there(?:'s|’s)|hi there)\b[ ,!:–-]*)+(?:so\b[ ,]+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:,?\s+(?:please|plz|thanks|thank you))+(?=\s*[.!?]*\s*(?:\n|$))", re.IGNORECASE)


def listen(text: str, type: str | None) -> Heard:
    """What of a prompt is about its subject; `type` is the one that it asks for in front.

    A prompt that would have nothing left is left as it is.
    """
    heard = Heard(text, type)
    for start, end in list(split_sentences(text))[:MAX_SENTENCES]:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        _sentence(heard, text, start, end)
    for tail in _TAIL.finditer(heard.text[:4000]):
        _blank(heard, tail.start(), tail.end())
    if not any(char.isalnum() for char in heard.text):
        heard.text = text
    return heard


def _sentence(heard: Heard, text: str, start: int, end: int) -> None:
    sentence = text[start:end]
    if _COURTESY.fullmatch(sentence):
        _blank(heard, start, end)
        return
    lead = _LEAD.match(sentence)
    if lead and lead.end() < len(sentence):
        _blank(heard, start, start + lead.end())
    if "\n" in sentence.strip() or ("->" in sentence):
        return
    named, asks = _TYPE.search(sentence), _ASKS.search(sentence)
    if named is None or asks is None or heard.type is not None:
        return
    behind = sentence[named.end() :].rstrip(" .!?:")
    subject = _SUBJECT.match(behind)
    about = behind[subject.end() :] if subject else ""
    heard.type, heard.word = _NAMES_ONLY[named["type"].lower()], named["type"].lower()
    if not about or _PRONOUN.fullmatch(about):
        told = sentence[: asks.start()].rstrip() if asks.start() < named.start() else ""
        # "We had a fair today, can you turn it into a mind map?" tells something first.
        if told.endswith(","):
            heard.text = f"{heard.text[: start + len(told) - 1]}.{heard.text[start + len(told) :]}"
            start += len(told)
        _blank(heard, start, end)
    elif len(_PURPOSE.sub("", about).split()) <= 9 and "," not in about and ":" not in about:
        heard.subject = _PURPOSE.sub("", about) if len(about.split()) > 4 else about
        if text[end:].strip():
            _blank(heard, start, end)
        else:
            _blank(heard, start, start + named.end() + (subject.end() if subject else 0))
    else:
        _blank(heard, start, start + named.end() + (subject.end() if subject else 0))


def _blank(heard: Heard, start: int, end: int) -> None:
    """Put spaces in place of a stretch; line ends stay, and so do all offsets."""
    gone = "".join("\n" if char == "\n" else " " for char in heard.text[start:end])
    heard.text = heard.text[:start] + gone + heard.text[end:]
