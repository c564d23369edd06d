"""`python -m familyguide`."""

from .cli import main

raise SystemExit(main())
