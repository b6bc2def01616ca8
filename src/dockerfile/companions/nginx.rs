//! `nginx.conf` for a server that is nobody special.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::site::ROOT;
use crate::dockerfile::webserver::{HEALTH, PORT};

/// Browsers keep a file, and ask each time whether it is still the newest.
const FRESH: &str = "add_header Cache-Control no-cache;";
/// A file is what its name says.
const SNIFF: &str = "add_header X-Content-Type-Options nosniff;";

/// What is a file where it has such an ending, and no view of an application.
const FILES: &str = "avif|bmp|br|css|csv|eot|gif|gz|html?|ico|jpe?g|js|json|map|md|mjs|mp3|mp4|otf|pdf|png|svg|ttf|txt|wasm|webm|webmanifest|webp|woff2?|xml|zip";

/// How requests are passed on: as they came, without a copy in memory, and upgraded
/// where a client asks for a WebSocket.
const PASSED: &[&str] = &[
    "proxy_http_version 1.1;",
    "proxy_set_header Host $http_host;",
    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    "proxy_set_header X-Forwarded-Proto $forwarded_proto;",
    "proxy_set_header Upgrade $http_upgrade;",
    "proxy_set_header Connection $connection_upgrade;",
    "proxy_request_buffering off;",
    "proxy_max_temp_file_size 0;",
    "client_max_body_size 0;",
];

/// What those lines want from the whole.
const MAPS: &str = "
    # The scheme that a proxy in front reports, or else the one of this connection.
    map $http_x_forwarded_proto $forwarded_proto {
        default $http_x_forwarded_proto;
        \"\" $scheme;
    }
    # Allows WebSocket if the client asks for it. Connections are closed after a minute of silence.
    map $http_upgrade $connection_upgrade {
        default upgrade;
        \"\" \"\";
    }
";

/// A place of the server, with what holds there.
fn location(comment: &str, paths: &str, lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("            {line}\n")).collect();
    format!("        # {comment}\n        location {paths} {{\n{lines}        }}\n")
}

/// What is served where.
fn places(plan: &Plan) -> String {
    let base = plan.base_path();
    let mut places = Vec::new();
    if let Some(file) = plan.mounted() {
        let comment = "This file differs by environment, so browsers must not cache it.";
        places.push(location(comment, &format!("= {}", file.address), &["add_header Cache-Control no-store;", SNIFF]));
    }
    if let Some(folder) = plan.hashed() {
        let comment = "New contents get a new name, so browsers may cache these files for a year.";
        let keep = "add_header Cache-Control \"public, max-age=31536000, immutable\";";
        places.push(location(comment, &format!("^~ {folder}"), &[keep, SNIFF, "try_files $uri =404;"]));
    }
    for (path, address) in plan.passed() {
        let pass = format!("proxy_pass {address};");
        let lines: Vec<&str> = std::iter::once(pass.as_str()).chain(PASSED.iter().copied()).collect();
        places.push(location("Proxied to another service, which sets its own limits.", &format!("^~ {path}"), &lines));
    }
    if base != "/" {
        places.push(location("The site is under this path.", "= /", &[&format!("return 302 {base};")]));
    }
    if plan.is_single_page() {
        let comment = "A missing asset returns 404, not index.html.";
        places.push(location(comment, &format!("~* \\.(?:{FILES})$"), &[FRESH, SNIFF, "try_files $uri =404;"]));
        let comment = "Any other path is a view of the single-page application.";
        places.push(location(comment, &base, &[FRESH, SNIFF, &format!("try_files $uri $uri/index.html {base}index.html;")]));
    } else {
        places.push(format!("        error_page 403 404 =404 {base}404.html;\n"));
        let comment = "Each page is a file; its path may omit .html.";
        places.push(location(comment, &base, &[FRESH, SNIFF, "try_files $uri $uri.html $uri/ =404;"]));
    }
    places.join("\n")
}

/// The whole configuration: it replaces the image's own.
pub fn configuration(plan: &Plan) -> Companion {
    let maps = if plan.passed().is_empty() { "" } else { MAPS };
    let start = format!("        root {ROOT};\n        index index.html;\n");
    let text = whole(maps, plan.port(), plan.health(), &start, &places(plan));
    let about = "Save it next to the Dockerfile, which copies it. It uses your port and health path.";
    Companion::file("nginx.conf", about, text)
}

/// That of the server in front of FPM: what is a file of the public folder is sent, and
/// all else answered by index.php.
pub fn before_fpm(plan: &Plan) -> Companion {
    let start = format!(
        "        root {};\n        index index.php;\n        # PHP’s default limit, post_max_size. To accept more, raise both.\n        client_max_body_size 8m;\n",
        plan.web_root()
    );
    let pass = format!("fastcgi_pass 127.0.0.1:{};", plan.port());
    let scripts = [
        "fastcgi_split_path_info ^(.+?\\.php)(/.*)$;",
        "if (!-f $document_root$fastcgi_script_name) { return 404; }",
        "include /etc/nginx/fastcgi_params;",
        "fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;",
        "fastcgi_param PATH_INFO $fastcgi_path_info;",
        "# Otherwise a Proxy header could set the program’s HTTP proxy.",
        "fastcgi_param HTTP_PROXY \"\";",
        pass.as_str(),
    ];
    let places = [
        location("Hides files such as .env and .git.", "~ /\\.(?!well-known/)", &["return 404;"]),
        location("Scripts run in the PHP container, which has the same files.", "~ [^/]\\.php(?:/|$)", &scripts),
        location("Any other path goes to the program.", "/", &[SNIFF, "try_files $uri /index.php$is_args$args;"]),
    ];
    let text = whole("", PORT, HEALTH, &start, &places.join("\n"));
    let about =
        "Save it next to the Dockerfile, whose stage web copies it. nginx serves the public files and passes all other requests to PHP.";
    Companion::file("nginx.conf", about, text)
}

/// A configuration that writes to memory only, with one server.
fn whole(maps: &str, port: u16, health: &str, start: &str, places: &str) -> String {
    format!(
        r#"# For nginx as a non-root user on a read-only root. It writes only to /dev/shm,
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
{maps}
    server {{
        listen {port};
{start}        # Redirects omit host and port, because a proxy in front may use others.
        absolute_redirect off;

        location = {health} {{
            access_log off;
            default_type text/plain;
            return 200 "ok\n";
        }}

{places}    }}
}}
"#
    )
}
