"""The one command: `python3 run.py` opens the house, `python3 run.py test` checks it."""

import sys

# Before any other import, so that an old Python is met with a sentence and not a SyntaxError.
if sys.version_info < (3, 11):  # noqa: UP036
    version = sys.version.split()[0]
    sys.exit("The Peer Innovators Network needs Python 3.11 or newer; this is " + version + ".")

from setup_house.commands import obey

if __name__ == "__main__":
    sys.exit(obey(sys.argv[1:]))
