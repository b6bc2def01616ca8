# The same minor version as below: compiled extensions load in no other.
FROM python:3.13-slim-trixie AS build
WORKDIR /app
RUN python3 -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement requirements.txt

FROM python:3.13-slim-trixie
# Yours. Any version will do: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# The image has no ordinary user; the number is that of distroless’s nonroot.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=build /venv /venv
COPY src/ ./
EXPOSE 3000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes has probes of its own.
HEALTHCHECK --interval=30s --timeout=3s \
    CMD ["/venv/bin/python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:3000/health/ready', timeout=2)"]
ENTRYPOINT ["/venv/bin/python3", "-m", "shop.app:api"]
