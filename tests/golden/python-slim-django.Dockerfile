# syntax=docker/dockerfile:1

# The same minor version as below: compiled extensions load only there.
FROM python:3.14-slim-trixie AS build
WORKDIR /app
RUN python3 -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement requirements.txt
# Installs the server only if the project does not depend on it. Add it to your dependencies, so that its version is locked.
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv show gunicorn > /dev/null 2>&1 || python3 -m pip --python /venv install "gunicorn>=27,<28"
COPY . ./
# Your commands. The variables in front of them stay out of the image.
RUN export PATH="/venv/bin:$PATH" \
 && SECRET_KEY=none python manage.py collectstatic --noinput
RUN /venv/bin/python3 -m compileall -q -x node_modules . || true
RUN if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('config'); sys.exit(not (s and any(os.path.exists(os.path.join(p, 'wsgi' + e)) for p in s.submodule_search_locations or [] for e in ('.py', ''))))"; then echo "no module config.wsgi at the root: change the settings 'Application (module:object)' and 'Source folder'" >&2; exit 1; fi \
 && if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('gunicorn'); sys.exit(not (s))"; then echo "gunicorn is not a dependency of the project: add it" >&2; exit 1; fi \
 && if [ ! -e manage.py ]; then echo "manage.py does not exist: change the setting 'Command before start'" >&2; exit 1; fi

FROM python:3.14-slim-trixie
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# Two workers: gunicorn’s default is one, and a slow request would block it and its health checks. Override it for more cores. From 25.1 on, gunicorn opens a control socket in XDG_RUNTIME_DIR, because the user has no home folder.
ENV WEB_CONCURRENCY=2 \
    XDG_RUNTIME_DIR=/dev/shm
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
# The user owns the folders that the program writes to. A new Docker volume inherits the owner.
RUN mkdir -p /app/media \
 && chown -R 65532:65532 /app/media
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/venv/bin/python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
# Workers write their heartbeat files to memory, because the root file system may be read-only.
CMD ["/venv/bin/python3", "-m", "gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8080", "--worker-tmp-dir", "/dev/shm"]
