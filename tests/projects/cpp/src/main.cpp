// Reports what a service sees from inside its image.
#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace {

bool exists(const char *path) { return access(path, F_OK) == 0; }

// A root store is there when it has a certificate in it.
bool has_roots() {
    std::ifstream bundle("/etc/ssl/certs/ca-certificates.crt");
    for (std::string line; std::getline(bundle, line);) {
        if (line == "-----BEGIN CERTIFICATE-----") return true;
    }
    return false;
}

// At the epoch Zurich was an hour ahead; without time zones it would be none.
bool has_zones() {
    setenv("TZ", "Europe/Zurich", 1);
    tzset();
    const std::time_t epoch = 0;
    std::tm local{};
    localtime_r(&epoch, &local);
    return local.tm_hour == 1;
}

std::string json(bool value) { return value ? "true" : "false"; }

std::string report() {
    return "{\"uid\":" + std::to_string(getuid()) + ",\"shell\":" + json(exists("/bin/sh")) + ",\"tls\":" + json(has_roots()) + ",\"zone\":" + json(has_zones()) + "}";
}

void answer(int client) {
    char request[1024]{};
    if (read(client, request, sizeof request - 1) <= 0) return;
    const bool health = std::string(request).rfind("GET /healthz ", 0) == 0;
    const std::string body = health ? "ok" : report();
    const std::string head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    const std::string all = head + body;
    if (write(client, all.data(), all.size()) < 0) return;
}

}  // namespace

int main() {
    // The first process of a container ignores signals that it does not handle.
    std::signal(SIGTERM, [](int) { std::_Exit(0); });
    std::signal(SIGPIPE, SIG_IGN);
    const int server = socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(8080);
    address.sin_addr.s_addr = INADDR_ANY;
    if (bind(server, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || listen(server, 16) != 0) return 1;
    for (;;) {
        const int client = accept(server, nullptr, nullptr);
        if (client < 0) continue;
        answer(client);
        close(client);
    }
}
