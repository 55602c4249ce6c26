"""The version, in one place: the package's metadata, the outputs and the user agent take it from here."""
from __future__ import annotations

VERSION = "0.1.0"
