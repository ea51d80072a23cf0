"""Where the words lie that questionnaires share: beside them, or else in the catalogue that ships with the program.

An author who writes one questionnaire needs neither a vocabulary nor profile bands of their own.
"""

from __future__ import annotations

from pathlib import Path

from ..resource import resource

VOCABULARY = "vocabulary.yaml"
PROFILE = "profile.yaml"


def has_words(folder: Path) -> bool:
    """Whether a folder of questionnaires brings a vocabulary or profile bands of its own."""
    return any((folder / name).exists() for name in (VOCABULARY, PROFILE))


def shared_file(folder: Path, name: str) -> Path:
    """The file of shared words that holds for a folder of questionnaires: its own, or the shipped one.

    A translation, such as `pl.yaml`, is taken from the shipped ones only with everything else: it fits no other words.
    """
    own = folder / name
    if own.exists() or (has_words(folder) and name not in (VOCABULARY, PROFILE)):
        return own
    return resource("questionnaires") / name


def shared_folder(file: Path, otherwise: Path) -> Path:
    """The folder whose shared words hold for one questionnaire file: the one its own folder lies in, or `otherwise`."""
    own = file.absolute().parent.parent
    return own if has_words(own) else otherwise
