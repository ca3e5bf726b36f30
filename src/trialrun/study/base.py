"""What every part of a study definition shares: frozen, nothing unknown, texts in two languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LANGUAGES = ("en", "zh")

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_+-]{0,31}$")]
"""An identifier of the definition: a letter, then letters, digits, `_`, `+`, `-`; at most 32."""

Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]
"""A value as it stands in the data, such as an SDTM arm code or a --TESTCD."""


class Part(BaseModel):
    """A frozen part of the definition; an unknown key is a fault."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=False, allow_inf_nan=False
    )


class Text(Part):
    """A text in every language of the study."""

    en: str = Field(min_length=1, description="English")
    zh: str = Field(min_length=1, description="Simplified Chinese")

    def in_language(self, language: str) -> str:
        """Return the text in `language` ("en" or "zh")."""
        return str(getattr(self, language))
