# syntax=docker/dockerfile:1

# The same minor version as below: compiled extensions load only there.
FROM python:3.14-alpine3.24 AS build
WORKDIR /app
RUN python3 -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement requirements.txt
COPY src/ ./
RUN /venv/bin/python3 -m compileall -q -x node_modules . || true
RUN if [ ! -e main.py ]; then echo "main.py does not exist: change the setting 'Script or module'" >&2; exit 1; fi

FROM python:3.14-alpine3.24
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
CMD ["/venv/bin/python3", "main.py"]
