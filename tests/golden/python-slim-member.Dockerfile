# syntax=docker/dockerfile:1

# The manifests of all members. Dependencies stay cached until one of these files changes.
FROM python:3.14-slim-trixie AS manifests
WORKDIR /workspace
COPY . .
RUN if [ ! -e apps/api/pyproject.toml ]; then echo "apps/api has no pyproject.toml: change the setting 'Workspace member'" >&2; exit 1; fi \
 && find . ! -type d ! -name 'pyproject.toml' ! -name 'uv.lock' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# The same minor version as below: compiled extensions load only there.
FROM python:3.14-slim-trixie AS build
WORKDIR /workspace
RUN python3 -m venv --without-pip /venv \
 && python3 -m pip install --no-cache-dir "uv>=0.9,<1"
# Dependencies first: they change less often than the sources.
COPY --from=manifests /workspace ./
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/venv \
    UV_PYTHON_DOWNLOADS=never \
    UV_PYTHON=/venv/bin/python3
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev --project apps/api --no-install-local
COPY . .
# The member and its dependencies become part of the environment, which then does not need the workspace.
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev --project apps/api --no-editable
# Installs the server only if the project does not depend on it. Add it to your dependencies, so that its version is locked.
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv show uvicorn > /dev/null 2>&1 || python3 -m pip --python /venv install "uvicorn>=0.54,<1"
WORKDIR /app
COPY apps/api/src/ ./
RUN /venv/bin/python3 -m compileall -q -x node_modules . || true
RUN if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('main'); sys.exit(not (s))"; then echo "no module main below apps/api/src: change the settings 'Application (module:object)' and 'Source folder'" >&2; exit 1; fi \
 && if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('uvicorn'); sys.exit(not (s))"; then echo "uvicorn is not a dependency of the project: add it" >&2; exit 1; fi

FROM python:3.14-slim-trixie
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/venv/bin/python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
CMD ["/venv/bin/python3", "-m", "uvicorn", "main:app", "--host", "", "--port", "8080"]
