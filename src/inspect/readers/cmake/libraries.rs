//! What CMake looks for, and the packages of Debian that have it.
//!
//! Each name was looked up in the index of Debian 13 on 2026-12-01.

/// What is looked for, by the names that modules, pkg-config and the linker have for it, in small
/// letters: with what is installed to build, and what to run. What has nothing to run is compiled
/// in, a tool, or part of every base.
pub(super) struct Library {
    pub(super) names: &'static [&'static str],
    pub(super) build: &'static str,
    pub(super) run: &'static str,
}

macro_rules! libraries {
    ($([$($name:literal),+] $build:literal $run:literal;)+) => {
        &[$(Library { names: &[$($name),+], build: $build, run: $run }),+]
    };
}

/// One row a library.
pub(super) const LIBRARIES: &[Library] = libraries! {
    ["openssl", "libssl", "libcrypto"] "libssl-dev" "";
    ["zlib", "z"] "zlib1g-dev" "";
    ["pkgconfig", "pkg-config"] "pkgconf" "";
    ["postgresql", "libpq", "pq"] "libpq-dev" "libpq5";
    ["libpqxx", "pqxx"] "libpqxx-dev" "libpqxx-7.10";
    ["mysql", "mariadb", "mysqlclient", "libmariadb"] "libmariadb-dev" "libmariadb3";
    ["sqlite3", "sqlite"] "libsqlite3-dev" "libsqlite3-0";
    ["hiredis", "libhiredis"] "libhiredis-dev" "libhiredis1.1.0";
    ["leveldb"] "libleveldb-dev" "libleveldb1d";
    ["rocksdb"] "librocksdb-dev" "librocksdb9.10";
    ["curl", "libcurl"] "libcurl4-openssl-dev" "libcurl4t64";
    ["libuv", "uv", "libuv1"] "libuv1-dev" "libuv1t64";
    ["libevent", "event", "libevent_core", "libevent_extra", "libevent_openssl", "libevent_pthreads"]
        "libevent-dev" "libevent-2.1-7t64,libevent-core-2.1-7t64,libevent-extra-2.1-7t64,libevent-openssl-2.1-7t64,libevent-pthreads-2.1-7t64";
    // Its loops are modules that it loads by name.
    ["libwebsockets", "websockets"] "libwebsockets-dev" "libwebsockets19t64,libwebsockets-evlib-uv";
    ["microhttpd", "libmicrohttpd"] "libmicrohttpd-dev" "libmicrohttpd12t64";
    ["c-ares", "cares", "libcares"] "libc-ares-dev" "libcares2";
    ["nghttp2", "libnghttp2"] "libnghttp2-dev" "libnghttp2-14";
    ["asio"] "libasio-dev" "";
    ["zeromq", "libzmq", "zmq"] "libzmq3-dev" "libzmq5";
    ["mosquitto", "libmosquitto"] "libmosquitto-dev" "libmosquitto1";
    ["rdkafka", "librdkafka"] "librdkafka-dev" "librdkafka1";
    ["rdkafka++", "librdkafka++"] "librdkafka-dev" "librdkafka++1";
    ["libpcap", "pcap"] "libpcap-dev" "libpcap0.8t64";
    ["libssh"] "libssh-dev" "libssh-4";
    ["libssh2", "ssh2"] "libssh2-1-dev" "libssh2-1t64";
    ["protoc"] "protobuf-compiler" "";
    ["protobuf"] "libprotobuf-dev,protobuf-compiler" "libprotobuf32t64";
    ["grpc", "grpc++"] "libgrpc++-dev,protobuf-compiler-grpc,protobuf-compiler,libprotobuf-dev" "libgrpc++1.51t64,libprotobuf32t64";
    ["json-c"] "libjson-c-dev" "libjson-c5";
    ["cjson", "libcjson"] "libcjson-dev" "libcjson1";
    ["jsoncpp"] "libjsoncpp-dev" "libjsoncpp26";
    ["nlohmann_json"] "nlohmann-json3-dev" "";
    ["rapidjson"] "rapidjson-dev" "";
    ["yaml-cpp"] "libyaml-cpp-dev" "libyaml-cpp0.8";
    ["yaml-0.1", "libyaml"] "libyaml-dev" "libyaml-0-2";
    ["libxml2", "xml2", "libxml-2.0"] "libxml2-dev" "libxml2";
    ["expat"] "libexpat1-dev" "libexpat1";
    ["pugixml"] "libpugixml-dev" "libpugixml1v5";
    ["tinyxml2"] "libtinyxml2-dev" "libtinyxml2-11";
    ["fmt"] "libfmt-dev" "libfmt10";
    ["spdlog"] "libspdlog-dev" "libspdlog1.15,libfmt10";
    ["gflags"] "libgflags-dev" "libgflags2.2";
    ["glog"] "libgoogle-glog-dev" "libgoogle-glog0v6t64";
    ["re2"] "libre2-dev" "libre2-11";
    ["pcre2", "pcre2-8", "libpcre2-8"] "libpcre2-dev" "libpcre2-8-0";
    ["icu", "icu-uc", "icu-i18n"] "libicu-dev" "libicu76";
    ["lua", "lua5.4", "lua54"] "liblua5.4-dev" "liblua5.4-0";
    ["bzip2", "bz2"] "libbz2-dev" "libbz2-1.0";
    ["liblzma", "lzma"] "liblzma-dev" "liblzma5";
    ["zstd", "libzstd"] "libzstd-dev" "libzstd1";
    ["lz4", "liblz4"] "liblz4-dev" "liblz4-1";
    ["snappy"] "libsnappy-dev" "libsnappy1v5";
    ["brotli", "libbrotlienc", "libbrotlidec"] "libbrotli-dev" "libbrotli1";
    ["xxhash", "libxxhash"] "libxxhash-dev" "libxxhash0";
    ["sodium", "libsodium"] "libsodium-dev" "libsodium23";
    ["argon2", "libargon2"] "libargon2-dev" "libargon2-1";
    ["gnutls"] "libgnutls28-dev" "libgnutls30t64";
    ["mbedtls"] "libmbedtls-dev" "libmbedtls21,libmbedcrypto16,libmbedx509-7";
    ["libsasl2", "sasl2"] "libsasl2-dev" "libsasl2-2";
    ["ldap", "openldap"] "libldap-dev" "libldap2";
    ["pam"] "libpam0g-dev" "libpam0g";
    ["libsystemd", "systemd"] "libsystemd-dev" "libsystemd0";
    ["uuid", "libuuid"] "uuid-dev" "libuuid1";
    ["crypt"] "libcrypt-dev" "libcrypt1";
    ["liburing", "uring"] "liburing-dev" "liburing2";
    ["libcap", "cap"] "libcap-dev" "libcap2";
    ["numa"] "libnuma-dev" "libnuma1";
    ["tbb"] "libtbb-dev" "libtbb12";
    ["jemalloc"] "libjemalloc-dev" "libjemalloc2";
    ["libunwind"] "libunwind-dev" "libunwind8";
    ["curses", "ncurses", "ncursesw"] "libncurses-dev" "libncursesw6";
    ["readline"] "libreadline-dev" "libreadline8t64";
    ["libedit", "lineediting"] "libedit-dev" "libedit2";
    ["maxminddb", "libmaxminddb"] "libmaxminddb-dev" "libmaxminddb0";
    ["png", "libpng"] "libpng-dev" "libpng16-16t64";
    ["jpeg", "libjpeg"] "libjpeg-dev" "libjpeg62-turbo";
    ["webp", "libwebp"] "libwebp-dev" "libwebp7";
    ["eigen3"] "libeigen3-dev" "";
    ["flex"] "flex" "";
    ["bison"] "bison" "";
    ["perl"] "perl" "";
    ["xsltproc"] "xsltproc" "";
    ["git"] "git" "";
    ["python3", "pythoninterp"] "python3" "";
};

/// The package of a part of Boost that is a library: the rest is headers.
pub(super) fn boost(part: &str) -> Option<(String, String)> {
    const PARTS: &[&str] = &[
        "atomic",
        "chrono",
        "container",
        "context",
        "coroutine",
        "date_time",
        "filesystem",
        "iostreams",
        "json",
        "locale",
        "log",
        "program_options",
        "random",
        "regex",
        "serialization",
        "system",
        "thread",
        "timer",
        "url",
    ];
    let name = part.replace('_', "-");
    let time = if part == "chrono" { "t64" } else { "" };
    PARTS.contains(&part).then(|| (format!("libboost-{name}-dev"), format!("libboost-{name}1.83.0{time}")))
}
