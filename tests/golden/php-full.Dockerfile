# syntax=docker/dockerfile:1

# The image that also runs it: the same extensions, so Composer’s checks apply to both.
FROM php:8.5-fpm-trixie AS build
# Composer needs it to unpack packages: the image has neither this program nor the zip extension.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "unzip=6.*" \
 && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
ENV COMPOSER_ALLOW_SUPERUSER=1 \
    COMPOSER_CACHE_DIR=/composer-cache
# Dependencies first: they change less often than the sources.
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/composer-cache \
    composer install --no-dev --no-scripts --no-autoloader --no-interaction --prefer-dist
COPY . .
RUN composer dump-autoload --no-dev --optimize
RUN if [ ! -e public ]; then echo "public does not exist: change the setting 'Folder that the web server serves'" >&2; exit 1; fi

FROM php:8.5-fpm-trixie
WORKDIR /app
# Without a php.ini, PHP shows errors to visitors. This one is for production.
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=build /app /app
EXPOSE 9000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 33:33
CMD ["php-fpm"]
