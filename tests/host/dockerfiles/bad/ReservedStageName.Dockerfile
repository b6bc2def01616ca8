FROM alpine:3 AS scratch
