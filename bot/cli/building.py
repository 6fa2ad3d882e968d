"""Build the index with progress on the terminal; used by 'knowledge build' and 'serve'."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.language import tr
from bot.settings import Settings
from knowledge.content import load_content
from knowledge.index import (
    build_index,
    encoder_name,
    load_encoder,
    sources_fingerprint,
    up_to_date,
)
from knowledge.index.manifest import Manifest
from knowledge.library import Library
from knowledge.restoring import restored_plans


def build(settings: Settings) -> Manifest:
    """Bring the index up to date; quick when nothing changed.

    Raises:
        KnowledgeError: content is wrong, or there is nothing to index.
    """
    root: Path = settings.knowledge
    library = Library(root)
    sources = sources_fingerprint(library)
    if made := up_to_date(root / "index", sources, encoder_name(settings.embedding_model)):
        return made
    console = Console(stderr=True)
    with console.status(tr("Reading the records …", "Đọc dữ liệu …")) as status:
        content = load_content()
        plans = restored_plans(root, content, library, status.update)
        status.update(tr("Loading the encoder …", "Nạp bộ mã hóa …"))
        encoder = load_encoder(settings.embedding_model, settings.model_folder)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(tr("Building the index", "Lập chỉ mục"), total=None)
        return build_index(
            root / "index",
            content,
            library,
            encoder,
            plans,
            lambda done, total: bar.update(task, completed=done, total=total),
            sources,
        )
