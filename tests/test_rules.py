"""Every rule fires on its own examples, exactly on the marked span, and not on its counter-examples."""

from __future__ import annotations

import pytest

from extract.ruleset import Finder, RuleError, load_family, marked_spans, rules_dir
from extract.sentences import blank_nlp

FAMILIES = sorted(path.stem for path in rules_dir().glob("*.yaml"))
RULES = [(name, rule.id) for name in FAMILIES for rule in load_family(name).rules]
_finders: dict[str, Finder] = {}


def hits_of(family: str, rule_id: str, doc) -> list[tuple[int, int]]:
    if family not in _finders:
        _finders[family] = Finder(load_family(family), blank_nlp().vocab)
    return [(hit.start, hit.end) for hit in _finders[family].find(doc) if hit.rule_id == rule_id]


@pytest.mark.parametrize("family, rule_id", RULES)
def test_examples(family: str, rule_id: str, read_doc) -> None:
    rule = load_family(family).rule(rule_id)
    for example in rule.examples:
        text, marked = marked_spans(example)
        hits = hits_of(family, rule_id, read_doc(text))
        for span in marked:
            found = [text[start:end] for start, end in hits]
            assert (span.start, span.end) in hits, f"{family}/{rule_id} should match {text[span.start:span.end]!r} in {text!r}, found {found}"
    for text in rule.counter_examples:
        hits = hits_of(family, rule_id, read_doc(text))
        assert not hits, f"{family}/{rule_id} should not match {[text[s:e] for s, e in hits]} in {text!r}"


def test_rule_ids_are_unique_over_all_files() -> None:
    ids = [rule_id for _, rule_id in RULES]
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})


BAD_FILES = {
    "no why": "rules: [{id: a, patterns: [x], examples: ['[x]', 'y [x]'], counter_examples: [z]}]",
    "one example": "rules: [{id: a, why: b, patterns: [x], examples: ['[x]'], counter_examples: [z]}]",
    "no counter-example": "rules: [{id: a, why: b, patterns: [x], examples: ['[x]', 'y [x]']}]",
    "unmarked example": "rules: [{id: a, why: b, patterns: [x], examples: ['[x]', 'y x'], counter_examples: [z]}]",
    "unknown key": "rules: [{id: a, why: b, pattern: x, patterns: [x], examples: ['[x]', 'y [x]'], counter_examples: [z]}]",
    "same id twice": "rules:\n"
    + "- {id: a, why: b, patterns: [x], examples: ['[x]', 'y [x]'], counter_examples: [z]}\n" * 2,
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_wrong_rule_file_is_named(fault: str, tmp_path) -> None:
    (tmp_path / "bad.yaml").write_text("family: bad\n" + BAD_FILES[fault], encoding="utf-8")
    with pytest.raises(RuleError, match="bad.yaml"):
        load_family("bad", tmp_path)


def test_pattern_notation(tmp_path) -> None:
    (tmp_path / "notation.yaml").write_text(
        """
family: notation
lists: {verbs: [meneken, tanda tangani]}
rules:
- id: n.list
  why: a list with an entry of two words, a gap, a group
  patterns: ["{verbs} ..2 pakta|nota@what"]
  examples: ["Ia [meneken dua nota]", "Ia [tanda tangani pakta]"]
  counter_examples: ["Ia meneken satu dua tiga nota", "Ia meneken. Nota itu hilang"]
- id: n.case
  why: exact case and optional words
  patterns: ["=KPU provinsi? <CAP>+"]
  examples: ["Ketua [KPU Provinsi Bali Raya] hadir", "Ketua [KPU Bali]"]
  counter_examples: ["ketua kpu Bali"]
""",
        encoding="utf-8",
    )
    from extract.sentences import make_doc

    family = load_family("notation", tmp_path)
    finder = Finder(family, blank_nlp().vocab)
    for rule in family.rules:
        for example in rule.examples:
            text, marked = marked_spans(example)
            assert [(h.start, h.end) for h in finder.find(make_doc(text)) if h.rule_id == rule.id] == [(s.start, s.end) for s in marked], text
        for text in rule.counter_examples:
            assert not [h for h in finder.find(make_doc(text)) if h.rule_id == rule.id], text
    hit = finder.find(make_doc("Ia meneken dua nota"))[0]
    assert (hit.groups["what"].start, hit.groups["what"].end) == (15, 19)
