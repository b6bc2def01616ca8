FROM alpine:3
CMD ["a"]
CMD ["b"]
