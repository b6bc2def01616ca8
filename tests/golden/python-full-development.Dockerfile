# syntax=docker/dockerfile:1

# The same minor version as below: compiled extensions load only there.
FROM python:3.14-trixie AS build
WORKDIR /app
RUN python3 -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement requirements.txt

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --create-home --shell /bin/bash nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
COPY src/ ./
# The user may change and rebuild the sources.
RUN chown -R 65532:65532 /app /venv
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
CMD ["/venv/bin/python3", "main.py"]
