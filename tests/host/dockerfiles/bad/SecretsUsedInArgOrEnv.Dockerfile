FROM alpine:3
ENV DB_PASSWORD=secret
