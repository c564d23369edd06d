"""From record files to validated records, or to findings that say what is wrong with them."""
