FROM alpine:3 as build
