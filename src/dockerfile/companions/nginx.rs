//! `nginx.conf` for a server that is nobody special.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::stacks::web::ROOT;

/// The whole configuration: it replaces the image's own.
pub fn configuration(plan: &Plan) -> Companion {
    let (port, health) = (plan.port(), plan.health());
    let text = format!(
        r#"# nginx as a non-root user on a read-only root. It writes to /dev/shm only,
# which every container has in memory.
worker_processes auto;
pid /dev/shm/nginx.pid;
error_log /dev/stderr warn;

events {{
    worker_connections 1024;
}}

http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /dev/stdout;
    server_tokens off;
    sendfile on;
    gzip on;
    gzip_vary on;
    gzip_types text/css text/javascript application/javascript application/json application/wasm image/svg+xml;

    client_body_temp_path /dev/shm/nginx-client-body;
    proxy_temp_path /dev/shm/nginx-proxy;
    fastcgi_temp_path /dev/shm/nginx-fastcgi;
    uwsgi_temp_path /dev/shm/nginx-uwsgi;
    scgi_temp_path /dev/shm/nginx-scgi;

    server {{
        listen {port};
        root {ROOT};
        index index.html;

        location = {health} {{
            access_log off;
            default_type text/plain;
            return 200 "ok\n";
        }}

        # For a single-page application: paths without a file serve the application.
        # For a site of pages, replace /index.html with =404.
        location / {{
            try_files $uri $uri/ /index.html;
        }}
    }}
}}
"#
    );
    let about = "Save it next to the Dockerfile, which copies it. It uses the port and health path that you set.";
    Companion::file("nginx.conf", about, text)
}
