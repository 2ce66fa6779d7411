"""What several tests share: the real tagger, one tokenised and tagged text, the folder of public gold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def tagger():
    """The shipped model, loaded once."""
    from extract.ner import load_tagger

    return load_tagger()


@pytest.fixture(scope="session")
def read_doc(tagger) -> Callable:
    """text -> spaCy Doc with sentences and entities, as the rules see it."""
    from extract import pipeline, sentences

    def read(text: str):
        doc = sentences.make_doc(text)
        pipeline.set_entities(doc, tagger.tag([doc])[0])
        return doc

    return read


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with gold and news; tests that need it are skipped without it."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("no shared data beside this checkout")
    return SHARED
