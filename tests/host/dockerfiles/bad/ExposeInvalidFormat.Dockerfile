FROM alpine:3
EXPOSE http
