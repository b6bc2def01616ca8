"""What a service sees from inside its image."""
import os
import ssl
import zoneinfo

# The compiled part of the package: it loads only where version and libc fit.
from markupsafe import _speedups


def report():
    return {
        "uid": os.getuid(),
        "shell": os.path.exists("/bin/sh"),
        "tls": len(ssl.create_default_context().get_ca_certs()) > 0,
        "zone": zoneinfo.ZoneInfo("Europe/Zurich") is not None,
        "extension": _speedups.__file__ is not None,
    }
