"""`python -m hhdesk`: the same as the installed command."""

import sys

from hhdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
