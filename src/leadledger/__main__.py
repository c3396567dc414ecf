"""``python -m leadledger``: the command line."""

import sys

from leadledger.cli import main

sys.exit(main())
