# syntax=docker/dockerfile:1

# The manifests of all members. Dependencies stay cached until one of these files changes.
FROM python:3.14-trixie AS manifests
WORKDIR /app
COPY . .
RUN if [ ! -e apps/api/pyproject.toml ]; then echo "apps/api has no pyproject.toml: change the setting 'Workspace member'" >&2; exit 1; fi \
 && find . ! -type d ! -name 'pyproject.toml' ! -name 'uv.lock' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# The same minor version as below: compiled extensions load only there.
FROM python:3.14-trixie AS build
WORKDIR /app
RUN python3 -m venv --without-pip /venv \
 && python3 -m pip install --no-cache-dir "uv>=0.9,<1"
# Dependencies first: they change less often than the sources.
COPY --from=manifests /app ./
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/venv \
    UV_PYTHON_DOWNLOADS=never \
    UV_PYTHON=/venv/bin/python3
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev --project apps/api --no-install-local
COPY . .
# The member and its dependencies, used in place: a change takes effect at once.
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev --project apps/api

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --create-home --shell /bin/bash nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app/apps/api/src
# The user may change and rebuild the sources.
RUN chown -R 65532:65532 /app /venv
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/venv/bin/python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
CMD ["/venv/bin/python3", "main.py"]
