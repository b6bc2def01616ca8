"""Parses Dockerfiles with Moby's own parser; fails on unknown instructions."""
import sys
import dockerfile

KNOWN = {"ARG", "FROM", "ENV", "WORKDIR", "COPY", "RUN", "EXPOSE", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD"}

for path in sys.argv[1:]:
    for command in dockerfile.parse_file(path):
        if command.cmd.upper() not in KNOWN:
            sys.exit(f"{path}:{command.start_line}: {command.cmd}")
        if command.cmd.upper() in {"ENTRYPOINT", "CMD"} and not command.json:
            sys.exit(f"{path}:{command.start_line}: {command.cmd} is not in exec form")
print(f"{len(sys.argv) - 1} parsed")
