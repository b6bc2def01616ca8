FROM alpine:3 AS build
FROM alpine:3 AS build
