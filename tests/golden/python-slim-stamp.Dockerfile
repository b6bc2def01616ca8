# syntax=docker/dockerfile:1

# The same minor version as below: compiled extensions load only there.
FROM python:3.14-slim-trixie AS build
WORKDIR /app
RUN python3 -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement requirements.txt
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
ARG VERSION=dev
ARG REVISION=unknown
ENV APP_VERSION="${VERSION}"
# Registries and scanners show these labels. Without them, they would show the base’s labels.
LABEL org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}" \
    org.opencontainers.image.source=https://github.com/acme/shop \
    team="a b"
CMD ["/venv/bin/python3", "main.py"]
