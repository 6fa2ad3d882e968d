"""What all tests may use. Nothing here is slow to import: Rasa's environment reads it as well."""

from pathlib import Path

import pytest

PROJECT_ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds pyproject.toml."""
    return PROJECT_ROOT


@pytest.fixture(scope="session")
def shared(project_root: Path) -> Path:
    """The material beside the project (contract §6); skips the test where it is absent."""
    folder = project_root.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"the material beside the project is not here: {folder}")
    return folder
