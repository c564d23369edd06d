"""How the guide says things in German: facts as phrases, free text as safe HTML. Pages, search and print share it."""
