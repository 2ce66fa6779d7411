"""Which signing a cue belongs to, and whether those it speaks of sign there: turns, refusals, those who stand for a party."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.cast import Cast, is_predicate, split_gap
from extract.grammar import word_class
from extract.records import Hit, Reading, Sentence, Signing, Span
from extract.ruleset import load_words, word_set
from extract.standins import StandIn

# Evidence that a cue belongs to a signing; set by hand so that a trigger in the same words always wins, then the same
# sentence, then the same paragraph, and distance decides among the rest.
WEIGHTS = {"same_words": 6.0, "same_sentence": 3.0, "same_paragraph": 1.5, "took_place": 1.0, "per_sentence_away": -0.2, "most_away": -2.0, "order": -0.01}

MUTUAL = ("mou", "cooperation_agreement", "grant_agreement", "contract", "treaty", "joint_decree", "handover_record")
MAX_AFTER = 4  # sentences after an act in which its parties are still told
MAX_CLOSE = 2  # sentences within which whoever is represented is one of them
MAX_REFUSAL = 5  # words before a verb among which it is refused: `tidak bersedia ikut`
MAX_TURNS = 2  # sentences after a signature in which the next ones still get their turn
MAX_AWAY = 4  # sentences between an act of signing and a ceremony that it belongs to


def choose_signing(reading: Reading, signings: Sequence[Signing], cue: Span, role: str) -> int | None:
    """The signing with the strongest evidence for a cue; None when the article has none."""
    if not signings:
        return None
    return max(signings, key=lambda signing: (_weigh(reading, signing, cue, role), -signing.key)).key


def _weigh(reading: Reading, signing: Signing, cue: Span, role: str) -> float:
    at = reading.sentence_at(cue.start)
    best = -10.0
    for act in signing.acts:
        there = reading.sentences[act.sentence]
        away = abs(at.index - there.index)
        score = max(WEIGHTS["per_sentence_away"] * away, WEIGHTS["most_away"])
        score += WEIGHTS["same_words"] * act.trigger.overlaps(cue)
        score += WEIGHTS["same_sentence"] * (away == 0) + WEIGHTS["same_paragraph"] * (there.paragraph == at.paragraph)
        best = max(best, score)
    return best + WEIGHTS["took_place"] * (signing.status == "occurred" and role != "signatory") + WEIGHTS["order"] * signing.key


def is_signing_group(reading: Reading, signings: Sequence[Signing], sentence: Sentence) -> bool:
    """`mereka` are the signers: the sentence before speaks of `capim` where `calon pimpinan` sign."""
    last = reading.sentences[max(sentence.index - 1, 0)]
    words = set(_common_nouns(reading.text[last.start:last.end]))
    summed = names_all_heads(reading.text[last.start:last.end])
    for signing in signings:
        if signing.status == "hypothetical":
            continue
        if summed and signing.status == "occurred" and group_nouns(reading, signing) & set(load_words("roles", "regional_heads")):
            return True
        for group in _list_groups(reading, signing, sentence):
            nouns = _common_nouns(group)
            if words & set(nouns) or any(_is_acronym(word, nouns) for word in words):
                return True
    return False


def _common_nouns(text: str) -> list[str]:
    """Words in small letters, and those that name a group however they are written: `dari 10 |Capim|`."""
    named = word_set("roles", "group_nouns") | word_set("roles", "member_nouns") | word_set("roles", "candidates")
    return [word.lower() for word in re.findall(r"\b[A-Za-z]{4,}\b", text) if word.islower() or word.lower() in named]


def _list_groups(reading: Reading, signing: Signing, sentence: Sentence) -> list[str]:
    """The parties and signer phrases; where the act is told later, only a counted group, `Ketiga pemain`."""
    groups = list_signer_phrases(reading, signing)
    if any(act.sentence <= sentence.index for act in signing.acts):
        return groups
    return [group for group in groups if group.split()[:1] and group.split()[0].lower() in load_words("roles", "group_counts")]


def group_nouns(reading: Reading, signing: Signing) -> set[str]:
    """The words of the groups that sign as a whole: `Bupati/Wali Kota se-Lumajaya`, `para camat`, `seluruh kepala desa`."""
    return {word for group in list_signer_phrases(reading, signing) if names_whole(group) for word in re.findall(r"[a-z]{4,}", group.lower())}


def list_signer_phrases(reading: Reading, signing: Signing) -> list[str]:
    """The parties and the signer phrases of all acts."""
    return [*signing.parties, *(reading.text[s.start:s.end] for act in signing.acts for s in act.signers)]


def names_whole(group: str) -> bool:
    """`Bupati/Wali Kota se-Lumajaya`, `para camat`: all who hold the office."""
    return bool(re.search(rf"(?i)\bse-|\b(?:{'|'.join(load_words('offices', 'plurals'))})\b", group))


def names_all_heads(text: str) -> bool:
    """`Lima kepala daerah datang langsung.`: one word for governors, regents and mayors."""
    return bool(re.search(rf"(?i)\b(?:{'|'.join(load_words('roles', 'regional_words'))})\b", text))


def is_party_before(reading: Reading, signings: Sequence[Signing], sentence: Sentence, cue: Hit) -> bool:
    """`Masing-masing lembaga diwakili …`, `Pemkab Lumajaya diwakili …` in the sentence of an act or shortly after it."""
    before = reading.text[sentence.start:cue.start]
    near = [s for s in signings if any(0 <= sentence.index - act.sentence <= MAX_AFTER for act in s.acts)]
    parties = [party for signing in near for party in signing.parties]
    words = "|".join(load_words("roles", "party_words"))
    if not near:
        return False
    heads = {party.split()[0] for party in parties if party[:1].isupper()}  # `Bawaslu diwakili X`, of `Bawaslu Lumajaya`
    if re.search(rf"(?i)\b(?:{words})\b", before) or heads & set(split_gap(before)):
        return True
    near = [s for s in near if any(sentence.index - act.sentence <= MAX_CLOSE for act in s.acts)]
    mutual = any(signing.instrument in MUTUAL for signing in near)  # each side of it signs: `Koperasi diwakili ketuanya`
    guests = "|".join(load_words("roles", "guest_words"))
    return mutual and not re.search(rf"(?i)\b(?:{guests})\b", before)


def is_near_signing(signings: Sequence[Signing], sentence: Sentence) -> bool:
    """An act that took or takes place stands within a few sentences."""
    return any(abs(act.sentence - sentence.index) <= MAX_AWAY for s in signings if s.status in ("occurred", "planned") for act in s.acts)


def _is_acronym(word: str, nouns: list[str]) -> bool:
    """`capim` of `calon pimpinan`, `paslon` of `pasangan calon`: beginnings of two words that follow each other."""
    return any(a.startswith(word[:cut]) and b.startswith(word[cut:]) for a, b in pairwise(nouns) for cut in range(2, len(word) - 1))


def is_signed(signings: Sequence[Signing], signing: int | None) -> bool:
    """It is no mere talk, or one of the acts told together took place."""
    return any(s.key == signing and (s.status != "hypothetical" or any(act.status == "occurred" for act in s.acts)) for s in signings)


def is_roll_call(signings: Sequence[Signing], signing: int | None) -> bool:
    """What is signed is a list of those present: whoever opens that sitting holds no ceremony."""
    named = next((s.instrument_text for s in signings if s.key == signing), None) or ""
    return any(word in named.lower() for word in load_words("roles", "roll_calls"))


def stays_back(reading: Reading, sentence: Sentence) -> bool:
    """`… dua camat tidak beranjak. |Keduanya adalah …|`: the sentence before tells of those who do not sign."""
    last = reading.sentences[max(sentence.index - 1, 0)]
    words = {word.lower() for word in split_gap(reading.text[last.start:last.end])}
    return bool(words & set(load_words("roles", "refusals"))) and not words & set(load_words("roles", "limits"))


def is_undone(signings: Sequence[Signing], signing: int | None) -> bool:
    """Whoever has not signed, or refuses to, is the signatory of an act that did not take place: `Presiden X belum meneken UU`."""
    return any(s.key == signing and s.status == "negated" for s in signings)


def is_refused(text: str, start: int, sentence: Sentence) -> bool:
    """`menolak menandatangani`, `tidak ikut teken`; `tidak hanya meneken` is none."""
    words = [word.lower() for word in split_gap(text[max(sentence.start, start - 60):start])][-MAX_REFUSAL:]
    refusals, limits = load_words("roles", "refusals"), load_words("roles", "limits")
    at = max((i for i, word in enumerate(words) if word in refusals), default=None)
    if at is None or words[at + 1:at + 2] and words[at + 1] in limits:
        return False
    if set(words[at + 1:]) & word_class("relatives") and is_predicate(words[at + 1]):
        return False  # `semestinya mengevaluasi keputusannya yang menandatangani`
    return not set(words[at + 1:]) & {",", *word_class("and_words", "then_words", "but_words"), *load_words("roles", "meanwhile")}


def keeps_out(text: str, start: int, sentence: Sentence) -> bool:
    """`tidak ikut meneken`: no signature of his is missing."""
    words = {word.lower() for word in split_gap(text[max(sentence.start, start - 40):start])[-3:]}
    return bool(words & set(load_words("roles", "joining_in")))


def holds_office(reading: Reading, person: int) -> bool:
    """`Presiden X belum meneken` tells whose signature is missing; a candidate who refuses signs nothing."""
    return any(p.key == person and p.position for p in reading.persons)


def withholds(reading: Reading, signings: Sequence[Signing], signing: int | None, person: int) -> bool:
    """Whose signature is missing: of an official, or of one who does not take a contract, `|Bek X| enggan meneken kontrak baru`."""
    return holds_office(reading, person) or any(s.key == signing and s.instrument == "contract" for s in signings)


def stands_for_party(reading: Reading, cues: list[Hit], cue: Hit, sentence: Sentence, signings: Sequence[Signing], pairs: list[StandIn]) -> bool:
    """`Bawaslu diwakili X`; where one side is, the other is too: `Rektor diwakili Y, sedangkan Bawaslu diwakili X`."""
    paired = {pair.cue.start for pair in pairs}
    if cue.start not in paired:
        return is_party_before(reading, signings, sentence, cue)
    if _other_side_signs(reading, cues, sentence):
        return True
    others = [c for c in cues if c.value.get("for_party") and sentence.start <= c.start < sentence.end and c.start not in paired]
    return any(is_party_before(reading, signings, sentence, other) for other in others)


def is_told_of_agreement(signings: Sequence[Signing], sentence: Sentence) -> bool:
    """An agreement between sides was signed in one of the last sentences: `Keduanya bertukar naskah`."""
    return any(s.instrument in MUTUAL and s.status == "occurred" and 0 <= sentence.index - act.sentence <= MAX_AFTER for s in signings for act in s.acts)


def names_party(reading: Reading, cue: Hit, sentence: Sentence, signings: Sequence[Signing]) -> bool:
    """`mewakili lembaganya`, `mewakili Kementerian PUPR` shortly after an agreement is signed, among no guests: the body signs through him."""
    near = [s for s in signings if s.status == "occurred" and any(0 <= sentence.index - act.sentence <= MAX_AFTER for act in s.acts)]
    guests = set(load_words("roles", "guest_words")) & {word.lower() for word in split_gap(reading.text[sentence.start:cue.start])}
    if guests or not near:
        return False
    if " " in cue.text:
        return any(s.instrument in MUTUAL for s in near)
    behind = reading.text[cue.end:sentence.end].strip()
    if any(behind.startswith(party) for s in near for party in s.parties):
        return True
    if re.match(rf"(?:{'|'.join(map(re.escape, load_words('organizations', 'countries')))})\b", behind):
        return any(s.instrument in MUTUAL for s in near)
    bodies = "|".join(map(re.escape, load_words("organizations", "heads")))
    return any(s.instrument in MUTUAL and not s.parties for s in near) and bool(re.match(rf"(?:{bodies})\b", behind))


def speaks_for_party(reading: Reading, person: int, signings: Sequence[Signing], signing: int | None) -> bool:
    """The body that the speaker holds an office in is a party of the signing."""
    unit = next((p.unit for p in reading.persons if p.key == person), None)
    parties = [party for s in signings if s.key == signing and s.status == "occurred" for party in s.parties]
    return bool(unit) and any(unit in party or party in unit for party in parties)


def _other_side_signs(reading: Reading, cues: list[Hit], sentence: Sentence) -> bool:
    """`Bupati X diwakili Sekda Y. |Dari pihak kampus, tanda tangan dibubuhkan Rektor Z|`: the first sentence told of a signature too."""
    following = reading.sentences[min(sentence.index + 1, len(reading.sentences) - 1)]
    opener = re.match(rf"(?i)\W*(?:{'|'.join(load_words('roles', 'other_side'))})\b", reading.text[following.start:following.end])
    return bool(opener) and any(c.value["role"] == "signatory" and following.start <= c.start < following.end for c in cues)


def is_signed_here(cues: list[Hit], cue: Hit, signings: Sequence[Signing], sentence: Sentence) -> bool:
    """An act is told in the sentence, or a verb of signing stands in it before the cue: `sudah lebih dulu teken di hadapan X`."""
    signs = any(c.value["role"] == "signatory" and sentence.start <= c.start < cue.start for c in cues)
    return signs or any(act.sentence == sentence.index for s in signings for act in s.acts)


def follows_signer(reading: Reading, cast: Cast, cues: list[Hit], cue: Hit, sentence: Sentence) -> bool:
    """A turn is a turn to sign: somebody signs in the sentence or shortly before, and nobody does anything else after it."""
    if cue.value["points"] == "after" and cast.after_cue(cue.end, sentence.end) is None:
        return False
    signed = [c for c in cues if c.value["role"] == "signatory" and not c.value.get("in_turn") and c.start < cue.start]
    words = split_gap(reading.text[cue.end:sentence.end])
    verbs = {word for phrase in load_words("roles", "sign_active") for word in phrase.split()}
    acts = [word for word in words if word.islower() and word not in verbs and (is_predicate(word) or word in load_words("speech", "reports"))]
    return not acts and any(0 <= sentence.index - reading.sentence_at(c.start).index <= MAX_TURNS for c in signed)
