"""Does its work and ends: with another code where it cannot."""
import os
import sys

print("3 rows for", os.environ.get("GREETING", "nobody"), *sys.argv[1:])
