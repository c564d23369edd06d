"""Lets all tests import what lies beside this file, and lets builds print only where a test asks for it."""

from __future__ import annotations

import os

os.environ.setdefault("BROSCHUEREN", "nein")  # each build would print all editions anew: a fresh town has no cache
