FROM alpine:3
RUN one \

 && two
