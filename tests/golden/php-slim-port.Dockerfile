# syntax=docker/dockerfile:1

# The image that also runs it: the same extensions, so Composer’s checks apply to both.
FROM php:8.4-fpm-trixie AS build
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
# Creates the class map, and the file from which FPM reads its port.
RUN composer dump-autoload --no-dev --optimize \
 && mkdir /out \
 && printf '[www]\nlisten = 3000\n' > /out/zz-listen.conf
RUN if [ ! -e public ]; then echo "public does not exist: change the setting 'Folder that the web server serves'" >&2; exit 1; fi

FROM php:8.4-fpm-trixie
WORKDIR /app
# Without a php.ini, PHP shows errors to visitors. This one is for production.
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=build /out/zz-listen.conf /usr/local/etc/php-fpm.d/
COPY --from=build /app /app
EXPOSE 3000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 33:33
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["php", "-r", "exit(@fsockopen('127.0.0.1', 3000) ? 0 : 1);"]
CMD ["php-fpm"]
