"""What the documents package keeps in tables."""

from lhr.documents.import_batches import ImportBatch, ImportRow

__all__ = ["ImportBatch", "ImportRow"]
