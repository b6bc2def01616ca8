# syntax=docker/dockerfile:1

# The same minor version as below: compiled extensions load only there.
FROM python:3.13-slim-trixie AS build
WORKDIR /app
# In that image Python is /usr/bin/python, so the environment must point to that path.
RUN ln -s /usr/local/bin/python /usr/bin/python \
 && /usr/bin/python -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement requirements.txt
# Installs the server only if the project does not depend on it. Add it to your dependencies, so that its version is locked.
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv show gunicorn > /dev/null 2>&1 || python3 -m pip --python /venv install "gunicorn>=27,<28"
COPY src/ ./
RUN /venv/bin/python3 -m compileall -q -x node_modules . || true
RUN if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('main'); sys.exit(not (s))"; then echo "no module main below src: change the settings 'Application (module:object)' and 'Source folder'" >&2; exit 1; fi \
 && if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('gunicorn'); sys.exit(not (s))"; then echo "gunicorn is not a dependency of the project: add it" >&2; exit 1; fi

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/python3-debian13:nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# Two workers: gunicorn’s default is one, and a slow request would block it and its health checks. Override it for more cores. From 25.1 on, gunicorn opens a control socket in XDG_RUNTIME_DIR, because the user has no home folder.
ENV WEB_CONCURRENCY=2 \
    XDG_RUNTIME_DIR=/dev/shm
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/venv/bin/python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
# Workers write their heartbeat files to memory, because the root file system may be read-only.
ENTRYPOINT ["/venv/bin/python3"]
# Workers write their heartbeat files to memory, because the root file system may be read-only.
CMD ["-m", "gunicorn", "main:app", "--bind", "0.0.0.0:8080", "--worker-tmp-dir", "/dev/shm"]
