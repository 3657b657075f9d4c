import sys

from lhr.cli.main import main

sys.exit(main())
