"""The project's own records, kept as YAML beside this file and validated when loaded."""

from knowledge.content.loading import CONTENT_ROOT, Content, load_content

__all__ = ["CONTENT_ROOT", "Content", "load_content"]
