# syntax=docker/dockerfile:1

# The same minor version as below: compiled extensions load only there.
FROM python:3.13-slim-trixie AS build
WORKDIR /app
# In that image Python is /usr/bin/python, so the environment must point to that path.
RUN ln -s /usr/local/bin/python /usr/bin/python \
 && /usr/bin/python -m venv --without-pip /venv
# Copied in one step: installing builds the project itself.
COPY . ./
# Installs the newest packages that fit, because there is no lock file. Some projects take their version from the Git history, which is not in the build context.
RUN --mount=type=cache,target=/root/.cache/pip \
    SETUPTOOLS_SCM_PRETEND_VERSION=0 python3 -m pip --python /venv install ".[pg]"
COPY src/ ./
RUN /venv/bin/python3 -m compileall -q -x node_modules . || true
RUN if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('shop'); sys.exit(not (s and any(os.path.exists(os.path.join(p, 'app' + e)) for p in s.submodule_search_locations or [] for e in ('.py', ''))))"; then echo "no module shop.app below src: change the settings 'Script or module' and 'Source folder'" >&2; exit 1; fi

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/python3-debian13:nonroot
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
ENTRYPOINT ["/venv/bin/python3"]
CMD ["-c", "import sys; from shop.app import main; sys.exit(main())"]
