FROM --platform=$TARGETPLATFORM alpine:3
