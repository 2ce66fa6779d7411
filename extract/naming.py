"""A group of mentions -> the Signing that the table shows: its fullest name, its kind, its parties."""

from __future__ import annotations

from extract.acttimes import date_near
from extract.groups import Group
from extract.instruments import read_name, read_subject
from extract.letters import read_letter
from extract.records import Act, Reading, Sentence, Signing
from extract.ruleset import word_set
from extract.sides import name_parties


def make_signing(reading: Reading, key: int, group: Group) -> Signing:
    acts = sorted(group.acts, key=lambda a: (-_fullness(reading, group, a), a.trigger.start))
    text = name_of(group, [a for a in acts if reading.sentences[a.sentence].section == "body"])
    if text is None or not _is_strong(text):  # a headline swallows words into names, so it only helps out
        text = name_of(group, acts)
    kind = group.instrument
    if kind == "statement_letter" and text and _is_joint_statement(reading, group, text):
        kind = "declaration"
    if kind == "other" and text and text.lower().split()[0] in word_set("instruments", "sheets_of_letter"):
        kind = read_letter(reading, acts, text)
    return Signing(
        key=key, instrument=kind, status=group.status, acts=tuple(acts), instrument_text=text,
        subject=read_subject(text) if text else None, parties=name_parties(reading, kind, acts, first=key == 0),
    )


def _is_joint_statement(reading: Reading, group: Group, text: str) -> bool:
    """`pernyataan sikap` of many is no letter of one: told by a number of signers, a word for all of them or a list."""
    name = read_name(text)
    head = " ".join(text.lower().split()[: name.head_end - name.first]) if name else ""
    told = [reading.text[s.start : s.end].lower().split() for a in group.acts for s in a.signers]
    agents = {w for a in group.acts for w in reading.text[max(0, a.trigger.start - 16) : a.trigger.start].lower().split()[-1:]}  # `yang mereka (tanda tangani)`
    told.append(sorted(agents & word_set("signing", "pronoun_groups")))
    many, joins = word_set("signing", "group_openers") | word_set("signing", "pronoun_groups"), word_set("signing", "joins")
    if head not in word_set("signing", "statement_heads"):
        return False
    named_so = any(name in reading.text.lower() for name in word_set("signing", "joint_statements"))
    return named_so or any(words and (words[0] in many or words[0].isdecimal()) or joins & set(words) for words in told)


def _fullness(reading: Reading, group: Group, act: Act) -> float:
    """How much a mention tells: it stands in the body, names the instrument, the signers and the day."""
    sentence: Sentence = reading.sentences[act.sentence]
    name = read_name(act.instrument_text) if act.instrument_text else None
    score = 3.0 * (act.status == group.status) + 2.0 * (sentence.section == "body")
    score += 2.0 * (name is not None and name.strength == "strong" and act.instrument == group.instrument)
    score += 1.0 * bool(act.signers) + 0.5 * min(len(act.parties), 3) + 1.0 * (date_near(reading, act) is not None)
    return score


def name_of(group: Group, acts: list[Act] | None = None) -> str | None:
    """The fullest name among the mentions, strong ones first."""
    best, best_score = group.borrowed, (0, 0)
    for act in group.acts if acts is None else acts:
        if not act.instrument_text:
            continue
        name = read_name(act.instrument_text)
        score = (2 if name and name.strength == "strong" else 1, min(len(act.instrument_text.split()), 12))
        if score > best_score and not (group.borrowed and score[0] < 2):
            best, best_score = _bare_name(act.instrument_text) if score[0] > 1 else act.instrument_text, score
    return best


def head_of(group: Group) -> str | None:
    """`NPHD KPU Wajo` -> `NPHD`: what another paper of its kind is called."""
    text = name_of(group)
    name = read_name(text) if text else None
    return " ".join(text.split()[: name.head_end - name.first]) if text and name else text


def _is_strong(text: str) -> bool:
    name = read_name(text)
    return name is not None and name.strength == "strong"


def _bare_name(text: str) -> str:
    """`pakta integritas tersebut` -> `pakta integritas`."""
    words = text.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in word_set("instruments", "demonstratives") and text == " ".join(words) else text
