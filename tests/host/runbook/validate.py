"""kubernetes-validate --strict, with a memory: by itself it reads all schemas of a
version, 2 MB, anew for each document.

    validate.py VERSION PATH…    prints what is wrong; ends with 1 where anything is
"""
import functools
import sys

import yaml
from kubernetes_validate import utils

utils.schema_contents = functools.cache(utils.schema_contents)
# The same loader, in C where there is one.
yaml.SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

version, *paths = sys.argv[1:]
sys.exit(max(utils.validate_file(path, version=version, strict=True, quiet=True, no_warn=False) for path in paths))
