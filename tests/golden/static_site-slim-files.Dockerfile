# syntax=docker/dockerfile:1

FROM nginxinc/nginx-unprivileged:1.30
# This configuration listens on an unprivileged port, writes only to /dev/shm and answers the health path.
COPY nginx.conf /etc/nginx/nginx.conf
COPY public/ /srv/www/
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 101:101
