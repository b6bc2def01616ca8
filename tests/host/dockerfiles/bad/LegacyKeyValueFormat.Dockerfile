FROM alpine:3
ENV NAME value
