"""Records as tables, for people who keep lists: out into a spreadsheet, and back in."""
