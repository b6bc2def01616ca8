# syntax=docker/dockerfile:1

# The image that also runs it: the same extensions, so Composer’s checks apply to both.
FROM php:8.5-fpm-alpine3.24 AS build
# Composer needs it to unpack packages: the image has neither this program nor the zip extension.
RUN apk add --no-cache "unzip>=6" "libpq-dev>=16"
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
# For extensions that your packages need, such as this one. List yours in the settings.
RUN docker-php-ext-install pdo_pgsql
ENV COMPOSER_ALLOW_SUPERUSER=1 \
    COMPOSER_CACHE_DIR=/composer-cache
# Dependencies first: they change less often than the sources.
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/composer-cache \
    composer install --no-dev --no-scripts --no-autoloader --no-interaction --prefer-dist
COPY . .
RUN composer dump-autoload --no-dev --optimize
RUN if [ ! -e public ]; then echo "public does not exist: change the setting 'Folder that the web server serves'" >&2; exit 1; fi

FROM php:8.5-fpm-alpine3.24
# The library that the extension above loads. Replace it with yours.
RUN apk add --no-cache "libpq>=16"
WORKDIR /app
# Without a php.ini, PHP shows errors to visitors. This one is for production.
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=build /usr/local/lib/php/extensions/ /usr/local/lib/php/extensions/
COPY --from=build /usr/local/etc/php/conf.d/ /usr/local/etc/php/conf.d/
COPY --from=build /app /app
EXPOSE 9000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 82:82
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["php", "-r", "exit(@fsockopen('127.0.0.1', 9000) ? 0 : 1);"]
CMD ["php-fpm"]
