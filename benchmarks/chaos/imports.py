"""Imports in the middle of which the site and PostgreSQL are killed."""

import argparse


def kill_imports(asked: argparse.Namespace) -> list[str]:
    """Load registers as jobs while the site is killed; print what became of them, and return what is wrong."""
    return []
