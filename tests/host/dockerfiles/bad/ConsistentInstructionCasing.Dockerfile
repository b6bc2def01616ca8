FROM alpine:3
workdir /app
