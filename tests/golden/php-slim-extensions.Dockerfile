# syntax=docker/dockerfile:1

# The image that also runs it: the same extensions, so Composer’s checks apply to both.
FROM php:8.5-fpm-trixie AS build
# Composer needs it to unpack packages: the image has neither this program nor the zip extension.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "unzip=6.*" \
 && apt-get satisfy --yes --no-install-recommends "libfreetype-dev, libicu-dev, libjpeg62-turbo-dev, libpng-dev, libpq-dev, libwebp-dev, libzip-dev" \
 && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
# Your extensions, which the image lacks.
RUN docker-php-ext-configure gd --with-freetype --with-jpeg --with-webp \
 && docker-php-ext-install gd intl pdo_pgsql zip \
 && pecl install redis \
 && docker-php-ext-enable redis
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
# Libraries that the extensions above load.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libfreetype6, libicu76, libjpeg62-turbo, libpng16-16t64, libpq5, libwebp7, libzip5" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Without a php.ini, PHP shows errors to visitors. This one is for production.
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=build /usr/local/lib/php/extensions/ /usr/local/lib/php/extensions/
COPY --from=build /usr/local/etc/php/conf.d/ /usr/local/etc/php/conf.d/
COPY --from=build /app /app
EXPOSE 9000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 33:33
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["php", "-r", "exit(@fsockopen('127.0.0.1', 9000) ? 0 : 1);"]
CMD ["php-fpm"]
