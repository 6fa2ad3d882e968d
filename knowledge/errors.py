"""The knowledge package's error tree. Every message says where the trouble is and what to do."""


class KnowledgeError(Exception):
    """Base of all errors raised on purpose by ``knowledge``."""


class ContentError(KnowledgeError):
    """A content file does not fit its schema."""


class ImportFileError(KnowledgeError):
    """A file to import cannot be read at all."""


class IndexMissingError(KnowledgeError):
    """There is no index yet."""


class IndexMismatchError(KnowledgeError):
    """The index on disk was made by other code, another model or other records, or is damaged."""
