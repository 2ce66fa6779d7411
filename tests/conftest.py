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


@pytest.fixture(scope="session")
def bucket():
    """`s3://warta`, an empty bucket of a server that speaks S3 on this machine; processes started later find it as well."""
    pytest.importorskip("moto")
    import logging

    from moto.server import ThreadedMotoServer
    from pyarrow.fs import FileSystem

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "kunci", "AWS_SECRET_ACCESS_KEY": "rahasia", "AWS_DEFAULT_REGION": "us-east-1"}.items():
            patch.setenv(name, value)
        FileSystem.from_uri("s3://warta?allow_bucket_creation=true")[0].create_dir("warta")
        yield "s3://warta"
    server.stop()
