FROM alpine:3
VOLUME /data
