FROM alpine:3
COPY $what /
