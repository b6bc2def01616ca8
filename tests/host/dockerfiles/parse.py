"""Reads Dockerfiles with Moby's own parser and makes the checks again that
`docker build --check` makes, one function each, named as BuildKit names them.

    parse.py FOLDER          every file in it; prints how many
    parse.py --file PATH     one file; prints what is wrong with it
    parse.py --count PATH…   the instructions of each file, a line of names each

The experimental checks are left out, as BuildKit leaves them out.
"""
import re
import sys
from pathlib import Path

import dockerfile

KNOWN = {"ARG", "FROM", "ENV", "WORKDIR", "COPY", "RUN", "EXPOSE", "USER", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD", "LABEL"}
ONCE = {"CMD", "ENTRYPOINT", "HEALTHCHECK"}
RESERVED = {"scratch", "context"}
PREDEFINED = {"BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT"}
SECRET = re.compile(r"(?i)(^|_)(apikey|auth|credentials?|key|password|pword|passwd|secret|token)($|_)")
VARIABLE = re.compile(r"(?<!\\)\$\{?([A-Za-z_][A-Za-z0-9_]*)")


def instruction(command):
    return command.cmd.upper()


def stages(commands):
    """The instructions before the first FROM, then each stage's."""
    parts = [[]]
    for command in commands:
        if instruction(command) == "FROM":
            parts.append([])
        parts[-1].append(command)
    return parts[0], parts[1:]


def name_of(stage):
    words = list(stage[0].value)
    lower = [word.lower() for word in words]
    return words[lower.index("as") + 1] if "as" in lower else None


def argument(command):
    return command.value[0].split("=")[0]


def check(text, commands):
    """Yields the name of each check that a file fails."""
    head, parts = stages(commands)
    names = [name_of(stage) for stage in parts]
    named = [name for name in names if name]
    globals_ = {argument(command): "=" in command.value[0] for command in head}

    for command in commands:
        if instruction(command) not in KNOWN:
            yield "UnknownInstruction"
        if instruction(command) in ("CMD", "ENTRYPOINT") and not command.json:
            yield "JSONArgsRecommended"
        if instruction(command) == "HEALTHCHECK" and command.value[0] == "CMD" and not re.search(r"CMD \[", command.original.replace("\\\n", " ")):
            yield "HealthcheckExecForm"
        if instruction(command) == "WORKDIR" and not command.value[0].startswith("/"):
            yield "WorkdirRelativePath"
        if instruction(command) == "ENV" and not re.match(r"(?i)env\s+[A-Za-z_][A-Za-z0-9_]*=", command.original):
            yield "LegacyKeyValueFormat"
        if instruction(command) == "ARG" and " " in command.original.strip()[4:].strip().split("=")[0]:
            yield "LegacyKeyValueFormat"
        if instruction(command) in ("ARG", "ENV"):
            for key in [argument(command)] if instruction(command) == "ARG" else command.value[0::3]:
                if SECRET.search(key):
                    yield "SecretsUsedInArgOrEnv"
        if instruction(command) == "MAINTAINER":
            yield "MaintainerDeprecated"
        if instruction(command) == "EXPOSE":
            for port in command.value:
                if not re.fullmatch(r"\d+(-\d+)?(/[A-Za-z]+)?", port):
                    yield "ExposeInvalidFormat"
                elif port != port.lower():
                    yield "ExposeProtoCasing"
    for name in named:
        if name != name.lower():
            yield "StageNameCasing"
        if name.lower() in RESERVED:
            yield "ReservedStageName"
    if len({name.lower() for name in named}) < len(named):
        yield "DuplicateStageName"
    words = [command.cmd for command in commands]
    if len({word.isupper() for word in words}) > 1:
        yield "ConsistentInstructionCasing"
    for stage in parts:
        first = stage[0].original.split()
        as_ = [word for word in first if word.lower() == "as"]
        if as_ and as_[0].isupper() != first[0].isupper():
            yield "FromAsCasing"
    if re.search(r"\\[ \t]*\n[ \t]*\n", text):
        yield "NoEmptyContinuation"

    for stage in parts:
        from_ = stage[0].original
        platform = re.search(r"--platform=(\S+)", from_)
        if platform and "$" not in platform[1]:
            yield "FromPlatformFlagConstDisallowed"
        if platform and platform[1] in ("$TARGETPLATFORM", "${TARGETPLATFORM}"):
            yield "RedundantTargetPlatform"
        for variable in VARIABLE.findall(from_):
            if variable not in globals_ and variable not in PREDEFINED:
                yield "UndefinedArgInFrom"
            elif variable in globals_ and not globals_[variable]:
                yield "InvalidDefaultArgInFrom"
        for kind in ONCE:
            if sum(instruction(command) == kind for command in stage) > 1:
                yield "MultipleInstructionsDisallowed"
        defined = {"PATH"}
        for command in stage[1:]:
            if instruction(command) in ("COPY", "WORKDIR", "EXPOSE", "USER", "ENV", "ARG", "STOPSIGNAL"):
                if set(VARIABLE.findall(command.original)) - defined:
                    yield "UndefinedVar"
            if instruction(command) == "ARG":
                defined.add(argument(command))
            if instruction(command) == "ENV":
                defined.update(command.value[0::3])
        for variable in {word for command in stage if instruction(command) == "RUN" for word in VARIABLE.findall(command.original)}:
            if variable in PREDEFINED and variable not in defined:
                yield "UndefinedVar"


def main():
    if sys.argv[1] == "--count":
        for path in sys.argv[2:]:
            print(" ".join(instruction(command) for command in dockerfile.parse_file(path)))
        return
    paths = [Path(sys.argv[2])] if sys.argv[1] == "--file" else sorted(Path(sys.argv[1]).iterdir())
    wrong = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        try:
            wrong += [f"{path}: {name}" for name in dict.fromkeys(check(text, dockerfile.parse_string(text)))]
        except dockerfile.GoParseError as error:
            wrong.append(f"{path}: does not parse: {error}")
    if wrong:
        sys.exit("\n".join(wrong[:40]))
    print(f"{len(paths)} parsed")


main()
