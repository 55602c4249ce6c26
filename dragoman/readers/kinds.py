"""Which files of a folder or an archive are no reports: hidden ones, pictures, sound, film, what a site or a program is made of."""

from __future__ import annotations

NO_TEXT = {
    ending: kind
    for kind, endings in {
        "picture": ".png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .heic .avif",
        "sound or film": ".mp3 .wav .ogg .m4a .flac .mp4 .webm .mov .avi .mkv .m4v",
        "font": ".woff .woff2 .ttf .otf .eot",
        "style or script": ".css .js .mjs .map .ts",
        "program or data of a program": ".exe .dll .so .dylib .pyc .py .sh .bat .db .sqlite .sqlite3 .db-wal .db-shm .lock .tmp .bak",
    }.items()
    for ending in endings.split()
}
HIDDEN = "hidden file"
OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def passed_over(path: str) -> str | None:
    """Why a file is not read, or None. `path` is its path below the folder or the archive."""
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    if any((part.startswith(".") and part != "..") or part.lower() in OF_SYSTEMS for part in parts):
        return HIDDEN
    name = parts[-1].lower() if parts else ""
    return next((kind for ending, kind in NO_TEXT.items() if name.endswith(ending)), None)
