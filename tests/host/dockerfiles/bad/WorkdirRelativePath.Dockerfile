FROM alpine:3
WORKDIR app
