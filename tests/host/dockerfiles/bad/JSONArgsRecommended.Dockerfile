FROM alpine:3
CMD run it
