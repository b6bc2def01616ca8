"""What a service sees from inside its image."""
import os
import ssl
import zoneinfo

from iniconfig import IniConfig


def report():
    return {
        "uid": os.getuid(),
        "shell": os.path.exists("/bin/sh"),
        "tls": len(ssl.create_default_context().get_ca_certs()) > 0,
        "zone": zoneinfo.ZoneInfo("Europe/Zurich") is not None,
        "package": IniConfig.__name__,
    }
