# syntax=docker/dockerfile:1

# Needs `docker login dhi.io` first; the account is free.
FROM dhi.io/php:8.4-debian13-dev AS build
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

# Needs `docker login dhi.io` first; the account is free.
FROM dhi.io/php:8.4-debian13-fpm
WORKDIR /app
COPY --from=build /out/zz-listen.conf /opt/php-8.4/etc/php-fpm.d/
COPY --from=build /app /app
EXPOSE 3000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
