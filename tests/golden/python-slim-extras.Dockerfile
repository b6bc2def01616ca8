# syntax=docker/dockerfile:1

# The same minor version as below: compiled extensions load only there.
FROM python:3.14-slim-trixie AS build
WORKDIR /app
RUN python3 -m venv --without-pip /venv \
 && python3 -m pip install --no-cache-dir "poetry>=2,<3"
# Dependencies first: they change less often than the sources.
COPY pyproject.toml poetry.lock ./
ENV VIRTUAL_ENV=/venv
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    poetry install --only main,web --no-root --compile --no-interaction --extras pg
COPY src/ ./
RUN /venv/bin/python3 -m compileall -q -x node_modules . || true
RUN if [ ! -e main.py ]; then echo "main.py does not exist: change the setting 'Script or module'" >&2; exit 1; fi

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
CMD ["/venv/bin/python3", "main.py"]
