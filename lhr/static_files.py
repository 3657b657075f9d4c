"""Static files under names that carry their hash, so that a browser may keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedNames(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name while nothing was collected (tests and a first look), instead of an error page."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or `name` itself when no manifest was written."""
        return super().stored_name(name) if self.hashed_files else name
