"""Encoders: the shipped static model, or any sentence-transformers model by name or path."""

from models.load import load_encoder

__all__ = ["load_encoder"]
