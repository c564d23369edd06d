"""From the guide to what the finder in the browser needs."""
