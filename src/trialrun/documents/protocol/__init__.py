"""The clinical trial protocol after ICH M11."""

from trialrun.documents.protocol.build import build_protocol

__all__ = ["build_protocol"]
