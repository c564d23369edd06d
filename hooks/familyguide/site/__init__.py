"""From the guide to the pages of the site, as values; who writes them to disk is not known here."""
