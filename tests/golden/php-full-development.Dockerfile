# syntax=docker/dockerfile:1

# The image that also runs it: the same extensions, so Composer’s checks apply to both.
FROM php:8.5-fpm-trixie AS build
# Composer needs it to unpack packages: the image has neither this program nor the zip extension.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "unzip=6.*" "git=1:2.*" \
 && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
ENV COMPOSER_ALLOW_SUPERUSER=1 \
    COMPOSER_CACHE_DIR=/composer-cache
# Dependencies first: they change less often than the sources.
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/composer-cache \
    composer install --no-scripts --no-autoloader --no-interaction --prefer-dist
COPY . .
RUN composer dump-autoload

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The user may change and rebuild the sources.
RUN chown -R 33:33 /app
EXPOSE 9000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 33:33
STOPSIGNAL SIGINT
# PHP’s built-in server, for development only. It needs no web server in front.
CMD ["php", "-S", "0.0.0.0:9000", "-t", "public"]
