"""`python -m gallery_inference serve`."""

import sys

from gallery_inference.serve import main

sys.exit(main(sys.argv[1:]))
