"""The core of the family guide: record files in, pages out.

It knows no site generator, no clock and no network; `hooks/mkdocs_hooks.py` and `cli/` are its edges.
"""
