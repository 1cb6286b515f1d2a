"""Entities: mentions of people, organisations, places and things, joined into one row each."""

from helpers.entities.step import (
    LABELS,
    Entity,
    find_entities,
    shared_key,
)

__all__ = ["LABELS", "Entity", "find_entities", "shared_key"]
