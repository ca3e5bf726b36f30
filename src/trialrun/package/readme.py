"""The read-me of a package, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from trialrun.language import LANGUAGES, message_text
from trialrun.package.described import Remark
from trialrun.package.manifest import remark_text
from trialrun.study import Text

_FOLDERS = {
    "sdtm/": "sdtm",
    "adam/": "adam",
    "documents/": "documents",
    "manifest.json": "manifest",
}


def readme_bytes(
    study: str,
    version: str,
    study_digest: str,
    data_digest: str,
    *,
    synthetic: Text | None,
    remarks: Sequence[Remark],
) -> bytes:
    """
    Return the read-me.

    Args:
        study: its name.
        version: of trialrun.
        study_digest: of the definition.
        data_digest: of the data.
        synthetic: name of the scenario of synthetic data; None for real data.
        remarks: on the files.
    """
    parts = []
    for language in LANGUAGES:
        title = message_text("package-readme-title", language, select={"study": study})
        lines = [title, "=" * (len(title) if title.isascii() else 2 * len(title)), ""]
        if synthetic is not None:
            said = {"scenario": synthetic.in_language(language)}
            lines += [
                f"*** {message_text('package-readme-synthetic', language, select=said)} ***",
                "",
            ]
        lines.append(
            message_text(
                "package-readme-made",
                language,
                select={
                    "version": version,
                    "study_digest": study_digest,
                    "data_digest": data_digest,
                },
            )
        )
        lines += ["", *_folders(language), ""]
        lines += [message_text("package-readme-check", language), ""]
        if remarks:
            lines.append(message_text("package-readme-remarks", language))
            lines += [f"- {remark_text(remark, language)}" for remark in remarks]
        else:
            lines.append(message_text("package-readme-no-remarks", language))
        parts.append("\n".join(lines))
    return ("\n\n\n".join(parts) + "\n").encode()


def _folders(language: str) -> list[str]:
    """What lies where."""
    return [
        f"{place:<15}{message_text(f'package-readme-{name}', language)}"
        for place, name in _FOLDERS.items()
    ]
